import type { StateReader } from "../backlog/states";
import { wordsOf } from "../backlog/words";
import type { Policy } from "../policy/policy";
import { fold } from "../text";
import type { WorkItem } from "../workItem";

const NOT_MOVED = new Set(["retire", "retain"]);

/** Why an item that is an asset is out of scope by what it says of itself (M4, M6, M7); null while it counts. */
export function exclusionOf(item: WorkItem, states: StateReader, policy: Policy): string | null {
  if (states.categoryOf(item) === "Removed") return "Removed";
  const strategies = wordsOf(item, policy.strategy).map(fold);
  const [strategy] = strategies;
  if (strategy !== undefined && strategies.every((word) => NOT_MOVED.has(word))) return strategy;
  return states.notDoneReason(item);
}
