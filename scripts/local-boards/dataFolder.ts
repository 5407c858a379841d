import { link, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Another local Azure Boards keeps its changes in the same file. */
export class InUseError extends Error {
  constructor(
    readonly file: string,
    readonly processId: number,
    readonly lock: string,
  ) {
    super(
      `${file} is in use by another local Azure Boards (process ${processId}): each would overwrite what the other keeps. ` +
        `End it, or choose another folder with --data DIR. If that process is something else, delete ${lock}.`,
    );
  }
}

/**
 * Claims the file in which an estate is kept, so that no second local Azure Boards writes to it. A claim whose process
 * is gone (it was killed) is taken over, and what that one left half written is removed.
 * @returns a function that gives the claim back
 * @throws InUseError while another process has it; the system's error where the folder cannot be written
 */
export async function claimFile(file: string): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  await mkdir(dirname(file), { recursive: true });
  while (!(await create(lock))) {
    const owner = await ownerOf(lock);
    if (owner !== null && isRunning(owner)) throw new InUseError(file, owner, lock);
    await rm(lock, { force: true });
  }
  await removeHalfWritten(file);
  return () => rm(lock, { force: true });
}

/** False where it is there already. It appears with its content: a claim without a name would count as left behind. */
async function create(lock: string): Promise<boolean> {
  const written = `${lock}.${process.pid}`;
  await writeFile(written, String(process.pid));
  try {
    await link(written, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(written, { force: true });
  }
}

/** The process that claimed; null where the claim names none, or is gone meanwhile. */
async function ownerOf(lock: string): Promise<number | null> {
  try {
    const id = Number(await readFile(lock, "utf8"));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function isRunning(processId: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Neighbours that a save began and did not rename (see `saveEstate`). */
async function removeHalfWritten(file: string): Promise<void> {
  const folder = dirname(file);
  const prefix = `${basename(file)}.`;
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix) && name.endsWith(".new")) await rm(join(folder, name), { force: true });
  }
}
