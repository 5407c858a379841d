/** The page Migration over the sample estate: its verdicts are the hub's, and it looks right. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { systemClock } from "../../../src/boards/clock";
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { assessWithHistory } from "../../../src/boards/judged";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import { createTransport } from "../../../src/boards/transport";
import { stageName, VERDICT_WORDS } from "../../../src/components/wording";
import { parsePolicy } from "../../../src/domain/policy/parse";
import { type GateAssessment, GATES, type Report, type WorkloadAssessment } from "../../../src/domain/readiness/report";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { NO_MAPPING_YET, openConfirmed } from "../hub/hubPage";
import { gatesOf, openForm, rung } from "./formPage";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let report: Report;
let projectName = "";
let page: Page;

/** What the hub shows: the engine's report on a reading of the whole project. */
async function readReport(): Promise<Report> {
  const [project] = boards.boards.projects();
  const [document] = boards.boards.snapshot().documents;
  const parsed = parsePolicy(document?.body["policy"]);
  if (project === undefined || !parsed.ok) throw new Error("The sample has no project or no mapping.");
  const transport = createTransport({
    organizationUrl: boards.organizationUrl,
    fetch,
    getToken: async () => boards.token,
    clock: systemClock,
    random: Math.random,
  });
  const reader = { id: boards.user.id, displayName: boards.user.displayName };
  const snapshot = await readSnapshot(transport, { project, reader, policy: parsed.policy });
  const cache = createMemoryHistory();
  return (await assessWithHistory(transport, { snapshot, policy: parsed.policy, cache })).report;
}

beforeAll(async () => {
  boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
  projectName = boards.boards.projects()[0]?.name ?? "";
  await openConfirmed(await browser.newPage(), boards);
  report = await readReport();
});

beforeEach(async () => {
  browser.expectErrors(NO_MAPPING_YET);
  page = await browser.newPage();
});

/** As a mark reads: `blocked 2 unknown 1`. */
function textOf({ verdict, counts }: GateAssessment): string {
  const unknown = counts.unknown > 0 ? ` unknown ${counts.unknown}` : "";
  if (verdict === "blocked") return `blocked ${counts.blocks}${unknown}`;
  return verdict === "unknown" ? unknown.trim() : VERDICT_WORDS[verdict];
}

/** Each workload once, as the release that owns it judges it. */
function workloads(): WorkloadAssessment[] {
  const all = [...report.releases.flatMap((release) => release.workloads), ...report.unplanned];
  const byId = new Map<number, WorkloadAssessment>();
  for (const workload of all) {
    if (workload.item !== null && !byId.has(workload.item.id)) byId.set(workload.item.id, workload);
  }
  return [...byId.values()];
}

describe("the verdict in the form is the hub's", () => {
  it("for each workload of the sample, with the stage of each of its assets", async () => {
    let assets = 0;
    for (const workload of workloads()) {
      const frame = await openForm(page, boards, projectName, workload.item?.id ?? 0);
      const stages = await frame
        .locator(".rr-form-assets .rr-stagemark")
        .evaluateAll((marks) => marks.map((mark) => mark.getAttribute("title")));
      expect({ workload: workload.title, gates: await gatesOf(frame), stages }).toEqual({
        workload: workload.title,
        gates: GATES.map((gate) => textOf(workload.gates[gate])),
        stages: workload.assets.map(({ stage, offLadderReason }) =>
          offLadderReason === null ? stageName(stage) : `${stageName(stage)}: ${offLadderReason}`,
        ),
      });
      assets += stages.length;
    }
    expect(assets).toBeGreaterThan(140);
  });

  it("for every asset of the sample, with its stage", async () => {
    const judged = [...workloads(), ...withoutWorkload()].flatMap((workload) =>
      workload.assets.map((asset) => ({ asset, gates: GATES.map((gate) => textOf(workload.gates[gate])) })),
    );
    const loose = report.looseAssets.map((asset) => ({ asset, gates: [] }));
    const all = [...judged, ...loose];
    expect(all.length).toBeGreaterThan(140);
    expect(new Set(all.map(({ asset }) => asset.stage)).size).toBeGreaterThan(6);
    const check = async (tab: Page): Promise<void> => {
      for (let next = all.pop(); next !== undefined; next = all.pop()) {
        const { asset, gates } = next;
        const { id } = asset.item;
        const frame = await openForm(tab, boards, projectName, id);
        expect({ id, gates: await gatesOf(frame) }).toEqual({ id, gates });
        if (asset.stage === "Excluded" || asset.stage === "Unknown") {
          expect(await frame.innerText(".rr-ladder-off")).toContain(asset.offLadderReason ?? "");
        } else expect({ id, stage: await rung(frame) }).toEqual({ id, stage: stageName(asset.stage) });
      }
    };
    await Promise.all([check(page), check(await browser.newPage()), check(await browser.newPage())]);
  }, 180_000);
});

/** Assets of a release that have no workload, judged together. */
function withoutWorkload(): WorkloadAssessment[] {
  return report.releases.flatMap((release) => release.workloads.filter(({ item }) => item === null));
}

/** Every violation of axe-core's rules in the page, as `rule: element`. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE);
  return frame.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const results = await axe.run();
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}

/** A blocked asset of a workload that has more than one, and its workload. */
function blockedAsset(): { asset: number; workload: number } {
  for (const workload of workloads()) {
    const blocked = workload.assets.find(({ stage, nextBlocker }) => stage === "Replicating" && nextBlocker !== null);
    if (blocked !== undefined && workload.item !== null && workload.assets.length > 3) {
      return { asset: blocked.item.id, workload: workload.item.id };
    }
  }
  throw new Error("The sample has no blocked asset.");
}

describe.each(["light", "dark", "highContrast"])("in the theme %s", (theme) => {
  it("has no violations for an asset with an unsaved change, and for a workload with its panel", async () => {
    const { asset, workload } = blockedAsset();
    const found: Record<string, string[]> = {};
    let frame = await openForm(page, boards, projectName, workload);
    await page.locator("header select").first().selectOption(theme);
    await frame.click("button:has-text('Move to a stage')");
    await frame.waitForSelector("legend:has-text('Stage')");
    found["workload"] = await violations(frame);
    frame = await openForm(page, boards, projectName, asset);
    await page.locator("header select").first().selectOption(theme);
    await frame.waitForSelector("h2:text-is('Mapping')");
    await page.locator(".work-item-form").getByLabel("State", { exact: true }).selectOption("Resolved");
    await frame.waitForSelector("text=With your unsaved changes");
    found["asset"] = await violations(frame);
    expect(found).toEqual({ workload: [], asset: [] });
  });
});

it.each([320, 480, 1024])("never scrolls sideways at a width of %i", async (width) => {
  const { asset, workload } = blockedAsset();
  await page.setViewportSize({ width, height: 800 });
  for (const id of [asset, workload]) {
    const frame = await openForm(page, boards, projectName, id);
    await frame.waitForSelector(".rr-form-gates");
    await frame.waitForSelector("button:has-text('Move to')");
    const overflow = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ id, overflow }).toEqual({ id, overflow: 0 });
  }
});

it("says where it belongs when it is opened outside Azure DevOps", async () => {
  browser.expectErrors(/favicon\.ico/);
  await page.goto(`${boards.extensionOrigin}/dist/workItemForm.html`);
  await page.waitForSelector("h1:has-text('part of the work item form of Azure DevOps')");
});
