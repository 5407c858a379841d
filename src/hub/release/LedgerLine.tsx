import * as React from "react";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { Person } from "../../components/Person";
import { SinceText } from "../../components/SinceText";
import { CAUSES } from "../../components/wording";
import type { Blocker } from "../../domain/readiness/report";
import { counted } from "../../domain/text";
import type { Instant, WorkItemRef } from "../../domain/workItem";
import { ViewLink } from "../HubContext";
import { UnmappedLink } from "../inventory/UnmappedLink";
import type { Judged } from "../judged";
import { heldIds, keyOf } from "../ledger";
import type { View } from "../store/view";

/** What all lines of a ledger have in common. */
export interface LineTools {
  readonly judged: Judged;
  readonly view: View;
  readonly now: Instant;
  /** What a person can do about a line from here; nothing for a reader. */
  readonly actions?: (blocker: Blocker) => React.ReactNode;
}

/** One line: what, where, expected against actual, since when, who, what clearing it frees, and what to do. */
export function LedgerLine(props: {
  readonly blocker: Blocker;
  readonly index: number;
  readonly tools: LineTools;
}): JSX.Element {
  const { blocker, index, tools } = props;
  const { judged, view, now, actions } = tools;
  const { code, workItem, workload, otherWorkloads, actual, expected, since, owner, fix, effect, path } = blocker;
  const held = path.at(-1) ?? null;
  const showsWorkload = !judged.isWorkload && workload !== null && workload.id !== workItem?.id;
  return (
    <div className="rr-ledger-row" role="row" data-row={index} aria-rowindex={index + 2}>
      <span className="rr-ledger-what" role="cell">
        {workItem === null ? (
          <b className="rr-clip">{workload?.title ?? judged.title}</b>
        ) : (
          <WorkItemName item={workItem} />
        )}
        {path.length > 2 && <Path path={path} />}
        {path.length <= 2 && held !== null && (
          <span className="rr-soft rr-clip">
            holds back <WorkItemLink item={held} />
          </span>
        )}
        {showsWorkload && held?.id !== workload.id && (
          <span className="rr-soft rr-clip" title={[workload, ...otherWorkloads].map(({ title }) => title).join(", ")}>
            in {workload.title}
            {otherWorkloads.length > 0 && ` and ${counted(otherWorkloads.length, "more", "more")}`}
          </span>
        )}
      </span>
      <span className="rr-ledger-is" role="cell" title={`${actual}; must be ${expected}`}>
        {view.ledger.by !== "cause" && <b className="rr-clip rr-ledger-cause">{CAUSES[code]}</b>}
        <span className="rr-clip">{actual}</span>
        <span className="rr-soft rr-clip">must be {expected}</span>
      </span>
      <span className="rr-ledger-since" role="cell">
        <SinceText since={since} now={now} />
      </span>
      <span className="rr-ledger-who" role="cell">
        <Person person={owner} />
      </span>
      <span className="rr-ledger-frees" role="cell">
        {effect !== "warns" && <Frees blocker={blocker} view={view} />}
      </span>
      <span className="rr-ledger-todo" role="cell">
        <span className="rr-ledger-fix" title={fix}>
          {fix}
        </span>
        <UnmappedLink blocker={blocker} />
        {actions?.(blocker)}
      </span>
    </div>
  );
}

/** From what is held back to what is in the way: each waits for the next. A circle ends where it began. */
export function Path({ path }: { readonly path: readonly WorkItemRef[] }): JSX.Element {
  const way = [...path].reverse();
  return (
    <span className="rr-soft rr-clip" title={way.map(({ title }) => title).join(" ← ")}>
      {way.map((item, index) => (
        <React.Fragment key={index}>
          {index > 0 && (
            <>
              <span aria-hidden="true"> ← </span>
              <span className="rr-unseen"> waits for </span>
            </>
          )}
          <WorkItemLink item={item} />
        </React.Fragment>
      ))}
    </span>
  );
}

/** What clearing a line frees, as a link to these; where something else is in their way too, to what it holds back. */
export function Frees({ blocker, view }: { readonly blocker: Blocker; readonly view: View }): JSX.Element {
  const { frees } = blocker;
  const isFreeing = frees.assets + frees.workloads > 0;
  const held = heldIds(blocker).length;
  if (!isFreeing && held < 2) return <span className="rr-soft">nothing by itself</span>;
  return (
    <ViewLink to={{ ...view, ledger: { ...view.ledger, list: keyOf(blocker) } }}>
      {isFreeing ? freesText(frees) : `holds back ${held}`}
    </ViewLink>
  );
}

/** What clearing frees: `5 assets, 2 workloads`. */
export function freesText({ assets, workloads }: Blocker["frees"]): string {
  const parts = [
    ...(assets > 0 ? [counted(assets, "asset")] : []),
    ...(workloads > 0 ? [counted(workloads, "workload")] : []),
  ];
  return parts.length === 0 ? "nothing by itself" : parts.join(", ");
}
