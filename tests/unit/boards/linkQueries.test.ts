import { linkPages } from "../../../src/boards/linkQueries";
import type { Link } from "../../../src/domain/snapshot";
import { json } from "./support/answers";
import { AS_OF, FakeBoards, PROJECT, type FakeItem, type FakeOptions } from "./support/fakeBoards";
import { transportTo } from "./support/reading";

const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";

/** Work items from 1 on, each with so many links to the ones numbered from 100 on. */
function estate(...counts: number[]): FakeItem[] {
  const targets = Array.from({ length: Math.max(0, ...counts) }, (_, index) => ({ id: 100 + index }));
  const carriers = counts.map((count, index) => ({
    id: index + 1,
    links: targets.slice(0, count).map(({ id }) => ({ rel: PREDECESSOR, target: id })),
  }));
  return [...carriers, ...targets];
}

async function read(items: readonly FakeItem[], pageSize: number, options: FakeOptions = {}) {
  const boards = new FakeBoards(items, options);
  const query = { projectId: PROJECT.id, sources: null, types: [PREDECESSOR], pageSize, asOf: AS_OF };
  const links: Link[] = [];
  for await (const page of linkPages(transportTo(boards.fetch), query)) links.push(...page);
  return { links: links.map(({ source, target }) => `${source}-${target}`), requests: boards.requests.length };
}

describe("links page by page", () => {
  const items = estate(2, 0, 3, 1, 3);
  const all = ["1-100", "1-101", "3-100", "3-101", "3-102", "4-100", "5-100", "5-101", "5-102"];

  it.each([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20])(
    "are each given out once, wherever a page of %i rows cuts the links of one work item",
    async (pageSize) => {
      expect((await read(items, pageSize)).links).toEqual(all);
    },
  );

  it("cost two requests where they fit one page, and one where there are none", async () => {
    expect((await read(items, 1000)).requests).toBe(2);
    expect(await read([{ id: 1 }], 1000)).toEqual({ links: [], requests: 1 });
  });

  it("of a work item with more than a page holds are an error, not less", async () => {
    await expect(read(items, 4)).rejects.toThrow("Work item 3 has more links than the 4 rows");
  });

  it("that are not in the order asked for are an error, as pages would leave some out", async () => {
    const row = (id: number) => ({ rel: PREDECESSOR, source: { id }, target: { id: 100 } });
    const fault = () => json({ asOf: AS_OF, workItemRelations: [row(3), row(1)] });
    await expect(read(items, 100, { fault })).rejects.toThrow("not in ascending order");
  });
});
