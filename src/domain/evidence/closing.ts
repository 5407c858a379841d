import { dayOf } from "../backlog/releases";
import type { Instant, WorkItem } from "../workItem";

/** Clocks differ; a date further ahead than this cannot be true (§9). Milliseconds. */
const TOLERANCE = 5 * 60 * 1000;

/** When a finished work item was closed (UTC), or why its date does not count (§9). */
export type Closing = { readonly at: Instant; readonly fault: null } | { readonly at: null; readonly fault: string };

/** Reads the closing of a finished item: its Closed Date, or its last change of state in processes that keep none. */
export function closingOf({ closedDate, stateChangeDate }: WorkItem, now: Instant): Closing {
  const at = closedDate ?? stateChangeDate;
  if (at === null) return { at: null, fault: "Azure Boards has no date of its closing" };
  if (at > now + TOLERANCE) return { at: null, fault: `its date, ${dayOf(at)}, lies in the future` };
  return { at, fault: null };
}
