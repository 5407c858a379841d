import type { IncomingMessage } from "node:http";
import { invalidRequest } from "./errors";

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

/** Reads text as JSON; nothing gives undefined. Throws ServiceError 400 for text that is not JSON. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidRequest(`The request body is not JSON: ${(error as Error).message}`);
  }
}
