import type { WorkItem } from "../store/workItem";

/** The date of a new revision (ISO 8601): always later than the one before, however coarse the clock. */
export function laterThan(item: WorkItem, now: number): string {
  const last = Date.parse(String(item.fields["System.ChangedDate"]));
  return new Date(Math.max(now, last + 1)).toISOString();
}
