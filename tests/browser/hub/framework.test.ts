/** The framework's own templates, as the Azure DevOps Demo Generator would set them up. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Frame, Page } from "playwright-core";
import { templateEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { gatesOf, NO_MAPPING_YET, openConfirmed, patch, refresh } from "./hubPage";

const TEMPLATES = resolve(__dirname, "../../../../shared/data/caf");
const whereThere = existsSync(TEMPLATES) ? describe : describe.skip;

const browser = useBrowser();
const localBoards = useLocalBoards();

async function openTemplate(name: string): Promise<{ boards: RunningBoards; page: Page; frame: Frame }> {
  browser.expectErrors(NO_MAPPING_YET);
  const estate = await templateEstate(resolve(TEMPLATES, name), { now: Date.now() });
  const boards = await localBoards.start({ estate });
  const page = await browser.newPage();
  return { boards, page, frame: await openConfirmed(page, boards) };
}

/** A work item as the estate keeps it: id, its fields folded, and its parent. */
function itemsOf(boards: RunningBoards) {
  return boards.boards.snapshot().workItems.map(({ id, changes, links }) => ({
    id,
    fields: Object.assign({}, ...changes.map((change) => change.fields)) as Readonly<Record<string, unknown>>,
    parent: links.find(({ rel }) => rel === "System.LinkTypes.Hierarchy-Reverse")?.target ?? null,
  }));
}

whereThere("the plan template (skipped without ../shared/data)", () => {
  it("shows its workload as unplanned, and its three VM stories as the only assets", async () => {
    const { frame } = await openTemplate("CAF-CloudAdoptionPlan");
    await frame.waitForSelector("h2:has-text('Unplanned workloads')");
    expect(await gatesOf(frame, "Workload Template")).toEqual(["blocked 3", "blocked 3", "blocked 3"]);
    await frame.click("text=3 assets");
    await frame.waitForSelector("role=tab[name=/Assets/][selected]");
    expect(await frame.locator(".rr-assets-row[data-row]").count()).toBe(3);
  });

  it("is ready for staging when the third Migrate task is closed as done, and not before; Cut is not done", async () => {
    const { boards, frame } = await openTemplate("CAF-CloudAdoptionPlan");
    await frame.click("text=3 assets");
    const links = frame.locator(".rr-assets-row[data-row] a");
    await links.first().waitFor();
    const assets = await links.evaluateAll((found) =>
      found.map((link) => Number(/\d+$/.exec((link as HTMLAnchorElement).href))),
    );
    await frame.click("text=← Releases");
    const tasks = itemsOf(boards).filter(
      ({ fields, parent }) =>
        parent !== null && assets.includes(Number(parent)) && /^Migrate\b/.test(String(fields["System.Title"])),
    );
    const [first, second, third] = tasks.map(({ id }) => id);
    if (first === undefined || second === undefined || third === undefined)
      throw new Error("Three tasks were expected.");
    const [project] = boards.boards.projects();
    const close = async (id: number, reason: string): Promise<void> => {
      await patch(boards, project?.name ?? "", id, { "System.State": "Closed", "System.Reason": reason });
      await refresh(frame);
    };

    await close(first, "Completed");
    await frame.waitForSelector(".rr-stages-count:text-is('1/3')");
    await close(second, "Completed");
    await frame.waitForSelector(".rr-stages-count:text-is('2/3')");
    await close(third, "Cut");
    expect((await gatesOf(frame, "Workload Template"))[0]).toBe("blocked 1");

    await patch(boards, project?.name ?? "", third, { "System.State": "Active" });
    await close(third, "Completed");
    await frame.waitForSelector(".rr-stages-count:text-is('3/3')");
    expect((await gatesOf(frame, "Workload Template"))[0]).toBe("ready");
  });
});

whereThere("the server migration template (skipped without ../shared/data)", () => {
  it("has no workload: the page says what to do, and nothing is green", async () => {
    const { frame } = await openTemplate("CAF-ServerMigration");
    await frame.waitForSelector("h2:has-text('No workload is recognised yet')");
    await frame.waitForSelector("text=change the mapping");
    expect(await frame.locator(".rr-shape-done, .rr-shape-ready, .rr-fill-Promoted").count()).toBe(0);
  });
});
