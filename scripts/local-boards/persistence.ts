import { randomUUID } from "node:crypto";
import { appendFile, mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import * as v from "valibot";
import type { Estate, EstateWorkItem } from "./model/estate";
import { parseEstate } from "./model/estateSchema";

/**
 * An estate is kept in a file, and what changed since it was written in a journal beside it: one line for each save, with
 * the work items that changed, whole. A line counts when it ends; what a killed server left of its last one does not, so
 * a save is there whole or not at all. The file is written anew when the server starts and ends, and names its journal:
 * one that was made for the file of before counts no more.
 */

/** How many work items are turned into text at a time; between them requests are answered. */
const PIECE = 500;

/** A journal that is longer (in bytes) is taken into the file, which is written anew. */
const LONGEST_JOURNAL = 64 * 1024 * 1024;

const journalLine = v.object({
  workItems: v.array(v.looseObject({ id: v.number() })),
  gone: v.array(v.number()),
  watermark: v.exactOptional(v.number()),
  rest: v.nullable(v.looseObject({})),
});

function journalOf(file: string, id: string): string {
  return `${file}.${id}.journal`;
}

/** Removes the journals of a file, all or all but one. */
async function removeJournals(file: string, kept: string | null): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder)) {
    const isJournal = name.startsWith(`${basename(file)}.`) && name.endsWith(".journal");
    if (isJournal && join(folder, name) !== kept) await rm(join(folder, name), { force: true });
  }
}

/**
 * Reads a kept estate, with what its journal adds.
 * @returns null where there is no such file.
 * @throws Error that names the file when it is not an estate of this version.
 */
export async function loadEstate(file: string): Promise<Estate | null> {
  const text = await readOrNull(file);
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    const { journal } = v.parse(v.looseObject({ journal: v.exactOptional(v.string()) }), kept);
    const added = journal === undefined ? null : await readOrNull(journalOf(file, journal));
    return parseEstate(added === null ? kept : replay(kept, added));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = "Start with --reset to make a new one.";
    throw new Error(`${file} is not a kept estate of this version (${reason}). ${advice}`, { cause: error });
  }
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

const keptFile = v.looseObject({ workItems: v.array(v.looseObject({ id: v.number() })) });

/** The estate of a file after the saves of its journal. Each holds the whole of what it names, so that twice is once. */
function replay(kept: unknown, journal: string): unknown {
  let { workItems, ...rest } = v.parse(keptFile, kept);
  const byId = new Map(workItems.map((item) => [item.id, item]));
  // The last part has no end: it is empty, or what a killed server left.
  for (const line of journal.split("\n").slice(0, -1)) {
    const entry = v.parse(journalLine, JSON.parse(line));
    for (const item of entry.workItems) byId.set(item.id, item);
    for (const id of entry.gone) byId.delete(id);
    if (entry.rest !== null) rest = entry.rest;
    if (entry.watermark !== undefined) rest = { ...rest, watermark: entry.watermark };
  }
  workItems = [...byId.values()];
  return { ...rest, workItems };
}

/**
 * Writes an estate whole or not at all: to a neighbour first, which then takes the file's name.
 * @returns the path of its journal, in which nothing stands yet
 */
export async function saveEstate(file: string, estate: Estate): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const neighbour = `${file}.${process.pid}.new`;
  const journal = randomUUID();
  const { workItems, ...rest } = estate;
  const handle = await open(neighbour, "w");
  try {
    await handle.write(`${JSON.stringify({ journal, ...rest }).slice(0, -1)},"workItems":[`);
    for (let index = 0; index < workItems.length; index += PIECE) {
      const piece = JSON.stringify(workItems.slice(index, index + PIECE)).slice(1, -1);
      await handle.write(index === 0 ? piece : `,${piece}`);
      await turn();
    }
    await handle.write("]}");
  } finally {
    await handle.close();
  }
  await rename(neighbour, file);
  await removeJournals(file, null);
  return journalOf(file, journal);
}

/** Removes a kept estate; nothing happens where there is none. */
export async function forgetEstate(file: string): Promise<void> {
  if ((await readOrNull(file)) === null) return;
  // The file first: a journal without one is nothing.
  await rm(file);
  await removeJournals(file, null);
}

/** What the file and its journal hold together. */
interface Kept {
  readonly workItems: ReadonlyMap<number, EstateWorkItem>;
  readonly rest: string;
  /** Path of the journal. */
  readonly journal: string;
  /** The journal's length after the last save that is whole, in bytes. */
  readonly length: number;
}

/** Keeps an estate in a file while it changes. */
export class Keeper {
  private kept: Kept | null = null;
  /** Writes happen one after the other. */
  private last: Promise<void> = Promise.resolve();

  /** @param snapshot the estate as it stands now; what did not change in it are the same objects again. */
  constructor(
    private readonly file: string,
    private readonly snapshot: () => Estate,
  ) {}

  /** Adds what changed to the journal; without a file, writes that. */
  keepChanges(): Promise<void> {
    return this.after(async () => {
      const estate = this.snapshot();
      if (this.kept === null) await this.writeWhole(estate);
      else if (this.kept.length > LONGEST_JOURNAL) await this.writeWhole(estate);
      else await this.writeChanges(estate, this.kept);
    });
  }

  /** Writes the file whole, where it is not what stands in it already. */
  keepWhole(): Promise<void> {
    return this.after(async () => {
      const estate = this.snapshot();
      // Into the journal first, as the file takes its time: what is killed meanwhile loses nothing.
      if (this.kept !== null) await this.writeChanges(estate, this.kept);
      if (this.kept === null || this.kept.length > 0) await this.writeWhole(estate);
    });
  }

  /** A failed write before this one was reported to whoever asked for it. */
  private after(write: () => Promise<void>): Promise<void> {
    this.last = this.last.catch(() => undefined).then(write);
    return this.last;
  }

  private async writeWhole(estate: Estate): Promise<void> {
    this.kept = keptOf(estate, await saveEstate(this.file, estate), 0);
  }

  private async writeChanges(estate: Estate, kept: Kept): Promise<void> {
    const now = keptOf(estate, kept.journal, kept.length);
    const workItems = estate.workItems.filter((item) => !isSame(item, kept.workItems.get(item.id)));
    const gone = [...kept.workItems.keys()].filter((id) => !now.workItems.has(id));
    const isRestSame = now.rest === kept.rest;
    if (workItems.length === 0 && gone.length === 0 && isRestSame) return;
    const { watermark } = estate;
    const rest = isRestSame ? null : restOf(estate);
    const line = `${JSON.stringify({ workItems, gone, watermark, rest })}\n`;
    // A save that failed may have left a part of its line.
    if (kept.length > 0) await truncate(kept.journal, kept.length);
    await (kept.length > 0 ? appendFile : writeFile)(kept.journal, line);
    this.kept = { ...now, length: kept.length + Buffer.byteLength(line) };
  }
}

function keptOf(estate: Estate, journal: string, length: number): Kept {
  const workItems = new Map(estate.workItems.map((item) => [item.id, item]));
  return { workItems, rest: JSON.stringify(restOf(estate)), journal, length };
}

/** All but the work items, and the watermark: every write has another one, which is no reason to write the rest again. */
function restOf(estate: Estate): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(estate).filter(([name]) => name !== "workItems" && name !== "watermark"));
}

function isSame(item: EstateWorkItem, kept: EstateWorkItem | undefined): boolean {
  return (
    kept !== undefined && item.changes === kept.changes && item.links === kept.links && item.deleted === kept.deleted
  );
}
