import type { Policy } from "../domain/policy/policy";
import { assess } from "../domain/readiness/assess";
import type { Report } from "../domain/readiness/report";
import type { ItemHistory, Loss, Snapshot } from "../domain/snapshot";
import type { Instant, WorkItem } from "../domain/workItem";
import { Cancelled, textOf } from "./errors";
import type { HistoryRequest, HistoryResult } from "./history";
import type { HistoryCache } from "./historyCache";
import type { Transport } from "./transport";

/** A snapshot with what the engine says of it. */
export interface Judged {
  readonly snapshot: Snapshot;
  readonly report: Report;
}

/** What is to be judged. */
export interface JudgingRequest {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  /** Azure DevOps' own time, by which is judged; the snapshot's where it is absent. */
  readonly now?: Instant;
  readonly cache: HistoryCache;
  /** Up to so many work items are read one by one; see {@link HistoryRequest}. */
  readonly mostOneByOne?: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * Told what can be said already, before the histories of so many work items are read: some of it is unknown (HISTORY_UNREAD)
   * and will not be when they are there.
   */
  readonly onUnfinished?: (judged: Judged, items: number) => void;
}

/** Reading the histories that the first report asks for may turn up what asks for more; what asks for more again is rare. */
const MOST_ROUNDS = 3;

/**
 * Judges a snapshot and, where a verdict hangs on how work items were in the past, reads their histories and judges again
 * (E2). Exactly those are read that `historyNeeded` of the report names, each up to the revision in the snapshot, and each
 * once: what could not be read is a `history` loss of the snapshot and stays unknown, with HISTORY_UNREAD. No history is
 * read for what only warns: STAGE_REGRESSED is told of the work items whose history was needed for something else.
 *
 * @throws Cancelled when the signal is aborted while histories are read
 */
export async function assessWithHistory(transport: Transport, request: JudgingRequest): Promise<Judged> {
  const { policy, now = request.snapshot.asOf } = request;
  const judge = (snapshot: Snapshot): Judged => ({ snapshot, report: assess(snapshot, policy, now) });
  const asked = new Set<number>();
  let judged = judge(request.snapshot);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const items = unaskedOf(judged, asked);
    if (items.length === 0) break;
    request.onUnfinished?.(judged, items.length);
    for (const { id } of items) asked.add(id);
    judged = judge(withHistories(judged.snapshot, await readAll(transport, request, items)));
  }
  return judged;
}

/** The work items whose history is needed and was not asked for. */
function unaskedOf({ snapshot, report }: Judged, asked: ReadonlySet<number>): WorkItem[] {
  const needed = new Set(report.historyNeeded.filter((id) => !asked.has(id)));
  return needed.size === 0 ? [] : snapshot.workItems.filter(({ id }) => needed.has(id));
}

function withHistories(snapshot: Snapshot, { histories, losses }: HistoryResult): Snapshot {
  const all = new Map<number, ItemHistory>([...snapshot.histories, ...histories].map((one) => [one.id, one]));
  return {
    ...snapshot,
    histories: [...all.values()].sort((a, b) => a.id - b.id),
    losses: [...snapshot.losses, ...losses],
  };
}

/** Histories are no reason to have no verdict at all: whatever fails is a loss of them. */
async function readAll(
  transport: Transport,
  { snapshot, policy, cache, mostOneByOne, signal }: JudgingRequest,
  items: readonly WorkItem[],
): Promise<HistoryResult> {
  try {
    // Loaded when it is first needed: most verdicts hang on no history.
    const { readHistory } = await import("./history");
    if (signal?.aborted === true) throw new Cancelled();
    const { project } = snapshot;
    const limit: Pick<HistoryRequest, "mostOneByOne"> = mostOneByOne === undefined ? {} : { mostOneByOne };
    return await readHistory(transport, { project, policy, items, cache, signal, ...limit });
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    const ids = items.map(({ id }) => id).sort((a, b) => a - b);
    const message = `The history of ${items.length === 1 ? `work item ${ids[0] ?? ""}` : `${items.length} work items`} could not be read. ${textOf(thrown)}`;
    const loss: Loss = { kind: "history", ids, message };
    return { histories: [], losses: [loss] };
  }
}
