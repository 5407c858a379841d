import type { WordSource } from "../policy/policy";
import { fold } from "../text";
import type { WorkItem } from "../workItem";

/** The words that a work item says about itself at this source: what follows the prefix of its tags, or a field's value. */
export function wordsOf(item: WorkItem, source: WordSource): string[] {
  if (source.kind === "field") {
    const value = item.fields[source.field];
    return value === null || value === undefined || value === "" ? [] : [String(value).trim()];
  }
  const prefix = fold(source.prefix);
  const words: string[] = [];
  for (const tag of item.tags) {
    if (!fold(tag).startsWith(prefix)) continue;
    const word = tag.trim().slice(source.prefix.trim().length).trim();
    if (word !== "") words.push(word);
  }
  return words;
}

/** The first of {@link wordsOf} in alphabetical order, so that the order of tags has no influence (L2); null for none. */
export function wordOf(item: WorkItem, source: WordSource): string | null {
  return wordsOf(item, source).sort()[0] ?? null;
}
