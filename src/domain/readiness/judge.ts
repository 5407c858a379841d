import { type Backlog, isInScope, type PlacedWorkload, type Workload } from "../backlog/model";
import { type Release, type ReleaseId, releaseId } from "../backlog/releases";
import type { Dependencies } from "../dependencies/dependencies";
import type { Evidence } from "../evidence/evidence";
import type { StateReader } from "../backlog/states";
import type { Policy, PromotionModel } from "../policy/policy";
import type { InventoryRecord, Snapshot } from "../snapshot";
import { once } from "../once";
import { counted } from "../text";
import type { Instant } from "../workItem";
import type { StagedAsset } from "./assetStage";
import type { BesideLost } from "./beside";
import { type Finding, STAGE_NAMES } from "./blockers";
import { gateAssessment } from "./gates";
import type { AssetAssessment, Blocker, Gate, WorkloadAssessment } from "./report";
import { GATES } from "./report";
import { nextGateOf, sentenceOf } from "./sentence";
import { shareOf } from "./share";
import { isAtLeast, isOnLadder } from "./stage";
import type { StagesUnder } from "./stagesUnder";
import type { OpenTasks } from "./tasks";
import type { WaiverReach } from "./waiverReach";
import { type WorkloadGate, workloadGates } from "./workload";

/** Title of the assets of a release that have no workload (G5). */
const WITHOUT_WORKLOAD = "Assets without a workload";

/** Findings of each gate. */
export type FindingsByGate = Readonly<Record<Gate, readonly Finding[]>>;

/** What all of one report is judged with. */
export interface Judging {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly backlog: Backlog;
  /** By folded key. */
  readonly releaseById: ReadonlyMap<string, Release>;
  /** The keys of releases by their folded keys; the same list for the same list, which thousands of assets share. */
  readonly keysOf: (releases: readonly ReleaseId[]) => readonly string[];
  /** Stages of a workload's assets under the model of the release that it is judged in. */
  readonly stagesOf: StagesUnder;
  readonly evidence: Evidence;
  readonly mayBeWaived: WaiverReach;
  /** Worked out when they are first asked for. */
  readonly dependencies: () => Dependencies;
  readonly tasks: OpenTasks;
  readonly besideLost: BesideLost;
  /** Inventory records in scope without a work item, by the workload that they name (M8). */
  readonly unmapped: ReadonlyMap<number | null, readonly InventoryRecord[]>;
  /** What counts against everything, and what counts against every release (V2). */
  readonly general: FindingsByGate;
  readonly againstReleases: FindingsByGate;
  readonly now: Instant;
}

/** A workload with what its release needs to know of its gates and assets. */
export interface JudgedWorkload {
  readonly assessment: WorkloadAssessment;
  readonly staged: readonly StagedAsset[];
  readonly gates: Readonly<Record<Gate, WorkloadGate>>;
}

/**
 * Judges a workload under a model, with what holds back the release that it is judged in. Verdicts and the share are there at
 * once; all that says why is worked out when it is first read.
 */
export function judgeWorkload(
  judging: Judging,
  placed: PlacedWorkload,
  model: PromotionModel,
  ofRelease: FindingsByGate,
): JudgedWorkload {
  const { workload, releases } = placed;
  const { snapshot, releaseById, evidence, dependencies, tasks, general, backlog } = judging;
  const owner = releaseById.get(releases[0] ?? "");
  const staged = judging.stagesOf(placed, model);
  const judged = workloadGates(workload, staged, {
    model,
    owner: owner === undefined ? null : { id: releaseId(owner.key), name: owner.name },
    nameOf: (id) => releaseById.get(id)?.name ?? id,
    general: (gate) => general[gate],
    ofRelease: (gate) => ofRelease[gate],
    dependencies,
    evidence,
    hasWaivers: judging.mayBeWaived(workload),
    tasks,
    besideLost: judging.besideLost,
    history: snapshot.histories.length === 0 ? null : evidence.history,
    unmapped: unmappedOf(workload, judging),
  });
  const gates = byGate((gate) => {
    const { verdict, reasons, evidence: statuses } = judged[gate];
    return gateAssessment(gate, verdict, {
      reasons: () => ({ blockers: reasons().ledger.blockers, waived: reasons().waived }),
      evidence: () => statuses,
    });
  });
  const { keysOf } = judging;
  const share = shareOf(staged);
  const first = once(() => {
    const next = nextGateOf(gates);
    return next === null ? NO_BLOCKERS : firstBlockers(gates[next].blockers);
  });
  const assets = once(() =>
    staged.map((asset) => assetAssessment(asset, (id) => first().get(id) ?? null, keysOf, backlog.states)),
  );
  const sentence = once(() => sentenceOf(gates, share));
  return {
    gates: judged,
    staged,
    assessment: {
      item: workload.item,
      title: titleOf(workload, owner),
      model,
      gates,
      get assets() {
        return assets();
      },
      share,
      releases: keysOf(releases),
      get sentence() {
        return sentence();
      },
    },
  };
}

const NO_BLOCKERS: ReadonlyMap<number, Blocker> = new Map();

function titleOf({ item, part }: Workload, owner: Release | undefined): string {
  if (item === null) return WITHOUT_WORKLOAD;
  return part === null || owner === undefined ? item.title : `${item.title}, its part in ${owner.name}`;
}

function unmappedOf({ item }: Workload, { unmapped }: Judging): readonly InventoryRecord[] {
  return item === null ? [] : (unmapped.get(item.id) ?? []);
}

/** The first thing in the way of each asset. */
function firstBlockers(blockers: readonly Blocker[]): Map<number, Blocker> {
  const first = new Map<number, Blocker>();
  for (const blocker of blockers) {
    if (blocker.effect === "warns") continue;
    const held = blocker.path.at(-1) ?? blocker.workItem;
    if (held !== null && !first.has(held.id)) first.set(held.id, blocker);
    for (const id of blocker.alsoHolds) if (!first.has(id)) first.set(id, blocker);
  }
  return first;
}

/** An asset as reports show it; what is in its way is asked for when that is read. */
export function assetAssessment(
  staged: StagedAsset,
  firstOf: (id: number) => Blocker | null,
  keysOf: Judging["keysOf"],
  states: StateReader,
): AssetAssessment {
  const { asset, stage, offLadderReason, since } = staged;
  const { item, kind, strategy, claims } = asset;
  return {
    item,
    stage,
    offLadderReason,
    since,
    kind,
    strategy,
    claims: keysOf(claims),
    hint: hintOf(staged, states),
    get nextBlocker() {
      return isInScope(asset) ? firstOf(item.id) : null;
    },
  };
}

/** §9: no stage by inference. */
function hintOf({ asset: { tasks }, stage }: StagedAsset, { isFinished }: StateReader): string | null {
  if (tasks.length === 0 || !isOnLadder(stage) || isAtLeast(stage, "Replicated")) return null;
  if (!tasks.every(isFinished)) return null;
  const closed = tasks.length === 1 ? "Its only task is closed" : `All ${counted(tasks.length, "task")} are closed`;
  return `${closed}, and it is still ${STAGE_NAMES[stage]}.`;
}

/** One value for each gate. */
export function byGate<T>(make: (gate: Gate) => T): Record<Gate, T> {
  return Object.fromEntries(GATES.map((gate) => [gate, make(gate)])) as Record<Gate, T>;
}
