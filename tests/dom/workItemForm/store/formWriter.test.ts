import type { ItemEdit, ItemWrite } from "../../../../src/domain/change/change";
import type { WorkItem } from "../../../../src/domain/workItem";
import type {
  FormEdit,
  FormFields,
  FormOutcome,
  FormReading,
  WorkItemForm,
} from "../../../../src/extension/workItemForm";
import { COVERED, formWriter } from "../../../../src/workItemForm/store/formWriter";
import { readingOf } from "../../../../src/workItemForm/store/unsaved";
import { asset, task } from "../../../builders/estate";

const OPEN = { id: 2, isNew: false, isReadOnly: false };
const ASSET = asset(2, 1, { state: "Active", tags: ["b"] });

function write(edit: ItemEdit, item: WorkItem = ASSET): ItemWrite {
  return { item, edit };
}

/** A writer on a form that holds the asset, but for `held`. Writes past the form fail unless the test allows them. */
function writerOn(given: {
  readonly held?: FormFields;
  readonly parent?: number | null;
  readonly isCovered?: boolean;
  readonly outcome?: FormOutcome;
}) {
  const edits: FormEdit[] = [];
  const past: number[] = [];
  const form: WorkItemForm = {
    read: async (): Promise<FormReading | null> => {
      if (given.isCovered === true) return null;
      const { current, ...rest } = readingOf(ASSET);
      return { ...rest, parent: given.parent === undefined ? 1 : given.parent, current: { ...current, ...given.held } };
    },
    write: async (_, edit) => {
      edits.push(edit);
      return given.outcome ?? { kind: "set" };
    },
    reload: () => Promise.reject(new Error("not expected")),
    openWorkItem: () => Promise.reject(new Error("The test opens nothing.")),
  };
  const writeOne = formWriter(OPEN, form, async ({ item }) => {
    past.push(item.id);
    return { kind: "written", rev: item.rev + 1 };
  });
  return { writeOne, edits, past };
}

describe("writing a plan from a form", () => {
  it("puts what becomes of the open item into its form", async () => {
    const { writeOne, edits, past } = writerOn({});
    expect(await writeOne(write({ state: "Resolved" }))).toEqual({ kind: "written", rev: ASSET.rev });
    expect(edits).toEqual([{ fields: { "System.State": "Resolved" } }]);
    expect(past).toEqual([]);
  });

  it("writes other items to Azure Boards", async () => {
    const { writeOne, edits, past } = writerOn({});
    expect(await writeOne(write({ state: "Closed" }, task(9, 2, "Migrate", { rev: 3 })))).toEqual({
      kind: "written",
      rev: 4,
    });
    expect([edits, past]).toEqual([[], [9]]);
  });

  it("leaves alone what was changed in the form since it was planned, and says what", async () => {
    const { writeOne, edits } = writerOn({ held: { "System.State": "Closed" } });
    expect(await writeOne(write({ state: "Resolved", tags: ["x"] }))).toEqual({
      kind: "conflict",
      message: "State was changed in the form meanwhile.",
    });
    expect(edits).toEqual([]);
  });

  it("names all that was changed", async () => {
    const { writeOne } = writerOn({ held: { "System.State": "Closed", "System.Tags": "other" } });
    expect(await writeOne(write({ state: "Resolved", tags: ["x"] }))).toEqual({
      kind: "conflict",
      message: "State and Tags were changed in the form meanwhile.",
    });
  });

  it("has nothing left to do where the form holds it already, as after reverting what is taken back", async () => {
    const { writeOne, edits } = writerOn({ held: { "System.State": "Resolved", "System.Tags": "b; x" } });
    expect(await writeOne(write({ state: "Resolved", tags: ["x", "b"] }))).toEqual({ kind: "written", rev: ASSET.rev });
    expect(edits).toEqual([]);
  });

  it("does so for the parent", async () => {
    const { writeOne } = writerOn({ parent: 7 });
    expect(await writeOne(write({ parent: 3 }))).toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/^Parent was/),
    });
  });

  it("minds no other field, and no other order of tags", async () => {
    const { writeOne } = writerOn({ held: { "System.Title": "Other", "System.Tags": "b; KIND:vm" } });
    expect(await writeOne(write({ tags: ["kind:vm", "b", "c"] }))).toMatchObject({ kind: "written" });
  });

  it("does not try while another form stands above", async () => {
    const { writeOne, edits } = writerOn({ isCovered: true });
    expect(await writeOne(write({ state: "Resolved" }))).toEqual({ kind: "notTried", message: COVERED });
    expect(edits).toEqual([]);
    const late = writerOn({ outcome: { kind: "covered" } });
    expect(await late.writeOne(write({ state: "Resolved" }))).toEqual({ kind: "notTried", message: COVERED });
  });

  it("says which field the form did not take", async () => {
    const { writeOne } = writerOn({ outcome: { kind: "refused", names: ["System.State", "Custom.Wave"] } });
    expect(await writeOne(write({ state: "Resolved" }))).toEqual({
      kind: "refused",
      message: "The form did not take State and Custom.Wave: its rules do not allow it.",
    });
  });

  it("gives an outcome where the form fails", async () => {
    const form: WorkItemForm = {
      read: () => Promise.reject(new Error("No work item is open.")),
      write: () => Promise.reject(new Error("not asked")),
      reload: () => Promise.reject(new Error("not expected")),
      openWorkItem: () => Promise.reject(new Error("not asked")),
    };
    const writeOne = formWriter(OPEN, form, () => Promise.reject(new Error("not asked")));
    expect(await writeOne(write({ state: "Resolved" }))).toEqual({ kind: "failed", message: "No work item is open." });
  });
});
