import type { IExtensionDataManager, IExtensionDataService } from "azure-devops-extension-api";
import * as v from "valibot";
import { type Document, type DocumentStore, isMissing } from "../boards/documents";

const DOCUMENT = v.looseObject({ id: v.string(), __etag: v.optional(v.number()) });
const HAS_STATUS = v.object({ status: v.number() });

/** What the document store needs of the SDK. */
export interface DocumentAccess {
  readonly service: IExtensionDataService;
  readonly extensionId: string;
  readonly getAccessToken: () => Promise<string>;
}

/**
 * The extension's own documents, shared by all users of the organisation. The manager is kept, since what the host hands
 * over is never released; one whose access token ran out is asked for again, once a call.
 */
export function createDocumentStore({ service, extensionId, getAccessToken }: DocumentAccess): DocumentStore {
  let kept: Promise<IExtensionDataManager> | null = null;
  const renew = (): Promise<IExtensionDataManager> => {
    const asked = getAccessToken().then((token) => service.getExtensionDataManager(extensionId, token));
    kept = asked;
    asked.catch(() => {
      if (kept === asked) kept = null;
    });
    return asked;
  };

  async function withManager(call: (manager: IExtensionDataManager) => Promise<unknown>): Promise<unknown> {
    try {
      return await call(await (kept ?? renew()));
    } catch (thrown) {
      if (!v.is(HAS_STATUS, thrown) || thrown.status !== 401) throw thrown;
      return call(await renew());
    }
  }

  return {
    async get(collection, id) {
      const found = await withManager((manager) => manager.getDocument(collection, id));
      return found == null ? null : v.parse(DOCUMENT, found);
    },
    async list(collection) {
      try {
        return v.parse(v.array(DOCUMENT), await withManager((manager) => manager.getDocuments(collection)));
      } catch (thrown) {
        // A collection is there once somebody wrote to it.
        if (isMissing(thrown)) return [];
        throw thrown;
      }
    },
    async create(collection, document: Document) {
      return v.parse(DOCUMENT, await withManager((manager) => manager.createDocument(collection, document)));
    },
    async set(collection, document: Document) {
      return v.parse(DOCUMENT, await withManager((manager) => manager.setDocument(collection, document)));
    },
    async remove(collection, id) {
      try {
        await withManager((manager) => manager.deleteDocument(collection, id));
      } catch (thrown) {
        if (!isMissing(thrown)) throw thrown;
      }
    },
  };
}
