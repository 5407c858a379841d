import type { FieldDefinition } from "../process/fields";

/**
 * Tells whether a text, in lower case, holds what is wanted: as a part of it, or as words one after the other. Of tags a
 * whole one is found, not a part of its name [?].
 */
export function textTest(
  field: FieldDefinition,
  operator: "contains" | "containsWords",
  wanted: string,
): (text: string) => boolean {
  const lower = wanted.toLowerCase();
  if (field.referenceName === "System.Tags") {
    const tag = lower.trim();
    return (text) => text.split(";").some((found) => found.trim() === tag);
  }
  if (operator === "contains") return (text) => text.includes(lower);
  const phrase = lower.match(WORDS) ?? [];
  return (text) => containsPhrase(text.match(WORDS) ?? [], phrase);
}

const WORDS = /[\p{L}\p{N}_]+\*?/gu;

/** Whether the words stand in the text one after the other; a `*` ends a word early. */
function containsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return words.some((_, start) =>
    phrase.every((wanted, i) => {
      const word = words[start + i];
      if (word === undefined) return false;
      return wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
    }),
  );
}
