import { isDeepStrictEqual } from "node:util";
import type { Estate, EstateWorkItem } from "../../../scripts/local-boards/model/estate";
import { parseEstate } from "../../../scripts/local-boards/model/estateSchema";
import { findState, findType } from "../../../scripts/local-boards/process/process";
import { sampleEstate } from "../../../scripts/local-boards/server";
import { Organization } from "../../../scripts/local-boards/store/organization";
import { foldFields, type Fields } from "../../../scripts/local-boards/store/workItem";
import { SAMPLE_VERDICTS } from "../../expected/sampleVerdicts";

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

  it("can be made on any day", () => {
    for (let days = 0; days < 14; days += 1) {
      const now = NOW + days * DAY;
      const made = sampleEstate({ now });
      expect(made.workItems).toHaveLength(estate.workItems.length);
      const last = made.workItems.flatMap(({ changes, links }) => [
        ...changes.map(({ date }) => date),
        ...links.map(({ addedDate }) => addedDate),
      ]);
      expect(Date.parse(last.sort().at(-1) ?? "")).toBeLessThan(now);
    }
  });

  it("was worked on in working hours", () => {
    for (const { date } of estate.workItems.flatMap(({ changes }) => changes)) {
      const moment = new Date(date);
      expect([1, 2, 3, 4, 5]).toContain(moment.getUTCDay());
      expect(moment.getUTCHours()).toBeGreaterThanOrEqual(8);
      expect(moment.getUTCHours()).toBeLessThan(17);
    }
  });

  it("has the tests of an asset closed before it is tagged as accepted", () => {
    const dateOf = (item: EstateWorkItem, field: string, value: RegExp): string | undefined =>
      item.changes.find(({ fields }) => value.test(String(fields[field] ?? "")))?.date;
    let compared = 0;
    for (const asset of assets) {
      const accepted = dateOf(asset, "System.Tags", /stage:accepted/);
      if (accepted === undefined || asset === noted("Stage out of order")) continue;
      for (const { rel, target } of asset.links) {
        const task = rel.endsWith("Hierarchy-Forward") && typeof target === "number" ? byId.get(target) : undefined;
        if (task === undefined || fieldsOf(task)["System.WorkItemType"] !== "Task") continue;
        const closed = dateOf(task, "System.State", /Closed/);
        expect(closed).toBeDefined();
        expect((closed ?? "") < accepted).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it("links only what is there by then", () => {
    const created = (id: number): string => byId.get(id)?.changes[0]?.date ?? "";
    for (const { id, links } of estate.workItems) {
      for (const { addedDate, target } of links) {
        expect(addedDate >= created(id)).toBe(true);
        if (typeof target === "number") expect(addedDate >= created(target)).toBe(true);
      }
    }
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
    expect(count("Feature")).toBe(28);
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

  it("has no circle of links of one type, which Azure Boards would refuse", () => {
    const SUCCESSOR = "System.LinkTypes.Dependency-Forward";
    const next = (id: number): number[] =>
      (byId.get(id)?.links ?? []).flatMap(({ rel, target }) =>
        rel === SUCCESSOR && typeof target === "number" ? [target] : [],
      );
    const done = new Set<number>();
    const visit = (id: number, path: readonly number[]): void => {
      expect(path).not.toContain(id);
      if (done.has(id)) return;
      for (const successor of next(id)) visit(successor, [...path, id]);
      done.add(id);
    };
    for (const { id } of estate.workItems) visit(id, []);
    expect([...byId.keys()].filter((id) => next(id).length > 0).length).toBeGreaterThan(20);
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
    expect(tagsOf(noted("Release without an asset"))).toEqual(["release:R8 Branch offices"]);
    expect(inRelease("R8 Branch offices")).toEqual([]);
    expect(noted("Release without an asset").links.map(({ rel }) => rel)).toEqual([
      "System.LinkTypes.Hierarchy-Reverse",
    ]);
    expect(tagsOf(noted("Rolled back asset")).filter((tag) => tag.startsWith("stage:"))).toEqual([]);
    expect(
      noted("Rolled back asset").changes.some(({ fields }) => /stage:promoted/.test(String(fields["System.Tags"]))),
    ).toBe(true);
    expect(tagsOf(noted("Provider that stays"))).toContain("strategy:retain");
    expect(fieldsOf(noted("Provider in an area of its own"))["System.AreaPath"]).toMatch(/\\Legal$/);
    expect(noted("Deleted asset").deleted).not.toBeNull();
    for (const note of estate.notes) for (const id of note.workItems) expect(byId.has(id)).toBe(true);
  });

  describe("in its evidence", () => {
    const closed = (item: EstateWorkItem): string => String(fieldsOf(item)["Microsoft.VSTS.Common.ClosedDate"] ?? "");
    const closedBy = (item: EstateWorkItem): unknown => fieldsOf(item)["Microsoft.VSTS.Common.ClosedBy"];
    const linked = (item: EstateWorkItem, rel: string): EstateWorkItem[] =>
      item.links.flatMap((link) => {
        const target = link.rel === rel && typeof link.target === "number" ? byId.get(link.target) : undefined;
        return target === undefined ? [] : [target];
      });
    const below = (item: EstateWorkItem): EstateWorkItem[] => linked(item, "System.LinkTypes.Hierarchy-Forward");
    const parentOf = (item: EstateWorkItem): EstateWorkItem | undefined =>
      linked(item, "System.LinkTypes.Hierarchy-Reverse")[0];
    const gateOf = (item: EstateWorkItem): string | undefined =>
      tagsOf(item).find((tag) => tag.startsWith("gate:") || tag.startsWith("waiver:"));
    const workloadNamed = (title: string): EstateWorkItem => {
      const found = estate.workItems.find((item) => {
        const fields = fieldsOf(item);
        return fields["System.WorkItemType"] === "Feature" && fields["System.Title"] === title;
      });
      if (found === undefined) throw new Error(`The sample has no workload ${title}.`);
      return found;
    };
    const inScope = (item: EstateWorkItem): boolean =>
      !["Removed", "Abandoned"].some((word) => Object.values(fieldsOf(item)).includes(word)) &&
      !tagsOf(item).some((tag) => tag === "strategy:retire" || tag === "strategy:retain");
    const assetsOf = (item: EstateWorkItem): EstateWorkItem[] =>
      below(item).filter((child) => assets.includes(child) && inScope(child));
    const lastChange = (item: EstateWorkItem): string => item.changes.at(-1)?.date ?? "";

    it("has all of what R2 and R3 are asked for, given after the last change of what it covers (E2)", () => {
      const asked = {
        "business-accepted security-accepted operations-accepted rollback-rehearsed": [
          "Payroll core",
          "Time recording",
          "Pensions",
        ],
        "test-plan staging-tested documented": ["Web shop", "Store systems", "Loyalty programme"],
      };
      for (const [gates, names] of Object.entries(asked)) {
        for (const name of names) {
          const workload = workloadNamed(name);
          for (const gate of gates.split(" ")) {
            const given = below(workload)
              .filter((task) => gateOf(task) === `gate:${gate}`)
              .map(closed)
              .sort();
            const last = given.at(-1) ?? "";
            expect(given).not.toContain("");
            for (const asset of assetsOf(workload)) expect(lastChange(asset) < last).toBe(true);
            expect(NOW - Date.parse(last)).toBeLessThan(30 * DAY);
          }
        }
      }
      expect(closed(noted("Evidence of a release"))).not.toBe("");
    });

    it("has independent sign-offs by somebody who is assigned to no asset, and one by an assignee (E3)", () => {
      for (const name of ["Payroll core", "Time recording", "Pensions"]) {
        const workload = workloadNamed(name);
        const assignees = assetsOf(workload).map((asset) => fieldsOf(asset)["System.AssignedTo"]);
        for (const gate of ["gate:business-accepted", "gate:security-accepted"]) {
          const signOff = below(workload).find((task) => gateOf(task) === gate);
          expect(signOff && closedBy(signOff)).toBeDefined();
          expect(assignees).not.toContain(signOff && closedBy(signOff));
        }
      }
      const own = noted("Sign-off by an assignee");
      const workload = parentOf(own);
      const covered = workload === undefined ? [] : assetsOf(workload);
      expect(covered.map((asset) => fieldsOf(asset)["System.AssignedTo"])).toContain(closedBy(own));
      expect(covered).toHaveLength(4);
    });

    it("has evidence that is open, void and out of time, and a gate passed without it (E1, E2, G6)", () => {
      for (const subject of ["Open evidence", "Missing sign-off", "Gate passed without its evidence"]) {
        expect(closed(noted(subject))).toBe("");
        expect(gateOf(noted(subject))).toMatch(/^gate:/);
      }
      const stale = noted("Evidence of what dropped since");
      const dropped = parentOf(stale);
      expect(dropped).toBe(noted("Re-opened asset"));
      expect(fieldsOf(noted("Re-opened asset"))["System.State"]).toBe("Active");
      expect(lastChange(noted("Re-opened asset")) > closed(stale)).toBe(true);

      const tax = noted("Workload whose sign-offs do not hold");
      const early = noted("Sign-off of what grew since");
      const joined = assetsOf(tax).filter(({ changes }) => (changes[0]?.date ?? "") > closed(early));
      expect(joined).toHaveLength(1);
      expect(NOW - Date.parse(closed(noted("Evidence that ran out")))).toBeGreaterThan(30 * DAY);
      expect(Date.parse(closed(noted("Evidence from the future")))).toBeGreaterThan(NOW);
      const firstOfTwo = noted("Evidence given twice");
      const same = below(workloadNamed("Pensions")).filter((task) => gateOf(task) === gateOf(firstOfTwo));
      expect(same).toHaveLength(2);
      expect(same.every((task) => closed(task) >= closed(firstOfTwo))).toBe(true);
    });

    it("has waivers that are granted, expired, requested and granted by who asked, linked to what is blocked (E4)", () => {
      const today = new Date(NOW).toISOString().slice(0, 10);
      const standing = (subject: string): object => {
        const waiver = noted(subject);
        const until = tagsOf(waiver).find((tag) => tag.startsWith("until:")) ?? "";
        expect(linked(waiver, "System.LinkTypes.Related")).toHaveLength(1);
        expect(fieldsOf(waiver)["System.Description"]).toBeDefined();
        return {
          code: gateOf(waiver),
          inTime: until.slice("until:".length) > today,
          granted: closed(waiver) !== "" && closedBy(waiver) !== waiver.changes[0]?.by,
        };
      };
      const code = "waiver:NOT_REPLICATED";
      expect(standing("Waiver in force")).toEqual({ code, inTime: true, granted: true });
      expect(standing("Expired waiver")).toEqual({ code, inTime: false, granted: true });
      expect(standing("Requested waiver")).toEqual({ code, inTime: true, granted: false });
      expect(standing("Waiver closed by its creator")).toEqual({ code, inTime: true, granted: false });
      expect(standing("Waived dependency on a later release")).toEqual({
        code: "waiver:DEP_LATER_RELEASE",
        inTime: true,
        granted: true,
      });
      expect(standing("Waiver of what cannot be waived")).toEqual({
        code: "waiver:STATE_UNMAPPED",
        inTime: true,
        granted: true,
      });
    });

    it("has a decision to go and one not to (E5)", () => {
      expect(tagsOf(noted("Decision to go"))).toEqual(["decision:go", "release:R1 Foundation"]);
      expect(tagsOf(noted("Decision not to go"))).toEqual(["decision:no-go", "release:R4 Finance"]);
      for (const subject of ["Decision to go", "Decision not to go"]) expect(closed(noted(subject))).not.toBe("");
    });
  });

  it("has providers in another project, one open and one finished (D5)", () => {
    const [, network] = estate.projects;
    for (const [subject, state] of [
      ["Open provider in another project", "Doing"],
      ["Finished provider in another project", "Done"],
    ] as const) {
      expect(noted(subject).project).toBe(network?.id);
      expect(fieldsOf(noted(subject))["System.State"]).toBe(state);
    }
  });

  it("has an expected verdict for every gate of every release and of the unplanned workload (G1–G5)", () => {
    const releases = estate.workItems.flatMap((item) =>
      tagsOf(item).flatMap((tag) => (tag.startsWith("release:") ? [tag.slice("release:".length)] : [])),
    );
    const unplanned = String(fieldsOf(noted("Workload without a release"))["System.Title"]);
    const cells = [...new Set([...releases, unplanned])].flatMap((name) =>
      ["staging", "uat", "promotion"].map((gate) => `${name}, ${gate}`),
    );
    expect(SAMPLE_VERDICTS.map(({ release, gate }) => `${release}, ${gate}`).sort()).toEqual(cells.sort());
    // V3: below ready there is at least one reason, from ready on there is none.
    for (const { verdict, codes } of SAMPLE_VERDICTS) {
      expect(codes.length > 0).toBe(verdict === "blocked" || verdict === "unknown");
      expect(codes).toEqual([...new Set(codes)].sort());
    }
  });

  it("has estimates, estimates of zero, and none", () => {
    const points = assets.map((item) => fieldsOf(item)["Microsoft.VSTS.Scheduling.StoryPoints"]);
    expect(points).toEqual(expect.arrayContaining([0, undefined, 5]));
  });
});
