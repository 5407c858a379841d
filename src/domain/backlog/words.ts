import type { WordSource } from "../policy/policy";
import { perText, tidy } from "../text";
import type { WorkItem } from "../workItem";

/** Reads the words of one source from any number of work items. */
export type WordReader = (item: Pick<WorkItem, "tags" | "fields">) => readonly string[];

const NONE: readonly string[] = [];

/**
 * The words that a work item says about itself at this source: what follows the prefix of its tags, or a field's value.
 * In alphabetical order, so that the order of tags has no influence (L2).
 */
export function wordsOf(item: Pick<WorkItem, "tags" | "fields">, source: WordSource): string[] {
  return [...wordReader(source)(item)];
}

/** {@link wordsOf} for many work items: each distinct tag or value is looked at once, and items with one word share its list. */
export function wordReader(source: WordSource): WordReader {
  if (source.kind === "field") {
    const { field } = source;
    const wordsIn = perText((value) => listOf(tidy(value)));
    return ({ fields }) => {
      const value = fields[field];
      return value === null || value === undefined ? NONE : wordsIn(String(value));
    };
  }
  const wordsIn = wordsInTag(source.prefix);
  return ({ tags }) => {
    let words = NONE;
    for (const tag of tags) {
      const found = wordsIn(tag);
      if (found.length > 0) words = words.length === 0 ? found : [...words, ...found].sort();
    }
    return words;
  };
}

function wordsInTag(sourcePrefix: string): (tag: string) => readonly string[] {
  // A blank at the end of a prefix is part of it: `R ` begins `R 1`, and not `Retail`.
  const prefix = tidy(sourcePrefix) + (/\s$/.test(sourcePrefix) ? " " : "");
  return perText((tag) => {
    const tidied = tidy(tag);
    if (tidied.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return NONE;
    return listOf(tidied.slice(prefix.length).trim());
  });
}

function listOf(word: string): readonly string[] {
  return word === "" ? NONE : [word];
}
