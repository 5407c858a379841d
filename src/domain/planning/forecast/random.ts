/**
 * Chance without a sequence: a draw is a hash of its key (seed, purpose, team, trial, period), so that it is the same
 * whatever else was drawn, and in whatever order. A what-if meets the same luck as the plan it is compared with.
 *
 * A key is built word by word: `wordOf` makes a word of a name, `stepped` adds a word to a key. The key is the draw.
 */

/** Taken once: looking up a global at each draw costs more than the draw. */
const { imul, floor } = Math;

/** What a draw is for; draws of different purposes know nothing of each other. */
export const PURPOSES = { resample: 1, period: 2, estimate: 3 } as const;

export type Purpose = keyof typeof PURPOSES;

/**
 * The key that all draws of a purpose begin with.
 *
 * @throws RangeError when the seed is no whole number, or one that a number cannot hold exactly
 */
export function keyOf(seed: number, purpose: Purpose): number {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`The seed ${seed} is no whole number: give one, for example 1.`);
  const high = floor(seed / 2 ** 32) | 0;
  return stepped(stepped(stepped(0, seed | 0), high), PURPOSES[purpose]);
}

/**
 * The key with one more word (32 bits): a bijection of the word for a given key, and of the key for a given word. Each
 * bit of either changes about half of the bits that come out.
 */
export function stepped(key: number, word: number): number {
  let x = ((key ^ imul(word, 0x9e3779b1)) + 0x6d2b79f5) | 0;
  x = imul(x ^ (x >>> 16), 0x21f0aaad);
  x = imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** A word for a name, the same on every machine (FNV-1a over UTF-16 code units). */
export function wordOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A key as a number in [0, 1), in steps of 2^-32. */
export function uniformFrom(key: number): number {
  return key / 2 ** 32;
}

/** A key as one of 0 … size − 1, each as likely as the others to within size × 2^-32. */
export function indexFrom(key: number, size: number): number {
  return floor(uniformFrom(key) * size);
}
