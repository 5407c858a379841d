import * as React from "react";
import type { Plan, PlannedEntry } from "../../domain/change/change";
import { Button } from "../Button";
import { Notice } from "../Notice";
import { exactTime } from "../time";
import { GateEffects } from "./GateEffects";
import { EntryRows, notesOfAll, ReasonRows, RefRows } from "./rows";
import { Part } from "./Part";
import type { ChangeSession, Neighbours, Preview } from "./state";
import { planSentence, thingsText } from "./texts";

/** What a change comes to, with everything that would be written. */
export function PreviewStep(props: {
  readonly session: ChangeSession;
  readonly step: Preview;
  readonly neighbours: Neighbours;
  readonly level: number;
  readonly close: JSX.Element | null;
}): JSX.Element {
  const { session, step, neighbours, level, close } = props;
  const { plan, asOf, isRetry } = step;
  const { entries, refused, unchanged, change } = plan;
  const { losses } = neighbours.snapshot;
  const shared = notesOfAll(entries);
  return (
    <>
      <p className="rr-sentence">{planSentence(plan)}</p>
      {isRetry && <p>This is planned anew, on what the work items hold by now.</p>}
      {shared.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {losses.length > 0 && (
        <Notice kind="warning">
          Some of what stands around these work items could not be read, so that gates below may be unknown.
        </Notice>
      )}
      <div className="rr-buttons">
        {entries.length > 0 && (
          <Button
            isPrimary
            text={`Apply to ${thingsText(entries.length, change)}`}
            onClick={() => {
              void session.apply();
            }}
          />
        )}
        <Button text="Back" onClick={session.back} />
        {close}
        <span className="rr-soft">
          As of {exactTime(asOf)}.{" "}
          <button
            type="button"
            className="rr-textbutton"
            onClick={() => {
              void session.retry();
            }}
          >
            Read again
          </button>
        </span>
      </div>
      <Effects plan={plan} level={level} />
      {refused.length > 0 && (
        <Part title="Can't be changed" count={refused.length} level={level} isOpen>
          <ReasonRows items={refused} />
        </Part>
      )}
      {entries.length > 0 && (
        <Part title="Will be written" count={entries.length} level={level} isOpen>
          <EntryRows entries={withoutNotes(entries, shared)} />
        </Part>
      )}
      {unchanged.length > 0 && (
        <Part title="Already as asked for" count={unchanged.length} level={level}>
          <RefRows items={unchanged} />
        </Part>
      )}
    </>
  );
}

function withoutNotes(entries: readonly PlannedEntry[], shared: readonly string[]): readonly PlannedEntry[] {
  if (shared.length === 0) return entries;
  return entries.map((entry) => ({ ...entry, notes: entry.notes.filter((note) => !shared.includes(note)) }));
}

/** How gates will stand; that nothing changes is said of what is meant to change them. */
function Effects({ plan, level }: { readonly plan: Plan; readonly level: number }): JSX.Element | null {
  if (plan.effects.length > 0) return <GateEffects effects={plan.effects} level={level} />;
  const isMove = plan.change.kind === "stage" && plan.entries.length > 0;
  return isMove ? <p className="rr-soft">No gate changes by this.</p> : null;
}
