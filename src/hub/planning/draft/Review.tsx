import * as React from "react";
import { Button } from "../../../components/Button";
import { GateEffects } from "../../../components/change/GateEffects";
import { Part } from "../../../components/change/Part";
import { EntryRows, ReasonRows, RefRows } from "../../../components/change/rows";
import { WorkItemLink, WorkItemName } from "../../../components/links";
import { countText } from "../../../components/numbers";
import { Rows } from "../../../components/Rows";
import type { AdmissionFault, PlanningPlan } from "../../../domain/planning/iteration/planEdits";
import type { Report } from "../../../domain/readiness/report";
import { Conflicts } from "./Conflicts";
import type { DraftState, PlanningDraft } from "./state";
import { planText } from "./words";

/** Height of a row on a wide page. */
const ROW_HEIGHT = 48;

/** What the draft comes to, before any of it is written: what speaks against it first. */
export function Review(props: {
  readonly draft: PlanningDraft;
  readonly state: DraftState;
  readonly plan: PlanningPlan;
  readonly report: Report;
}): JSX.Element {
  const { draft, state, plan, report } = props;
  const { entries, refused, unchanged, effects, admission } = plan;
  return (
    <>
      <p className="rr-sentence">{planText(plan)}</p>
      <div className="rr-buttons">
        {entries.length > 0 && (
          <Button
            isPrimary
            text={`Write ${countText(entries.length)}`}
            onClick={() => {
              void draft.write();
            }}
          />
        )}
        <Button text="Back" onClick={draft.back} />
      </div>
      <Conflicts draft={draft} state={state} report={report} level={3} />
      {admission.length > 0 && <Admission faults={admission} report={report} />}
      {refused.length > 0 && (
        <Part title="Can't be written" count={refused.length} level={3} isOpen>
          <Button
            text={refused.length === 1 ? "Leave it as it is" : "Leave them as they are"}
            onClick={() => {
              draft.leave(refused.map(({ item }) => item.id));
            }}
          />
          <ReasonRows items={refused} />
        </Part>
      )}
      {entries.length > 0 && (
        <Part title="Will be written" count={entries.length} level={3} isOpen>
          <EntryRows entries={entries} />
        </Part>
      )}
      {effects.length > 0 && <GateEffects effects={effects} level={3} />}
      {unchanged.length > 0 && (
        <Part title="Already as planned" count={unchanged.length} level={3}>
          <RefRows items={unchanged} />
        </Part>
      )}
    </>
  );
}

/** What goes into a release before what it needs; nobody is kept from it. */
function Admission(props: { readonly faults: readonly AdmissionFault[]; readonly report: Report }): JSX.Element {
  const { faults, report } = props;
  const release = report.labels.release.toLowerCase();
  return (
    <Part title="Against the rule of admission" count={faults.length} level={3} isOpen>
      <p className="rr-warn">
        What goes into a {release} should find what it needs migrated, in the same or an earlier {release}, or
        reachable. It can be written all the same.
      </p>
      <Rows items={faults} estimate={ROW_HEIGHT} role="list" label="Faults" className="rr-change-rows">
        {({ item, provider, reason }, index) => (
          <div key={index} role="listitem" data-row={index} className="rr-change-row">
            <span className="rr-draft-fault">
              <WorkItemName item={item} />
              <span className="rr-soft">needs</span>
              <WorkItemLink item={provider} />
            </span>
            <span className="rr-soft">{reason}</span>
          </div>
        )}
      </Rows>
    </Part>
  );
}
