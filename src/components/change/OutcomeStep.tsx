import * as React from "react";
import type { EntryOutcome } from "../../boards/carryOut";
import { Button } from "../Button";
import { OutcomeRows, ReasonRows, RefRows } from "./rows";
import { Part } from "./Part";
import type { ChangePanelProps } from "./props";
import type { ChangeSession, Done, Undone } from "./state";
import { OUTCOME_TITLES, outcomeSentence, undoSentence } from "./texts";

/** First what needs somebody's attention. */
const ORDER: readonly EntryOutcome["kind"][] = ["conflict", "refused", "failed", "notTried", "written"];

/** What became of each item, and what can still be done about it. */
export function DoneStep(props: {
  readonly session: ChangeSession;
  readonly step: Done;
  readonly level: number;
  readonly close: JSX.Element | null;
  readonly writtenNote: ChangePanelProps["writtenNote"];
}): JSX.Element {
  const { session, step, level, close, writtenNote } = props;
  const { change, outcomes, refused, unchanged, canUndo, canRetry } = step;
  const left = outcomes.filter(({ kind }) => kind !== "written").length;
  return (
    <>
      <Summary isWhole={left === 0} text={outcomeSentence(change, step)} />
      <div className="rr-buttons">
        {canRetry && (
          <Button
            isPrimary
            text={`Plan the ${left === 1 ? "one" : left} again`}
            onClick={() => {
              void session.retry();
            }}
          />
        )}
        {canUndo && (
          <Button
            text="Undo"
            onClick={() => {
              void session.undo();
            }}
          />
        )}
        {close}
      </div>
      <Outcomes outcomes={outcomes} level={level} writtenNote={writtenNote} />
      {refused.length > 0 && (
        <Part title="Could not be changed" count={refused.length} level={level} isOpen>
          <ReasonRows items={refused} />
        </Part>
      )}
      {unchanged.length > 0 && (
        <Part title="Already was as asked for" count={unchanged.length} level={level}>
          <RefRows items={unchanged} />
        </Part>
      )}
    </>
  );
}

/** What was taken back, and what was not. */
export function UndoneStep(props: {
  readonly session: ChangeSession;
  readonly step: Undone;
  readonly level: number;
  readonly close: JSX.Element | null;
  readonly writtenNote: ChangePanelProps["writtenNote"];
}): JSX.Element {
  const { session, step, level, close, writtenNote } = props;
  const { change, outcomes, canRetry } = step;
  return (
    <>
      <Summary isWhole={outcomes.every(({ kind }) => kind === "written")} text={undoSentence(change, outcomes)} />
      <div className="rr-buttons">
        {canRetry && (
          <Button
            isPrimary
            text="Try the rest again"
            onClick={() => {
              void session.retry();
            }}
          />
        )}
        {close}
      </div>
      <Outcomes outcomes={outcomes} level={level} writtenNote={writtenNote} />
    </>
  );
}

/** What fell short is said at once. */
export function Summary({ isWhole, text }: { readonly isWhole: boolean; readonly text: string }): JSX.Element {
  return (
    <p className="rr-sentence" role={isWhole ? "status" : "alert"}>
      {text}
    </p>
  );
}

/** Outcomes by the way they went. */
export function Outcomes(props: {
  readonly outcomes: readonly EntryOutcome[];
  readonly level: number;
  readonly writtenNote?: ChangePanelProps["writtenNote"];
}): JSX.Element {
  const { outcomes, level, writtenNote } = props;
  const isWhole = outcomes.every(({ kind }) => kind === "written");
  return (
    <>
      {ORDER.map((kind) => {
        const some = outcomes.filter((outcome) => outcome.kind === kind);
        if (some.length === 0) return null;
        return (
          <Part
            key={kind}
            title={OUTCOME_TITLES[kind]}
            count={some.length}
            level={level}
            isOpen={kind !== "written" || isWhole}
          >
            <OutcomeRows outcomes={some} noteOf={(outcome) => writtenNote?.(outcome) ?? null} />
          </Part>
        );
      })}
    </>
  );
}
