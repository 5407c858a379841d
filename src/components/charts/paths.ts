/** A place in a plot, in pixels. */
export type Place = readonly [x: number, y: number];

/** A line through places as the `d` of an SVG path; a single place is drawn as a dot by a round cap. Empty for none. */
export function linePath(places: readonly Place[]): string {
  if (places.length === 0) return "";
  const texts = places.map(([x, y]) => `${rounded(x)} ${rounded(y)}`);
  return `M${texts.length === 1 ? `${texts[0] ?? ""}h0` : texts.join("L")}`;
}

/** The area between an upper and a lower line, which have their places at the same `x`. Empty for none. */
export function areaPath(upper: readonly Place[], lower: readonly Place[]): string {
  return upper.length === 0 ? "" : `${linePath([...upper, ...[...lower].reverse()])}Z`;
}

/** What stands on top of each other: for each part of a list of counts, the sum up to it. */
export function stacked(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts.map((count) => (sum += count));
}

/** A tenth of a pixel is finer than is seen, and five years of days are long enough without more digits. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
