import * as React from "react";
import { counted } from "../../domain/text";
import { StageLegend } from "../../components/StageBar";
import { countText } from "../../components/numbers";
import type { Report } from "../../domain/readiness/report";
import { releaseWords } from "../../domain/readiness/words";
import { type Sieve, sieveOf } from "../filter";
import { FilterFields } from "../FilterFields";
import { useHub, ViewLink } from "../HubContext";
import type { View } from "../store/view";
import { releaseRows, workloadRows } from "./gridRows";
import { LeftOver } from "./LeftOver";
import { type FirstForecasts, useForecasts } from "./useForecasts";
import { VerdictGrid } from "./VerdictGrid";
import "./releases.css";

/** Every release and workload with its verdicts, and what stands in none. */
export function ReleasesPage({ report, view }: { readonly report: Report; readonly view: View }): JSX.Element {
  const { hub } = useHub();
  const { filter, open, closed } = view;
  const sieve = React.useMemo(() => sieveOf(filter, report), [filter, report]);
  const rows = React.useMemo(
    () => releaseRows(report.releases, { open, closed }, sieve),
    [report, open, closed, sieve],
  );
  const unplanned = React.useMemo(
    () => report.unplanned.filter((workload) => sieve.workload(workload)),
    [report, sieve],
  );
  const shown = shownText(report, sieve, unplanned.length);
  const hasWorkloads = report.unplanned.length > 0 || report.releases.some(({ workloads }) => workloads.length > 0);

  const forecasts = useForecasts(report);
  const words = releaseWords(report);
  const toggle = (key: string, isOpen: boolean): void => {
    const others = (keys: readonly string[]): string[] => keys.filter((other) => other !== key);
    hub.adjust(
      isOpen ? { open: others(open), closed: [...closed, key] } : { open: [...open, key], closed: others(closed) },
    );
  };

  return (
    <>
      <p className="rr-sentence">{report.sentence}</p>
      <ExitLine forecasts={forecasts} />
      {!hasWorkloads && <NothingRecognised report={report} />}
      {(hasWorkloads || report.releases.length > 0) && <FilterFields report={report} filter={filter} shown={shown} />}
      {report.releases.length > 0 && (
        <section aria-label={words.Many}>
          <VerdictGrid
            rows={rows}
            label={`${words.Many} and their workloads`}
            now={report.now}
            {...(forecasts.kind === "none" ? {} : { forecasts })}
            onToggle={toggle}
          />
          {rows.length === 0 && <p className="rr-soft rr-none">No {words.one} matches the filter.</p>}
        </section>
      )}
      {report.unplanned.length > 0 && (
        <section aria-labelledby="rr-unplanned">
          <h2 id="rr-unplanned" className="rr-heading">
            Unplanned workloads <span className="rr-count">{countText(report.unplanned.length)}</span>
          </h2>
          <p className="rr-soft rr-hint">
            No {words.one} contains them. They keep their own verdicts.{" "}
            <ViewLink to={{ subject: { kind: "mapping" } }}>How to put them into a {words.one}</ViewLink>
          </p>
          <VerdictGrid rows={workloadRows(unplanned, null, 1)} label="Unplanned workloads" now={report.now} />
          {unplanned.length === 0 && <p className="rr-soft rr-none">No unplanned workload matches the filter.</p>}
        </section>
      )}
      {hasWorkloads && <StageLegend />}
      <LeftOver report={report} sieve={sieve} view={view} />
    </>
  );
}

/**
 * By when all is promoted, with a link to what that rests on. That there is no forecast is said quietly: verdicts hold without.
 * It takes its one line from the beginning, so that nothing moves when the forecast comes.
 */
function ExitLine({ forecasts }: { readonly forecasts: FirstForecasts }): JSX.Element | null {
  if (forecasts.kind === "none") return null;
  const isKnown = forecasts.kind === "known";
  const text = isKnown ? forecasts.exit : EXIT_TEXT[forecasts.kind];
  return (
    <p className={isKnown ? "rr-exit" : "rr-exit rr-soft"}>
      <span className="rr-clip" title={forecasts.kind === "failed" ? forecasts.message : text}>
        {text}
      </span>
      <ViewLink to={{ subject: { kind: "planning", page: "forecast", team: null, iteration: null, release: null } }}>
        {forecasts.kind === "failed" ? "Why" : "Forecast"}
      </ViewLink>
    </p>
  );
}

const EXIT_TEXT = { working: "Working out the forecast…", failed: "There is no forecast for now." } as const;

/** What the filter leaves of what, e.g. `2 of 7 releases, 3 of 20 workloads and 0 of 1 unplanned workload`. */
function shownText(report: Report, sieve: Sieve, shownUnplanned: number): string {
  const { releases, unplanned } = report;
  const found = releases.filter((release) => sieve.release(release));
  const below = found.reduce((sum, release) => sum + sieve.workloadsOf(release).length, 0);
  const all = releases.reduce((sum, { workloads }) => sum + workloads.length, 0);
  const parts = [
    [found.length, releases.length, releaseWords(report).one],
    [below, all, "workload"],
    [shownUnplanned, unplanned.length, "unplanned workload"],
  ] as const;
  const texts = parts.flatMap(([some, of, noun]) => (of === 0 ? [] : [`${countText(some)} of ${counted(of, noun)}`]));
  const last = texts.pop() ?? "nothing";
  return texts.length === 0 ? last : `${texts.join(", ")} and ${last}`;
}

/** A project without workloads has nothing to judge, and nothing of it may look as if it were fine. */
function NothingRecognised({ report }: { readonly report: Report }): JSX.Element {
  const isEmpty = report.workItemCount === 0;
  if (isEmpty && report.losses.length > 0) {
    return (
      <div className="rr-empty">
        <h2>No work item could be read</h2>
        <p>Whether there are any is not known. Look at the error beside the age of the data, then refresh.</p>
      </div>
    );
  }
  return (
    <div className="rr-empty">
      <h2>{isEmpty ? "This project has no work items yet" : "No workload is recognised yet"}</h2>
      <p>
        {isEmpty
          ? "Readiness is read from work items. Add one work item for each asset that moves (VM, database, file share, application) below one for its workload, then refresh."
          : "A workload is an item with assets below it, and by the mapping in use no item has one. Nothing is judged, so nothing is ready."}
      </p>
      {!isEmpty && (
        <ul>
          <li>
            If the assets are there and are not recognised, tag each of them <code>asset</code> and refresh, or{" "}
            <ViewLink to={{ subject: { kind: "mapping" } }}>change the mapping</ViewLink>.
          </li>
          <li>
            If they are still missing, add one work item for each asset below its workload
            {report.candidates.length > 0 && ` (${counted(report.candidates.length, "candidate")} listed below)`}, then
            refresh.
          </li>
        </ul>
      )}
    </div>
  );
}
