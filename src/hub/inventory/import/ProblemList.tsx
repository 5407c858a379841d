import * as React from "react";
import { countText } from "../../../components/numbers";
import { Rows } from "../../../components/Rows";
import type { RowProblem } from "../../../domain/inventory/fileAsset";
import { fold } from "../../../domain/text";
import { LEAVES_WORDS, problemsCsv } from "./problemsCsv";
import { SaveButton } from "../../../components/SaveButton";
import { placeText } from "./words";

/** Height of a row, as the style sheet says. */
const ROW_HEIGHT = 52;

const LEAVES: readonly RowProblem["leaves"][] = ["row", "value", "notice"];

/** What was wrong with files: where, which value, and what to do; filtered, and saved as CSV. Open where rows were lost. */
export function ProblemList(props: {
  readonly problems: readonly RowProblem[];
  /** Open in any case: it says why there is nothing. */
  readonly isOpen?: boolean;
}): JSX.Element | null {
  const { problems, isOpen = false } = props;
  const [leaves, setLeaves] = React.useState<RowProblem["leaves"] | "">("");
  const [text, setText] = React.useState("");
  const shown = React.useMemo(() => {
    const wanted = fold(text);
    return problems.filter(
      (problem) =>
        (leaves === "" || problem.leaves === leaves) &&
        (wanted === "" || fold(`${placeText(problem.place)}\n${problem.value}\n${problem.message}`).includes(wanted)),
    );
  }, [problems, leaves, text]);
  if (problems.length === 0) return null;
  const count = (one: RowProblem["leaves"]): number => problems.filter((problem) => problem.leaves === one).length;
  return (
    <details className="rr-section rr-import-problems" open={isOpen || count("row") > 0}>
      <summary>
        <h2>
          What was not taken as it stands <span className="rr-count">{countText(problems.length)}</span>
        </h2>
      </summary>
      <div role="search" aria-label="Problems" className="rr-filter">
        <input
          type="search"
          className="rr-field rr-filter-text"
          aria-label="Filter problems"
          placeholder="Filter by file, column, value"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
        <select
          className="rr-field"
          aria-label="What became of the row"
          value={leaves}
          onChange={({ target }) => {
            setLeaves(LEAVES.find((one) => one === target.value) ?? "");
          }}
        >
          <option value="">All</option>
          {LEAVES.filter((one) => count(one) > 0).map((one) => (
            <option key={one} value={one}>
              {LEAVES_WORDS[one]} ({countText(count(one))})
            </option>
          ))}
        </select>
        <span className="rr-filter-note" role="status">
          {countText(shown.length)} of {countText(problems.length)}
        </span>
        <SaveButton
          text="Save as CSV"
          make={() => ({ name: "import-problems.csv", type: "text/csv;charset=utf-8", text: problemsCsv(shown) })}
        />
      </div>
      <div className="rr-problems" role="table" aria-label="Problems of the files" aria-rowcount={shown.length + 1}>
        <div className="rr-problems-row rr-import-head" role="row" aria-rowindex={1}>
          <span role="columnheader">Where</span>
          <span role="columnheader">Value</span>
          <span role="columnheader">What to do</span>
        </div>
        <Rows items={shown} estimate={ROW_HEIGHT} role="rowgroup">
          {(problem, index) => <ProblemRow key={index} problem={problem} index={index} />}
        </Rows>
      </div>
    </details>
  );
}

function ProblemRow({ problem, index }: { readonly problem: RowProblem; readonly index: number }): JSX.Element {
  const { place, value, message, leaves } = problem;
  return (
    <div className="rr-problems-row" role="row" data-row={index} aria-rowindex={index + 2}>
      <span role="cell" className="rr-import-two" title={placeText(place)}>
        {placeText(place)}
      </span>
      <span role="cell" className="rr-clip" title={value}>
        {value === "" ? <span className="rr-soft">–</span> : value}
      </span>
      <span role="cell" className="rr-import-two" title={message}>
        <span className={leaves === "notice" ? "rr-soft" : "rr-warn"}>{LEAVES_WORDS[leaves]}.</span> {message}
      </span>
    </div>
  );
}
