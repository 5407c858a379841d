import * as React from "react";
import { classNames } from "../../components/className";
import { VerdictMark } from "../../components/VerdictMark";
import { GATE_TITLES } from "../../components/wording";
import { type Gate, type GateAssessments, GATES } from "../../domain/readiness/report";

/** The gates in order, each with its verdict; the chosen one's ledger stands below. */
export function GateSegments(props: {
  readonly gates: GateAssessments;
  readonly chosen: Gate;
  readonly onChoose: (gate: Gate) => void;
}): JSX.Element {
  const { gates, chosen, onChoose } = props;
  return (
    <div className="rr-segments" role="group" aria-label="Gate">
      {GATES.map((gate) => (
        <button
          key={gate}
          type="button"
          className={classNames("rr-segment", `rr-segment-${gates[gate].verdict}`)}
          aria-pressed={gate === chosen}
          disabled={gates[gate].verdict === "n/a"}
          onClick={() => {
            onChoose(gate);
          }}
        >
          <span className="rr-segment-title">{GATE_TITLES[gate]}</span>
          <VerdictMark assessment={gates[gate]} />
        </button>
      ))}
    </div>
  );
}
