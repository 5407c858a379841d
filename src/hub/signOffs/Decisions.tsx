import * as React from "react";
import { WorkItemLink } from "../../components/links";
import { Person } from "../../components/Person";
import { agoOf, exactTime } from "../../components/time";
import { VerdictShape } from "../../components/VerdictMark";
import type { Decision } from "../../domain/readiness/report";
import type { Instant } from "../../domain/workItem";

/** What was decided about a release, the latest first (E5). */
export function Decisions(props: { readonly decisions: readonly Decision[]; readonly now: Instant }): JSX.Element {
  const { decisions, now } = props;
  if (decisions.length === 0) return <p className="rr-soft">No go or no-go is decided yet.</p>;
  return (
    <ul className="rr-decisions" aria-label="Decisions">
      {decisions.map(({ item, isGo, by, at }) => (
        <li key={item.id}>
          <b className="rr-verdict-part">
            <VerdictShape verdict={isGo ? "done" : "blocked"} />
            {isGo ? "Go" : "No-go"}
          </b>
          <WorkItemLink item={item} />
          <Person person={by} />
          <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
            {agoOf(at, now)}
          </time>
        </li>
      ))}
    </ul>
  );
}
