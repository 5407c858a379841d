import * as React from "react";
import type { EntryOutcome, Run } from "../../../boards/inventory/stores";
import { Button } from "../../../components/Button";
import { countText } from "../../../components/numbers";
import { Notice } from "../../../components/Notice";
import { useStore } from "../../../components/store/useStore";
import { exactTime } from "../../../components/time";
import type { Snapshot } from "../../../domain/snapshot";
import { counted } from "../../../domain/text";
import { ViewLink } from "../../HubContext";
import { EntryList } from "./EntryList";
import type { Busy, RunSession, RunView } from "./running";
import { NEEDS_ATTENTION, offersOf, PURPOSE_WORDS, runSentence } from "./runWords";

/** One run: how far it is, what became of each entry, and what can be done about it. */
export function RunPage(props: {
  readonly session: RunSession;
  readonly snapshot: Snapshot;
  readonly mayWrite: boolean | null;
}): JSX.Element {
  const { session, snapshot, mayWrite } = props;
  const view = useStore(session);
  React.useEffect(() => {
    void session.load();
  }, [session]);
  return (
    <div className="rr-import">
      <ViewLink to={{ subject: { kind: "inventory", page: "runs", run: null } }}>← All runs</ViewLink>
      <Content session={session} view={view} snapshot={snapshot} mayWrite={mayWrite} />
    </div>
  );
}

function Content(props: {
  readonly session: RunSession;
  readonly view: RunView;
  readonly snapshot: Snapshot;
  readonly mayWrite: boolean | null;
}): JSX.Element {
  const { session, view, snapshot, mayWrite } = props;
  switch (view.kind) {
    case "loading":
      return <p role="status">Reading the run…</p>;
    case "missing":
      return <p className="rr-none">There is no such run in this project. The log of runs has those that there are.</p>;
    case "failed":
      return (
        <Notice
          kind="error"
          actions={
            <Button
              text="Try again"
              onClick={() => {
                void session.load();
              }}
            />
          }
        >
          The run could not be read. {view.message}
        </Notice>
      );
    case "shown":
      return (
        <>
          <RunHead run={view.run} />
          {view.busy === null ? (
            <Standing session={session} view={view} mayWrite={mayWrite} />
          ) : (
            <Progress busy={view.busy} session={session} />
          )}
          <EntryList entries={view.run.entries} snapshot={snapshot} />
        </>
      );
  }
}

function RunHead({ run: { summary } }: { readonly run: Run }): JSX.Element {
  const { title, purpose, by, startedAt } = summary;
  return (
    <div className="rr-title">
      <h2>{title === "" ? PURPOSE_WORDS[purpose] : title}</h2>
      <p className="rr-facts">
        <span>{PURPOSE_WORDS[purpose]}</span>
        <span>{by.displayName}</span>
        <span>{exactTime(startedAt)}</span>
        {purpose !== "edit" && (
          <span>
            Tag <code>import:{summary.id}</code>
          </span>
        )}
      </p>
    </div>
  );
}

function Standing(props: {
  readonly session: RunSession;
  readonly view: Extract<RunView, { kind: "shown" }>;
  readonly mayWrite: boolean | null;
}): JSX.Element {
  const { session, view, mayWrite } = props;
  const { run, ended } = view;
  const [isAsking, setIsAsking] = React.useState(false);
  const sentence = React.useRef<HTMLParagraphElement>(null);
  const { goOn, undo } = offersOf(run);
  const isBad = run.entries.some(({ outcome }) => NEEDS_ATTENTION.has(outcome.kind));
  return (
    <>
      <p
        ref={sentence}
        tabIndex={-1}
        className="rr-sentence rr-step-heading"
        role={ended !== null && isBad ? "alert" : "status"}
      >
        {ended?.wasStopped === true && "Stopped. "}
        {runSentence(run)}
      </p>
      {(run.problems ?? []).map((problem) => (
        <Notice key={problem} kind="warning">
          {problem}
        </Notice>
      ))}
      {mayWrite === true && (goOn !== null || undo !== null) && (
        <div className="rr-buttons">
          {goOn !== null && (
            <Button
              text={goOn}
              isPrimary
              onClick={() => {
                void session.goOn();
              }}
            />
          )}
          {undo !== null && !isAsking && (
            <Button
              text={`${undo}…`}
              onClick={() => {
                setIsAsking(true);
              }}
            />
          )}
        </div>
      )}
      {isAsking && mayWrite === true && (
        <UndoQuestion
          run={run}
          onYes={() => {
            setIsAsking(false);
            void session.undo();
          }}
          onNo={() => {
            setIsAsking(false);
            sentence.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** What undoing does, with counts, before it is done. */
function UndoQuestion(props: {
  readonly run: Run;
  readonly onYes: () => void;
  readonly onNo: () => void;
}): JSX.Element {
  const { run, onYes, onNo } = props;
  const question = React.useRef<HTMLParagraphElement>(null);
  React.useEffect(() => {
    question.current?.focus();
  }, []);
  const count = (kind: EntryOutcome["kind"]): number =>
    run.entries.filter(({ outcome }) => outcome.kind === kind).length;
  const [made, changed, linked, records] = [count("created"), count("updated"), count("linked"), run.records.length];
  const parts = [
    made > 0 && `${counted(made, "created work item")} ${made === 1 ? "goes" : "go"} to the recycle bin`,
    changed > 0 && `${counted(changed, "updated work item")} ${changed === 1 ? "gets its" : "get their"} fields back`,
    linked > 0 && `${counted(linked, "link")} ${linked === 1 ? "is" : "are"} removed`,
    records > 0 && `${counted(records, "record")} ${records === 1 ? "becomes what it was" : "become what they were"}`,
  ].filter((part) => part !== false);
  return (
    <div className="rr-import-question" role="group" aria-label="Undo this run?">
      <p ref={question} tabIndex={-1}>
        {parts.join(", ")}. What somebody changed since is left alone and listed.
      </p>
      <div className="rr-buttons">
        <Button text="Undo all of it" isPrimary onClick={onYes} />
        <Button text="Leave it" onClick={onNo} />
      </div>
    </div>
  );
}

function Progress({ busy, session }: { readonly busy: Busy; readonly session: RunSession }): JSX.Element {
  const { what, progress, isStopping } = busy;
  const doing = what === "write" ? "Writing" : "Undoing";
  return (
    <div className="rr-import-progress">
      <p role="status">
        {progress === null ? `${doing}…` : `${doing}: ${countText(progress.done)} of ${countText(progress.of)}`}
      </p>
      <progress
        className="rr-progress"
        aria-label={doing}
        {...(progress === null ? {} : { value: progress.done, max: Math.max(1, progress.of) })}
      />
      <Button
        text={isStopping ? "Stopping…" : "Cancel"}
        isDisabled={isStopping}
        onClick={() => {
          session.stop();
        }}
      />
      <p className="rr-soft rr-small">
        The log keeps how far it is. If this page is closed, go on from the list of runs: nothing is written twice.
      </p>
    </div>
  );
}
