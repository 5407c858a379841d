import * as React from "react";
import { Button } from "../../../components/Button";
import type { RecordEdit } from "../../../domain/inventory/mapping";
import { counted, tidy } from "../../../domain/text";
import type { PanelAction } from "../../../extension/changePanel";
import { useHub } from "../../HubContext";
import type { Selection } from "../../release/Selection";
import type { Proposer } from "./proposals";
import type { InventoryRow } from "./rows";

/** What the change panel does with the work items of the selected rows. */
const PANEL_ACTIONS: readonly (readonly [PanelAction, string])[] = [
  ["release", "Add to release…"],
  ["iteration", "Assign to iteration…"],
  ["change", "Kind, workload, more…"],
];

/** Edits of records, by their keys. */
export type Edits = ReadonlyMap<string, RecordEdit>;

/**
 * What can be done with the selected rows: their records are mapped, unmapped, taken out of scope and back; their work items go
 * to the change panel. Each says how many it is for, and is offered where there are any.
 */
export function EditBar(props: {
  readonly rows: readonly InventoryRow[];
  readonly selection: Selection<string>;
  readonly proposer: Proposer;
  readonly onEdit: (title: string, edits: Edits) => void;
}): JSX.Element {
  const { rows, selection, proposer, onEdit } = props;
  const { hub } = useHub();
  const [isAsking, setIsAsking] = React.useState(false);
  const chosen = React.useMemo(() => rows.filter(({ id }) => selection.ids.has(id)), [rows, selection.ids]);
  const proposed = React.useMemo(() => proposalsFor(chosen, proposer), [chosen, proposer]);
  const mapped = editsFor(chosen, ({ record }) => record?.workItem != null, { workItem: null });
  const outside = editsFor(chosen, ({ mapping }) => mapping === "outOfScope", { outOfScope: null });
  const inside = chosen.filter(({ record, mapping }) => record !== null && mapping !== "outOfScope");
  const items = [...new Set(chosen.flatMap(({ item }) => item?.id ?? []))];
  const offers: readonly (readonly [string, Edits])[] = [
    ["Map by name", proposed],
    ["Unmap", mapped],
    ["Put back in scope", outside],
  ];
  return (
    <div className={chosen.length === 0 ? "rr-selection" : "rr-selection rr-selection-on"}>
      <span role="status">
        {chosen.length === 0 ? "Select rows to map or change them." : `${counted(chosen.length, "row")} selected`}
      </span>
      {chosen.length > 0 && (
        <span className="rr-buttons">
          {offers.map(([title, edits]) =>
            edits.size === 0 ? null : (
              <Button
                key={title}
                text={`${title} (${edits.size})…`}
                onClick={() => {
                  onEdit(`${title}: ${counted(edits.size, "record")}`, edits);
                }}
              />
            ),
          )}
          {inside.length > 0 && !isAsking && (
            <Button
              text={`Take out of scope (${inside.length})…`}
              onClick={() => {
                setIsAsking(true);
              }}
            />
          )}
          {items.length > 0 &&
            PANEL_ACTIONS.map(([action, title]) => (
              <Button
                key={action}
                text={title}
                onClick={() => {
                  void hub.change(items, action);
                }}
              />
            ))}
          <Button
            text="Select none"
            onClick={() => {
              selection.set([...selection.ids], false);
            }}
          />
        </span>
      )}
      {isAsking && inside.length > 0 && (
        <ReasonQuestion
          count={inside.length}
          onReason={(reason) => {
            setIsAsking(false);
            const edits = editsFor(inside, () => true, { outOfScope: reason });
            onEdit(`Take out of scope: ${counted(edits.size, "record")}`, edits);
          }}
          onCancel={() => {
            setIsAsking(false);
          }}
        />
      )}
    </div>
  );
}

function ReasonQuestion(props: {
  readonly count: number;
  readonly onReason: (reason: string) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const { count, onReason, onCancel } = props;
  const [reason, setReason] = React.useState("");
  const field = React.useRef<HTMLInputElement>(null);
  React.useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="rr-inventory-question"
      onSubmit={(event) => {
        event.preventDefault();
        if (tidy(reason) !== "") onReason(tidy(reason));
      }}
    >
      <label className="rr-inventory-labelled">
        Why {count === 1 ? "it is" : "they are"} not to be moved
        <input
          ref={field}
          className="rr-field"
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      <button type="submit" className="rr-button rr-button-primary" disabled={tidy(reason) === ""}>
        Preview
      </button>
      <Button text="Cancel" onClick={onCancel} />
    </form>
  );
}

function editsFor(rows: readonly InventoryRow[], isMeant: (row: InventoryRow) => boolean, edit: RecordEdit): Edits {
  return new Map(rows.flatMap((row) => (row.record !== null && isMeant(row) ? [[row.record.key, edit]] : [])));
}

/** The records that one asset is meant by alone; an asset that several of them mean is proposed to none. */
function proposalsFor(rows: readonly InventoryRow[], proposer: Proposer): Edits {
  const found = rows.flatMap(({ mapping, record }) => {
    const item = mapping === "unmapped" && record !== null ? proposer.only(record) : null;
    return item === null || record === null ? [] : [{ key: record.key, workItem: item.id }];
  });
  const counts = new Map<number, number>();
  for (const { workItem } of found) counts.set(workItem, (counts.get(workItem) ?? 0) + 1);
  return new Map(
    found.filter(({ workItem }) => counts.get(workItem) === 1).map(({ key, workItem }) => [key, { workItem }] as const),
  );
}
