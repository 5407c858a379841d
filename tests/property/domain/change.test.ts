import fc from "fast-check";
import { backlogOf } from "../../../src/domain/backlog/backlog";
import { claimsOf, releaseId } from "../../../src/domain/backlog/releases";
import type { Change, ItemWrite, Plan } from "../../../src/domain/change/change";
import { edited, inverseOf, withWrites, writesOf } from "../../../src/domain/change/edit";
import { planOf } from "../../../src/domain/change/plan";
import type { Policy, PromotionModel, Signal } from "../../../src/domain/policy/policy";
import { readingsOf } from "../../../src/domain/readiness/assetStages";
import { assess } from "../../../src/domain/readiness/assess";
import { type AssetStage, LADDER, type Stage } from "../../../src/domain/readiness/stage";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, frameworkPolicy, NOW, policy, snapshot, task } from "../../builders/estate";

const DATES = ["2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01"].map(day);
const TASK_STATES = ["New", "New", "Active", "Closed", "Closed", "Removed"] as const;
const RELEASES = ["A", "B"] as const;

/** Everything but the table from states to rungs, which the presets give. */
const SIGNALS: Readonly<Record<string, readonly Signal[]>> = {
  tags: policy().signals,
  tasks: frameworkPolicy().signals,
  both: [...frameworkPolicy().signals, ...policy().signals],
  field: [
    ...(["Staged", "Accepted", "Promoted"] as const).map((stage, index, all) => ({
      kind: "field" as const,
      stage,
      field: "Custom.Stage",
      values: all.slice(index),
    })),
  ],
  odd: [
    { kind: "tag", stage: "Replicated", tag: "copied*" },
    { kind: "boardColumn", stage: "Staged", columns: ["Staging"] },
    { kind: "tag", stage: "Staged", tag: "stage:staged" },
    { kind: "phaseItem", stage: "InTest", titles: ["Manual test*"], when: "started" },
    { kind: "tag", stage: "Accepted", tag: "stage:accepted" },
    { kind: "phaseItem", stage: "Promoted", titles: ["Promotion"], when: "finished" },
  ],
};
const CAPPED = policy().stateTable.map((row) => (row.state === "Closed" ? { ...row, max: "Staged" as const } : row));

const policies: fc.Arbitrary<Policy> = fc
  .record({
    signals: fc.constantFrom(...Object.keys(SIGNALS), "tasks", "odd"),
    table: fc.constantFrom(policy().stateTable, frameworkPolicy().stateTable, CAPPED),
    model: fc.constantFrom<PromotionModel>("staged", "staged", "single-step"),
    assetsFollowWorkload: fc.boolean(),
  })
  .map(({ signals, table, model, assetsFollowWorkload }) =>
    policy({
      signals: SIGNALS[signals] ?? [],
      stateTable: table,
      releases: {
        source: { kind: "tag", prefix: "release:" },
        assetsFollowWorkload,
        defaultModel: model,
        settings: [{ key: "B", model: "single-step" }],
      },
    }),
  );

const dates = fc.record({
  stateChangeDate: fc.constantFrom(...DATES, null),
  changedDate: fc.constantFrom(...DATES),
});
const tagSets = fc.oneof(
  fc.constantFrom<readonly string[]>(
    [],
    [],
    ["stage:staged"],
    ["stage:staged", "stage:accepted"],
    ["stage:staged", "stage:accepted", "stage:promoted"],
  ),
  fc.subarray(["copied-1", "stage:staged", "STAGE:Accepted", "stage:promoted", "zebra"]),
);
const assetSpec = fc.record({
  home: fc.nat(),
  isNested: fc.constantFrom(false, false, false, true),
  state: fc.constantFrom("New", "Active", "Resolved", "Resolved", "Closed", "On hold", "Removed"),
  reason: fc.constantFrom("", "", "", "Cut"),
  tags: tagSets,
  release: fc.constantFrom(null, null, null, ...RELEASES),
  strategy: fc.constantFrom(null, null, null, null, "retain"),
  column: fc.constantFrom(null, null, null, "Staging"),
  field: fc.constantFrom(null, null, "Staged", "Accepted", "Promoted"),
  tasks: fc.tuple(...[1, 2, 3, 4].map(() => fc.constantFrom(...TASK_STATES))),
  missing: fc.constantFrom(null, null, null, "Migrate", "Document configuration"),
  dates: fc.array(dates, { minLength: 5, maxLength: 5 }),
});
const phaseSpec = fc.record({
  state: fc.constantFrom("New", "New", "Active", "Closed", "Closed"),
  closedDate: fc.constantFrom(null, ...DATES),
  dates,
});
const workloadSpec = fc.record({
  release: fc.constantFrom(null, ...RELEASES),
  phases: fc.option(fc.tuple(phaseSpec, phaseSpec), { freq: 5 }),
});

const TASKS = ["Assess", "Migrate", "Migrate", "Document configuration"] as const;
const PHASES = ["Manual test with power users", "Promotion"] as const;

/** Workloads 1–3 with phases, assets 100, 110, … with tasks behind them; any state and date, wherever they lead. */
const estates: fc.Arbitrary<Snapshot> = fc
  .record({
    workloads: fc.array(workloadSpec, { minLength: 1, maxLength: 3 }),
    assets: fc.array(assetSpec, { minLength: 1, maxLength: 7 }),
  })
  .map(({ workloads, assets }) =>
    snapshot([
      ...workloads.flatMap(({ release, phases }, index) => [
        feature(index + 1, { tags: release === null ? [] : [`release:${release}`] }),
        ...(phases ?? []).map(({ dates: when, ...phase }, at) =>
          task(10 * (index + 1) + at, index + 1, PHASES[at] ?? "", { ...phase, ...when }),
        ),
      ]),
      ...assets.flatMap((spec, index) => {
        const id = 100 + 10 * index;
        const [own, ...ofTasks] = spec.dates;
        const home = spec.home % (workloads.length + 1);
        const parent = spec.isNested && index > 0 ? id - 10 : home === 0 ? null : home;
        return [
          asset(id, parent, {
            state: spec.state,
            reason: spec.reason,
            boardColumn: spec.column,
            fields: { "Custom.Stage": spec.field },
            ...own,
            tags: [
              ...spec.tags,
              ...(spec.release === null ? [] : [`release:${spec.release}`]),
              ...(spec.strategy === null ? [] : [`strategy:${spec.strategy}`]),
            ],
          }),
          ...TASKS.flatMap((title, at) =>
            title === spec.missing
              ? []
              : [task(id + 1 + at, id, title, { state: spec.tasks[at] ?? "New", ...ofTasks[at] })],
          ),
        ];
      }),
    ]),
  );

/** Mostly assets and workloads; a task or an id of nothing at times. */
function idsOf(read: Snapshot, chosen: readonly number[]): number[] {
  const ids = read.workItems.filter(({ type }) => type !== "Task").map(({ id }) => id);
  return chosen.map((pick) => (pick % 19 === 18 ? 9999 : pick % 19 === 17 ? 101 : (ids[pick % ids.length] ?? 1)));
}
const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });
const targets = fc.constantFrom<Stage>(...LADDER);

function stagesOf(read: Snapshot, mapping: Policy): Map<number, AssetStage> {
  const { releases, unplanned, looseAssets } = assess(read, mapping, NOW);
  const found = new Map<number, AssetStage>();
  const workloads = [...releases.flatMap((release) => release.workloads), ...unplanned];
  for (const { item, stage } of [...workloads.flatMap(({ assets }) => assets), ...looseAssets]) {
    // The first release that shows it owns it.
    if (!found.has(item.id)) found.set(item.id, stage);
  }
  return found;
}

/** What an asset is by itself: those nested below it left out. */
function ownStages(read: Snapshot, mapping: Policy): Map<number, AssetStage> {
  const readings = readingsOf(backlogOf(read, mapping), mapping);
  return new Map([...readings].map(([id, { own }]) => [id, own.stage]));
}

/** The writes made one after another, a minute each, every one on the item as it is by then. */
function carriedOut(read: Snapshot, writes: readonly ItemWrite[], from: number): { read: Snapshot; now: number } {
  let now = from;
  let current = read;
  for (const { item, edit } of writes) {
    now += 60_000;
    const at = current.workItems.find(({ id }) => id === item.id) ?? item;
    current = withWrites(current, [{ item: at, edit }], now);
  }
  return { read: current, now };
}

const move = (read: Snapshot, mapping: Policy, ids: readonly number[], stage: Stage): Plan =>
  planOf(read, mapping, ids, { kind: "stage", stage }, NOW);
const entryIds = ({ entries }: Plan) => entries.map(({ item }) => item.id);

describe("moving to a stage, whatever the estate and the policy", () => {
  it("reads each entry exactly as wanted, and moves no other asset but those around one that moves", () => {
    const met = { entries: 0, back: 0, byPhase: 0, refused: 0, unchanged: 0 };
    fc.assert(
      fc.property(estates, policies, picks, targets, (read, mapping, chosen, target) => {
        const plan = move(read, mapping, idsOf(read, chosen), target);
        const after = withWrites(read, writesOf(plan.entries), NOW);
        const [before, stages] = [stagesOf(read, mapping), stagesOf(after, mapping)];
        const moved = new Set(entryIds(plan));
        for (const id of moved) expect([id, stages.get(id)]).toEqual([id, target]);
        for (const { id } of plan.unchanged) expect([id, before.get(id)]).toEqual([id, target]);
        const [own, ownAfter] = [ownStages(read, mapping), ownStages(after, mapping)];
        for (const [id, stage] of own) if (!moved.has(id)) expect([id, ownAfter.get(id)]).toEqual([id, stage]);
        expect(ownAfter.size).toBe(own.size);

        met.entries += plan.entries.length;
        met.refused += plan.refused.length;
        met.unchanged += plan.unchanged.length;
        met.back += plan.entries.filter(({ notes }) => notes.some((note) => note.startsWith("It moves back"))).length;
        met.byPhase += plan.entries.filter(({ notes }) => notes.some((note) => note.includes("whole workload"))).length;
      }),
      { numRuns: 600 },
    );
    // A law about plans proves nothing where hardly any is made.
    for (const [name, count] of Object.entries(met)) expect([name, count > 25]).toEqual([name, true]);
  });

  it("puts every asset that is asked for into exactly one list", () => {
    fc.assert(
      fc.property(estates, policies, picks, targets, (read, mapping, chosen, target) => {
        const ids = idsOf(read, chosen);
        const plan = move(read, mapping, ids, target);
        const listed = [
          ...entryIds(plan),
          ...plan.refused.map(({ item }) => item.id),
          ...plan.unchanged.map(({ id }) => id),
        ];
        expect(new Set(listed).size).toBe(listed.length);
        const workloads = backlogOf(read, mapping).workloads.map(({ workload }) => workload);
        const expected = ids.flatMap((id) => {
          const inScope = workloads
            .find(({ item }) => item?.id === id)
            ?.assets.filter(({ exclusion }) => exclusion === null)
            .map(({ item }) => item.id);
          return inScope === undefined || inScope.length === 0 ? [id] : inScope;
        });
        expect(new Set(listed)).toEqual(new Set(expected));
      }),
      { numRuns: 300 },
    );
  });

  it("leaves nothing to do: planned again, every entry is unchanged", () => {
    fc.assert(
      fc.property(estates, policies, picks, targets, (read, mapping, chosen, target) => {
        const plan = move(read, mapping, idsOf(read, chosen), target);
        const after = withWrites(read, writesOf(plan.entries), NOW);
        const again = move(after, mapping, entryIds(plan), target);
        expect(again).toMatchObject({ entries: [], refused: [] });
        expect(again.unchanged.map(({ id }) => id)).toEqual(entryIds(plan));
      }),
      { numRuns: 300 },
    );
  });

  it("holds when the writes are made one after another, and so does taking them back, or the plan says so", () => {
    let undone = 0;
    fc.assert(
      fc.property(estates, policies, picks, targets, (read, mapping, chosen, target) => {
        const plan = move(read, mapping, idsOf(read, chosen), target);
        const writes = writesOf(plan.entries);
        const done = carriedOut(read, writes, NOW);
        const stages = stagesOf(done.read, mapping);
        for (const id of entryIds(plan)) expect([id, stages.get(id)]).toEqual([id, target]);

        const back = [...writes].reverse().map((write) => ({ item: write.item, edit: inverseOf(write) }));
        const restored = carriedOut(done.read, back, done.now).read;
        for (const { item } of writes) {
          const { state, tags, fields, parent, iterationPath } = item;
          const now = restored.workItems.find(({ id }) => id === item.id);
          expect(now).toMatchObject({ state, tags, fields, parent, iterationPath });
        }
        if (plan.entries.some(({ notes }) => notes.some((note) => note.startsWith("Undo would")))) return;
        expect(ownStages(restored, mapping)).toEqual(ownStages(read, mapping));
        undone += plan.entries.length;
      }),
      { numRuns: 600 },
    );
    expect(undone).toBeGreaterThan(200);
  });

  it("leaves no new gap on what moves by itself", () => {
    const gaps = (read: Snapshot, mapping: Policy, id: number) =>
      (readingsOf(backlogOf(read, mapping), mapping).get(id)?.own.gaps ?? []).map(
        ({ stage, needs }) => `${stage} ${needs}`,
      );
    fc.assert(
      fc.property(estates, policies, fc.nat(), targets, (read, mapping, pick, target) => {
        const ids = read.workItems.map(({ id }) => id).filter((id) => id >= 100 && id % 10 === 0);
        const id = ids[pick % ids.length] ?? 0;
        const plan = move(read, mapping, [id], target);
        fc.pre(plan.entries.length > 0);
        const before = gaps(read, mapping, id);
        const after = gaps(withWrites(read, writesOf(plan.entries), NOW), mapping, id);
        expect(after.filter((gap) => !before.includes(gap))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of the items, nor on that of the ids but for the order of its lists", () => {
    const shuffled = estates.chain((read) =>
      fc
        .shuffledSubarray([...read.workItems], { minLength: read.workItems.length })
        .map((workItems) => ({ read, other: { ...read, workItems } })),
    );
    fc.assert(
      fc.property(shuffled, policies, picks, targets, ({ read, other }, mapping, chosen, target) => {
        const ids = idsOf(read, chosen);
        expect(move(other, mapping, ids, target)).toEqual(move(read, mapping, ids, target));
        const turned = move(read, mapping, [...ids].reverse(), target);
        expect(entryIds(turned).sort()).toEqual(entryIds(move(read, mapping, ids, target)).sort());
      }),
      { numRuns: 200 },
    );
  });
});

describe("mapping, whatever the estate and the policy", () => {
  const changes = fc.oneof(
    fc.record({ kind: fc.constant("release" as const), release: fc.constantFrom(null, "A", "b", "New one") }),
    fc.record({ kind: fc.constant("asset" as const), isAsset: fc.boolean() }),
    fc.record({
      kind: fc.constantFrom("assetKind" as const, "strategy" as const),
      word: fc.constantFrom(null, "vm", "retain", "DB"),
    }),
    fc.record({
      kind: fc.constant("workload" as const),
      workload: fc.constantFrom(null, ...[1, 2].map((id) => ({ id, title: `Workload ${id}`, type: "Feature" }))),
    }),
  );

  it("says of every asset whose stage follows from it", () => {
    let told = 0;
    fc.assert(
      fc.property(estates, policies, picks, changes, (read, mapping, chosen, change: Change) => {
        const plan = planOf(read, mapping, idsOf(read, chosen), change, NOW);
        const readings = (of: Snapshot) => readingsOf(backlogOf(of, mapping), mapping);
        const [before, after] = [readings(read), readings(withWrites(read, writesOf(plan.entries), NOW))];
        const said = plan.entries.flatMap(({ notes }) => notes.filter((note) => note.startsWith("This changes")));
        const asked = new Set(entryIds(plan));
        for (const [id, { stage }] of before) {
          if (asked.has(id) || after.get(id)?.stage === stage) continue;
          told += 1;
          expect([id, said.some((note) => note.includes(`(#${id})`) || note.includes(" more"))]).toEqual([id, true]);
        }
      }),
      { numRuns: 900 },
    );
    expect(told).toBeGreaterThan(0);
  });

  it("makes the mapping read what was asked for, and taking back restores every value", () => {
    let written = 0;
    fc.assert(
      fc.property(estates, policies, picks, changes, (read, mapping, chosen, change: Change) => {
        const ids = idsOf(read, chosen);
        const plan = planOf(read, mapping, ids, change, NOW);
        const writes = writesOf(plan.entries);
        const after = withWrites(read, writes, NOW);
        written += writes.length;
        expect(new Set(writes.map(({ item }) => item.id)).size).toBe(writes.length);
        const again = planOf(after, mapping, entryIds(plan), change, NOW);
        expect(again.entries).toEqual([]);
        expect(again.refused).toEqual([]);
        if (change.kind === "release") {
          const { assets } = backlogOf(after, mapping);
          const wanted = change.release === null ? [] : [releaseId(change.release)];
          for (const { item } of plan.entries) {
            const found = assets.find((candidate) => candidate.item.id === item.id);
            const own = after.workItems.find(({ id }) => id === item.id) as WorkItem;
            expect([item.id, found?.claims ?? claimsOf(own, mapping.releases)]).toEqual([item.id, wanted]);
          }
        }
        const back = writes.map((write) => ({ item: edited(write.item, write.edit, NOW), edit: inverseOf(write) }));
        const values = (item: WorkItem) => ({ ...item, rev: 0, changedDate: 0 });
        expect(withWrites(after, back, NOW).workItems.map(values)).toEqual(read.workItems.map(values));
      }),
      { numRuns: 400 },
    );
    expect(written).toBeGreaterThan(200);
  });
});
