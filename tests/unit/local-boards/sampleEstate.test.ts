import { isDeepStrictEqual } from "node:util";
import type { Estate, EstateWorkItem } from "../../../scripts/local-boards/model/estate";
import { parseEstate } from "../../../scripts/local-boards/model/estateSchema";
import { findState, findType } from "../../../scripts/local-boards/process/process";
import { sampleEstate } from "../../../scripts/local-boards/server";
import { Organization } from "../../../scripts/local-boards/store/organization";
import { foldFields, type Fields } from "../../../scripts/local-boards/store/workItem";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const DAY = 86_400_000;

describe("the sample estate", () => {
  const estate: Estate = sampleEstate({ now: NOW });
  const fieldsOf = (item: EstateWorkItem): Fields => foldFields(item.id, item.changes);
  const byId = new Map(estate.workItems.map((item) => [item.id, item]));
  const tagsOf = (item: EstateWorkItem): string[] => String(fieldsOf(item)["System.Tags"] ?? "").split("; ");
  const assets = estate.workItems.filter((item) => tagsOf(item).some((tag) => tag.startsWith("kind:")));
  const noted = (subject: string): EstateWorkItem => {
    const id = estate.notes.find((note) => note.subject === subject)?.workItems[0];
    const item = id === undefined ? undefined : byId.get(id);
    if (item === undefined) throw new Error(`No note shows ${subject}.`);
    return item;
  };
  const inRelease = (release: string): EstateWorkItem[] =>
    assets.filter((item) => tagsOf(item).includes(`release:${release}`));

  it("is the same for the same day, and moves with it", () => {
    expect(isDeepStrictEqual(sampleEstate({ now: NOW + 3_600_000 }), estate)).toBe(true);
    const later = sampleEstate({ now: NOW + 28 * DAY });
    expect(later.workItems.map(({ id }) => id)).toEqual(estate.workItems.map(({ id }) => id));
    expect(later.workItems[5]?.changes[0]?.date).not.toBe(estate.workItems[5]?.changes[0]?.date);
  });

  it("says of itself that it is generated", () => {
    expect(estate.description).toMatch(/^Generated sample data/);
    expect(estate.projects[0]?.description).toMatch(/^Generated sample data/);
  });

  it("survives a file", () => {
    const read = parseEstate(JSON.parse(JSON.stringify(estate)));
    expect(isDeepStrictEqual(read, estate)).toBe(true);
  });

  it("has the size of a plan that people really have", () => {
    const count = (type: string): number =>
      estate.workItems.filter((item) => fieldsOf(item)["System.WorkItemType"] === type).length;
    expect(count("Feature")).toBe(21);
    expect(assets.length).toBeGreaterThanOrEqual(150);
    expect(count("Task")).toBeGreaterThanOrEqual(900);
  });

  it("has only states, paths and people that exist", () => {
    const organization = new Organization(estate);
    for (const item of organization.workItems()) {
      const { fields, project } = item;
      const type = findType(project.process, String(fields["System.WorkItemType"]));
      expect(type !== null && findState(type, String(fields["System.State"]))).toBeTruthy();
      expect(project.areas.find(String(fields["System.AreaPath"]))).not.toBeNull();
      expect(project.iterations.find(String(fields["System.IterationPath"]))).not.toBeNull();
      const person = fields["System.AssignedTo"];
      if (person !== undefined) expect(organization.userNamed(String(person))).not.toBeNull();
    }
  });

  it("has histories that rise in time and end before now", () => {
    for (const item of estate.workItems) {
      const dates = item.changes.map(({ date }) => date);
      expect(dates).toEqual([...dates].sort());
      expect(Date.parse(dates.at(-1) ?? "")).toBeLessThan(NOW);
      expect(item.changes.map(({ rev }) => rev)).toEqual(item.changes.map((_, index) => index + 1));
    }
    const months = new Set(estate.workItems.flatMap(({ changes }) => changes.map(({ date }) => date.slice(0, 7))));
    expect(months.size).toBeGreaterThanOrEqual(4);
  });

  it("has both ends of every link", () => {
    const ends = new Set(
      estate.workItems.flatMap(({ id, links }) => links.map(({ rel, target }) => `${id} ${rel} ${target}`)),
    );
    for (const end of ends) {
      const [from, rel, to] = end.split(" ");
      const opposite = rel?.endsWith("-Forward")
        ? rel.replace("-Forward", "-Reverse")
        : rel?.replace("-Reverse", "-Forward");
      expect(ends.has(`${to} ${opposite} ${from}`)).toBe(true);
    }
  });

  it("has one release promoted, one accepted, one staged and one not begun", () => {
    const live = (release: string): EstateWorkItem[] =>
      inRelease(release).filter((item) => {
        const fields = fieldsOf(item);
        const isOut = fields["System.State"] === "Removed" || fields["System.Reason"] === "Abandoned";
        return !isOut && !tagsOf(item).some((tag) => tag === "strategy:retire" || tag === "strategy:retain");
      });
    const all = (release: string, tag: string): boolean => live(release).every((item) => tagsOf(item).includes(tag));
    const none = (release: string, tag: string): boolean => !live(release).some((item) => tagsOf(item).includes(tag));
    expect(all("R1 Foundation", "stage:promoted")).toBe(true);
    expect([all("R2 Payroll", "stage:accepted"), none("R2 Payroll", "stage:promoted")]).toEqual([true, true]);
    expect([all("R3 Retail", "stage:staged"), none("R3 Retail", "stage:accepted")]).toEqual([true, true]);
    expect(live("R7 Heritage").every((item) => fieldsOf(item)["System.State"] === "New")).toBe(true);
    for (const release of ["R1 Foundation", "R2 Payroll", "R3 Retail", "R7 Heritage"])
      expect(live(release).length).toBeGreaterThan(10);
  });

  it("shows what its notes say", () => {
    expect(fieldsOf(noted("Removed asset"))["System.State"]).toBe("Removed");
    expect(fieldsOf(noted("Abandoned asset"))).toMatchObject({
      "System.State": "Closed",
      "System.Reason": "Abandoned",
    });
    expect(tagsOf(noted("Retired asset"))).toContain("strategy:retire");
    expect(tagsOf(noted("Split scope")).filter((tag) => tag.startsWith("release:"))).toEqual([]);
    expect(tagsOf(noted("Workload claimed by two releases")).filter((tag) => tag.startsWith("release:"))).toHaveLength(
      2,
    );
    expect(tagsOf(noted("Stage out of order"))).toEqual(expect.arrayContaining(["stage:accepted"]));
    expect(tagsOf(noted("Stage out of order"))).not.toContain("stage:staged");
    expect(fieldsOf(noted("State that no policy knows"))["System.State"]).toBe("On hold");
    expect(fieldsOf(noted("Title with markup"))["System.Title"]).toBe("<img src=x onerror=alert(1)>");
    expect(fieldsOf(noted("Title of 250 characters"))["System.Title"]).toHaveLength(250);
    expect(noted("Deleted asset").deleted).not.toBeNull();
    for (const note of estate.notes) for (const id of note.workItems) expect(byId.has(id)).toBe(true);
  });

  it("has estimates, estimates of zero, and none", () => {
    const points = assets.map((item) => fieldsOf(item)["Microsoft.VSTS.Scheduling.StoryPoints"]);
    expect(points).toEqual(expect.arrayContaining([0, undefined, 5]));
  });
});
