import * as React from "react";
import { changeTitle } from "../../domain/change/describe";
import { counted } from "../../domain/text";
import { Button } from "../Button";
import { countText } from "../numbers";
import { useStore } from "../store/useStore";
import "./change.css";
import { ChooseStep } from "./ChooseStep";
import { DoneStep, UndoneStep } from "./OutcomeStep";
import { Heading } from "./Part";
import { PreviewStep } from "./PreviewStep";
import type { ChangePanelProps } from "./props";
import type { ChangeSession, ChangeState, Step } from "./state";
import { KIND_TITLES } from "./texts";
import { Waiting } from "./Waiting";

/**
 * Changes work items: what is to be changed, what that comes to, and what became of each. The focus goes to the heading of
 * each step, since what was pressed is gone then.
 */
export function ChangePanel(props: ChangePanelProps): JSX.Element {
  const { session, headingLevel = 2, onClose, writtenNote } = props;
  const state = useStore(session);
  const { step } = state;
  React.useEffect(() => {
    void session.start();
  }, [session]);

  const heading = React.useRef<HTMLHeadingElement>(null);
  // With the step itself, not after it: what a person presses next must not meet a focus that still moves.
  React.useLayoutEffect(() => {
    heading.current?.focus();
  }, [step.kind]);

  const isOver = step.kind === "done" || step.kind === "undone";
  const close = onClose === undefined ? null : <Button text={isOver ? "Close" : "Cancel"} onClick={onClose} />;
  return (
    <section className="rr-change" aria-label={changeName(state)}>
      <Heading level={headingLevel} ref={heading} tabIndex={-1} className="rr-step-heading">
        {headingOf(state)}
      </Heading>
      <Body session={session} state={state} level={headingLevel + 1} close={close} writtenNote={writtenNote} />
    </section>
  );
}

function Body(props: {
  readonly session: ChangeSession;
  readonly state: ChangeState;
  readonly level: number;
  /** The button that closes the panel; null where it can't be closed. */
  readonly close: JSX.Element | null;
  readonly writtenNote: ChangePanelProps["writtenNote"];
}): JSX.Element {
  const { session, state, level, close, writtenNote } = props;
  const { step, neighbours } = state;
  const onRetry = (): void => {
    void session.retry();
  };
  switch (step.kind) {
    case "reading":
      return (
        <Waiting
          text={step.progress === null ? "Asking Azure Boards…" : readText(step.progress)}
          done={step.progress?.read}
          all={step.progress?.expected}
          button="Stop reading"
          onButton={session.cancel}
        />
      );
    case "stopped":
      return (
        <>
          <p>Nothing was changed.</p>
          <div className="rr-buttons">
            <Button isPrimary text="Read again" onClick={onRetry} />
            {close}
          </div>
        </>
      );
    case "failed":
      return (
        <>
          <p role="alert">{step.message}</p>
          <p>Nothing was changed by this, and what you chose is kept.</p>
          <div className="rr-buttons">
            <Button isPrimary text="Try again" onClick={onRetry} />
            {neighbours !== null && <Button text="Back" onClick={session.back} />}
            {close}
          </div>
        </>
      );
    case "choosing":
      // Choosing needs what was read; there is no way here without it.
      return neighbours === null ? (
        <></>
      ) : (
        <ChooseStep session={session} state={state} neighbours={neighbours} close={close} />
      );
    case "preview":
      return neighbours === null ? (
        <></>
      ) : (
        <PreviewStep session={session} step={step} neighbours={neighbours} level={level} close={close} />
      );
    case "writing":
    case "undoing":
      return (
        <Waiting
          text={step.isStopping ? "Stopping: what is under way is waited for…" : progressText(step)}
          done={step.done}
          all={step.all}
          button={step.isStopping ? "Stopping…" : "Stop"}
          onButton={session.cancel}
        />
      );
    case "done":
      return <DoneStep session={session} step={step} level={level} close={close} writtenNote={writtenNote} />;
    case "undone":
      return <UndoneStep session={session} step={step} level={level} close={close} writtenNote={writtenNote} />;
  }
}

function readText({ read, expected }: { readonly read: number; readonly expected: number }): string {
  return `Reading work items: ${countText(read)} of ${countText(expected)}`;
}

function progressText({ kind, done, all }: Extract<Step, { kind: "writing" | "undoing" }>): string {
  return `${kind === "writing" ? "Writing" : "Taking back"}: ${countText(done)} of ${countText(all)}`;
}

/** What the panel is for, as far as it is chosen. */
function changeName({ draft }: ChangeState): string {
  return draft.change === null ? KIND_TITLES[draft.kind] : changeTitle(draft.change);
}

function headingOf(state: ChangeState): string {
  const { step, draft } = state;
  switch (step.kind) {
    case "choosing":
    case "reading":
      return step.kind === "reading" && step.purpose === "plan" ? changeName(state) : KIND_TITLES[draft.kind];
    case "stopped":
      return "Reading was stopped";
    case "failed":
      return step.purpose === "choices"
        ? "The work items could not be read"
        : "What it comes to could not be found out";
    case "preview":
      return changeTitle(step.plan.change);
    case "writing":
      return `${changeTitle(step.plan.change)}: writing`;
    case "done": {
      const left = step.outcomes.filter(({ kind }) => kind !== "written").length;
      return left === 0
        ? `${changeTitle(step.change)}: done`
        : `${changeTitle(step.change)}: ${counted(left, "item")} left`;
    }
    case "undoing":
      return `${changeName(state)}: taking back`;
    case "undone":
      return `${changeTitle(step.change)}: taken back`;
  }
}
