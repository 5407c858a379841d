/** Nothing is green by omission (readiness.md V2): each kind of gap is seen on the page, with its reason. */
import type { Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { type AssetPlan, type BuiltProject, projectOf } from "./estate";
import { hubFrame, NO_MAPPING_YET, openConfirmed, refresh, gatesOf } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

async function startWith(project: BuiltProject): Promise<{ boards: RunningBoards; page: Page }> {
  browser.expectErrors(NO_MAPPING_YET);
  return { boards: await localBoards.start({ estate: project.estate }), page: await browser.newPage() };
}

function payroll(assets: readonly AssetPlan[]): BuiltProject {
  return projectOf({ workloads: [{ title: "Payroll", tags: ["release:R1"], assets }] });
}

const READY: AssetPlan = { title: "SQL-04", tags: ["release:R1"], state: "Resolved" };

describe("what can't be judged", () => {
  it("is unknown for an unmapped state, with the state and a link to the item", async () => {
    const { boards, page } = await startWith(
      payroll([READY, { title: "FS-02", tags: ["release:R1"], state: "On hold" }]),
    );
    const frame = await openConfirmed(page, boards);
    expect((await gatesOf(frame, "R1"))[0]).toBe("unknown 1");
    await frame.waitForSelector("h2:has-text('States that are not mapped')");
    await frame.waitForSelector(".rr-subsection:has-text('On hold (User Story)') a:text-is('FS-02')");
    await frame.click(".rr-grid-title:text-is('R1')");
    await frame.waitForSelector("h3:has-text('State is not mapped to a stage')");
    await frame.waitForSelector("text=User Story in state On hold");
  });

  it("is judged again once a person gave the unmapped state a stage", async () => {
    const { boards, page } = await startWith(
      payroll([READY, { title: "FS-02", tags: ["release:R1"], state: "On hold" }]),
    );
    const frame = await openConfirmed(page, boards);
    await frame.click("role=link[name='Mapping']");
    await frame.click("button:has-text('Propose a mapping again')");
    const stage = ".rr-open-state:has-text('On hold') select";
    expect(await frame.inputValue(stage)).toBe("");
    await frame.selectOption(stage, "Replicated");
    await frame.click("button:has-text('Confirm this mapping')");
    await frame.waitForSelector(".rr-grid-title:text-is('R1')");
    expect((await gatesOf(frame, "R1"))[0]).toBe("ready");
    expect(await frame.isVisible("h2:has-text('States that are not mapped')")).toBe(false);
    await frame.click("role=link[name='Mapping']");
    await frame.click("button:has-text('Propose a mapping again')");
    expect(await frame.inputValue(stage)).toBe("Replicated");
  });

  it("is unknown for an item that this reader may not see", async () => {
    const { boards, page } = await startWith(
      payroll([READY, { title: "VAULT-1", tags: ["release:R1"], state: "Resolved", area: "Secret" }]),
    );
    const frame = await openConfirmed(page, boards);
    expect(await gatesOf(frame, "R1")).toContain("ready");
    const [user] = boards.boards.users();
    boards.boards.hideAreas(user?.id ?? "", ["Fabrikam Move\\Secret"]);
    await refresh(frame);
    await frame.waitForSelector(".rr-age:has-text('1 item could not be read')");
    expect((await gatesOf(frame, "R1"))[0]).toBe("unknown 1");
    await frame.waitForSelector(".rr-section:has-text('Could not be read') >> text=a child of");
    await frame.click(".rr-grid-title:text-is('R1')");
    await frame.waitForSelector("h3:has-text('Work item could not be read')");
  });

  it("is unknown for a batch that fails beyond the retries", async () => {
    const assets = Array.from({ length: 230 }, (_, index): AssetPlan => ({ ...READY, title: `VM ${index}` }));
    const { boards, page } = await startWith(payroll(assets));
    browser.expectErrors(/500/);
    const frame = await openConfirmed(page, boards);
    expect(await gatesOf(frame, "R1")).toContain("ready");
    boards.boards.setFaults([{ route: "workitemsbatch", nth: 2, action: { kind: "status", status: 500 } }]);
    await refresh(frame);
    await frame.waitForSelector(".rr-age:has-text('could not be read')");
    for (const verdict of await gatesOf(frame, "R1")) expect(verdict).toMatch(/^unknown|^blocked .*unknown/);
    const lost = /(\d+) items could not be read/.exec(await frame.innerText(".rr-age"))?.[1] ?? "";
    await frame.click(".rr-grid-title:text-is('R1')");
    await frame.click(".rr-age a");
    await frame.waitForSelector(`summary:focus:has-text("Could not be read ${lost}")`);
    expect(page.url()).toMatch(/#part=unread$/);
  });

  it("is unknown for a release whose assets are all out of scope", async () => {
    const { boards, page } = await startWith(
      projectOf({
        workloads: [
          { title: "Payroll", tags: ["release:R1"], assets: [READY] },
          { title: "Empty one", tags: ["release:R2"], assets: [] },
        ],
      }),
    );
    const frame = await openConfirmed(page, boards);
    for (const verdict of await gatesOf(frame, "R2")) expect(verdict).toMatch(/^unknown|^blocked .*unknown/);
    await frame.click(".rr-grid-title:text-is('R2')");
    await frame.waitForSelector("h3:has-text('Nothing in scope')");
  });

  it("is not ready where one asset of ten names the release (SCOPE_SPLIT)", async () => {
    const assets = Array.from({ length: 10 }, (_, index): AssetPlan => ({
      title: `VM ${index}`,
      state: "Resolved",
      tags: index === 0 ? ["release:R1"] : [],
    }));
    const { boards, page } = await startWith(projectOf({ workloads: [{ title: "Payroll", assets }] }));
    const frame = await openConfirmed(page, boards);
    expect((await gatesOf(frame, "R1"))[0]).toBe("blocked 9");
    await frame.click(".rr-grid-title:text-is('R1')");
    await frame.waitForSelector("h3:has-text('Part of a workload is not in this release')");
    expect(await frame.locator(".rr-ledger-row[data-row]").count()).toBe(9);
  });
});

describe("what fails as a whole", () => {
  it("keeps the report from before where a refresh fails, and says so", async () => {
    const { boards, page } = await startWith(payroll([READY]));
    browser.expectErrors(/500/);
    const frame = await openConfirmed(page, boards);
    boards.boards.setFaults([{ route: "_apis/wit/", action: { kind: "status", status: 500 } }]);
    await refresh(frame);
    await frame.waitForSelector("[role=alert]:has-text('Refreshing failed')");
    expect(await gatesOf(frame, "R1")).toContain("ready");
    boards.boards.setFaults([]);
    await frame.click("button:has-text('Try again')");
    await frame.waitForSelector("[role=alert]", { state: "detached" });
  });

  it("shows no verdict where the first reading fails, and tries again", async () => {
    const { boards, page } = await startWith(payroll([READY]));
    browser.expectErrors(/500/);
    boards.boards.setFaults([{ route: "_apis/wit/", action: { kind: "status", status: 500 } }]);
    await page.goto(boards.hubUrl());
    const frame = await hubFrame(page);
    await frame.waitForSelector("[role=alert]:has-text('The project could not be read')");
    expect(await frame.locator(".rr-verdict").count()).toBe(0);
    boards.boards.setFaults([]);
    await frame.click("button:has-text('Try again')");
    await frame.waitForSelector("button:has-text('Confirm this mapping')");
  });

  it("stores no first mapping over one that somebody else confirmed meanwhile", async () => {
    const { boards, page } = await startWith(payroll([READY]));
    browser.expectErrors(/400/);
    await page.goto(boards.hubUrl());
    const frame = await hubFrame(page);
    await frame.waitForSelector("button:has-text('Confirm this mapping')");
    const theirs = await browser.newPage();
    await openConfirmed(theirs, boards);
    await frame.click("button:has-text('Confirm this mapping')");
    await frame.waitForSelector("[role=alert]:has-text('changed by somebody else')");
  });

  it("can be cancelled while it lasts", async () => {
    const { boards, page } = await startWith(payroll([READY]));
    boards.boards.setFaults([{ route: "workitemsbatch", action: { kind: "delay", milliseconds: 5_000 } }]);
    await page.goto(boards.hubUrl());
    const frame = await hubFrame(page);
    await frame.click("button:has-text('Cancel')");
    await frame.waitForSelector("h2:has-text('Reading was cancelled')");
    boards.boards.setFaults([]);
    await frame.click("button:has-text('Read the project')");
    await frame.waitForSelector("button:has-text('Confirm this mapping')");
  });

  it("names the stored mapping that can't be used, and leaves it as it is until another is confirmed", async () => {
    const { boards, page } = await startWith(payroll([READY]));
    await openConfirmed(page, boards);
    const estate = boards.boards.snapshot();
    const spoilt = await localBoards.start({
      estate: {
        ...estate,
        documents: estate.documents.map((kept) => ({
          ...kept,
          body: { ...kept.body, policy: { schemaVersion: 1 } },
        })),
      },
    });
    await page.goto(spoilt.hubUrl());
    const frame = await hubFrame(page);
    await frame.waitForSelector("[role=alert]:has-text('The stored mapping can') >> text=assets");
    await frame.click("button:has-text('Propose a new mapping')");
    await frame.click("button:has-text('Confirm this mapping')");
    await frame.waitForSelector("[role=treegrid]");
  });
});

describe("a project without workloads", () => {
  it("says what to do, and shows nothing green", async () => {
    const { boards, page } = await startWith(projectOf({ workloads: [{ title: "Payroll", assets: [] }] }));
    const frame = await openConfirmed(page, boards);
    await frame.waitForSelector("h2:has-text('No workload is recognised yet')");
    await frame.waitForSelector("text=change the mapping");
    expect(await frame.locator(".rr-shape-done, .rr-shape-ready, .rr-fill-Promoted").count()).toBe(0);
  });
});
