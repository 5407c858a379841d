import type { ReadInventoryFiles, ReadRequest } from "./sheetReading";
import type { WorkerMessage } from "./workerMessages";

/** The part of a worker that is used. */
export interface ReadingWorker {
  postMessage(request: ReadRequest): void;
  terminate(): void;
  onmessage: ((event: { readonly data: WorkerMessage }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

/**
 * Reads inventory files in a worker of its own for each request, which is ended with it.
 *
 * @param start  gives a worker that nobody uses yet
 * @param cancelled  what a reading rejects with that its signal ended
 */
export function createFileReader(start: () => Promise<ReadingWorker>, cancelled: () => Error): ReadInventoryFiles {
  return async (request, signal, onProgress) => {
    if (signal.aborted) throw cancelled();
    const worker = await start();
    let abort = (): void => undefined;
    try {
      return await new Promise((resolve, reject) => {
        abort = () => {
          reject(cancelled());
        };
        signal.addEventListener("abort", abort);
        if (signal.aborted) abort();
        worker.onmessage = ({ data }) => {
          switch (data.kind) {
            case "progress":
              onProgress(data.progress);
              break;
            case "read":
              resolve(data.readings);
              break;
            case "failed":
              reject(stopped(data.message));
          }
        };
        worker.onerror = ({ message }) => {
          reject(stopped(message ?? ""));
        };
        worker.postMessage(request);
      });
    } finally {
      signal.removeEventListener("abort", abort);
      worker.terminate();
    }
  };
}

/** The worker died, as it does where memory runs out, or was never let to begin. */
function stopped(message: string): Error {
  const cause = message === "" ? "" : ` (${message})`;
  return new Error(
    `Reading the files stopped before the end${cause}. Try them one at a time; save large workbooks as CSV UTF-8.`,
  );
}

/**
 * Starts the worker from its text. An address would not do: the page's origin may be another than its scripts', and it has
 * none at all in a sandboxed frame. The text comes as a script of its own, the first time that somebody reads files.
 */
export async function startReadingWorker(): Promise<ReadingWorker> {
  const { default: text } = await import("./worker.ts?text");
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(address);
  const started: ReadingWorker = {
    postMessage: (request) => {
      worker.postMessage(request);
    },
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
    onmessage: null,
    onerror: null,
  };
  worker.onmessage = (event: MessageEvent<WorkerMessage>) => started.onmessage?.(event);
  worker.onerror = (event) => {
    // The page need not hear of it a second time.
    event.preventDefault();
    started.onerror?.(event);
  };
  return started;
}
