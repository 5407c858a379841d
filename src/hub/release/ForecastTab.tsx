import * as React from "react";
import { Button } from "../../components/Button";
import { chanceText, outlookText, p95Text } from "../../components/forecast/words";
import { Notice } from "../../components/Notice";
import { useStore } from "../../components/store/useStore";
import { dayText } from "../../components/time";
import { GATE_TITLES } from "../../components/wording";
import type { ReleaseAssessment } from "../../domain/readiness/report";
import { releaseWords } from "../../domain/readiness/words";
import { useHub, ViewLink } from "../HubContext";
import "../planning/forecast/forecast.css";
import { LateMark } from "../planning/forecast/ForecastTable";
import { ReleasePlots } from "../planning/forecast/ReleasePlots";
import { forecastRows, namesOf } from "../planning/forecast/rows";
import { RunState } from "../planning/forecast/RunState";
import { forecastStoreOf } from "../planning/forecast/store";
import type { PlanningTools } from "../planning/tools";
import type { Ready } from "../store/state";

/** By when a release passes its gates, and how likely its target date is kept. */
export function ForecastTab(props: { readonly release: ReleaseAssessment; readonly isPast: boolean }): JSX.Element {
  const { release, isPast } = props;
  const { hub, loadPlanning } = useHub();
  const { data } = useStore(hub);
  const [tools, setTools] = React.useState<PlanningTools | Error | null>(null);
  React.useEffect(() => {
    if (isPast) return;
    loadPlanning().then(setTools, (thrown: unknown) => {
      setTools(thrown instanceof Error ? thrown : new Error(String(thrown)));
    });
  }, [loadPlanning, isPast]);
  if (isPast) return <p className="rr-soft">A forecast looks ahead from today: go back to now to see it.</p>;
  if (tools instanceof Error) {
    return <Notice kind="error">The forecast could not be opened. {tools.message} Load the page again.</Notice>;
  }
  if (tools === null || data.kind !== "ready") return <p role="status">Opening…</p>;
  return <Known release={release} tools={tools} data={data} />;
}

function Known(props: {
  readonly release: ReleaseAssessment;
  readonly tools: PlanningTools;
  readonly data: Ready;
}): JSX.Element {
  const { release, tools, data } = props;
  const { worlds } = tools;
  const { world, reading, problem } = useStore(worlds);
  const store = forecastStoreOf(tools);
  const state = useStore(store);
  React.useEffect(() => {
    worlds.want(data);
  }, [worlds, data]);
  React.useEffect(() => {
    if (world !== null) store.want(world);
  }, [store, world]);
  const { assembled, forecast } = state;
  if (world === null) {
    return problem === null ? (
      <p role="status">{reading ?? "Reading teams and histories…"}</p>
    ) : (
      <Notice
        kind="error"
        actions={
          <Button
            text="Try again"
            onClick={() => {
              worlds.retry(data);
            }}
          />
        }
      >
        Teams and histories could not be read. {problem}
      </Notice>
    );
  }
  const run = (
    <RunState
      state={state}
      onStop={store.stop}
      onRetry={() => {
        store.retry(world);
      }}
    />
  );
  if (assembled?.plan.items.length === 0) {
    return (
      <p className="rr-soft">There is nothing to forecast yet: no asset is in a {releaseWords(world.report).one}.</p>
    );
  }
  if (forecast === null || assembled === null) return run;
  const { today } = assembled.plan;
  const nameOf = namesOf(world.report);
  const row = forecastRows(world.report, forecast).find((each) => each.release.key === release.key);
  if (row === undefined)
    return <p className="rr-soft">The forecast knows nothing of this release: refresh the page.</p>;
  const { promotion } = row;
  const chance = promotion?.kind === "dates" ? promotion.chance : null;
  return (
    <div className="rr-forecast-part">
      {promotion !== null && (
        <p>
          <b>Promotion: {outlookText(promotion, today, nameOf)}.</b> {row.isLate && <LateMark />}{" "}
          {release.targetDate !== null &&
            chance !== null &&
            `The target date, ${dayText(release.targetDate)}, is kept in ${chanceText(chance)} of the futures.`}
        </p>
      )}
      {run}
      <table className="rr-forecast-table">
        <caption className="rr-unseen">Forecast of the gates</caption>
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Forecast</th>
            <th scope="col">95 %</th>
          </tr>
        </thead>
        <tbody>
          {row.gates.map(({ gate, outlook }) =>
            outlook === null ? null : (
              <tr key={gate}>
                <th scope="row">{GATE_TITLES[gate]}</th>
                <td data-label="Forecast">{outlookText(outlook, today, nameOf)}</td>
                <td data-label="95 %">{outlook.kind === "dates" ? p95Text(outlook.p95, today) : "–"}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      <ReleasePlots world={world} assembled={assembled} row={row} />
      <p>
        <ViewLink
          to={{ subject: { kind: "planning", page: "forecast", team: null, iteration: null, release: release.key } }}
        >
          What it rests on, how good such forecasts were, and what would change it
        </ViewLink>
      </p>
    </div>
  );
}
