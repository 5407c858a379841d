import { answer } from "../../../../src/components/forecast/answer";
import { createForecaster, type ForecastWorker } from "../../../../src/components/forecast/inWorker";
import type { ForecastMessage, ForecastRequest } from "../../../../src/components/forecast/workerMessages";
import { type Forecast, forecastOf } from "../../../../src/domain/planning/forecast/forecast";
import { items, plan } from "../../../builders/forecast";

const PLAN = plan({ items: items("R1", 40) });
const cancelled = new Error("cancelled");

/** A worker that answers at once, or says what a test lets it say. */
class FakeWorker implements ForecastWorker {
  ended = 0;
  onmessage: ForecastWorker["onmessage"] = null;
  onerror: ForecastWorker["onerror"] = null;
  constructor(private readonly onRequest: (request: ForecastRequest, worker: FakeWorker) => void) {}
  postMessage(request: ForecastRequest): void {
    this.onRequest(request, this);
  }
  terminate(): void {
    this.ended += 1;
  }
  says(data: ForecastMessage): void {
    this.onmessage?.({ data });
  }
}

function run(onRequest: (request: ForecastRequest, worker: FakeWorker) => void, signal = new AbortController().signal) {
  const worker = new FakeWorker(onRequest);
  const steps: Forecast[] = [];
  const forecast = createForecaster(
    () => Promise.resolve(worker),
    () => cancelled,
  )(PLAN, { trials: 1_200 }, signal, (step) => steps.push(step));
  return { worker, steps, forecast };
}

const honestly = (request: ForecastRequest, worker: FakeWorker): void => {
  answer(request, (message) => {
    worker.says(message);
  });
};

describe("a forecast in a worker", () => {
  it("gives what the engine gives, tells the first bands after 500 trials, and ends the worker", async () => {
    const { worker, steps, forecast } = run(honestly);
    expect(await forecast).toEqual(forecastOf(PLAN, { trials: 1_200 }));
    expect(steps.map(({ trials }) => trials)).toEqual([500, 1_200]);
    expect(worker.ended).toBe(1);
  });

  it("ends the worker when it is cancelled", async () => {
    const stop = new AbortController();
    const { worker, forecast } = run(() => {
      stop.abort();
    }, stop.signal);
    await expect(forecast).rejects.toBe(cancelled);
    expect(worker.ended).toBe(1);
  });

  it("says what is wrong with a plan", async () => {
    const broken = { ...PLAN, items: [...PLAN.items, ...PLAN.items.slice(0, 1)] };
    const { worker, forecast } = run((request, asked) => {
      honestly({ ...request, plan: broken }, asked);
    });
    await expect(forecast).rejects.toThrow(
      "The forecast could not be worked out. Item R1-1: it is listed twice; list each item once.",
    );
    expect(worker.ended).toBe(1);
  });

  it.each<[string, (worker: FakeWorker) => void, string]>([
    ["dies", (worker) => worker.onerror?.({ message: "no memory" }), " (no memory)"],
    ["dies without a word", (worker) => worker.onerror?.({}), ""],
    ["has done nothing", (worker) => worker.says({ kind: "done" }), " (it gave nothing)"],
  ])("says what to do where the worker %s", async (_what, happen, cause) => {
    const { worker, forecast } = run((_request, asked) => {
      happen(asked);
    });
    await expect(forecast).rejects.toThrow(
      `The forecast stopped before the end${cause}. Try again; reload the page if it stops again.`,
    );
    expect(worker.ended).toBe(1);
  });
});
