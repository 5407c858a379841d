import * as React from "react";
import { Button } from "../../../components/Button";
import type { Report } from "../../../domain/readiness/report";
import { Conflicts } from "./Conflicts";
import type { DraftState, PlanningDraft } from "./state";
import { draftText } from "./words";

/** Says on every page of planning what is planned and not written, and where somebody else changed the same. */
export function DraftBar(props: {
  readonly draft: PlanningDraft;
  readonly state: DraftState;
  readonly report: Report;
}): JSX.Element {
  const { draft, state, report } = props;
  const text = draftText(state);
  const bar = React.useRef<HTMLElement>(null);
  /** What was pressed may be gone then, and with it the focus. */
  const andStay = (act: () => void) => (): void => {
    act();
    bar.current?.focus();
  };
  return (
    <section
      ref={bar}
      tabIndex={-1}
      className={text === null ? "rr-draft" : "rr-draft rr-draft-on"}
      aria-label="What is not written yet"
    >
      <div className="rr-draft-line">
        <span role="status">{text}</span>
        <span className="rr-buttons">
          {text !== null && <Button isPrimary text="Review…" onClick={draft.review} />}
          {state.canTakeBack && <Button text="Take back the last" onClick={andStay(draft.takeBack)} />}
          {text !== null && <Button text="Discard" onClick={andStay(draft.clear)} />}
        </span>
      </div>
      <Conflicts draft={draft} state={state} report={report} level={2} />
    </section>
  );
}
