import * as React from "react";
import { powerText, sizeText, storageText } from "../../../components/inventory/words";
import { WorkItemLink } from "../../../components/links";
import { Rows } from "../../../components/Rows";
import { StageMark } from "../../../components/StageBar";
import { agoOf, exactTime } from "../../../components/time";
import { VerdictMark } from "../../../components/VerdictMark";
import { CAUSES, GATE_TITLES } from "../../../components/wording";
import { useHub, ViewLink } from "../../HubContext";
import { GroupCheck, type Selection } from "../../release/Selection";
import type { InventoryColumn } from "../../store/inventoryView";
import type { View } from "../../store/view";
import type { InventoryRow, RowPlace } from "./rows";
import { COLUMN_TITLES, MAPPING_WORDS } from "./words";

/** Height of a row on a wide page, as the style sheet says. */
const ROW_HEIGHT = 52;

/** What stands in one column, by what it can be sorted by. */
const COLUMNS: readonly (readonly InventoryColumn[])[] = [
  ["name"],
  ["kind", "strategy"],
  ["cores", "memory", "storage"],
  ["workload", "release"],
  ["stage", "gate"],
  ["iteration"],
  ["format", "seen"],
];

/** Records and assets, one line each; only what is near the window is drawn. `selection` is null where nothing may be changed. */
export function InventoryTable(props: {
  readonly rows: readonly InventoryRow[];
  readonly view: View;
  readonly selection: Selection<string> | null;
  readonly formatTitle: (format: string) => string;
}): JSX.Element {
  const { rows, view, selection, formatTitle } = props;
  const last = React.useRef<number | null>(null);
  const { now } = useHub();
  const asOf = now();
  return (
    <div className="rr-inventory-table" role="table" aria-label="Inventory" aria-rowcount={rows.length + 1}>
      <div className="rr-inventory-row rr-inventory-heads" role="row" aria-rowindex={1}>
        {COLUMNS.map((columns) => (
          <ColumnHead key={columns.join()} columns={columns} view={view}>
            {columns[0] === "name" && selection !== null && (
              <GroupCheck ids={rows.map(({ id }) => id)} label="Select all rows" selection={selection} />
            )}
          </ColumnHead>
        ))}
      </div>
      <Rows items={rows} estimate={ROW_HEIGHT} role="rowgroup">
        {(row, index) => (
          <div
            key={row.id}
            className="rr-inventory-row"
            role="row"
            data-row={index}
            aria-rowindex={index + 2}
            data-mapping={row.mapping}
          >
            <NameCell row={row} view={view}>
              {selection !== null && <RowCheck rows={rows} index={index} last={last} selection={selection} />}
            </NameCell>
            <Pair first={row.kind ?? <Soft>not given</Soft>} second={row.strategy} title={row.kind ?? ""} />
            <SizeCell row={row} />
            <Pair first={placeText(row.workload)} second={placeText(row.release)} title={placesTitle(row)} />
            <StageCell row={row} />
            <span role="cell" className="rr-clip rr-inventory-iteration" title={row.iteration}>
              {iterationText(row) === "" ? <Soft>none</Soft> : iterationText(row)}
            </span>
            <Pair
              first={row.formats.length === 0 ? <Soft>in no file</Soft> : row.formats.map(formatTitle).join(", ")}
              second={row.seenAt === null ? null : `seen ${agoOf(row.seenAt, asOf)}`}
              title={[...row.formats.map(formatTitle), ...(row.seenAt === null ? [] : [exactTime(row.seenAt)])].join(
                ", ",
              )}
            />
          </div>
        )}
      </Rows>
    </div>
  );
}

/** Without the project, which all of them begin with. */
function iterationText({ iteration }: InventoryRow): string {
  return iteration.split("\\").slice(1).join(" \\ ");
}

function Soft({ children }: { readonly children: React.ReactNode }): JSX.Element {
  return <span className="rr-soft">{children}</span>;
}

/** A head whose words sort the table, and turn the order round. */
function ColumnHead(props: {
  readonly columns: readonly InventoryColumn[];
  readonly view: View;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { columns, view, children } = props;
  const { hub } = useHub();
  const { inventory } = view;
  const isSorted = columns.includes(inventory.sort);
  return (
    <span
      role="columnheader"
      className="rr-inventory-head"
      aria-sort={isSorted ? (inventory.isDescending ? "descending" : "ascending") : undefined}
    >
      {children}
      {columns.map((column) => {
        const isOn = column === inventory.sort;
        return (
          <button
            key={column}
            type="button"
            className="rr-inventory-sort"
            aria-label={`Sort by ${COLUMN_TITLES[column].toLowerCase()}${isOn && !inventory.isDescending ? ", descending" : ""}`}
            onClick={() => {
              hub.adjust({ inventory: { ...inventory, sort: column, isDescending: isOn && !inventory.isDescending } });
            }}
          >
            {COLUMN_TITLES[column]}
            {isOn && <span aria-hidden="true">{inventory.isDescending ? " ↓" : " ↑"}</span>}
          </button>
        );
      })}
    </span>
  );
}

/** The check box of a row. With the shift key it takes along all since the one that was changed last. */
function RowCheck(props: {
  readonly rows: readonly InventoryRow[];
  readonly index: number;
  readonly last: React.MutableRefObject<number | null>;
  readonly selection: Selection<string>;
}): JSX.Element | null {
  const { rows, index, last, selection } = props;
  const row = rows[index];
  if (row === undefined) return null;
  return (
    <input
      type="checkbox"
      className="rr-check"
      aria-label={`Select ${row.name}`}
      checked={selection.ids.has(row.id)}
      onChange={({ currentTarget, nativeEvent }) => {
        const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
        const from = isRange ? (last.current ?? index) : index;
        last.current = index;
        selection.set(
          rows.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ id }) => id),
          currentTarget.checked,
        );
      }}
    />
  );
}

function NameCell(props: {
  readonly row: InventoryRow;
  readonly view: View;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { row, view, children } = props;
  const { id, name, mapping, item, record } = row;
  const words = MAPPING_WORDS[mapping];
  return (
    <span className="rr-inventory-name" role="cell">
      {children}
      <span className="rr-inventory-pair">
        <ViewLink
          to={{ ...view, inventory: { ...view.inventory, row: id } }}
          className="rr-link rr-clip"
          title={record === null ? name : `${name} (${record.key})`}
        >
          {name === "" ? id : name}
        </ViewLink>
        <span className="rr-small rr-inventory-item">
          {words !== "" && <span className={mapping === "unmapped" ? "rr-warn" : "rr-soft"}>{words}</span>}
          {item !== null && (
            <span className="rr-clip">
              {words !== "" && <span className="rr-soft"> · </span>}
              <span className="rr-soft">
                {item.type} {item.id}
              </span>
              {item.title !== name && (
                <>
                  {" "}
                  <WorkItemLink item={item} />
                </>
              )}
            </span>
          )}
        </span>
      </span>
    </span>
  );
}

function SizeCell({ row }: { readonly row: InventoryRow }): JSX.Element {
  const facts = row.record?.attributes ?? {};
  const [power, storage] = [powerText(facts), storageText(facts)];
  const first = power === "" ? storage : power;
  return (
    <Pair
      first={first === "" ? <Soft>not known</Soft> : first}
      second={power === "" || storage === "" ? null : storage}
      title={sizeText(facts)}
    />
  );
}

function StageCell({ row }: { readonly row: InventoryRow }): JSX.Element {
  const { asset, stage, gate, blocker } = row;
  const isOut = asset === null || stage === null;
  return (
    <span className="rr-inventory-pair rr-inventory-stage" role="cell">
      {isOut ? <Soft>no stage</Soft> : <StageMark stage={stage} reason={asset.offLadderReason} />}
      {gate !== null && (
        <span className="rr-small rr-inventory-gate" title={blocker?.fix}>
          <Soft>{GATE_TITLES[gate.gate]}</Soft> <VerdictMark assessment={gate.assessment} />
          {blocker !== null && <span className="rr-clip rr-soft"> {CAUSES[blocker.code]}</span>}
        </span>
      )}
    </span>
  );
}

function Pair(props: {
  readonly first: React.ReactNode;
  readonly second: React.ReactNode;
  readonly title: string;
}): JSX.Element {
  const { first, second, title } = props;
  return (
    <span className="rr-inventory-pair" role="cell" title={title}>
      <span className="rr-clip">{first}</span>
      {second !== null && <span className="rr-clip rr-small rr-soft">{second}</span>}
    </span>
  );
}

/** What only the inventory says is told apart from what Azure Boards says. */
function placeText(place: RowPlace | null): React.ReactNode {
  if (place === null) return <Soft>none</Soft>;
  return place.isInBoards ? place.title : <i>{place.title}</i>;
}

function placesTitle({ workload, release }: InventoryRow): string {
  return [workload, release]
    .flatMap((place) => (place === null ? [] : [place.isInBoards ? place.title : `${place.title} (in the inventory)`]))
    .join(", ");
}
