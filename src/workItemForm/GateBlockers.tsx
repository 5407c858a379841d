import * as React from "react";
import { BlockerList } from "../components/BlockerList";
import { GATE_TITLES } from "../components/wording";
import { type Blocker, type Gate, GATES } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";

/** What is in an asset's way: at the next gate in full, at the later ones to be opened. */
export function GateBlockers(props: {
  readonly own: Readonly<Record<Gate, readonly Blocker[]>>;
  readonly first: Gate | null;
  readonly asOf: Instant;
  readonly about: number;
}): JSX.Element | null {
  const { own, first, asOf, about } = props;
  if (first === null) return null;
  const later = GATES.slice(GATES.indexOf(first) + 1).filter((gate) => own[gate].length > 0);
  return (
    <>
      {own[first].length > 0 && (
        <section className="rr-form-part">
          <h2>In its way to {GATE_TITLES[first]}</h2>
          <BlockerList blockers={own[first]} about={about} now={asOf} />
        </section>
      )}
      {later.map((gate) => (
        <details key={gate} className="rr-form-later">
          <summary>
            Later, to {GATE_TITLES[gate]}: {own[gate].length}
          </summary>
          <BlockerList blockers={own[gate]} about={about} now={asOf} />
        </details>
      ))}
    </>
  );
}
