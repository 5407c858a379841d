/** From an inventory file to mapped work items, in the hub. */
import { existsSync, readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { PROJECT, projectOf } from "./estate";
import { hubFrame, NO_MAPPING_YET, openConfirmed, patch } from "./hubPage";
import {
  compare,
  csvFile,
  fileAt,
  itemOf,
  itemsTagged,
  openImport,
  preview,
  reopen,
  sentenceOf,
  tagOf,
  write,
} from "./inventoryImportPage";
import { overflow, violations } from "./tabs";

const browser = useBrowser();
const localBoards = useLocalBoards();

const SAMPLES = "../shared/data/inventory";
const withSamples = existsSync(SAMPLES) ? describe : describe.skip;

/** Nobody wrote a policy, records or runs into a new project: the browser reports each answer that says so. */
const NOTHING_YET = /404/;

const RVTOOLS = "VM,Powerstate,Template,CPUs,Memory,OS according to the configuration file,VM UUID";
const machine = (index: number): string =>
  `VM-${String(index).padStart(3, "0")},poweredOn,False,4,16384,Ubuntu Linux (64-bit),uuid-${index}`;

const RITA = {
  id: "7d0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a11",
  displayName: "Rita Reader",
  uniqueName: "rita@example.com",
  role: "reader",
} as const;

async function openSample(): Promise<{ boards: RunningBoards; page: Page; hub: Frame }> {
  browser.expectErrors(NO_MAPPING_YET);
  browser.expectErrors(NOTHING_YET);
  const boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  return { boards, page, hub: await openConfirmed(page, boards) };
}

interface Small {
  readonly boards: RunningBoards;
  readonly page: Page;
  readonly hub: Frame;
  readonly idOf: (title: string) => number;
}

async function openSmall(users: Estate["users"] = []): Promise<Small> {
  browser.expectErrors(NO_MAPPING_YET);
  browser.expectErrors(NOTHING_YET);
  const project = projectOf({
    workloads: [{ title: "Payroll", tags: ["release:R1"], assets: [{ title: "PAY-OLD", tags: ["release:R1"] }] }],
  });
  const estate = { ...project.estate, users: [...project.estate.users, ...users] };
  const boards = await localBoards.start({ estate });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  return { boards, page, hub: await openConfirmed(page, boards), idOf: project.idOf };
}

withSamples("the Azure Migrate exports (skipped without ../shared/data)", () => {
  it("become 412 work items in one go, nothing on a second import, and exactly what was edited on a third", async () => {
    const discovery = fileAt(`${SAMPLES}/azure-migrate-export/Discovery_Report.csv`);
    const sql = fileAt(`${SAMPLES}/azure-migrate-export/SQL_All_Instances.csv`);
    const { boards, hub } = await openSample();
    await openImport(hub);
    expect(await compare(hub, [discovery, sql])).toBe("412 assets: 412 new.");
    await preview(hub);
    expect(await write(hub)).toBe("Written: 412 created, 412 records of the inventory.");
    expect(await itemsTagged(boards, await tagOf(hub))).toHaveLength(412);

    await openImport(hub);
    expect(await compare(hub, [discovery, sql])).toBe("412 assets: 412 unchanged.");
    expect(await preview(hub)).toBe("There is nothing to write: all is as these files say.");
    expect(await hub.isVisible("button:text-is('Write')")).toBe(false);

    await hub.click("button:text-is('Back')");
    await hub.click("button:text-is('Choose other files')");
    const lines = discovery.buffer.toString("utf8").split("\r\n");
    const edited = lines.map((line, index) => (index === 3 ? line.replace(/,(\d+),(\d{4,}),/, ",77,$2,") : line));
    expect(edited[3]).not.toBe(lines[3]);
    expect(await compare(hub, [csvFile("Discovery_Report.csv", edited), sql])).toBe(
      "412 assets: 1 changed, 411 unchanged.",
    );
    await hub.click("button:has-text('Changed')");
    await hub.waitForSelector("text=/^Cores \\d+ → 77$/");
    await preview(hub);
    expect(await write(hub)).toBe("Written: 1 updated, 1 record of the inventory.");
  });

  it.each<[string, string, string]>([
    ["the import template", "azure-migrate-import/self-made-5-rows.csv", "5 assets: 5 new."],
    ["an RVTools workbook", "rvtools/rvtools-example1.xlsx", "9 assets: 9 new."],
    ["a wave sheet", "meg/MEG v0.97 - 8. Wave.csv", "5 assets: 5 new."],
    ["the workbook of the wave sheet", "meg/MEG v0.97 - Framework.xlsx", "5 assets: 5 new."],
    ["a table of AWS", "aws-cmf/test_valid.csv", "1 asset: 1 new."],
  ])("import %s, and nothing the second time", async (_what, path, sentence) => {
    const { hub } = await openSmall();
    const file = fileAt(`${SAMPLES}/${path}`);
    for (const expected of [sentence, sentence.replace("new", "unchanged")]) {
      await openImport(hub);
      await hub.setInputFiles("input[type=file]", [file]);
      const continues = hub.locator("button:text-is('Continue')");
      const isCompared = hub.locator("text=Nothing is written yet.");
      await continues.or(isCompared).first().waitFor();
      if (await continues.isVisible()) await continues.click();
      await isCompared.waitFor();
      expect(await sentenceOf(hub)).toBe(expected);
      const text = await preview(hub);
      if (expected === sentence) expect(await write(hub)).toMatch(/^Written: \d+ created/);
      else expect(text).toBe("There is nothing to write: all is as these files say.");
    }
  });

  it("link what the dependency export names, once, between assets that are known", async () => {
    const { boards, hub } = await openSmall();
    const dependencies = fileAt(`${SAMPLES}/azure-migrate-dependency/dependency-export-sample.csv`);
    await openImport(hub);
    expect(await compare(hub, [dependencies])).toBe(
      "No asset. 5 dependencies can't be linked: not both ends are known.",
    );
    await hub.click("button:text-is('Choose other files')");
    const names =
      "app1-server app2-server db1-server web1-server web2-server api1-server api2-server admin-server".split(" ");
    const machines = names.map((name, index) => machine(index + 1).replace(/^VM-\d+/, name));
    const files = [csvFile("vms.csv", [RVTOOLS, ...machines]), dependencies];
    expect(await compare(hub, files)).toBe("8 assets: 8 new. 5 dependencies.");
    await preview(hub);
    expect(await write(hub)).toBe("Written: 8 created, 5 linked, 8 records of the inventory.");
    const made = await itemsTagged(boards, await tagOf(hub));
    expect(made.map(({ fields }) => fields["System.Title"]).sort()).toEqual([...names].sort());

    await openImport(hub);
    expect(await compare(hub, files)).toBe("8 assets: 8 unchanged. 5 dependencies.");
    expect(await preview(hub)).toBe("There is nothing to write: all is as these files say.");
  });
});

describe("a file that is broken", () => {
  it("is told of by line, column and value; the problems can be filtered and saved, and the good rows go on", async () => {
    const { page, hub } = await openSmall();
    await openImport(hub);
    const lines = [
      RVTOOLS,
      machine(1),
      "VM-002,poweredOn,False,four,16384,Ubuntu,uuid-2",
      ",poweredOn,False,4,16384,Ubuntu,uuid-3",
    ];
    expect(await compare(hub, [csvFile("vms.csv", lines)])).toBe("2 assets: 2 new.");
    const problems = hub.locator(".rr-problems [data-row]");
    expect(await problems.allInnerTexts()).toEqual([
      expect.stringMatching(/vms\.csv, line 3, column CPUs\s+four\s+Taken without this value\. /),
      expect.stringMatching(/vms\.csv, line 4, column VM\s+–\s+Left out\. /),
    ]);
    await hub.selectOption("select[aria-label='What became of the row']", "row");
    expect(await problems.count()).toBe(1);
    await hub.selectOption("select[aria-label='What became of the row']", "");
    const saving = page.waitForEvent("download");
    await hub.click("button:text-is('Save as CSV')");
    const saved = readFileSync(await (await saving).path(), "utf8");
    expect(saved).toContain('"vms.csv",,3,"CPUs","four","Taken without this value"');
    await preview(hub);
    expect(await write(hub)).toBe("Written: 2 created, 2 records of the inventory.");
  });

  it("says which file it is and what to do where nothing of it can be read, and lets choose again", async () => {
    const { hub } = await openSmall();
    await openImport(hub);
    const cut = { name: "cut.xlsx", mimeType: "", buffer: Buffer.from("PK\u0003\u0004 not a whole workbook") };
    await hub.setInputFiles("input[type=file]", [cut]);
    await hub.waitForSelector("[role=alert]:has-text('cut.xlsx: The workbook is damaged or cut short.')");
    await hub.waitForSelector("[role=alert]:has-text('There is no asset in what was chosen. Nothing was written.')");
    expect(await compare(hub, [csvFile("vms.csv", [RVTOOLS, machine(1)])])).toBe("1 asset: 1 new.");
  });
});

describe("120 assets, every tenth request failing, and the page closed in the middle", () => {
  it("become exactly one work item each once somebody goes on", async () => {
    const { boards, page, hub } = await openSmall();
    // The failing requests are reported by the browser itself, and so is the one that was left.
    browser.expectErrors(/502|ERR_/);
    await openImport(hub);
    const lines = Array.from({ length: 120 }, (_, index) => machine(index + 1));
    expect(await compare(hub, [csvFile("vms.csv", [RVTOOLS, ...lines])])).toBe("120 assets: 120 new.");
    await preview(hub);
    const broken = { kind: "status", status: 502 } as const;
    const tenth = { route: "/_apis/", every: 10, action: broken } as const;
    const second = { route: "$batch", from: 2 } as const;
    const held = { ...second, action: { kind: "delay", milliseconds: 15_000 } } as const;
    const lost = { ...second, action: { kind: "drop" } } as const;
    // Two creations are sent side by side, of 100 and of 20 items. One arrives, the other is on its way when the page is
    // closed; which is which is theirs.
    boards.boards.setFaults([held, lost, { ...tenth, route: "/_apis/(?!wit/.batch)/" }]);
    await hub.click("button:text-is('Write')");
    await hub.waitForSelector("text=/^Writing: (100|20) of 120/");
    await page.waitForURL(/#view=inventory&page=runs&run=/);
    const url = page.url();

    // Of the first creation that is tried again the answer gets lost, too.
    boards.boards.setFaults([{ route: "$batch", nth: 1, action: { kind: "truncate" } }, tenth]);
    const again = await reopen(page, url);
    await again.waitForSelector("text=/It was begun and has not ended/", { timeout: 30_000 });
    await again.click("button:text-is('Go on')");
    await again.waitForSelector("text=/^Written: 120 created/", { timeout: 60_000 });
    boards.boards.setFaults([]);
    const made = await itemsTagged(boards, await tagOf(again));
    const titles = made.map(({ fields }) => String(fields["System.Title"])).sort();
    expect(titles).toEqual(lines.map((line) => line.split(",")[0]));
  });
});

describe("an import that is undone", () => {
  it("takes back what was made and what was changed, but for what somebody changed since, which is listed", async () => {
    const { boards, hub, idOf } = await openSmall();
    await openImport(hub);
    const file = csvFile("vms.csv", [RVTOOLS, machine(1), machine(2), machine(3).replace("VM-003", "PAY-OLD")]);
    expect(await compare(hub, [file])).toBe("3 assets: 1 found as a work item, 2 new.");
    await preview(hub);
    expect(await write(hub)).toBe("Written: 2 created, 1 updated, 3 records of the inventory.");
    const made = await itemsTagged(boards, await tagOf(hub));
    const changed = made.find(({ fields }) => fields["System.Title"] === "VM-002");
    await patch(boards, PROJECT, changed?.id ?? 0, { "System.Title": "VM-002 of Ben" });

    await hub.click("button:text-is('Undo…')");
    await hub.waitForSelector("text=/2 created work items go to the recycle bin/");
    await hub.click("button:text-is('Undo all of it')");
    await hub.waitForSelector("text=/^Undone, but for 1 thing that could not be taken back/");
    await hub.waitForSelector(".rr-entries-row:has-text('VM-002'):has-text('kept')");
    expect(await itemsTagged(boards, await tagOf(hub))).toHaveLength(1);
    const old = await itemOf(boards, idOf("PAY-OLD"));
    expect(old["System.Description"] ?? "").not.toContain("Key:");
  });
});

describe("a reader", () => {
  it("sees runs without an error, is offered nothing that writes, and is told why there is no import", async () => {
    const { boards, hub } = await openSmall([RITA]);
    await openImport(hub);
    await compare(hub, [csvFile("vms.csv", [RVTOOLS, machine(1)])]);
    await preview(hub);
    await write(hub);
    // The question whether one may write is answered by a refusal, which the browser reports by itself.
    browser.expectErrors(/403/);
    const page = await browser.newPage();
    await page.context().addCookies([boards.cookieOf(RITA.displayName)]);
    await page.goto(`${boards.hubUrl()}#view=inventory&page=runs`);
    const rita = await hubFrame(page);
    await rita.click("a:text-is('vms.csv')");
    await rita.waitForSelector("text=/^Written: 1 created/");
    expect(await rita.locator(".rr-import button").count()).toBe(0);
    await page.goto("about:blank");
    await page.goto(`${boards.hubUrl()}#view=inventory&page=import`);
    const asked = await hubFrame(page);
    await asked.waitForSelector("text=/which you may not do in this project/");
    expect(await asked.isVisible("[role=alert]")).toBe(false);
  });
});

const HOSTILE = `<img src=x onerror=alert(1)>`;

describe("the pages of an import", () => {
  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["highContrast", 1280],
    ["light", 320],
  ])("have no violations and never scroll sideways: %s, %i", async (theme, width) => {
    const { page, hub } = await openSmall();
    await page.selectOption("select", theme);
    await page.setViewportSize({ width, height: 800 });
    const found: Record<string, readonly (string | number)[]> = {};
    const look = async (name: string): Promise<void> => {
      found[name] = [...(await violations(hub)), await overflow(hub)];
    };
    await openImport(hub);
    await look("choose");
    await hub.setInputFiles("input[type=file]", [csvFile("cmdb.csv", ["Thing,Owner of it", `${HOSTILE},Ana`])]);
    await hub.waitForSelector("text=/of no known format/");
    await look("columns");
    await hub.click("button:text-is('Choose other files')");
    const lines = [RVTOOLS, ...Array.from({ length: 130 }, (_, index) => machine(index + 1))];
    lines.push(machine(200).replace("VM-200", HOSTILE), machine(201).replace("VM-201", "PAY-OLD"), ",poweredOn,,,,,x");
    await compare(hub, [csvFile("vms.csv", lines)]);
    await look("dry run");
    await hub.click("button[aria-label='Edit VM-001']");
    await look("editor");
    await hub.click("form button:text-is('Cancel')");
    await preview(hub);
    await look("preview");
    await write(hub);
    await look("run");
    await hub.click("text=← All runs");
    await hub.waitForSelector(".rr-runs");
    await look("runs");
    expect(await hub.locator("img[src=x]").count()).toBe(0);
    expect(found).toEqual({
      choose: [0],
      columns: [0],
      "dry run": [0],
      editor: [0],
      preview: [0],
      run: [0],
      runs: [0],
    });
  });
});

describe("what was read again meanwhile", () => {
  it("is compared with the files again, and what was decided stays", async () => {
    const { boards, hub, idOf } = await openSmall();
    await openImport(hub);
    await compare(hub, [csvFile("vms.csv", [RVTOOLS, machine(1), machine(2)])]);
    await hub.selectOption("select[aria-label='What becomes of VM-001']", "skip");
    await patch(boards, PROJECT, idOf("PAY-OLD"), { "System.Title": "VM-002" });
    await hub.click("button:has-text('Refresh')");
    await hub.waitForSelector("text=/the files were compared with that/");
    expect(await sentenceOf(hub)).toBe("2 assets: 1 found as a work item, 1 new.");
    expect(await hub.inputValue("select[aria-label='What becomes of VM-001']")).toBe("skip");
  });
});
