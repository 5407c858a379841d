/** A verdict that hangs on the past: the hub shows what it can say, reads the history, and says the rest (readiness.md E2). */
import type { Frame } from "playwright-core";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { FaultRule } from "../../../scripts/local-boards/server";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { PROJECT } from "./estate";
import { gatesOf, hubFrame, NO_MAPPING_YET, refresh } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const DAY = 86_400_000;
const HISTORY = "/revisions";

/** Payroll in R1: SQL-04 is replicated and proven, and changed since; only its history tells that its stage did not drop. */
function estate() {
  const now = Date.now();
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  const project = builder.project({ name: PROJECT });
  const add = (type: string, title: string, tags: readonly string[], days: number): number =>
    builder.item({ type, title, project, at: now - days * DAY, by, tags });
  const payroll = add("Feature", "Payroll", ["release:R1"], 30);
  const sql = add("User Story", "SQL-04", ["kind:vm", "release:R1"], 30);
  const proof = add("Task", "Replication verified", ["gate:replication-verified"], 20);
  builder.parent(sql, payroll, now - 29 * DAY, by);
  builder.parent(proof, sql, now - 19 * DAY, by);
  builder.change(sql, now - 10 * DAY, by, { "System.State": "Resolved" });
  builder.change(proof, now - 5 * DAY, by, { "System.State": "Closed" });
  builder.change(sql, now - 2 * DAY, by, { "Microsoft.VSTS.Scheduling.StoryPoints": 3 });
  return builder.build({ label: "history", description: "Made for a test." });
}

/** The hub with its proposal confirmed, and what it reads from then on. */
async function confirmed(fault: FaultRule) {
  browser.expectErrors(NO_MAPPING_YET);
  const boards = await localBoards.start({ estate: estate() });
  const page = await browser.newPage();
  await page.goto(boards.hubUrl());
  const hub = await hubFrame(page);
  boards.boards.setFaults([fault]);
  await hub.click("button:has-text('Confirm this mapping')");
  await hub.waitForSelector(".rr-grid-title:text-is('R1')");
  return { boards, hub };
}

async function staging(hub: Frame): Promise<string | undefined> {
  return (await gatesOf(hub, "R1"))[0];
}

describe("a verdict that hangs on the history of an item", () => {
  it("is unknown while that is being read, beside the age of the data, and known when it is there", async () => {
    const { hub } = await confirmed({ route: HISTORY, action: { kind: "delay", milliseconds: 2_000 } });
    await hub.waitForSelector("text=Reading the history of 1 item…");
    expect(await staging(hub)).toBe("unknown 1");
    await hub.waitForSelector("button:has-text('Refresh')");
    expect(await staging(hub)).toBe("ready");
    expect(await hub.innerText(".rr-age")).toContain("complete");
  });

  it("stays unknown where reading it is cancelled, and is known after a refresh", async () => {
    const { boards, hub } = await confirmed({ route: HISTORY, action: { kind: "delay", milliseconds: 4_000 } });
    await hub.click("button:has-text('Cancel')");
    await hub.waitForSelector("button:has-text('Refresh')");
    expect(await staging(hub)).toBe("unknown 1");
    boards.boards.setFaults([]);
    await refresh(hub);
    await hub.waitForSelector("button:has-text('Refresh')");
    expect(await staging(hub)).toBe("ready");
  });

  it("stays unknown where the history fails, and says why (HISTORY_UNREAD)", async () => {
    browser.expectErrors(/403.*revisions/);
    const { hub } = await confirmed({ route: HISTORY, action: { kind: "status", status: 403 } });
    await hub.waitForSelector("button:has-text('Refresh')");
    expect(await staging(hub)).toBe("unknown 1");
    await hub.click(".rr-age a");
    await hub.waitForSelector("text=/The history of work item \\d+ could not be read/");
    await hub.click(".rr-grid-title:text-is('R1')");
    await hub.waitForSelector("text=/stands in the history of 1 work item, which was not read/");
  });
});
