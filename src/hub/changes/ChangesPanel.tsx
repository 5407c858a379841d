import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { Notice } from "../../components/Notice";
import { useStore } from "../../components/store/useStore";
import { dayText } from "../../components/time";
import type { Side } from "../../domain/diff/diff";
import { diffReports } from "../../domain/diff/diffReports";
import { diffWithin, type DiffSubject } from "../../domain/diff/within";
import type { Report } from "../../domain/readiness/report";
import { releaseWords } from "../../domain/readiness/words";
import { counted } from "../../domain/text";
import type { Day } from "../../domain/workItem";
import { useHub, ViewLink } from "../HubContext";
import { progressText } from "../LoadingPage";
import { lossText } from "../losses";
import { daysBefore, pastDayOf, sinceDayOf, todayOf } from "../store/past";
import type { View } from "../store/view";
import { ChangeList } from "./ChangeList";
import "./changes.css";
import { DayField } from "./DayField";
import { countsOf, summaryText } from "./summary";

/** Days back that are one press away. */
const STEPS: readonly (readonly [days: number, title: string])[] = [
  [1, "1 day"],
  [7, "7 days"],
  [30, "30 days"],
];

/** What changed between the end of a day and what is looked at: of everything, or of one release or workload. */
export function ChangesPanel(props: {
  /** What is looked at: now, or a day that is over. */
  readonly report: Report;
  readonly view: View;
  readonly subject: DiffSubject | null;
}): JSX.Element {
  const { report, view, subject } = props;
  const { hub } = useHub();
  const { data, pasts } = useStore(hub);
  const today = data.kind === "ready" ? todayOf(data.report) : todayOf(report);
  const until = pastDayOf(view, today) ?? today;
  const since = sinceDayOf(view, today);
  const past = pasts.get(since);
  const before = past?.kind === "ready" ? past.report : null;
  const all = React.useMemo(() => (before === null ? null : diffReports(before, report)), [before, report]);
  const diff = React.useMemo(() => (all === null || subject === null ? all : diffWithin(all, subject)), [all, subject]);
  const choose = (day: Day | null): void => {
    hub.open({ since: day });
  };

  return (
    <>
      <div className="rr-since">
        <DayField label="Since the end of" day={since} last={daysBefore(until, 1)} onChoose={choose} />
        {STEPS.map(([days, title]) => (
          <button
            key={days}
            type="button"
            className="rr-textbutton"
            aria-pressed={since === daysBefore(until, days)}
            onClick={() => {
              choose(daysBefore(until, days));
            }}
          >
            {title}
          </button>
        ))}
      </div>
      {since >= until && (
        <p className="rr-none rr-soft">Choose a day before {dayText(until)}: changes are told from then on.</p>
      )}
      {since < until && (past === undefined || past.kind === "reading") && (
        <p role="status" className="rr-none">
          {progressText({ kind: "loading", purpose: "report", progress: past?.progress ?? null })}
        </p>
      )}
      {past?.kind === "failed" && (
        <Notice kind="error" actions={<Button text="Try again" onClick={hub.retryPast} />}>
          The project as of {dayText(since)} could not be read. {past.problem.message} What is shown elsewhere still
          holds.
        </Notice>
      )}
      {since < until && diff !== null && (
        <>
          <Doubts day={since} side={diff.before} count={countsOf(diff).uncertain} onAgain={hub.retryPast} />
          <Doubts day={null} side={diff.after} count={countsOf(diff).uncertain} onAgain={null} />
          <Found diff={diff} since={since} />
        </>
      )}
    </>
  );
}

/** Says that one side was not read whole, and what follows from that. */
function Doubts(props: {
  /** Null for what is looked at. */
  readonly day: Day | null;
  readonly side: Side;
  readonly count: number;
  readonly onAgain: (() => void) | null;
}): JSX.Element | null {
  const { day, side, count, onAgain } = props;
  if (side.complete) return null;
  return (
    <Notice kind="warning" actions={onAgain !== null && <Button text="Read again" onClick={onAgain} />}>
      {day === null ? "In what is looked at" : `As of ${dayText(day)}`}, {lossText(side.losses)}. What that may explain
      is marked as uncertain and is in no count: {counted(count, "line")}.
    </Notice>
  );
}

function Found({ diff, since }: { readonly diff: Parameters<typeof countsOf>[0]; readonly since: Day }): JSX.Element {
  const counts = countsOf(diff);
  const isEmpty = Object.values(counts).every((count) => count === 0) && diff.opened.length + diff.cleared.length === 0;
  if (isEmpty) {
    return (
      <div className="rr-empty">
        <h2>Nothing changed since the end of {dayText(since)}</h2>
        <p>
          Gates that are gained or lost, assets that move on or fall back, what comes into scope or leaves it, and
          blockers that open or clear are listed here. Choose an earlier day to look further back.
        </p>
      </div>
    );
  }
  return (
    <>
      <p className="rr-sentence">{summaryText(counts)}</p>
      <p className="rr-soft rr-hint">
        Both days are judged with today&apos;s mapping; Azure Boards does not know the mapping of that day. Days end at
        midnight UTC.
      </p>
      <ChangeList diff={diff} />
    </>
  );
}

/** What changed in all releases. */
export function ChangesPage({ report, view }: { readonly report: Report; readonly view: View }): JSX.Element {
  return (
    <>
      <div className="rr-title">
        <nav aria-label="Back">
          <ViewLink to={{}}>← {releaseWords(report).Many}</ViewLink>
        </nav>
        <h2>What changed</h2>
      </div>
      <ChangesPanel report={report} view={view} subject={null} />
    </>
  );
}
