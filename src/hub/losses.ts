import { countText } from "../components/numbers";
import { type Loss, lostIdsOf } from "../domain/snapshot";

/** How many work items are known not to have been read; a page of a query says nothing of how many stood on it. */
export function lostItems(losses: readonly Loss[]): number {
  return losses.reduce((sum, loss) => sum + lostIdsOf(loss).length, 0);
}

/** What is missing, in words: `3 items could not be read`. */
export function lossText(losses: readonly Loss[]): string {
  if (losses.some(({ kind }) => kind !== "batch" && kind !== "item")) return "part of the project could not be read";
  const items = lostItems(losses);
  return `${countText(items)} ${items === 1 ? "item" : "items"} could not be read`;
}
