import * as React from "react";
import { Button } from "../../../components/Button";
import { WorkItemName } from "../../../components/links";
import { countText } from "../../../components/numbers";
import type { IterationRecord } from "../../../domain/planning/velocity/record";
import { counted } from "../../../domain/text";
import type { WorkItemRef } from "../../../domain/workItem";
import { countOf, type CountColumn } from "./columns";

/** More are asked for: a row of a table is no place for thousands. */
const FIRST = 100;

/** The work items that one number of a record counts. */
export function CountedItems(props: {
  readonly record: IterationRecord;
  readonly column: CountColumn;
  readonly itemOf: (id: number) => WorkItemRef;
}): JSX.Element {
  const { record, column, itemOf } = props;
  const [isWhole, setIsWhole] = React.useState(false);
  const ids = countOf(record, column)?.ids ?? [];
  const shown = isWhole ? ids : ids.slice(0, FIRST);
  return (
    <div className="rr-velocity-items">
      <p>
        {counted(ids.length, "asset")} {column.meaning} in {record.name}
      </p>
      <ul>
        {shown.map((id) => (
          <li key={id}>
            <WorkItemName item={itemOf(id)} />
          </li>
        ))}
      </ul>
      {shown.length < ids.length && (
        <Button
          text={`Show all ${countText(ids.length)}`}
          onClick={() => {
            setIsWhole(true);
          }}
        />
      )}
    </div>
  );
}
