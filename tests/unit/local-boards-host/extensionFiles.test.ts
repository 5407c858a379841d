import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveExtensionFile } from "../../../scripts/local-boards/host/node/extensionFiles";
import { readManifest } from "../../../scripts/local-boards/host/node/manifest";

const FILES = [
  { path: "dist", addressable: true },
  { path: "build/pictures", addressable: true, packagePath: "images" },
  { path: "static/icon.svg", addressable: true },
  { path: "tasks", addressable: false },
];

/** Matches any text with this in it. */
function containing(text: string): unknown {
  return expect.stringContaining(text);
}

let directory: string;
let server: Server;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "extension-files-"));
  const put = (path: string, text: string): void => {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  put("dist/hub.html", "<h1>Hub</h1>");
  put("dist/fonts/a b.woff2", "font");
  put("build/pictures/one.png", "picture");
  put("static/icon.svg", "<svg/>");
  put("static/secret.txt", "secret");
  put("tasks/task.json", "{}");
  put("package.json", "{}");
  symlinkSync(tmpdir(), join(directory, "dist", "outside"));
  writeFileSync(join(tmpdir(), "extension-files-outside.txt"), "outside");
  server = createServer((req, res) => void serveExtensionFile(directory, FILES, req, res));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(directory, { recursive: true });
  rmSync(join(tmpdir(), "extension-files-outside.txt"));
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asks for a path as it stands; `fetch` would tidy it up first. */
function get(path: string, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((fulfil, reject) => {
    const asked = request({ port, host: "127.0.0.1", path, method }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => fulfil({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

it.each([
  ["/dist/hub.html", "<h1>Hub</h1>", "text/html; charset=utf-8"],
  ["/dist/hub.html?loaded=false", "<h1>Hub</h1>", "text/html; charset=utf-8"],
  ["/dist/fonts/a%20b.woff2", "font", "font/woff2"],
  ["/images/one.png", "picture", "image/png"],
  ["/static/icon.svg", "<svg/>", "image/svg+xml"],
])("%s is served with its type, to any origin, and never kept", async (path, body, type) => {
  const answer = await get(path);
  expect(answer).toMatchObject({ status: 200, body });
  expect(answer.headers).toMatchObject({
    "content-type": type,
    "access-control-allow-origin": "*",
    "cache-control": "no-store",
  });
});

it.each([
  "/",
  "/dist",
  "/dist/",
  "/dist/missing.js",
  "/dist/hub.html/more",
  "/distant/hub.html",
  "/package.json",
  "/vss-extension.json",
  "/static/secret.txt",
  "/tasks/task.json",
  "/build/pictures/one.png",
  "/dist/../package.json",
  "/dist/%2e%2e/package.json",
  "/dist/..%2fpackage.json",
  "/dist/..%5cpackage.json",
  "//etc/passwd",
  "/dist/%00",
  "/dist/%zz",
  "/dist/outside/extension-files-outside.txt",
])("%s is none of the extension's files", async (path) => {
  expect(await get(path)).toMatchObject({ status: 404, body: containing("No such file") });
});

it("is read only", async () => {
  expect(await get("/dist/hub.html", "DELETE")).toMatchObject({ status: 405 });
  expect(await get("/dist/hub.html", "HEAD")).toMatchObject({ status: 200, body: "" });
});

describe("the manifest", () => {
  it("is asked for where it is missing", async () => {
    await expect(readManifest(directory)).rejects.toThrow("vss-extension.json cannot be read");
  });

  it.each([
    ["{", "is not JSON"],
    ['{"publisher": "p", "id": "i", "version": 1, "name": "n"}', "version"],
  ])("%s is refused by name", async (text, message) => {
    writeFileSync(join(directory, "vss-extension.json"), text);
    await expect(readManifest(directory)).rejects.toThrow(message);
  });
});
