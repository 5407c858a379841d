import { assetRecogniser } from "../backlog/assets";
import { backlogOf } from "../backlog/backlog";
import { candidateFilter } from "../backlog/candidates";
import { type Asset, type Backlog, refOf } from "../backlog/model";
import { placesOf } from "../backlog/places";
import { treeOf, type WorkItemTree } from "../backlog/tree";
import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import { counted, matcherOf } from "../text";
import type { Instant, WorkItem, WorkItemRef } from "../workItem";
import { assess } from "./assess";
import { compileSignal } from "./assetStage";
import { type AssetReading, readingsOf } from "./assetStages";
import { GATE_NAMES, STAGE_NAMES } from "./blockers";
import { floorsOf } from "./gates";
import { type AssetAssessment, type Blocker, type Gate, GATES, type Report, type WorkloadAssessment } from "./report";
import { nextGateOf, sentenceOf } from "./sentence";
import { type AssetStage, isOnLadder, LADDER, rankOf, type Stage } from "./stage";

/** A release as a page names it. */
export interface ReleaseName {
  readonly key: string;
  readonly name: string;
}

/** One rung of the ladder, for one asset. */
export interface Rung {
  readonly stage: Stage;
  readonly position: "reached" | "current" | "ahead";
  /** Whether a gate of its release's model asks for it. */
  readonly isAsked: boolean;
  /** Its child tasks and its workload's phases by which the mapping records this rung. */
  readonly steps: readonly RungStep[];
}

/** A work item whose state records a rung. */
export interface RungStep {
  readonly item: WorkItemRef;
  readonly state: string;
  /** What has to become of it. */
  readonly when: "started" | "finished";
  readonly isReached: boolean;
}

/** A work item that a link names. */
export interface LinkedItem {
  readonly item: WorkItemRef;
  /** Null where it could not be read. */
  readonly state: string | null;
  /** Null where it is no asset. */
  readonly stage: AssetStage | null;
  /** Whether it may stand further: its workload was not read, and a phase of it could raise it. */
  readonly atLeast: boolean;
}

/** Where an asset stands. */
export interface AssetStanding {
  readonly kind: "asset";
  readonly asset: AssetAssessment;
  /** What it is judged with, as the release that owns it judges it; its item is null for assets without a workload (G5). */
  readonly workload: WorkloadAssessment | null;
  readonly releases: readonly ReleaseName[];
  readonly sentence: string;
  readonly ladder: readonly Rung[];
  /** The first gate of its workload that is not done; null where there is none. */
  readonly nextGate: Gate | null;
  /** Of the workload's blockers those that are in this asset's way. */
  readonly own: Readonly<Record<Gate, readonly Blocker[]>>;
  /** The asset nested below it that keeps it lower than it would stand by itself (§9). */
  readonly heldBy: WorkItemRef | null;
  /** What it waits for, and what waits for it. */
  readonly needs: readonly LinkedItem[];
  readonly neededBy: readonly LinkedItem[];
}

/** Where a workload stands. */
export interface WorkloadStanding {
  readonly kind: "workload";
  readonly workload: WorkloadAssessment;
  readonly releases: readonly ReleaseName[];
  readonly sentence: string;
  readonly nextGate: Gate | null;
  readonly needs: readonly LinkedItem[];
  readonly neededBy: readonly LinkedItem[];
}

/** An item that matters to an asset or a workload: a task, a phase, something that holds gates. */
export interface PartStanding {
  readonly kind: "part";
  readonly item: WorkItemRef;
  readonly part: "task" | "phase" | "blocking" | "defect" | "other";
  readonly of: AssetStanding | WorkloadStanding;
}

/** An item that is in no verdict. */
export interface OtherStanding {
  readonly kind: "other";
  readonly item: WorkItemRef;
  /** Why: a sentence. */
  readonly reason: string;
  readonly how: {
    /** Whether it can be made an asset: it has an asset's type. */
    readonly canBeAsset: boolean;
    /** The tag that makes it one, whatever the conditions say. */
    readonly includeTag: string;
    /** What a person can do, where there is something to do: a sentence. */
    readonly advice: string | null;
  };
}

/** Where one work item stands, and why. Verdicts are those of `assess`. */
export type Standing = AssetStanding | WorkloadStanding | PartStanding | OtherStanding;

/**
 * Where one work item stands. `linked` is what its links name, with their children, as far as `snapshot` does not hold them;
 * null where that was not read: nothing is said of links then.
 */
export function standingOf(
  snapshot: Snapshot,
  linked: Snapshot | null,
  policy: Policy,
  id: number,
  now: Instant,
): Standing {
  const tree = treeOf(snapshot);
  const backlog = backlogOf(snapshot, policy);
  const scene: Scene = {
    snapshot,
    policy,
    tree,
    backlog,
    report: assess(snapshot, policy, now),
    readings: readingsOf(backlog, policy),
    links: linksOf(snapshot, linked, policy),
  };
  const item = tree.items.get(id);
  if (item === undefined) return unreadable(scene, id);
  return (
    assetStanding(scene, id) ?? workloadStanding(scene, id) ?? partStanding(scene, item) ?? otherStanding(scene, item)
  );
}

interface Scene {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly tree: WorkItemTree;
  readonly backlog: Backlog;
  readonly report: Report;
  readonly readings: ReadonlyMap<number, AssetReading>;
  readonly links: (ids: readonly number[] | null) => LinkedItem[];
}

/** What a workload is judged as, first in the release that owns it. */
function workloadsOf({ releases, unplanned }: Report): WorkloadAssessment[] {
  return [...releases.flatMap(({ workloads }) => workloads), ...unplanned];
}

function releaseNames({ releases }: Report, keys: readonly string[]): ReleaseName[] {
  return keys.map((key) => ({ key, name: releases.find((release) => release.key === key)?.name ?? key }));
}

function assetStanding(scene: Scene, id: number): AssetStanding | null {
  const { report, readings } = scene;
  const reading = readings.get(id);
  if (reading === undefined) return null;
  const isThis = ({ item }: AssetAssessment) => item.id === id;
  const workload = workloadsOf(report).find(({ assets }) => assets.some(isThis)) ?? null;
  const asset = workload?.assets.find(isThis) ?? report.looseAssets.find(isThis) ?? alone(reading);
  const own = byGate((gate) => (workload?.gates[gate].blockers ?? []).filter((blocker) => names(blocker, id)));
  const nextGate = workload === null ? null : nextGateOf(workload.gates);
  return {
    kind: "asset",
    asset,
    workload,
    releases: releaseNames(report, workload?.releases ?? asset.claims),
    sentence: assetSentence(asset, workload, nextGate, own),
    ladder: ladderOf(scene, reading),
    nextGate,
    own,
    heldBy: reading.heldBy === null ? null : refOf(reading.heldBy),
    needs: scene.links(asset.item.predecessors),
    neededBy: scene.links(asset.item.successors),
  };
}

/** An asset that no verdict asks for and no list shows: out of scope, without workload and release. */
function alone({ asset, stage, offLadderReason, since }: AssetReading): AssetAssessment {
  const { item, kind, strategy }: Asset = asset;
  return { item, stage, offLadderReason, since, kind, strategy, claims: [], hint: null, nextBlocker: null };
}

function names({ workItem, path, alsoHolds }: Blocker, id: number): boolean {
  return workItem?.id === id || path.some((item) => item.id === id) || alsoHolds.includes(id);
}

/** Whether the asset is in the way of the next gate of its workload, and why. */
function assetSentence(
  { item, stage, offLadderReason }: AssetAssessment,
  workload: WorkloadAssessment | null,
  nextGate: Gate | null,
  own: AssetStanding["own"],
): string {
  const { title } = item;
  if (stage === "Excluded") return `${title} is out of scope: ${offLadderReason ?? "excluded"}.`;
  if (workload === null) {
    const stands = isOnLadder(stage) ? `it is ${STAGE_NAMES[stage]}` : `its state ${item.state} is not mapped`;
    return `${title} is in no workload and no release: ${stands}, and no gate asks for it.`;
  }
  const subject = workload.item === null ? "the assets without a workload" : workload.title;
  if (nextGate === null) return `${title} holds back nothing: ${subject} passed every gate.`;

  const gate =
    workload.item === null
      ? `the ${GATE_NAMES[nextGate]} of ${subject}`
      : `${possessive(subject)} ${GATE_NAMES[nextGate]}`;
  const reasons = own[nextGate].filter(({ effect }) => effect !== "warns");
  const [first, ...others] = [
    ...reasons.filter(({ effect }) => effect === "blocks"),
    ...reasons.filter(({ effect }) => effect === "unknown"),
  ];
  if (first === undefined) {
    const { verdict, counts } = workload.gates[nextGate];
    const rest =
      verdict === "ready"
        ? "nothing is in its way"
        : `${counted(counts.blocks + counts.unknown, "other thing is", "other things are")} in the way`;
    return `${title} does not hold back ${gate}: ${rest}.`;
  }
  const more =
    others.length === 0 ? "" : `, and ${counted(others.length, "more thing is", "more things are")} in its way`;
  const does = first.effect === "blocks" ? `holds back ${gate}` : `leaves ${gate} unknown`;
  return `${title} ${does}: ${reasonOf(first, item)}${more}.`;
}

/** What is in the way, as part of a sentence about the asset. */
function reasonOf({ code, workItem, actual, expected }: Blocker, asset: WorkItem): string {
  const what = workItem === null || workItem.id === asset.id ? "it" : workItem.title;
  switch (code) {
    case "STATE_UNMAPPED":
      return `its state ${asset.state} is not mapped`;
    case "SCOPE_SPLIT":
      return `it is in ${actual} and must be in ${expected}`;
    case "HISTORY_UNREAD":
      return `it is ${actual} whether it is ${expected}`;
    default:
      return `${what} is ${actual} and must be ${expected}`;
  }
}

function possessive(name: string): string {
  return name.endsWith("s") ? `${name}'` : `${name}'s`;
}

function ladderOf({ policy, backlog }: Scene, { asset, stage, model, placed }: AssetReading): Rung[] {
  const { states } = backlog;
  const asked = new Set(
    GATES.flatMap((gate) => {
      const floors = floorsOf(model, gate);
      return floors === null ? [] : [floors.ready, floors.done];
    }),
  );
  const rank = isOnLadder(stage) ? rankOf(stage) : -1;
  return LADDER.map((rung) => ({
    stage: rung,
    position: rankOf(rung) < rank ? "reached" : rankOf(rung) === rank ? "current" : "ahead",
    isAsked: asked.has(rung),
    steps: policy.signals.flatMap((signal) => {
      if (signal.stage !== rung || (signal.kind !== "childTask" && signal.kind !== "phaseItem")) return [];
      const { matches } = compileSignal(signal);
      const among = signal.kind === "childTask" ? asset.tasks : (placed?.workload.phases ?? []);
      return among
        .filter(({ title }) => matches(title))
        .map((item) => ({
          item: refOf(item),
          state: item.state,
          when: signal.when,
          isReached: signal.when === "started" ? states.isStarted(item) : states.isFinished(item),
        }));
    }),
  }));
}

function workloadStanding(scene: Scene, id: number): WorkloadStanding | null {
  const { report, tree } = scene;
  const workload = workloadsOf(report).find(({ item }) => item?.id === id);
  const item = tree.items.get(id);
  if (workload === undefined || item === undefined) return null;
  return {
    kind: "workload",
    workload,
    releases: releaseNames(report, workload.releases),
    sentence: sentenceOf(workload.gates, workload.share, workload.title),
    nextGate: nextGateOf(workload.gates),
    needs: scene.links(item.predecessors),
    neededBy: scene.links(item.successors),
  };
}

/** An item below an asset, or below a workload and outside its assets. */
function partStanding(scene: Scene, item: WorkItem): PartStanding | null {
  const { policy, tree, readings, backlog } = scene;
  const isCandidate = candidateFilter(policy);
  if (isCandidate(item)) return null;
  const place = placesOf(tree, ({ id }) => readings.has(id), isCandidate).of.get(item.id);
  const asset = place?.asset ?? null;
  const above = asset ?? place?.workload ?? null;
  const of = above === null ? null : (assetStanding(scene, above) ?? workloadStanding(scene, above));
  if (of === null) return null;
  const around = [...backlog.workloads, ...backlog.withoutWorkload].map(({ workload }) => workload);
  const held = around.flatMap(({ holding }) => holding).find((holding) => holding.item.id === item.id);
  const part = held?.kind ?? (asset === null ? phaseOr(scene, item) : item.parent === asset ? "task" : "other");
  return { kind: "part", item: refOf(item), part, of };
}

/** A phase by the signals that look for its title, or by the titles that the mapping gives for phases. */
function phaseOr({ policy, tree }: Scene, item: WorkItem): "phase" | "other" {
  const isPhase = matcherOf(policy.signals.flatMap((signal) => (signal.kind === "phaseItem" ? signal.titles : [])));
  return isPhase(item.title) || assetRecogniser(policy.assets, tree, policy.areas).isPhase(item) ? "phase" : "other";
}

function otherStanding({ policy, tree, report }: Scene, item: WorkItem): OtherStanding {
  const { types, includeTag, excludeTag } = policy.assets;
  const recogniser = assetRecogniser(policy.assets, tree, policy.areas);
  const other = (reason: string, advice: string | null): OtherStanding => ({
    kind: "other",
    item: refOf(item),
    reason,
    how: { canBeAsset: recogniser.isOfAssetType(item), includeTag, advice },
  });
  const candidate = report.candidates.find(({ item: { id } }) => id === item.id);
  if (candidate !== undefined) {
    return other(
      `${item.title} is not recognised as a workload: ${candidate.reason}.`,
      "Put an asset below it, or confirm it in the mapping.",
    );
  }
  if (!recogniser.isOfAssetType(item)) {
    return other(
      `${item.title} is in no verdict: it is of type ${item.type}, and stands below no asset and no workload.`,
      `Assets are of type ${types.join(" or ")} by the mapping.`,
    );
  }
  if (item.tags.some(matcherOf([excludeTag]))) {
    return other(`${item.title} is no asset: its tag ${excludeTag} takes it out.`, "Take that tag away.");
  }
  if (recogniser.isPhase(item))
    return other(`${item.title} is no asset: its title is that of a phase.`, `A tag ${includeTag} makes it one.`);
  return other(`${item.title} is no asset by the mapping.`, `A tag ${includeTag} makes it one.`);
}

function unreadable({ snapshot, policy }: Scene, id: number): OtherStanding {
  const deleted = snapshot.deleted.find((item) => item.id === id);
  const how = { canBeAsset: false, includeTag: policy.assets.includeTag, advice: null };
  if (deleted !== undefined) {
    const { title, type } = deleted;
    return { kind: "other", item: { id, title, type }, reason: `${title} is in the recycle bin.`, how };
  }
  const item = { id, title: `Work item ${id}`, type: "Work item" };
  return { kind: "other", item, reason: `Work item ${id} could not be read.`, how };
}

/** Looks up what links name: in the snapshot first, where workloads are whole. */
function linksOf(
  snapshot: Snapshot,
  linked: Snapshot | null,
  policy: Policy,
): (ids: readonly number[] | null) => LinkedItem[] {
  const sources = [snapshot, ...(linked === null ? [] : [linked])].map((source) => ({
    items: treeOf(source).items,
    readings: readingsOf(backlogOf(source, policy), policy),
  }));
  const phases = policy.signals.filter(({ kind }) => kind === "phaseItem").map(({ stage }) => rankOf(stage));
  const [near] = sources;

  return (ids) => {
    if (linked === null || ids === null) return [];
    return ids.map((id) => {
      const source = sources.find(({ items }) => items.has(id));
      const item = source?.items.get(id);
      if (item === undefined) {
        return { item: { id, title: `Work item ${id}`, type: "Work item" }, state: null, stage: null, atLeast: false };
      }
      const stage = source?.readings.get(id)?.stage ?? null;
      const canRise = stage !== null && isOnLadder(stage) && phases.some((rank) => rank > rankOf(stage));
      return { item: refOf(item), state: item.state, stage, atLeast: source !== near && canRise };
    });
  };
}

function byGate<T>(make: (gate: Gate) => T): Record<Gate, T> {
  return Object.fromEntries(GATES.map((gate) => [gate, make(gate)])) as Record<Gate, T>;
}
