import * as React from "react";
import "../../../components/change/change.css";
import { Waiting } from "../../../components/change/Waiting";
import { countText } from "../../../components/numbers";
import type { Report } from "../../../domain/readiness/report";
import { counted } from "../../../domain/text";
import "./draft.css";
import { DraftBar } from "./DraftBar";
import { Outcomes } from "./Outcomes";
import { Review } from "./Review";
import type { DraftState, DraftStep, PlanningDraft } from "./state";

/**
 * What every page of planning shows of the draft: above the page what is not written, and in place of the page its review,
 * its writing and what came of that. The page itself stays as it was left. The focus goes to the heading of each step, and back
 * to the page.
 */
export function DraftSteps(props: {
  readonly draft: PlanningDraft;
  readonly state: DraftState;
  readonly report: Report;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { draft, state, report, children } = props;
  const { step } = state;
  const isEditing = step.kind === "editing";
  const heading = React.useRef<HTMLHeadingElement>(null);
  const page = React.useRef<HTMLDivElement>(null);
  const before = React.useRef(step.kind);
  React.useLayoutEffect(() => {
    if (before.current === step.kind) return;
    before.current = step.kind;
    (heading.current ?? page.current)?.focus();
  }, [step.kind]);
  return (
    <>
      {isEditing ? (
        <DraftBar draft={draft} state={state} report={report} />
      ) : (
        <section className="rr-change" aria-label="Writing the plan">
          <h2 ref={heading} tabIndex={-1} className="rr-step-heading">
            {headingOf(step)}
          </h2>
          <Step draft={draft} state={state} report={report} />
        </section>
      )}
      <div ref={page} tabIndex={-1} hidden={!isEditing} className="rr-planning-page">
        {children}
      </div>
    </>
  );
}

function Step(props: {
  readonly draft: PlanningDraft;
  readonly state: DraftState;
  readonly report: Report;
}): JSX.Element | null {
  const { draft, state } = props;
  const { step } = state;
  switch (step.kind) {
    case "editing":
      return null;
    case "reviewing":
      return <Review {...props} plan={step.plan} />;
    case "writing":
    case "undoing": {
      const verb = step.kind === "writing" ? "Writing" : "Taking back";
      return (
        <Waiting
          text={
            step.isStopping
              ? "Stopping: what is under way is waited for…"
              : `${verb}: ${countText(step.done)} of ${countText(step.all)}`
          }
          done={step.done}
          all={step.all}
          button={step.isStopping ? "Stopping…" : "Stop"}
          onButton={draft.cancel}
        />
      );
    }
    case "done":
    case "undone":
      return <Outcomes {...props} step={step} />;
  }
}

function headingOf(step: DraftStep): string {
  switch (step.kind) {
    case "editing":
      return "";
    case "reviewing":
      return `Review: ${counted(step.plan.entries.length, "work item")}`;
    case "writing":
      return "Writing the plan";
    case "undoing":
      return "Taking the plan back";
    case "done":
    case "undone": {
      const left = step.outcomes.filter(({ kind }) => kind !== "written").length;
      const over = step.kind === "done" ? "The plan is written" : "The plan is taken back";
      return left === 0 ? over : `${counted(left, "work item")} left`;
    }
  }
}
