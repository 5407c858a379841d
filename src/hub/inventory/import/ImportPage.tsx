import * as React from "react";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { useStore } from "../../../components/store/useStore";
import { useHub, ViewLink } from "../../HubContext";
import { pastDayOf, todayOf } from "../../store/past";
import type { InventoryPageProps } from "../InventoryPage";
import { choicesOf } from "./choices";
import { ChooseStep, ReadingStep } from "./ChooseStep";
import { ColumnsStep } from "./ColumnsStep";
import { DryRunStep } from "./DryRunStep";
import "./import.css";
import { PreviewStep } from "./PreviewStep";
import { type InventorySessions, sessionsOf } from "./sessions";

/** From files to a plan, step by step. What is written, and what became of it, stands on the page of the run. */
export function ImportPage(props: InventoryPageProps): JSX.Element {
  const { data, effects, mayWrite } = props;
  const { hub } = useHub();
  if (mayWrite === null) return <p role="status">Asking whether you may change work items here…</p>;
  if (!mayWrite) {
    const isPast = pastDayOf(hub.get().view, todayOf(data.report)) !== null;
    return (
      <div className="rr-empty">
        <p>
          {isPast
            ? "A day that is over is looked at, and nothing can be imported into it. Go back to today first."
            : "Importing makes and changes work items, which you may not do in this project. Ask somebody who may; what was imported is listed under Assets."}
        </p>
        <ViewLink to={{ subject: { kind: "inventory", page: "runs", run: null } }}>Runs that there were</ViewLink>
      </div>
    );
  }
  return <Steps sessions={sessionsOf(hub, effects)} data={data} />;
}

function Steps({
  sessions,
  data,
}: { readonly sessions: InventorySessions } & Pick<InventoryPageProps, "data">): JSX.Element {
  const { importing } = sessions;
  const { hub } = useHub();
  const step = useStore(importing);
  const { snapshot, stored, report } = data;
  React.useEffect(() => {
    importing.see({ snapshot, stored });
  }, [importing, snapshot, stored]);
  const choices = React.useMemo(() => choicesOf({ snapshot, stored, report }), [snapshot, stored, report]);
  const write = async (): Promise<void> => {
    const run = await importing.begin();
    if (run === null) return;
    const session = sessions.run(run.summary.id, run);
    hub.open({ subject: { kind: "inventory", page: "runs", run: run.summary.id } });
    await session.goOn();
  };
  return (
    <div className="rr-import">
      {!data.report.complete && (
        <Notice kind="warning">
          Some of the project could not be read, so that work items may be taken for new that are there already. Refresh
          before you write.
        </Notice>
      )}
      {step.kind === "choosing" && <ChooseStep importing={importing} step={step} />}
      {step.kind === "reading" && <ReadingStep importing={importing} step={step} />}
      {step.kind === "columns" && <ColumnsStep importing={importing} step={step} />}
      {step.kind === "comparing" && (
        <div className="rr-import-progress">
          <p role="status">Comparing with what is stored…</p>
          <progress className="rr-progress" aria-label="Comparing" />
          <Button text="Cancel" onClick={importing.cancel} />
        </div>
      )}
      {step.kind === "dryRun" && <DryRunStep importing={importing} step={step} choices={choices} />}
      {step.kind === "preview" && (
        <PreviewStep
          step={step}
          snapshot={snapshot}
          onBack={importing.back}
          onWrite={() => {
            void write();
          }}
        />
      )}
    </div>
  );
}
