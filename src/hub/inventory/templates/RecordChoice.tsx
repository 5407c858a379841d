import * as React from "react";
import { Rows } from "../../../components/Rows";
import { sizeText } from "../../../components/inventory/words";
import type { StoredRecord } from "../../../domain/inventory/record";
import { counted } from "../../../domain/text";
import { GroupCheck, type Selection } from "../../release/Selection";
import { matching } from "./newWorkload";

const ROW_HEIGHT = 32;

/** Records that are mapped to nothing yet, to be made as assets of the workload. Nothing where there are none. */
export function RecordChoice(props: {
  readonly records: readonly StoredRecord[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}): JSX.Element | null {
  const { records, chosen, onChoose } = props;
  const [text, setText] = React.useState("");
  const shown = React.useMemo(() => matching(records, text), [records, text]);
  if (records.length === 0) return null;
  const selection: Selection<string> = {
    ids: chosen,
    set: (keys, isIn) => {
      const next = new Set(chosen);
      for (const key of keys) {
        if (isIn) next.add(key);
        else next.delete(key);
      }
      onChoose(next);
    },
  };
  return (
    <fieldset className="rr-inventory-records">
      <legend className="rr-soft">
        Records that are mapped to nothing yet: {counted(chosen.size, "record")} of {records.length} chosen
      </legend>
      <div className="rr-buttons">
        <GroupCheck ids={shown.map(({ key }) => key)} label="Choose all records that are shown" selection={selection} />
        <input
          type="search"
          className="rr-field rr-filter-text"
          aria-label="Filter records by name or workload"
          placeholder="Filter by name or workload"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
      </div>
      <div className="rr-inventory-scroller" tabIndex={0} role="group" aria-label="Records">
        <Rows items={shown} estimate={ROW_HEIGHT}>
          {(record, index) => (
            <label key={record.key} className="rr-inventory-choice" data-row={index} title={record.key}>
              <input
                type="checkbox"
                className="rr-check"
                checked={chosen.has(record.key)}
                onChange={({ currentTarget }) => {
                  selection.set([record.key], currentTarget.checked);
                }}
              />
              <span className="rr-clip">{record.name}</span>
              <span className="rr-clip rr-soft rr-small">
                {[record.kind ?? "", sizeText(record.attributes), record.workload ?? ""]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </span>
            </label>
          )}
        </Rows>
      </div>
    </fieldset>
  );
}
