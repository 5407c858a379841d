import { TextEncoder } from "node:util";
import { carryOut } from "../../../../src/boards/carryOut";
import { Cancelled } from "../../../../src/boards/errors";
import type { WriteOutcome } from "../../../../src/boards/writing";
import type { ChangeEffects } from "../../../../src/components/change/state";
import { edited } from "../../../../src/domain/change/edit";
import type { Policy } from "../../../../src/domain/policy/policy";
import type { Snapshot } from "../../../../src/domain/snapshot";
import type { WorkItem, WorkItemRef } from "../../../../src/domain/workItem";
import { NOW, policy as defaultPolicy, snapshot } from "../../../builders/estate";

// Browsers have it and jsdom has not; the engine needs it for the policy's fingerprint.
globalThis.TextEncoder ??= TextEncoder;

/** Something that is answered when the test says so. */
export interface Gate {
  /** Lets through what waits, and what comes later. */
  open(): void;
  readonly passed: Promise<void>;
}

/** A gate that is closed. */
export function gate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

/** A small Azure Boards in memory, which writes only at the revision that was read. */
export interface ChangeWorld {
  readonly effects: ChangeEffects;
  /** What each reading asked for. */
  readonly readings: (readonly number[])[];
  /** What was announced as written. */
  readonly announced: (readonly number[])[];
  item(id: number): WorkItem;
  /** Somebody else changes an item. */
  change(id: number, changes: Partial<WorkItem>): void;
  /** Answers writes of this item so, until it is told null. */
  answer(id: number, outcome: WriteOutcome | null): void;
  /** The next readings and writings wait for this gate; null for none. */
  readGate: Gate | null;
  writeGate: Gate | null;
  /** What the next readings fail with; null for nothing. */
  readError: Error | null;
  offerError: Error | null;
  releases: readonly string[];
  workloads: readonly WorkItemRef[];
  now: number;
}

/** Makes one that holds these items. What a test did not say how to answer fails. */
export function changeWorld(
  workItems: readonly WorkItem[],
  given: { policy?: Policy; snapshot?: Partial<Snapshot> } = {},
): ChangeWorld {
  const items = new Map(workItems.map((item) => [item.id, item]));
  const answers = new Map<number, WriteOutcome>();
  const policy = given.policy ?? defaultPolicy();
  const item = (id: number): WorkItem => {
    const found = items.get(id);
    if (found === undefined) throw new Error(`There is no work item ${id}.`);
    return found;
  };

  const world: ChangeWorld = {
    readings: [],
    announced: [],
    item,
    change(id, changes) {
      items.set(id, { ...item(id), ...changes, rev: item(id).rev + 1 });
    },
    answer(id, outcome) {
      if (outcome === null) answers.delete(id);
      else answers.set(id, outcome);
    },
    readGate: null,
    writeGate: null,
    readError: null,
    offerError: null,
    releases: [],
    workloads: [],
    now: NOW,
    effects: {
      async readNeighbourhood(ids, signal, onProgress) {
        world.readings.push(ids);
        const error = world.readError;
        onProgress({ read: 0, expected: ids.length });
        await world.readGate?.passed;
        if (signal.aborted) throw new Cancelled();
        if (error !== null) throw error;
        onProgress({ read: ids.length, expected: ids.length });
        return { snapshot: snapshot([...items.values()], given.snapshot), policy };
      },
      carryOut: (entries, signal, onProgress) =>
        carryOut(
          entries,
          async ({ item: read, edit }) => {
            await world.writeGate?.passed;
            const answered = answers.get(read.id);
            if (answered !== undefined) return answered;
            const current = item(read.id);
            if (current.rev !== read.rev) return { kind: "conflict", message: "It was changed by Ana meanwhile." };
            const next = edited(current, edit, world.now);
            items.set(read.id, next);
            return { kind: "written", rev: next.rev };
          },
          { signal, onProgress },
        ),
      async releaseNames() {
        if (world.offerError !== null) throw world.offerError;
        return world.releases;
      },
      async workloads() {
        if (world.offerError !== null) throw world.offerError;
        return world.workloads;
      },
      now: () => world.now,
      onWritten(ids) {
        world.announced.push(ids);
      },
    },
  };
  return world;
}
