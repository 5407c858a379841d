/** @jest-environment node */
import { createStore } from "../../../src/components/store/store";
import { forecastOf } from "../../../src/domain/planning/forecast/forecast";
import type { PlanningWorld } from "../../../src/domain/planning/world";
import { weeklyFile, weekOf } from "../../../src/hub/pack/weekly";
import type { PlanningTools } from "../../../src/hub/planning/tools";
import type { WorldState } from "../../../src/hub/planning/world";
import type { Ready } from "../../../src/hub/store/state";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const ITEMS = [feature(1, { title: "Payroll", tags: ["release:R1"] }), asset(2, 1, { title: "SQL-04" })];
const REPORT = reportOf(ITEMS);
const SNAPSHOT = snapshot(ITEMS);
const READY: Ready = {
  kind: "ready",
  report: REPORT,
  snapshot: SNAPSHOT,
  stored: { policy: policy(), etag: 1 },
  readAt: NOW,
  refreshing: null,
  refreshProblem: null,
};
const WORLD: PlanningWorld = {
  snapshot: SNAPSHOT,
  policy: policy(),
  report: REPORT,
  now: NOW,
  teams: [],
  tracks: [],
  records: [],
  gaps: ["The history of 2 work items could not be read."],
};

/** Tools whose world is this one; a forecast fails unless the test has one. */
function planning(state: WorldState, forecast?: PlanningTools["effects"]["forecast"]): () => Promise<PlanningTools> {
  const store = createStore<WorldState>({ world: null, reading: "Reading…", problem: null });
  const tools: Partial<PlanningTools> = {
    worlds: {
      ...store,
      want: () => {
        store.set(state);
      },
      retry: () => undefined,
    },
    effects: new Proxy({} as PlanningTools["effects"], {
      get: () => forecast ?? (() => Promise.reject(new Error("The worker stopped."))),
    }),
  };
  return () => Promise.resolve(tools as PlanningTools);
}

const KNOWN = planning({ world: WORLD, reading: null, problem: null });
const away = (why: string) => (): Promise<never> => Promise.reject(new Error(why));
const past = { ...REPORT, asOf: NOW - 7 * 86_400_000 };

it("compares with the end of the day a week before Azure DevOps' own today (T1)", async () => {
  const asked: string[] = [];
  const hub = {
    readDay: (day: string) => {
      asked.push(day);
      return Promise.resolve(past);
    },
  };
  const week = await weekOf(READY, { hub, loadPlanning: KNOWN, now: () => NOW });
  expect(asked).toEqual([new Date(NOW - 7 * 86_400_000).toISOString().slice(0, 10)]);
  expect(week).toMatchObject({ since: past.asOf, generatedAt: NOW });
  expect(week.releases[0]?.changes).toMatchObject({ movedOn: 0, uncertain: 0 });
});

it("names each thing that could not be read, and is written all the same", async () => {
  const tools = { hub: { readDay: away("Boards is away.") }, loadPlanning: away("No plans."), now: () => NOW };
  const week = await weekOf(READY, tools);
  expect(week.missing).toEqual([
    "What changed in the week is not known: Boards is away.",
    "There is no forecast: No plans.",
    "Velocity is not known: No plans.",
  ]);
  expect(weeklyFile("markdown", week, String).text).toContain("Boards is away.");
});

it("has velocity and what is missing of it where only the forecast failed", async () => {
  const tools = { hub: { readDay: () => Promise.resolve(past) }, loadPlanning: KNOWN, now: () => NOW };
  const { missing } = await weekOf(READY, tools);
  expect(missing).toEqual([
    "There is no forecast: The worker stopped.",
    "The history of 2 work items could not be read.",
  ]);
});

it("says beside its forecast what is in no date (V2)", async () => {
  const items = [...ITEMS, asset(3, null, { title: "SQL-05" })];
  const world = { ...WORLD, snapshot: { ...snapshot(items), asOf: SNAPSHOT.asOf }, report: reportOf(items) };
  const loadPlanning = planning({ world, reading: null, problem: null }, (plan, options, _signal, onStep) => {
    const forecast = forecastOf(plan, { ...options, trials: 10 });
    onStep(forecast);
    return Promise.resolve(forecast);
  });
  const week = await weekOf(READY, { hub: { readDay: () => Promise.resolve(past) }, loadPlanning, now: () => NOW });
  expect(week.exit).toMatch(/^Exit: cannot forecast/);
  expect(week.missing).toContain("1 asset is in no release: in none of these dates.");
});

it("takes no numbers of another reading for those of this one", async () => {
  const other = { ...WORLD, snapshot: { ...SNAPSHOT, asOf: NOW - 60_000 } };
  const loadPlanning = planning({ world: other, reading: null, problem: null });
  const week = await weekOf(READY, { hub: { readDay: away("x") }, loadPlanning, now: () => NOW });
  expect(week.missing[1]).toBe(
    "There is no forecast: The past of the teams is of another reading. Refresh, then export again.",
  );
});

it("is named after the project and the day, with the type of its format", async () => {
  const week = await weekOf(READY, { hub: { readDay: away("x") }, loadPlanning: away("y"), now: () => NOW });
  expect(weeklyFile("csv", week, String)).toMatchObject({
    name: expect.stringMatching(/weekly-status-2026-\d\d-\d\d\.csv$/),
    type: "text/csv;charset=utf-8",
  });
});
