/**
 * `ms.vss-features.extension-data-service`: documents and settings, kept by the REST service of reference §4. Failures
 * keep their status and `serverError.typeKey` on the way to the extension, as Azure DevOps' do.
 */
import * as v from "valibot";
import { type Rest, RestError, createRest } from "../rest";

const SETTINGS = "$settings";

const optionsSchema = v.nullish(
  v.object({
    scopeType: v.optional(v.string()),
    scopeValue: v.optional(v.string()),
    defaultValue: v.optional(v.unknown()),
  }),
);
type Options = v.InferOutput<typeof optionsSchema>;

const settingSchema = v.object({ value: v.optional(v.unknown()) });
const collectionsSchema = v.array(
  v.object({ collectionName: v.string(), scopeType: v.optional(v.string()), scopeValue: v.optional(v.string()) }),
);
const listSchema = v.object({ value: v.array(v.unknown()) });

function isMissing(error: unknown, ...typeKeys: string[]): boolean {
  if (!(error instanceof RestError) || error.status !== 404) return false;
  const parsed = v.safeParse(v.object({ typeKey: v.string() }), error.serverError);
  return parsed.success && typeKeys.includes(parsed.output.typeKey);
}

class DataManager {
  constructor(
    private readonly rest: Rest,
    private readonly base: string,
  ) {}

  private collection(name: string, options: Options): string {
    // A user's own scope is always Me, and the organisation's always Current.
    const scope = options?.scopeType ?? "Default";
    const value = options?.scopeValue ?? (scope === "User" ? "Me" : "Current");
    const [type, of, collection] = [scope, value, name].map(encodeURIComponent);
    return `${this.base}/Data/Scopes/${type}/${of}/Collections/${collection}/Documents`;
  }

  async getValue(key: string, options: Options): Promise<unknown> {
    try {
      const path = `${this.collection(SETTINGS, options)}/${encodeURIComponent(key)}`;
      return v.parse(settingSchema, await this.rest.get(path)).value;
    } catch (error) {
      if (!isMissing(error, "DocumentDoesNotExistException", "DocumentCollectionDoesNotExistException")) throw error;
      return options?.defaultValue;
    }
  }

  async setValue(key: string, value: unknown, options: Options): Promise<unknown> {
    // Etag -1: the last one wins.
    const document = { id: key, __etag: -1, value };
    return v.parse(settingSchema, await this.rest.send("PUT", this.collection(SETTINGS, options), document)).value;
  }

  async getDocument(collection: string, id: string, options: Options): Promise<unknown> {
    try {
      return await this.rest.get(`${this.collection(collection, options)}/${encodeURIComponent(id)}`);
    } catch (error) {
      // The default stands in for a missing document, not for a missing collection.
      if (options?.defaultValue === undefined || !isMissing(error, "DocumentDoesNotExistException")) throw error;
      return options.defaultValue;
    }
  }

  async getDocuments(collection: string, options: Options): Promise<unknown[]> {
    return v.parse(listSchema, await this.rest.get(this.collection(collection, options))).value;
  }

  createDocument(collection: string, document: unknown, options: Options): Promise<unknown> {
    return this.rest.send("POST", this.collection(collection, options), document);
  }

  setDocument(collection: string, document: unknown, options: Options): Promise<unknown> {
    return this.rest.send("PUT", this.collection(collection, options), document);
  }

  updateDocument(collection: string, document: unknown, options: Options): Promise<unknown> {
    return this.rest.send("PATCH", this.collection(collection, options), document);
  }

  async deleteDocument(collection: string, id: string, options: Options): Promise<void> {
    await this.rest.send("DELETE", `${this.collection(collection, options)}/${encodeURIComponent(id)}`);
  }

  /** A collection that nobody wrote to yet has no documents. */
  private async documentsOf(collection: string, options: Options): Promise<unknown[]> {
    try {
      return await this.getDocuments(collection, options);
    } catch (error) {
      if (!isMissing(error, "DocumentCollectionDoesNotExistException")) throw error;
      return [];
    }
  }

  queryCollections(collections: unknown): Promise<object[]> {
    return Promise.all(
      v.parse(collectionsSchema, collections).map(async (one) => {
        const { collectionName, scopeType = "Default", scopeValue = "Current" } = one;
        const documents = await this.documentsOf(collectionName, { scopeType, scopeValue });
        return { collectionName, scopeType, scopeValue, documents };
      }),
    );
  }
}

/** The manager as the extension gets it: a plain object of functions, so that each crosses the frame on its own. */
function managerProxy(manager: DataManager): object {
  const options = (given: unknown): Options => v.parse(optionsSchema, given);
  const text = (given: unknown): string => v.parse(v.string(), given);
  return {
    getValue: (key: unknown, o?: unknown) => manager.getValue(text(key), options(o)),
    setValue: (key: unknown, value: unknown, o?: unknown) => manager.setValue(text(key), value, options(o)),
    getDocument: (name: unknown, id: unknown, o?: unknown) => manager.getDocument(text(name), text(id), options(o)),
    getDocuments: (name: unknown, o?: unknown) => manager.getDocuments(text(name), options(o)),
    createDocument: (name: unknown, d: unknown, o?: unknown) => manager.createDocument(text(name), d, options(o)),
    setDocument: (name: unknown, d: unknown, o?: unknown) => manager.setDocument(text(name), d, options(o)),
    updateDocument: (name: unknown, d: unknown, o?: unknown) => manager.updateDocument(text(name), d, options(o)),
    deleteDocument: (name: unknown, id: unknown, o?: unknown) =>
      manager.deleteDocument(text(name), text(id), options(o)),
    queryCollections: (collections: unknown) => manager.queryCollections(collections),
    queryCollectionsByName: (names: unknown) =>
      manager.queryCollections(v.parse(v.array(v.string()), names).map((collectionName) => ({ collectionName }))),
  };
}

/** Makes the service. */
export function extensionDataService(organizationUrl: string): object {
  return {
    getExtensionDataManager(extensionId: unknown, token: unknown): object {
      const [publisher, extension, ...rest] = String(extensionId).split(".");
      if (!publisher || !extension || rest.length > 0) {
        throw new Error(`"${String(extensionId)}" is no extension id; expected publisher.extension.`);
      }
      if (typeof token !== "string" || token === "") throw new Error("getExtensionDataManager needs an access token.");
      const ids = [publisher, extension].map(encodeURIComponent).join("/");
      const base = `/_apis/ExtensionManagement/InstalledExtensions/${ids}`;
      return managerProxy(new DataManager(createRest(organizationUrl, token), base));
    },
  };
}
