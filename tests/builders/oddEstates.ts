import fc from "fast-check";
import type { EvidenceRule, Policy, PromotionModel } from "../../src/domain/policy/policy";
import { type Gate, GATES } from "../../src/domain/readiness/report";
import type { InventoryRecord, Link, Loss, Snapshot } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";
import { ACCEPTED, asset, feature, NOW, policy, PROMOTED, snapshot, STAGED, task, workItem } from "./estate";
import { mark } from "./evidence";

const DAY = 86_400_000;
const DEPENDS_ON = "System.LinkTypes.Dependency-Reverse";
const RELATED = "System.LinkTypes.Related";
const RELEASES = ["A", "B", "C"];
/** The id of an item that nobody could read. */
const LOST = 900;

/** An estate with the policy by which it is judged. */
export interface OddEstate {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
}

const rungs = fc.constantFrom<Pick<WorkItem, "state" | "tags">>(
  { state: "Active", tags: [] },
  { state: "Resolved", tags: [] },
  { state: "Resolved", tags: STAGED },
  { state: "Resolved", tags: ACCEPTED },
  { state: "Resolved", tags: PROMOTED },
);
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 11, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
const release = fc.constantFrom(...RELEASES);
/** Some item of the estate: modulo how many there are. */
const place = fc.nat(40);

const workloads = fc.array(fc.record({ release: fc.option(release, { freq: 5 }), also: rarely(release) }), {
  minLength: 1,
  maxLength: 4,
});
const assets = fc.array(
  fc.record({
    home: place,
    isOrphan: rarely(fc.constant(true)),
    around: rarely(place),
    rung: rarely(rungs),
    state: rarely(fc.constantFrom("On hold", "Removed", "New")),
    tag: rarely(fc.constantFrom("strategy:retain", "strategy:retire", "stage:accepted", "release:B")),
  }),
  { maxLength: 10 },
);
const links = fc.array(fc.record({ from: place, to: place, isSoft: rarely(fc.constant(true)) }), { maxLength: 8 });
const tasks = fc.array(fc.record({ below: place, title: fc.constantFrom("Migrate", "Assess", "Document") }), {
  maxLength: 2,
});
const held = fc.array(fc.record({ on: place, type: fc.constantFrom("Bug", "Issue"), isLinked: fc.boolean() }), {
  maxLength: 1,
});
const marks = fc.array(
  fc.record({
    on: place,
    tag: fc.constantFrom("gate:replication-verified", "gate:business-accepted", "gate:release-approved"),
    release,
    daysAgo: fc.constantFrom(null, 1, 400),
  }),
  { maxLength: 2 },
);
const waivers = fc.array(
  fc.record({
    on: place,
    isOfAny: fc.constantFrom(false, false, true),
    code: fc.constantFrom(
      "NOT_REPLICATED",
      "NOT_STAGED",
      "NOT_ACCEPTED",
      "DEP_BEHIND",
      "BLOCKER_OPEN",
      "EVIDENCE_MISSING",
      "FREEZE",
    ),
    until: fc.constantFrom("2026-12-31", "2026-12-31", "2026-11-01"),
    release: rarely(release),
  }),
  { maxLength: 3 },
);
const losses = rarely(
  fc.record({ kind: fc.constantFrom("item", "beside", "batch", "query", "records"), beside: place }),
);

/** The gate whose evidence is asked for, and of what. */
type Asked = { readonly gate: Gate; readonly scope: EvidenceRule["scope"] };
const askedEvidence: fc.Arbitrary<Asked> = fc.record({
  gate: fc.constantFrom(...GATES),
  scope: fc.constantFrom("asset", "workload", "release"),
});

/**
 * Estates whose assets stand on one rung but for a few, with a little of everything that may be in the way of a gate: so that
 * a verdict often hangs on a single thing. Waivers are among them only where `waived` says so.
 */
export function oddEstates(waived: boolean): fc.Arbitrary<OddEstate> {
  return fc
    .record({
      rung: rungs,
      workloads,
      assets,
      links: fc.oneof(fc.constant([]), links),
      tasks: rarely(tasks),
      held: rarely(held),
      marks: rarely(marks),
      waivers: waived ? waivers : fc.constant(null),
      losses,
      record: rarely(place),
      model: fc.constantFrom<PromotionModel>("staged", "single-step"),
      otherModel: rarely(fc.constantFrom<PromotionModel>("staged", "single-step")),
      isFrozen: rarely(fc.constant(true)),
      areTasksBlocking: fc.boolean(),
      asked: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: askedEvidence }),
      isSplit: rarely(fc.constant(true)),
      followsWorkload: fc.constantFrom(true, true, true, false),
    })
    .map((drawn) => {
      const items: WorkItem[] = [];
      const edges: Link[] = [];
      drawn.workloads.forEach(({ release, also }, index) => {
        const named = [...new Set([release, also])].flatMap((key) => (key === null ? [] : [`release:${key}`]));
        items.push(feature(index + 1, { tags: named }));
      });
      drawn.assets.forEach((spec, index) => {
        const { state, tags } = { ...drawn.rung, ...spec.rung };
        const home = spec.isOrphan === true ? null : (spec.home % drawn.workloads.length) + 1;
        const parent = spec.around !== null && index > 0 ? 100 + (spec.around % index) : home;
        const own = [...tags, ...(spec.tag === null ? [] : [spec.tag])];
        items.push(asset(100 + index, parent, { state: spec.state ?? state, tags: own, effort: index % 3 || null }));
      });
      const judged = items.map(({ id }) => id);
      const at = (index: number) => judged[index % judged.length] ?? 1;
      for (const { from, to, isSoft } of drawn.links) {
        edges.push({ type: isSoft === true ? RELATED : DEPENDS_ON, source: at(from), target: at(to) });
      }
      drawn.tasks?.forEach(({ below, title }, index) => items.push(task(200 + index, at(below), title)));
      drawn.held?.forEach(({ on, type, isLinked }, index) => {
        const tags = [type === "Bug" ? "uat" : "blocker"];
        items.push(workItem(300 + index, { type, tags, parent: isLinked ? null : at(on) }));
        if (isLinked) edges.push({ type: DEPENDS_ON, source: at(on), target: 300 + index });
      });
      drawn.marks?.forEach(({ on, tag, release: key, daysAgo }, index) => {
        const isOfRelease = tag === "gate:release-approved";
        const tags = [tag, ...(isOfRelease ? [`release:${key}`] : [])];
        items.push(mark(400 + index, isOfRelease ? null : at(on), tags, daysAgo === null ? null : NOW - daysAgo * DAY));
      });
      drawn.waivers?.forEach(({ on, isOfAny, code, until, release: key }, index) => {
        const tags = [`waiver:${code}`, `until:${until}`, ...(key === null ? [] : [`release:${key}`])];
        items.push(mark(500 + index, null, tags, NOW - 2 * DAY));
        // What holds a gate can be waived by itself, too.
        const target = isOfAny ? (items[on % items.length]?.id ?? 1) : at(on);
        edges.push({ type: RELATED, source: 500 + index, target });
      });
      if (drawn.losses?.kind === "beside") edges.push({ type: RELATED, source: at(drawn.losses.beside), target: LOST });
      const record: InventoryRecord[] =
        drawn.record === null ? [] : [recordOf((drawn.record % drawn.workloads.length) + 1)];
      return {
        snapshot: snapshot(items, {
          links: edges,
          losses: drawn.losses === null ? [] : [lossOf(drawn.losses.kind)],
          records: record,
        }),
        policy: policyOf(drawn),
      };
    });
}

function lossOf(kind: "item" | "beside" | "batch" | "query" | "records"): Loss {
  const message = "TF401232";
  if (kind === "item" || kind === "beside") return { kind: "item", id: LOST, message, isBeside: kind === "beside" };
  return kind === "batch" ? { kind, ids: [LOST], message } : { kind, message };
}

function recordOf(workload: number): InventoryRecord {
  return { key: "vm-1", name: "vm-1", isInScope: true, workload, workItem: null };
}

function policyOf(drawn: {
  readonly model: PromotionModel;
  readonly otherModel: PromotionModel | null;
  readonly isFrozen: boolean | null;
  readonly areTasksBlocking: boolean;
  readonly asked: Asked | null;
  readonly isSplit: boolean | null;
  readonly followsWorkload: boolean;
}): Policy {
  const standard = policy();
  const { model, otherModel } = drawn;
  const freezes = drawn.isFrozen === true ? [{ name: "Year end", from: "2026-11-20", to: "2026-12-31" }] : [];
  return policy({
    releases: {
      ...standard.releases,
      assetsFollowWorkload: drawn.followsWorkload,
      defaultModel: model,
      settings: [
        { key: "A", targetDate: "2026-12-12", freezes },
        { key: "B", ...(otherModel === null ? {} : { model: otherModel }) },
      ],
    },
    workloads: {
      ...standard.workloads,
      splits: drawn.isSplit === true ? [{ workload: 1, releases: ["A", "B"] }] : [],
    },
    dependencies: { ...standard.dependencies, soft: [RELATED] },
    tasks: { ...standard.tasks, block: drawn.areTasksBlocking },
    evidence: {
      ...standard.evidence,
      checklist: standard.evidence.checklist.map((rule) => ({
        ...rule,
        isRequired: drawn.asked !== null && rule.gate === drawn.asked.gate,
        scope: drawn.asked?.scope ?? rule.scope,
      })),
    },
  });
}
