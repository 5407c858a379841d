import * as React from "react";
import { Button } from "../../../components/Button";
import { classNames } from "../../../components/className";
import { countText } from "../../../components/numbers";
import { Notice } from "../../../components/Notice";
import { csvOf } from "../../../files/csv";
import { FilesRead } from "./FilesRead";
import type { Importing } from "./importing";
import { ProblemList } from "./ProblemList";
import { SaveButton } from "../../../components/SaveButton";
import type { Choosing, Reading } from "./state";

/** What is read without being asked, in the words of the tools that write it. */
const FORMATS: readonly string[] = [
  "Azure Migrate: import template, discovery, assessment, SQL and dependency exports",
  "RVTools (vInfo)",
  "Migration Execution Guide: wave sheet",
];

const SAMPLE: readonly (readonly (string | number)[])[] = [
  ["Asset ID", "Name", "Kind", "Workload", "Release", "Strategy", "Cores", "Memory (MiB)", "Operating system"],
  ["vm-0001", "PAY-WEB-01", "vm", "Payroll", "Release 1", "rehost", 4, 16384, "Windows Server 2022"],
  ["vm-0002", "PAY-SQL-01", "database", "Payroll", "Release 1", "replatform", 8, 65536, "Windows Server 2022"],
];

/** Chooses files: dropped, or with the button. */
export function ChooseStep({
  importing,
  step,
}: {
  readonly importing: Importing;
  readonly step: Choosing;
}): JSX.Element {
  const [isOver, setIsOver] = React.useState(false);
  const { message, report } = step;
  return (
    <>
      {message !== null && <Notice kind="error">{message} Nothing was written.</Notice>}
      {report !== null && <FilesRead report={report} />}
      {report !== null && <ProblemList problems={report.read.flatMap(({ problems }) => problems)} isOpen />}
      <div
        className={classNames("rr-drop", isOver && "rr-drop-over")}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => {
          setIsOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void importing.choose([...event.dataTransfer.files]);
        }}
      >
        <p>Drop inventory files here: CSV or Excel (.xlsx), several at once.</p>
        <label className="rr-drop-label">
          <span>Or choose them</span>
          <input
            type="file"
            multiple
            accept=".csv,.tsv,.txt,.xlsx,text/csv"
            onChange={({ target }) => {
              const chosen = [...(target.files ?? [])];
              // Choosing the same file again, once it was corrected, is a choice too.
              target.value = "";
              void importing.choose(chosen);
            }}
          />
        </label>
        <p className="rr-soft">
          Files are read in this browser. Nothing is written before you have seen what would be.
        </p>
      </div>
      <div className="rr-import-formats">
        <h2>What is known</h2>
        <ul>
          {FORMATS.map((format) => (
            <li key={format}>{format}</li>
          ))}
          <li>Any other table: you say once what its columns are</li>
        </ul>
        <div className="rr-buttons">
          <SaveButton
            text="Save a sample"
            make={() => ({ name: "inventory-sample.csv", type: "text/csv;charset=utf-8", text: csvOf(SAMPLE) })}
          />
        </div>
      </div>
    </>
  );
}

/** Files being read, each with its rows. */
export function ReadingStep({
  importing,
  step,
}: {
  readonly importing: Importing;
  readonly step: Reading;
}): JSX.Element {
  const { files, rows } = step;
  const count = [...rows.values()].reduce((sum, one) => sum + one, 0);
  return (
    <div className="rr-import-progress">
      <p role="status">
        Reading {files.length === 1 ? "the file" : `${files.length} files`}: {countText(count)} rows
      </p>
      <progress className="rr-progress" aria-label="Reading files" />
      <ul className="rr-import-files">
        {files.map((name, index) => (
          <li key={`${index} ${name}`}>
            <span className="rr-clip" title={name}>
              {name}
            </span>
            <span className="rr-soft">{rows.has(name) ? `${countText(rows.get(name) ?? 0)} rows` : "waiting"}</span>
          </li>
        ))}
      </ul>
      <Button text="Cancel" onClick={importing.cancel} />
    </div>
  );
}
