import type { EstateDocument } from "../model/estate";
import { invalidRequest, ServiceError } from "../http/errors";
import { param, type Context } from "../http/context";
import { ok, okList, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { RESOURCES } from "./resources";

const COLLECTION =
  "ExtensionManagement/InstalledExtensions/{publisher}/{extension}/Data/Scopes/{scopeType}/{scopeValue}/Collections/{collection}/Documents";

/** The documents that extensions keep [S, D]. All versions of this resource are previews. */
export const EXTENSION_DATA_ROUTES: readonly Route[] = [
  { method: "GET", resource: RESOURCES.extensionData, template: COLLECTION, levels: ["organization"], handle: list },
  {
    method: "GET",
    resource: RESOURCES.extensionData,
    template: `${COLLECTION}/{id}`,
    levels: ["organization"],
    handle: read,
  },
  { method: "POST", resource: RESOURCES.extensionData, template: COLLECTION, levels: ["organization"], handle: create },
  { method: "PUT", resource: RESOURCES.extensionData, template: COLLECTION, levels: ["organization"], handle: set },
  {
    method: "PATCH",
    resource: RESOURCES.extensionData,
    template: COLLECTION,
    levels: ["organization"],
    handle: update,
  },
  {
    method: "DELETE",
    resource: RESOURCES.extensionData,
    template: `${COLLECTION}/{id}`,
    levels: ["organization"],
    handle: remove,
  },
];

const LONGEST_ID = 50;
const MOST_DOCUMENTS = 100_000;
/** With this etag the last write wins [D]. */
const ANY_VERSION = -1;

type Place = Pick<EstateDocument, "publisher" | "extension" | "scopeType" | "scopeValue" | "collection">;

function list(context: Context): Reply {
  const place = placeOf(context);
  const documents = collectionOf(place, context);
  if (documents.length === 0) throw collectionMissing(place);
  return okList(documents.slice(0, MOST_DOCUMENTS).map(answer));
}

function read(context: Context): Reply {
  const place = placeOf(context);
  const id = param(context, "id");
  const found = find(place, id, context);
  if (found !== null) return ok(answer(found));
  if (collectionOf(place, context).length === 0) throw collectionMissing(place);
  throw documentMissing(id);
}

function create(context: Context): Reply {
  const place = placeOf(context);
  const { id, body } = documentOf(context);
  const chosen = id ?? crypto.randomUUID();
  // 400 and not 409 [?].
  if (find(place, chosen, context) !== null) {
    throw new ServiceError(400, "DocumentExistsException", `The document with id ${chosen} exists already.`);
  }
  return ok(store({ ...place, id: chosen, etag: 1, body }, context));
}

/** Creates or replaces. */
function set(context: Context): Reply {
  const place = placeOf(context);
  const { id, etag, body } = documentOf(context);
  const chosen = id ?? crypto.randomUUID();
  const present = find(place, chosen, context);
  if (present !== null) checkVersion(present, etag);
  return ok(store({ ...place, id: chosen, etag: (present?.etag ?? 0) + 1, body }, context));
}

/** Replaces what must be there. */
function update(context: Context): Reply {
  const place = placeOf(context);
  const { id, etag, body } = documentOf(context);
  if (id === null) throw invalidRequest("The document needs an id.");
  const present = find(place, id, context);
  if (present === null) {
    throw collectionOf(place, context).length === 0 ? collectionMissing(place) : documentMissing(id);
  }
  checkVersion(present, etag);
  return ok(store({ ...place, id, etag: present.etag + 1, body }, context));
}

function remove(context: Context): Reply {
  const place = placeOf(context);
  const id = param(context, "id");
  const present = find(place, id, context);
  if (present === null) {
    throw collectionOf(place, context).length === 0 ? collectionMissing(place) : documentMissing(id);
  }
  context.organization.documents = context.organization.documents.filter((document) => document !== present);
  return { status: 204 };
}

function placeOf(context: Context): Place {
  const scopeType = param(context, "scopeType").toLowerCase();
  const scopeValue = param(context, "scopeValue").toLowerCase();
  const common = {
    publisher: param(context, "publisher").toLowerCase(),
    extension: param(context, "extension").toLowerCase(),
    collection: param(context, "collection"),
  };
  if (scopeType === "default" && scopeValue === "current")
    return { ...common, scopeType: "Default", scopeValue: "Current" };
  if (scopeType === "user" && scopeValue === "me") return { ...common, scopeType: "User", scopeValue: context.user.id };
  throw invalidRequest(`The scope ${scopeType}/${scopeValue} is not valid.`);
}

function documentOf(context: Context): { id: string | null; etag: number; body: Record<string, unknown> } {
  if (typeof context.body !== "object" || context.body === null || Array.isArray(context.body)) {
    throw invalidRequest("The document must be an object.");
  }
  const { id, __etag: etag, ...body } = context.body as Record<string, unknown>;
  if (id !== undefined && typeof id !== "string") throw invalidRequest("The document's id must be a text.");
  // [D]
  if (id !== undefined && id.length > LONGEST_ID) {
    throw invalidRequest(`The document's id is longer than ${LONGEST_ID} characters.`);
  }
  if (etag !== undefined && typeof etag !== "number") throw invalidRequest("The document's __etag must be a number.");
  return { id: id === undefined || id === "" ? null : id, etag: etag ?? ANY_VERSION, body };
}

/** 400 and neither 409 nor 412 [D, C]. */
function checkVersion(present: EstateDocument, etag: number): void {
  if (etag === ANY_VERSION || etag === present.etag) return;
  throw new ServiceError(
    400,
    "InvalidDocumentVersionException",
    `The version of the document ${present.id} is ${present.etag} and not ${etag}.`,
  );
}

function isIn(place: Place, document: EstateDocument): boolean {
  return (
    document.publisher === place.publisher &&
    document.extension === place.extension &&
    document.scopeType === place.scopeType &&
    document.scopeValue === place.scopeValue &&
    document.collection === place.collection
  );
}

function collectionOf(place: Place, context: Context): readonly EstateDocument[] {
  return context.organization.documents.filter((document) => isIn(place, document));
}

function find(place: Place, id: string, context: Context): EstateDocument | null {
  return context.organization.documents.find((document) => document.id === id && isIn(place, document)) ?? null;
}

function store(document: EstateDocument, context: Context): Record<string, unknown> {
  const others = context.organization.documents.filter((other) => !(other.id === document.id && isIn(document, other)));
  context.organization.documents = [...others, document];
  return answer(document);
}

function answer(document: EstateDocument): Record<string, unknown> {
  return { ...document.body, id: document.id, __etag: document.etag };
}

/** [D, C] */
function documentMissing(id: string): ServiceError {
  return new ServiceError(404, "DocumentDoesNotExistException", `The document with id ${id} does not exist.`);
}

/** A collection is there as soon as, and as long as, it holds a document [?]. */
function collectionMissing(place: Place): ServiceError {
  return new ServiceError(
    404,
    "DocumentCollectionDoesNotExistException",
    `The collection ${place.collection} does not exist.`,
  );
}
