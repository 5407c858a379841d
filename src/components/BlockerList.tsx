import * as React from "react";
import type { Blocker } from "../domain/readiness/report";
import { counted } from "../domain/text";
import type { Instant } from "../domain/workItem";
import "./blockers.css";
import { WorkItemLink, WorkItemName } from "./links";
import { Person } from "./Person";
import { BlockerActions, useRecord } from "./record/BlockerActions";
import { SinceText } from "./SinceText";
import { VerdictShape } from "./VerdictMark";
import { CAUSES, foundText } from "./wording";

/** What is in the way, line by line: what, is and must be, since when, who, and what to do. For narrow places. */
export function BlockerList(props: {
  readonly blockers: readonly Blocker[];
  /** The work item that the list is about: it is not named in each line. */
  readonly about?: number;
  readonly now: Instant;
  /** How many are listed; of the rest only the number. */
  readonly limit?: number;
  /** Where the rest is; stands beside its number. */
  readonly more?: React.ReactNode;
}): JSX.Element {
  const { blockers, about, now, limit = Infinity, more } = props;
  const rest = Math.max(0, blockers.length - limit);
  return (
    <>
      <ul className="rr-blockers" aria-label={counted(blockers.length, "blocker")}>
        {blockers.slice(0, limit).map((blocker, index) => (
          <Line key={index} blocker={blocker} about={about} now={now} />
        ))}
      </ul>
      {rest > 0 && (
        <p className="rr-soft">
          {counted(rest, "more is", "more are")} in the way. {more}
        </p>
      )}
    </>
  );
}

function Line(props: {
  readonly blocker: Blocker;
  readonly about: number | undefined;
  readonly now: Instant;
}): JSX.Element {
  const { blocker, about, now } = props;
  const { code, effect, workItem, path, since, owner, fix } = blocker;
  const held = path.at(-1) ?? null;
  const onRecord = useRecord();
  return (
    <li className="rr-blocker">
      <span className="rr-blocker-cause">
        {effect === "warns" ? (
          <span aria-hidden="true">⚠</span>
        ) : (
          <VerdictShape verdict={effect === "blocks" ? "blocked" : "unknown"} />
        )}
        {CAUSES[code]}
        {effect !== "warns" && (
          <span className="rr-unseen"> ({effect === "blocks" ? "blocks" : "leaves unknown"})</span>
        )}
        {effect === "warns" && <span className="rr-soft"> · a warning, which holds nothing back</span>}
      </span>
      {workItem !== null && workItem.id !== about && <WorkItemName item={workItem} />}
      {held !== null && held.id !== about && (
        <span className="rr-soft">
          holds back <WorkItemLink item={held} />
        </span>
      )}
      {path.length > 2 && (
        <span className="rr-soft">
          over{" "}
          {path.slice(1, -1).map((item, index) => (
            <React.Fragment key={index}>
              {index > 0 && ", then "}
              <WorkItemLink item={item} />
            </React.Fragment>
          ))}
        </span>
      )}
      <span>
        {foundText(blocker)} {fix}
      </span>
      <span className="rr-blocker-facts rr-soft">
        <span>
          Since <SinceText since={since} now={now} />
        </span>
        <Person person={owner} />
      </span>
      {onRecord !== null && <BlockerActions blocker={blocker} release={null} onRecord={onRecord} />}
    </li>
  );
}
