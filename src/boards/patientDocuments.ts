import { canonical } from "./canonical";
import type { Clock } from "./clock";
import { type Document, type DocumentStore, isConflict, isMissing, statusOf } from "./documents";
import { isPassing } from "./errors";
import { DEFAULT_RETRY, type RetryPolicy, waitBefore } from "./retryPolicy";

/** What waiting between tries needs. */
export interface PatienceOptions {
  readonly clock: Clock;
  /** A number from 0 up to 1; spreads the waits. */
  readonly random: () => number;
  readonly retry?: RetryPolicy;
}

/**
 * The same documents, asked again where the service or the line fails for a moment. A write whose answer was lost is looked
 * for before it is sent again: found as it was to become, it counts as written; somebody else's write in its place is the
 * conflict that it is.
 */
export function createPatientDocuments(
  store: DocumentStore,
  { clock, random, retry = DEFAULT_RETRY }: PatienceOptions,
): DocumentStore {
  /** Calls until it works, or fails for good. `look` is asked after a failure: null, or the outcome of an earlier try. */
  async function patiently<T>(call: () => Promise<T>, look: () => Promise<T | null>): Promise<T> {
    let mayHaveArrived = false;
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (thrown) {
        const isLost = isForAMoment(thrown);
        mayHaveArrived ||= isLost;
        if (!isLost && !(mayHaveArrived && isConflict(thrown))) throw thrown;
        if (isLost && tries >= retry.attempts) throw thrown;
        if (isLost) {
          const trouble = [429, 503].includes(statusOf(thrown) ?? 0) ? "throttled" : "broken";
          await clock.sleep(waitBefore(retry, trouble, tries, random()));
        }
        const found = await lookOr(look, thrown);
        if (found !== null) return found;
        if (!isLost) throw thrown;
      }
    }
  }

  /** What is found; where looking fails too, what went wrong at first is told. */
  async function lookOr<T>(look: () => Promise<T | null>, first: unknown): Promise<T | null> {
    try {
      return await look();
    } catch {
      throw first;
    }
  }

  const nothing = (): Promise<null> => Promise.resolve(null);
  const get = (collection: string, id: string): Promise<Document | null> =>
    patiently(() => store.get(collection, id), nothing);

  /** The document where it is as it was to be written, at the version that the write makes of it. */
  async function written(collection: string, document: Document, version: number | null): Promise<Document | null> {
    let found: Document | null;
    try {
      found = await get(collection, document.id);
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
    if (found === null || (version !== null && found.__etag !== version)) return null;
    const bodyOf = (one: Document): string => canonical({ ...one, __etag: undefined });
    return bodyOf(found) === bodyOf(document) ? found : null;
  }

  return {
    get,
    list: (collection) => patiently(() => store.list(collection), nothing),
    create: (collection, document) =>
      patiently(
        () => store.create(collection, document),
        () => written(collection, document, null),
      ),
    set: (collection, document) => {
      const { __etag: etag } = document;
      const version = etag === undefined || etag < 0 ? null : etag + 1;
      return patiently(
        () => store.set(collection, document),
        () => written(collection, document, version),
      );
    },
    remove: (collection, id) => patiently(() => store.remove(collection, id), nothing),
  };
}

/** No answer, or one that tells of the service alone. */
function isForAMoment(thrown: unknown): boolean {
  const status = statusOf(thrown);
  return status === null ? !isMissing(thrown) && !isConflict(thrown) : isPassing(status);
}
