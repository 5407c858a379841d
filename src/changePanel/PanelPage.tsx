import * as React from "react";
import { Button } from "../components/Button";
import { OutsideLink } from "../components/links";
import { countText } from "../components/numbers";
import { useStore } from "../components/store/useStore";
import { counted } from "../domain/text";
import type { Addresses } from "../extension/addresses";
import type { Panel, PanelState } from "./panel";

const ChangePanel = React.lazy(() =>
  import("../components/change/ChangePanel").then((part) => ({ default: part.ChangePanel })),
);
const RecordView = React.lazy(() => import("./record/RecordView").then((part) => ({ default: part.RecordView })));
const WhyPage = React.lazy(() => import("./WhyPage").then((part) => ({ default: part.WhyPage })));

/** What the page of the panel needs around it. */
export interface PanelPageProps {
  readonly panel: Panel;
  /** How many work items it was opened for; null where it is about something to record. */
  readonly count: number | null;
  readonly addresses: Pick<Addresses, "hub" | "workload">;
  readonly open: (url: string) => void;
  /** Closes the panel; null where the host gives no way to. */
  readonly close: (() => void) | null;
}

/** The page of the panel: a reading first, then the change or where things stand. */
export function PanelPage(props: PanelPageProps): JSX.Element {
  const { panel, close } = props;
  const state = useStore(panel);
  React.useEffect(() => {
    void panel.open();
  }, [panel]);
  return (
    <main className="rr-light rr-panel">
      <React.Suspense fallback={<p role="status">Opening…</p>}>
        <Content {...props} state={state} />
      </React.Suspense>
      {close !== null && state.kind !== "change" && state.kind !== "record" && (
        <div className="rr-buttons">
          <Button text="Close" onClick={close} />
        </div>
      )}
    </main>
  );
}

function Content(props: PanelPageProps & { readonly state: PanelState }): JSX.Element {
  const { state, panel, count, addresses, open, close } = props;
  const again = (): void => {
    void panel.open();
  };
  switch (state.kind) {
    case "reading":
      return (
        <>
          <h1>Reading {count === null ? "what it is about" : counted(count, "work item")}</h1>
          <p role="status">
            {state.progress === null
              ? "Asking Azure Boards…"
              : `${countText(state.progress.read)} of ${countText(state.progress.expected)}, with what is around them`}
          </p>
          <progress
            className="rr-progress"
            aria-label="Work items read"
            {...(state.progress === null
              ? {}
              : { value: state.progress.read, max: Math.max(1, state.progress.expected) })}
          />
          <div className="rr-buttons">
            <Button text="Stop reading" onClick={panel.cancel} />
          </div>
        </>
      );
    case "stopped":
      return (
        <>
          <h1>Reading was stopped</h1>
          <p>Nothing was changed.</p>
          <div className="rr-buttons">
            <Button isPrimary text="Read again" onClick={again} />
          </div>
        </>
      );
    case "failed":
      return (
        <>
          <h1>The work items could not be read</h1>
          <p role="alert">{state.message}</p>
          <p>Nothing was changed.</p>
          <div className="rr-buttons">
            <Button isPrimary text="Try again" onClick={again} />
          </div>
        </>
      );
    case "noMapping":
      return (
        <>
          <h1>This project has no mapping yet</h1>
          <p>
            Release Readiness does not know yet what an asset, a workload and a release are here. It proposes a mapping
            in its hub; once somebody has confirmed it, this panel works.
          </p>
          <p>
            <OutsideLink url={addresses.hub("")} open={open}>
              Open the hub
            </OutsideLink>
          </p>
        </>
      );
    case "change":
      return (
        <>
          {count !== null && <p className="rr-soft">{counted(count, "work item is", "work items are")} selected.</p>}
          <ChangePanel session={state.session} headingLevel={1} {...(close === null ? {} : { onClose: close })} />
        </>
      );
    case "record":
      return <RecordView session={state.session} onReadAgain={again} onClose={close} />;
    case "mayNotRecord":
      return (
        <>
          <h1>Recording is left to those who may edit work items</h1>
          <p>Evidence, waivers and decisions are work items. You do not have the permission to edit them here.</p>
        </>
      );
    case "why":
      return <WhyPage why={state} workloadAddress={addresses.workload} open={open} />;
  }
}
