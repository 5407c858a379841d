/**
 * Does work on each of the items, at most `lanes` at a time, and gives what came of them in their order. The first failure
 * ends it, once what is under way has ended.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failure: { readonly thrown: unknown } | null = null;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length && failure === null; index = next++) {
      try {
        results[index] = await work(items[index] as T);
      } catch (thrown) {
        failure ??= { thrown };
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const failed = failure as { readonly thrown: unknown } | null;
  if (failed !== null) throw failed.thrown;
  return results;
}
