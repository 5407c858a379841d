/** A page that leaves the reading of files on the window, for tests to call inside the frame. */
import { createFileReader, startReadingWorker } from "../../../src/files/inventory/inWorker";
import type { ReadProgress, SheetReading } from "../../../src/files/inventory/sheetReading";

/** What a reading came to. */
export interface Outcome {
  /** How many assets each file has, or what else became of it. */
  readonly counts: readonly (number | string)[] | null;
  readonly failure: string | null;
  readonly progress: readonly ReadProgress[];
}

declare global {
  interface Window {
    /** Reads files of these bytes (Base64); is cancelled once it has told this many times how far it is. */
    readFiles(files: Readonly<Record<string, string>>, cancelAfter: number): Promise<Outcome>;
  }
}

const countOf = (reading: SheetReading): number | string =>
  reading.kind === "inventory" ? reading.file.assets.length : reading.kind;
const read = createFileReader(startReadingWorker, () => new Error("cancelled"));

window.readFiles = async (files, cancelAfter) => {
  const stop = new AbortController();
  const progress: ReadProgress[] = [];
  const request = {
    files: Object.entries(files).map(([name, bytes]) => ({
      name,
      data: Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0)).buffer,
    })),
    mappings: [],
  };
  const seen = (each: ReadProgress): void => {
    progress.push(each);
    if (progress.length === cancelAfter) stop.abort();
  };
  try {
    return { counts: (await read(request, stop.signal, seen)).map(countOf), failure: null, progress };
  } catch (thrown) {
    return { counts: null, failure: String(thrown), progress };
  }
};
