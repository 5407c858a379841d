import * as React from "react";
import { WorkItemLink } from "../../../components/links";
import { Rows } from "../../../components/Rows";
import type { ReconciledRow, RowDecision } from "../../../domain/inventory/reconciliation";
import { fold } from "../../../domain/text";
import { type Choices, releaseName, workloadText } from "./choices";
import { otherRelease, otherReleaseText } from "./otherReleases";
import { actionChoices, actionChosen } from "./rowActions";
import type { ImportOptions } from "./scene";
import { changeText, STATUS_WORDS } from "./words";

/** Height of a row, as the style sheet says. */
const ROW_HEIGHT = 56;

interface RowTableProps {
  readonly rows: readonly ReconciledRow[];
  readonly decisions: ReadonlyMap<string, RowDecision>;
  readonly choices: Choices;
  readonly options: ImportOptions;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: readonly string[], isIn: boolean) => void;
  readonly onEdit: (row: ReconciledRow) => void;
  /** Null leaves the row as it was proposed. */
  readonly onDecide: (key: string, decision: RowDecision | null) => void;
}

/** Every asset of the files, with what becomes of it. */
export function RowTable(props: RowTableProps): JSX.Element {
  const { rows, selected, onSelect } = props;
  const last = React.useRef<number | null>(null);
  const box = React.useRef<HTMLInputElement>(null);
  const count = rows.filter(({ key }) => selected.has(key)).length;
  const isSome = count > 0 && count < rows.length;
  React.useEffect(() => {
    if (box.current !== null) box.current.indeterminate = isSome;
  }, [isSome]);
  const check = (index: number, isIn: boolean, isRange: boolean): void => {
    const from = isRange && last.current !== null ? last.current : index;
    last.current = index;
    onSelect(
      rows.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ key }) => key),
      isIn,
    );
  };
  return (
    <div className="rr-import-rows" role="table" aria-label="Assets of the files" aria-rowcount={rows.length + 1}>
      <div className="rr-import-row rr-import-head" role="row" aria-rowindex={1}>
        <span role="columnheader" className="rr-import-name">
          <input
            ref={box}
            type="checkbox"
            aria-label="Select all that are shown"
            checked={rows.length > 0 && count === rows.length}
            onChange={({ target }) => {
              onSelect(
                rows.map(({ key }) => key),
                target.checked,
              );
            }}
          />
          Asset
        </span>
        <span role="columnheader">Status</span>
        <span role="columnheader">Kind</span>
        <span role="columnheader">Workload</span>
        <span role="columnheader">{props.choices.releaseLabel}</span>
        <span role="columnheader">What is to be known</span>
        <span role="columnheader">Becomes</span>
      </div>
      <Rows items={rows} estimate={ROW_HEIGHT} role="rowgroup">
        {(row, index) => <Row key={row.key} {...props} row={row} index={index} onCheck={check} />}
      </Rows>
      {rows.length === 0 && <p className="rr-none rr-soft">No asset matches the filter.</p>}
    </div>
  );
}

function Row(
  props: RowTableProps & {
    readonly row: ReconciledRow;
    readonly index: number;
    readonly onCheck: (index: number, isIn: boolean, isRange: boolean) => void;
  },
): JSX.Element {
  const { row, index, decisions, choices, options, selected, onCheck, onEdit, onDecide } = props;
  const { status, item, changes, notes, key } = row;
  const decision = decisions.get(key);
  const name = nameOf(row, decision);
  const other = otherRelease(row, decision, options, choices);
  const known = [
    ...(other === null ? [] : [otherReleaseText(other)]),
    ...changes.map(changeText),
    ...mayBe(row),
    ...notes,
  ].join("; ");
  const { word, meaning } = STATUS_WORDS[status];
  return (
    <div className="rr-import-row" role="row" data-row={index} aria-rowindex={index + 2}>
      <span role="cell" className="rr-import-name">
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={selected.has(key)}
          onChange={({ target, nativeEvent }) => {
            onCheck(index, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
          }}
        />
        <span className="rr-import-names">
          <button
            type="button"
            className="rr-textbutton rr-clip"
            title={`${name}: ${key}`}
            aria-label={`Edit ${name}`}
            onClick={() => {
              onEdit(row);
            }}
          >
            {name}
          </button>
          {item !== null && (
            <span className="rr-clip rr-small">
              {item.id} <WorkItemLink item={item} />
            </span>
          )}
        </span>
      </span>
      <span role="cell" title={meaning} className={status === "ambiguous" ? "rr-warn" : undefined}>
        {word}
      </span>
      <Text text={decision?.kind === undefined ? saidOf(row).kind : decision.kind} />
      <Text text={workloadShown(row, decision, choices, options)} className="rr-import-two" />
      <Text text={releaseShown(row, decision, choices, options)} />
      <span role="cell" className="rr-import-two" title={known}>
        {known}
      </span>
      <ActionCell row={row} name={name} decision={decision} onEdit={onEdit} onDecide={onDecide} />
    </div>
  );
}

function Text(props: { readonly text: string | null; readonly className?: string }): JSX.Element {
  const { text, className = "rr-clip" } = props;
  return (
    <span role="cell" className={className} title={text ?? undefined}>
      {text ?? <span className="rr-soft">–</span>}
    </span>
  );
}

function ActionCell(props: {
  readonly row: ReconciledRow;
  readonly name: string;
  readonly decision: RowDecision | undefined;
  readonly onEdit: (row: ReconciledRow) => void;
  readonly onDecide: (key: string, decision: RowDecision | null) => void;
}): JSX.Element {
  const { row, name, decision, onEdit, onDecide } = props;
  const offered = actionChoices(row);
  const chosen = actionChosen(row, decision);
  if (offered.length === 0) {
    return (
      <span role="cell" className="rr-soft">
        Stays
      </span>
    );
  }
  const all = offered.some(({ value }) => value === chosen.value) ? offered : [chosen, ...offered];
  return (
    <span role="cell">
      <select
        className="rr-field rr-import-action"
        aria-label={`What becomes of ${name}`}
        value={chosen.value}
        onChange={({ target }) => {
          const choice = all.find(({ value }) => value === target.value);
          if (choice === undefined) return;
          if (choice.decision === "edit") onEdit(row);
          else onDecide(row.key, choice.decision);
        }}
      >
        {all.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Why a row is for a person to decide. */
function mayBe({ status, candidates }: ReconciledRow): readonly string[] {
  if (status !== "ambiguous") return [];
  return candidates.map(({ kind, id, title, reason }) => `${kind === "workItem" ? `${id} ` : ""}${title} ${reason}`);
}

/** What is known of a row: by the files, else by its record. */
function saidOf({ asset, record }: ReconciledRow): {
  readonly kind: string | null;
  readonly workload: string | null;
  readonly release: string | null;
} {
  return asset ?? record ?? { kind: null, workload: null, release: null };
}

/** What a row is called, as decided or as the files say. */
export function nameOf({ asset, record, key }: ReconciledRow, decision: RowDecision | undefined): string {
  return decision?.name ?? asset?.name ?? record?.name ?? key;
}

function workloadShown(
  row: ReconciledRow,
  decision: RowDecision | undefined,
  choices: Choices,
  options: ImportOptions,
): string | null {
  const workload = decision?.workload;
  if (workload !== undefined) return workload === null ? null : workloadText(choices, workload);
  const named = saidOf(row).workload;
  if (named === null) return options.defaultWorkload === null ? null : workloadText(choices, options.defaultWorkload);
  const isThere = choices.workloads.some(({ item }) => fold(item.title) === fold(named));
  return isThere || row.status === "gone" ? named : `${named} (${options.createWorkloads ? "new" : "not there"})`;
}

function releaseShown(
  row: ReconciledRow,
  decision: RowDecision | undefined,
  choices: Choices,
  options: ImportOptions,
): string | null {
  const release = decision?.release === undefined ? (saidOf(row).release ?? options.release) : decision.release;
  return release === null ? null : releaseName(choices, release);
}
