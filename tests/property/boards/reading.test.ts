import fc from "fast-check";
import { BoardsError } from "../../../src/boards/errors";
import { raw, refusal, tooMany } from "../../unit/boards/support/answers";
import type { FakeItem, FakeRequest } from "../../unit/boards/support/fakeBoards";
import { accountedFor, reading } from "../../unit/boards/support/reading";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500_000 }), { maxLength: 60 });
const types = fc.constantFrom("User Story", "Feature", "Task");

describe("reading a project", () => {
  it("reads every id exactly once, in order, whatever the page and batch size", async () => {
    await fc.assert(
      fc.asyncProperty(
        ids,
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        async (all, pageSize, batchSize) => {
          const items = all.map((id) => ({ id }));
          const { snapshot, boards } = await reading(items, { policy: null, pageSize, batchSize });
          const inOrder = [...all].sort((a, b) => a - b);
          expect(snapshot.workItems.map(({ id }) => id)).toEqual(inOrder);
          expect(boards.of("batch").flatMap((request) => request.ids)).toEqual(inOrder);
          expect(snapshot.losses).toEqual([]);
        },
      ),
    );
  });

  /** Work items of which some are deleted or hidden after they were listed, with parents and children anywhere. */
  const estate = ids.chain((all) =>
    fc.tuple(
      ...all.map((id) =>
        fc.record<FakeItem>({
          id: fc.constant(id),
          type: types,
          parent: fc.option(fc.constantFrom(...all), { freq: 3 }),
          children: fc.subarray(all, { maxLength: Math.min(3, all.length) }),
          project: fc.constantFrom("Contoso", "Contoso", "Other"),
          deleted: fc.boolean().map((often) => often && id % 5 === 0),
          hidden: fc.boolean().map((often) => often && id % 7 === 0),
          listedAnyway: fc.boolean(),
        }),
      ),
    ),
  );

  const faults: readonly (() => Response | Error)[] = [
    () => new TypeError("fetch failed"),
    () => raw('{"value":[', 200),
    () => refusal(400, "TF51535: Cannot find field X.", "X"),
    () => refusal(404, "TF401232: Work item does not exist.", "X"),
    () => raw("", 500),
    () => raw("", 503),
    () => raw("<html>", 203, "text/html"),
    () => tooMany(),
  ];
  /** For each request, by its place: null for the true answer. One that is tried again is at a later place. */
  const weather = fc.array(fc.option(fc.constantFrom(...faults), { freq: 2 }), { maxLength: 60 });

  const faulty = (plan: readonly ((() => Response | Error) | null)[]) => {
    return ({ kind, nth }: FakeRequest) => (kind === "metadata" ? null : (plan[nth % 60]?.() ?? null));
  };

  /** What a reading must account for: all that a query listed, and all that those items named by parent or child link. */
  function expectedIds(
    items: readonly FakeItem[],
    listed: boolean,
    read: ReadonlySet<number>,
    workloads: ReadonlySet<number>,
  ): Set<number> {
    const expected = new Set<number>();
    for (const item of items) {
      const shown = item.listedAnyway === true || !(item.deleted === true || item.hidden === true);
      if (listed && item.project === "Contoso" && shown) expected.add(item.id);
      if (read.has(item.id) && item.parent != null) expected.add(item.parent);
      if (workloads.has(item.id)) for (const child of item.children ?? []) expected.add(child);
    }
    return expected;
  }

  it("accounts for every expected id, as read, deleted or lost, whatever fails (V2)", async () => {
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(
        estate,
        weather,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        async (items, plan, pageSize, batchSize) => {
          let result: Awaited<ReturnType<typeof reading>>;
          try {
            result = await reading(items, { pageSize, batchSize, fault: faulty(plan) });
          } catch (thrown) {
            // No page of a query was answered, and that was said.
            expect(thrown).toBeInstanceOf(BoardsError);
            return;
          }
          const { snapshot } = result;
          const accounted = accountedFor(snapshot);
          expect(accounted).toEqual([...new Set(accounted)]);
          const read = new Set(snapshot.workItems.map(({ id }) => id));
          const workloads = new Set(snapshot.workItems.flatMap(({ id, type }) => (type === "Feature" ? [id] : [])));
          const listed = !snapshot.losses.some(({ kind }) => kind === "query");
          const missing = [...expectedIds(items, listed, read, workloads)].filter((id) => !accounted.includes(id));
          expect(missing).toEqual([]);
          if (listed) whole += 1;
        },
      ),
      { numRuns: 300 },
    );
    // A sweep in which every reading broke down would prove nothing.
    expect(whole).toBeGreaterThan(50);
  });

  it("gives, when every request fails once in passing, the same snapshot as when none does", async () => {
    const passing = fc.constantFrom(...faults.filter((_, index) => [0, 1, 5, 7].includes(index)));
    await fc.assert(
      fc.asyncProperty(estate, passing, async (items, fault) => {
        const failed = new Set<string>();
        const once = ({ url, body }: FakeRequest): Response | Error | null => {
          const request = `${url} ${JSON.stringify(body)}`;
          if (failed.has(request)) return null;
          failed.add(request);
          return fault();
        };
        const calm = await reading(items);
        const rough = await reading(items, { fault: once });
        expect(rough.snapshot).toEqual(calm.snapshot);
        expect(rough.boards.requests).toHaveLength(2 * calm.boards.requests.length);
      }),
    );
  });
});
