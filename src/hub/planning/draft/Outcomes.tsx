import * as React from "react";
import { Button } from "../../../components/Button";
import { Outcomes as OutcomeParts, Summary } from "../../../components/change/OutcomeStep";
import type { Report } from "../../../domain/readiness/report";
import { counted } from "../../../domain/text";
import { Conflicts } from "./Conflicts";
import type { DraftState, DraftStep, PlanningDraft } from "./state";
import { draftText } from "./words";

/** What became of each work item, and what can still be done about it. */
export function Outcomes(props: {
  readonly draft: PlanningDraft;
  readonly state: DraftState;
  readonly step: Extract<DraftStep, { kind: "done" | "undone" }>;
  readonly report: Report;
}): JSX.Element {
  const { draft, state, step, report } = props;
  const { outcomes, canUndo } = step;
  const written = outcomes.filter(({ kind }) => kind === "written").length;
  const left = outcomes.length - written;
  const isUndone = step.kind === "undone";
  const isMore = draftText(state) !== null;
  return (
    <>
      <Summary isWhole={left === 0} text={sentenceOf(isUndone, written, left)} />
      <div className="rr-buttons">
        {isMore && <Button isPrimary text="Review what is left…" onClick={draft.review} />}
        {canUndo && (
          <Button
            text={isUndone ? "Try the rest again" : "Undo"}
            onClick={() => {
              void draft.undo();
            }}
          />
        )}
        <Button text="Close" onClick={draft.back} />
      </div>
      <Conflicts draft={draft} state={state} report={report} level={3} />
      <OutcomeParts outcomes={outcomes} level={3} />
    </>
  );
}

function sentenceOf(isUndone: boolean, written: number, left: number): string {
  const verb = (count: number): string => (isUndone ? (count === 1 ? "is" : "are") : count === 1 ? "was" : "were");
  const end = isUndone ? "as before" : "written";
  const first = `${counted(written, "work item")} ${verb(written)} ${end}`;
  return left === 0 ? `${first}.` : `${first}; ${left} ${verb(left)} not.`;
}
