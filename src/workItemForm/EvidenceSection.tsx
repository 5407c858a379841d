import * as React from "react";
import { EVIDENCE_STATES } from "../components/evidenceStates";
import { WorkItemLink } from "../components/links";
import { useRecord } from "../components/record/BlockerActions";
import { agoOf, exactTime } from "../components/time";
import { VerdictShape } from "../components/VerdictMark";
import { GATE_TITLES } from "../components/wording";
import { type EvidenceStatus, type GateAssessments, GATES } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";

/** Pieces of evidence that are listed here; the rest stands in the hub. */
const LISTED = 20;

/** The evidence that gates ask about these work items, or that somebody has given; nothing where there is none. */
export function EvidenceSection(props: {
  readonly gates: GateAssessments;
  /** Ids of what it covers; null for whatever it covers. */
  readonly about: ReadonlySet<number> | null;
  readonly asOf: Instant;
}): JSX.Element | null {
  const { gates, about, asOf } = props;
  const found = GATES.flatMap((gate) =>
    gates[gate].evidence
      .filter(({ covers }) => about === null || (covers !== null && about.has(covers.id)))
      .map((status) => ({ gate, status })),
  );
  if (found.length === 0) return null;
  return (
    <section className="rr-form-part">
      <h2>Evidence</h2>
      <ul className="rr-form-steps">
        {found.slice(0, LISTED).map(({ gate, status }) => (
          <Line
            key={`${gate}-${status.id}-${status.covers?.id ?? ""}`}
            status={status}
            asks={GATE_TITLES[gate]}
            asOf={asOf}
          />
        ))}
      </ul>
      {found.length > LISTED && (
        <p className="rr-soft">{found.length - LISTED} more stand with the sign-offs in the hub.</p>
      )}
    </section>
  );
}

function Line(props: { readonly status: EvidenceStatus; readonly asks: string; readonly asOf: Instant }): JSX.Element {
  const { status, asks, asOf } = props;
  const { id, title, state, covers, item, by, at, reason } = status;
  const record = useRecord();
  const { word, verdict } = EVIDENCE_STATES[state];
  return (
    <li>
      <VerdictShape verdict={verdict} />
      <span>
        {title}: {word}
      </span>
      {item !== null && <WorkItemLink item={item} />}
      <span className="rr-soft">
        {asks}
        {by !== null && `, ${by.displayName}`}
        {at !== null && (
          <>
            {", "}
            <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
              {agoOf(at, asOf)}
            </time>
          </>
        )}
        {state !== "given" && reason !== "" && `; ${reason}`}
      </span>
      {record !== null && state !== "given" && covers !== null && (
        <button
          type="button"
          className="rr-textbutton"
          aria-label={`Record ${title}`}
          onClick={() => {
            record({ kind: "evidence", evidence: id, place: { kind: "workItem", id: covers.id } });
          }}
        >
          Record…
        </button>
      )}
    </li>
  );
}
