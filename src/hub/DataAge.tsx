import * as React from "react";
import { countText } from "../components/numbers";
import { dayText, exactTime } from "../components/time";
import { useAge } from "../components/useAge";
import type { Report } from "../domain/readiness/report";
import type { Day, Instant } from "../domain/workItem";
import { ViewLink } from "./HubContext";
import { lossText } from "./losses";

/** What *complete* can mean: nothing is known of what is hidden without a trace (readiness.md V2). */
function completeText({ reader }: Report): string {
  const name = reader.displayName === "" ? "this reader" : reader.displayName;
  return `Everything that Azure DevOps shows to ${name} was read. What it hides from ${name} without a trace can't be known.`;
}

/** How old the data is and how complete: always in sight. */
export function DataAge(props: {
  readonly report: Report;
  readonly readAt: Instant;
  /** The clock by which `readAt` was taken. */
  readonly now: () => Instant;
  /** The day whose end the report is of; null for now. */
  readonly asOf: Day | null;
}): JSX.Element {
  const { report, readAt, now, asOf } = props;
  const age = useAge(readAt, now);
  return (
    <span className="rr-age">
      {asOf === null ? (
        <time dateTime={new Date(readAt).toISOString()} title={`${exactTime(readAt)}, by ${report.reader.displayName}`}>
          Read {age}
        </time>
      ) : (
        <time dateTime={asOf} title={`${exactTime(report.asOf)}, the end of the day in UTC`}>
          As of {dayText(asOf)}
        </time>
      )}
      {` · ${countText(report.workItemCount)} ${report.workItemCount === 1 ? "item" : "items"} · `}
      {report.complete ? (
        <span title={completeText(report)}>complete</span>
      ) : (
        <ViewLink to={{ part: "unread" }} className="rr-warn">
          ⚠ {lossText(report.losses)}
        </ViewLink>
      )}
    </span>
  );
}
