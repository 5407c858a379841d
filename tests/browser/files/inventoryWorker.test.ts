/** The worker that reads inventory files, in a real browser: in a frame with an origin, and in one without. */
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Frame } from "playwright-core";
import { scriptText } from "../../../scripts/build/scriptTextLoader.js";
import { workbook } from "../../builders/workbooks";
import { useBrowser } from "../../support/browser";

const browser = useBrowser();

/** What webpack's loader does for the built pages. */
const textPlugin: Plugin = {
  name: "text",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?text", "")),
      namespace: "text",
    }));
    onLoad({ filter: /.*/, namespace: "text" }, async ({ path }) => ({
      contents: (await scriptText(path)).text,
      loader: "text",
    }));
  },
};

let script = "";
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, "inventoryWorkerPage.ts")],
    bundle: true,
    write: false,
    plugins: [textPlugin],
  });
  script = outputFiles[0]?.text ?? "";
});

async function open(sandbox: string): Promise<Frame> {
  const page = await browser.newPage();
  const source = `<script>${script.replaceAll("</script", "<\\/script")}</script>`;
  await page.setContent("<iframe></iframe>");
  const handle = await page.evaluateHandle(
    ([html, rules]) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", rules);
      frame.srcdoc = html;
      document.body.append(frame);
      return frame;
    },
    [source, sandbox] as const,
  );
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The frame has no page.");
  await frame.waitForFunction(() => "readFiles" in window);
  return frame;
}

const HEADER = "*Server name,*Cores,*Memory (In MB),*OS name";
const csv = (rows: number): string => {
  const lines = Array.from({ length: rows }, (_, at) => `web-${at},2,4096,Linux`);
  return Buffer.from([HEADER, ...lines, ""].join("\n")).toString("base64");
};
const xlsx = (): string => {
  const bytes = workbook({ sheets: { Servers: [HEADER.split(","), ["db", 4, 8192, "Windows"]] } });
  return Buffer.from(bytes).toString("base64");
};

describe.each([
  ["with an origin", "allow-scripts allow-same-origin"],
  ["without one", "allow-scripts"],
])("in a frame %s", (_what, sandbox) => {
  it("reads text and workbooks away from the page, and says how far it is", async () => {
    const frame = await open(sandbox);
    const outcome = await frame.evaluate(([text, book]) => window.readFiles({ "a.csv": text, "b.xlsx": book }, 0), [
      csv(2500),
      xlsx(),
    ] as const);
    expect(outcome.failure).toBeNull();
    expect(outcome.counts).toEqual([2500, 1]);
    expect(outcome.progress.filter(({ file }) => file === "a.csv").map(({ rows }) => rows)).toEqual([
      0, 1000, 2000, 2501,
    ]);
  });

  it("stops when it is cancelled in the middle", async () => {
    const frame = await open(sandbox);
    const outcome = await frame.evaluate((text) => window.readFiles({ "a.csv": text }, 2), csv(20_000));
    expect([outcome.counts, outcome.failure]).toEqual([null, "Error: cancelled"]);
    expect(outcome.progress).toHaveLength(2);
  });
});
