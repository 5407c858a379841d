import * as React from "react";
import { Button } from "../components/Button";
import type { ChangeRequest } from "../components/change/state";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { stageName } from "../components/wording";
import { stageChoices } from "../domain/change/stageChoices";
import type { Policy } from "../domain/policy/policy";
import type { AssetStanding, WorkloadStanding } from "../domain/readiness/standing";
import type { Stage } from "../domain/readiness/stage";
import type { Mapping } from "./store/state";

/** Loaded when it is first needed: most who open a form look and do not move. */
const MovePanel = React.lazy(() => import("./MovePanel").then((part) => ({ default: part.MovePanel })));

/** Moving to a stage, the next one first; for a workload also what else is changed for all its assets at once. */
export function MoveSection(props: {
  readonly standing: AssetStanding | WorkloadStanding;
  readonly mapping: Mapping;
}): JSX.Element {
  const { standing, mapping } = props;
  const [request, setRequest] = React.useState<ChangeRequest | null>(null);
  const buttons = React.useRef<HTMLDivElement>(null);
  const wasOpen = React.useRef(false);
  React.useEffect(() => {
    // The button that closed the panel is gone; who works by keyboard goes on from where it was opened.
    if (request === null && wasOpen.current) buttons.current?.querySelector("button")?.focus();
    wasOpen.current = request !== null;
  }, [request]);
  const ids = [mapping.workItem.id];
  const next = standing.kind === "asset" ? nextStageOf(standing, mapping.policy) : null;
  if (request !== null) {
    return (
      <section className="rr-form-part">
        <ErrorBoundary>
          <React.Suspense fallback={<p role="status">Opening…</p>}>
            <MovePanel
              request={request}
              onClose={() => {
                setRequest(null);
              }}
            />
          </React.Suspense>
        </ErrorBoundary>
      </section>
    );
  }
  return (
    <section className="rr-form-part" aria-label="Move">
      <div ref={buttons} className="rr-buttons">
        {next !== null && (
          <Button
            isPrimary
            text={`Move to ${stageName(next)}…`}
            onClick={() => {
              setRequest({ ids, kinds: ["stage"], change: { kind: "stage", stage: next } });
            }}
          />
        )}
        <Button
          text={next === null ? "Move to a stage…" : "Move to another stage…"}
          onClick={() => {
            setRequest({ ids, kinds: ["stage"] });
          }}
        />
        {standing.kind === "workload" && (
          <Button
            text="Change for all its assets…"
            onClick={() => {
              setRequest({ ids, kinds: ["release", "iteration", "strategy", "assetKind"] });
            }}
          />
        )}
      </div>
    </section>
  );
}

/**
 * The next rung that a gate asks for and the mapping can record; where none is asked for, the next that can be recorded.
 * Null for what is held by an asset below it: moving it alone leads nowhere.
 */
function nextStageOf({ ladder, heldBy }: AssetStanding, policy: Policy): Stage | null {
  if (heldBy !== null) return null;
  const current = ladder.findIndex(({ position }) => position === "current");
  if (current < 0) return null;
  const recordable = new Set(stageChoices(policy).flatMap(({ stage, recordable: can }) => (can ? [stage] : [])));
  const ahead = ladder.slice(current + 1).filter(({ stage }) => recordable.has(stage));
  return (ahead.find(({ isAsked }) => isAsked) ?? ahead[0])?.stage ?? null;
}
