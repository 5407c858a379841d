import { idPages, isNoneOf, isOneOf, quoted } from "../../../src/boards/wiql";
import { json } from "./support/answers";
import { ORGANIZATION } from "./support/fakeBoards";
import { transportTo } from "./support/reading";
import { ScriptedFetch, step, type Step } from "./support/scriptedFetch";

describe("WIQL text", () => {
  it("doubles quotes", () => {
    expect(quoted("Owner's 'app'")).toBe("'Owner''s ''app'''");
  });

  it("lists values", () => {
    expect(isOneOf("System.WorkItemType", ["Bug", "It's"])).toBe("[System.WorkItemType] IN ('Bug', 'It''s')");
    expect(isNoneOf("System.State", ["Done"])).toBe("[System.State] NOT IN ('Done')");
  });
});

describe("pages of ids", () => {
  const FIRST = "POST p/_apis/wit/wiql?$top=2";
  const LATER = "POST p/_apis/wit/wiql?$top=2&timePrecision=true";
  const answer = (...ids: number[]) => json({ asOf: "2026-11-23T09:00:00.12Z", workItems: ids.map((id) => ({ id })) });

  async function pages(steps: readonly Step[]) {
    const script = new ScriptedFetch(ORGANIZATION, steps);
    const found: (readonly number[])[] = [];
    const query = { projectId: "p", where: "[System.State] = 'New'", pageSize: 2, asOf: null };
    for await (const page of idPages(transportTo(script.fetch), query)) found.push(page.ids);
    script.done();
    return { found, queries: script.inits.map(({ body }) => (JSON.parse(body as string) as { query: string }).query) };
  }

  it("begin after the last id of the page before, and end with an empty one", async () => {
    const { found, queries } = await pages([
      step(FIRST, () => answer(3, 5)),
      step(LATER, () => answer(9)),
      step(LATER, () => answer()),
    ]);
    expect(found).toEqual([[3, 5], [9]]);
    const start =
      "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.State] = 'New' AND [System.Id] >";
    expect(queries).toEqual([
      `${start} 0 ORDER BY [System.Id]`,
      `${start} 5 ORDER BY [System.Id] ASOF '2026-11-23T09:00:00.12Z'`,
      `${start} 9 ORDER BY [System.Id] ASOF '2026-11-23T09:00:00.12Z'`,
    ]);
  });

  it("are one empty page where nothing is found, for its time", async () => {
    const { found } = await pages([step(FIRST, () => answer())]);
    expect(found).toEqual([[]]);
  });

  it.each([
    ["out of order", [5, 3]],
    ["twice", [3, 3]],
    ["that were not asked for", [0, 1]],
  ])("with ids %s are an error, not a circle", async (_, ids) => {
    await expect(pages([step(FIRST, () => answer(...ids))])).rejects.toThrow(/ascending order/);
  });
});
