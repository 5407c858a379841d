import * as React from "react";
import type { RecordOutcome } from "../../boards/carryOutRecord";
import { Button } from "../../components/Button";
import "../../components/change/change.css";
import { Part } from "../../components/change/Part";
import { OUTCOME_TITLES } from "../../components/change/texts";
import { RefRows } from "../../components/change/rows";
import { WorkItemName } from "../../components/links";
import { Notice } from "../../components/Notice";
import { Rows } from "../../components/Rows";
import { useStore } from "../../components/store/useStore";
import { exactTime } from "../../components/time";
import type { RecordEntry } from "../../domain/record/plan";
import { RECORD_TITLES } from "../../extension/changePanel";
import { RecordFields } from "./fields";
import { closingsOf, isDone, madeOf, type RecordSession, type RecordState } from "./session";
import { applyText, outcomeSentence, planSentence } from "./texts";
import { UndoneStep } from "./UndoneStep";

/** Height of a row until one was measured. */
const ROW_HEIGHT = 48;

/** What the parts of the view share. */
interface Tools {
  readonly session: RecordSession;
  readonly onReadAgain: () => void;
  /** The button that closes the panel; null where it can't be closed. */
  readonly close: JSX.Element | null;
}

/** Recording something: what is chosen, what will be written, and what became of it. */
export function RecordView(props: {
  readonly session: RecordSession;
  readonly onReadAgain: () => void;
  readonly onClose: (() => void) | null;
}): JSX.Element {
  const { session, onReadAgain, onClose } = props;
  const state = useStore(session);
  const { step } = state;
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useLayoutEffect(() => {
    heading.current?.focus();
  }, [step.kind]);
  const isOver = step.kind === "done" || step.kind === "undone";
  const close = onClose === null ? null : <Button text={isOver ? "Close" : "Cancel"} onClick={onClose} />;
  const tools = { session, onReadAgain, close };
  return (
    <section className="rr-change" aria-label={RECORD_TITLES[session.request.kind]}>
      <h1 ref={heading} tabIndex={-1} className="rr-step-heading">
        {RECORD_TITLES[session.request.kind]}
      </h1>
      <Body tools={tools} state={state} />
    </section>
  );
}

function Body({ tools, state }: { readonly tools: Tools; readonly state: RecordState }): JSX.Element {
  const { step } = state;
  switch (step.kind) {
    case "asking":
      return <Asking tools={tools} state={state} />;
    case "writing":
      return <p role="status">Writing…</p>;
    case "undoing":
      return <p role="status">Taking it back…</p>;
    case "done":
      return <Done tools={tools} outcomes={step.outcomes} />;
    case "undone":
      return <UndoneStep undone={step} close={tools.close} />;
  }
}

function Asking({ tools, state }: { readonly tools: Tools; readonly state: RecordState }): JSX.Element {
  const { session, onReadAgain, close } = tools;
  const { request, scene } = session;
  const { draft, plan, isTried } = state;
  const entries = plan?.entries ?? [];
  // What is still to be typed is no fault before somebody asked for it.
  const refused = request.kind === "waiver" && !isTried ? [] : (plan?.refused ?? []);
  const sentence = plan === null ? "" : planSentence(request, plan);
  const mayApply = entries.length > 0 || (request.kind === "waiver" && plan !== null);
  return (
    <>
      {scene.snapshot.losses.length > 0 && (
        <Notice kind="warning">
          Some of what stands around it could not be read, so that more may be there already.
        </Notice>
      )}
      <form
        className="rr-change-form"
        onSubmit={(event) => {
          event.preventDefault();
          void session.apply();
        }}
      >
        {request.kind === "approve" && <Approved session={session} id={request.workItem} />}
        <RecordFields session={session} draft={draft} />
        {sentence !== "" && (
          <p className="rr-sentence" role="status">
            {sentence}
          </p>
        )}
        {refused.length > 0 && (
          <div role="alert">
            {refused.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </div>
        )}
        <div className="rr-buttons">
          <button type="submit" className="rr-button rr-button-primary" disabled={!mayApply}>
            {applyText(request, plan)}
          </button>
          {close}
          <span className="rr-soft">
            As of {exactTime(scene.now)}.{" "}
            <button type="button" className="rr-textbutton" onClick={onReadAgain}>
              Read again
            </button>
          </span>
        </div>
      </form>
      {entries.length > 0 && (
        <Part title="Will be written" count={entries.length} level={2} isOpen>
          <Rows items={entries} estimate={ROW_HEIGHT} className="rr-change-rows" role="list">
            {(entry, index) => (
              <div key={index} role="listitem" className="rr-change-row" data-row>
                <EntryText entry={entry} />
              </div>
            )}
          </Rows>
        </Part>
      )}
      {plan !== null && plan.present.length > 0 && (
        <Part title="There already" count={plan.present.length} level={2}>
          <RefRows items={plan.present} />
        </Part>
      )}
    </>
  );
}

function Approved({ session, id }: { readonly session: RecordSession; readonly id: number }): JSX.Element | null {
  const item = session.scene.tree.items.get(id);
  if (item === undefined) return null;
  const by = item.createdBy === null ? "" : ` Asked for by ${item.createdBy.displayName}.`;
  return (
    <p>
      <WorkItemName item={item} /> <span className="rr-soft">{item.tags.join(", ")}.</span>
      {by}
    </p>
  );
}

function EntryText({ entry: { source, closeAs, notes } }: { readonly entry: RecordEntry }): JSX.Element {
  const { item } = source;
  const lines = [
    ...(source.kind === "new" ? [`Tags: ${item.tags.join(", ")}`] : []),
    ...(closeAs === null
      ? []
      : [source.kind === "new" ? `Then State: ${closeAs}` : `State: ${source.item.state} → ${closeAs}`]),
    ...notes,
  ];
  return (
    <>
      <span className="rr-change-name">
        {source.kind === "existing" ? <WorkItemName item={source.item} /> : `New ${item.type}: ${item.title}`}
      </span>
      <span className="rr-change-lines">
        {lines.map((line) => (
          <span key={line} className="rr-change-line">
            {line}
          </span>
        ))}
      </span>
    </>
  );
}

function Done(props: { readonly tools: Tools; readonly outcomes: readonly RecordOutcome[] }): JSX.Element {
  const { tools, outcomes } = props;
  const { session, onReadAgain, close } = tools;
  const isWhole = outcomes.every(isDone);
  const [hasClosed, hasMade] = [closingsOf(outcomes).length > 0, madeOf(outcomes).length > 0];
  // What somebody changed meanwhile is looked at again before anything is written to it.
  const isOvertaken = outcomes.some(({ outcome }) => outcome.kind === "conflict");
  return (
    <>
      <p className="rr-sentence" role={isWhole ? "status" : "alert"}>
        {outcomeSentence(session.request, outcomes)}
      </p>
      <div className="rr-buttons">
        {!isWhole && (
          <Button
            isPrimary
            text={isOvertaken ? "Read again" : "Try the rest again"}
            onClick={() => {
              if (isOvertaken) onReadAgain();
              else void session.retry();
            }}
          />
        )}
        {(hasClosed || hasMade) && (
          <Button
            text={hasMade ? "Undo" : "Undo: open it again"}
            onClick={() => {
              void session.undo();
            }}
          />
        )}
        {close}
      </div>
      <Rows items={outcomes} estimate={ROW_HEIGHT} className="rr-change-rows" role="list">
        {({ entry, item, outcome }, index) => (
          <div key={index} role="listitem" className="rr-change-row" data-row>
            {item === null ? <span>{entry.source.item.title}</span> : <WorkItemName item={item} />}
            {outcome.kind !== "written" && (
              <span className="rr-change-lines">
                {OUTCOME_TITLES[outcome.kind]}: {outcome.message}
              </span>
            )}
          </div>
        )}
      </Rows>
    </>
  );
}
