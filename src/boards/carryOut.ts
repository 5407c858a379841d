import type { ItemWrite, PlannedEntry } from "../domain/change/change";
import { edited, inverseOf } from "../domain/change/edit";
import type { Instant } from "../domain/workItem";
import type { WriteOne, WriteOutcome } from "./writing";

/** What came of one entry of a plan. */
export interface EntryOutcome {
  readonly entry: PlannedEntry;
  readonly writes: readonly { readonly write: ItemWrite; readonly outcome: WriteOutcome }[];
  /** That of its first write that was not made; `written` where all were. */
  readonly kind: WriteOutcome["kind"];
}

/** How a plan is carried out. */
export interface CarryOutOptions {
  /** Begins nothing more once aborted; what is under way is waited for, so that each outcome is known. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, all: number) => void;
}

/** How many entries are carried out side by side. */
const WORKERS = 6;

/**
 * Carries out the entries of a plan. The writes of an entry are made in their order, and the first that is not made ends the
 * entry; a write that entries share is made once. Never rejects.
 */
export async function carryOut(
  entries: readonly PlannedEntry[],
  writeOne: WriteOne,
  { signal, onProgress }: CarryOutOptions = {},
): Promise<EntryOutcome[]> {
  const made = new Map<ItemWrite, Promise<WriteOutcome>>();
  const once = (write: ItemWrite): Promise<WriteOutcome> => {
    const known = made.get(write);
    if (known !== undefined) return known;
    const outcome = signal?.aborted ? Promise.resolve(CANCELLED) : writeOne(write);
    made.set(write, outcome);
    return outcome;
  };

  const outcomes: EntryOutcome[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < entries.length; index = next++) {
      const entry = entries[index] as PlannedEntry;
      outcomes[index] = await carryOutOne(entry, once);
      onProgress?.(++done, entries.length);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return Promise.all(outcomes.map((outcome) => withMade(outcome, made)));
}

/** What an entry did not come to, another one that shares it may have written. */
async function withMade(
  outcome: EntryOutcome,
  made: ReadonlyMap<ItemWrite, Promise<WriteOutcome>>,
): Promise<EntryOutcome> {
  const writes = outcome.writes.map(async ({ write, outcome: own }) => ({
    write,
    outcome: (await made.get(write)) ?? own,
  }));
  return { ...outcome, writes: await Promise.all(writes) };
}

const CANCELLED: WriteOutcome = { kind: "notTried", message: "Cancelled before it was tried." };

async function carryOutOne(
  entry: PlannedEntry,
  once: (write: ItemWrite) => Promise<WriteOutcome>,
): Promise<EntryOutcome> {
  const writes: { write: ItemWrite; outcome: WriteOutcome }[] = [];
  let stopped: WriteOutcome | null = null;
  for (const write of entry.writes) {
    const outcome: WriteOutcome =
      stopped === null ? await once(write) : { kind: "notTried", message: "What comes before it was not written." };
    writes.push({ write, outcome });
    if (outcome.kind !== "written") stopped ??= outcome;
  }
  return { entry, writes, kind: stopped?.kind ?? "written" };
}

/**
 * The entries that take back what was written, last write first; empty where nothing was. They are guarded as any write is:
 * what somebody changed since stays as it is.
 */
export function takeBack(outcomes: readonly EntryOutcome[], now: Instant): PlannedEntry[] {
  const reversed = new Map<ItemWrite, ItemWrite>();
  const written = outcomes.map(({ entry, writes }) => ({
    entry,
    writes: writes.flatMap(({ write, outcome }) => {
      if (outcome.kind !== "written") return [];
      const reverse = reversed.get(write) ?? {
        item: { ...edited(write.item, write.edit, now), rev: outcome.rev },
        edit: inverseOf(write),
      };
      reversed.set(write, reverse);
      return [reverse];
    }),
  }));
  return written
    .filter(({ writes }) => writes.length > 0)
    .map(({ entry, writes }) => ({
      item: entry.item,
      from: entry.to,
      to: entry.from,
      writes: writes.reverse(),
      notes: [],
    }));
}
