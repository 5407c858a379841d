import { systemClock } from "../boards/clock";
import { Cancelled } from "../boards/errors";
import type { HistoryCache } from "../boards/historyCache";
import type { Judged } from "../boards/judged";
import { readWorld } from "../boards/planning/readWorld";
import type { Transport } from "../boards/transport";
import { createForecaster, type RunForecast, startForecastWorker } from "../components/forecast/inWorker";
import { chanceText, isLate, type NameOf, outlookText } from "../components/forecast/words";
import { messageOf } from "../components/store/messageOf";
import { dayOf } from "../domain/backlog/releases";
import { assembleForecast } from "../domain/planning/forecast/assemble";
import type { Forecast } from "../domain/planning/forecast/forecast";
import type { Outlook } from "../domain/planning/forecast/outlook";
import type { Policy } from "../domain/policy/policy";
import type { Report } from "../domain/readiness/report";
import type { Day } from "../domain/workItem";
import type { ForecastLine, ForecastLines } from "./forecastLines";

/** What is forecast, and with what. */
export interface Forecasting {
  readonly judged: Judged;
  readonly policy: Policy;
  readonly cache: HistoryCache;
  readonly signal: AbortSignal;
}

/**
 * Forecasts the releases of a report as the hub does: the same past, the same seed, in a worker. What fails is told as the reason
 * why there is no forecast.
 *
 * @throws Cancelled
 */
export async function forecastLines(
  transport: Transport,
  { judged, policy, cache, signal }: Forecasting,
  run: RunForecast = createForecaster(startForecastWorker, () => new Cancelled()),
): Promise<ForecastLines> {
  const { snapshot, report } = judged;
  const lineForAll = (line: ForecastLine): ForecastLines => ({
    releases: new Map(report.releases.map(({ key }) => [key, line])),
    exit: line,
  });
  try {
    const world = await readWorld(transport, { snapshot, policy, report, cache, clock: systemClock, signal });
    const { plan } = assembleForecast(world);
    if (plan.items.length === 0) throw new Error("no asset is in a release.");
    return linesOf(await run(plan, {}, signal, () => undefined), report);
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    return lineForAll({ text: `cannot forecast: ${messageOf(thrown)}`, chance: null, isLate: false });
  }
}

/** What a forecast says of each release's promotion, and of all of them together. */
export function linesOf({ releases, exit }: Forecast, report: Report): ForecastLines {
  const names = new Map(report.releases.map(({ key, name }) => [key, name]));
  const targets = new Map(report.releases.map(({ key, targetDate }) => [key, targetDate]));
  const nameOf: NameOf = (key) => names.get(key) ?? key;
  const today = dayOf(report.now);
  const last = [...targets.values()].flatMap((day) => day ?? []).sort();
  return {
    releases: new Map(
      releases.flatMap(({ release, gates }) => {
        const promotion = gates.at(-1);
        return promotion === undefined
          ? []
          : [[release, lineOf(promotion.outlook, targets.get(release) ?? null, today, nameOf)]];
      }),
    ),
    exit: lineOf(exit, last.at(-1) ?? null, today, nameOf),
  };
}

function lineOf(outlook: Outlook, targetDate: Day | null, today: Day, nameOf: NameOf): ForecastLine {
  const chance = outlook.kind === "dates" && outlook.chance !== null ? chanceText(outlook.chance) : null;
  return { text: outlookText(outlook, today, nameOf), chance, isLate: isLate(outlook, targetDate) };
}
