import * as React from "react";
import { Button } from "../../../components/Button";
import { GateEffects } from "../../../components/change/GateEffects";
import { Notice } from "../../../components/Notice";
import type { Snapshot } from "../../../domain/snapshot";
import { PlanLists } from "../assets/PlanPreview";
import { planSentence } from "../assets/planWords";
import { nameOf } from "./RowTable";
import { itemFinder } from "./scene";
import type { Preview } from "./state";

/** All that would be written, and what it does to gates, before any of it is done. */
export function PreviewStep(props: {
  readonly step: Preview;
  readonly snapshot: Snapshot;
  readonly onWrite: () => void;
  readonly onBack: () => void;
}): JSX.Element {
  const { step, snapshot, onWrite, onBack } = props;
  const { plan, effects, isBeginning, problem, redo, reconciliation, decisions } = step;
  const { entries, records, refused } = plan;
  const isEmpty = entries.length + records.length === 0;
  const heading = React.useRef<HTMLParagraphElement>(null);
  // What was pressed is gone: reading goes on with what it led to.
  React.useEffect(() => heading.current?.focus(), []);
  const titleOf = React.useMemo(() => itemFinder(snapshot), [snapshot]);
  const rowNames = React.useMemo(
    () => new Map(reconciliation.rows.map((row) => [row.key, nameOf(row, decisions.get(row.key))])),
    [reconciliation, decisions],
  );
  return (
    <>
      <p ref={heading} tabIndex={-1} className="rr-sentence rr-step-heading">
        {isEmpty && refused.length === 0 ? "There is nothing to write: all is as these files say." : planSentence(plan)}
      </p>
      <p role="status" className="rr-soft rr-import-status">
        {redo === "running" && "The project was read again: planning anew…"}
        {redo === "done" && "The project was read again, and this is planned anew with that."}
      </p>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      <div className="rr-buttons">
        {!isEmpty && (
          <Button
            text={isBeginning ? "Beginning…" : "Write"}
            isPrimary
            isDisabled={isBeginning || redo === "running"}
            onClick={onWrite}
          />
        )}
        <Button text="Back" isDisabled={isBeginning} onClick={onBack} />
        {!isEmpty && (
          <span className="rr-soft">Nobody is notified by mail. It can be undone from the log of runs.</span>
        )}
      </div>
      {effects.length > 0 && <GateEffects effects={effects} level={2} />}
      <PlanLists plan={plan} titleOf={titleOf} rowNames={rowNames} />
    </>
  );
}
