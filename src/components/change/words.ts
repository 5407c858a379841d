import { compareNames } from "../../domain/backlog/releases";
import { wordsOf } from "../../domain/backlog/words";
import type { Policy, WordSource } from "../../domain/policy/policy";
import type { Snapshot } from "../../domain/snapshot";
import { fold } from "../../domain/text";

/** Words that migrations are spoken of with; others may be typed. */
const KINDS = ["vm", "physical server", "database", "file share", "application", "appliance", "pipeline"];
const STRATEGIES = ["rehost", "replatform", "refactor", "rearchitect", "rebuild", "replace", "retire", "retain"];

/** Kinds to choose from: those in use near by, then the usual ones. */
export function kindWords(snapshot: Snapshot, policy: Policy): string[] {
  return wordsIn(snapshot, policy.assetKind, KINDS);
}

/** Strategies to choose from: those in use near by, then the usual ones. */
export function strategyWords(snapshot: Snapshot, policy: Policy): string[] {
  return wordsIn(snapshot, policy.strategy, STRATEGIES);
}

function wordsIn({ workItems }: Snapshot, source: WordSource, usual: readonly string[]): string[] {
  const words = new Map<string, string>();
  const used = [...new Set(workItems.flatMap((item) => wordsOf(item, source)))].sort(compareNames);
  for (const word of [...used, ...usual]) if (!words.has(fold(word))) words.set(fold(word), word);
  return [...words.values()];
}
