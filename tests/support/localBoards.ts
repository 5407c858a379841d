/** The local Azure Boards in the test's own process, on ports of its own, with the host page bundled afresh. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { type RunningBoards, type ShellOptions, startLocalBoards } from "../../scripts/local-boards/shell";

const ROOT = join(__dirname, "..", "..");

/** Bundles the host page's script and styles into a folder. */
export async function bundleHostPage(outdir: string): Promise<void> {
  await build({
    entryPoints: { host: join(ROOT, "scripts/local-boards/host/index.ts") },
    outdir,
    bundle: true,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
}

/** What a test may choose; the rest is chosen for it. */
export type TestBoardsOptions = Pick<ShellOptions, "estate"> &
  Partial<Omit<ShellOptions, "hostDirectory" | "port" | "estate">>;

/** Starts local Azure Boards for the tests of a file (or a describe block) and ends them after it. */
export function useLocalBoards(): { start(options: TestBoardsOptions): Promise<RunningBoards> } {
  let hostDirectory = "";
  const running: RunningBoards[] = [];

  beforeAll(async () => {
    hostDirectory = mkdtempSync(join(tmpdir(), "local-boards-host-"));
    await bundleHostPage(hostDirectory);
  });

  afterAll(async () => {
    await Promise.all(running.map((one) => one.close()));
    rmSync(hostDirectory, { recursive: true, force: true });
    // esbuild's own process would keep the test run from ending.
    await stop();
  });

  return {
    async start(options) {
      const started = await startLocalBoards({
        extensionDirectory: ROOT,
        clock: () => Date.now(),
        ...options,
        hostDirectory,
        port: 0,
      });
      running.push(started);
      return started;
    },
  };
}
