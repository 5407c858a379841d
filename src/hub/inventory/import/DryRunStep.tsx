import * as React from "react";
import { Button } from "../../../components/Button";
import { classNames } from "../../../components/className";
import { countText } from "../../../components/numbers";
import { Notice } from "../../../components/Notice";
import type { ReconciledRow } from "../../../domain/inventory/reconciliation";
import { counted } from "../../../domain/text";
import type { Choices } from "./choices";
import { actionOf, filteredRows, NO_FILTER, type RowFilter, statusCounts, STATUSES } from "./deciding";
import { EdgeSection } from "./EdgeSection";
import { FilesRead } from "./FilesRead";
import type { Importing } from "./importing";
import { onlyCandidates } from "./onlyCandidates";
import { OptionFields } from "./OptionFields";
import { otherRelease } from "./otherReleases";
import { ProblemList } from "./ProblemList";
import { ReleaseNotice } from "./ReleaseNotice";
import { RowEditor } from "./RowEditor";
import { RowTable } from "./RowTable";
import type { DryRun } from "./state";
import { dryRunSentence, STATUS_WORDS } from "./words";

/** What the files say against what is stored: to be filtered and corrected before anything is planned. */
export function DryRunStep(props: {
  readonly importing: Importing;
  readonly step: DryRun;
  readonly choices: Choices;
}): JSX.Element {
  const { importing, step, choices } = props;
  const { reconciliation, decisions, options, leftEdges, report, redo, problem } = step;
  const { rows, edges, looseEdges, problems } = reconciliation;
  const [filter, setFilter] = React.useState<RowFilter>(NO_FILTER);
  const [selected, setSelected] = React.useState<ReadonlySet<string>>(new Set());
  const [isEditing, setIsEditing] = React.useState(false);
  const others = React.useMemo(
    () =>
      new Map(
        rows.flatMap((row) => {
          const other = otherRelease(row, decisions.get(row.key), options, choices);
          return other === null ? [] : [[row.key, other] as const];
        }),
      ),
    [rows, decisions, options, choices],
  );
  const shown = React.useMemo(
    () => filteredRows(rows, decisions, filter, ({ key }) => others.has(key)),
    [rows, decisions, filter, others],
  );
  const chosen = React.useMemo(() => rows.filter(({ key }) => selected.has(key)), [rows, selected]);
  const undecided = React.useMemo(
    () => rows.filter((row) => actionOf(row, decisions.get(row.key)) === "undecided").length,
    [rows, decisions],
  );
  const only = React.useMemo(() => onlyCandidates(rows, decisions), [rows, decisions]);
  const select = React.useCallback((keys: readonly string[], isIn: boolean) => {
    setSelected((now) => {
      const next = new Set(now);
      for (const key of keys) {
        if (isIn) next.add(key);
        else next.delete(key);
      }
      return next;
    });
  }, []);
  const opener = React.useRef<Element | null>(null);
  const openEditor = React.useCallback(() => {
    opener.current = document.activeElement;
    setIsEditing(true);
  }, []);
  const edit = React.useCallback(
    (row: ReconciledRow) => {
      setSelected(new Set([row.key]));
      openEditor();
    },
    [openEditor],
  );
  /** The focus goes back to what opened it, where that is still there. */
  const closeEditor = (): void => {
    setIsEditing(false);
    if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    else heading.current?.focus();
  };
  const heading = React.useRef<HTMLParagraphElement>(null);
  // What was pressed is gone: reading goes on with what it led to.
  React.useEffect(() => heading.current?.focus(), []);

  return (
    <>
      <p ref={heading} tabIndex={-1} className="rr-sentence rr-step-heading">
        {dryRunSentence(rows, edges.length, looseEdges.length)}
      </p>
      <p>
        Nothing is written yet. Correct what is wrong, then see what would be written.
        {undecided > 0 && (
          <span className="rr-warn"> {counted(undecided, "asset")} to be decided; until then left out.</span>
        )}
      </p>
      {only.size > 1 && (
        <p className="rr-buttons">
          <Button
            text={`Take the only candidate of ${countText(only.size)}`}
            onClick={() => {
              importing.decideEach(only);
            }}
          />
          <span className="rr-soft">Each may be one thing alone, which the table names.</span>
        </p>
      )}
      <p role="status" className="rr-soft rr-import-status">
        {redo === "running" && "The project was read again: comparing the files with that…"}
        {redo === "done" &&
          "The project was read again, and the files were compared with that. Your decisions were kept."}
      </p>
      {problem !== null && <Notice kind="warning">{problem}</Notice>}
      <FilesRead
        report={report}
        onCorrect={(title) => {
          void importing.correctColumns(title);
        }}
      />
      <ProblemList problems={problems} />
      {others.size > 0 && <ReleaseNotice importing={importing} others={others} />}
      <OptionFields importing={importing} options={options} choices={choices} edges={edges.length} />
      <div className="rr-buttons">
        <Button text="Preview" isPrimary isDisabled={redo === "running"} onClick={importing.preview} />
        <Button text="Choose other files" onClick={importing.restart} />
      </div>
      <Filters rows={rows} shown={shown.length} filter={filter} onFilter={setFilter} />
      <RowTable
        rows={shown}
        decisions={decisions}
        choices={choices}
        options={options}
        selected={selected}
        onSelect={select}
        onEdit={edit}
        onDecide={(key, decision) => {
          if (decision === null) importing.forget([key]);
          else importing.decide([key], decision);
        }}
      />
      <div className={classNames("rr-import-selection", selected.size > 0 && "rr-import-selection-on")}>
        <span role="status">
          {chosen.length === 0
            ? "Select assets to correct several at once."
            : `${counted(chosen.length, "asset")} selected`}
        </span>
        {chosen.length > 0 && !isEditing && (
          <span className="rr-buttons">
            <Button text="Edit…" onClick={openEditor} />
            <Button
              text="Skip"
              onClick={() => {
                importing.decide(keysOf(chosen), { action: "skip" });
              }}
            />
            <Button
              text="As proposed"
              onClick={() => {
                importing.forget(keysOf(chosen));
              }}
            />
            <Button
              text="Select none"
              onClick={() => {
                setSelected(new Set());
              }}
            />
          </span>
        )}
        {isEditing && chosen.length > 0 && (
          <RowEditor
            key={keysOf(chosen).join("\n")}
            rows={chosen}
            decisions={decisions}
            choices={choices}
            onApply={(decision) => {
              importing.decide(keysOf(chosen), decision);
              closeEditor();
            }}
            onClose={closeEditor}
          />
        )}
      </div>
      <EdgeSection
        importing={importing}
        edges={edges}
        loose={looseEdges}
        left={leftEdges}
        isLinking={options.linkEdges}
      />
    </>
  );
}

function keysOf(rows: readonly ReconciledRow[]): readonly string[] {
  return rows.map(({ key }) => key);
}

const ONLY: readonly (readonly [RowFilter["only"], string])[] = [
  ["all", "All assets"],
  ["undecided", "To be decided"],
  ["decided", "That you changed"],
  ["noted", "With a note"],
];

function Filters(props: {
  readonly rows: readonly ReconciledRow[];
  readonly shown: number;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
}): JSX.Element {
  const { rows, shown, filter, onFilter } = props;
  const counts = React.useMemo(() => statusCounts(rows), [rows]);
  return (
    <div role="search" aria-label="Assets" className="rr-filter">
      <div className="rr-import-statuses" role="group" aria-label="Status">
        {STATUSES.filter((status) => counts[status] > 0).map((status) => (
          <button
            key={status}
            type="button"
            className="rr-import-chip"
            aria-pressed={filter.status === status}
            title={STATUS_WORDS[status].meaning}
            onClick={() => {
              onFilter({ ...filter, status: filter.status === status ? "" : status });
            }}
          >
            {STATUS_WORDS[status].word} <span className="rr-count">{countText(counts[status])}</span>
          </button>
        ))}
      </div>
      <input
        type="search"
        className="rr-field rr-filter-text"
        aria-label="Filter assets"
        placeholder="Filter by name, kind, workload"
        value={filter.text}
        onChange={({ target }) => {
          onFilter({ ...filter, text: target.value });
        }}
      />
      <select
        className="rr-field"
        aria-label="Which assets"
        value={filter.only}
        onChange={({ target }) => {
          onFilter({ ...filter, only: ONLY.find(([only]) => only === target.value)?.[0] ?? "all" });
        }}
      >
        {ONLY.map(([only, title]) => (
          <option key={only} value={only}>
            {title}
          </option>
        ))}
      </select>
      <span className="rr-filter-note" role="status">
        {countText(shown)} of {countText(rows.length)}
      </span>
    </div>
  );
}
