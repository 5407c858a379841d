import type { Snapshot } from "../domain/snapshot";
import type { Instant } from "../domain/workItem";
import { linkTypesNamedBy } from "./links";
import { readSnapshot, type SnapshotRequest } from "./readSnapshot";
import { fieldsNamedBy, linkSourcesOf, selectionsOf } from "./selection";
import type { Transport } from "./transport";

/** What is to be read as of a past time. */
export type PastRequest = SnapshotRequest & { readonly asOf: Instant };

/** Snapshots of past times, read once. */
export interface PastSnapshots {
  /** As `readSnapshot`, at once where the same was asked for before. */
  read(request: PastRequest): Promise<Snapshot>;
}

/** How many are kept: enough to compare a few dates, and not the memory of a whole year. */
const MOST_KEPT = 6;

/**
 * Keeps what was read as of past times, in memory: it does not change any more, whatever the policy says of it, as long as
 * that looks at the same types, fields and links. The one read longest ago is dropped first. One in which something failed is
 * not kept: the next try may read it.
 */
export function createPastSnapshots(
  transport: Transport,
  read: (transport: Transport, request: PastRequest) => Promise<Snapshot> = readSnapshot,
): PastSnapshots {
  const kept = new Map<string, Snapshot>();
  return {
    read: async (request) => {
      const key = keyOf(request);
      const known = kept.get(key);
      const snapshot = known ?? (await read(transport, request));
      kept.delete(key);
      // What is not shown to this reader will not be shown at the next try.
      if (snapshot.losses.every(({ kind }) => kind === "item")) kept.set(key, snapshot);
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(oldest);
      return snapshot;
    },
  };
}

/** All that decides what is read. */
function keyOf({ project, reader, policy, asOf }: PastRequest): string {
  const links = policy === null ? null : [linkSourcesOf(policy), linkTypesNamedBy(policy), policy.workloads.types];
  return JSON.stringify([project.id, reader.id, asOf, selectionsOf(policy), fieldsNamedBy(policy), links]);
}
