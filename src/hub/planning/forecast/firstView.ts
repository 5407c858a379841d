import { chanceText, columnText, exitSentence, outlookText, p95Text } from "../../../components/forecast/words";
import { messageOf } from "../../../components/store/messageOf";
import type { Report } from "../../../domain/readiness/report";
import type { ForecastCell, FirstForecasts } from "../../releases/useForecasts";
import type { Ready } from "../../store/state";
import type { PlanningTools } from "../tools";
import { forecastRows, namesOf } from "./rows";
import { type ForecastState, forecastStoreOf } from "./store";

/**
 * Has the forecast of a report worked out, and tells what the first view shows of it whenever that changes. What reads and what
 * runs goes on when nobody listens any more: other pages show the same.
 *
 * @returns what ends the telling
 */
export function watchForecasts(
  load: () => Promise<PlanningTools>,
  data: Ready,
  onChange: (shown: FirstForecasts) => void,
): () => void {
  let ends: readonly (() => void)[] = [];
  let isOver = false;
  load().then(
    (tools) => {
      if (isOver) return;
      const { worlds } = tools;
      const store = forecastStoreOf(tools);
      const tell = (): void => {
        const { world, problem } = worlds.get();
        if (world?.report === data.report) store.want(world);
        onChange(shownOf(data.report, store.get(), problem));
      };
      ends = [worlds.subscribe(tell), store.subscribe(tell)];
      worlds.want(data);
      tell();
    },
    (thrown: unknown) => {
      if (!isOver) onChange({ kind: "failed", message: messageOf(thrown) });
    },
  );
  return () => {
    isOver = true;
    for (const end of ends) end();
  };
}

/** What the first view shows: a forecast as far as there is one, else that it is worked on, else why there is none. */
function shownOf(report: Report, state: ForecastState, unread: string | null): FirstForecasts {
  const { forecast, assembled } = state;
  const problem = unread ?? state.problem;
  // Where nothing is planned every cell would say the same.
  if (assembled?.plan.items.length === 0) return { kind: "none" };
  if (forecast === null || assembled === null) {
    return problem === null ? { kind: "working" } : { kind: "failed", message: problem };
  }
  const nameOf = namesOf(report);
  const { today } = assembled.plan;
  const cells = new Map(
    forecastRows(report, forecast).flatMap(({ release: { key }, promotion, isLate }): [string, ForecastCell][] => {
      if (promotion === null) return [];
      const told = [
        outlookText(promotion, today, nameOf),
        ...(promotion.kind === "dates" ? [`95 %: ${p95Text(promotion.p95, today)}`] : []),
        ...(promotion.kind === "dates" && promotion.chance !== null
          ? [`chance of the target date: ${chanceText(promotion.chance)}`]
          : []),
      ];
      return [[key, { text: columnText(promotion, today, nameOf), title: told.join("; "), isLate }]];
    }),
  );
  return { kind: "known", cells, exit: exitSentence(forecast.exit, nameOf) };
}
