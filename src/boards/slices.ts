import type { Clock } from "./clock";

/** For so many milliseconds work goes on before a page gets its turn: half of what is felt as a delay. */
const SLICE_MS = 20;

/**
 * Does work on each of the items, in their order, and lets the page have its turn between slices. Rejects as `clock.sleep` does
 * once the signal is aborted; what `work` throws ends it.
 */
export async function inSlices<T, R>(
  items: Iterable<T>,
  work: (item: T) => R,
  clock: Clock,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  let began = clock.now();
  for (const item of items) {
    if (clock.now() - began >= SLICE_MS) {
      await clock.sleep(0, signal);
      began = clock.now();
    }
    results.push(work(item));
  }
  return results;
}
