/** Taking back work items that were made, in the local Azure Boards over HTTP: what somebody changed since stays. */
import { createCreator } from "../../../src/boards/creating";
import { recycle } from "../../../src/boards/recycling";
import type { NewItem } from "../../../src/domain/record/plan";
import { NOW } from "../../builders/estate";
import { ESTATE, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const userOf = (role: string) => ESTATE.users.find((user) => user.role === role)!;
const PARENT = ESTATE.workItems.find(({ links }) =>
  links.some(({ rel }) => rel === "System.LinkTypes.Hierarchy-Forward"),
)!.id;

async function made(...changes: readonly Partial<NewItem>[]): Promise<{ id: number; rev: number }[]> {
  const create = createCreator(sample.transport(), { project: PROJECT, isQuiet: false });
  const items = changes.map((change, index): NewItem => ({
    type: "Task",
    title: `Made ${index}`,
    tags: [],
    areaPath: PROJECT.name,
    iterationPath: PROJECT.name,
    parent: PARENT,
    related: [],
    description: "",
    fields: {},
    ...change,
  }));
  const creations = await create({ items, since: NOW, mayExist: false });
  return creations.map((creation) => {
    if (creation.kind !== "created") throw new Error(`It was not made: ${creation.message}`);
    return { id: creation.item.id, rev: creation.item.rev };
  });
}

const boards = (userId?: string) => ({ transport: sample.transport(userId), project: PROJECT });
const urlOf = (id: number): string => `${sample.boards.organizationUrl}/_apis/wit/workItems/${id}`;
async function patch(id: number, op: object): Promise<void> {
  const sent = { body: [op], contentType: "application/json-patch+json" };
  const { status, text } = await sample.send("PATCH", `/_apis/wit/workitems/${id}`, sent);
  if (status !== 200) throw new Error(text);
}
const link = (id: number, rel: string, url: string) =>
  patch(id, { op: "add", path: "/relations/-", value: { rel, url } });
const isThere = async (id: number) => (await sample.send("GET", `/_apis/wit/workitems/${id}`)).status === 200;
const isInBin = async (id: number) =>
  (await sample.send("GET", `/${PROJECT.id}/_apis/wit/recyclebin/${id}`)).status === 200;

describe("work items that were made", () => {
  it("go into the recycle bin, from where they can be restored", async () => {
    const items = await made({}, {});
    expect(await recycle(boards(), items)).toEqual([{ kind: "recycled" }, { kind: "recycled" }]);
    for (const { id } of items) expect([await isThere(id), await isInBin(id)]).toEqual([false, true]);
  });

  it("stay where somebody changed them since: who and when is said, and the others go", async () => {
    const items = await made({}, {});
    await patch(items[0]!.id, { op: "replace", path: "/fields/System.Title", value: "Changed" });
    const [changed, other] = await recycle(boards(), items);
    expect(changed).toMatchObject({
      kind: "changed",
      rev: 2,
      by: ESTATE.users[0]!.displayName,
      when: expect.any(Number),
      message: expect.stringContaining(`changed by ${ESTATE.users[0]!.displayName} since (revision 2`),
    });
    expect(other).toEqual({ kind: "recycled" });
    expect(await isThere(items[0]!.id)).toBe(true);
  });

  it("stay where they got a child since, which would be left without its parent; links make no revision", async () => {
    const [parent, child] = await made({}, { parent: null });
    await link(parent!.id, "System.LinkTypes.Hierarchy-Forward", urlOf(child!.id));
    expect(await recycle(boards(), [parent!])).toMatchObject([{ kind: "changed", by: null, when: null }]);
    expect(await isThere(parent!.id)).toBe(true);
  });

  it("go together with children that were made with them, in whatever order", async () => {
    const [parent, child] = await made({}, { parent: null });
    await link(parent!.id, "System.LinkTypes.Hierarchy-Forward", urlOf(child!.id));
    expect(await recycle(boards(), [parent!, child!])).toEqual([{ kind: "recycled" }, { kind: "recycled" }]);
  });

  it("stay where a child that was made with them stays", async () => {
    const [parent, child] = await made({}, { parent: null });
    await link(parent!.id, "System.LinkTypes.Hierarchy-Forward", urlOf(child!.id));
    await patch(child!.id, { op: "replace", path: "/fields/System.Title", value: "Changed" });
    expect(await recycle(boards(), [parent!, child!])).toMatchObject([
      { kind: "changed", by: null },
      { kind: "changed", rev: 2 },
    ]);
  });

  it("stay where something other than a work item hangs on them since", async () => {
    const [item] = await made({});
    await link(item!.id, "Hyperlink", "https://example.com/minutes/7");
    expect(await recycle(boards(), [item!])).toMatchObject([{ kind: "changed" }]);
  });

  it("stay where a work item was linked to them since, if it is known which were at first", async () => {
    const [item, other] = await made({}, { parent: null });
    await link(item!.id, "System.LinkTypes.Related", urlOf(other!.id));
    expect(await recycle(boards(), [{ ...item!, links: [PARENT] }])).toMatchObject([{ kind: "changed" }]);
    expect(await recycle(boards(), [{ ...item!, links: [PARENT, other!.id] }])).toEqual([{ kind: "recycled" }]);
  });

  it("stay where the person may not delete: the refusal is Azure DevOps' own", async () => {
    const [item] = await made({});
    const [outcome] = await recycle(boards(userOf("reader").id), [item!]);
    expect(outcome).toMatchObject({ kind: "refused", message: expect.stringContaining("permissions to delete") });
    expect(await isThere(item!.id)).toBe(true);
  });

  it("count as recycled where somebody else was faster, and not where they are nowhere", async () => {
    const [item] = await made({});
    expect(await recycle(boards(), [item!])).toEqual([{ kind: "recycled" }]);
    expect(await recycle(boards(), [item!])).toEqual([{ kind: "recycled" }]);
    expect(await recycle(boards(), [{ id: 999_999, rev: 1 }])).toMatchObject([{ kind: "refused" }]);
  });
});

describe("an answer that is lost", () => {
  const DELETED = { method: "DELETE", route: "wit/workitems", nth: 1 } as const;

  it("costs nothing where the item was recycled", async () => {
    const [item] = await made({});
    sample.fail({ ...DELETED, action: { kind: "truncate" } });
    expect(await recycle(boards(), [item!])).toEqual([{ kind: "recycled" }]);
    expect(await isInBin(item!.id)).toBe(true);
  });

  it("is looked for in the recycle bin where no answer comes at all", async () => {
    const [item] = await made({});
    sample.fail({ method: "DELETE", route: "wit/workitems", action: { kind: "truncate" } });
    expect(await recycle(boards(), [item!])).toEqual([{ kind: "recycled" }]);
  });

  it("leaves it as failed where nobody can say", async () => {
    const [item] = await made({});
    sample.fail({ method: "DELETE", route: "wit/workitems", action: { kind: "drop" } });
    expect(await recycle(boards(), [item!])).toMatchObject([
      { kind: "failed", message: expect.stringContaining("It may have been recycled.") },
    ]);
    expect(await isThere(item!.id)).toBe(true);
  });
});
