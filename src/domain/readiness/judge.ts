import { type Backlog, isInScope, type PlacedWorkload, type Workload } from "../backlog/model";
import { type Release, type ReleaseId, releaseId } from "../backlog/releases";
import type { Dependencies } from "../dependencies/dependencies";
import type { Evidence } from "../evidence/evidence";
import type { StateReader } from "../backlog/states";
import type { Policy, PromotionModel } from "../policy/policy";
import type { InventoryRecord, Snapshot } from "../snapshot";
import { counted } from "../text";
import type { Instant } from "../workItem";
import type { StagedAsset } from "./assetStage";
import type { BesideLost } from "./beside";
import { type Finding, STAGE_NAMES } from "./blockers";
import { floorsOf, gateAssessment, minimumOf, verdictOf } from "./gates";
import { ledgerOf, mergeBlockers } from "./ledger";
import { releaseFindings } from "./release";
import type { AssetAssessment, Blocker, Gate, ReleaseAssessment, WorkloadAssessment } from "./report";
import { GATES } from "./report";
import { nextGateOf, sentenceOf } from "./sentence";
import { shareOf } from "./share";
import { isAtLeast, isOnLadder } from "./stage";
import type { StagesUnder } from "./stagesUnder";
import type { OpenTasks } from "./tasks";
import { waivedOut } from "./waived";
import { type WorkloadGate, workloadGates } from "./workload";
import { emptyScope, skippedEvidence } from "./workloadFindings";

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
  readonly dependencies: Dependencies;
  readonly tasks: OpenTasks;
  readonly besideLost: BesideLost;
  /** Inventory records in scope without a work item, by the workload that they name (M8). */
  readonly unmapped: ReadonlyMap<number | null, readonly InventoryRecord[]>;
  /** What counts against everything, and what counts against every release (V2). */
  readonly general: FindingsByGate;
  readonly againstReleases: FindingsByGate;
  readonly now: Instant;
}

/** A workload with what its release needs to know of its gates. */
export interface JudgedWorkload {
  readonly assessment: WorkloadAssessment;
  readonly gates: Readonly<Record<Gate, WorkloadGate>>;
}

/** Judges a workload under a model, with what holds back the release that it is judged in. */
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
    tasks,
    besideLost: judging.besideLost,
    history: snapshot.histories.length === 0 ? null : evidence.history,
    unmapped: unmappedOf(workload, judging),
  });
  const gates = byGate((gate) => {
    const { verdict, ledger, waived, evidence: statuses } = judged[gate];
    return gateAssessment(gate, verdict, { blockers: ledger.blockers, waived, evidence: statuses });
  });
  const { keysOf } = judging;
  const next = nextGateOf(gates);
  const first = next === null ? new Map<number, Blocker>() : firstBlockers(gates[next].blockers);
  const assets = staged.map((asset) =>
    assetAssessment(asset, first.get(asset.asset.item.id) ?? null, keysOf, backlog.states),
  );
  const share = shareOf(assets);
  return {
    gates: judged,
    assessment: {
      item: workload.item,
      title: titleOf(workload, owner),
      model,
      gates,
      assets,
      share,
      releases: keysOf(releases),
      sentence: sentenceOf(gates, share),
    },
  };
}

function titleOf({ item, part }: Workload, owner: Release | undefined): string {
  if (item === null) return WITHOUT_WORKLOAD;
  return part === null || owner === undefined ? item.title : `${item.title}, its part in ${owner.name}`;
}

/** A release is the minimum over its workloads and its own checks (G5). */
export function judgeRelease(
  { evidence, againstReleases, snapshot, now }: Judging,
  release: Release,
  position: number,
  workloads: readonly JudgedWorkload[],
): ReleaseAssessment {
  const id = releaseId(release.key);
  const assessments = workloads.map(({ assessment }) => assessment);
  const assets = assessments.flatMap((workload) => workload.assets);
  // What the gate before asks of the release itself and does not have: promotion asks for it too (G3, G4).
  let before: readonly Finding[] = [];
  const gates = byGate((gate) => {
    const lowest = minimumOf(assessments.map((workload) => workload.gates[gate].verdict));
    const isOutside = floorsOf(release.model, gate) === null;
    if (isOutside) return gateAssessment(gate, "n/a", NO_DETAIL);
    const statuses = evidence.releaseStatuses(gate, id);
    const ofWorkloads = workloads.flatMap(({ gates: judged }) => judged[gate]);
    const detail = {
      waived: ofWorkloads.flatMap(({ waived }) => waived),
      evidence: [...statuses, ...ofWorkloads.flatMap((judged) => judged.evidence)],
    };
    const blockers = mergeBlockers(ofWorkloads.map(ownOf));
    const isPassed = lowest === "done" || (lowest === "n/a" && assessments.length > 0);
    if (isPassed && againstReleases[gate].length === 0) {
      before = [];
      // Done or not asked, a gate asks nothing more (G6); what it was passed without is told.
      const skipped = lowest === "done" ? ledgerOf(skippedEvidence(gate, statuses, null)).blockers : [];
      return gateAssessment(gate, lowest, { ...detail, blockers: [...skipped, ...blockers] });
    }
    const { open: found, waived } = waivedOut(
      [
        ...againstReleases[gate],
        ...(assessments.length === 0 ? [emptyScope(gate, 0, null)] : []),
        ...evidence.findingsOf(statuses, gate, null),
        ...releaseFindings(gate, release, assets, snapshot.iterations, now),
      ],
      evidence,
      id,
    );
    // With a stage below what promotion asks, the workloads say that much themselves.
    const isBeforeAsked = gate === "promotion" && (release.model === "single-step" || lowest === "ready");
    const open = isBeforeAsked ? [...found, ...before.map((finding) => ({ ...finding, gate }))] : found;
    before = found.filter(({ evidence: id }) => id !== undefined);
    const checks = verdictOf(open);
    const verdict = minimumOf([lowest, checks]);
    return gateAssessment(gate, verdict, {
      waived: [...waived, ...detail.waived],
      evidence: detail.evidence,
      blockers: [...ledgerOf(open).blockers, ...blockers],
    });
  });
  const share = shareOf(assets);
  return {
    key: release.key,
    name: release.name,
    position,
    model: release.model,
    targetDate: release.targetDate,
    freezes: release.freezes,
    gates,
    workloads: assessments,
    decisions: evidence.decisions(id),
    share,
    sentence: sentenceOf(gates, share),
  };
}

/** A workload's own blockers, without those that count against its release or everything. */
function ownOf({ ledger: { blockers }, own }: WorkloadGate): readonly Blocker[] {
  return own === blockers.length ? blockers : blockers.slice(0, own);
}

const NO_DETAIL = { blockers: [], waived: [], evidence: [] } as const;

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

/** An asset as reports show it. */
export function assetAssessment(
  staged: StagedAsset,
  nextBlocker: Blocker | null,
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
    nextBlocker: isInScope(asset) ? nextBlocker : null,
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
