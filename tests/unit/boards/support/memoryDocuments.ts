import type { Document, DocumentStore } from "../../../../src/boards/documents";

/** As errors cross frames: what was thrown carries a status and a type key. */
export function storeError(status: number, typeKey: string): Error {
  return Object.assign(new Error(typeKey), { status, serverError: { typeKey } });
}

/** The extension's storage as Azure DevOps behaves, in memory. It keeps no member that is null. */
export class MemoryDocuments implements DocumentStore {
  /** By `collection/id`. */
  readonly kept = new Map<string, Document>();
  /** Calls so far, e.g. `set inventory-p1/b07`. */
  readonly calls: string[] = [];
  /** Asked before each call: throws what the call is to fail with. */
  before: (call: string) => void = () => undefined;
  /** Asked after each call that wrote something: throws where its answer is to be lost. */
  after: (call: string) => void = () => undefined;

  private begin(verb: string, key: string): string {
    const call = `${verb} ${key}`;
    this.calls.push(call);
    this.before(call);
    return call;
  }

  private keep(call: string, key: string, document: Document, etag: number): Document {
    const written = { ...(JSON.parse(JSON.stringify(document, withoutNull)) as Document), __etag: etag };
    this.kept.set(key, written);
    this.after(call);
    return written;
  }

  async get(collection: string, id: string): Promise<Document | null> {
    this.begin("get", `${collection}/${id}`);
    const found = this.kept.get(`${collection}/${id}`);
    if (found === undefined) throw storeError(404, "DocumentDoesNotExistException");
    return Promise.resolve(found);
  }

  async list(collection: string): Promise<readonly Document[]> {
    this.begin("list", collection);
    const found = [...this.kept].filter(([key]) => key.startsWith(`${collection}/`));
    return Promise.resolve(found.map(([, document]) => document));
  }

  async create(collection: string, document: Document): Promise<Document> {
    const key = `${collection}/${document.id}`;
    const call = this.begin("create", key);
    if (this.kept.has(key)) throw storeError(400, "DocumentExistsException");
    return Promise.resolve(this.keep(call, key, document, 1));
  }

  async set(collection: string, document: Document): Promise<Document> {
    const key = `${collection}/${document.id}`;
    const call = this.begin("set", key);
    const stored = this.kept.get(key);
    const { __etag: etag } = document;
    if (stored !== undefined && etag !== -1 && etag !== stored.__etag) {
      throw storeError(400, "InvalidDocumentVersionException");
    }
    return Promise.resolve(this.keep(call, key, document, (stored?.__etag ?? 0) + 1));
  }

  async remove(collection: string, id: string): Promise<void> {
    this.begin("remove", `${collection}/${id}`);
    this.kept.delete(`${collection}/${id}`);
    return Promise.resolve();
  }
}

function withoutNull(_: string, value: unknown): unknown {
  return value === null ? undefined : value;
}
