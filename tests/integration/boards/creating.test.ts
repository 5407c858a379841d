/** Making work items in the local Azure Boards over HTTP: many by one call, and none twice. */
import { carryOutRecord } from "../../../src/boards/carryOutRecord";
import { createCreator, type Creation } from "../../../src/boards/creating";
import { createRecordAccess } from "../../../src/boards/recordAccess";
import { createWriter } from "../../../src/boards/writing";
import type { NewItem, RecordEntry } from "../../../src/domain/record/plan";
import { NOW, policy } from "../../builders/estate";
import { ESTATE, noEffort, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const userOf = (role: string) => ESTATE.users.find((user) => user.role === role)!;
const PARENT = ESTATE.workItems.find(({ links }) =>
  links.some(({ rel }) => rel === "System.LinkTypes.Hierarchy-Forward"),
)!.id;

function newItem(changes: Partial<NewItem> = {}): NewItem {
  return {
    type: "Task",
    title: "Change approved – Payroll",
    tags: ["gate:change-approved"],
    areaPath: PROJECT.name,
    iterationPath: PROJECT.name,
    parent: PARENT,
    related: [],
    description: "",
    fields: {},
    ...changes,
  };
}

const creator = (isQuiet = false, userId?: string) =>
  createCreator(sample.transport(userId), { project: PROJECT, isQuiet });
const create = (items: readonly NewItem[], mayExist = false) => creator()({ items, since: NOW, mayExist });

function idOf(creation: Creation | undefined): number {
  if (creation?.kind !== "created") throw new Error(`It was not made: ${JSON.stringify(creation)}`);
  return creation.item.id;
}

interface Answer {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly relations?: readonly { readonly rel: string; readonly url: string }[];
}
async function stored(id: number): Promise<Answer> {
  return (await sample.send("GET", `/_apis/wit/workitems/${id}?$expand=relations`)).json as Answer;
}
async function countOf(title: string): Promise<number> {
  const query = `SELECT [System.Id] FROM WorkItems WHERE [System.Title] = '${title}'`;
  const { json } = await sample.send("POST", `/${PROJECT.id}/_apis/wit/wiql`, { body: { query } });
  return (json as { workItems: unknown[] }).workItems.length;
}
const batches = () => sample.events.filter(({ kind, url }) => kind === "sent" && url.includes("$batch")).length;

describe("work items to be made", () => {
  it("are made with all that they hold, by one call", async () => {
    const [one, two] = await create([
      newItem({ description: "a &lt;b&gt;" }),
      newItem({ title: "Waiver", parent: null, related: [PARENT], tags: ["waiver:FREEZE", "until:2026-12-07"] }),
    ]);
    expect(batches()).toBe(1);
    const first = await stored(idOf(one));
    expect(first.fields).toMatchObject({
      "System.WorkItemType": "Task",
      "System.State": "New",
      "System.Tags": "gate:change-approved",
      "System.Description": "a &lt;b&gt;",
      "System.Parent": PARENT,
    });
    expect(first.fields).not.toHaveProperty("System.AssignedTo");
    const { relations = [], fields } = await stored(idOf(two));
    expect(relations).toMatchObject([{ rel: "System.LinkTypes.Related", url: expect.stringMatching(`/${PARENT}$`) }]);
    expect(fields).toMatchObject({ "System.Tags": "until:2026-12-07; waiver:FREEZE" });
  });

  it("end apart: what is refused says why, and stops no other", async () => {
    const [one, two] = await create([newItem({ areaPath: "Nowhere" }), newItem()]);
    expect(one).toMatchObject({ kind: "refused", message: expect.stringMatching(/Area|tree/i) });
    expect(two?.kind).toBe("created");
  });

  it("are refused to who may not write", async () => {
    const [outcome] = await creator(false, userOf("reader").id)({ items: [newItem()], since: NOW, mayExist: false });
    expect(outcome?.kind).toBe("refused");
    expect(await countOf("Change approved – Payroll")).toBe(0);
  });

  it("are made without mails, and with them for who may not suppress them", async () => {
    const items = [newItem({ title: "Quiet 1" }), newItem({ title: "Quiet 2" })];
    const made = await creator(true, userOf("contributor").id)({ items, since: NOW, mayExist: false });
    expect(made.map(({ kind }) => kind)).toEqual(["created", "created"]);
    expect(await countOf("Quiet 1")).toBe(1);
  });
});

describe("an answer that is lost", () => {
  const LOST = { method: "PATCH", route: "wit/$batch", nth: 1 } as const;

  it("costs nothing where the items were made: they are found, and not made twice", async () => {
    sample.fail({ ...LOST, action: { kind: "truncate" } });
    const made = await create([newItem({ title: "Lost 1" }), newItem({ title: "Lost 2" })]);
    expect(made.map(({ kind }) => kind)).toEqual(["created", "created"]);
    expect(new Set(made.map(idOf)).size).toBe(2);
    expect([await countOf("Lost 1"), await countOf("Lost 2")]).toEqual([1, 1]);
    expect(batches()).toBe(1);
  });

  it("leaves what was not made as failed; tried again it is looked for first, and made", async () => {
    sample.fail({ ...LOST, action: { kind: "drop" } });
    const [first] = await create([newItem({ title: "Dropped" })]);
    expect(first).toMatchObject({ kind: "failed", message: expect.stringContaining("It may have been made.") });
    expect(await countOf("Dropped")).toBe(0);
    const [second, third] = [
      await create([newItem({ title: "Dropped" })], true),
      await create([newItem({ title: "Dropped" })], true),
    ];
    expect(idOf(second[0])).toBe(idOf(third[0]));
    expect(await countOf("Dropped")).toBe(1);
  });

  it("takes no other item for its own: not one below another parent, with other tags, or of somebody else", async () => {
    const [other] = await create([newItem({ title: "Twin", parent: null })]);
    const [tagged] = await create([newItem({ title: "Twin", tags: ["gate:test-plan"] })]);
    const [foreign] = await creator(
      false,
      userOf("contributor").id,
    )({
      items: [newItem({ title: "Twin" })],
      since: NOW,
      mayExist: false,
    });
    const [made] = await create([newItem({ title: "Twin" })], true);
    expect([other, tagged, foreign].map(idOf)).not.toContain(idOf(made));
  });

  it("takes no item from before the plan for its own", async () => {
    const [old] = await create([newItem({ title: "Old" })]);
    const [made] = await creator()({ items: [newItem({ title: "Old" })], since: NOW + 1, mayExist: true });
    expect(idOf(made)).not.toBe(idOf(old));
  });
});

describe("a record", () => {
  const entry = (item: NewItem, closeAs: string | null): RecordEntry => ({
    source: { kind: "new", item },
    closeAs,
    notes: [],
  });
  const carry = (entries: readonly RecordEntry[], before: Parameters<typeof carryOutRecord>[3] = []) => {
    const transport = sample.transport();
    const create = createCreator(transport, { project: PROJECT, isQuiet: false });
    return carryOutRecord(
      entries,
      { create, writeOne: createWriter(transport, { isQuiet: false, effortField: noEffort }) },
      NOW,
      before,
    );
  };

  it("is made and closed by who gives it", async () => {
    const [outcome] = await carry([entry(newItem(), "Closed")]);
    expect(outcome).toMatchObject({ isMade: true, outcome: { kind: "written" }, closing: { kind: "written" } });
    expect((await stored(outcome!.item!.id)).fields).toMatchObject({
      "System.State": "Closed",
      "Microsoft.VSTS.Common.ClosedBy": { uniqueName: ESTATE.users[0]!.uniqueName },
    });
  });

  it("that was made and not closed is closed by the next try, and not made again", async () => {
    const entries = [entry(newItem({ title: "Half" }), "Closed")];
    const body = JSON.stringify({ message: "TF401320: Rule Error.", typeKey: "RuleValidationException" });
    sample.fail({ method: "PATCH", route: "/workitems\\/\\d/", nth: 1, action: { kind: "status", status: 400, body } });
    const first = await carry(entries);
    expect(first).toMatchObject([{ isMade: true, outcome: { kind: "refused", message: "TF401320: Rule Error." } }]);
    const second = await carry(entries, first);
    expect(second).toMatchObject([{ isMade: true, outcome: { kind: "written" } }]);
    expect(second[0]!.item!.id).toBe(first[0]!.item!.id);
    expect(await countOf("Half")).toBe(1);
  });

  it("that could not be made is not closed", async () => {
    const [outcome] = await carry([entry(newItem({ areaPath: "Nowhere" }), "Closed")]);
    expect(outcome).toMatchObject({ item: null, isMade: false, outcome: { kind: "refused" }, closing: null });
  });
});

describe("a release's items of evidence", () => {
  it("are found by their tag where they name the release, and no other", async () => {
    const named = (tags: readonly string[]) => newItem({ parent: null, tags });
    const [own] = await create([
      named(["gate:release-approved", "release:R7"]),
      named(["gate:release-approved", "release:R6"]),
      named(["gate:test-plan", "release:R7"]),
    ]);
    const access = createRecordAccess(sample.transport(), PROJECT);
    const { signal } = new AbortController();
    const request = { kind: "checklist", release: "R7", workItems: [] } as const;
    const ids = await access.releaseEvidence(policy(), request, signal);
    expect(ids).toContain(idOf(own));
    expect(await access.releaseEvidence(policy(), { ...request, release: null }, signal)).toEqual([]);
    for (const id of ids) expect((await stored(id)).fields["System.Tags"]).toMatch(/gate:release-approved/);
    for (const id of ids) expect((await stored(id)).fields["System.Tags"]).toMatch(/release:R7/);
  });
});
