import { backlogOf } from "../backlog/backlog";
import { type Asset, isInScope, type PlacedWorkload, refOf } from "../backlog/model";
import { type Release, releaseId } from "../backlog/releases";
import { append } from "../group";
import { fingerprintOf } from "../policy/fingerprint";
import type { Policy, PromotionModel } from "../policy/policy";
import type { IterationNode, Snapshot } from "../snapshot";
import { counted, fold } from "../text";
import type { Instant } from "../workItem";
import { type StagedAsset, stageReader } from "./assetStage";
import { blockersOf, type Finding } from "./blockers";
import { floorsOf, gateAssessment, minimumOf, verdictOf } from "./gates";
import { freezeFindings, releaseFindings } from "./release";
import type {
  AssetAssessment,
  Blocker,
  Gate,
  GateAssessments,
  ReleaseAssessment,
  Report,
  UnmappedState,
  WorkloadAssessment,
} from "./report";
import { GATES } from "./report";
import { nextGateOf, sentenceOf } from "./sentence";
import { shareOf } from "./share";
import { emptyScope, generalFindings, workloadGate } from "./workload";

/** Title of the assets of a release that have no workload (G5). */
const WITHOUT_WORKLOAD = "Assets without a workload";

/** What no release asks of a workload that is unplanned. */
const NOTHING: Readonly<Record<Gate, readonly Finding[]>> = { staging: [], uat: [], promotion: [] };

/**
 * The engine: what a snapshot means under a policy at a time. Pure: the same three give the same report, whatever the
 * order of the snapshot's items (L2). `now` is Azure DevOps' own time, by which freezes and target dates are judged.
 */
export function assess(snapshot: Snapshot, policy: Policy, now: Instant): Report {
  const backlog = backlogOf(snapshot, policy);
  const stagesOf = stageReader(policy, backlog.states);
  const general = byGate((gate) => generalFindings(gate, backlog.lost, backlog.lostPages));
  const againstReleases = byGate((gate) => [...general[gate], ...generalFindings(gate, backlog.lostOfUnplanned, 0)]);
  const releaseById = new Map(backlog.releases.map((release) => [releaseId(release.key), release]));

  const keyOf = (id: string) => releaseById.get(id)?.key ?? id;
  const nodes = new Map(snapshot.iterations.map((node) => [fold(node.path), node]));

  const judge = (
    { workload, releases }: PlacedWorkload,
    model: PromotionModel,
    ofRelease: Readonly<Record<Gate, readonly Finding[]>>,
  ): JudgedWorkload => {
    const owner = releaseById.get(releases[0] ?? "");
    const staged = stagesOf(workload, model);
    const context = {
      model,
      owner: owner === undefined ? null : { id: releaseId(owner.key), name: owner.name },
      nameOf: (id: string) => releaseById.get(id)?.name ?? id,
      general: (gate: Gate) => general[gate],
      ofRelease: (gate: Gate) => ofRelease[gate],
    };
    const own = byGate((gate) => workloadGate(gate, workload, staged, context));
    const gates = byGate((gate) => {
      const { verdict, findings } = own[gate];
      const isJudged = verdict !== "done" && verdict !== "n/a";
      // Its own first: a release takes them over and lists once what counts against everything in it.
      return gateAssessment(
        gate,
        verdict,
        blockersOf(isJudged ? [...findings, ...general[gate], ...ofRelease[gate]] : []),
      );
    });
    const assets = assetAssessments(staged, gates, keyOf);
    const share = shareOf(assets);
    return {
      own: byGate((gate) => own[gate].findings.length),
      assessment: {
        item: workload.item,
        title: workload.item?.title ?? WITHOUT_WORKLOAD,
        model,
        gates,
        assets,
        share,
        releases: releases.map(keyOf),
        sentence: sentenceOf(gates, share),
      },
    };
  };

  const contents = new Map<string, PlacedWorkload[]>();
  const unplanned: WorkloadAssessment[] = [];
  for (const placed of [...backlog.workloads, ...backlog.withoutWorkload]) {
    if (placed.releases.length === 0) unplanned.push(judge(placed, policy.releases.defaultModel, NOTHING).assessment);
    for (const id of placed.releases) append(contents, id, placed);
  }
  const releases = backlog.releases.map((release, index) => {
    const freezes = byGate((gate) => freezeFindings(gate, release, now));
    return judgeRelease(
      release,
      index + 1,
      (contents.get(releaseId(release.key)) ?? []).map((placed) => judge(placed, release.model, freezes)),
      againstReleases,
      nodes,
      now,
    );
  });

  const loose = stagesOf(
    { item: null, assets: backlog.loose, phases: [], holding: [], lost: { unreadable: [], unread: [] } },
    policy.releases.defaultModel,
  ).map((staged) => assetAssessment(staged, null, keyOf));
  const everywhere = [...releases.flatMap(({ workloads }) => workloads), ...unplanned].flatMap(({ assets }) => assets);

  return {
    asOf: snapshot.asOf,
    now,
    project: snapshot.project,
    reader: snapshot.reader,
    policy: { schemaVersion: policy.schemaVersion, fingerprint: fingerprintOf(policy) },
    workItemCount: snapshot.workItems.length,
    complete: snapshot.losses.length === 0,
    losses: snapshot.losses,
    sentence: overview(releases, unplanned, policy),
    releases,
    unplanned,
    looseAssets: loose,
    candidates: backlog.candidates,
    unrecognised: backlog.unrecognised,
    unmappedStates: unmappedStates([...everywhere, ...loose]),
    historyNeeded: [],
    deleted: snapshot.deleted,
    share: shareOf([...everywhere, ...loose]),
  };
}

interface JudgedWorkload {
  readonly assessment: WorkloadAssessment;
  /** How many of its blockers are its own; those after them count against its whole release or everything. */
  readonly own: Readonly<Record<Gate, number>>;
}

/** A release is the minimum over its workloads and its own checks (G5). */
function judgeRelease(
  release: Release,
  position: number,
  workloads: readonly JudgedWorkload[],
  general: Readonly<Record<Gate, readonly Finding[]>>,
  nodes: ReadonlyMap<string, IterationNode>,
  now: Instant,
): ReleaseAssessment {
  const assessments = workloads.map(({ assessment }) => assessment);
  const assets = assessments.flatMap((workload) => workload.assets);
  const gates = byGate((gate) => {
    const lowest = minimumOf(assessments.map((workload) => workload.gates[gate].verdict));
    const isOutside = floorsOf(release.model, gate) === null;
    const isEmpty = assessments.length === 0 && !isOutside;
    const own = isOutside
      ? []
      : [
          ...general[gate],
          ...(isEmpty ? [emptyScope(gate, 0, null)] : []),
          ...releaseFindings(gate, lowest, release, assets, nodes, now),
        ];
    const checks = verdictOf(own);
    const verdict = minimumOf(checks === "ready" ? [lowest] : [lowest, checks]);
    // Done or outside the model, a gate asks nothing more (G6).
    if (verdict === "done" || verdict === "n/a") return gateAssessment(gate, verdict, []);
    const blockers = workloads.flatMap((workload) =>
      workload.assessment.gates[gate].blockers.slice(0, workload.own[gate]),
    );
    return gateAssessment(gate, verdict, [...blockersOf(own), ...blockers]);
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
    decisions: [],
    share,
    sentence: sentenceOf(gates, share),
  };
}

function assetAssessments(
  staged: readonly StagedAsset[],
  gates: GateAssessments,
  keyOf: (release: string) => string,
): AssetAssessment[] {
  const next = nextGateOf(gates);
  const first = new Map<number, Blocker>();
  for (const blocker of next === null ? [] : gates[next].blockers) {
    if (blocker.effect === "warns") continue;
    const held = blocker.path.at(-1) ?? blocker.workItem;
    if (held !== null && !first.has(held.id)) first.set(held.id, blocker);
  }
  return staged.map((asset) => assetAssessment(asset, first.get(asset.asset.item.id) ?? null, keyOf));
}

function assetAssessment(
  staged: StagedAsset,
  nextBlocker: Blocker | null,
  keyOf: (release: string) => string,
): AssetAssessment {
  const { asset, stage, offLadderReason, since } = staged;
  const { item, kind, strategy, claims }: Asset = asset;
  return {
    item,
    stage,
    offLadderReason,
    since,
    kind,
    strategy,
    claims: claims.map(keyOf),
    nextBlocker: isInScope(asset) ? nextBlocker : null,
  };
}

function unmappedStates(assets: readonly AssetAssessment[]): UnmappedState[] {
  const byState = new Map<string, { type: string; state: string; assets: Map<number, AssetAssessment> }>();
  for (const asset of assets) {
    if (asset.stage !== "Unknown") continue;
    const { type, state, id } = asset.item;
    const key = `${type}\n${state}`;
    const entry = byState.get(key) ?? { type, state, assets: new Map<number, AssetAssessment>() };
    entry.assets.set(id, asset);
    byState.set(key, entry);
  }
  return [...byState.values()]
    .map(({ type, state, assets: found }) => ({
      type,
      state,
      assets: [...found.values()].map(({ item }) => refOf(item)),
    }))
    .sort((a, b) => (`${a.type}\n${a.state}` < `${b.type}\n${b.state}` ? -1 : 1));
}

/** The first release that is not through, and how many may go on. */
function overview(
  releases: readonly ReleaseAssessment[],
  unplanned: readonly WorkloadAssessment[],
  policy: Policy,
): string {
  const label = policy.labels.release.toLowerCase();
  if (releases.length === 0) {
    return unplanned.length === 0
      ? "No workload is recognised: there is nothing to judge yet."
      : `No ${label} is planned: ${counted(unplanned.length, "workload")} ${unplanned.length === 1 ? "stands" : "stand"} under unplanned.`;
  }
  const open = releases.filter(({ gates }) => nextGateOf(gates) !== null);
  const [first] = open;
  if (first === undefined) {
    return releases.length === 1
      ? `The only ${label} is through.`
      : `All ${counted(releases.length, label)} are through.`;
  }
  const ready = open.filter(({ gates }) => gates[nextGateOf(gates) ?? "staging"].verdict === "ready").length;
  return `${sentenceOf(first.gates, first.share, first.name)} ${ready} of ${counted(open.length, `open ${label}`)} may go on to ${open.length === 1 ? "its" : "their"} next gate.`;
}

function byGate<T>(make: (gate: Gate) => T): Record<Gate, T> {
  return Object.fromEntries(GATES.map((gate) => [gate, make(gate)])) as Record<Gate, T>;
}
