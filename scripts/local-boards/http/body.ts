import type { IncomingMessage } from "node:http";
import { invalidRequest, ServiceError } from "./errors";

const LARGEST_BODY = 25 * 1024 * 1024;

/** Reads a request's body as text. Throws ServiceError 400 where it is larger than the service takes. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw invalidRequest("The request is larger than the service takes.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const JSON_TYPES: readonly string[] = ["application/json", "application/json-patch+json"];

/**
 * Refuses a body that does not say it is JSON. A browser's `fetch` calls a text `text/plain` where its caller names no
 * type: the commonest mistake of hand-written clients [C].
 * @throws ServiceError 415
 */
export function requireJsonType(body: string, contentType: string, method: string): void {
  if (body.trim() === "" || JSON_TYPES.includes(contentType)) return;
  throw unsupportedType(contentType, method, JSON_TYPES);
}

/** A body of another type than the resource takes [C]. */
export function unsupportedType(contentType: string, method: string, valid: readonly string[]): ServiceError {
  return new ServiceError(
    415,
    "VssRequestContentTypeNotSupportedException",
    `The request indicated a Content-Type of "${contentType}" for method type "${method}" which is not supported. Valid content types for this method are: ${valid.join(", ")}.`,
  );
}

/** Reads text as JSON; nothing gives undefined. Throws ServiceError 400 for text that is not JSON. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidRequest(`The request body is not JSON: ${(error as Error).message}`);
  }
}
