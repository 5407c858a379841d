import * as React from "react";
import { Button } from "../../../components/Button";
import { exitSentence, outlookText } from "../../../components/forecast/words";
import { fileName } from "../../../components/saving";
import { useStore } from "../../../components/store/useStore";
import { releaseWords } from "../../../domain/readiness/words";
import { counted } from "../../../domain/text";
import { ViewLink } from "../../HubContext";
import { SaveButton } from "../../../components/SaveButton";
import { Evidence } from "../forecast/Evidence";
import "../forecast/forecast.css";
import { ForecastTable } from "../forecast/ForecastTable";
import { ReleasePlots } from "../forecast/ReleasePlots";
import { type ForecastRow, forecastCsv, forecastRows, namesOf } from "../forecast/rows";
import { RunState } from "../forecast/RunState";
import { forecastStoreOf } from "../forecast/store";
import { WhatIfs } from "../forecast/WhatIfs";
import type { PlanningPageProps } from "../PlanningPage";

/** By when releases reach their gates, with what that rests on. */
export function ForecastPage({ tools, world, subject }: PlanningPageProps): JSX.Element {
  const store = forecastStoreOf(tools);
  const state = useStore(store);
  const [withP95, setWithP95] = React.useState(false);
  React.useEffect(() => {
    store.want(world);
  }, [store, world]);
  const { assembled, forecast, compared, isRunning } = state;
  const { report } = world;
  const words = releaseWords(report);
  const nameOf = React.useMemo(() => namesOf(report), [report]);
  const rows = React.useMemo(() => (forecast === null ? [] : forecastRows(report, forecast)), [report, forecast]);
  const run = (
    <RunState
      state={state}
      onStop={store.stop}
      onRetry={() => {
        store.retry(world);
      }}
    />
  );
  if (assembled?.plan.items.length === 0) return <NothingPlanned one={words.one} />;
  if (forecast === null || assembled === null) {
    return (
      <>
        <p role="status">{isRunning ? "Playing the first futures…" : ""}</p>
        {run}
      </>
    );
  }
  const { plan } = assembled;
  const chosen = chosenRow(rows, subject.release);
  return (
    <>
      <p className="rr-sentence">
        {exitSentence(forecast.exit, nameOf)} {lateSentence(rows, words)}
      </p>
      {run}
      <div className="rr-buttons">
        <Button
          text={withP95 ? "Hide 95 %" : "Show 95 %"}
          onClick={() => {
            setWithP95(!withP95);
          }}
        />
        <SaveButton
          text="Save as CSV"
          make={() => ({
            name: fileName([report.project.name, "forecast", plan.today], "csv"),
            type: "text/csv;charset=utf-8",
            text: forecastCsv(report, forecast, plan.today),
          })}
        />
      </div>
      <ForecastTable
        rows={rows}
        exit={forecast.exit}
        today={plan.today}
        nameOf={nameOf}
        one={words.One}
        withP95={withP95}
        subject={{ ...subject, release: chosen?.release.key ?? null }}
      />
      {chosen !== null && (
        <section aria-labelledby="rr-forecast-chosen" className="rr-forecast-part">
          <h2 id="rr-forecast-chosen" className="rr-heading rr-forecast-title">
            {chosen.release.name}
          </h2>
          {chosen.promotion !== null && <p>Promotion: {outlookText(chosen.promotion, plan.today, nameOf)}.</p>}
          <ReleasePlots world={world} assembled={assembled} row={chosen} />
        </section>
      )}
      <Evidence assembled={assembled} forecast={forecast} />
      {compared !== null && !isRunning && (
        <WhatIfs
          assembled={assembled}
          compared={compared}
          releases={report.releases}
          nameOf={nameOf}
          one={words.One}
          run={tools.effects.forecast}
        />
      )}
    </>
  );
}

/** The release that the address names; else the first that is not done; else the first. */
function chosenRow(rows: readonly ForecastRow[], key: string | null): ForecastRow | null {
  return (
    rows.find(({ release }) => release.key === key) ??
    rows.find(({ promotion }) => promotion !== null && promotion.kind !== "done") ??
    rows[0] ??
    null
  );
}

function lateSentence(rows: readonly ForecastRow[], words: { readonly one: string; readonly many: string }): string {
  const late = rows.filter(({ isLate }) => isLate).length;
  if (late > 0) return `${counted(late, words.one, words.many)} cannot promise the target date at 85 %.`;
  const promised = rows.filter(
    ({ release, promotion }) =>
      release.targetDate !== null && promotion?.kind === "dates" && promotion.p85.kind === "day",
  ).length;
  return promised === 0 ? "" : `${counted(promised, words.one, words.many)} can promise the target date at 85 %.`;
}

/** Without assets in a release there is nothing to forecast, and no date may look as if there were. */
function NothingPlanned({ one }: { readonly one: string }): JSX.Element {
  return (
    <div className="rr-empty">
      <h2>Nothing to forecast yet</h2>
      <p>
        A forecast tells by when the assets of each {one} pass its gates, and no asset is in a {one}.
      </p>
      <ul>
        <li>
          Put workloads into a {one} on the{" "}
          <ViewLink to={{ subject: { kind: "planning", page: "backlog", team: null, iteration: null, release: null } }}>
            backlogs
          </ViewLink>
          , or change how they are found in the <ViewLink to={{ subject: { kind: "mapping" } }}>mapping</ViewLink>.
        </li>
        <li>
          Give the team iterations with dates: what it brought through the gates in at least three of them is what a
          forecast is made of.
        </li>
      </ul>
    </div>
  );
}
