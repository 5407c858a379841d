import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Estate } from "./model/estate";
import { parseEstate } from "./model/estateSchema";

/**
 * Reads a kept estate.
 * @returns null where there is no such file.
 * @throws Error that names the file when it is not an estate of this version.
 */
export async function loadEstate(file: string): Promise<Estate | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    return parseEstate(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = "Start with --reset to make a new one.";
    throw new Error(`${file} is not a kept estate of this version (${reason}). ${advice}`, { cause: error });
  }
}

/** Writes an estate whole or not at all: to a neighbour first, which then takes the file's name. */
export async function saveEstate(file: string, estate: Estate): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const neighbour = `${file}.${process.pid}.new`;
  await writeFile(neighbour, JSON.stringify(estate));
  await rename(neighbour, file);
}

/** Removes a kept estate; nothing happens where there is none. */
export async function forgetEstate(file: string): Promise<void> {
  await rm(file, { force: true });
}
