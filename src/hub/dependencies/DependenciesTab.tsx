import * as React from "react";
import { useStore } from "../../components/store/useStore";
import { MOST_DRAWN } from "../../domain/dependencies/drawing";
import { GATE_NAMES } from "../../domain/readiness/blockers";
import type { Gate } from "../../domain/readiness/report";
import { counted } from "../../domain/text";
import type { WorkItemRef } from "../../domain/workItem";
import { useHub, ViewLink } from "../HubContext";
import type { Judged } from "../judged";
import { shownReading } from "../store/past";
import type { View } from "../store/view";
import "./dependencies.css";
import { drawingOf } from "./draw";
import { EdgeTable } from "./EdgeTable";
import { Counts, Faults, Roots } from "./Faults";
import { Picture } from "./Picture";

/** What a release waits for at a gate: drawn, and as a table; a large one summed up, with a drawing around any of its assets. */
export function DependenciesTab(props: {
  readonly judged: Judged;
  readonly release: string;
  readonly gate: Gate;
  readonly view: View;
}): JSX.Element | null {
  const { judged, release, gate, view } = props;
  const { hub } = useHub();
  const state = useStore(hub);
  const snapshot = shownReading(state)?.snapshot ?? null;
  const policy = state.data.kind === "ready" ? state.data.stored.policy : null;
  const { around } = view.ledger;
  const drawing = React.useMemo(
    () => (snapshot === null || policy === null ? null : drawingOf(snapshot, policy, release, gate, around)),
    [snapshot, policy, release, gate, around],
  );
  if (drawing === null) return null;
  const isEmpty = Object.values(drawing.counts).every((count) => count === 0);
  return (
    <div className="rr-dependencies">
      <p className="rr-soft rr-hint">
        As {GATE_NAMES[gate]} asks it. What is waited for stands on the left of what waits; choose one to see what is
        around it.
      </p>
      {(around !== null || !drawing.isDrawn) && (
        <Around
          judged={judged}
          view={view}
          around={around}
          title={drawing.nodes.find(({ id }) => id === around)?.title ?? `#${around}`}
        />
      )}
      {isEmpty ? (
        <p className="rr-none">
          {around === null
            ? "Nothing here waits for anything. Link an asset to what it needs as its Predecessor, and the plan is checked against it."
            : "Nothing here waits for it, and it waits for nothing."}
        </p>
      ) : (
        <>
          <Counts drawing={drawing} />
          {drawing.isDrawn ? (
            <Picture drawing={drawing} view={view} />
          ) : (
            <p className="rr-hint">
              {counted(drawing.nodeCount, "work item")}: more than {MOST_DRAWN} are no picture that anyone reads. What
              matters most is below; choose an asset to draw what is around it.
            </p>
          )}
        </>
      )}
      {around === null && <Faults drawing={drawing} />}
      {around === null && !drawing.isDrawn && <Roots drawing={drawing} view={view} />}
      {drawing.edges.length > 0 && <EdgeTable drawing={drawing} view={view} />}
    </div>
  );
}

/** Chooses the work item that is drawn around, and leads back to the whole. */
function Around(props: {
  readonly judged: Judged;
  readonly view: View;
  readonly around: number | null;
  /** How the chosen one is called; it may be no asset of the release. */
  readonly title: string;
}): JSX.Element {
  const { judged, view, around, title: chosenTitle } = props;
  const { hub } = useHub();
  const items: readonly WorkItemRef[] = React.useMemo(
    () =>
      judged.workloads
        .flatMap(({ assets }) => assets)
        .filter(({ stage }) => stage !== "Excluded")
        .map(({ item }) => item)
        .sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true })),
    [judged],
  );
  return (
    <p className="rr-around">
      <label>
        <span className="rr-soft">Around </span>
        <select
          className="rr-field"
          value={around ?? ""}
          onChange={({ target }) => {
            hub.open({ ledger: { ...view.ledger, around: target.value === "" ? null : Number(target.value) } });
          }}
        >
          <option value="">Everything</option>
          {around !== null && !items.some(({ id }) => id === around) && <option value={around}>{chosenTitle}</option>}
          {items.map(({ id, title }) => (
            <option key={id} value={id}>
              {title} ({id})
            </option>
          ))}
        </select>
      </label>
      {around !== null && (
        <ViewLink to={{ ...view, ledger: { ...view.ledger, around: null } }}>← All dependencies</ViewLink>
      )}
    </p>
  );
}
