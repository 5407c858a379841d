import * as React from "react";
import { useId } from "../../../components/change/inputs";
import type { ReconciledRow } from "../../../domain/inventory/reconciliation";
import { fold } from "../../../domain/text";
import type { WorkItemRef } from "../../../domain/workItem";

/** So many are listed; more are counted. */
const LISTED = 8;

/** Finds the work item that a row stands for: what was proposed first, then by title or id. */
export function ItemSearch(props: {
  readonly row: ReconciledRow;
  /** What may be chosen. */
  readonly items: readonly WorkItemRef[];
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
}): JSX.Element {
  const { row, items, chosen, onChoose } = props;
  const [text, setText] = React.useState("");
  const name = useId("map");
  const found = React.useMemo(() => {
    const proposed = new Map(
      row.candidates.filter(({ kind }) => kind === "workItem").map(({ id, reason }) => [Number(id), reason]),
    );
    const wanted = fold(text).replace(/^#/, "");
    const matching = items.filter(({ id, title }) =>
      wanted === "" ? proposed.has(id) || id === chosen : fold(title).includes(wanted) || String(id) === wanted,
    );
    return matching.map((item) => ({ item, reason: proposed.get(item.id) ?? null }));
  }, [row, items, text, chosen]);
  return (
    <fieldset className="rr-import-search">
      <legend>The work item that it is</legend>
      <input
        type="search"
        className="rr-field rr-import-find"
        aria-label="Find a work item by title or id"
        placeholder="Title or id"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
        onKeyDown={(event) => {
          // It filters; it does not submit the form around it.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {found.slice(0, LISTED).map(({ item, reason }) => (
        <label key={item.id} className="rr-import-check">
          <input
            type="radio"
            name={name}
            checked={chosen === item.id}
            onChange={() => {
              onChoose(item.id);
            }}
          />
          <span className="rr-import-anywhere">
            {item.type} {item.id} {item.title} {reason !== null && <span className="rr-soft">{reason}</span>}
          </span>
        </label>
      ))}
      <p role="status" className="rr-soft">
        {found.length === 0 &&
          (text === "" ? "Type a part of its title, or its id." : "No asset without a record matches.")}
        {found.length > LISTED && `And ${found.length - LISTED} more: type more of the title.`}
      </p>
    </fieldset>
  );
}
