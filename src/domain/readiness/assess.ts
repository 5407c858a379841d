import { backlogOf } from "../backlog/backlog";
import { type Backlog, type PlacedWorkload, refOf } from "../backlog/model";
import { type ReleaseId, releaseId } from "../backlog/releases";
import { perState } from "../backlog/states";
import { dependencyModel } from "../dependencies/buildModel";
import { Dependencies } from "../dependencies/dependencies";
import { evidenceOf } from "../evidence/evidence";
import { append, groupBy } from "../group";
import { fingerprintOf } from "../policy/fingerprint";
import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import type { Instant, WorkItem } from "../workItem";
import { besideLost } from "./beside";
import { type AssetReading, readingsOf } from "./assetStages";
import { stagesUnder } from "./stagesUnder";
import { assetAssessment, byGate, type Judging, judgeRelease, judgeWorkload } from "./judge";
import { freezeFindings } from "./release";
import type { AssetAssessment, Report, UnmappedState, WorkloadAssessment } from "./report";
import { overview } from "./sentence";
import { shareOf } from "./share";
import { openTasks } from "./tasks";
import { waivedOut } from "./waived";
import { generalFindings } from "./workloadFindings";

/** What no release asks of a workload that is unplanned. */
const NOTHING = { staging: [], uat: [], promotion: [] } as const;

/**
 * The engine: what a snapshot means under a policy at a time. Pure: the same three give the same report, whatever the
 * order of the snapshot's items (L2). `now` is Azure DevOps' own time, by which freezes, target dates, waivers and the age
 * of evidence are judged.
 */
export function assess(snapshot: Snapshot, policy: Policy, now: Instant): Report {
  const backlog = backlogOf(snapshot, policy);
  const readings = readingsOf(backlog, policy);
  const evidence = evidenceOf(snapshot, backlog, policy, readings, now);
  const dependencies = new Dependencies(dependencyModel(snapshot, backlog, policy, readings, evidence.satisfied));
  const general = byGate((gate) => generalFindings(gate, backlog.lost, backlog.lostPages));
  const releaseById = new Map(backlog.releases.map((release) => [releaseId(release.key), release]));
  const judging: Judging = {
    snapshot,
    policy,
    backlog,
    releaseById,
    keysOf: keysIn(releaseById),
    stagesOf: stagesUnder(backlog, policy, readings),
    evidence,
    dependencies,
    tasks: openTasks(policy, backlog.states),
    besideLost: besideLost(snapshot, policy),
    unmapped: groupBy(
      snapshot.records.filter(({ isInScope: isMoved, workItem }) => isMoved && workItem === null),
      ({ workload }) => workload,
    ),
    general,
    againstReleases: byGate((gate) => [...general[gate], ...generalFindings(gate, backlog.lostOfUnplanned, 0)]),
    now,
  };

  const contents = new Map<string, PlacedWorkload[]>();
  const unplanned: WorkloadAssessment[] = [];
  for (const placed of [...backlog.workloads, ...backlog.withoutWorkload]) {
    if (placed.releases.length === 0) {
      unplanned.push(judgeWorkload(judging, placed, policy.releases.defaultModel, NOTHING).assessment);
    }
    for (const id of placed.releases) append(contents, id, placed);
  }
  const releases = backlog.releases.map((release, index) => {
    const id = releaseId(release.key);
    const freezes = byGate((gate) => waivedOut(freezeFindings(gate, release, now), evidence, id).open);
    const judged = (contents.get(id) ?? []).map((placed) => judgeWorkload(judging, placed, release.model, freezes));
    return judgeRelease(judging, release, index + 1, judged);
  });
  const loose = looseAssets(backlog, readings, judging);
  const everywhere = [...releases.flatMap(({ workloads }) => workloads), ...unplanned].flatMap(({ assets }) => assets);
  for (const asset of loose) everywhere.push(asset);

  return {
    asOf: snapshot.asOf,
    now,
    project: snapshot.project,
    reader: snapshot.reader,
    policy: { schemaVersion: policy.schemaVersion, fingerprint: fingerprintOf(policy) },
    labels: policy.labels,
    workItemCount: snapshot.workItems.length,
    complete: snapshot.losses.length === 0,
    losses: snapshot.losses,
    sentence: overview(releases, unplanned, policy),
    releases,
    unplanned,
    looseAssets: loose,
    candidates: backlog.candidates,
    unrecognised: [...backlog.unrecognised, ...evidence.unrecognised],
    unmappedStates: unmappedStates(everywhere),
    historyNeeded: evidence.historyNeeded,
    waiverRequests: evidence.waiverRequests.map((request) => ({
      ...request,
      releases: request.releases.map((id) => releaseById.get(id)?.key ?? id),
    })),
    deleted: snapshot.deleted,
    share: shareOf(everywhere),
  };
}

function keysIn(releases: Judging["releaseById"]): Judging["keysOf"] {
  const known = new Map<readonly ReleaseId[], readonly string[]>();
  return (ids) => {
    let keys = known.get(ids);
    if (keys === undefined) {
      keys = ids.map((id) => releases.get(id)?.key ?? id);
      known.set(ids, keys);
    }
    return keys;
  };
}

function looseAssets(
  { loose, states }: Backlog,
  readings: ReadonlyMap<number, AssetReading>,
  { keysOf }: Judging,
): AssetAssessment[] {
  return loose.flatMap(({ item }) => {
    const reading = readings.get(item.id);
    return reading === undefined ? [] : [assetAssessment(reading, null, keysOf, states)];
  });
}

function unmappedStates(assets: readonly AssetAssessment[]): UnmappedState[] {
  const found: { type: string; state: string; items: Map<number, WorkItem> }[] = [];
  const entryOf = perState((type, state) => {
    const entry = { type, state, items: new Map<number, WorkItem>() };
    found.push(entry);
    return entry;
  });
  for (const { stage, item } of assets) if (stage === "Unknown") entryOf(item).items.set(item.id, item);
  return found
    .map(({ type, state, items }) => ({ type, state, assets: [...items.values()].map(refOf) }))
    .sort((a, b) => (`${a.type}\n${a.state}` < `${b.type}\n${b.state}` ? -1 : 1));
}
