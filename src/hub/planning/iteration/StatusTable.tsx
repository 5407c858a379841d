import * as React from "react";
import { WorkItemName } from "../../../components/links";
import { Person } from "../../../components/Person";
import { Rows } from "../../../components/Rows";
import { StageMark } from "../../../components/StageBar";
import type { StatusItem } from "../../../domain/planning/iteration/status";
import "./iteration.css";

/** Height of a row on a wide page. */
const ROW_HEIGHT = 48;

/** Assets of an iteration, each with why it stands where it does. */
export function StatusTable(props: {
  readonly label: string;
  readonly items: readonly StatusItem[];
  /** Whether owners are known: those of an iteration that is over are not. */
  readonly hasOwners: boolean;
}): JSX.Element {
  const { label, items, hasOwners } = props;
  return (
    <div className="rr-status" role="table" aria-label={label} aria-rowcount={items.length + 1}>
      <div className="rr-status-row rr-status-head" role="row" aria-rowindex={1}>
        <span role="columnheader">Asset</span>
        <span role="columnheader">Stage</span>
        <span role="columnheader">Why</span>
        {hasOwners && <span role="columnheader">Assigned to</span>}
      </div>
      <Rows items={items} estimate={ROW_HEIGHT} role="rowgroup">
        {({ item, stage, reason, owner }, index) => (
          <div key={item.id} className="rr-status-row" role="row" data-row={index} aria-rowindex={index + 2}>
            <span className="rr-status-name" role="cell">
              <WorkItemName item={item} />
            </span>
            <span role="cell">
              {stage === "absent" ? (
                <span className="rr-soft">Not there</span>
              ) : (
                <StageMark stage={stage} reason={null} />
              )}
            </span>
            <span className="rr-status-why" role="cell" title={reason}>
              {reason}
            </span>
            {hasOwners && (
              <span className="rr-status-who" role="cell">
                <Person person={owner} />
              </span>
            )}
          </div>
        )}
      </Rows>
    </div>
  );
}
