import { isLate, outlookText, type NameOf } from "../../../components/forecast/words";
import { gateText } from "../../../components/forecast/words";
import type { Forecast } from "../../../domain/planning/forecast/forecast";
import type { Bound, Outlook } from "../../../domain/planning/forecast/outlook";
import { type Gate, GATES, type ReleaseAssessment, type Report } from "../../../domain/readiness/report";
import type { Day } from "../../../domain/workItem";
import { type Cell, csvOf } from "../../../files/csv";

/** A release with what is forecast of its gates. */
export interface ForecastRow {
  readonly release: ReleaseAssessment;
  /** In the order of the gates; null for one that the release's model does not ask for (G4). */
  readonly gates: readonly { readonly gate: Gate; readonly outlook: Outlook | null }[];
  /** Of its promotion. */
  readonly promotion: Outlook | null;
  /** Whether the target date is earlier than what can be promised. */
  readonly isLate: boolean;
}

/** The releases in their order; those that a forecast of an earlier report does not know have no outlook. */
export function forecastRows(report: Report, forecast: Forecast): readonly ForecastRow[] {
  const known = new Map(forecast.releases.map(({ release, gates }) => [release, gates]));
  return report.releases.map((release) => {
    const own = known.get(release.key) ?? [];
    const gates = GATES.map((gate) => ({
      gate,
      outlook: release.gates[gate].verdict === "n/a" ? null : (own.find((each) => each.gate === gate)?.outlook ?? null),
    }));
    const promotion = gates.find(({ gate }) => gate === "promotion")?.outlook ?? null;
    return {
      release,
      gates,
      promotion,
      isLate: promotion !== null && isLate(promotion, release.targetDate),
    };
  });
}

/** Names releases as the report does. */
export function namesOf({ releases }: Report): NameOf {
  const names = new Map(releases.map(({ key, name }) => [key, name]));
  return (key) => names.get(key) ?? key;
}

const HEAD: readonly Cell[] = [
  "Release",
  "Gate",
  "Forecast",
  "50 % by",
  "85 % by",
  "95 % by",
  "Target date",
  "Chance of the target date",
  "Futures",
  "Seed",
];

/** The forecast as CSV, a line for each gate of each release and one for the exit; days as `YYYY-MM-DD`. */
export function forecastCsv(report: Report, forecast: Forecast, today: Day): string {
  const nameOf = namesOf(report);
  const line = (name: string, gate: string, outlook: Outlook, target: Day | null): readonly Cell[] => {
    const dates = outlook.kind === "dates" ? outlook : null;
    const chance = dates?.chance ?? null;
    return [
      name,
      gate,
      outlookText(outlook, today, nameOf),
      dayOfBound(dates?.p50),
      dayOfBound(dates?.p85),
      dayOfBound(dates?.p95),
      target,
      chance === null ? null : `${chance.kind === "above" ? "above " : ""}${chance.percent} %`,
      forecast.trials,
      forecast.seed,
    ];
  };
  const lines = forecastRows(report, forecast).flatMap(({ release, gates }) =>
    gates.flatMap(({ gate, outlook }) =>
      outlook === null ? [] : [line(release.name, gateText(gate), outlook, release.targetDate)],
    ),
  );
  return csvOf([HEAD, ...lines, line("Exit", gateText("promotion"), forecast.exit, null)]);
}

function dayOfBound(bound: Bound | undefined): Cell {
  return bound?.kind === "day" ? bound.day : null;
}
