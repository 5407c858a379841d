import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { readPdf } from "../../support/pdf";
import { projectOf } from "./estate";
import { hubFrame, NO_MAPPING_YET, openConfirmed } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

const ASSETS = Array.from({ length: 60 }, (_, index) => ({
  title: `VM-${String(index + 1).padStart(3, "0")}`,
  tags: ["release:R1"],
  state: "Active" as const,
}));

async function openPack(sandbox = false): Promise<{ page: Page; frame: Frame }> {
  browser.expectErrors(NO_MAPPING_YET);
  const { estate } = projectOf({ workloads: [{ title: "Payroll", tags: ["release:R1"], assets: ASSETS }] });
  const boards = await localBoards.start({ estate, sandbox });
  const page = await browser.newPage({ acceptDownloads: true });
  await openConfirmed(page, boards);
  await page.goto(`${boards.hubUrl()}#release=R1&tab=go-no-go`);
  const frame = await hubFrame(page);
  await frame.waitForSelector(".rr-pack");
  return { page, frame };
}

it("is printed alone on A4, black on white, with the head of a table on each of its pages", async () => {
  const { frame } = await openPack();
  // A frame can't be printed by itself from here: its page is taken out of it as it stands, with its own style sheets.
  const html = (await frame.content()).replace(/<script\b[\s\S]*?<\/script>/g, "");
  const paper = await browser.newPage();
  await paper.goto(frame.url(), { waitUntil: "domcontentloaded" });
  await paper.setContent(html.replace("<head>", `<head><base href="${frame.url()}">`), { waitUntil: "load" });
  await paper.evaluate(() => document.documentElement.classList.add("rr-prints-pack"));
  const { text, pages } = readPdf(await paper.pdf({ preferCSSPageSize: true }));
  for (const part of [
    "Go/no-go: R1",
    "Not ready for staging: 60 things are in the way.",
    "VM-001",
    "VM-060",
    "Mapping",
    "What this rests on",
  ]) {
    expect(text).toContain(part.replaceAll(" ", ""));
  }
  expect(text).not.toContain("Whatchanged");
  expect(text).not.toContain("Export");
  expect(pages).toBeGreaterThan(1);
  expect(pages).toBeLessThan(8);
  expect(text.split("Mustbe").length - 1).toBe(pages);
});

it("is handed over as a file", async () => {
  const { page, frame } = await openPack();
  await frame.click("summary:has-text('Export')");
  const [file] = await Promise.all([page.waitForEvent("download"), frame.click("role=button[name='Download CSV']")]);
  expect(file.suggestedFilename()).toMatch(/^R1-go-no-go-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(readFileSync(await file.path(), "utf8")).toMatch(/^\uFEFF"Release","Gate"/);
});

it("is copied where the frame may not download", async () => {
  const { frame } = await openPack(true);
  await frame.click("summary:has-text('Export')");
  expect(await frame.isDisabled("role=button[name='Download CSV']")).toBe(true);
  await frame.click("role=button[name='Copy Markdown']");
  await frame.waitForSelector("text=Copied.");
});
