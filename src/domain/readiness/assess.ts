import { backlogOf } from "../backlog/backlog";
import { type Backlog, type PlacedWorkload, refOf } from "../backlog/model";
import { type ReleaseId, releaseId } from "../backlog/releases";
import { perState } from "../backlog/states";
import { dependencyModel } from "../dependencies/buildModel";
import { Dependencies } from "../dependencies/dependencies";
import { evidenceOf } from "../evidence/evidence";
import { append, groupBy } from "../group";
import { fingerprintOf } from "../policy/fingerprint";
import { once } from "../once";
import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import type { Instant, WorkItem } from "../workItem";
import { besideLost } from "./beside";
import type { StagedAsset } from "./assetStage";
import { readingsOf } from "./assetStages";
import { stagesUnder } from "./stagesUnder";
import { assetAssessment, byGate, type JudgedWorkload, type Judging, judgeWorkload } from "./judge";
import { judgeRelease } from "./judgeRelease";
import { freezeFindings } from "./release";
import type { Report, UnmappedState } from "./report";
import { overview } from "./sentence";
import { shareOf, sumOf } from "./share";
import { openTasks } from "./tasks";
import { waivedOut } from "./waived";
import { waiverReach } from "./waiverReach";
import { generalFindings } from "./workloadFindings";

/** What no release asks of a workload that is unplanned. */
const NOTHING = { staging: [], uat: [], promotion: [] } as const;

/**
 * The engine: what a snapshot means under a policy at a time. Pure: the same three give the same report, whatever the
 * order of the snapshot's items (L2). `now` is Azure DevOps' own time, by which freezes, target dates, waivers and the age
 * of evidence are judged.
 *
 * Verdicts and shares are worked out at once, the reasons when they are first read ({@link Report}).
 */
export function assess(snapshot: Snapshot, policy: Policy, now: Instant): Report {
  const backlog = backlogOf(snapshot, policy);
  const readings = readingsOf(backlog, policy);
  const evidence = evidenceOf(snapshot, backlog, policy, readings, now);
  const dependencies = once(
    () => new Dependencies(dependencyModel(snapshot, backlog, policy, readings, evidence.satisfied)),
  );
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
    mayBeWaived: evidence.hasWaivers ? waiverReach(snapshot, backlog, policy.evidence) : () => false,
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
  const judgedAlone: JudgedWorkload[] = [];
  for (const placed of [...backlog.workloads, ...backlog.withoutWorkload]) {
    if (placed.releases.length === 0) {
      judgedAlone.push(judgeWorkload(judging, placed, policy.releases.defaultModel, NOTHING));
    }
    for (const id of placed.releases) append(contents, id, placed);
  }
  const judged: JudgedWorkload[] = [];
  const releases = backlog.releases.map((release, index) => {
    const id = releaseId(release.key);
    const freezes = byGate((gate) => waivedOut(freezeFindings(gate, release, now), evidence, id).open);
    const own = (contents.get(id) ?? []).map((placed) => judgeWorkload(judging, placed, release.model, freezes));
    for (const workload of own) judged.push(workload);
    return judgeRelease(judging, release, index + 1, own);
  });
  for (const workload of judgedAlone) judged.push(workload);
  const unplanned = judgedAlone.map(({ assessment }) => assessment);
  const loose = backlog.loose.flatMap(({ item }) => readings.get(item.id) ?? []);
  const looseAssets = once(() =>
    loose.map((reading) => assetAssessment(reading, () => null, judging.keysOf, backlog.states)),
  );
  const everywhere = [...judged.map(({ staged }) => staged), loose];
  const unmapped = once(() => unmappedStates(everywhere));
  const sentence = once(() => overview(releases, unplanned, policy));

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
    get sentence() {
      return sentence();
    },
    releases,
    unplanned,
    get looseAssets() {
      return looseAssets();
    },
    candidates: backlog.candidates,
    unrecognised: [...backlog.unrecognised, ...evidence.unrecognised],
    get unmappedStates() {
      return unmapped();
    },
    historyNeeded: evidence.historyNeeded,
    waiverRequests: evidence.waiverRequests.map((request) => ({
      ...request,
      releases: request.releases.map((id) => releaseById.get(id)?.key ?? id),
    })),
    deleted: snapshot.deleted,
    share: isJudgedOnce(backlog)
      ? sumOf([...judged.map(({ assessment }) => assessment.share), shareOf(loose)])
      : shareOf(everywhere.flat()),
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

/** Whether no asset is judged in two places: workloads in several releases or in parts have theirs in each (M3). */
function isJudgedOnce({ workloads, withoutWorkload }: Backlog): boolean {
  return (
    workloads.every(({ workload, releases }) => workload.part === null && releases.length < 2) &&
    withoutWorkload.every(({ workload }) => workload.assets.every(({ claims }) => claims.length < 2))
  );
}

function unmappedStates(everywhere: readonly (readonly StagedAsset[])[]): UnmappedState[] {
  const found: { type: string; state: string; items: Map<number, WorkItem> }[] = [];
  const entryOf = perState((type, state) => {
    const entry = { type, state, items: new Map<number, WorkItem>() };
    found.push(entry);
    return entry;
  });
  for (const assets of everywhere) {
    for (const { stage, asset } of assets)
      if (stage === "Unknown") entryOf(asset.item).items.set(asset.item.id, asset.item);
  }
  return found
    .map(({ type, state, items }) => ({ type, state, assets: [...items.values()].map(refOf) }))
    .sort((a, b) => (`${a.type}\n${a.state}` < `${b.type}\n${b.state}` ? -1 : 1));
}
