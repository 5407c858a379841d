import { createMemoryHistory, type HistoryCache, type HistoryOwner } from "./historyCache";
import { createIndexedDbHistory } from "./indexedDbHistory";

/**
 * Keeps revisions in the browser's database; once that refuses (a frame without an origin, private windows, no room left),
 * as long as the page lives, so that a refresh at least need not read everything anew.
 *
 * @param database gives the browser's `indexedDB`; where a browser has none it gives nothing, or throws
 * @param owner tells apart what is kept in the same browser
 */
export function createBrowserHistory(database: () => IDBFactory | undefined, owner: HistoryOwner): HistoryCache {
  const memory = createMemoryHistory();
  let stored: HistoryCache | null = storedIn(database, owner);
  return {
    async load(place) {
      try {
        if (stored !== null) return await stored.load(place);
      } catch {
        stored = null;
      }
      return memory.load(place);
    },
    async add(place, after, next) {
      if (stored === null) return memory.add(place, after, next);
      try {
        await stored.add(place, after, next);
      } catch (thrown) {
        // Not into memory: the pages before this one are not there. The next reading begins anew, and in memory.
        stored = null;
        throw thrown;
      }
    },
    clear: (projectId) => (stored ?? memory).clear(projectId),
  };
}

function storedIn(database: () => IDBFactory | undefined, owner: HistoryOwner): HistoryCache | null {
  try {
    const factory = database();
    return factory === undefined ? null : createIndexedDbHistory(factory, owner);
  } catch {
    // Some browsers refuse a sandboxed frame already when it asks for the database.
    return null;
  }
}
