import { withEdits } from "../../../../../src/domain/planning/iteration/planEdits";
import type { PlanningEdit } from "../../../../../src/domain/planning/iteration/edits";
import { iterationWarnings, type PlanWarning } from "../../../../../src/domain/planning/iteration/warnings";
import type { Team, TeamIteration } from "../../../../../src/domain/planning/teams";
import type { Policy } from "../../../../../src/domain/policy/policy";
import { assess } from "../../../../../src/domain/readiness/assess";
import type { Link, Snapshot } from "../../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot, task } from "../../../../builders/estate";
import { iterationTree, SPRINT_1, SPRINT_2, SPRINT_3, team } from "../../../../builders/planning";

const [, SECOND, THIRD] = team().iterations;

interface Options {
  readonly mapping: Policy;
  readonly edits: Readonly<Record<number, PlanningEdit>>;
  readonly team: Team;
  readonly iteration: TeamIteration | undefined;
  readonly links: readonly Link[];
}

function warnings(
  items: readonly WorkItem[],
  ids: readonly number[],
  { mapping = policy(), edits = {}, team: blue = team(), iteration = THIRD, links = [] }: Partial<Options> = {},
): PlanWarning[] {
  const read: Snapshot = snapshot(items, { iterations: iterationTree(), links });
  const planned = withEdits(read, mapping, new Map(Object.entries(edits).map(([id, edit]) => [Number(id), edit])), NOW);
  if (iteration === undefined) throw new Error("The team has no such iteration.");
  const world = { snapshot: read, policy: mapping, report: assess(read, mapping, NOW), now: NOW };
  return iterationWarnings(world, planned, { team: blue, iteration, items: ids });
}
const told = (found: readonly PlanWarning[]) =>
  found.flatMap(({ code, sentence, items }) => [
    `${code}: ${sentence}`,
    ...items.map((entry) => `  ${entry.sentence}`),
  ]);

/** In order: in a release, estimated, in the third sprint. */
const fine = (id: number, changes: Partial<WorkItem> = {}) =>
  asset(id, null, { effort: 1, iterationPath: SPRINT_3, ...changes, tags: ["release:A", ...(changes.tags ?? [])] });
const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});

describe("a plan of an iteration", () => {
  it("warns of nothing where all is in order", () => {
    expect(warnings([fine(2), fine(3)], [2, 3])).toEqual([]);
  });

  it("warns of what is in no release, has no estimate, or is done already, each once and by id", () => {
    const items = [asset(2, null), asset(4, null, { effort: 0 }), fine(3, { state: "Resolved", effort: null })];
    expect(told(warnings(items, [4, 3, 2, 2]))).toEqual([
      "OUTSIDE_RELEASES: 2 assets are in no release.",
      "  VM 2 is in no release.",
      "  VM 4 is in no release.",
      "UNESTIMATED: 1 asset has no estimate.",
      "  VM 2 has no estimate.",
      "DONE_ALREADY: 1 asset is done already.",
      "  VM 3 is Replicated already.",
    ]);
  });

  it("goes by what the draft plans", () => {
    const edits = { 2: { release: "A", effort: 3 } };
    expect(warnings([asset(2, null)], [2], { edits })).toEqual([]);
  });

  it("warns of an iteration that ends after the target date of an asset's release (§9)", () => {
    const { releases } = policy();
    const mapping = policy({ releases: { ...releases, settings: [{ key: "A", targetDate: "2026-12-12" }] } });
    expect(told(warnings([fine(2)], [2], { mapping }))).toEqual([
      "AFTER_TARGET_DATE: Sprint 3 ends after the target date of 1 asset.",
      "  VM 2: Sprint 3 ends on 2026-12-13, after the target date of A, 2026-12-12.",
    ]);
    expect(warnings([fine(2)], [2], { mapping, iteration: SECOND })).toEqual([]);
  });

  it("warns of assets that open items hold back (G1)", () => {
    const mapping = policy({ blockingItems: { types: ["Bug"], tags: [], links: [] } });
    const bug = task(5, 2, "No licence", { type: "Bug" });
    expect(told(warnings([fine(2), bug], [2], { mapping }))).toEqual([
      "BLOCKED: 1 asset is blocked by open items.",
      "  VM 2 is held back by No licence (#5).",
    ]);
    expect(warnings([fine(2), { ...bug, state: "Closed" }], [2], { mapping })).toEqual([]);
  });
});

describe("the order of dependencies", () => {
  const order = (items: readonly WorkItem[], links: readonly Link[], options: Partial<Options> = {}) =>
    warnings(items, [2], { links, ...options })
      .filter(({ code }) => code === "DEPENDENCY_ORDER")
      .flatMap(({ items: found }) => found.map(({ sentence }) => sentence));

  it("asks that what an asset needs is in an iteration, and in none that ends later", () => {
    const links = [waits(2, 3)];
    const plain = [fine(2), fine(3, { iterationPath: "Contoso" })];
    expect(order(plain, links)).toEqual(["VM 2 needs VM 3, which is in no iteration to come."]);
    expect(order([fine(2), fine(3, { iterationPath: SPRINT_1 })], links)).toHaveLength(1);
    expect(order([fine(2, { iterationPath: SPRINT_2 }), fine(3)], links, { iteration: SECOND })).toEqual([
      "VM 2 needs VM 3, which is planned for Sprint 3, later.",
    ]);
    expect(order([fine(2), fine(3, { iterationPath: SPRINT_2 })], links)).toEqual([]);
    expect(order(plain, links, { edits: { 3: { iterationPath: SPRINT_2 } } })).toEqual([]);
  });

  it("asks within the iteration that it has no lower priority", () => {
    const links = [waits(2, 3)];
    expect(order([fine(2, { priority: 1 }), fine(3, { priority: 2 })], links)).toEqual([
      "VM 2 needs VM 3, which has a lower priority here.",
    ]);
    expect(order([fine(2, { priority: 1 }), fine(3)], links)).toHaveLength(1);
    expect(order([fine(2, { priority: 2 }), fine(3, { priority: 2 })], links)).toEqual([]);
    expect(order([fine(2), fine(3)], links)).toEqual([]);
  });

  it("counts what it needs through workloads (D1), and nothing that is done", () => {
    const tags = ["release:A"];
    const below = [feature(1, { tags }), feature(10, { tags }), fine(2, { parent: 1 })];
    const links = [waits(1, 10)];
    expect(order([...below, fine(3, { parent: 10, iterationPath: "Contoso" })], links)).toHaveLength(1);
    expect(order([...below, fine(3, { parent: 10, iterationPath: "Contoso", state: "Resolved" })], links)).toEqual([]);
  });
});

describe("the length of an iteration", () => {
  const lasting = (firstDay: string, lastDay: string, blue: Team = team()) =>
    warnings([], [], {
      team: blue,
      iteration: { id: "x", path: "Contoso\\X", name: "X", dates: { firstDay, lastDay }, daysOff: [] },
    }).map(({ code, sentence }) => `${code}: ${sentence}`);

  it("is two to four weeks, with or without the last weekend", () => {
    const alone = team({ iterations: [] });
    expect(lasting("2026-11-30", "2026-12-11", alone)).toEqual([]);
    expect(lasting("2026-11-30", "2026-12-27", alone)).toEqual([]);
    expect(lasting("2026-11-30", "2027-01-03", alone)).toEqual([
      "UNUSUAL_LENGTH: X lasts 5 weeks: two to four weeks let velocity be compared.",
    ]);
    expect(lasting("2026-11-30", "2026-12-06", alone)).toHaveLength(1);
    expect(lasting("2026-11-30", "2026-12-01", alone)).toEqual([
      "UNUSUAL_LENGTH: X lasts less than a week: two to four weeks let velocity be compared.",
    ]);
  });

  it("is that of the team's other iterations", () => {
    expect(lasting("2026-11-30", "2026-12-20")).toEqual([
      "UNUSUAL_LENGTH: X lasts 3 weeks; the iterations of Blue last 2 weeks as a rule.",
    ]);
  });

  it("is not known without dates", () => {
    const iteration = { id: "x", path: "Contoso\\X", name: "X", dates: null, daysOff: [] };
    expect(warnings([], [], { iteration })).toEqual([
      {
        code: "ITERATION_WITHOUT_DATES",
        sentence: "X has no dates: nothing says what fits. Give it dates in the project's iterations.",
        items: [],
      },
    ]);
  });
});
