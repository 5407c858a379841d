/**
 * Serves the extension's files on an origin of their own: what the manifest calls addressable, and nothing else.
 */
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Manifest } from "./manifest";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

/** The media type of a file by its name. */
export function mediaType(file: string): string {
  return TYPES[extname(file).toLowerCase()] ?? "application/octet-stream";
}

function withoutSlashes(path: string): string {
  return path.replace(/^[./]+/, "").replace(/\/+$/, "");
}

function decodedPath(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url, "http://extension").pathname).replace(/^\/+/, "");
  } catch {
    return null; // "%zz" is no path
  }
}

/**
 * Where a request leads among the addressable files.
 * @returns the absolute path, or null where the path is none of the extension's; the file may not exist
 */
export function locate(directory: string, files: Manifest["files"], url: string): string | null {
  const path = decodedPath(url);
  if (path === null || path.includes("\0") || path.includes("\\") || path.split("/").includes("..")) return null;
  for (const entry of files) {
    if (!entry.addressable) continue;
    const served = withoutSlashes(entry.packagePath ?? entry.path);
    if (path !== served && !path.startsWith(`${served}/`)) continue;
    return resolve(directory, withoutSlashes(entry.path), `.${path.slice(served.length)}`);
  }
  return null;
}

/** The real file behind a path; null where there is none or where a link leads out of the folder. */
async function realFile(directory: string, path: string): Promise<string | null> {
  try {
    const [root, file] = await Promise.all([realpath(directory), realpath(path)]);
    if (!file.startsWith(root + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

/** Answers one request for a file of the extension. */
export async function serveExtensionFile(
  directory: string,
  files: Manifest["files"],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A sandboxed frame has an opaque origin, so its fonts and modules need this; nothing may be kept by the browser,
  // or a rebuilt extension would not show.
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-content-type-options", "nosniff");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const located = locate(directory, files, request.url ?? "/");
  const file = located === null ? null : await realFile(directory, located);
  if (file === null) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end("No such file of the extension. Here are only the files that vss-extension.json calls addressable.\n");
    return;
  }
  response.writeHead(200, { "content-type": mediaType(file) });
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(file), response);
}
