/** The whole local Azure Boards, host pages and extension's files included, around an extension of no contributions. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { type RunningBoards, startLocalBoards } from "../../../scripts/local-boards/shell";

/** What a test may choose. */
export interface ShellChoices {
  /** Files of the extension's addressable folder `dist`, by name. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly onError?: (error: unknown) => void;
}

/** Runs it for the tests of a describe block, with one user and the project Fabrikam; `boards` is there in tests. */
export function useShell({ files = {}, onError }: ShellChoices = {}): { readonly boards: RunningBoards } {
  let folder = "";
  let boards: RunningBoards;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "extension-"));
    mkdirSync(join(folder, "dist"));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, "dist", name), content);
    writeFileSync(
      join(folder, "vss-extension.json"),
      JSON.stringify({
        id: "extension",
        publisher: "publisher",
        version: "1.0.0",
        name: "Extension",
        files: [{ path: "dist", addressable: true }],
        contributions: [],
      }),
    );
    const builder = new EstateBuilder();
    builder.user("Ana", "ana@example.com");
    builder.project({ name: "Fabrikam" });
    boards = await startLocalBoards({
      estate: builder.build({ label: "test", description: "" }),
      extensionDirectory: folder,
      hostDirectory: folder,
      port: 0,
      clock: () => Date.now(),
      ...(onError === undefined ? {} : { onError }),
    });
  });

  afterAll(async () => {
    await boards.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get boards() {
      return boards;
    },
  };
}
