import type { EntryOutcome } from "../../boards/carryOut";
import type { Plan, PlannedEntry } from "../../domain/change/change";
import type { Tally } from "./state";

/** Where everything stands after one more try: what was planned anew takes the place of what stood there of it before. */
export function tallyAfter(before: Tally | null, plan: Plan, outcomes: readonly EntryOutcome[]): Tally {
  const { outcomes: old, refused, unchanged } = before ?? { outcomes: [], refused: [], unchanged: [] };
  const written = new Set(old.filter(isWritten).map(idOf));
  const tried = new Set(outcomes.map(idOf));
  const isRefused = new Set(plan.refused.map(({ item }) => item.id));
  const now = new Set([...tried, ...isRefused, ...plan.unchanged.map(({ id }) => id)]);
  // What this session has written is as asked for by its doing.
  const stays = (id: number): boolean => !now.has(id) || (written.has(id) && !tried.has(id) && !isRefused.has(id));
  return {
    outcomes: [...old.filter((outcome) => stays(idOf(outcome))), ...outcomes],
    refused: [...refused.filter(({ item }) => !now.has(item.id)), ...plan.refused],
    unchanged: [...unchanged.filter(({ id }) => !now.has(id)), ...plan.unchanged.filter(({ id }) => !written.has(id))],
  };
}

/** Whether all writes of an entry were made. */
export function isWritten({ kind }: Pick<EntryOutcome, "kind">): boolean {
  return kind === "written";
}

/** Outcomes of entries of which nothing is known but that writing them broke off. */
export function brokenOff(entries: readonly PlannedEntry[], message: string): EntryOutcome[] {
  return entries.map((entry) => ({
    entry,
    writes: entry.writes.map((write) => ({ write, outcome: { kind: "failed", message } })),
    kind: "failed",
  }));
}

/** Ids of the work items that were written, or may have been. */
export function touchedIds(outcomes: readonly EntryOutcome[]): number[] {
  const touched = outcomes
    .flatMap(({ writes }) => writes)
    .filter(({ outcome }) => outcome.kind === "written" || outcome.kind === "failed");
  return [...new Set(touched.map(({ write }) => write.item.id))];
}

/** Whether a part of it was written. */
export function hasWritten({ writes }: EntryOutcome): boolean {
  return writes.some(({ outcome }) => outcome.kind === "written");
}

/** What is left of an entry once the writes that were made are taken out. */
export function remainderOf({ entry, writes }: EntryOutcome): PlannedEntry {
  return { ...entry, writes: writes.filter(({ outcome }) => outcome.kind !== "written").map(({ write }) => write) };
}

function idOf({ entry }: EntryOutcome): number {
  return entry.item.id;
}
