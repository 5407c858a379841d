import type { Forecast } from "../../domain/planning/forecast/forecast";
import type { ForecastPlan } from "../../domain/planning/forecast/plan";
import { type RunningWorker, runInWorker, workerFromText } from "../../files/worker/runInWorker";
import type { ForecastMessage, ForecastRequest } from "./workerMessages";

/** A worker that works out forecasts. */
export type ForecastWorker = RunningWorker<ForecastRequest, ForecastMessage>;

/**
 * Runs a forecast away from the page: tells each step, the first one soon, and gives the last one. Rejects when its signal
 * ends, and with an error that says why where the plan contradicts itself or the worker dies.
 */
export type RunForecast = (
  plan: ForecastPlan,
  options: ForecastRequest["options"],
  signal: AbortSignal,
  onStep: (forecast: Forecast) => void,
) => Promise<Forecast>;

/**
 * Runs each forecast in a worker of its own, which is ended with it.
 *
 * @param start  gives a worker that nobody uses yet
 * @param cancelled  what a run rejects with that its signal ended
 */
export function createForecaster(start: () => Promise<ForecastWorker>, cancelled: () => Error): RunForecast {
  return (plan, options, signal, onStep) => {
    let last: Forecast | null = null;
    return runInWorker<ForecastRequest, ForecastMessage, Forecast>({
      start,
      request: { plan, options },
      signal,
      cancelled,
      onMessage: (message) => {
        switch (message.kind) {
          case "step":
            last = message.forecast;
            onStep(last);
            return null;
          case "done":
            if (last === null) throw stopped("it gave nothing");
            return { result: last };
          case "failed":
            throw new Error(`The forecast could not be worked out. ${message.message}`);
        }
      },
      died: stopped,
    });
  };
}

/** The worker died, as it does where memory runs out, or was never let to begin. */
function stopped(message: string): Error {
  const cause = message === "" ? "" : ` (${message})`;
  return new Error(`The forecast stopped before the end${cause}. Try again; reload the page if it stops again.`);
}

/** Starts the worker. Its text comes as a script of its own, the first time that somebody wants a forecast. */
export async function startForecastWorker(): Promise<ForecastWorker> {
  const { default: text } = await import("./worker.ts?text");
  return workerFromText(text);
}
