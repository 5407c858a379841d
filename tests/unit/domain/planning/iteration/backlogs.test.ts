import { type Backlogs, backlogsOf } from "../../../../../src/domain/planning/iteration/backlogs";
import { withEdits } from "../../../../../src/domain/planning/iteration/planEdits";
import type { Snapshot } from "../../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot } from "../../../../builders/estate";
import { iterationTree, SPRINT_1, SPRINT_2, SPRINT_3, team } from "../../../../builders/planning";

const estate = (...items: WorkItem[]) => snapshot(items, { iterations: iterationTree() });
const read = (from: Snapshot, planned: Snapshot = from) => backlogsOf(from, planned, policy(), [team()], NOW);
const inA = (path: string, changes: Partial<WorkItem> = {}) => ({
  tags: ["release:A"],
  iterationPath: path,
  ...changes,
});

/** `A > Sprint 3: 2 4`, a line an iteration. */
function lines({ releases, unplanned }: Backlogs): string[] {
  return [...releases, unplanned].flatMap(({ release, iterations }) =>
    iterations.map(
      ({ iteration, assets }) =>
        `${release?.name ?? "–"} > ${iteration.name}: ${assets.map(({ item }) => item.id).join(" ")}`,
    ),
  );
}

describe("migration, release and iteration backlogs (§1)", () => {
  it("stand one in the other: releases in their order, in each what is to come, runs, is over, and has no dates", () => {
    const found = read(
      estate(
        asset(2, null, inA(SPRINT_1)),
        asset(3, null, inA(SPRINT_2)),
        asset(4, null, inA(SPRINT_3)),
        asset(5, null, inA("Contoso")),
        asset(6, null, { tags: ["release:10"] }),
        asset(7, null, { tags: ["release:9"] }),
        asset(8, null, { iterationPath: SPRINT_3 }),
      ),
    );
    expect(lines(found)).toEqual([
      "9 > Contoso: 7",
      "10 > Contoso: 6",
      "A > Sprint 3: 4",
      "A > Sprint 2: 3",
      "A > Sprint 1: 2",
      "A > Contoso: 5",
      "– > Sprint 3: 8",
    ]);
  });

  it("list assets by priority, those without one last, alike by id", () => {
    const items = [
      asset(2, null, inA(SPRINT_2)),
      asset(3, null, inA(SPRINT_2, { priority: 2 })),
      asset(5, null, inA(SPRINT_2, { priority: 1 })),
      asset(4, null, inA(SPRINT_2, { priority: 1 })),
    ];
    expect(lines(read(estate(...items)))).toEqual(["A > Sprint 2: 4 5 3 2"]);
    expect(lines(read(estate(...items.reverse())))).toEqual(["A > Sprint 2: 4 5 3 2"]);
  });

  it("hold each asset in scope once: below the first release that it is in, by itself or its workload (M3)", () => {
    const found = read(
      estate(
        feature(1, { tags: ["release:B"] }),
        asset(2, 1),
        asset(3, null, { tags: ["release:B", "release:A"] }),
        asset(4, null, { tags: ["strategy:retire"] }),
      ),
    );
    expect(lines(found)).toEqual(["A > Contoso: 3", "B > Contoso: 2"]);
  });

  it("tell of each asset its stage, its kind, whether it is done, and its team", () => {
    const found = read(
      estate(asset(2, null, { state: "Resolved", areaPath: "Contoso\\Web" }), asset(3, null, { areaPath: "Other" })),
    );
    expect(found.unplanned.iterations[0]?.assets).toMatchObject([
      { stage: "Replicated", isDone: true, asset: { kind: "vm" }, team: { name: "Blue" } },
      { stage: "Pending", isDone: false, team: null },
    ]);
  });

  it("add up what they hold and what of it is done", () => {
    const items = [asset(2, null, { state: "Resolved", effort: 3 }), asset(3, null, { effort: 0 }), asset(4, null)];
    expect(read(estate(...items)).unplanned).toMatchObject({
      total: { items: 3, effort: 3, unestimated: 1 },
      done: { items: 1, effort: 3, unestimated: 0 },
    });
  });

  it("show a release without an asset, and one that only the draft names", () => {
    const { releases } = policy();
    const mapping = policy({ releases: { ...releases, settings: [{ key: "Empty", order: 1 }] } });
    const from = estate(asset(2, null));
    const planned = withEdits(from, mapping, new Map([[2, { release: "New", iterationPath: SPRINT_3 }]]), NOW);
    const found = backlogsOf(from, planned, mapping, [], NOW);
    expect(found.releases.map(({ release }) => release?.name)).toEqual(["Empty", "New"]);
    expect(lines(found)).toEqual(["New > Sprint 3: 2"]);
  });

  it("take assets along with a workload that the draft puts into a release", () => {
    const from = estate(feature(1), asset(2, 1));
    expect(lines(read(from, withEdits(from, policy(), new Map([[1, { release: "A" }]]), NOW)))).toEqual([
      "A > Contoso: 2",
    ]);
  });

  it("are those that a new reading gives once the draft is written", () => {
    const from = estate(feature(1), asset(2, 1), asset(3, 1, inA(SPRINT_1)), asset(4, null, inA(SPRINT_2)));
    const edits = new Map([
      [1, { release: "B" }],
      [3, { iterationPath: SPRINT_3, priority: 1 }],
      [4, { release: null }],
    ]);
    const planned = withEdits(from, policy(), edits, NOW);
    expect(lines(read(from, planned))).toEqual(lines(read(planned)));
  });
});

describe("the first ten workloads (Power of 10)", () => {
  it("are those with something left to do, by their priority, then by release, then by id", () => {
    const found = read(
      estate(
        feature(1, { priority: 2 }),
        asset(11, 1),
        feature(2, { priority: 1, tags: ["release:B"] }),
        asset(12, 2, { state: "Resolved" }),
        asset(13, 2),
        feature(3, { priority: 1, tags: ["release:A"] }),
        asset(14, 3),
        feature(4, { priority: 1 }),
        asset(15, 4, { state: "Resolved" }),
        feature(5),
        asset(16, 5),
      ),
    );
    expect(found.first.map(({ item, release, assets, done }) => [item.id, release?.name, assets, done])).toEqual([
      [3, "A", 1, 0],
      [2, "B", 2, 1],
      [1, undefined, 1, 0],
      [5, undefined, 1, 0],
    ]);
  });

  it("are ten at most", () => {
    const items = Array.from({ length: 12 }, (_, index) => [feature(index + 1), asset(100 + index, index + 1)]).flat();
    expect(read(estate(...items)).first.map(({ item }) => item.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
