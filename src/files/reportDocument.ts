import {
  type AssetAssessment,
  type Blocker,
  type Decision,
  type EvidenceStatus,
  type GateAssessment,
  type GateAssessments,
  type ReleaseAssessment,
  type Report,
  type WaivedBlocker,
  type WorkloadAssessment,
} from "../domain/readiness/report";
import type { DeletedItem, Loss } from "../domain/snapshot";
import { lostIdsOf } from "../domain/snapshot";
import type { Identity, Instant, WorkItem, WorkItemRef } from "../domain/workItem";
import { isoTime } from "./format";

/** The version of the document; another one where a reader of this one would be misled. */
export const REPORT_FORMAT = "release-readiness-report/1";

/** What a document is made with besides the report. */
export interface DocumentOptions {
  /** The key of the only release that is written; null for all of them and the unplanned workloads. */
  readonly release: string | null;
  /** When it is made, by the clock of the computer that makes it. */
  readonly generatedAt: Instant;
}

/**
 * A report as the JSON document that `static/report.schema.json` describes: times in ISO 8601 (UTC), days as
 * `YYYY-MM-DD`, people by name, work items by id, type and title.
 *
 * @throws RangeError for a release that the report does not have
 */
export function reportDocument(report: Report, { release, generatedAt }: DocumentOptions) {
  const releases = report.releases.filter(({ key }) => release === null || key === release);
  if (release !== null && releases.length === 0) throw new RangeError(`The report has no release "${release}".`);
  return {
    format: REPORT_FORMAT,
    generatedAt: isoTime(generatedAt),
    asOf: isoTime(report.asOf),
    now: isoTime(report.now),
    project: { id: report.project.id, name: report.project.name },
    reader: { id: report.reader.id, displayName: report.reader.displayName },
    policy: { schemaVersion: report.policy.schemaVersion, fingerprint: report.policy.fingerprint },
    onlyRelease: release,
    complete: report.complete,
    losses: report.losses.map(lossOf),
    workItemCount: report.workItemCount,
    sentence: release === null ? report.sentence : (releases[0]?.sentence ?? report.sentence),
    releases: releases.map(releaseOf),
    unplanned: release === null ? report.unplanned.map(workloadOf) : [],
    looseAssets: release === null ? report.looseAssets.map(assetOf) : [],
    candidates: release === null ? report.candidates.map(({ item, reason }) => ({ item: refOf(item), reason })) : [],
    unrecognised:
      release === null ? report.unrecognised.map(({ item, reason }) => ({ item: refOf(item), reason })) : [],
    unmappedStates: report.unmappedStates.map(({ type, state, assets }) => ({
      type,
      state,
      assets: assets.map(refOf),
    })),
    deleted: report.deleted.map(deletedOf),
  };
}

/** The same as text, indented. */
export function reportJson(report: Report, options: DocumentOptions): string {
  return `${JSON.stringify(reportDocument(report, options), null, 2)}\n`;
}

function lossOf(loss: Loss) {
  return { kind: loss.kind, ids: [...lostIdsOf(loss)], message: loss.message };
}

function releaseOf(release: ReleaseAssessment) {
  const { key, name, position, model, targetDate, freezes, sentence, gates, share, decisions, workloads } = release;
  return {
    key,
    name,
    position,
    model,
    targetDate,
    freezes: freezes.map(({ name: title, from, to }) => ({ name: title, from, to })),
    sentence,
    gates: gatesOf(gates),
    stages: { ...share.byStage },
    inScope: share.inScope,
    decisions: decisions.map(decisionOf),
    workloads: workloads.map(workloadOf),
  };
}

function workloadOf({ item, title, model, sentence, gates, share, releases, assets }: WorkloadAssessment) {
  return {
    item: item === null ? null : refOf(item),
    title,
    model,
    sentence,
    gates: gatesOf(gates),
    stages: { ...share.byStage },
    inScope: share.inScope,
    releases: [...releases],
    assets: assets.map(assetOf),
  };
}

function assetOf({ item, stage, offLadderReason, since, kind, strategy, claims }: AssetAssessment) {
  return {
    item: refOf(item),
    stage,
    offLadderReason,
    since: sinceOf(since),
    kind,
    strategy,
    claims: [...claims],
    assignedTo: personOf(item.assignedTo),
    effort: item.effort,
  };
}

function gatesOf({ staging, uat, promotion }: GateAssessments) {
  return { staging: gateOf(staging), uat: gateOf(uat), promotion: gateOf(promotion) };
}

function gateOf({ verdict, counts, blockers, waived, evidence }: GateAssessment) {
  return {
    verdict,
    counts: { blocks: counts.blocks, unknown: counts.unknown, warns: counts.warns },
    blockers: blockers.map(blockerOf),
    waived: waived.map(waivedOf),
    evidence: evidence.map(evidenceOf),
  };
}

function blockerOf(blocker: Blocker) {
  const { code, effect, workItem, workload, otherWorkloads, path, since, owner, frees } = blocker;
  return {
    code,
    effect,
    workItem: workItem === null ? null : refOf(workItem),
    workloads: workload === null ? [] : [workload, ...otherWorkloads].map(refOf),
    evidence: blocker.evidence,
    expected: blocker.expected,
    actual: blocker.actual,
    since: sinceOf(since),
    owner: personOf(owner),
    path: path.map(refOf),
    frees: { assets: frees.assets, workloads: frees.workloads },
    fix: blocker.fix,
  };
}

function waivedOf({ blocker, waiver }: WaivedBlocker) {
  return {
    blocker: blockerOf(blocker),
    waiver: {
      item: refOf(waiver.item),
      grantedBy: personOf(waiver.grantedBy),
      grantedAt: isoTime(waiver.grantedAt),
      until: waiver.until,
    },
  };
}

function evidenceOf({ id, title, attests, state, covers, item, by, at, until, reason }: EvidenceStatus) {
  return {
    id,
    title,
    attests,
    state,
    covers: covers === null ? null : refOf(covers),
    item: item === null ? null : refOf(item),
    by: personOf(by),
    at: timeOf(at),
    until: timeOf(until),
    reason,
  };
}

function decisionOf({ item, isGo, by, at }: Decision) {
  return { item: refOf(item), isGo, by: personOf(by), at: isoTime(at) };
}

function deletedOf({ id, type, title, deletedDate }: DeletedItem) {
  return { id, type, title, deletedDate: timeOf(deletedDate) };
}

function sinceOf({ date, basis }: Blocker["since"]) {
  return { date: timeOf(date), basis };
}

function personOf(person: Identity | null): string | null {
  return person?.displayName ?? null;
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : isoTime(instant);
}

function refOf({ id, type, title }: WorkItemRef | WorkItem) {
  return { id, type, title };
}
