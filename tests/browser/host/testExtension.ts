/** Puts a small extension for tests into a folder: its manifest and its one page, with the SDK bundled from the package. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/**
 * How to wait for something in a frame that may be hidden: it draws nothing, and waiting for its next drawing, as Playwright does
 * by itself, has no end.
 */
export const HIDDEN_TOO = { polling: 50 };

/** What a small extension is made of. */
export interface TestExtension {
  /** What it is called; its full id is this after `tests.`, in lower case. */
  readonly name: string;
  readonly version?: string;
  /** As the manifest has them; the page is `dist/page.html`. */
  readonly contributions: readonly object[];
  /** Path of the script of the page. */
  readonly script: string;
  /** Other files by their path, with what they hold; those outside `dist` are not addressable. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Builds the extension; the folder is removed after the tests of the file. */
export function useTestExtension(extension: TestExtension): { readonly directory: string } {
  const { name, version = "1.0.0", contributions, script, files = {} } = extension;
  const id = name.toLowerCase();
  const directory = mkdtempSync(join(tmpdir(), `${id}-extension-`));
  const folders = new Set(["dist", ...Object.keys(files).map((path) => dirname(path))]);
  const manifest = {
    manifestVersion: 1,
    publisher: "tests",
    id,
    version,
    name,
    contributions,
    files: [...folders].map((path) => ({ path, ...(path === "dist" ? { addressable: true } : {}) })),
  };
  const page = `<!doctype html><html lang="en"><title>${name}</title><body><script src="page.js"></script></body></html>`;

  beforeAll(async () => {
    for (const folder of folders) mkdirSync(join(directory, folder));
    const written = { "vss-extension.json": JSON.stringify(manifest), "dist/page.html": page, ...files };
    for (const [path, content] of Object.entries(written)) writeFileSync(join(directory, path), content);
    await build({
      entryPoints: { page: script },
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
