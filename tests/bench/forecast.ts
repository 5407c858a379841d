/** How long a forecast of a portfolio takes. The floor is drawing the same number of periods and adding them up. */
import { luckOf, totalsOf } from "../../src/domain/planning/forecast/bootstrap";
import { FIRST_TRIALS, forecastOf, TRIALS } from "../../src/domain/planning/forecast/forecast";
import type { ForecastDependency, ForecastItem, ForecastPlan } from "../../src/domain/planning/forecast/plan";
import { wordOf } from "../../src/domain/planning/forecast/random";
import { items, past, plan, team } from "../builders/forecast";
import { measure, print } from "./measure";

const RELEASES = 20;
const ITEMS = 5_000;
const TEAMS = ["Web", "Data", "Network", "Storage"];
const PAST = [22, 30, 0, 18, 41, 25, 27, 12, 33, 24, 19, 28];

/** What is forecast: bare work; dependencies of workloads and items; three gates; points, a fifth of them to be drawn. */
export const KINDS = ["no dependencies", "with dependencies", "three gates", "points"] as const;

/** 20 releases of 5 workloads each; 5,000 items over four teams. */
export function portfolio(kind: (typeof KINDS)[number]): ForecastPlan {
  const gates = kind === "three gates" ? ["Staged", "Accepted", "Promoted"] : ["Promoted"];
  const all = Array.from({ length: RELEASES * 5 }, (_, workload) =>
    items(`R${Math.floor(workload / 5)}`, ITEMS / RELEASES / 5, { workload: `W${workload}` }),
  )
    .flat()
    .map((item, index): ForecastItem => {
      const effort = index % 5 === 0 ? null : (index % 7) + 1;
      return { ...item, team: TEAMS[(index >> 2) % TEAMS.length] ?? "", effort };
    });
  return plan({
    items: all,
    gates,
    unit: kind === "points" ? "points" : "items",
    teams: TEAMS.map((name) =>
      team(name, [], {
        // About three points an item.
        past: gates.map(() => past(kind === "points" ? PAST.map((n) => 3 * n) : PAST, { added: 3, removed: 1 })),
        doneEfforts: { server: [1, 2, 3, 5, 8] },
      }),
    ),
    dependencies: kind === "no dependencies" ? [] : dependenciesOf(all),
    scopeGrowth: true,
  });
}

/** Each workload waits for the one two before it, and every tenth item for one of an earlier workload. */
function dependenciesOf(all: readonly ForecastItem[]): ForecastDependency[] {
  const workloads = [...new Set(all.map(({ workload }) => workload ?? ""))];
  const between = workloads.slice(2).map((key, index): ForecastDependency => ({
    waits: { kind: "workload", key },
    for: { kind: "workload", key: workloads[index] ?? "" },
  }));
  const single = all.flatMap(({ id }, index): ForecastDependency[] => {
    const first = all[index - 61];
    if (index % 10 !== 0 || first === undefined) return [];
    return [{ waits: { kind: "item", key: id }, for: { kind: "item", key: first.id } }];
  });
  return [...between, ...single];
}

/** Prints the times to the first bands and to the whole forecast. */
export async function benchForecast(): Promise<void> {
  for (const kind of KINDS) {
    const subject = portfolio(kind);
    const floor = "floor: draw 100 periods a team";
    const periods = Array.from({ length: 100 }, () => 10);
    const timings = await measure(
      {
        [floor]: () => TEAMS.map((name) => totalsOf(luckOf(1, wordOf(name)), PAST, periods, TRIALS)),
        [`first bands, ${FIRST_TRIALS} trials`]: () => forecastOf(subject, { trials: FIRST_TRIALS }),
        [`${TRIALS.toLocaleString("en-US")} trials`]: () => forecastOf(subject),
      },
      3,
    );
    const what = `${RELEASES} releases, ${ITEMS.toLocaleString("en-US")} items, ${kind}`;
    print(`${what}: a forecast`, timings, floor);
  }
}
