import * as React from "react";
import { Button } from "../../../components/Button";
import { GateEffects } from "../../../components/change/GateEffects";
import { WorkItemLink } from "../../../components/links";
import { Notice } from "../../../components/Notice";
import { Rows } from "../../../components/Rows";
import { Section } from "../../../components/Section";
import type { ImportPlan, RecordChange, RunEntry } from "../../../domain/inventory/importPlan";
import type { WorkItemRef } from "../../../domain/workItem";
import { type EntryNames, ENTRY_WORDS, entryNames } from "../import/runWords";
import type { Planner, Planning } from "./planning";
import { depthsOf, entryText, planNames, planSentence, recordChangeText } from "./planWords";

/** Height of a row on a wide page, as the style sheet says. */
const ROW_HEIGHT = 44;
/** Levels that are told apart by their indent. */
const DEEPEST = 6;

/** What stands in place of the page while something is planned: how far it is, or what would be written. Null for nothing. */
export function PlanSteps(props: {
  readonly planner: Planner;
  readonly planning: Planning;
  readonly titleOf: (id: number) => WorkItemRef | null;
}): JSX.Element | null {
  const { planner, planning, titleOf } = props;
  switch (planning.kind) {
    case "idle":
      return null;
    case "planning":
      return (
        <div className="rr-inventory-step">
          <p role="status">Working out what would be written…</p>
          <Button text="Cancel" onClick={planner.drop} />
        </div>
      );
    case "failed":
      return (
        <div className="rr-inventory-step">
          <Notice
            kind="error"
            actions={
              <Button
                text="Try again"
                onClick={() => {
                  void planner.again();
                }}
              />
            }
          >
            What would be written could not be worked out. {planning.message} Nothing was written.
          </Notice>
          <Button text="Back" onClick={planner.drop} />
        </div>
      );
    case "preview":
      return <PlanPreview planner={planner} preview={planning} titleOf={titleOf} />;
  }
}

function PlanPreview(props: {
  readonly planner: Planner;
  readonly preview: Extract<Planning, { kind: "preview" }>;
  readonly titleOf: (id: number) => WorkItemRef | null;
}): JSX.Element {
  const { planner, preview, titleOf } = props;
  const { plan, effects, summary, isBeginning, problem } = preview;
  const heading = React.useRef<HTMLHeadingElement>(null);
  // What was pressed is gone: reading goes on with what it led to.
  React.useEffect(() => heading.current?.focus(), [plan]);
  const isEmpty = plan.entries.length === 0 && plan.records.length === 0;
  return (
    <section className="rr-inventory-step" aria-labelledby="rr-plan">
      <h2 id="rr-plan" className="rr-heading rr-inventory-plan" ref={heading} tabIndex={-1}>
        {plan.title}
      </h2>
      <p className="rr-sentence">{planSentence(plan)}</p>
      {summary !== undefined && <p>{summary}</p>}
      {problem !== null && (
        <Notice kind="error">The log of runs did not take it, so that nothing was written. {problem}</Notice>
      )}
      <div className="rr-buttons">
        {!isEmpty && (
          <Button
            isPrimary
            isDisabled={isBeginning}
            text={isBeginning ? "Beginning…" : "Write"}
            onClick={() => {
              void planner.begin();
            }}
          />
        )}
        <Button text="Back" isDisabled={isBeginning} onClick={planner.drop} />
        {!isEmpty && <span className="rr-soft">It can be undone from the log of runs.</span>}
      </div>
      {effects.length === 0 ? (
        <p className="rr-soft">No gate changes by this.</p>
      ) : (
        <GateEffects effects={effects} level={2} />
      )}
      <PlanLists plan={plan} titleOf={titleOf} />
    </section>
  );
}

/** All of a plan: what can't be done, notes, work items, records. */
export function PlanLists(props: {
  readonly plan: ImportPlan;
  readonly titleOf: (id: number) => WorkItemRef | null;
  /** Names what the plan has neither an entry nor a record for, by its key. */
  readonly rowNames?: ReadonlyMap<string, string>;
}): JSX.Element {
  const { plan, titleOf, rowNames } = props;
  const { entries, records, refused, notes } = plan;
  const names = React.useMemo(() => entryNames(entries, titleOf), [entries, titleOf]);
  const known = React.useMemo(() => planNames(plan), [plan]);
  const nameOf = (key: string): string => known.get(key) ?? rowNames?.get(key) ?? key;
  const depths = React.useMemo(() => depthsOf(entries), [entries]);
  return (
    <>
      {refused.length > 0 && (
        <Section title="Can't be done" count={refused.length} isOpen>
          <Lines items={refused}>
            {({ key, item, reason }) => (
              <>
                {item === null ? (
                  <span className="rr-clip" title={key}>
                    {nameOf(key)}
                  </span>
                ) : (
                  <WorkItemLink item={item} />
                )}
                <span className="rr-inventory-line" title={reason}>
                  {reason}
                </span>
              </>
            )}
          </Lines>
        </Section>
      )}
      {notes.length > 0 && (
        <Section title="To know before" count={notes.length} isOpen>
          <Lines items={notes}>
            {({ key, text }) => (
              <>
                <span className="rr-clip" title={key}>
                  {nameOf(key)}
                </span>
                <span className="rr-inventory-line" title={text}>
                  {text}
                </span>
              </>
            )}
          </Lines>
        </Section>
      )}
      {entries.length > 0 && (
        <Section title="Work items" count={entries.length} isOpen>
          <Lines items={entries}>
            {(entry) => <Entry entry={entry} names={names} depth={depths.get(entry.key) ?? 0} />}
          </Lines>
        </Section>
      )}
      {records.length > 0 && (
        <Section title="Records" count={records.length} isOpen={entries.length === 0}>
          <Lines items={records}>{(change) => <RecordLine change={change} titleOf={titleOf} />}</Lines>
        </Section>
      )}
    </>
  );
}

function Entry(props: { readonly entry: RunEntry; readonly names: EntryNames; readonly depth: number }): JSX.Element {
  const { entry, names, depth } = props;
  const item = names.itemOf(entry, null);
  const type = entry.kind === "link" ? "" : entry.item.type;
  const text = entryText(entry);
  return (
    <>
      <span className="rr-inventory-entry" style={{ paddingLeft: Math.min(depth, DEEPEST) * 20 }}>
        <span className="rr-soft rr-small">
          {ENTRY_WORDS[entry.kind]} {type}
        </span>
        {item === null ? (
          <span className="rr-clip" title={names.nameOf(entry)}>
            {names.nameOf(entry)}
          </span>
        ) : (
          <WorkItemLink item={item} />
        )}
      </span>
      <span className="rr-inventory-line" title={text}>
        {text}
      </span>
    </>
  );
}

function RecordLine(props: {
  readonly change: RecordChange;
  readonly titleOf: (id: number) => WorkItemRef | null;
}): JSX.Element {
  const { change, titleOf } = props;
  const record = change.after ?? change.before;
  const text = recordChangeText(change, titleOf);
  return (
    <>
      <span className="rr-clip" title={record?.key}>
        {record?.name}
      </span>
      <span className="rr-inventory-line" title={text}>
        {text}
      </span>
    </>
  );
}

function Lines<T>(props: {
  readonly items: readonly T[];
  readonly children: (item: T) => React.ReactNode;
}): JSX.Element {
  const { items, children } = props;
  return (
    <Rows items={items} estimate={ROW_HEIGHT} className="rr-inventory-lines" role="list">
      {(item, index) => (
        <div
          key={index}
          role="listitem"
          className="rr-inventory-lines-row"
          data-row={index}
          aria-setsize={items.length}
          aria-posinset={index + 1}
        >
          {children(item)}
        </div>
      )}
    </Rows>
  );
}
