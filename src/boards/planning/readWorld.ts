import { recordsOf } from "../../domain/planning/velocity/velocity";
import { trackReader } from "../../domain/planning/velocity/tracks";
import type { PlanningWorld } from "../../domain/planning/world";
import type { Policy } from "../../domain/policy/policy";
import type { Report } from "../../domain/readiness/report";
import type { ItemHistory, Snapshot } from "../../domain/snapshot";
import { counted } from "../../domain/text";
import type { Clock } from "../clock";
import { readHistory } from "../history";
import type { HistoryCache } from "../historyCache";
import { inSlices } from "../slices";
import type { Transport } from "../transport";
import { readTeams } from "./teams";

/** What a world of plans is made from. */
export interface WorldRequest {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly report: Report;
  readonly cache: HistoryCache;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what is being done: a sentence. */
  readonly onProgress?: (sentence: string) => void;
}

/**
 * Reads the teams of the project and the history of all its work items, and makes tracks and records of them, in slices. What
 * could not be read of them is told by the world's gaps.
 *
 * @throws Cancelled; what the transport throws where not even the list of teams, or of fields, could be read
 */
export async function readWorld(transport: Transport, request: WorldRequest): Promise<PlanningWorld> {
  const { policy, report, cache, clock, signal, onProgress = () => undefined } = request;
  const { project } = request.snapshot;
  const [known, read] = await Promise.all([
    readTeams(transport, project, signal),
    readHistory(transport, {
      project,
      policy,
      items: null,
      cache,
      signal,
      onProgress: (revisions) => {
        onProgress(`Reading the history of the project: ${counted(revisions, "revision", "revisions")}…`);
      },
    }),
  ]);
  const snapshot = { ...request.snapshot, histories: upToThen(read.histories, request.snapshot) };
  const reader = trackReader(snapshot, policy, known.teams);
  let done = 0;
  const tracks = await inSlices(
    reader.ids,
    (id) => {
      if (++done % 500 === 0) onProgress(`Working out the past of the assets: ${done} of ${reader.ids.length}…`);
      return reader.trackOf(id);
    },
    clock,
    signal,
  );
  const records = await inSlices(known.teams, (team) => recordsOf(tracks, [team], policy, report.now), clock, signal);
  return {
    snapshot,
    policy,
    report,
    now: report.now,
    teams: known.teams,
    tracks,
    records: records.flat(),
    gaps: [...known.gaps, ...read.losses.map(({ message }) => message)],
  };
}

/**
 * The stream may have gone on since the snapshot was read. A work item of the snapshot is known up to its own revision, and a
 * little later where its batch came late; of what is not in it nothing but that time tells where to end.
 */
function upToThen(histories: readonly ItemHistory[], { asOf, workItems }: Snapshot): ItemHistory[] {
  const known = new Map(workItems.map(({ id, rev }) => [id, rev]));
  return histories.map((history) => {
    const last = known.get(history.id);
    const revisions = history.revisions.filter(({ rev, changedDate }) =>
      last === undefined ? changedDate <= asOf : rev <= last,
    );
    return revisions.length === history.revisions.length ? history : { ...history, revisions };
  });
}
