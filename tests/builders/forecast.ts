/** Plans for forecasts: one team that works every weekday, in periods of two weeks. */
import type { PastPeriod } from "../../src/domain/planning/forecast/history";
import type { ForecastItem, ForecastPlan, ForecastPlace, ForecastTeam } from "../../src/domain/planning/forecast/plan";

/** A Monday. */
export const TODAY = "2026-06-01";

/** Past periods of ten working days that end before `TODAY`, oldest first, with what they delivered. */
export function past(delivered: readonly number[], more: Partial<PastPeriod> = {}): PastPeriod[] {
  return delivered.map((amount, index) => {
    const end = Date.UTC(2026, 4, 31) - 14 * 86_400_000 * (delivered.length - 1 - index);
    const day = (offset: number) => new Date(end + offset * 86_400_000).toISOString().slice(0, 10);
    const amounts = { workingDays: 10, committed: 0, added: 0, removed: 0, delivered: amount };
    return { name: `Iteration ${index + 1}`, firstDay: day(-13), lastDay: day(0), ...amounts, outage: null, ...more };
  });
}

/** A team that delivered so much in each past period, at the only gate of the plan. */
export function team(name: string, delivered: readonly number[], more: Partial<ForecastTeam> = {}): ForecastTeam {
  return {
    name,
    calendar: { weekdays: [1, 2, 3, 4, 5], closed: [], iterations: [], periodLength: 14 },
    past: [past(delivered)],
    doneEfforts: {},
    widened: null,
    ...more,
  };
}

/** So many items of a release, `<release>-1` and on, of the team `Web`. */
export function items(release: string, count: number, more: Partial<ForecastItem> = {}): ForecastItem[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${release}${more.workload ?? ""}-${index + 1}`,
    release,
    workload: null,
    team: "Web",
    kind: "server",
    effort: null,
    reached: 0,
    ...more,
  }));
}

/** A place by a short text: `item:R1-1`, `workload:Shop`, `release:R1`. */
export function place(text: string): ForecastPlace {
  const [kind = "", key = ""] = text.split(":");
  if (kind !== "item" && kind !== "workload" && kind !== "release") throw new Error(`no such place: ${text}`);
  return { kind, key };
}

/** A plan with the releases of its items, in the order of their first ones. */
export function plan(more: Partial<ForecastPlan> & Pick<ForecastPlan, "items">): ForecastPlan {
  const keys = [...new Set(more.items.map(({ release }) => release))];
  return {
    seed: 1,
    today: TODAY,
    unit: "items",
    gates: ["Promoted"],
    teams: [team("Web", [8, 10, 12, 9, 11, 10])],
    releases: keys.map((key) => ({ key, targetDate: null })),
    dependencies: [],
    scopeGrowth: false,
    ...more,
  };
}
