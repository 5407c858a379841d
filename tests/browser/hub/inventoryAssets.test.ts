/** The inventory in the hub: what is not mapped holds back its workload (M8), and is mapped there. */
import type { Frame } from "playwright-core";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { record } from "../../builders/inventory";
import { projectOf } from "./estate";
import { gatesOf, hubFrame, NO_MAPPING_YET, openConfirmed, refresh } from "./hubPage";
import { keep, recordsOf } from "./inventoryAssetsStore";

const browser = useBrowser();
const localBoards = useLocalBoards();

/** Nobody has written to these collections yet; the browser reports that answer by itself. */
const NOTHING_KEPT_YET = /404.*Collections/;

const STAGED = { tags: ["release:R1", "stage:staged"], state: "Resolved" } as const;
const payroll = () =>
  projectOf({
    workloads: [
      {
        title: "Payroll",
        tags: ["release:R1"],
        assets: [
          { title: "SQL-04", ...STAGED },
          { title: "WEB-11", ...STAGED },
        ],
      },
      { title: "Intranet", tags: ["release:R2"], assets: [{ title: "CMS-01", tags: ["release:R2"] }] },
    ],
  });

async function openInventory(frame: Frame): Promise<void> {
  await frame.click("role=link[name='Inventory']");
  await frame.waitForSelector("role=table[name='Inventory']");
}

/** Presses *Write* on a preview, and waits until the run says that it is done. */
async function write(frame: Frame): Promise<void> {
  await frame.click("button:text-is('Write')");
  await frame.waitForSelector(".rr-sentence:has-text('Written:')");
}

describe("a record without a work item", () => {
  it("blocks its workload until it is mapped, and undo brings the blocker back (M8)", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    browser.expectErrors(NOTHING_KEPT_YET);
    const project = payroll();
    const boards = await localBoards.start({ estate: project.estate });
    await keep(boards, [
      record("rvtools:SQL-04", { name: "SQL-04", kind: "vm", workloadItem: project.idOf("Payroll") }),
      record("rvtools:CMS-01", { name: "CMS-01", kind: "vm", workItem: project.idOf("CMS-01") }),
    ]);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const hub = await openConfirmed(page, boards);
    expect(await gatesOf(hub, "R1")).toEqual(["blocked 1", "blocked 1", "blocked 3"]);

    await hub.click(".rr-grid-title:text-is('R1')");
    await hub.click("role=link[name='Open in the inventory']");
    await hub.waitForSelector("role=heading[name='SQL-04']");
    await hub.click(`role=button[name='Map to SQL-04 (#${project.idOf("SQL-04")})']`);
    await hub.waitForSelector("text=/Payroll · /");
    await write(hub);
    expect((await recordsOf(boards).load()).find(({ key }) => key === "rvtools:SQL-04")).toMatchObject({
      workItem: project.idOf("SQL-04"),
    });

    await hub.click("role=link[name='Inventory'] >> nth=0");
    await hub.waitForSelector("text=/2 records, each in scope mapped/");
    await hub.click("role=link[name='Runs']");
    await hub.click("role=link[name='SQL-04']");
    await hub.click("button:has-text('Undo…')");
    await hub.click("button:text-is('Undo all of it')");
    await hub.waitForSelector(".rr-sentence:has-text('Undone')");
    await hub.click("role=link[name='Inventory'] >> nth=0");
    await hub.waitForSelector("text=/2 records, 1 is not mapped to a work item; it holds back Payroll/");
  });
});

describe("the records of a project", () => {
  it("change no other verdict when all of them are deleted (M8)", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    browser.expectErrors(NOTHING_KEPT_YET);
    const project = payroll();
    const boards = await localBoards.start({ estate: project.estate });
    const page = await browser.newPage();
    const hub = await openConfirmed(page, boards);
    const without = [await gatesOf(hub, "R1"), await gatesOf(hub, "R2")];
    await keep(boards, [
      record("a:SQL-04", { workItem: project.idOf("SQL-04") }),
      record("a:NEW-01", { workloadItem: project.idOf("Payroll") }),
      record("a:OLD-01", { workloadItem: project.idOf("Payroll"), outOfScope: "Off." }),
    ]);
    await refresh(hub);
    expect(await gatesOf(hub, "R1")).not.toEqual(without[0]);
    expect(await gatesOf(hub, "R2")).toEqual(without[1]);
    const store = recordsOf(boards);
    await store.change((await store.load()).map((before) => ({ before, after: null })));
    await refresh(hub);
    expect([await gatesOf(hub, "R1"), await gatesOf(hub, "R2")]).toEqual(without);
  });
});

describe("a reader", () => {
  it("sees the inventory without an error, and is offered nothing that writes", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    browser.expectErrors(NOTHING_KEPT_YET);
    // The question whether one may write is answered by a refusal, which the browser reports by itself.
    browser.expectErrors(/403/);
    const project = payroll();
    const reader = {
      id: "7d0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a11",
      displayName: "Rita Reader",
      uniqueName: "rita@example.com",
      role: "reader",
    } as const;
    const boards = await localBoards.start({
      estate: { ...project.estate, users: [...project.estate.users, reader] },
    });
    await keep(boards, [record("a:NEW-01", { workloadItem: project.idOf("Payroll") })]);
    await openConfirmed(await browser.newPage(), boards);
    const page = await browser.newPage();
    await page.context().addCookies([boards.cookieOf("Rita Reader")]);
    await page.goto(boards.hubUrl());
    const hub = await hubFrame(page);
    await openInventory(hub);
    await hub.waitForSelector("text=/1 record, 1 is not mapped/");
    expect(await hub.locator("input[type=checkbox]").count()).toBe(0);
    expect(await hub.isVisible("role=link[name='Import']")).toBe(false);
    await hub.click("role=link[name='NEW-01']");
    await hub.waitForSelector("role=heading[name='NEW-01']");
    expect(await hub.locator(".rr-inventory input").count()).toBe(0);
    expect(await hub.isVisible("[role=alert]")).toBe(false);
  });
});

describe("the records of a project that lost them", () => {
  it("come back from a backup, and from the work items that carry their keys", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    browser.expectErrors(NOTHING_KEPT_YET);
    const project = payroll();
    const boards = await localBoards.start({ estate: project.estate });
    const sql = record("rvtools:SQL-04", { name: "SQL-04", kind: "vm", attributes: { cores: 8 } });
    await keep(boards, [sql, record("a:OLD-01", { outOfScope: "Off." })]);
    const page = await browser.newPage();
    const hub = await openConfirmed(page, boards);
    await openInventory(hub);
    // Mapped by the product itself, which writes the key into the work item.
    await hub.check("role=checkbox[name='Select all rows']");
    await hub.click("button:has-text('Map by name (1)…')");
    await write(hub);
    const store = recordsOf(boards);
    const before = await store.load();
    expect(before.find(({ key }) => key === sql.key)).toMatchObject({ workItem: project.idOf("SQL-04") });

    await hub.click("role=link[name='Assets']");
    await hub.click("summary:has-text('Export')");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      hub.click("role=button[name='Download Backup']"),
    ]);
    await store.change(before.map((one) => ({ before: one, after: null })));
    await refresh(hub);
    await hub.waitForSelector("text=/Nothing was imported yet/");

    await hub.click("button:has-text('Rebuild from work items…')");
    await hub.waitForSelector("text=/1 record is added/");
    await write(hub);
    expect(await store.load()).toMatchObject([
      { key: sql.key, workItem: project.idOf("SQL-04"), attributes: { cores: 8 } },
    ]);

    await hub.click("role=link[name='Assets']");
    await hub.waitForSelector("role=table[name='Inventory']");
    await hub.setInputFiles("input[type=file]", await download.path());
    await hub.waitForSelector("text=/1 record is added/");
    await write(hub);
    const kept = ({ key, name, workItem, outOfScope }: (typeof before)[number]) => ({
      key,
      name,
      workItem,
      outOfScope,
    });
    expect((await store.load()).map(kept)).toEqual(before.map(kept));
  });
});

describe("a workload from the framework's template", () => {
  it("is made in one click after its preview, with the asset of a record, and is judged at once", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    browser.expectErrors(NOTHING_KEPT_YET);
    const project = payroll();
    const boards = await localBoards.start({ estate: project.estate });
    await keep(boards, [record("a:CRM-DB", { name: "CRM-DB", kind: "database", workload: "CRM" })]);
    const page = await browser.newPage();
    const hub = await openConfirmed(page, boards);
    await hub.click("role=link[name='Inventory']");
    await hub.click("role=link[name='Workloads']");
    await hub.fill("role=textbox[name='Name']", "CRM");
    await hub.fill("role=combobox[name='Release']", "R2");
    await hub.check("role=checkbox[name=/CRM-DB/]");
    await hub.click("button:text-is('Preview')");
    await hub.waitForSelector("role=heading[name='Cloud Adoption Framework: CRM']");
    await write(hub);
    const [made] = await recordsOf(boards).load();
    expect(made).toMatchObject({ key: "a:CRM-DB", workItem: expect.any(Number), workloadItem: expect.any(Number) });
    await hub.click("role=link[name='Assets']");
    await hub.waitForSelector("text=/1 record, each in scope mapped/");
    await hub.click("role=link[name='CRM-DB']");
    await hub.click("role=link[name='CRM']");
    await hub.waitForSelector("role=heading[name='CRM']");
    await hub.waitForSelector("role=tab[name='Assets 1']");
  });
});
