/** Puts the tiny extension into a folder: its manifest and its one page, with the SDK bundled from the package. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** Full ids of the extension's contributions. */
export const HUBS = {
  plain: "tests.tiny.plain",
  notLoaded: "tests.tiny.not-loaded",
  failing: "tests.tiny.failing",
  silent: "tests.tiny.silent",
} as const;
export const CONTENT = "tests.tiny.content";
/** Id of the extension, as the SDK gives it. */
export const EXTENSION = "tests.tiny";

function hub(order: number, id: string, name: string, query = ""): object {
  return {
    id,
    type: "ms.vss-web.hub",
    targets: ["ms.vss-work-web.work-hub-group"],
    properties: { name, order, uri: `dist/page.html${query}` },
  };
}

const MANIFEST = {
  manifestVersion: 1,
  publisher: "tests",
  id: "tiny",
  version: "1.2.3",
  name: "Tiny",
  contributions: [
    hub(1, "plain", "Plain"),
    hub(2, "not-loaded", "Not loaded", "?loaded=false"),
    hub(3, "failing", "Failing", "?loaded=false&fail=true"),
    hub(4, "silent", "Silent", "?init=never"),
    {
      id: "content",
      type: "ms.vss-web.external-content",
      targets: [],
      properties: { name: "Content", uri: "dist/page.html" },
    },
    {
      id: "elsewhere",
      type: "ms.vss-web.hub",
      targets: ["ms.vss-code-web.code-hub-group"],
      properties: { name: "Not in Boards", uri: "dist/page.html" },
    },
  ],
  files: [{ path: "dist", addressable: true }, { path: "private" }],
};

const PAGE = '<!doctype html><html lang="en"><title>Tiny</title><body><script src="page.js"></script></body></html>';

/** Builds the extension; the folder is removed after the tests of the file. */
export function useTinyExtension(): { readonly directory: string } {
  const directory = mkdtempSync(join(tmpdir(), "tiny-extension-"));

  beforeAll(async () => {
    mkdirSync(join(directory, "dist"));
    mkdirSync(join(directory, "private"));
    writeFileSync(join(directory, "vss-extension.json"), JSON.stringify(MANIFEST));
    writeFileSync(join(directory, "dist", "page.html"), PAGE);
    writeFileSync(join(directory, "private", "secret.txt"), "not addressable");
    await build({
      entryPoints: { page: join(__dirname, "page.ts") },
      outdir: join(directory, "dist"),
      bundle: true,
      format: "iife",
      logLevel: "silent",
    });
  });

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  return { directory };
}
