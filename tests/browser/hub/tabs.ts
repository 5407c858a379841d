/** What the tests of a release's tabs in the sample have in common. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { hubFrame, openConfirmed } from "./hubPage";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Opens the hub, confirming the mapping where nobody did yet, and in it a release's tab. */
export async function openTab(page: Page, boards: RunningBoards, release: string, tab: string): Promise<Frame> {
  const isNew = boards.boards.snapshot().documents.length === 0;
  if (!isNew) await page.goto(boards.hubUrl());
  const frame = isNew ? await openConfirmed(page, boards) : await hubFrame(page);
  await frame.click(`.rr-grid-title:text-is('${release}')`);
  await frame.click(`role=tab[name=/^${tab}/]`);
  await frame.waitForSelector(`role=tab[name=/^${tab}/][selected]`);
  return frame;
}

/** Every violation of axe-core's rules in the hub, as `rule: element`. */
export async function violations(frame: Frame): Promise<string[]> {
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

/** By how many pixels something stands out of the page to the side. */
export function overflow(frame: Frame): Promise<number> {
  return frame.evaluate(() => {
    const content = document.querySelector(".rr-content");
    return (content?.scrollWidth ?? 0) - (content?.clientWidth ?? 0);
  });
}

/** The text of an element, with single blanks. */
export async function textOf(frame: Frame, selector: string): Promise<string> {
  return (await frame.innerText(selector)).replace(/\s+/g, " ");
}
