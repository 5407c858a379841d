import * as React from "react";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import { RecordProvider } from "../components/record/BlockerActions";
import { exactTime } from "../components/time";
import { useAge } from "../components/useAge";
import { counted } from "../domain/text";
import type { Instant } from "../domain/workItem";
import { useFormPage } from "./FormContext";
import { LazyEditing } from "./LazyEditing";
import { LazyInventoryLine } from "./LazyInventoryLine";
import { recordSentence } from "./recordText";
import { StandingView } from "./StandingView";
import type { Ready } from "./store/state";
import { sentenceOf } from "./texts";
import { useIsLong } from "./useIsLong";

/** Where the work item stands: a sentence, then why, then what can be done about it. */
export function ReadyPage({ state, now }: { readonly state: Ready; readonly now: () => Instant }): JSX.Element {
  const { page, record } = useFormPage();
  const { shown, saved, mapping, description, problem, asOf } = state;
  const recorded = recordSentence(shown, mapping);
  return (
    <>
      <div className="rr-form-top">
        <h1 className={shown.kind === "other" ? "rr-form-sentence rr-form-quiet" : "rr-form-sentence"}>
          {recorded ?? sentenceOf(shown)}
        </h1>
        <Age state={state} now={now} />
      </div>
      <Unsaved state={state} />
      {problem !== null && (
        <Notice
          kind="error"
          actions={
            <Button
              text="Try again"
              onClick={() => {
                void page.refresh();
              }}
            />
          }
        >
          {problem} What is shown here was read before.
        </Notice>
      )}
      <RecordProvider value={mapping.mayWrite ? record : null}>
        {(recorded === null || shown.kind !== "other") && <StandingView standing={shown} saved={saved} asOf={asOf} />}
        <LazyInventoryLine description={description} />
        <LazyEditing standing={shown} mapping={mapping} />
      </RecordProvider>
    </>
  );
}

/** What of the page stands on values that are in the form only. */
function Unsaved({ state }: { readonly state: Ready }): JSX.Element | null {
  const { unsaved, saved, shown, isSaved } = state;
  if (unsaved.length === 0) return null;
  if (isSaved) return <p role="status">Saved. What it comes to is being read again.</p>;
  const names = unsaved.length > 4 ? counted(unsaved.length, "field") : unsaved.join(", ");
  const before = sentenceOf(saved);
  return (
    <Notice kind="info">
      <strong>With your unsaved changes</strong> ({names}).{" "}
      {before === sentenceOf(shown) ? "They change nothing in this sentence." : `As saved: ${before}`}
    </Notice>
  );
}

function Age({ state, now }: { readonly state: Ready; readonly now: () => Instant }): JSX.Element {
  const { page } = useFormPage();
  const { readAt, refreshing, mapping } = state;
  const isLong = useIsLong(refreshing !== null);
  const age = useAge(readAt, now);
  const { losses, workItems } = mapping.snapshot;
  return (
    <div className="rr-form-age">
      <span className="rr-soft">
        <time dateTime={new Date(readAt).toISOString()} title={exactTime(readAt)}>
          Read {age}
        </time>
        <span title="Only what belongs together with this work item was read. The hub reads the whole project.">
          {" "}
          · {counted(workItems.length, "item")} around it
        </span>
        {losses.length > 0 && <span className="rr-warn"> · ⚠ part of it could not be read</span>}
      </span>
      <span className="rr-unseen" role="status">
        {refreshing !== null && "Reading again"}
      </span>
      {isLong ? (
        <Button text="Stop reading" onClick={page.stop} />
      ) : (
        <Button
          text={refreshing === null ? "Refresh" : "Reading…"}
          onClick={() => {
            void page.refresh();
          }}
        />
      )}
    </div>
  );
}
