import * as React from "react";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { Person } from "../../components/Person";
import { dayText } from "../../components/time";
import { CAUSES } from "../../components/wording";
import type { WaivedBlocker } from "../../domain/readiness/report";
import type { Judged } from "../judged";

/** What counts as met because somebody answers for it (V1, E4): what it is, by whom, until when, and where the reason stands. */
export function Waived(props: {
  readonly waived: readonly WaivedBlocker[];
  readonly judged: Judged;
}): JSX.Element | null {
  const { waived, judged } = props;
  if (waived.length === 0) return null;
  return (
    <section className="rr-cause" aria-labelledby="rr-waived">
      <h3 id="rr-waived">
        Waived <span className="rr-count">{countText(waived.length)}</span>
      </h3>
      <p className="rr-soft rr-hint">These count as met. Each is in the way again once its waiver is over.</p>
      <ul className="rr-waived">
        {waived.map(({ blocker, waiver }, index) => {
          const held = blocker.path.at(-1) ?? null;
          return (
            <li key={index}>
              <span className="rr-waived-what">
                <b>{CAUSES[blocker.code]}</b>
                {blocker.workItem === null ? (
                  <span className="rr-clip">{blocker.workload?.title ?? judged.title}</span>
                ) : (
                  <WorkItemName item={blocker.workItem} />
                )}
                {held !== null && (
                  <span className="rr-soft rr-clip">
                    would hold back <WorkItemLink item={held} />
                  </span>
                )}
              </span>
              <span className="rr-soft">
                {blocker.actual}; asked: {blocker.expected}
              </span>
              <span className="rr-waived-by">
                <Person person={waiver.grantedBy} />
                <span>until {dayText(waiver.until)}</span>
              </span>
              <WorkItemName item={waiver.item} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
