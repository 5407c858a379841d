import { createMemoryHistory, type HistoryCache } from "./historyCache";
import { createIndexedDbHistory } from "./indexedDbHistory";

/**
 * Keeps revisions in the browser's database; once that refuses (a frame without an origin, private windows, no room left),
 * as long as the page lives, so that a refresh at least need not read everything anew.
 *
 * @param database gives the browser's `indexedDB`; where a browser has none it gives nothing, or throws
 * @param organizationUrl tells apart what other organizations keep in the same browser
 */
export function createBrowserHistory(database: () => IDBFactory | undefined, organizationUrl: string): HistoryCache {
  const memory = createMemoryHistory();
  let stored: HistoryCache | null = storedIn(database, organizationUrl);
  return {
    async load(place) {
      try {
        if (stored !== null) return await stored.load(place);
      } catch {
        stored = null;
      }
      return memory.load(place);
    },
    async add(place, next) {
      if (stored === null) return memory.add(place, next);
      try {
        await stored.add(place, next);
      } catch (thrown) {
        // Not into memory: the pages before this one are not there. The next reading begins anew, and in memory.
        stored = null;
        throw thrown;
      }
    },
    clear: (projectId) => (stored ?? memory).clear(projectId),
  };
}

function storedIn(database: () => IDBFactory | undefined, organizationUrl: string): HistoryCache | null {
  try {
    const factory = database();
    return factory === undefined ? null : createIndexedDbHistory(factory, organizationUrl);
  } catch {
    // Some browsers refuse a sandboxed frame already when it asks for the database.
    return null;
  }
}
