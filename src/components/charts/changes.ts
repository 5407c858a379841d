/** The points at which something is not as it was at the point before, and the last one. */
export function changes<T>(points: readonly T[], valuesOf: (point: T) => unknown): readonly T[] {
  let before: string | null = null;
  return points.filter((point, index) => {
    const now = JSON.stringify(valuesOf(point));
    const isTold = now !== before || index === points.length - 1;
    before = now;
    return isTold;
  });
}
