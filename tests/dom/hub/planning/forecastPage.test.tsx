import { TextEncoder } from "node:util";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import * as React from "react";
import { createStore } from "../../../../src/components/store/store";
import { type Forecast, forecastSteps } from "../../../../src/domain/planning/forecast/forecast";
import type { PlanningWorld } from "../../../../src/domain/planning/world";
import type { WorldState } from "../../../../src/hub/planning/world";
import { createForecastStore } from "../../../../src/hub/planning/forecast/store";
import { forecastCsv } from "../../../../src/hub/planning/forecast/rows";
import { ForecastPage } from "../../../../src/hub/planning/pages/ForecastPage";
import type { PlanningEffects } from "../../../../src/hub/planning/effects";
import type { PlanningTools } from "../../../../src/hub/planning/tools";
import { asset, feature, PROMOTED, snapshot } from "../../../builders/estate";
import { pastRecords, planningWorld, withReleases } from "../../../builders/planningWorld";
import { hubWith } from "../hubWorld";

// jsdom has none.
globalThis.TextEncoder ??= TextEncoder;

afterEach(cleanup);

const HOSTILE = "<img src=x onerror=alert(1)>";
const settings = withReleases([
  { key: "R1", targetDate: "2026-11-30" },
  { key: HOSTILE, model: "single-step" },
]);
const workItems = [
  feature(1, { tags: ["release:R1"] }),
  feature(2, { tags: [`release:${HOSTILE}`] }),
  ...Array.from({ length: 20 }, (_, index) => asset(11 + index, 1)),
  asset(41, 2),
  asset(42, 2, { state: "Resolved", tags: PROMOTED }),
];
const RECORDS = pastRecords([3, 5, 4, 6, 3, 5, 4, 6, 3, 5]);
const worldOf = (changes: Parameters<typeof planningWorld>[1] = {}, items = workItems): PlanningWorld =>
  planningWorld(snapshot(items), { policy: settings, records: RECORDS, ...changes });

/** Runs forecasts at once, of 600 futures; fails where it is told to. */
function forecaster(failure: string | null = null) {
  const asked: Parameters<PlanningEffects["forecast"]>[1][] = [];
  const forecast: PlanningEffects["forecast"] = async (plan, options, _signal, onStep) => {
    asked.push(options);
    if (failure !== null) throw new Error(failure);
    let last: Forecast | null = null;
    for (const step of forecastSteps(plan, { ...options, trials: options.trials ?? 2_000, first: 500, step: 1_500 })) {
      onStep((last = step));
    }
    if (last === null) throw new Error("no step");
    return last;
  };
  return { forecast, asked };
}

function open(world: PlanningWorld, failure: string | null = null) {
  const { forecast, asked } = forecaster(failure);
  const never = (): never => {
    throw new Error("The test does not expect that.");
  };
  const tools: PlanningTools = {
    effects: { forecast, readWorld: never, readCapacity: never, carryOut: never, now: never },
    worlds: { ...createStore<WorldState>({ world, reading: null, problem: null }), want: never, retry: never },
    draft: {} as PlanningTools["draft"],
  };
  const { around } = hubWith(world.report, {}, world.snapshot);
  const data = { kind: "ready" } as Parameters<typeof ForecastPage>[0]["data"];
  const subject = { page: "forecast", team: null, iteration: null, release: null } as const;
  render(around(<ForecastPage data={data} tools={tools} world={world} subject={subject} mayWrite={null} />));
  return { asked };
}

describe("the page of forecasts", () => {
  it("begins with a sentence, and tells each release's gates as ranges, with the late one marked", async () => {
    open(worldOf());
    expect(await screen.findByText(/^Exit: 85 % by .+, 50 % by .+\. 1 release cannot promise/)).toBeTruthy();
    const table = screen.getByRole("table", { name: "By when each release passes its gates" });
    const row = within(table).getByRole("row", { name: /^R1/ });
    expect(row.textContent).toMatch(/ – .+\(50–85 %\)/);
    expect(row.textContent).toContain("late");
    expect(within(table).getByRole("row", { name: /img src/ }).textContent).toContain("not asked");
    expect(table.querySelector("img")).toBeNull();
  });

  it("shows 95 % on demand", async () => {
    open(worldOf());
    fireEvent.click(await screen.findByRole("button", { name: "Show 95 %" }));
    expect(screen.getAllByText(/^95 %: /).length).toBeGreaterThan(0);
  });

  it("prints beside it what it rests on, and how good such forecasts were (§6)", async () => {
    open(worldOf());
    expect(await screen.findByText(/2,000 futures, seed \d+, counted in assets/)).toBeTruthy();
    expect(screen.getByText(/^Drawn from 10 iterations/)).toBeTruthy();
    expect(screen.getAllByText(/^Promotion: Of 4 forecasts of one iteration/)).toHaveLength(1);
  });

  it("tells what a fifth less scope and a fifth more velocity change, and what a person tries", async () => {
    const { asked } = open(worldOf());
    const table = await screen.findByRole("table", { name: /How much earlier or later/ });
    await waitFor(() => {
      expect(table.textContent).not.toContain("…");
    });
    expect(asked.slice(1)).toEqual([
      { whatIf: { scope: 0.8, velocity: 1 }, trials: 2_000 },
      { whatIf: { scope: 1, velocity: 1.2 }, trials: 2_000 },
    ]);
    expect(within(table).getByRole("row", { name: /^Exit/ }).textContent).toMatch(/earlier.+earlier/);

    fireEvent.change(screen.getByLabelText("Velocity, %"), { target: { value: "much" } });
    fireEvent.click(screen.getByRole("button", { name: "Try it" }));
    expect(screen.getByRole("alert").textContent).toContain("whole percents from -90 to 900");
    fireEvent.change(screen.getByLabelText("Velocity, %"), { target: { value: "−50" } });
    fireEvent.change(screen.getByLabelText("Leave out"), { target: { value: HOSTILE } });
    fireEvent.click(screen.getByRole("button", { name: "Try it" }));
    await waitFor(() => {
      expect(within(table).getByRole("row", { name: /^R1/ }).textContent).toMatch(/later/);
    });
    expect(within(table).getByRole("row", { name: /img src/ }).textContent).toContain("left out");
    expect(asked.at(-1)).toEqual({ whatIf: { scope: 1, velocity: 0.5 }, trials: 2_000 });
  });

  it("says who has no past instead of a date (§5)", async () => {
    open(worldOf({ records: RECORDS.slice(0, 2) }));
    expect(
      await screen.findByText(/^Exit: cannot forecast, because team Blue has 2 iterations that are over\./),
    ).toBeTruthy();
  });

  it("teaches the next step where nothing is in a release", async () => {
    const { asked } = open(worldOf({}, [asset(11, null)]));
    expect(await screen.findByRole("heading", { name: "Nothing to forecast yet" })).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it("says why there is none, and tries again", async () => {
    const { asked } = open(worldOf(), "the worker died");
    expect((await screen.findByRole("alert")).textContent).toContain("the worker died");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
  });
});

describe("the forecast that pages share", () => {
  it("runs once for each world, and says how far it is", async () => {
    const { forecast, asked } = forecaster();
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    const store = createForecastStore({ forecast }, clock);
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.get().forecast?.trials ?? 0));
    const world = worldOf();
    store.want(world);
    store.want(world);
    await waitFor(() => {
      expect(store.get().isRunning).toBe(false);
    });
    expect(asked).toHaveLength(1);
    expect(seen).toEqual([0, 500, 2_000, 2_000]);
    expect(store.get().compared?.trials).toBe(2_000);
    store.want(worldOf());
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
  });

  it("keeps what was worked out when it is stopped", async () => {
    const forecast: PlanningEffects["forecast"] = (plan, _options, signal, onStep) => {
      for (const step of forecastSteps(plan, { trials: 500 })) onStep(step);
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new Error("stopped"));
        });
      });
    };
    const store = createForecastStore({ forecast }, { now: () => 0, sleep: () => Promise.resolve() });
    store.want(worldOf());
    await waitFor(() => {
      expect(store.get().forecast?.trials).toBe(500);
    });
    store.stop();
    await waitFor(() => {
      expect(store.get().isRunning).toBe(false);
    });
    expect(store.get().forecast?.trials).toBe(500);
  });

  it("is a table as CSV, in which no title becomes a formula", async () => {
    const { forecast } = forecaster();
    const store = createForecastStore({ forecast }, { now: () => 0, sleep: () => Promise.resolve() });
    const key = "=HYPERLINK(1)";
    const world = worldOf({}, [feature(1, { tags: [`release:${key}`] }), asset(11, 1)]);
    store.want(world);
    await waitFor(() => {
      expect(store.get().isRunning).toBe(false);
    });
    const shown = store.get().forecast;
    if (shown === null) throw new Error("There is no forecast.");
    const lines = forecastCsv(world.report, shown, "2026-11-23").split("\r\n");
    expect(lines[0]).toContain('"Release","Gate","Forecast","50 % by","85 % by","95 % by"');
    expect(lines.some((line) => line.startsWith(`"'${key}","promotion",`))).toBe(true);
    expect(lines.at(-2)).toMatch(/^"Exit","promotion",.+2000,\d+$/);
  });
});
