import { readSnapshot, type SnapshotRequest } from "../../../../src/boards/readSnapshot";
import { createTransport, type TransportOptions } from "../../../../src/boards/transport";
import type { Policy } from "../../../../src/domain/policy/policy";
import { lostIdsOf, type Snapshot } from "../../../../src/domain/snapshot";
import { frameworkPolicy } from "../../../builders/estate";
import { FakeBoards, ORGANIZATION, PROJECT, type FakeItem, type FakeOptions } from "./fakeBoards";
import { VirtualClock } from "./virtualClock";

/** A transport to the organization of the fakes; without chance, and in virtual time. */
export function transportTo(fetch: TransportOptions["fetch"], changes: Partial<TransportOptions> = {}) {
  return createTransport({
    organizationUrl: ORGANIZATION,
    fetch,
    getToken: () => Promise.resolve("token"),
    clock: new VirtualClock(),
    random: () => 1,
    ...changes,
  });
}

/** Reads the fake's project. Without a policy of its own: Feature is the workload type, all other types are read. */
export async function reading(
  items: readonly FakeItem[],
  options: FakeOptions & Partial<SnapshotRequest> & { readonly policy?: Policy | null } = {},
): Promise<{ readonly boards: FakeBoards; readonly snapshot: Snapshot }> {
  const boards = new FakeBoards(items, options);
  const snapshot = await readSnapshot(transportTo(boards.fetch), {
    project: PROJECT,
    policy: frameworkPolicy(),
    reader: { id: "r", displayName: "A reader" },
    ...options,
  });
  return { boards, snapshot };
}

/** Everything that a snapshot says of ids: read, deleted or lost. */
export function accountedFor(snapshot: Snapshot): number[] {
  const lost = snapshot.losses.flatMap(lostIdsOf);
  const ids = [...snapshot.workItems.map(({ id }) => id), ...snapshot.deleted.map(({ id }) => id), ...lost];
  return ids.sort((a, b) => a - b);
}
