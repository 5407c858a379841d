import * as React from "react";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { counted } from "../../../domain/text";
import { missingOf, TARGETS, withTarget } from "./columns";
import type { Importing } from "./importing";
import type { Columns, TableDraft } from "./state";

/** Asks what the columns of tables are that no profile knows. */
export function ColumnsStep({
  importing,
  step,
}: {
  readonly importing: Importing;
  readonly step: Columns;
}): JSX.Element {
  const { drafts, isSaving, problem } = step;
  const taken = drafts.filter(({ isLeft }) => !isLeft);
  const isWhole = taken.every(({ mapping }) => missingOf(mapping).length === 0);
  const heading = React.useRef<HTMLParagraphElement>(null);
  // What was pressed is gone: reading goes on with what it led to.
  React.useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <p ref={heading} tabIndex={-1} className="rr-sentence rr-step-heading">
        {drafts.length === 1
          ? "This table is of no known format. Say what its columns are."
          : `${drafts.length} tables are of no known format. Say what their columns are.`}
      </p>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      {drafts.map((draft, index) => (
        <Table
          key={`${draft.table.name} ${draft.table.sheet ?? ""}`}
          draft={draft}
          onChange={(change) => {
            importing.draft(index, change);
          }}
        />
      ))}
      <div className="rr-buttons">
        <Button
          text="Continue"
          isPrimary
          isDisabled={!isWhole || isSaving}
          onClick={() => {
            void importing.takeColumns();
          }}
        />
        <Button text="Choose other files" onClick={importing.restart} />
      </div>
    </>
  );
}

function Table(props: {
  readonly draft: TableDraft;
  readonly onChange: (change: Partial<TableDraft>) => void;
}): JSX.Element {
  const { draft, onChange } = props;
  const { table, mapping, isRemembered, isLeft } = draft;
  const name = table.sheet === null ? table.name : `${table.name} › ${table.sheet}`;
  const missing = isLeft ? [] : missingOf(mapping);
  return (
    <fieldset className="rr-import-table">
      <legend className="rr-import-anywhere">
        {name} <span className="rr-soft">{counted(table.rowCount, "row")}</span>
      </legend>
      {table.nearly !== null && <p>{table.nearly}</p>}
      <label className="rr-import-check">
        <input
          type="checkbox"
          checked={isLeft}
          onChange={({ target }) => {
            onChange({ isLeft: target.checked });
          }}
        />
        Leave this table out
      </label>
      {!isLeft && (
        <>
          <div className="rr-import-fields">
            <label>
              This kind of file is called
              <input
                className="rr-field"
                value={mapping.title}
                onChange={({ target }) => {
                  onChange({ mapping: { ...mapping, title: target.value } });
                }}
              />
            </label>
            <label>
              Kind, where no column says so
              <input
                className="rr-field"
                value={mapping.kind ?? ""}
                placeholder="open"
                onChange={({ target }) => {
                  const kind = target.value;
                  onChange({ mapping: { ...mapping, kind: kind === "" ? null : kind } });
                }}
              />
            </label>
            <label className="rr-import-check">
              <input
                type="checkbox"
                checked={isRemembered}
                onChange={({ target }) => {
                  onChange({ isRemembered: target.checked });
                }}
              />
              Remember for this project
            </label>
          </div>
          {missing.map((text) => (
            <p key={text} className="rr-warn" role="status">
              {text}
            </p>
          ))}
          <div className="rr-import-scroll" tabIndex={0} role="region" aria-label={`Columns of ${name}`}>
            <table className="rr-import-columns">
              <thead>
                <tr>
                  <th scope="col">Column</th>
                  <th scope="col">Is</th>
                  <th scope="col">Holds, for example</th>
                </tr>
              </thead>
              <tbody>
                {table.headers.map((header, column) => (
                  <tr key={`${column} ${header}`}>
                    <th scope="row">{header === "" ? <span className="rr-soft">without a name</span> : header}</th>
                    <td>
                      <select
                        className="rr-field"
                        aria-label={`${header} is`}
                        value={targetOf(draft, header) ?? ""}
                        onChange={({ target }) => {
                          const chosen = TARGETS.find(({ value }) => value === target.value)?.value ?? null;
                          onChange({ mapping: withTarget(mapping, header, chosen) });
                        }}
                      >
                        <option value="">left out</option>
                        {TARGETS.map(({ value, title }) => (
                          <option key={value} value={value}>
                            {title}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td className="rr-soft">{samplesOf(draft, column)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </fieldset>
  );
}

function targetOf({ mapping }: TableDraft, header: string): string | undefined {
  return new Map(Object.entries(mapping.columns)).get(header);
}

/** A few different values of a column. */
function samplesOf({ table }: TableDraft, column: number): string {
  const values = new Set(table.sample.map((row) => row[column] ?? "").filter((value) => value !== ""));
  return [...values].slice(0, 3).join(" · ");
}
