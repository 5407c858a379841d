import fc from "fast-check";
import { assess } from "../../../src/domain/readiness/assess";
import {
  type Blocker,
  GATES,
  type GateAssessments,
  type Report,
  type Verdict,
} from "../../../src/domain/readiness/report";
import type { Loss, Snapshot } from "../../../src/domain/snapshot";
import type { PromotionModel } from "../../../src/domain/policy/policy";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot, workItem } from "../../builders/estate";

const RELEASES = ["A", "B"];
const STATES = ["New", "Active", "Resolved", "Closed", "Removed", "On hold"];
const TAGS = ["stage:staged", "stage:accepted", "stage:promoted", "strategy:retire", "strategy:rehost", "not-an-asset"];

/** Estates of a few workloads with claims, stages, nesting, blocking items and holes; most of them far from tidy. */
const assetSpec = fc.record({
  state: fc.constantFrom(...STATES, "Resolved", "Resolved"),
  reason: fc.constantFrom("", "", "Abandoned"),
  tags: fc.subarray(TAGS),
  release: fc.option(fc.constantFrom(...RELEASES), { freq: 2 }),
  workload: fc.option(fc.nat(3), { freq: 9 }),
  isNested: fc.boolean(),
  isHeld: fc.constantFrom(false, false, false, true),
});

interface Estate {
  readonly items: readonly WorkItem[];
  readonly model: PromotionModel;
  readonly assetsFollowWorkload: boolean;
}

const estates: fc.Arbitrary<Estate> = fc
  .record({
    workloads: fc.array(fc.option(fc.constantFrom(...RELEASES), { freq: 4 }), { minLength: 1, maxLength: 4 }),
    assets: fc.array(assetSpec, { maxLength: 10 }),
    model: fc.constantFrom<PromotionModel>("staged", "single-step"),
    assetsFollowWorkload: fc.boolean(),
  })
  .map(({ workloads, assets, model, assetsFollowWorkload }) => {
    const features = workloads.map((release, index) =>
      feature(index + 1, { tags: release === null ? [] : [`release:${release}`] }),
    );
    const stories = assets.map((spec, index) => {
      const id = 100 + index;
      const workload = spec.workload === null ? null : (spec.workload % features.length) + 1;
      const parent = spec.isNested && index > 0 ? id - 1 : workload;
      const tags = [...spec.tags, ...(spec.release === null ? [] : [`release:${spec.release}`])];
      return asset(id, parent, { state: spec.state, reason: spec.reason, tags });
    });
    const held = assets.flatMap((spec, index) =>
      spec.isHeld ? [workItem(200 + index, { type: "Issue", parent: 100 + index, tags: ["blocker"] })] : [],
    );
    return { items: withChildren([...features, ...stories, ...held]), model, assetsFollowWorkload };
  });

/** Reads the child links of workloads, as the product does. */
function withChildren(items: readonly WorkItem[]): WorkItem[] {
  return items.map((item) =>
    item.type === "Feature"
      ? { ...item, children: items.filter(({ parent }) => parent === item.id).map(({ id }) => id) }
      : item,
  );
}

function read({ items, model, assetsFollowWorkload }: Estate, changes: Partial<Snapshot> = {}): Report {
  const releases = {
    source: { kind: "tag" as const, prefix: "release:" },
    assetsFollowWorkload,
    defaultModel: model,
    settings: [{ key: "A", targetDate: "2026-12-12" }],
  };
  return assess(snapshot(items, changes), policy({ releases }), NOW);
}

const RANK: Readonly<Record<Verdict, number>> = { blocked: 0, unknown: 1, ready: 2, done: 3, "n/a": 4 };

/** Every verdict of a report by what it is given for. */
function verdicts(report: Report): Map<string, Verdict> {
  const found = new Map<string, Verdict>();
  const add = (name: string, gates: GateAssessments) => {
    for (const gate of GATES) found.set(`${name} ${gate}`, gates[gate].verdict);
  };
  for (const { key, gates, workloads } of report.releases) {
    add(`release ${key}`, gates);
    for (const workload of workloads) add(`workload ${key}/${workload.item?.id}`, workload.gates);
  }
  for (const workload of report.unplanned) add(`workload /${workload.item?.id}`, workload.gates);
  return found;
}

function allGates(report: Report): GateAssessments[] {
  return [
    ...report.releases.flatMap(({ gates, workloads }) => [gates, ...workloads.map((workload) => workload.gates)]),
    ...report.unplanned.map(({ gates }) => gates),
  ];
}

const isGreen = (verdict: Verdict | undefined) => verdict === "ready" || verdict === "done";

describe("laws of readiness", () => {
  it("L1: adding an unmet asset never raises a verdict", () => {
    const added = fc.record({
      workload: fc.option(fc.constantFrom(1, 2, 3, 4)),
      release: fc.option(fc.constantFrom(...RELEASES)),
      state: fc.constantFrom("New", "Active", "On hold"),
    });
    fc.assert(
      fc.property(estates, added, (estate, spec) => {
        const before = verdicts(read(estate));
        const exists = estate.items.some(({ id }) => id === spec.workload);
        const unmet = asset(999, exists ? spec.workload : null, {
          state: spec.state,
          tags: spec.release === null ? [] : [`release:${spec.release}`],
        });
        const after = verdicts(read({ ...estate, items: withChildren([...estate.items, unmet]) }));
        for (const [name, verdict] of after) {
          const earlier = before.get(name);
          if (earlier !== undefined)
            expect([name, RANK[verdict]]).toEqual([name, Math.min(RANK[verdict], RANK[earlier])]);
        }
      }),
    );
  });

  it("L2: the order of the input never matters", () => {
    const shuffled = estates.chain((estate) =>
      fc
        .shuffledSubarray([...estate.items], { minLength: estate.items.length })
        .chain((items) =>
          fc
            .tuple(...items.map((item) => fc.shuffledSubarray([...item.tags], { minLength: item.tags.length })))
            .map((tags) => items.map((item, index) => ({ ...item, tags: tags[index] ?? [] }))),
        )
        .map((items) => ({ estate, items })),
    );
    fc.assert(
      fc.property(shuffled, ({ estate, items }) => {
        const sorted = (report: Report) =>
          JSON.parse(
            JSON.stringify(report, (key, value: unknown) => (key === "tags" ? [...(value as string[])].sort() : value)),
          ) as Report;
        expect(sorted(read({ ...estate, items }))).toEqual(sorted(read(estate)));
      }),
    );
  });

  it("L3: advancing one asset never creates a stage blocker on another", () => {
    const NEXT: Readonly<Record<string, string>> = { New: "Active", Active: "Resolved" };
    fc.assert(
      fc.property(estates, fc.nat(), (estate, pick) => {
        const movable = estate.items.filter(({ type, state }) => type === "User Story" && state in NEXT);
        const moved = movable[pick % Math.max(1, movable.length)];
        fc.pre(moved !== undefined);
        const items = estate.items.map((item) => (item === moved ? { ...item, state: NEXT[item.state] ?? "" } : item));
        const stageBlockers = (report: Report) =>
          new Set(
            allGates(report).flatMap((gates) =>
              GATES.flatMap((gate) =>
                gates[gate].blockers
                  .filter(({ code, workItem: item }) => code.startsWith("NOT_") && item?.id !== moved?.id)
                  .map(({ code, workItem: item, gate: at }) => `${code} ${item?.id} ${at}`),
              ),
            ),
          );
        const before = stageBlockers(read(estate));
        for (const blocker of stageBlockers(read({ ...estate, items }))) expect(before).toContain(blocker);
      }),
    );
  });

  it("L4: losing what was expected never turns a verdict to ready or done", () => {
    fc.assert(
      fc.property(estates, fc.infiniteStream(fc.boolean()), fc.constantFrom("item", "batch"), (estate, dice, kind) => {
        const lost = new Set(estate.items.filter(() => dice.next().value === true).map(({ id }) => id));
        fc.pre(lost.size > 0 && isTidy(estate));
        const losses: Loss[] =
          kind === "item"
            ? [...lost].map((id) => ({ kind, id, message: "TF401232" }))
            : [{ kind: "batch", ids: [...lost], message: "503" }];
        const before = verdicts(read(estate));
        const after = verdicts(read({ ...estate, items: estate.items.filter(({ id }) => !lost.has(id)) }, { losses }));
        for (const [name, verdict] of after) {
          const earlier = before.get(name);
          if (isGreen(verdict)) expect([name, isGreen(earlier)]).toEqual([name, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("L4: losing a page of the query leaves nothing ready or done", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const report = read(estate, { losses: [{ kind: "query", message: "503" }] });
        for (const [name, verdict] of verdicts(report)) expect([name, isGreen(verdict)]).toEqual([name, false]);
      }),
    );
  });

  it("L5 (V3): below ready there is a reason, at ready and done there is none; the minimum and the counts agree", () => {
    const isOpen = ({ effect }: Blocker) => effect !== "warns";
    fc.assert(
      fc.property(estates, fc.boolean(), (estate, isPartial) => {
        const report = read(estate, isPartial ? { losses: [{ kind: "batch", ids: [1], message: "503" }] } : {});
        for (const gates of allGates(report)) {
          for (const gate of GATES) {
            const { verdict, blockers, counts } = gates[gate];
            expect(blockers.some(isOpen)).toBe(verdict === "blocked" || verdict === "unknown");
            expect(blockers.some(({ effect }) => effect === "blocks")).toBe(verdict === "blocked");
            expect(counts.blocks + counts.unknown + counts.warns).toBe(blockers.length);
          }
        }
      }),
    );
  });
});

/**
 * An asset that alone claims another release than its workload's others is a split of scope before it is lost; which release
 * it claimed is then known to nobody (V2 counts it against the workload that names it).
 */
function isTidy({ items, assetsFollowWorkload }: Estate): boolean {
  const byId = new Map(items.map((item) => [item.id, item]));
  const releaseOf = (item: WorkItem) => item.tags.find((tag) => tag.startsWith("release:"));
  const homeOf = (item: WorkItem): WorkItem | undefined => {
    const parent = byId.get(item.parent ?? 0);
    return parent === undefined || parent.type === "Feature" ? parent : homeOf(parent);
  };
  return items
    .filter(({ type }) => type === "User Story")
    .every((item) => {
      const home = homeOf(item);
      const own = releaseOf(item);
      if (home === undefined || own === undefined) return true;
      return releaseOf(home) === own || (releaseOf(home) === undefined && !assetsFollowWorkload);
    });
}
