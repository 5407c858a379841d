import { dependencyModel } from "../../dependencies/buildModel";
import { targetsOf } from "../../dependencies/graph";
import { type DependencyModel, KIND } from "../../dependencies/model";
import { evidenceOf } from "../../evidence/evidence";
import type { Policy } from "../../policy/policy";
import type { Blocker, BlockerCode, Report } from "../../readiness/report";
import { nextGateOf } from "../../readiness/sentence";
import type { Snapshot } from "../../snapshot";
import type { Instant } from "../../workItem";
import { knownScene } from "./sceneCache";

const models = new WeakMap<Snapshot, { readonly policy: Policy; readonly model: DependencyModel }>();

/**
 * Gives the assets that an asset waits for, itself or through workloads, and that are neither promoted nor satisfied (D1, D6); by
 * id. What they are is read from a snapshot once: plans change none of it.
 */
export function providerReader(read: Snapshot, policy: Policy, now: Instant): (asset: number) => readonly number[] {
  const model = knownModel(read, policy, now);
  return (asset) => {
    const node = model.nodeOf(asset);
    if (node === undefined) return [];
    const found = new Set<number>();
    const follow = (from: number) => {
      for (const target of targetsOf(model.hard, from)) {
        const kind = model.kinds[target];
        if (kind === KIND.needs || kind === KIND.whole) follow(target);
        const provider = kind === KIND.asset ? model.assets[target]?.asset.item.id : undefined;
        if (provider !== undefined && provider !== asset) found.add(provider);
      }
    };
    follow(node);
    return [...found].sort((a, b) => a - b);
  };
}

function knownModel(read: Snapshot, policy: Policy, now: Instant): DependencyModel {
  const known = models.get(read);
  if (known?.policy === policy) return known.model;
  const { backlog, readings } = knownScene(read, policy, now);
  const { satisfied } = evidenceOf(read, backlog, policy, readings, now);
  const model = dependencyModel(read, backlog, policy, readings, satisfied);
  models.set(read, { policy, model });
  return model;
}

/** Open items that hold an asset itself back (G1, G3). */
const HOLDING: ReadonlySet<BlockerCode> = new Set(["BLOCKER_OPEN", "DEFECT_OPEN"]);
/** What an asset waits for, or can't wait for (§6). */
const DEPENDENCY: ReadonlySet<BlockerCode> = new Set([
  "DEP_BEHIND",
  "DEP_LATER_RELEASE",
  "DEP_CYCLE",
  "DEP_UNREADABLE",
  "DEP_UNMAPPED",
  "EXCLUDED_NEEDED",
]);

/** What is against an asset itself, and so against all that waits for it in the same ledger: there it is told once (D4). */
const OF_STAGE: ReadonlySet<BlockerCode> = new Set([
  "NOT_REPLICATED",
  "NOT_STAGED",
  "NOT_ACCEPTED",
  "STATE_UNMAPPED",
  "HISTORY_UNREAD",
]);

/** What stands in the way of one asset besides its own stage, by the report. */
export interface InTheWay {
  /** Open blocking items and defects; they block. */
  readonly holding: readonly Blocker[];
  /** Of its dependencies, what blocks or is unknown. */
  readonly dependencies: readonly Blocker[];
}

const NOTHING: InTheWay = { holding: [], dependencies: [] };

/**
 * What stands in the way of assets at the next gate of their workload, by id, as a report says. Only the ledgers of workloads
 * with one of these assets are read. An asset that is judged in two releases is taken from the one that owns its workload.
 */
export function inTheWayOf(report: Report, ids: ReadonlySet<number>): (id: number) => InTheWay {
  const found = new Map<number, InTheWay>();
  const workloads = [...report.releases.flatMap((release) => release.workloads), ...report.unplanned];
  for (const { assets, gates } of workloads) {
    const own = new Set(assets.map(({ item }) => item.id).filter((id) => ids.has(id) && !found.has(id)));
    const gate = own.size === 0 ? null : nextGateOf(gates);
    if (gate === null) continue;
    const ways = new Map([...own].map((id) => [id, { holding: [] as Blocker[], dependencies: [] as Blocker[] }]));
    for (const blocker of gates[gate].blockers) {
      if (blocker.effect === "warns") continue;
      const { code, alsoHolds } = blocker;
      const held = blocker.path.at(-1)?.id ?? blocker.workItem?.id ?? Number.NaN;
      const list = HOLDING.has(code) ? "holding" : "dependencies";
      const isOwn = list === "holding" || DEPENDENCY.has(code);
      if (!isOwn && !OF_STAGE.has(code)) continue;
      for (const id of new Set(isOwn ? [held, ...alsoHolds] : alsoHolds)) ways.get(id)?.[list].push(blocker);
    }
    for (const [id, way] of ways) found.set(id, way);
  }
  return (id) => found.get(id) ?? NOTHING;
}
