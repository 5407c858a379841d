import { ApiError, Cancelled } from "./errors";

/** Most ids that Azure DevOps takes in one call. */
export const LARGEST_BATCH = 200;

/** The ids in groups of at most `size`, in order. */
export function batchesOf(ids: readonly number[], size: number): number[][] {
  const batches: number[][] = [];
  for (let start = 0; start < ids.length; start += size) batches.push(ids.slice(start, start + size));
  return batches;
}

/**
 * How many further calls may still be spent on finding the id that makes Azure DevOps refuse a batch. Shared by all batches
 * of one reading: a refusal that is not about an id at all must not turn each batch into hundreds of calls.
 */
export interface SplitBudget {
  left: number;
}

/** Calls that a reading may spend on splitting refused batches: enough for several bad ids in batches of 200. */
export const SPLIT_BUDGET = 100;

/**
 * Reads a batch; where Azure DevOps refuses it as a whole (400, 403, 404), reads its halves, down to the one id that it
 * refuses. Every id ends in `read` or in `failed`.
 *
 * @throws Cancelled only
 */
export async function readInHalves(
  ids: readonly number[],
  budget: SplitBudget,
  read: (ids: readonly number[]) => Promise<void>,
  failed: (ids: readonly number[], thrown: unknown) => void,
): Promise<void> {
  try {
    await read(ids);
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    if (ids.length === 1 || !isRefusal(thrown) || budget.left < 2) {
      failed(ids, thrown);
      return;
    }
    budget.left -= 2;
    const middle = Math.ceil(ids.length / 2);
    await Promise.all([
      readInHalves(ids.slice(0, middle), budget, read, failed),
      readInHalves(ids.slice(middle), budget, read, failed),
    ]);
  }
}

function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ApiError && [400, 403, 404].includes(thrown.status);
}
