import type { DocumentStore } from "../boards/documents";
import type { HistoryCache } from "../boards/historyCache";
import { readRecordMap } from "../boards/inventory/recordMap";
import { assessWithHistory, type Judged } from "../boards/judged";
import { type Progress, readSnapshot } from "../boards/readSnapshot";
import type { Transport } from "../boards/transport";
import type { Policy } from "../domain/policy/policy";
import type { Snapshot } from "../domain/snapshot";

/** What is read and judged, for whom. */
export interface Judging {
  readonly project: Snapshot["project"];
  readonly reader: Snapshot["reader"];
  readonly documents: DocumentStore;
  readonly policy: Policy;
  readonly cache: HistoryCache;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Reads a project and judges it with the engine of the hub, histories included: a widget says what the hub says.
 *
 * @throws Cancelled when aborted; what `readSnapshot` throws
 */
export async function readAndJudge(transport: Transport, judging: Judging): Promise<Judged> {
  const { project, reader, documents, policy, cache, signal, onProgress } = judging;
  const snapshot = await readSnapshot(transport, {
    project,
    reader,
    policy,
    loadRecords: () => readRecordMap(documents, project.id),
    signal,
    onProgress,
  });
  return assessWithHistory(transport, { snapshot, policy, cache, signal });
}
