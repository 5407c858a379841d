import type { BlockerCode } from "../readiness/report";

/** What no waiver can cover (E4): a waiver does not make known what is not. */
const NEVER_WAIVED: ReadonlySet<string> = new Set<BlockerCode>([
  "EMPTY_SCOPE",
  "READ_PARTIAL",
  "ITEM_UNREADABLE",
  "STATE_UNMAPPED",
  "WAIVER_EXPIRED",
]);

/** Whether a waiver can cover what has this code (E4). */
export function canBeWaived(code: string): boolean {
  return !NEVER_WAIVED.has(code);
}
