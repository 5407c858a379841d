import { createBrowserHistory } from "../../../src/boards/browserHistory";

const OWNER = { organizationUrl: "https://dev.azure.com/contoso", readerId: "u1" };
const PLACE = { projectId: "p1", fields: "[]" };
const PAGE = { revisions: [], token: "1", isWhole: true };

function refusing(): { readonly factory: IDBFactory; readonly opened: () => number } {
  let opened = 0;
  const refuse = (): never => {
    opened += 1;
    throw new Error("SecurityError");
  };
  return { factory: { open: refuse, deleteDatabase: refuse, databases: refuse, cmp: refuse }, opened: () => opened };
}

describe("what a browser keeps of histories", () => {
  it.each<[string, () => IDBFactory | undefined]>([
    ["has no database", () => undefined],
    [
      "refuses to give one",
      () => {
        throw new Error("SecurityError");
      },
    ],
    ["refuses to open one", () => refusing().factory],
  ])("is kept as long as the page lives where it %s", async (_, database) => {
    const cache = createBrowserHistory(database, OWNER);
    expect(await cache.load(PLACE)).toBeNull();
    await cache.add(PLACE, null, PAGE);
    expect(await cache.load(PLACE)).toMatchObject(PAGE);
    await cache.clear(PLACE.projectId);
    expect(await cache.load(PLACE)).toBeNull();
  });

  it("never begins in the middle: a page that the database refused is not kept, and the next reading begins anew", async () => {
    const { factory, opened } = refusing();
    const cache = createBrowserHistory(() => factory, OWNER);
    await expect(cache.add(PLACE, null, PAGE)).rejects.toThrow("SecurityError");
    expect(await cache.load(PLACE)).toBeNull();
    await cache.add(PLACE, null, PAGE);
    expect(await cache.load(PLACE)).toMatchObject(PAGE);
    expect(opened()).toBe(1);
  });

  it("never goes on where nothing is kept: another reading may have begun while the database still answered", async () => {
    const cache = createBrowserHistory(() => undefined, OWNER);
    await cache.add(PLACE, "1", { ...PAGE, token: "2" });
    expect(await cache.load(PLACE)).toBeNull();
  });
});
