import { type RunningWorker, runInWorker, workerFromText } from "../worker/runInWorker";
import type { ReadInventoryFiles, ReadRequest } from "./sheetReading";
import type { WorkerMessage } from "./workerMessages";

/** A worker that reads inventory files. */
export type ReadingWorker = RunningWorker<ReadRequest, WorkerMessage>;

/**
 * Reads inventory files in a worker of its own for each request, which is ended with it.
 *
 * @param start  gives a worker that nobody uses yet
 * @param cancelled  what a reading rejects with that its signal ended
 */
export function createFileReader(start: () => Promise<ReadingWorker>, cancelled: () => Error): ReadInventoryFiles {
  return (request, signal, onProgress) =>
    runInWorker({
      start,
      request,
      signal,
      cancelled,
      onMessage: (message) => {
        switch (message.kind) {
          case "progress":
            onProgress(message.progress);
            return null;
          case "read":
            return { result: message.readings };
          case "failed":
            throw stopped(message.message);
        }
      },
      died: stopped,
    });
}

/** The worker died, as it does where memory runs out, or was never let to begin. */
function stopped(message: string): Error {
  const cause = message === "" ? "" : ` (${message})`;
  return new Error(
    `Reading the files stopped before the end${cause}. Try them one at a time; save large workbooks as CSV UTF-8.`,
  );
}

/** Starts the worker. Its text comes as a script of its own, the first time that somebody reads files. */
export async function startReadingWorker(): Promise<ReadingWorker> {
  const { default: text } = await import("./worker.ts?text");
  return workerFromText(text);
}
