import type { Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { type BuiltProject, PROJECT, projectOf } from "./estate";
import { hubFrame, NO_MAPPING_YET, openConfirmed, patch, refresh, gatesOf } from "./hubPage";

const HOSTILE = "<img src=x onerror=document.body.setAttribute('data-hacked','')>";

const browser = useBrowser();
const localBoards = useLocalBoards();

let project: BuiltProject;
let boards: RunningBoards;
let page: Page;

beforeEach(async () => {
  project = projectOf({
    workloads: [
      {
        title: "Payroll",
        tags: ["release:R1"],
        area: "Platform",
        assets: [
          { title: "SQL-04", tags: ["release:R1"], state: "Active" },
          { title: HOSTILE, tags: ["release:R1"], state: "Resolved" },
        ],
      },
      { title: "Archive", assets: [{ title: "FS-02", state: "Resolved" }] },
    ],
  });
  boards = await localBoards.start({ estate: project.estate });
  page = await browser.newPage();
});

describe("a first visit", () => {
  it("proposes a mapping with its evidence and its effect, and stores nothing before it is confirmed", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    await page.goto(boards.hubUrl());
    const frame = await hubFrame(page);
    await frame.waitForSelector("text=finds 3 assets among 3 items of type User Story");
    expect(await frame.innerText(".rr-preview")).toContain("R1 is not ready for staging");
    expect(boards.boards.snapshot().documents).toHaveLength(0);

    await frame.check("text=User Story with the tag asset");
    await frame.waitForSelector(".rr-preview >> text=0 assets in scope");
    expect(boards.boards.snapshot().documents).toHaveLength(0);

    await frame.check("text=User Story with a tag kind");
    await frame.click("button:has-text('Confirm this mapping')");
    await frame.waitForSelector("[role=treegrid]");
    expect(boards.boards.snapshot().documents).toHaveLength(1);
  });

  it("is over once the mapping is confirmed", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    await openConfirmed(page, boards);
    await page.reload();
    const frame = await hubFrame(page);
    await frame.waitForSelector("[role=treegrid]");
    expect(await frame.locator("text=Confirm this mapping").count()).toBe(0);
  });
});

describe("the releases", () => {
  beforeEach(() => {
    browser.expectErrors(NO_MAPPING_YET);
  });

  it("show each gate's verdict, the unplanned workload with its own, and how complete the data is", async () => {
    const frame = await openConfirmed(page, boards);
    expect(await gatesOf(frame, "R1")).toEqual(["blocked 1", "blocked 2", "blocked 2"]);
    expect(await gatesOf(frame, "Archive")).toEqual(["ready", "blocked 1", "blocked 1"]);
    expect(await frame.locator("role=link[name='Staging: blocked 1']").count()).toBeGreaterThan(0);
    expect(await frame.innerText(".rr-age")).toMatch(/Read .* · 5 items · complete/);
    expect(await frame.innerText(".rr-sentence")).toContain(
      "R1 is not ready for staging: 1 thing is in the way: SQL-04",
    );
  });

  it("follow a change in Azure Boards at the next refresh, and not before", async () => {
    const frame = await openConfirmed(page, boards);
    await patch(boards, PROJECT, project.idOf("SQL-04"), { "System.State": "Resolved" });
    expect(await gatesOf(frame, "R1")).toEqual(["blocked 1", "blocked 2", "blocked 2"]);
    await refresh(frame);
    await frame.waitForSelector(".rr-sentence:has-text('R1 is ready for staging')");
    expect(await gatesOf(frame, "R1")).toEqual(["ready", "blocked 2", "blocked 2"]);
  });

  it("are walked with the arrows, opened with Enter, and filtered with the slash", async () => {
    const frame = await openConfirmed(page, boards);
    await frame.focus("[role=row][data-row='0']");
    await page.keyboard.press("ArrowLeft");
    expect(await frame.locator("text=Payroll").count()).toBe(0);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toContain("Payroll");
    await page.keyboard.press("/");
    await page.keyboard.type("archive");
    await frame.waitForSelector("text=Showing 0 of 1 release, 0 of 1 workload and 1 of 1 unplanned workload");
    await frame.waitForSelector("text=Verdicts and counts are those of the whole");
    await page.keyboard.press("Escape");
    await frame.focus("[role=row][data-row='0']");
    await page.keyboard.press("Enter");
    await frame.waitForSelector("h2:has-text('R1')");
  });
});

describe("a title as long as they come", () => {
  it("ends in an ellipsis with the whole of it on hover, and widens nothing", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const long = "W".repeat(250);
    const { estate } = projectOf({ workloads: [{ title: long, assets: [{ title: `A${long.slice(1)}` }] }] });
    boards = await localBoards.start({ estate });
    const frame = await openConfirmed(page, boards);
    const overflow = () =>
      frame.evaluate(() => {
        const content = document.querySelector(".rr-content");
        return (content?.scrollWidth ?? 0) - (content?.clientWidth ?? 0);
      });
    expect(await frame.getAttribute(".rr-grid-title", "title")).toBe(long);
    expect(await overflow()).toBe(0);
    await frame.click(".rr-grid-title");
    await frame.waitForSelector(".rr-ledger");
    expect(await overflow()).toBe(0);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await overflow()).toBe(0);
  });
});

describe("a release", () => {
  beforeEach(() => {
    browser.expectErrors(NO_MAPPING_YET);
  });

  it("names what is in the way, since when, who, and what to do; and leads to the work item", async () => {
    const frame = await openConfirmed(page, boards);
    await frame.click(".rr-grid-title:text-is('R1')");
    const line = frame.locator(".rr-ledger-row[data-row]");
    await line.waitFor();
    expect((await line.innerText()).replace(/\s+/g, " ")).toMatch(
      /User Story \d+ SQL-04 in Payroll Replicating must be Replicated 2 days ago .*Ana Example 1 asset.* Bring it to Replicated\./,
    );
    const [opened] = await Promise.all([
      page.context().waitForEvent("page"),
      line.locator("a:text-is('SQL-04')").click(),
    ]);
    await opened.waitForLoadState();
    expect(new URL(opened.url()).pathname).toBe(
      `/local/${encodeURIComponent(PROJECT)}/_workitems/edit/${project.idOf("SQL-04")}`,
    );
  });

  it("has an address for each view; back returns, and the address opens the same view in another browser", async () => {
    const frame = await openConfirmed(page, boards);
    await frame.click(".rr-grid-title:text-is('R1')");
    await frame.click("button:has-text('Promotion')");
    await frame.click("role=tab[name=/Assets/]");
    await frame.check("text=Iteration");
    await page.waitForURL(/#release=R1&tab=assets&gate=promotion&group=iteration$/);
    const address = page.url();

    await page.goBack();
    await page.goBack();
    await frame.waitForSelector("role=tab[name=/Blockers/][selected]");
    expect(await frame.getAttribute("button:has-text('Promotion')", "aria-pressed")).toBe("true");
    await page.goBack();
    await page.goBack();
    await frame.waitForSelector("[role=treegrid]");

    const other = await browser.newPage();
    await other.goto(address);
    const shared = await hubFrame(other);
    await shared.waitForSelector("role=tab[name=/Assets/][selected]");
    expect(await shared.isChecked("text=Iteration")).toBe(true);
    expect(await shared.getAttribute("button:has-text('Promotion')", "aria-pressed")).toBe("true");
    expect(await other.title()).toContain("R1 - Release Readiness");
  });

  it("shows a title with markup as the text it is, in each place", async () => {
    const frame = await openConfirmed(page, boards);
    await frame.click(".rr-grid-title:text-is('R1')");
    await frame.click("button:has-text('Promotion')");
    await frame.waitForSelector(`.rr-ledger a:text-is("${HOSTILE}")`);
    await frame.click("role=tab[name=/Assets/]");
    await frame.waitForSelector(`.rr-assets a:text-is("${HOSTILE}")`);
    expect(await frame.locator("img").count()).toBe(0);
    expect(await frame.locator("body[data-hacked]").count()).toBe(0);
  });

  it("says so where an address names what is no longer there", async () => {
    await openConfirmed(page, boards);
    await page.goto(`${boards.hubUrl()}#release=R99`);
    await page.reload();
    const frame = await hubFrame(page);
    await frame.waitForSelector("text=This is not in the report");
  });
});

describe("the mapping", () => {
  it("tells how to change what is read, and a proposal is left by going back", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const frame = await openConfirmed(page, boards);
    await frame.click("text=How to put them into a release");
    await frame.waitForSelector("li:has-text('the tag release: and the release')");
    await page.waitForURL(/#view=mapping$/);
    await frame.click("button:has-text('Propose a mapping again')");
    await frame.waitForSelector("button:has-text('Keep the mapping in use')");
    await page.goBack();
    await frame.waitForSelector("[role=treegrid]");
    await frame.waitForSelector("button:has-text('Refresh')");
  });

  it("is shown, and a new proposal leaves it as it is until another is confirmed", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const frame = await openConfirmed(page, boards);
    const before = JSON.stringify(boards.boards.snapshot().documents);
    await frame.click("role=link[name='Mapping']");
    await frame.waitForSelector("text=Stage of each state");
    await frame.click("button:has-text('Propose a mapping again')");
    await frame.click("button:has-text('Keep the mapping in use')");
    await frame.waitForSelector("button:has-text('Refresh')");
    expect(JSON.stringify(boards.boards.snapshot().documents)).toBe(before);
  });
});
