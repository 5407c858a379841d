import type { Pattern } from "./policy/policy";

/** A text as it is compared everywhere: tidy, without case. */
export function fold(text: string): string {
  return tidy(text).toLowerCase();
}

/** A text with its white space folded to single blanks, and none around it. */
export function tidy(text: string): string {
  // Nearly every tag and state has nothing to fold, and looking is cheaper than replacing.
  return UNTIDY.test(text) ? text.replace(/\s+/g, " ").trim() : text;
}

/**
 * Remembers what `compute` gives for a text, and never computes it twice. For texts that thousands of work items share:
 * types, states, tags, paths. Not for titles, which would all be kept and hardly ever asked for again.
 */
export function perText<T extends string | boolean | object | null>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = compute(text);
      known.set(text, result);
    }
    return result;
  };
}

const UNTIDY = /^\s|\s$|\s\s|[^\S ]/;

/** Whether a text is one of `names`, by its folded form. For texts that repeat, as {@link perText} says. */
export function isOneOf(names: readonly string[]): Matcher {
  const folded = new Set(names.map(fold));
  return perText((text) => folded.has(fold(text)));
}

/** A compiled list of patterns: true for a text that one of them matches as a whole. */
export type Matcher = (text: string) => boolean;

/**
 * Compiles patterns once, so that matching fifty thousand titles costs a set look-up each. Patterns without `*` go into
 * the set; the others are split at it.
 */
export function matcherOf(patterns: readonly Pattern[]): Matcher {
  if (patterns.length === 0) return () => false;
  const exact = new Set<string>();
  const wild: (readonly string[])[] = [];
  for (const pattern of patterns) {
    const folded = fold(pattern);
    if (!folded.includes("*")) exact.add(folded);
    else wild.push(folded.split("*"));
  }
  return (text) => {
    const folded = fold(text);
    return exact.has(folded) || wild.some((parts) => hasParts(folded, parts));
  };
}

/**
 * Whether a text consists of these parts in their order, with anything between them. The earliest place of each is as good as
 * any: a regular expression would try all of them, and take minutes for one title.
 */
function hasParts(text: string, parts: readonly string[]): boolean {
  const [first = "", ...between] = parts;
  const last = between.pop() ?? "";
  const end = text.length - last.length;
  let from = first.length;
  if (from > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  for (const part of between) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

/** `1 thing`, `1,284 things`: the count with its noun. Sentences are English, and so are their numbers. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;
}
