import type { WordSource } from "../policy/policy";
import { tidy } from "../text";
import type { WorkItem } from "../workItem";

/**
 * The words that a work item says about itself at this source: what follows the prefix of its tags, or a field's value.
 * In alphabetical order, so that the order of tags has no influence (L2).
 */
export function wordsOf(item: Pick<WorkItem, "tags" | "fields">, source: WordSource): string[] {
  if (source.kind === "field") {
    const value = item.fields[source.field];
    const word = value === null || value === undefined ? "" : tidy(String(value));
    return word === "" ? [] : [word];
  }
  // A blank at the end of a prefix is part of it: `R ` begins `R 1`, and not `Retail`.
  const prefix = tidy(source.prefix) + (/\s$/.test(source.prefix) ? " " : "");
  const words: string[] = [];
  for (const tag of item.tags) {
    const tidied = tidy(tag);
    if (tidied.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) continue;
    const word = tidied.slice(prefix.length).trim();
    if (word !== "") words.push(word);
  }
  return words.sort();
}
