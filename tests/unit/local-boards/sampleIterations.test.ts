import type { EstateWorkItem } from "../../../scripts/local-boards/model/estate";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { sampleEstate } from "../../../scripts/local-boards/server";
import { foldFields } from "../../../scripts/local-boards/store/workItem";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const DAY = 86_400_000;
const TAG = /^committed:(Sprint \d+)@(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z)$/;

describe("the past sprints of the sample", () => {
  const estate = sampleEstate({ now: NOW });
  const project = estate.projects[0]!;
  const sprints = project.iterations.children
    .filter(({ startDate }) => startDate !== undefined)
    .map(({ name, startDate, finishDate }) => ({
      name,
      start: Date.parse(startDate!),
      end: Date.parse(finishDate!) + DAY,
    }));
  const past = sprints.filter(({ end }) => end <= NOW);
  const fieldsAt = (item: EstateWorkItem, time: number): ReturnType<typeof foldFields> => {
    const until = item.changes.filter(({ date }) => Date.parse(date) <= time);
    return until.length === 0 ? {} : foldFields(item.id, until);
  };
  const tagsAt = (item: EstateWorkItem, time: number): string[] =>
    String(fieldsAt(item, time)["System.Tags"] ?? "").split("; ");
  const isIn = (item: EstateWorkItem, sprint: string, time: number): boolean =>
    fieldsAt(item, time)["System.IterationPath"] === `${project.name}\\${sprint}`;
  const isMoved = (item: EstateWorkItem, time: number): boolean =>
    ["Resolved", "Closed"].includes(String(fieldsAt(item, time)["System.State"]));
  const assets = estate.workItems.filter((item) => tagsAt(item, NOW).some((tag) => tag.startsWith("kind:")));
  const teamOf = (item: EstateWorkItem): string => String(fieldsAt(item, NOW)["System.AreaPath"]).split("\\")[1] ?? "";
  const committed = (sprint: string, team?: string): EstateWorkItem[] =>
    assets.filter(
      (item) =>
        (team === undefined || teamOf(item) === team) && tagsAt(item, NOW).some((tag) => TAG.exec(tag)?.[1] === sprint),
    );
  const movedIn = (sprint: (typeof sprints)[number], team?: string): EstateWorkItem[] =>
    assets.filter(
      (item) =>
        (team === undefined || teamOf(item) === team) && isMoved(item, sprint.end) && !isMoved(item, sprint.start),
    );

  it("have commitments by a tag that names sprint and instant, each in a revision of its own at that instant", () => {
    let found = 0;
    for (const item of assets) {
      for (const tag of tagsAt(item, NOW)) {
        const [, sprint, instant] = TAG.exec(tag) ?? [];
        if (sprint === undefined || instant === undefined) continue;
        found += 1;
        const at = Date.parse(instant);
        const { start } = sprints.find(({ name }) => name === sprint)!;
        expect(at - start).toBeGreaterThan(0);
        expect(at - start).toBeLessThan(DAY);
        const revision = item.changes.find(({ date }) => Date.parse(date) === at);
        expect(Object.keys(revision?.fields ?? {})).toEqual(["System.Tags"]);
        expect(tagsAt(item, at - 1)).not.toContain(tag);
        expect(tagsAt(item, at)).toContain(tag);
        expect(isIn(item, sprint, at)).toBe(true);
        expect(isMoved(item, at)).toBe(false);
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  it("have assets of varying number moved in them, and none but one in the sprint of the freeze", () => {
    const numbers = past.map((sprint) => movedIn(sprint).length);
    expect(past).toHaveLength(9);
    expect(new Set(numbers).size).toBeGreaterThan(4);
    expect(numbers[6]).toBeLessThan(2);
    expect(committed("Sprint 7").length).toBeGreaterThan(20);
    expect(Math.min(...numbers.filter((_, index) => index !== 6))).toBeGreaterThan(2);
    for (const team of ["Payroll", "Retail", "Finance"]) {
      const own = past.slice(2).map((sprint) => movedIn(sprint, team).length);
      expect(own.filter((number) => number > 0).length).toBeGreaterThan(2);
    }
  });

  it("have what was taken in after the commitment, put off before the end, and carried over", () => {
    const seen = { added: 0, removed: 0, carriedOver: 0 };
    for (const { name, end } of past) {
      const those = committed(name);
      seen.added += assets.filter((item) => isIn(item, name, end) && !those.includes(item)).length;
      seen.removed += those.filter((item) => !isIn(item, name, end)).length;
      seen.carriedOver += assets.filter((item) => isIn(item, name, end) && !isMoved(item, end)).length;
    }
    expect(seen.added).toBeGreaterThan(15);
    expect(seen.removed).toBeGreaterThan(3);
    expect(seen.carriedOver).toBeGreaterThan(20);
  });

  it("are followed by one that was committed to, and in whose second week something was moved and something is left", () => {
    const current = sprints[past.length]!;
    expect(NOW - current.start).toBeGreaterThan(7 * DAY);
    expect(committed(current.name).length).toBeGreaterThan(10);
    const moved = assets.filter((item) => isMoved(item, NOW) && !isMoved(item, current.start));
    expect(moved.length).toBeGreaterThan(2);
    for (const item of moved) expect([item.id, isIn(item, current.name, NOW)]).toEqual([item.id, true]);
    expect(committed(current.name).filter((item) => !isMoved(item, NOW)).length).toBeGreaterThan(5);
    expect(committed(current.name).filter((item) => !isIn(item, current.name, NOW)).length).toBe(0);
  });

  it("began with most of the plan there; a part of it came later", () => {
    const before = assets.filter(({ changes }) => Date.parse(changes[0]!.date) < sprints[0]!.start);
    expect(before.length / assets.length).toBeGreaterThan(0.7);
    expect(before.length / assets.length).toBeLessThan(0.95);
  });

  it("have a team that committed to nothing, once", () => {
    expect(committed("Sprint 5", "Retail")).toEqual([]);
    expect(movedIn(past[4]!, "Retail").length).toBeGreaterThan(2);
    expect(committed("Sprint 6", "Retail").length).toBeGreaterThan(0);
  });

  it("have an asset that was opened again in the sprint after its move", () => {
    const [id] = estate.notes.find(({ subject }) => subject === "Asset moved twice")!.workItems;
    const item = estate.workItems.find((one) => one.id === id)!;
    const [fifth, sixth] = [past[4]!, past[5]!];
    expect(isMoved(item, fifth.start)).toBe(false);
    expect(isMoved(item, fifth.end)).toBe(true);
    const during = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((days) => isMoved(item, sixth.start + days * DAY));
    expect(during).toContain(false);
    expect(isMoved(item, sixth.end)).toBe(true);
  });

  it("leave what is moved in the sprint of its move, and nothing that is to be moved in a sprint that is over", () => {
    const isOut = (item: EstateWorkItem): boolean =>
      tagsAt(item, NOW).some((tag) => tag === "strategy:retire" || tag === "strategy:retain") ||
      item.deleted !== null ||
      fieldsAt(item, NOW)["System.State"] === "Removed";
    const reopened = estate.notes
      .filter(({ subject }) => /^(Re-opened|Rolled back) asset$/.test(subject))
      .flatMap(({ workItems }) => workItems);
    for (const item of assets) {
      if (isOut(item) || reopened.includes(item.id) || isMoved(item, NOW)) continue;
      for (const { name } of past) expect([item.id, isIn(item, name, NOW)]).toEqual([item.id, false]);
    }
    for (const sprint of past.filter(({ name }) => name !== "Sprint 5")) {
      for (const item of movedIn(sprint).filter(({ id }) => !reopened.includes(id))) {
        expect([item.id, isIn(item, sprint.name, sprint.end)]).toEqual([item.id, true]);
      }
    }
  });

  it("tell the same story on any day, without a commitment that is still to come", () => {
    for (let days = 0; days < 7; days += 1) {
      const made = sampleEstate({ now: NOW + days * DAY });
      const midnight = NOW - (NOW % DAY) + days * DAY;
      const instants = made.workItems.flatMap((item) =>
        tagsAt(item, NOW + days * DAY).flatMap((tag) => Date.parse(TAG.exec(tag)?.[2] ?? "") || []),
      );
      expect(instants.length).toBeGreaterThan(100);
      expect(Math.max(...instants)).toBeLessThan(midnight);
    }
  });
});

describe("a revision that is put between others", () => {
  function built() {
    const builder = new EstateBuilder();
    const by = builder.user("Ana Example", "ana@example.com");
    const project = builder.project({ name: "P" });
    const id = builder.item({ type: "User Story", title: "A", project, at: NOW, by, tags: ["first"] });
    builder.change(id, NOW + 3 * DAY, by, { "System.State": "Active", "System.Tags": "last" });
    const changes = () => builder.build({ label: "l", description: "d" }).workItems[0]!.changes;
    return { builder, by, id, changes };
  }

  it("sets what it sets until a later one sets it, and its tag stays", () => {
    const { builder, by, id, changes } = built();
    builder.insert(id, NOW + DAY, by, { "System.Title": "B", tag: "between" });
    expect(changes().map(({ rev, fields }) => [rev, fields["System.Tags"]])).toEqual([
      [1, "first"],
      [2, "between; first"],
      [3, "between; last"],
    ]);
    expect(builder.valueAt(id, NOW, "System.Title")).toBe("A");
    expect(builder.valueAt(id, NOW + 4 * DAY, "System.Title")).toBe("B");
    expect(builder.valueAt(id, NOW - 1, "System.Title")).toBeNull();
  });

  it("is refused before the work item was made, and where there is one already", () => {
    const { builder, by, id } = built();
    expect(() => builder.insert(id, NOW - DAY, by, { "System.Title": "B" })).toThrow(/was not there/);
    expect(() => builder.insert(id, NOW + 3 * DAY, by, { "System.Title": "B" })).toThrow(/was changed at/);
  });
});
