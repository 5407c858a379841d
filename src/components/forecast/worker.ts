/** What runs in the worker: works out one forecast, step by step. Who no longer wants it ends the worker. */
import { answer } from "./answer";
import type { ForecastMessage, ForecastRequest } from "./workerMessages";

/** The part of a worker's surroundings that is used here; TypeScript's own are those of a page. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ForecastRequest }) => void) | null;
  postMessage(message: ForecastMessage): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  answer(data, (message) => {
    scope.postMessage(message);
  });
};
