/** Reading the sample estate as of a past time from the local Azure Boards, over HTTP (T1). */
import { readSnapshot, type SnapshotRequest } from "../../../src/boards/readSnapshot";
import type { Snapshot } from "../../../src/domain/snapshot";
import { frameworkPolicy, NOW } from "../../builders/estate";
import { ESTATE, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const DAY = 86_400_000;
const THEN = NOW - 30 * DAY;
const CHILD_OF = "System.LinkTypes.Hierarchy-Reverse";
const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";

const sample = useServed();
const reader = { id: ESTATE.users[0]!.id, displayName: "Reader" };

function read(asOf: number | null = THEN, changes: Partial<SnapshotRequest> = {}): Promise<Snapshot> {
  const request = { project: PROJECT, policy: frameworkPolicy(), reader, asOf, ...changes };
  return readSnapshot(sample.transport(), request);
}

function until<T extends { readonly date: string }>(changes: readonly T[], time: number): readonly T[] {
  return changes.filter(({ date }) => Date.parse(date) <= time);
}

const ours = ESTATE.workItems.filter(({ project }) => project === PROJECT.id);
const there = ours.filter(({ changes, deleted }) => deleted === null && until(changes, THEN).length > 0);

function linksThen(item: (typeof ours)[number], rel: string): number[] {
  const found = item.links.filter(
    (link) =>
      link.rel === rel &&
      Date.parse(link.addedDate) <= THEN &&
      (link.removedDate === null || Date.parse(link.removedDate) > THEN),
  );
  return found.map(({ target }) => Number(target)).sort((a, b) => a - b);
}

function idsOf(items: readonly { readonly id: number }[]): number[] {
  return items.map(({ id }) => id);
}

describe("the sample estate as of a month ago", () => {
  it("is what was there then, with the fields and parents of then, and of that time", async () => {
    const snapshot = await read();
    expect(snapshot.asOf).toBe(THEN);
    expect(snapshot.losses).toEqual([]);
    const own = snapshot.workItems.filter(({ areaPath }) => areaPath.split("\\")[0] === PROJECT.name);
    expect(idsOf(own)).toEqual(idsOf(there).sort((a, b) => a - b));
    expect(own.length).toBeLessThan(ours.length);
    const stored = new Map(there.map((item) => [item.id, item]));
    let moved = 0;
    for (const { id, state, title, iterationPath, parent, rev } of own) {
      const item = stored.get(id)!;
      const fields = Object.assign({}, ...until(item.changes, THEN).map((change) => change.fields)) as object;
      expect(fields).toMatchObject({
        "System.State": state,
        "System.Title": title,
        "System.IterationPath": iterationPath,
      });
      expect({ id, parent }).toEqual({ id, parent: linksThen(item, CHILD_OF)[0] ?? null });
      if (rev < item.changes.length) moved += 1;
    }
    expect(moved).toBeGreaterThan(20);
  });

  it("has the links of then", async () => {
    const snapshot = await read();
    const shown = new Set(idsOf(snapshot.workItems));
    const expected = there.flatMap((item) =>
      linksThen(item, PREDECESSOR).flatMap((target) => (shown.has(target) ? [`${item.id}-${target}`] : [])),
    );
    const found = snapshot.links.filter(({ type }) => type === PREDECESSOR);
    expect(found.map(({ source, target }) => `${source}-${target}`).sort()).toEqual(expected.sort());
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan((await read(null)).links.filter(({ type }) => type === PREDECESSOR).length);
  });

  it("has today's types and iterations (T3)", async () => {
    const [past, now] = [await read(), await read(null)];
    expect(past.types).toEqual(now.types);
    expect(past.iterations).toEqual(now.iterations);
  });

  it("is the same in small pages and batches", async () => {
    await expect(read(THEN, { pageSize: 100, batchSize: 20 })).resolves.toEqual(await read());
  });

  it("as of now is today's", async () => {
    const [past, now] = [await read(NOW), await read(null)];
    expect(past.workItems.map(({ id, rev, parent }) => [id, rev, parent])).toEqual(
      now.workItems.map(({ id, rev, parent }) => [id, rev, parent]),
    );
    expect(past.links).toEqual(now.links);
  });
});

describe("what was there then and has been deleted since", () => {
  const victim = there.find(({ changes }) => changes[0]?.fields["System.WorkItemType"] === "User Story")!;
  const later = ours.find(({ changes, deleted }) => deleted === null && Date.parse(changes[0]?.date ?? "") > THEN)!;

  beforeEach(async () => {
    for (const { id } of [victim, later]) await sample.send("DELETE", `/${PROJECT.id}/_apis/wit/workitems/${id}`);
  });

  it("is among the deleted items, with its later date, and what came later is not", async () => {
    const snapshot = await read();
    expect(idsOf(snapshot.workItems)).not.toContain(victim.id);
    expect(snapshot.deleted).toContainEqual({
      id: victim.id,
      title: expect.any(String) as string,
      type: "User Story",
      deletedDate: NOW,
    });
    expect(idsOf(snapshot.deleted)).not.toContain(later.id);
    expect(snapshot.losses).toEqual([]);
  });

  it("is none of a time before it was made", async () => {
    const before = await read(Date.parse(victim.changes[0]!.date) - 1);
    expect(idsOf(before.deleted)).not.toContain(victim.id);
  });

  it("is a loss where the recycle bin can't be listed: nothing else says that it was there (V2)", async () => {
    sample.fail({ route: "recyclebin", action: { kind: "status", status: 500 } });
    const snapshot = await read();
    expect(snapshot.losses).toEqual([
      { kind: "query", message: expect.stringContaining("deleted since then could not be listed") as string },
    ]);
  });
});
