import * as React from "react";
import { Button } from "../components/Button";
import type { ReadingProgress } from "../components/change/state";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { useStore } from "../components/store/useStore";
import type { Instant } from "../domain/workItem";
import { useFormPage } from "./FormContext";
import { HubLink } from "./HubLink";
import { LazyEditing } from "./LazyEditing";
import { ReadyPage } from "./ReadyPage";
import type { FormState } from "./store/state";
import { useIsLong } from "./useIsLong";

/** The page in the form of a work item: where it stands, what is in the way, and what can be done about it here. */
export function FormPageView({ now }: { readonly now: () => Instant }): JSX.Element {
  const { page } = useFormPage();
  const state = useStore(page);
  return (
    <main
      className="rr-light rr-form"
      aria-label="Migration"
      onClickCapture={({ target }) => {
        // Whatever is opened from here may be changed there, so that coming back is worth a reading.
        if (target instanceof Element && target.closest("a") !== null) page.leave();
      }}
    >
      <ErrorBoundary key={"item" in state ? state.item.id : "none"}>
        <Content state={state} now={now} />
      </ErrorBoundary>
    </main>
  );
}

function Content({ state, now }: { readonly state: FormState; readonly now: () => Instant }): JSX.Element {
  const { page } = useFormPage();
  switch (state.kind) {
    case "starting":
      return <p role="status">Waiting for the form…</p>;
    case "loading":
      return <Loading progress={state.progress} />;
    case "noPolicy":
      return (
        <>
          <h1 className="rr-form-sentence">No mapping of this project was confirmed yet.</h1>
          <p>
            The mapping says which work items are assets and how far they are. <HubLink>Open the hub</HubLink>, look at
            what it proposes and confirm it.
          </p>
        </>
      );
    case "elsewhere":
      return (
        <>
          <h1 className="rr-form-sentence">This work item belongs to the project {state.project}.</h1>
          <p>Open it from that project to see where it stands in its migration.</p>
        </>
      );
    case "aside":
      return (
        <>
          <h1 className="rr-form-sentence rr-form-quiet">The mapping looks at no work item of type {state.type}.</h1>
          <p className="rr-soft">It is in no verdict, whatever becomes of it.</p>
        </>
      );
    case "new":
      return (
        <>
          <h1 className="rr-form-sentence rr-form-quiet">This work item is new.</h1>
          <p>Where it stands is told once it is saved.</p>
          <LazyEditing standing={null} mapping={state.mapping} />
        </>
      );
    case "failed":
      return (
        <div role="alert" className="rr-form-part">
          <h1 className="rr-form-sentence">Where this work item stands could not be read.</h1>
          <p>{state.message}</p>
          <p>The work item is as it was. Nothing is shown, because nothing could be trusted.</p>
          <Button
            text="Try again"
            onClick={() => {
              void page.refresh();
            }}
          />
        </div>
      );
    case "ready":
      return <ReadyPage state={state} now={now} />;
  }
}

function Loading({ progress }: { readonly progress: ReadingProgress | null }): JSX.Element {
  const { page } = useFormPage();
  const isLong = useIsLong(true);
  return (
    <>
      <p role="status">Reading where this work item stands…</p>
      {isLong && (
        <>
          <progress
            className="rr-progress"
            aria-label="Work items read"
            {...(progress === null ? {} : { value: progress.read, max: Math.max(1, progress.expected) })}
          />
          {progress !== null && (
            <p className="rr-soft">
              {progress.read} of {progress.expected} work items
            </p>
          )}
          <div className="rr-buttons">
            <Button text="Stop reading" onClick={page.stop} />
          </div>
        </>
      )}
    </>
  );
}
