import * as React from "react";
import type { EntryOutcome } from "../../boards/carryOut";
import type { ItemWrite, PlannedEntry, Refusal } from "../../domain/change/change";
import { fieldChangesOf } from "../../domain/change/describe";
import type { WorkItemRef } from "../../domain/workItem";
import { classNames } from "../className";
import { WorkItemName } from "../links";
import { Rows } from "../Rows";

/** Longer lists have rows of one height, so that only those in sight need be drawn. */
const LONG = 120;
/** Height of such a row, as the style sheet says. */
const ROW_HEIGHT = 64;

/** What is to be written, item by item. */
export function EntryRows({ entries }: { readonly entries: readonly PlannedEntry[] }): JSX.Element {
  return (
    <List items={entries}>
      {(entry) => (
        <>
          <Name item={entry.item} from={entry.from} to={entry.to} />
          <Lines lines={[...entry.writes.map((write) => writeText(write, entry.item.id)), ...entry.notes]} />
        </>
      )}
    </List>
  );
}

/** What became of entries, each with its message. */
export function OutcomeRows(props: {
  readonly outcomes: readonly EntryOutcome[];
  readonly noteOf: (outcome: EntryOutcome) => string | null;
}): JSX.Element {
  const { outcomes, noteOf } = props;
  return (
    <List items={outcomes}>
      {(outcome) => (
        <>
          <Name item={outcome.entry.item} from={outcome.entry.from} to={outcome.entry.to} />
          <Lines lines={outcomeLines(outcome, noteOf(outcome))} />
        </>
      )}
    </List>
  );
}

/** Items with the reason why nothing can be done for them. */
export function ReasonRows({ items }: { readonly items: readonly Refusal[] }): JSX.Element {
  return (
    <List items={items}>
      {({ item, reason }) => (
        <>
          <Name item={item} from="" to="" />
          <Lines lines={[reason]} />
        </>
      )}
    </List>
  );
}

/** Items alone. */
export function RefRows({ items }: { readonly items: readonly WorkItemRef[] }): JSX.Element {
  return <List items={items}>{(item) => <Name item={item} from="" to="" />}</List>;
}

/** Notes that each of several entries carries: said once. */
export function notesOfAll(entries: readonly PlannedEntry[]): readonly string[] {
  const [first, ...others] = entries;
  if (first === undefined || others.length === 0) return [];
  return first.notes.filter((note) => others.every(({ notes }) => notes.includes(note)));
}

/** `State: Active → Resolved; Tags: + stage:staged`, after the item where that is another one than the row's. */
export function writeText(write: ItemWrite, rowId: number): string {
  const fields = fieldChangesOf(write).map(({ name, before, after }) => `${name}: ${changeText(before, after)}`);
  const { id, type, title } = write.item;
  const place = id === rowId ? "" : `${type} ${id}${title === "" ? "" : ` “${title}”`}: `;
  return `${place}${fields.length === 0 ? "written as it is" : fields.join("; ")}`;
}

/** Tags say by a sign of their own what goes and what comes. */
function changeText(before: string, after: string): string {
  if (before.startsWith("− ") || after.startsWith("+ "))
    return [before, after].filter((text) => text !== "").join(", ");
  return `${before === "" ? "none" : before} → ${after === "" ? "none" : after}`;
}

function outcomeLines({ entry, writes, kind }: EntryOutcome, note: string | null): string[] {
  const stopped = writes.find(({ outcome }) => outcome.kind !== "written");
  const made = writes.filter(({ outcome }) => outcome.kind === "written");
  const notes = note === null ? [] : [note];
  if (kind === "written" || stopped === undefined || stopped.outcome.kind === "written") {
    return [...made.map(({ write }) => writeText(write, entry.item.id)), ...notes];
  }
  const { item } = stopped.write;
  const place = item.id === entry.item.id ? "" : `${item.type} ${item.id}: `;
  const part = made.map(({ write }) => `Written before that: ${writeText(write, entry.item.id)}`);
  return [`${place}${stopped.outcome.message}`, ...part, ...(part.length === 0 ? [] : notes)];
}

function Name(props: { readonly item: WorkItemRef; readonly from: string; readonly to: string }): JSX.Element {
  const { item, from, to } = props;
  return (
    <span className="rr-change-name">
      <WorkItemName item={item} />
      {(from !== "" || to !== "") && (
        <span className="rr-change-move">
          {from === "" ? "none" : from} <span aria-hidden="true">→</span>
          <span className="rr-unseen">becomes</span> {to === "" ? "none" : to}
        </span>
      )}
    </span>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  return (
    <span className="rr-change-lines" title={lines.join("\n")}>
      {lines.map((line, index) => (
        <span key={index} className="rr-change-line">
          {line}
        </span>
      ))}
    </span>
  );
}

function List<T>(props: {
  readonly items: readonly T[];
  readonly children: (item: T) => React.ReactNode;
}): JSX.Element {
  const { items, children } = props;
  const isLong = items.length > LONG;
  return (
    <Rows
      items={items}
      estimate={ROW_HEIGHT}
      className={classNames("rr-change-rows", isLong && "rr-change-rows-long")}
      role="list"
    >
      {(item, index) => (
        <div
          key={index}
          role="listitem"
          className="rr-change-row"
          data-row
          aria-setsize={isLong ? items.length : undefined}
          aria-posinset={isLong ? index + 1 : undefined}
        >
          {children(item)}
        </div>
      )}
    </Rows>
  );
}
