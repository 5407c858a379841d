/** Our widget on a dashboard: what it shows, how it is configured, and where it leads. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { gatesOf, hubFrame, NO_MAPPING_YET, openConfirmed } from "../hub/hubPage";
import { addWidget, configure, frameOf, openDashboard } from "./dashboardPage";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = useBrowser();
const localBoards = useLocalBoards();

/** A local Azure Boards with the sample, and its mapping confirmed; the page that did it. */
async function startConfirmed(): Promise<{ boards: RunningBoards; page: Page; hub: Frame }> {
  browser.expectErrors(NO_MAPPING_YET);
  const boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
  const page = await browser.newPage();
  return { boards, page, hub: await openConfirmed(page, boards) };
}

/** Every violation of axe-core's rules in a frame, as `rule: element`. */
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

/** Waits until a widget shows a verdict. */
async function judged(frame: Frame): Promise<void> {
  await frame.waitForSelector(".rr-stagebar");
}

/** The texts of what a widget cuts off at its lower edge. */
function cutOff(frame: Frame): Promise<string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll("main > *")]
      .filter((part) => part.getBoundingClientRect().bottom > window.innerHeight)
      .map((part) => part.textContent),
  );
}

function words(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

it("leads to the hub where no mapping was confirmed yet", async () => {
  browser.expectErrors(NO_MAPPING_YET);
  const boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
  const page = await browser.newPage();
  await openDashboard(page, boards);
  const frame = await addWidget(page);
  const way = frame.getByRole("link", { name: "Confirm one in Release Readiness" });
  expect(await way.getAttribute("href")).toBe(boards.hubUrl());
});

it("shows the next release with the hub's verdict before anybody configured it, and leads to its ledger", async () => {
  const { boards, page, hub } = await startConfirmed();
  const [first = ""] = await gatesOf(hub, "R1 Foundation");
  const promotion = (await gatesOf(hub, "R2 Payroll")).at(-1);
  expect([first, promotion]).toEqual(["passed", "ready"]);
  await openDashboard(page, boards);
  const frame = await addWidget(page);
  await judged(frame);
  expect(await frame.getByRole("heading", { level: 2 }).innerText()).toBe("R2 Payroll");
  expect(words(await frame.innerText(".rr-widget-verdict"))).toBe(`${promotion} for promotion`);
  expect(await frame.innerText("time")).toMatch(/^Read /);
  const [opened] = await Promise.all([page.context().waitForEvent("page"), frame.click(".rr-widget-verdict a")]);
  const there = await hubFrame(opened);
  await there.waitForSelector("h2:has-text('R2 Payroll')");
  await there.waitForSelector("role=tab[name=/Blockers/][selected]");
  await opened.close();
});

it("shows the release that was chosen, in its size, and still does after a reload", async () => {
  const { boards, page, hub } = await startConfirmed();
  const release = "R6 Analytics";
  const verdicts = await gatesOf(hub, release);
  await openDashboard(page, boards);
  await addWidget(page);
  await configure(page, "Release Readiness", { title: "Our wave", size: "3 × 2", shows: /^One/, release });
  await page.reload();
  const frame = await frameOf(page, "Our wave");
  await judged(frame);
  expect(await frame.getByRole("heading", { level: 2 }).innerText()).toBe(release);
  expect((await frame.locator(".rr-widget-gates .rr-verdict").allInnerTexts()).map(words)).toEqual(verdicts);
  expect(await page.locator(".widget-tile").boundingBox()).toMatchObject({ width: 500, height: 330 });
});

it("counts what is through where all releases are shown together, and names the open ones with their verdicts", async () => {
  const { boards, page, hub } = await startConfirmed();
  const verdicts = await gatesOf(hub, "R6 Analytics");
  await openDashboard(page, boards);
  await addWidget(page);
  const frame = await configure(page, "Release Readiness", { size: "2 × 2", shows: /^All/ });
  await judged(frame);
  expect(await frame.innerText(".rr-widget-verdict")).toMatch(/^1 of \d releases through$/);
  const line = frame.locator(".rr-widget-open li", { hasText: "R6 Analytics" });
  expect(words(await line.locator(".rr-verdict").innerText())).toBe(verdicts[0]);
});

const ANALYTICS = { shows: /^One/, release: "R6 Analytics" } as const;

describe.each([
  [
    "light",
    [
      { size: "2 × 1", ...ANALYTICS },
      { size: "2 × 2", ...ANALYTICS },
      { size: "3 × 2", shows: /^All/ },
    ],
  ],
  ["dark", [{ size: "3 × 2", ...ANALYTICS }]],
  ["highContrast", [{ size: "2 × 1", shows: /^All/ }]],
] as const)("in the theme %s", (theme, configurations) => {
  it("has no violations and nothing that stands out of the widget, nor has the configuration", async () => {
    const { boards, page } = await startConfirmed();
    await openDashboard(page, boards);
    await page.selectOption(".theme select", theme);
    await addWidget(page);
    const found: string[] = [];
    for (const chosen of configurations) {
      const frame = await configure(page, "Release Readiness", chosen);
      await judged(frame);
      await frame.waitForSelector(".rr-widget-forecast");
      found.push(...(await violations(frame)), ...(await cutOff(frame)).map((text) => `${chosen.size}: ${text}`));
    }
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("button", { name: "Configure Release Readiness" }).click();
    found.push(...(await violations(await frameOf(page, "Release Readiness widget configuration"))));
    expect(found).toEqual([]);
  });
});
