import * as React from "react";
import type { EntryOutcome, Run } from "../../../boards/inventory/stores";
import { WorkItemLink } from "../../../components/links";
import { countText } from "../../../components/numbers";
import { Rows } from "../../../components/Rows";
import type { Snapshot } from "../../../domain/snapshot";
import { fold } from "../../../domain/text";
import { ENTRY_WORDS, type EntryNames, entryNames, NEEDS_ATTENTION, OUTCOME_ORDER, OUTCOME_WORDS } from "./runWords";
import { itemFinder } from "./scene";

/** Height of a row, as the style sheet says. */
const ROW_HEIGHT = 48;

type Entry = Run["entries"][number];

/** What became of each entry of a run: what needs attention first; filtered by outcome and by text. */
export function EntryList(props: {
  readonly entries: Run["entries"];
  readonly snapshot: Snapshot;
}): JSX.Element | null {
  const { entries, snapshot } = props;
  const [kind, setKind] = React.useState<EntryOutcome["kind"] | "">("");
  const [text, setText] = React.useState("");
  const names = React.useMemo(
    () =>
      entryNames(
        entries.map(({ entry }) => entry),
        itemFinder(snapshot),
      ),
    [entries, snapshot],
  );
  const sorted = React.useMemo(
    () => OUTCOME_ORDER.flatMap((one) => entries.filter(({ outcome }) => outcome.kind === one)),
    [entries],
  );
  const shown = React.useMemo(() => {
    const wanted = fold(text);
    return sorted.filter(
      ({ entry, outcome }) =>
        (kind === "" || outcome.kind === kind) && (wanted === "" || fold(names.nameOf(entry)).includes(wanted)),
    );
  }, [sorted, kind, text, names]);
  if (entries.length === 0) return null;
  const present = OUTCOME_ORDER.filter((one) => entries.some(({ outcome }) => outcome.kind === one));
  return (
    <>
      <div role="search" aria-label="Entries" className="rr-filter">
        <input
          type="search"
          className="rr-field rr-filter-text"
          aria-label="Filter entries by name"
          placeholder="Filter by name"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
        <select
          className="rr-field"
          aria-label="Outcome"
          value={kind}
          onChange={({ target }) => {
            setKind(present.find((one) => one === target.value) ?? "");
          }}
        >
          <option value="">All outcomes</option>
          {present.map((one) => (
            <option key={one} value={one}>
              {OUTCOME_WORDS[one]}
            </option>
          ))}
        </select>
        <span className="rr-filter-note" role="status">
          {countText(shown.length)} of {countText(entries.length)}
        </span>
      </div>
      <div className="rr-entries" role="table" aria-label="Entries of this run" aria-rowcount={shown.length + 1}>
        <div className="rr-entries-row rr-import-head" role="row" aria-rowindex={1}>
          <span role="columnheader">What</span>
          <span role="columnheader">Work item</span>
          <span role="columnheader">Outcome</span>
        </div>
        <Rows items={shown} estimate={ROW_HEIGHT} role="rowgroup">
          {(entry, index) => <EntryRow key={entry.entry.key} entry={entry} index={index} names={names} />}
        </Rows>
      </div>
    </>
  );
}

function EntryRow(props: { readonly entry: Entry; readonly index: number; readonly names: EntryNames }): JSX.Element {
  const { entry, outcome } = props.entry;
  const { index, names } = props;
  const item = names.itemOf(entry, outcome);
  const message = ("message" in outcome ? outcome.message : undefined) ?? "";
  const isBad = NEEDS_ATTENTION.has(outcome.kind);
  return (
    <div className="rr-entries-row" role="row" data-row={index} aria-rowindex={index + 2}>
      <span role="cell">{ENTRY_WORDS[entry.kind]}</span>
      <span role="cell" className="rr-clip" title={names.nameOf(entry)}>
        {item === null ? names.nameOf(entry) : <WorkItemLink item={item} />}
      </span>
      <span role="cell" className="rr-entries-outcome" title={message}>
        <span className={isBad ? "rr-warn" : undefined}>{OUTCOME_WORDS[outcome.kind]}</span>
        {message !== "" && <span className="rr-soft"> {message}</span>}
      </span>
    </div>
  );
}
