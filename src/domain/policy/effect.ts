import { GATE_NAMES } from "../readiness/blockers";
import { assess } from "../readiness/assess";
import {
  BLOCKER_CODES,
  type BlockerCode,
  type Gate,
  type GateAssessments,
  GATES,
  type Report,
  type Verdict,
  type WorkloadAssessment,
} from "../readiness/report";
import type { AssetStage } from "../readiness/stage";
import type { Snapshot } from "../snapshot";
import { counted } from "../text";
import type { Instant, WorkItemRef } from "../workItem";
import type { Policy } from "./policy";
import { stageMoveText } from "./stageMoveText";

/** Assets that a change of the policy moves from one stage to another; null stands for *no asset*. */
export interface StageMove {
  readonly from: AssetStage | null;
  readonly to: AssetStage | null;
  /** By id. */
  readonly assets: readonly WorkItemRef[];
}

/** A verdict that a change of the policy changes. */
export interface VerdictMove {
  readonly kind: "release" | "workload";
  readonly name: string;
  /** The release in which the workload is judged; null for a release itself, and for an unplanned workload. */
  readonly release: string | null;
  readonly gate: Gate;
  readonly from: Verdict;
  readonly to: Verdict;
}

/** How many blockers of one code there are in all ledgers, before and after. */
export interface CauseMove {
  readonly code: BlockerCode;
  readonly before: number;
  readonly after: number;
}

/** What a change of the policy does to the verdicts of one snapshot. */
export interface PolicyEffect {
  /** The most numerous first. */
  readonly stages: readonly StageMove[];
  /** In the order of releases, then of workloads as the report after the change has them. */
  readonly verdicts: readonly VerdictMove[];
  /** In the order of readiness.md §8; only those whose number changes. */
  readonly causes: readonly CauseMove[];
  readonly releases: { readonly gained: readonly string[]; readonly lost: readonly string[] };
  readonly workloads: { readonly gained: readonly string[]; readonly lost: readonly string[] };
  /** What it comes to, in one sentence. */
  readonly sentence: string;
}

/**
 * What it would do to replace one policy by another: both are judged on the same snapshot at the same time, and nothing
 * else differs. The snapshot must have been read with what both look at.
 */
export function policyEffect(snapshot: Snapshot, before: Policy, after: Policy, now: Instant): PolicyEffect {
  return reportEffect(assess(snapshot, before, now), assess(snapshot, after, now));
}

/** As {@link policyEffect}, of reports that were made already. */
export function reportEffect(before: Report, after: Report): PolicyEffect {
  const stages = stageMoves(before, after);
  const verdicts = verdictMoves(before, after);
  const causes = causeMoves(before, after);
  const releases = comings(releaseNames(before), releaseNames(after));
  const workloads = comings(workloadNames(before), workloadNames(after));
  return {
    stages,
    verdicts,
    causes,
    releases,
    workloads,
    sentence: sentenceOf({ stages, verdicts, causes, releases, workloads }),
  };
}

interface Standing {
  readonly stage: AssetStage;
  readonly item: WorkItemRef;
}

function workloadsOf({ releases, unplanned }: Report): WorkloadAssessment[] {
  return [...releases.flatMap((release) => release.workloads), ...unplanned];
}

function standingOf(report: Report): Map<number, Standing> {
  const standing = new Map<number, Standing>();
  for (const assets of [...workloadsOf(report).map((workload) => workload.assets), report.looseAssets]) {
    for (const { item, stage } of assets) standing.set(item.id, { item, stage });
  }
  return standing;
}

function stageMoves(before: Report, after: Report): StageMove[] {
  const [old, next] = [standingOf(before), standingOf(after)];
  const moves = new Map<string, { from: AssetStage | null; to: AssetStage | null; assets: WorkItemRef[] }>();
  const note = (item: WorkItemRef, from: AssetStage | null, to: AssetStage | null): void => {
    if (from === to) return;
    const key = `${from ?? ""}>${to ?? ""}`;
    const move = moves.get(key) ?? { from, to, assets: [] };
    move.assets.push({ id: item.id, title: item.title, type: item.type });
    moves.set(key, move);
  };
  for (const [id, { item, stage }] of next) note(item, old.get(id)?.stage ?? null, stage);
  for (const [id, { item, stage }] of old) if (!next.has(id)) note(item, stage, null);
  for (const { assets } of moves.values()) assets.sort((a, b) => a.id - b.id);
  return [...moves]
    .sort(([keyA, a], [keyB, b]) => b.assets.length - a.assets.length || (keyA < keyB ? -1 : 1))
    .map(([, move]) => move);
}

interface Judged {
  readonly kind: VerdictMove["kind"];
  readonly name: string;
  readonly release: string | null;
  readonly gates: GateAssessments;
}

/** Everything with verdicts of its own, by what it is in whichever report. */
function judgedOf({ releases, unplanned }: Report): Map<string, Judged> {
  const judged = new Map<string, Judged>();
  for (const { key, name, gates, workloads } of releases) {
    judged.set(JSON.stringify(["release", key]), { kind: "release", name, release: null, gates });
    for (const workload of workloads) judged.set(...workloadOf(workload, key, name));
  }
  for (const workload of unplanned) judged.set(...workloadOf(workload, null, null));
  return judged;
}

function workloadOf(
  { item, title, gates }: WorkloadAssessment,
  key: string | null,
  release: string | null,
): [string, Judged] {
  return [JSON.stringify(["workload", item?.id ?? null, key]), { kind: "workload", name: title, release, gates }];
}

function verdictMoves(before: Report, after: Report): VerdictMove[] {
  const old = judgedOf(before);
  return [...judgedOf(after)].flatMap(([key, { kind, name, release, gates }]) => {
    const was = old.get(key);
    if (was === undefined) return [];
    return GATES.flatMap((gate) => {
      const [from, to] = [was.gates[gate].verdict, gates[gate].verdict];
      return from === to ? [] : [{ kind, name, release, gate, from, to }];
    });
  });
}

/** A release's ledgers hold its workloads' blockers; those of unplanned workloads come besides. */
function causesOf({ releases, unplanned }: Report): Map<BlockerCode, number> {
  const counts = new Map<BlockerCode, number>();
  for (const { gates } of [...releases, ...unplanned]) {
    for (const gate of GATES) {
      for (const { code } of gates[gate].blockers) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return counts;
}

function causeMoves(before: Report, after: Report): CauseMove[] {
  const [old, next] = [causesOf(before), causesOf(after)];
  return BLOCKER_CODES.flatMap((code) => {
    const [was, is] = [old.get(code) ?? 0, next.get(code) ?? 0];
    return was === is ? [] : [{ code, before: was, after: is }];
  });
}

function releaseNames({ releases }: Report): Map<string, string> {
  return new Map(releases.map(({ key, name }) => [key, name]));
}

function workloadNames(report: Report): Map<string, string> {
  return new Map(
    workloadsOf(report).flatMap(({ item, title }) => (item === null ? [] : [[String(item.id), title] as const])),
  );
}

function comings(before: Map<string, string>, after: Map<string, string>): PolicyEffect["releases"] {
  const missing = (of: Map<string, string>, from: Map<string, string>): string[] =>
    [...of].flatMap(([key, name]) => (from.has(key) ? [] : [name]));
  return { gained: missing(after, before), lost: missing(before, after) };
}

/** How many moves the sentence names; the rest is counted. */
const NAMED = 2;

function sentenceOf({ stages, verdicts, causes, releases, workloads }: Omit<PolicyEffect, "sentence">): string {
  const ofReleases = verdicts.filter(({ kind }) => kind === "release");
  const more = (all: readonly unknown[], noun: string, nouns: string): string[] =>
    all.length > NAMED ? [counted(all.length - NAMED, `more ${noun}`, `more ${nouns}`)] : [];
  const comingText = ({ gained, lost }: PolicyEffect["releases"], noun: string): string[] => [
    ...(gained.length > 0 ? [`${counted(gained.length, noun)} ${gained.length === 1 ? "is" : "are"} new`] : []),
    ...(lost.length > 0 ? [`${counted(lost.length, noun)} ${lost.length === 1 ? "drops" : "drop"} out`] : []),
  ];
  const moves = [
    ...stages.slice(0, NAMED).map((move) => `${counted(move.assets.length, "asset")} ${stageMoveText(move)}`),
    ...more(stages, "group of assets", "groups of assets"),
    ...ofReleases
      .slice(0, NAMED)
      .map((move) => `${move.name}’s ${GATE_NAMES[move.gate]} from ${move.from} to ${move.to}`),
    ...more(ofReleases, "verdict of a release", "verdicts of releases"),
  ];
  const parts = [...comingText(releases, "release"), ...comingText(workloads, "workload")];
  const sentences = [
    ...(moves.length > 0 ? [`This change moves ${listed(moves)}.`] : []),
    ...(parts.length > 0 ? [`With it, ${listed(parts)}.`] : []),
  ];
  if (sentences.length > 0) return sentences.join(" ");
  const ofWorkloads = verdicts.length;
  if (ofWorkloads > 0)
    return `This change moves ${counted(ofWorkloads, "verdict of a workload", "verdicts of workloads")}.`;
  if (causes.length > 0) return "This change moves no stage and no verdict; what stands in the way changes.";
  return "This change moves nothing today: no stage, no verdict, nothing in the way.";
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
