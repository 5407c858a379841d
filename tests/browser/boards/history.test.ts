/** The caches of histories, in a real browser: both keep what was added, and the database beyond the page's life. */
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import type { HistoryPlace, KeptHistory } from "../../../src/boards/historyCache";
import type { Revision } from "../../../src/domain/workItem";
import { useBrowser } from "../../support/browser";

const browser = useBrowser();
const ADDRESS = "http://extension.example/";

let script: string;
beforeAll(async () => {
  const entry = join(__dirname, "historyPage.ts");
  const bundle = await build({ entryPoints: [entry], bundle: true, format: "iife", write: false, logLevel: "silent" });
  script = bundle.outputFiles[0]!.text;
});

async function open(page: Page): Promise<Page> {
  await page.route(ADDRESS, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto(ADDRESS);
  await page.addScriptTag({ content: script });
  return page;
}

type Which = "memory" | "browser" | "ofAnother" | "ofElsewhere";

const load = (page: Page, which: Which, place: HistoryPlace) =>
  page.evaluate(([name, where]) => window.histories[name].load(where), [which, place] as const);
const add = (page: Page, which: Which, place: HistoryPlace, after: string | null, next: KeptHistory) =>
  page.evaluate(([name, where, token, what]) => window.histories[name].add(where, token, what), [
    which,
    place,
    after,
    next,
  ] as const);

function revision(id: number, rev: number): Revision {
  const item = { id, rev, type: "User Story", state: "New", reason: "", tags: ["kind:vm"], areaPath: "P" };
  return {
    ...item,
    iterationPath: "P",
    parent: null,
    boardColumn: null,
    effort: 0,
    fields: { a: null },
    changedDate: rev,
  };
}

const HERE = { projectId: "p1", fields: "a,b" };
const first = { revisions: [revision(1, 1), revision(2, 1)], token: "2", isWhole: false };
const second = { revisions: [revision(1, 2)], token: "3", isWhole: true };
const both = { revisions: [...first.revisions, ...second.revisions], token: "3", isWhole: true };

describe.each(["memory", "browser"] as const)("the cache of histories (%s)", (which) => {
  let page: Page;
  beforeEach(async () => {
    page = await open(await browser.newPage());
  });

  it("has nothing of a project of which nothing was added", async () => {
    await add(page, which, HERE, null, first);
    expect(await load(page, which, { ...HERE, projectId: "p2" })).toBeNull();
  });

  it("has all that was added, in order, with where to go on from", async () => {
    await add(page, which, HERE, null, first);
    expect(await load(page, which, HERE)).toMatchObject(first);
    await add(page, which, HERE, "2", second);
    expect(await load(page, which, HERE)).toMatchObject(both);
    await add(page, which, HERE, "3", { revisions: [], token: "4", isWhole: true });
    expect(await load(page, which, HERE)).toMatchObject({ ...both, token: "4" });
  });

  it("has of a project what was read with the latest fields alone", async () => {
    await add(page, which, HERE, null, first);
    const other = { ...HERE, fields: "c" };
    expect(await load(page, which, other)).toBeNull();
    await add(page, which, other, null, second);
    expect(await load(page, which, other)).toMatchObject(second);
    expect(await load(page, which, HERE)).toBeNull();
  });

  it("takes in nothing that leaves a gap: two readings at once end with what one of them has read", async () => {
    await add(page, which, HERE, null, first);
    await add(page, which, HERE, "1", second);
    await add(page, which, { ...HERE, fields: "c" }, "2", second);
    expect(await load(page, which, HERE)).toMatchObject(first);
    await add(page, which, HERE, "2", second);
    await add(page, which, HERE, "2", second);
    expect((await load(page, which, HERE))?.revisions).toHaveLength(3);
    await add(page, which, HERE, null, first);
    expect((await load(page, which, HERE))?.revisions).toHaveLength(2);
  });

  it("forgets a project, and no other one", async () => {
    const there = { ...HERE, projectId: "p2" };
    await add(page, which, HERE, null, first);
    await add(page, which, there, null, second);
    await page.evaluate((name) => window.histories[name].clear("p1"), which);
    expect(await load(page, which, HERE)).toBeNull();
    expect(await load(page, which, there)).toMatchObject(second);
  });
});

describe("the browser's database", () => {
  it("has what a page before has added", async () => {
    const page = await open(await browser.newPage());
    await add(page, "browser", HERE, null, both);
    await open(page);
    expect(await load(page, "browser", HERE)).toEqual(both);
    expect(await load(page, "memory", HERE)).toBeNull();
  });

  it("keeps organizations and readers apart", async () => {
    const page = await open(await browser.newPage());
    await add(page, "browser", HERE, null, both);
    expect(await load(page, "ofAnother", HERE)).toBeNull();
    expect(await load(page, "ofElsewhere", HERE)).toBeNull();
  });
});
