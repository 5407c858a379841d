import { indexFrom, keyOf, stepped, uniformFrom, wordOf } from "../../../../../src/domain/planning/forecast/random";

const COUNT = 40_000;

/** Draws along one word of a key, all others fixed. */
const ALONG: Readonly<Record<string, (index: number) => number>> = {
  trial: (index) => stepped(stepped(stepped(keyOf(1, "period"), wordOf("Team")), index), 3),
  period: (index) => stepped(stepped(stepped(keyOf(1, "period"), wordOf("Team")), 3), index),
  team: (index) => stepped(stepped(stepped(keyOf(1, "period"), wordOf(`Team ${index}`)), 3), 3),
  seed: (index) => stepped(stepped(stepped(keyOf(index, "period"), wordOf("Team")), 3), 3),
};

function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("a draw", () => {
  it("is the same for the same key, on every machine", () => {
    expect(stepped(stepped(keyOf(42, "period"), wordOf("Web")), 7)).toBe(446_308_973);
    expect(wordOf("a")).toBe(0xe40c292c);
  });

  it("differs by purpose, and by every bit of a seed of 53 bits", () => {
    const seeds = [0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52, Number.MAX_SAFE_INTEGER, -(2 ** 40)];
    const keys = seeds.flatMap((seed) =>
      (["resample", "period", "estimate"] as const).map((for_) => keyOf(seed, for_)),
    );
    expect(new Set(keys).size).toBe(seeds.length * 3);
  });

  it.each([1.5, Number.NaN, Infinity, 2 ** 60])("refuses the seed %p", (seed) => {
    expect(() => keyOf(seed, "period")).toThrow(/no whole number/);
  });

  it.each(Object.keys(ALONG))("is uniform along the %s", (word) => {
    const counts = new Array<number>(100).fill(0);
    for (let index = 0; index < COUNT; index++) {
      const bin = indexFrom(ALONG[word]?.(index) ?? 0, 100);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // 99 degrees of freedom: 149 is exceeded once in a thousand, 62 undercut as rarely (a lattice is too even).
    expect(chiSquare(counts, COUNT / 100)).toBeLessThan(149);
    expect(chiSquare(counts, COUNT / 100)).toBeGreaterThan(62);
  });

  it.each(Object.keys(ALONG))("tells nothing of the next one along the %s", (word) => {
    const pairs = new Array<number>(64).fill(0);
    for (let index = 0; index < COUNT; index++) {
      const here = indexFrom(ALONG[word]?.(index) ?? 0, 8);
      const next = indexFrom(ALONG[word]?.(index + 1) ?? 0, 8);
      pairs[here * 8 + next] = (pairs[here * 8 + next] ?? 0) + 1;
    }
    expect(chiSquare(pairs, COUNT / 64)).toBeLessThan(103);
  });

  it("of one trial and period tells nothing of another team's, or of another purpose's", () => {
    const correlation = (other: (trial: number) => number) => {
      let sum = 0;
      for (let trial = 0; trial < COUNT; trial++) {
        const mine = uniformFrom(stepped(stepped(keyOf(1, "period"), wordOf("A")), trial)) - 0.5;
        sum += mine * (uniformFrom(other(trial)) - 0.5) * 12;
      }
      return Math.abs(sum / COUNT);
    };
    const bound = 4 / Math.sqrt(COUNT);
    expect(correlation((trial) => stepped(stepped(keyOf(1, "period"), wordOf("B")), trial))).toBeLessThan(bound);
    expect(correlation((trial) => stepped(stepped(keyOf(1, "resample"), wordOf("A")), trial))).toBeLessThan(bound);
    expect(correlation((trial) => stepped(stepped(keyOf(1, "period"), wordOf("A")), trial))).toBeGreaterThan(0.9);
  });

  it("has all 32 bits: each is set half of the time and flips half of the time with each bit of the word", () => {
    for (let bit = 0; bit < 32; bit++) {
      let set = 0;
      let flipped = 0;
      for (let trial = 0; trial < 4_000; trial++) {
        const key = stepped(keyOf(9, "period"), trial);
        const other = stepped(keyOf(9, "period"), trial ^ (1 << (bit % 20)));
        set += (key >>> bit) & 1;
        flipped += ((key ^ other) >>> bit) & 1;
      }
      expect(Math.abs(set - 2_000)).toBeLessThan(150);
      expect(Math.abs(flipped - 2_000)).toBeLessThan(220);
    }
  });
});
