import type { ItemEdit } from "../../../../../src/domain/change/change";
import { withWrites, writesOf } from "../../../../../src/domain/change/edit";
import type { CommitmentEdit, PlanningEdit } from "../../../../../src/domain/planning/iteration/edits";
import { planEdits, type PlanningPlan, withEdits } from "../../../../../src/domain/planning/iteration/planEdits";
import type { Team } from "../../../../../src/domain/planning/teams";
import type { Policy } from "../../../../../src/domain/policy/policy";
import type { Snapshot } from "../../../../../src/domain/snapshot";
import { asset, feature, NOW, policy, snapshot, task, workItem } from "../../../../builders/estate";
import { iterationTree, SPRINT_1, SPRINT_2, team, withReleasesAsIterations } from "../../../../builders/planning";

const iterations = iterationTree();
const estate = (...items: Parameters<typeof snapshot>[0]) => snapshot([feature(1), ...items], { iterations });

function plan(
  read: Snapshot,
  edits: Readonly<Record<number, PlanningEdit>>,
  { mapping = policy(), commitment = null, teams = [] }: Partial<Options> = {},
): PlanningPlan {
  const asked = new Map(Object.entries(edits).map(([id, edit]) => [Number(id), edit]));
  return planEdits(read, mapping, asked, commitment, NOW, teams);
}

interface Options {
  readonly mapping: Policy;
  readonly commitment: CommitmentEdit | null;
  readonly teams: readonly Team[];
}

const writes = ({ entries }: PlanningPlan): Record<number, ItemEdit> =>
  Object.fromEntries(writesOf(entries).map(({ item, edit }) => [item.id, edit]));
const steps = ({ entries }: PlanningPlan) => entries.map(({ item, from, to }) => `#${item.id} ${from} → ${to}`);
const reasons = ({ refused }: PlanningPlan) => refused.map(({ item, reason }) => `#${item.id} ${reason}`);
const notes = ({ entries }: PlanningPlan) =>
  entries.flatMap((entry) => entry.notes.map((n) => `#${entry.item.id} ${n}`));

describe("what is planned for one asset", () => {
  it("is written at once and told whole", () => {
    const read = estate(asset(2, 1, { iterationPath: SPRINT_1, priority: 2, tags: ["release:A"] }));
    const found = plan(read, { 2: { release: "B", iterationPath: SPRINT_2, effort: 5, priority: 1 } });
    expect(writes(found)).toEqual({
      2: { tags: ["kind:vm", "release:B"], iterationPath: SPRINT_2, effort: 5, priority: 1 },
    });
    expect(steps(found)).toEqual(["#2 A; Sprint 1; effort –; priority 2 → B; Sprint 2; effort 5; priority 1"]);
  });

  it("leaves out of the words what stays, and says none for nothing", () => {
    const read = estate(asset(2, 1, { effort: 3, tags: ["release:A"] }), asset(3, 1));
    expect(steps(plan(read, { 2: { effort: null, release: null }, 3: { effort: 0 } }))).toEqual([
      "#2 A; effort 3 → no release; effort –",
      "#3 effort – → effort 0",
    ]);
  });

  it("names iterations by their paths where their names are the same", () => {
    const [root] = iterations;
    const old = { name: "Sprint 1", level: 2, startDate: null, finishDate: null, path: "Contoso\\Old\\Sprint 1" };
    const read = snapshot([feature(1), asset(2, 1, { iterationPath: SPRINT_1 })], {
      iterations: root === undefined ? [] : [root, old],
    });
    expect(steps(plan(read, { 2: { iterationPath: "Contoso\\Old\\Sprint 1" } }))).toEqual([
      "#2 Contoso\\Sprint 1 → Contoso\\Old\\Sprint 1",
    ]);
  });

  it("is unchanged where it is as asked already, in any spelling of paths and releases", () => {
    const read = estate(asset(2, 1, { iterationPath: SPRINT_1, effort: 5, priority: 1, tags: ["release:A"] }));
    const found = plan(read, { 2: { release: "a", iterationPath: SPRINT_1.toUpperCase(), effort: 5, priority: 1 } });
    expect(found).toMatchObject({ entries: [], refused: [], unchanged: [{ id: 2 }], effects: [], admission: [] });
  });

  it("changes the gates that it changes (G1)", () => {
    const read = estate(asset(2, 1, { state: "Resolved" }), asset(3, null, { tags: ["release:A"] }));
    expect(plan(read, { 3: { release: null } }).effects).toMatchObject([
      { gate: "staging", before: { verdict: "blocked" }, after: { verdict: "n/a" } },
      { gate: "uat" },
      { gate: "promotion" },
    ]);
  });
});

describe("what can't be planned", () => {
  it("is refused with a sentence, each item once", () => {
    const read = estate(asset(2, 1), asset(3, 1), asset(4, 1), asset(5, 1), task(6, 2, "Copy"), workItem(7));
    const found = plan(read, {
      1: { iterationPath: SPRINT_1 },
      2: { effort: -1, iterationPath: "Contoso\\Nowhere" },
      3: { effort: Number.NaN },
      4: { priority: 0 },
      5: { iterationPath: "Contoso\\Nowhere", effort: 2 },
      6: { effort: 1 },
      7: { effort: 1 },
      8: { effort: 1 },
    });
    expect(reasons(found)).toEqual([
      "#1 It is a workload: plan its assets for the iteration.",
      "#2 An effort of -1: give a number of 0 or more, or none.",
      "#3 An effort of NaN: give a number of 0 or more, or none.",
      "#4 A priority of 0: give a whole number from 1 on, which is the highest, or none.",
      "#5 There is no iteration Contoso\\Nowhere.",
      "#6 It is neither an asset nor a workload by the mapping.",
      "#7 It is neither an asset nor a workload by the mapping.",
      "#8 It could not be read.",
    ]);
    expect(found.entries).toEqual([]);
  });

  it("is what the engine would read otherwise: an asset of a workload that stays in its release (M3)", () => {
    const read = snapshot([feature(1, { tags: ["release:A"] }), asset(2, 1), asset(3, 1, { tags: ["release:A"] })]);
    expect(reasons(plan(read, { 2: { release: null }, 3: { release: null, effort: 1 } }))).toEqual([
      "#2 It belongs to A through its workload Workload 1 (#1): take that one out.",
      "#3 It belongs to A through its workload Workload 1 (#1): take that one out.",
    ]);
  });

  it("is what another edit of the draft undoes: an asset out of its release while its workload goes in (M3)", () => {
    const found = plan(estate(asset(2, 1), asset(3, 1)), { 1: { release: "A" }, 2: { release: null } });
    expect(reasons(found)).toEqual(["#2 The mapping would not read it so afterwards."]);
    expect(writes(found)).toEqual({ 1: { tags: ["release:A"] } });
  });
});

describe("a workload that goes into a release (M3)", () => {
  it("takes its assets in scope along, and those that say another release are written", () => {
    const read = estate(asset(2, 1), asset(3, 1, { tags: ["release:B"] }), asset(4, 1, { state: "Removed" }));
    const found = plan(read, { 1: { release: "A" } });
    expect(writes(found)).toEqual({ 1: { tags: ["release:A"] }, 3: { tags: ["kind:vm", "release:A"] } });
    expect(steps(found)).toEqual(["#1 no release → A", "#2 no release → A", "#3 B → A"]);
    expect(notes(found)).toEqual(["#2 It moves along with Workload 1 (#1)."]);
  });

  it("writes an asset that goes along once more only for what else is planned for it", () => {
    const found = plan(estate(asset(2, 1)), { 1: { release: "A", priority: 1 }, 2: { effort: 3 } });
    expect(writes(found)).toEqual({ 1: { tags: ["release:A"], priority: 1 }, 2: { effort: 3 } });
    expect(found.entries[1]?.writes.map(({ item }) => item.id)).toEqual([1, 2]);
    expect(steps(found)[1]).toBe("#2 no release; effort – → A; effort 3");
  });

  it("leaves to an asset the release that is planned for itself", () => {
    const found = plan(estate(asset(2, 1), asset(3, 1)), { 1: { release: "A" }, 2: { release: "B" } });
    expect(writes(found)).toEqual({ 1: { tags: ["release:A"] }, 2: { tags: ["kind:vm", "release:B"] } });
    expect(notes(found)).toContain("#2 Its workload Workload 1 (#1) is in A, B: its scope would be split.");
  });
});

describe("an asset and its workload that are planned for different releases", () => {
  it("go each where it was asked for, whichever comes first by id", () => {
    const read = snapshot([asset(2, 20), asset(3, 20), feature(20)]);
    const found = plan(read, { 2: { release: "B" }, 20: { release: "A" } });
    expect(writes(found)).toEqual({ 2: { tags: ["kind:vm", "release:B"] }, 20: { tags: ["release:A"] } });
    expect(steps(found)).toEqual(["#2 no release → B", "#3 no release → A", "#20 no release → A"]);
  });
});

describe("releases that are iterations (M3)", () => {
  const mapping = withReleasesAsIterations();
  const nodes = iterationTree("Contoso\\Wave 1", "Contoso\\Wave 2");
  const inWave = (path: string) => snapshot([feature(1), asset(2, 1, { iterationPath: path })], { iterations: nodes });
  const [first, second] = ["Contoso\\Wave 1\\Sprint 1", "Contoso\\Wave 2\\Sprint 1"] as const;

  it("are planned by the iteration alone, where both agree", () => {
    const found = plan(inWave(first), { 2: { release: "Contoso\\Wave 2", iterationPath: second } }, { mapping });
    expect(writes(found)).toEqual({ 2: { iterationPath: second } });
    expect(notes(found)).toEqual(["#2 It moves from release Wave 1 to Wave 2."]);
  });

  it("refuse an iteration of another release", () => {
    const edits = { 2: { release: "Contoso\\Wave 1", iterationPath: second } };
    expect(reasons(plan(inWave("Contoso"), edits, { mapping }))).toEqual([
      "#2 The iteration Sprint 1 is in release Wave 2, and it is to be in release Wave 1: choose another one of the two.",
    ]);
    expect(reasons(plan(inWave(first), { 2: { release: null, iterationPath: second } }, { mapping }))).toEqual([
      "#2 The iteration Sprint 1 is in release Wave 2, and it is to be in none: choose another one of the two.",
    ]);
  });

  it("move an asset out of its iteration where only the release is planned, and say so", () => {
    const found = plan(inWave(first), { 2: { release: "Contoso\\Wave 2" } }, { mapping });
    expect(writes(found)).toEqual({ 2: { iterationPath: "Contoso\\Wave 2" } });
    expect(notes(found)).toEqual(["#2 It leaves the iteration Sprint 1."]);
  });

  it("refuse an asset's iteration outside the release that its workload goes into", () => {
    const edits = { 1: { release: "Contoso\\Wave 1" }, 2: { iterationPath: second } };
    expect(reasons(plan(inWave(first), edits, { mapping }))).toHaveLength(1);
  });
});

describe("a commitment", () => {
  const tag = "committed:Sprint 1@2026-11-23T09:00Z";
  const earlier = "committed:Sprint 1@2026-11-20T09:00Z";
  const commitment: CommitmentEdit = { iterationPath: SPRINT_1, team: "Blue", items: [2, 3] };
  const blue = team({ name: "Blue", areas: [{ path: "Contoso\\Blue", includesChildren: true }] });
  const item = (id: number, changes: Parameters<typeof asset>[2] = {}) =>
    asset(id, 1, { iterationPath: SPRINT_1, areaPath: "Contoso\\Blue", ...changes });

  it("puts one tag of this minute on its items, with all else that is planned for them", () => {
    const found = plan(
      estate(item(2), item(3, { iterationPath: "Contoso" })),
      { 3: { iterationPath: SPRINT_1 } },
      { commitment },
    );
    expect(writes(found)).toEqual({
      2: { tags: ["kind:vm", tag] },
      3: { tags: ["kind:vm", tag], iterationPath: SPRINT_1 },
    });
    expect(steps(found)).toEqual(["#2 not committed → committed", "#3 Contoso; not committed → Sprint 1; committed"]);
  });

  it("takes the earlier tags of the same iteration from all of the team's assets, and from no other team's", () => {
    const read = estate(
      item(2, { tags: [earlier] }),
      item(3),
      item(4, { tags: [earlier, "x"] }),
      item(5, { areaPath: "Contoso\\Red", tags: [earlier] }),
      item(6, { tags: ["committed:Sprint 2@2026-11-20T09:00Z", "committed:Sprint 1 b@2026-11-20T09:00Z"] }),
    );
    const found = plan(read, {}, { commitment, teams: [blue] });
    expect(writes(found)).toEqual({
      2: { tags: ["kind:vm", tag] },
      3: { tags: ["kind:vm", tag] },
      4: { tags: ["kind:vm", "x"] },
    });
    expect(steps(found)).toEqual([
      "#2 committed earlier → committed",
      "#3 not committed → committed",
      "#4 committed earlier → not committed",
    ]);
    expect(found.unchanged).toEqual([]);
  });

  it("keeps tags in their place beside a release's tag that changes", () => {
    const read = estate(item(2, { tags: ["release:A", earlier] }), item(3));
    expect(writes(plan(read, { 2: { release: "B" } }, { commitment }))[2]).toEqual({
      tags: ["kind:vm", "release:B", tag],
    });
  });

  it("is unchanged for what carries the tag of this minute already", () => {
    const found = plan(estate(item(2, { tags: [tag] }), item(3, { tags: [tag] })), {}, { commitment, teams: [blue] });
    expect(found.entries).toEqual([]);
    expect(found.unchanged.map(({ id }) => id)).toEqual([2, 3]);
  });

  it("refuses what is not in the iteration then, out of scope, no asset, or not readable", () => {
    const read = estate(
      item(2, { iterationPath: SPRINT_2 }),
      item(3),
      item(4, { state: "Removed" }),
      task(5, 2, "Copy"),
    );
    const found = plan(
      read,
      { 3: { iterationPath: SPRINT_2, effort: 1 } },
      { commitment: { ...commitment, items: [1, 2, 3, 4, 5, 6] } },
    );
    expect(reasons(found)).toEqual([
      "#1 It is no asset by the mapping: commit to assets.",
      "#2 It is not in Sprint 1: plan it for that iteration, or leave it out of the commitment.",
      "#3 It is not in Sprint 1: plan it for that iteration, or leave it out of the commitment.",
      "#4 It is out of scope (Removed): leave it out of the commitment.",
      "#5 It is neither an asset nor a workload by the mapping.",
      "#6 It could not be read.",
    ]);
    expect(found.entries).toEqual([]);
  });
});

describe("the draft as it would be read", () => {
  const read = estate(asset(2, 1, { iterationPath: SPRINT_1 }), asset(3, 1));
  const after = (edits: Readonly<Record<number, PlanningEdit>>) =>
    withEdits(read, policy(), new Map(Object.entries(edits).map(([id, edit]) => [Number(id), edit])), NOW);

  it("is the snapshot itself without an edit, and with one that changes nothing", () => {
    expect(after({})).toBe(read);
    expect(after({ 2: { iterationPath: SPRINT_1 } })).toBe(read);
  });

  it("shares what is not changed, and has what is written in its place", () => {
    const next = after({ 2: { effort: 8 } });
    expect(next.workItems.map((item) => item === read.workItems.find(({ id }) => id === item.id))).toEqual([
      true,
      false,
      true,
    ]);
    expect(next.workItems[1]).toMatchObject({ id: 2, effort: 8, iterationPath: SPRINT_1 });
  });

  it("leaves out what can't be done", () => {
    expect(after({ 2: { effort: -8 }, 3: { effort: 1 } }).workItems.map(({ effort }) => effort)).toEqual([
      null,
      null,
      1,
    ]);
  });

  it("is the same as what a reading gives once the plan is written", () => {
    const edits = new Map([
      [1, { release: "A" }],
      [3, { iterationPath: SPRINT_2 }],
    ]);
    const planned = planEdits(read, policy(), edits, null, NOW);
    expect(withEdits(read, policy(), edits, NOW)).toEqual(withWrites(read, writesOf(planned.entries), NOW));
  });
});
