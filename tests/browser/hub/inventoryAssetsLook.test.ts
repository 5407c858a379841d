/** How the inventory looks and reads: themes, widths, assistive technology, and thousands of records. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { record } from "../../builders/inventory";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { projectOf } from "./estate";
import { hubFrame, NO_MAPPING_YET, openConfirmed } from "./hubPage";
import { keep } from "./inventoryAssetsStore";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const HOSTILE = "<img src=x onerror=alert(1)> a very long name that no column is ever wide enough for";

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let page: Page;
/** Whether a test of this file has confirmed the mapping already. */
let isConfirmed = false;

const project = projectOf({
  workloads: [
    {
      title: "Payroll",
      tags: ["release:R1"],
      assets: [{ title: "SQL-04", state: "Active" }, { title: "WEB-11", state: "Resolved" }, { title: "FS-02" }],
    },
    { title: "Intranet", tags: ["release:R2"], assets: [{ title: "CMS-01" }, { title: "CMS-02" }] },
  ],
});

beforeAll(async () => {
  boards = await localBoards.start({ estate: project.estate });
  const sized = { cores: 8, memory: 65_536, storage: 500, os: "Windows Server 2016", environment: "Production" };
  await keep(boards, [
    record("rvtools:vc/4211", {
      name: "SQL-04",
      kind: "vm",
      strategy: "rehost",
      workItem: project.idOf("SQL-04"),
      attributes: { ...sized, ipAddresses: ["10.0.0.4"] },
      formats: ["rvtools-vinfo"],
    }),
    record("rvtools:vc/4212", { name: "WEB-11", workItem: project.idOf("WEB-11"), formats: ["rvtools-vinfo"] }),
    record("rvtools:vc/4213", { name: HOSTILE, workloadItem: project.idOf("Payroll"), kind: "vm", attributes: sized }),
    record("rvtools:vc/4214", { name: "CMS-01", kind: "vm", workload: "Intranet", release: "R2" }),
    record("rvtools:vc/4215", { name: "OLD-01", outOfScope: "Switched off in May." }),
    ...Array.from({ length: 5_000 }, (_, index) => record(`bulk:${index}`, { name: `BULK-${index}`, kind: "vm" })),
  ]);
});

/** Opens the inventory, confirming the mapping where nobody did yet. */
async function openInventory(): Promise<Frame> {
  browser.expectErrors(NO_MAPPING_YET);
  browser.expectErrors(/404.*Collections/);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const frame = isConfirmed ? await openAgain() : await openConfirmed(page, boards);
  isConfirmed = true;
  await frame.click("role=link[name='Inventory']");
  await frame.waitForSelector("role=table[name='Inventory']");
  return frame;
}

async function openAgain(): Promise<Frame> {
  await page.goto(boards.hubUrl());
  return hubFrame(page);
}

/** Every violation of axe-core's rules in the hub, as `rule: element`. */
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

async function openDetails(frame: Frame): Promise<void> {
  await frame.fill("role=searchbox[name=/Filter by name/]", "CMS-01");
  await frame.click("role=row[name=/not mapped/] >> role=link[name='CMS-01']");
  await frame.waitForSelector("role=heading[name='CMS-01']");
}

describe.each(["light", "dark", "highContrast"])("in the theme %s", (theme) => {
  it("has no violations on the assets, a record, a preview and the workloads", async () => {
    const frame = await openInventory();
    await page.selectOption("select", theme);
    await frame.click("summary:has-text('Data for the next')");
    const found: Record<string, string[]> = { assets: await violations(frame) };
    await openDetails(frame);
    found["record"] = await violations(frame);
    await frame.click(`role=button[name='Map to CMS-01 (#${project.idOf("CMS-01")})']`);
    await frame.waitForSelector("role=button[name='Write']");
    found["preview"] = await violations(frame);
    await frame.click("button:text-is('Back')");
    await frame.click("role=link[name='Workloads']");
    await frame.waitForSelector("role=heading[name='New workload']");
    found["workloads"] = await violations(frame);
    expect(found).toEqual({ assets: [], record: [], preview: [], workloads: [] });
  });
});

describe.each([320, 768, 1280])("at a width of %i", (width) => {
  it("never scrolls sideways", async () => {
    const frame = await openInventory();
    await page.setViewportSize({ width, height: 800 });
    const overflow = () =>
      frame.evaluate(() => {
        const widths = [".rr-page", ".rr-content"].map((name) => {
          const scroller = document.querySelector(name);
          return (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0);
        });
        return Math.max(...widths);
      });
    expect(await overflow()).toBe(0);
    await openDetails(frame);
    expect(await overflow()).toBe(0);
    await frame.click("role=link[name='Workloads']");
    await frame.waitForSelector("role=heading[name='New workload']");
    expect(await overflow()).toBe(0);
  });
});

describe("5,000 records", () => {
  it("are in the page with less than 200 rows, and are reached by the keyboard's End key", async () => {
    const frame = await openInventory();
    expect(await frame.locator("role=table[name='Inventory'] >> role=row").count()).toBeLessThan(200);
    await frame.evaluate(() => {
      const content = document.querySelector(".rr-content");
      content?.scrollTo(0, content.scrollHeight);
    });
    await frame.waitForSelector("role=link[name='WEB-11']");
    expect(await frame.locator("role=table[name='Inventory'] >> role=row").count()).toBeLessThan(200);
  });

  it("show names as text, whatever they hold", async () => {
    const frame = await openInventory();
    await frame.fill("role=searchbox[name=/Filter by name/]", "onerror");
    await frame.waitForSelector(`text=${HOSTILE.slice(0, 28)}`);
    expect(await frame.locator("img").count()).toBe(0);
  });
});
