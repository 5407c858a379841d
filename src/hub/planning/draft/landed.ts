import type { EntryOutcome } from "../../../boards/carryOut";
import { edited } from "../../../domain/change/edit";
import type { Snapshot } from "../../../domain/snapshot";
import type { Instant, WorkItem } from "../../../domain/workItem";

/** Work items as they are since they were written, by id. */
export type Landed = ReadonlyMap<number, WorkItem>;

/** What was written, as it is since. */
export function landedOf(outcomes: readonly EntryOutcome[], now: Instant): Landed {
  return new Map(
    outcomes
      .flatMap(({ writes }) => writes)
      .flatMap(({ write, outcome }) =>
        outcome.kind === "written"
          ? [[write.item.id, { ...edited(write.item, write.edit, now), rev: outcome.rev }] as const]
          : [],
      ),
  );
}

/** A reading with what was written since, and what of that it does not have yet: until it is read again, plans stand on both. */
export function withLanded(
  snapshot: Snapshot,
  landed: Landed,
): { readonly snapshot: Snapshot; readonly landed: Landed } {
  if (landed.size === 0) return { snapshot, landed };
  const still = new Map<number, WorkItem>();
  const workItems = snapshot.workItems.map((item) => {
    const since = landed.get(item.id);
    if (since === undefined || since.rev <= item.rev) return item;
    still.set(item.id, since);
    return since;
  });
  return still.size === 0 ? { snapshot, landed: still } : { snapshot: { ...snapshot, workItems }, landed: still };
}
