import type { Revision } from "../domain/workItem";
import type { HistoryCache, HistoryOwner, HistoryPlace, KeptHistory } from "./historyCache";

const DATABASE = "release-readiness-history";
/** One record a project: what its pages were read with, and where to go on from. */
const PLACES = "places";
/** One record a page, in the order in which they were added. */
const PAGES = "pages";
const BY_PROJECT = "projectId";

interface PlaceRecord extends HistoryPlace {
  readonly token: string;
  readonly isWhole: boolean;
}

interface PageRecord {
  readonly projectId: string;
  readonly revisions: readonly Revision[];
}

/**
 * Keeps revisions in the browser's database, apart for each organization and reader: what one may see another may not.
 *
 * @param factory the browser's `indexedDB`; each call rejects where it refuses, as in a frame without an origin
 * @param owner tells apart what is kept in the same browser
 */
export function createIndexedDbHistory(factory: IDBFactory, owner: HistoryOwner): HistoryCache {
  const name = `${DATABASE} ${owner.organizationUrl} ${owner.readerId}`;
  const within = async <T>(mode: IDBTransactionMode, task: (stores: Stores) => Promise<T>): Promise<T> => {
    const database = await open(factory, name);
    try {
      const transaction = database.transaction([PLACES, PAGES], mode);
      const done = finished(transaction);
      // It is waited for after the task, whose own failure says more.
      done.catch(() => undefined);
      const result = await task({
        places: transaction.objectStore(PLACES),
        pages: transaction.objectStore(PAGES),
      });
      await done;
      return result;
    } finally {
      database.close();
    }
  };
  return {
    load: ({ projectId, fields }) =>
      within("readonly", async ({ places, pages }): Promise<KeptHistory | null> => {
        const place = (await answer(places.get(projectId))) as PlaceRecord | undefined;
        if (place?.fields !== fields) return null;
        const kept = (await answer(pages.index(BY_PROJECT).getAll(projectId))) as PageRecord[];
        return {
          revisions: kept.flatMap(({ revisions }) => revisions),
          token: place.token,
          isWhole: place.isWhole,
        };
      }),
    add: ({ projectId, fields }, after, { revisions, token, isWhole }) =>
      within("readwrite", async (stores) => {
        if (after === null) await clearPages(stores, projectId);
        else {
          const place = (await answer(stores.places.get(projectId))) as PlaceRecord | undefined;
          if (place?.fields !== fields || place.token !== after) return;
        }
        stores.places.put({ projectId, fields, token, isWhole } satisfies PlaceRecord);
        if (revisions.length > 0) stores.pages.add({ projectId, revisions } satisfies PageRecord);
      }),
    clear: (projectId) =>
      within("readwrite", async (stores) => {
        stores.places.delete(projectId);
        await clearPages(stores, projectId);
      }),
  };
}

interface Stores {
  readonly places: IDBObjectStore;
  readonly pages: IDBObjectStore;
}

async function clearPages({ pages }: Stores, projectId: string): Promise<void> {
  for (const key of await answer(pages.index(BY_PROJECT).getAllKeys(projectId))) pages.delete(key);
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(PLACES, { keyPath: "projectId" });
    request.result.createObjectStore(PAGES, { autoIncrement: true }).createIndex(BY_PROJECT, "projectId");
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("The browser's database gave no reason."));
    };
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error("The browser's database took nothing in."));
    };
  });
}
