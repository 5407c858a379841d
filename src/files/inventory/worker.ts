/** What runs in the worker: reads the files of one request, and says how far it is. */
import { readFiles } from "./readFiles";
import type { ReadRequest } from "./sheetReading";
import type { WorkerMessage } from "./workerMessages";

/** The part of a worker's surroundings that is used here; TypeScript's own are those of a page. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ReadRequest }) => void) | null;
  postMessage(message: WorkerMessage): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  readFiles(
    data,
    (progress) => {
      scope.postMessage({ kind: "progress", progress });
    },
    // Nobody else runs here; who no longer wants the files ends the worker.
    () => Promise.resolve(),
  ).then(
    (readings) => {
      scope.postMessage({ kind: "read", readings });
    },
    (thrown: unknown) => {
      scope.postMessage({ kind: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) });
    },
  );
};
