import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largeEstate } from "../../../scripts/local-boards/estates/large";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import { forgetEstate, Keeper, loadEstate } from "../../../scripts/local-boards/persistence";
import { Organization } from "../../../scripts/local-boards/store/organization";
import { NOW, SmallEstate } from "./smallEstate";

describe("keeping an estate while it changes", () => {
  let folder: string;
  let file: string;
  let organization: Organization;
  let keeper: Keeper;

  function open(estate: Estate): void {
    organization = new Organization(estate);
    keeper = new Keeper(file, () => organization.snapshot());
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "local-boards-"));
    file = join(folder, "estate.json");
    const small = new SmallEstate();
    for (const title of ["One", "Two", "Three"]) small.item(title);
    open(small.build());
    await keeper.keepWhole();
  });
  afterEach(() => rm(folder, { recursive: true }));

  let seconds = 0;
  function retitle(id: number, value: string): void {
    const item = organization.find(id);
    if (item === null) throw new Error(`There is no work item ${id}.`);
    seconds += 1;
    const date = new Date(NOW + seconds * 1000).toISOString();
    const fields = { "System.Title": value };
    organization.revise(item, { rev: item.changes.length + 1, date, by: "lead@contoso.example", fields });
  }
  function link(from: number, to: number): void {
    const [one, other] = [organization.find(from), organization.find(to)];
    if (one === null || other === null) throw new Error("There is no such work item.");
    const rel = "System.LinkTypes.Related";
    const entry = { rel, comment: null, addedDate: "2026-03-10T12:00:00.000Z", addedBy: "lead@contoso.example" };
    const rest = { removedDate: null, removedBy: null };
    organization.setLinks(one, [...one.links, { ...entry, ...rest, target: to }]);
    organization.setLinks(other, [...other.links, { ...entry, ...rest, target: from }]);
  }
  const journal = async (): Promise<string> => {
    const name = (await readdir(folder)).find((entry) => entry.endsWith(".journal"));
    return name === undefined ? "" : join(folder, name);
  };

  it("writes what changed beside the file, and takes it into the file at the end", async () => {
    const before = await readFile(file, "utf8");
    retitle(1, "Changed");
    organization.hideAreas("somebody", ["Contoso Move\\Secret"]);
    await keeper.keepChanges();
    retitle(2, "Changed too");
    await keeper.keepChanges();
    expect(await readFile(file, "utf8")).toBe(before);
    expect(await loadEstate(file)).toEqual(organization.snapshot());
    await keeper.keepWhole();
    expect(await readdir(folder)).toEqual(["estate.json"]);
    expect(await loadEstate(file)).toEqual(organization.snapshot());
  });

  it("writes nothing where nothing changed, and of a change the work items that it concerns alone", async () => {
    await keeper.keepChanges();
    expect(await journal()).toBe("");
    retitle(2, "Changed");
    await keeper.keepChanges();
    const line = JSON.parse(await readFile(await journal(), "utf8")) as { workItems: { id: number }[]; rest: unknown };
    expect([line.workItems.map(({ id }) => id), line.rest]).toEqual([[2], null]);
  });

  it("keeps what was made and what was destroyed", async () => {
    const [project] = organization.projects;
    const [one] = organization.workItems();
    if (project === undefined || one === undefined) throw new Error("The estate is empty.");
    const date = new Date(NOW).toISOString();
    const fields = { "System.Title": "New", "System.WorkItemType": "Task", "System.AreaPath": "Contoso Move" };
    organization.add(organization.nextId(), project, { rev: 1, date, by: "lead@contoso.example", fields });
    organization.destroy(one);
    await keeper.keepChanges();
    expect((await loadEstate(file))?.workItems.map(({ id }) => id)).toEqual([2, 3, 4]);
  });

  it("ignores what a killed server left of its last save, wherever it was cut: a link has both its ends or none", async () => {
    retitle(1, "Whole");
    await keeper.keepChanges();
    const whole = organization.snapshot();
    const { length } = await readFile(await journal());
    link(1, 2);
    await keeper.keepChanges();
    const linked = organization.snapshot();
    const { length: all } = await readFile(await journal());
    expect(await loadEstate(file)).toEqual(linked);
    const text = await readFile(await journal());
    for (let cut = all - 1; cut >= length; cut -= 7) {
      await writeFile(await journal(), text);
      await truncate(await journal(), cut);
      expect(await loadEstate(file)).toEqual(whole);
    }
  });

  it("goes on after a save that failed in the middle of its line", async () => {
    retitle(1, "First");
    await keeper.keepChanges();
    await appendFile(await journal(), '{"workItems":[');
    retitle(1, "Second");
    await keeper.keepChanges();
    expect(await loadEstate(file)).toEqual(organization.snapshot());
  });

  it("reads no journal that was made for another file of that name", async () => {
    retitle(1, "Of before");
    await keeper.keepChanges();
    const old = await journal();
    const text = await readFile(old);
    open((await loadEstate(file)) ?? new SmallEstate().build());
    retitle(1, "Newest");
    await keeper.keepWhole();
    await writeFile(old, text);
    expect(await loadEstate(file)).toEqual(organization.snapshot());
  });

  it("names a journal that is none, rather than leave something out", async () => {
    retitle(1, "Changed");
    await keeper.keepChanges();
    await writeFile(await journal(), "nonsense\n");
    await expect(loadEstate(file)).rejects.toThrow(/estate\.json is not a kept estate.*--reset/);
  });

  it("forgets the journal with the file", async () => {
    retitle(1, "Changed");
    await keeper.keepChanges();
    await forgetEstate(file);
    expect(await readdir(folder)).toEqual([]);
    expect(await loadEstate(file)).toBeNull();
  });

  it("lets others go on while it writes a large estate", async () => {
    open(largeEstate({ now: NOW, items: 3000 }));
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    await keeper.keepWhole();
    clearInterval(counting);
    expect(turns).toBeGreaterThan(2);
    expect(await loadEstate(file)).toEqual(organization.snapshot());
  });
});
