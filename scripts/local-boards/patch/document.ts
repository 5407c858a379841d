import * as v from "valibot";
import { unsupportedType } from "../http/body";
import { invalidRequest } from "../http/errors";

/** One operation of a JSON Patch document, reduced to what has a meaning for work items. */
export type Operation =
  /** A negative number that stands for the work item that is created; links of a batch name it [D]. */
  | { readonly kind: "placeholder"; readonly id: number }
  | { readonly kind: "test"; readonly path: string; readonly value: unknown }
  | { readonly kind: "setField"; readonly field: string; readonly value: unknown }
  | { readonly kind: "addLink"; readonly link: NewLink }
  | { readonly kind: "removeLink"; readonly index: number }
  | { readonly kind: "commentLink"; readonly index: number; readonly comment: string };

/** A link that is asked for. */
export interface NewLink {
  readonly rel: string;
  readonly url: string;
  readonly comment: string | null;
}

const patchDocument = v.array(
  v.object({
    op: v.picklist(["add", "replace", "remove", "test"]),
    path: v.string(),
    value: v.optional(v.unknown()),
    from: v.optional(v.nullable(v.string())),
  }),
);

const linkValue = v.object({
  rel: v.string(),
  url: v.string(),
  attributes: v.nullish(v.object({ comment: v.nullish(v.string()) })),
});

/** The only media type that a patch may have [C]. */
export const PATCH_MEDIA_TYPE = "application/json-patch+json";

/**
 * Reads a patch from a request.
 * @throws ServiceError 415 for another media type, 400 for anything that is no patch of a work item.
 */
export function parsePatch(contentType: string, body: unknown, method: string): readonly Operation[] {
  if (contentType !== PATCH_MEDIA_TYPE) {
    throw unsupportedType(contentType, method, [PATCH_MEDIA_TYPE]);
  }
  const document = v.safeParse(patchDocument, body);
  if (!document.success) throw invalidRequest("You must pass a valid patch document in the body of the request.");
  return document.output.map((entry) => operation(entry.op, entry.path, entry.value));
}

function operation(op: "add" | "replace" | "remove" | "test", path: string, value: unknown): Operation {
  if (op === "test") return { kind: "test", path, value };
  if (path === "/id" && op === "add" && Number.isInteger(Number(value)) && Number(value) < 0) {
    return { kind: "placeholder", id: Number(value) };
  }
  const field = /^\/fields\/([^/]+)$/.exec(path)?.[1];
  if (field !== undefined) return { kind: "setField", field: unescape(field), value: op === "remove" ? null : value };
  if (path === "/relations/-" && op === "add") return { kind: "addLink", link: newLink(value) };
  const removed = /^\/relations\/(\d+)$/.exec(path)?.[1];
  if (removed !== undefined && op === "remove") return { kind: "removeLink", index: Number(removed) };
  const commented = /^\/relations\/(\d+)\/attributes\/comment$/.exec(path)?.[1];
  if (commented !== undefined && op !== "remove" && typeof value === "string") {
    return { kind: "commentLink", index: Number(commented), comment: value };
  }
  throw invalidRequest(`The patch operation ${op} is not valid for the path ${path}.`);
}

/** JSON Pointer writes `~` as `~0` and `/` as `~1`. */
function unescape(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

function newLink(value: unknown): NewLink {
  const link = v.safeParse(linkValue, value);
  if (!link.success) throw invalidRequest("A relation needs rel and url.");
  return { rel: link.output.rel, url: link.output.url, comment: link.output.attributes?.comment ?? null };
}
