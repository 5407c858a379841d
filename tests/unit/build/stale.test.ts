import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { whenStale } from "../../../scripts/lib/stale.mjs";

describe("a build", () => {
  let root = "";
  let runs = 0;

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const build = () =>
    whenStale(
      { name: "it", inputs: ["src", "absent"], outputs: ["dist"] },
      async () => {
        runs += 1;
        write("dist/a.js", "built");
      },
      root,
    );

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "stale-"));
    runs = 0;
    write("src/deep/a.ts", "one");
    expect(await build()).toBe(true);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it("is not run again when nothing changed", async () => {
    expect(await build()).toBe(false);
    expect(runs).toBe(1);
  });

  it("is not run again when a file was only touched", async () => {
    write("src/deep/a.ts", "one");
    expect(await build()).toBe(false);
  });

  it.each([
    ["an input changed", () => write("src/deep/a.ts", "two")],
    ["an input is new", () => write("src/b.ts", "")],
    ["an input was removed", () => rmSync(join(root, "src/deep"), { recursive: true })],
    ["its output was changed by something else", () => write("dist/a.js", "other")],
    ["its output is gone", () => rmSync(join(root, "dist"), { recursive: true })],
  ])("is run again when %s", async (_, change) => {
    change();
    expect(await build()).toBe(true);
    expect(runs).toBe(2);
    expect(await build()).toBe(false);
  });

  it("that fails is run again", async () => {
    write("src/b.ts", "");
    const failing = whenStale(
      { name: "it", inputs: ["src"], outputs: ["dist"] },
      () => Promise.reject(new Error("no")),
      root,
    );
    await expect(failing).rejects.toThrow("no");
    expect(await build()).toBe(true);
  });
});
