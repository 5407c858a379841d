import * as v from "valibot";
import { BoardsError } from "./errors";

/** A document of the extension's own storage. Azure DevOps raises `__etag` with each write. */
export interface Document {
  readonly id: string;
  readonly __etag?: number | undefined;
  readonly [property: string]: unknown;
}

/** The extension's own storage, as far as it is used here. All of it is shared by the users of the organization. */
export interface DocumentStore {
  /** The document; null, or a rejection with Azure DevOps' error, where there is none. */
  get(collection: string, id: string): Promise<Document | null>;
  /** All documents of a collection, at most 100,000; none where nobody wrote to it yet. */
  list(collection: string): Promise<readonly Document[]>;
  /** Writes a document that is not there yet; rejects with Azure DevOps' error when it is. The first makes the collection. */
  create(collection: string, document: Document): Promise<Document>;
  /** Writes the document and returns it as stored; rejects with Azure DevOps' error when `__etag` is not the stored one. */
  set(collection: string, document: Document): Promise<Document>;
  /** Removes the document; one that is not there is no error. */
  remove(collection: string, id: string): Promise<void>;
}

/** Errors cross frames as plain objects, so they are told apart by what they carry. */
const STORE_ERROR = v.object({
  status: v.optional(v.number()),
  typeKey: v.optional(v.string()),
  serverError: v.optional(v.nullable(v.object({ typeKey: v.optional(v.string()) }))),
});

function saysOneOf(thrown: unknown, statuses: readonly number[], typeKeys: readonly string[]): boolean {
  const error = v.safeParse(STORE_ERROR, thrown);
  if (!error.success) return false;
  const { status, typeKey, serverError } = error.output;
  return (
    (status !== undefined && statuses.includes(status)) || typeKeys.includes(serverError?.typeKey ?? typeKey ?? "")
  );
}

/** Whether an error says that there is no such document, or not even its collection. */
export function isMissing(thrown: unknown): boolean {
  return saysOneOf(thrown, [404], ["DocumentDoesNotExistException", "DocumentCollectionDoesNotExistException"]);
}

/** Whether an error says that somebody else wrote the document meanwhile. */
export function isConflict(thrown: unknown): boolean {
  return saysOneOf(thrown, [409, 412], ["InvalidDocumentVersionException", "DocumentExistsException"]);
}

/** The status of Azure DevOps' answer that an error carries; null where it carries none. */
export function statusOf(thrown: unknown): number | null {
  const error = v.safeParse(STORE_ERROR, thrown);
  return error.success ? (error.output.status ?? null) : null;
}

/**
 * The version of a document that was read or written.
 *
 * @throws BoardsError where it has none, since it could not be replaced safely then
 */
export function etagOf({ id, __etag: etag }: Document): number {
  if (etag !== undefined) return etag;
  throw new BoardsError(
    `The extension's storage gave the document ${id} without its version, so it can't be changed safely.`,
  );
}

/** With this version the last write wins. */
export const ANY_VERSION = -1;
