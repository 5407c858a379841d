/** How long a person waits for a forecast: the worker that pages start, in a browser. */
import type { Page } from "playwright-core";
import { FIRST_TRIALS, TRIALS } from "../../src/domain/planning/forecast/forecast";
import type { ForecastPlan } from "../../src/domain/planning/forecast/plan";
import type { ForecastMessage, ForecastRequest } from "../../src/components/forecast/workerMessages";
import { KINDS, portfolio } from "./forecast";
import { say } from "./measure";

const RUNS = 3;

/** Milliseconds from starting the worker to its first step, and to its last word. */
interface Waited {
  readonly first: number;
  readonly all: number;
}

/** Prints the times from starting the worker to the first bands and to the whole forecast, of each of the plans. */
export async function benchForecastWorker(page: Page, workerText: string): Promise<void> {
  say(`\nForecast in a worker of a browser, 20 releases, 5,000 items: least and most of ${RUNS} runs`);
  for (const kind of KINDS) {
    const waited: Waited[] = [];
    for (let run = 0; run < RUNS; run++) waited.push(await runOnce(page, workerText, portfolio(kind)));
    const told = (times: readonly number[]) => times.map((ms) => ms.toFixed(0).padStart(6)).join("");
    const range = (of: (one: Waited) => number) => told([Math.min(...waited.map(of)), Math.max(...waited.map(of))]);
    say(
      `  ${kind.padEnd(20)}${FIRST_TRIALS} trials${range(({ first }) => first)} ms   ${TRIALS} trials${range(({ all }) => all)} ms`,
    );
  }
}

function runOnce(page: Page, workerText: string, plan: ForecastPlan): Promise<Waited> {
  const request: ForecastRequest = { plan, options: {} };
  return page.evaluate(
    ({ text, asked }) =>
      new Promise<Waited>((resolve, reject) => {
        const began = performance.now();
        let first = 0;
        const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
        worker.onmessage = ({ data }: MessageEvent<ForecastMessage>) => {
          if (data.kind === "step") first ||= performance.now() - began;
          else {
            worker.terminate();
            if (data.kind === "failed") reject(new Error(data.message));
            else resolve({ first, all: performance.now() - began });
          }
        };
        worker.onerror = ({ message }) => {
          reject(new Error(message));
        };
        worker.postMessage(asked);
      }),
    { text: workerText, asked: request },
  );
}
