import * as React from "react";
import { amountIn } from "../../../components/charts/amounts";
import type { PlotUnit } from "../../../components/charts/props";
import { classNames } from "../../../components/className";
import { countText, effortText } from "../../../components/numbers";
import { dayText, exactTime } from "../../../components/time";
import type { Counted, IterationRecord } from "../../../domain/planning/velocity/record";
import { rangeOf } from "../../../domain/planning/velocity/summary";
import { counted } from "../../../domain/text";
import type { WorkItemRef } from "../../../domain/workItem";
import { columnRange, countOf, COUNTS, type CountColumn, counts, kindsText, perDayOf } from "./columns";
import { CountedItems } from "./CountedItems";
import { perDayText } from "./words";

interface Opened {
  readonly path: string;
  readonly column: CountColumn;
}

/** Columns before and after the counts: iteration and working days; kinds and pace by day. */
const OTHER_COLUMNS = 4;

/** A row for each iteration, each number of which opens what it counts; median and range below them. */
export function RecordTable(props: {
  readonly records: readonly IterationRecord[];
  readonly unit: PlotUnit;
  readonly itemOf: (id: number) => WorkItemRef;
}): JSX.Element {
  const { records, unit, itemOf } = props;
  const [opened, setOpened] = React.useState<Opened | null>(null);
  return (
    <div className="rr-velocity-scroll" role="region" aria-label="Iterations" tabIndex={0}>
      <table className="rr-velocity">
        <caption className="rr-unseen">Iterations, in {unit}</caption>
        <thead>
          <tr>
            <th scope="col">Iteration</th>
            <th scope="col" className="rr-right">
              Working days
            </th>
            {COUNTS.map(({ id, title }) => (
              <th key={id} scope="col" className="rr-right">
                {title}
              </th>
            ))}
            <th scope="col" className="rr-right">
              Per working day
            </th>
            <th scope="col">Delivered by kind</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <React.Fragment key={record.path}>
              <RecordRow
                record={record}
                unit={unit}
                open={opened?.path === record.path ? opened.column.id : null}
                onToggle={(column) => {
                  const isOpen = opened?.path === record.path && opened.column.id === column.id;
                  setOpened(isOpen ? null : { path: record.path, column });
                }}
              />
              {opened?.path === record.path && (
                <tr>
                  <td colSpan={COUNTS.length + OTHER_COLUMNS}>
                    <CountedItems record={record} column={opened.column} itemOf={itemOf} />
                  </td>
                </tr>
              )}
            </React.Fragment>
          ))}
        </tbody>
        <Pace records={records} unit={unit} />
      </table>
    </div>
  );
}

function RecordRow(props: {
  readonly record: IterationRecord;
  readonly unit: PlotUnit;
  readonly open: CountColumn["id"] | null;
  readonly onToggle: (column: CountColumn) => void;
}): JSX.Element {
  const { record, unit, open, onToggle } = props;
  const { name, firstDay, lastDay, workingDays, isOver, outage } = record;
  const perDay = perDayOf(record, unit);
  return (
    <tr className={classNames(outage !== null && "rr-velocity-outage")}>
      <th scope="row">
        <span className="rr-velocity-name" title={name}>
          {name}
        </span>
        <span className="rr-soft rr-velocity-note rr-velocity-dates">
          {dayText(firstDay)} – {dayText(lastDay)}
          {isOver ? "" : ", so far"}
        </span>
        {outage !== null && (
          <span className="rr-velocity-note rr-velocity-reason">Outage, does not count: {outage}</span>
        )}
      </th>
      <td className="rr-right">{struck(countText(workingDays), outage !== null)}</td>
      {COUNTS.map((column) => {
        const amount = countOf(record, column);
        return (
          <td key={column.id} className="rr-right">
            {amount === null ? (
              <span className="rr-soft" title="No commitment is known">
                –
              </span>
            ) : (
              <Count
                amount={amount}
                label={`${counted(amount.items, "asset")} ${column.meaning} in ${name}`}
                unit={unit}
                isStruck={outage !== null}
                isOpen={open === column.id}
                onToggle={() => {
                  onToggle(column);
                }}
              />
            )}
            {column.id === "committed" && <HowCommitted record={record} />}
          </td>
        );
      })}
      <td className="rr-right">{perDay === null ? "–" : struck(perDayText(perDay), outage !== null)}</td>
      <td className="rr-velocity-kinds">{kindsText(record)}</td>
    </tr>
  );
}

/** A number that opens what it counts; 0 counts nothing. */
function Count(props: {
  readonly amount: Counted;
  readonly label: string;
  readonly unit: PlotUnit;
  readonly isStruck: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): JSX.Element {
  const { amount, label, unit, isStruck, isOpen, onToggle } = props;
  const text = effortText(amountIn(unit, amount));
  const isPartial = unit === "effort" && amount.unestimated > 0;
  return (
    <>
      {amount.items === 0 ? (
        <span>{struck(text, isStruck)}</span>
      ) : (
        <button
          type="button"
          className="rr-textbutton"
          aria-expanded={isOpen}
          aria-label={`${text}: ${label}`}
          onClick={onToggle}
        >
          {struck(text, isStruck)}
        </button>
      )}
      {isPartial && <span className="rr-soft rr-velocity-note">+ {countText(amount.unestimated)} unestimated</span>}
    </>
  );
}

function struck(text: string, isStruck: boolean): React.ReactNode {
  return isStruck ? <s>{text}</s> : text;
}

function HowCommitted({ record: { commitment } }: { readonly record: IterationRecord }): JSX.Element | null {
  if (commitment === null) return null;
  const { how, at } = commitment;
  return (
    <span className="rr-soft rr-velocity-note" title={exactTime(at)}>
      {how === "tag" ? "by tag" : "at start"}
    </span>
  );
}

function rangeText(lowest: string, highest: string): string {
  return lowest === highest ? lowest : `${lowest} – ${highest}`;
}

/** Median and range of each column, of the iterations that count. */
function Pace({
  records,
  unit,
}: {
  readonly records: readonly IterationRecord[];
  readonly unit: PlotUnit;
}): JSX.Element {
  const counting = records.filter(counts);
  const ranges = [
    { id: "days", range: rangeOf(counting.map(({ workingDays }) => workingDays)), textOf: effortText },
    ...COUNTS.map((column) => ({
      ...{ id: column.id, range: columnRange(records, column, unit), textOf: effortText },
    })),
    { id: "perDay", range: rangeOf(counting.flatMap((record) => perDayOf(record, unit) ?? [])), textOf: perDayText },
  ];
  return (
    <tfoot>
      <tr>
        <th scope="row">Median of {counted(counting.length, "iteration")}</th>
        {ranges.map(({ id, range, textOf }) => (
          <td key={id} className="rr-right">
            {range === null ? "–" : textOf(range.median)}
          </td>
        ))}
        <td />
      </tr>
      <tr>
        <th scope="row">Range</th>
        {ranges.map(({ id, range, textOf }) => (
          <td key={id} className="rr-right">
            {range === null ? "–" : rangeText(textOf(range.lowest), textOf(range.highest))}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  );
}
