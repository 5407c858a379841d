/** What the tests of imports do in the hub, and how they look at what it wrote. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { hubFrame } from "./hubPage";

/** A file as it is chosen. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A CSV file of these lines. */
export function csvFile(name: string, lines: readonly string[]): TestFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`) };
}

/** A file of this computer. */
export function fileAt(path: string): TestFile {
  return { name: basename(path), mimeType: "text/csv", buffer: readFileSync(path) };
}

/** Opens the page that files are chosen on. */
export async function openImport(frame: Frame): Promise<void> {
  await frame.click("role=link[name='Inventory']");
  await frame.click("role=navigation[name='Inventory'] >> text=Import");
  await frame.waitForSelector("text=Drop inventory files here");
}

/** Chooses files and waits for the dry run; gives its sentence. */
export async function compare(frame: Frame, files: readonly TestFile[]): Promise<string> {
  await frame.setInputFiles("input[type=file]", [...files]);
  await frame.waitForSelector("text=Nothing is written yet.");
  return sentenceOf(frame);
}

/** The sentence that the page begins with. */
export async function sentenceOf(frame: Frame): Promise<string> {
  return (await frame.innerText(".rr-import .rr-sentence")).replace(/\s+/g, " ");
}

/** From the dry run to the preview; gives its sentence. */
export async function preview(frame: Frame): Promise<string> {
  await frame.click("button:text-is('Preview')");
  await frame.waitForSelector("button:text-is('Back')");
  return sentenceOf(frame);
}

/** Writes what is previewed, and waits until the run has ended; gives its sentence. */
export async function write(frame: Frame): Promise<string> {
  await frame.click("button:text-is('Write')");
  return ended(frame);
}

/** Waits until what is done with the run that is open has ended; gives its sentence. */
export async function ended(frame: Frame): Promise<string> {
  await frame.waitForSelector("text=← All runs");
  await frame.waitForSelector(".rr-import .rr-sentence:not(:has-text('Nothing of it is written yet'))", {
    timeout: 90_000,
  });
  return sentenceOf(frame);
}

/** The tag of the run that is open. */
export async function tagOf(frame: Frame): Promise<string> {
  return frame.innerText(".rr-import .rr-facts code");
}

/** Opens the hub again at the address that the page has, as after it was closed. */
export async function reopen(page: Page, url: string): Promise<Frame> {
  await page.goto("about:blank");
  await page.goto(url);
  return hubFrame(page);
}

interface WorkItemAnswer {
  readonly id: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** All work items of the organisation that carry a tag, with title, tags and description. */
export async function itemsTagged(boards: RunningBoards, tag: string): Promise<readonly WorkItemAnswer[]> {
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${boards.organizationUrl}/_apis/wit/${path}?api-version=7.0`, {
      method: "POST",
      headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const query = `SELECT [System.Id] FROM WorkItems WHERE [System.Tags] CONTAINS '${tag}'`;
  const found = (await ask("wiql", { query })) as { workItems: { id: number }[] };
  const ids = found.workItems.map(({ id }) => id);
  const items: WorkItemAnswer[] = [];
  const fields = [
    "System.Id",
    "System.Title",
    "System.Tags",
    "System.Description",
    "System.Parent",
    "System.WorkItemType",
  ];
  for (let from = 0; from < ids.length; from += 200) {
    const page = (await ask("workitemsbatch", { ids: ids.slice(from, from + 200), fields })) as {
      value: WorkItemAnswer[];
    };
    items.push(...page.value);
  }
  return items;
}

/** The fields of a work item. */
export async function itemOf(boards: RunningBoards, id: number): Promise<Readonly<Record<string, unknown>>> {
  const url = `${boards.organizationUrl}/_apis/wit/workitems/${id}?api-version=7.0`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${boards.token}` } });
  if (!response.ok) throw new Error(`Work item ${id}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as WorkItemAnswer).fields;
}
