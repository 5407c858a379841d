import * as React from "react";
import { DONE_STAGES, type Outage, type PlanningRule } from "../../domain/policy/policy";
import { ChoiceField, NumberField, TextField } from "../fields/fields";
import { ListEditor } from "../fields/ListEditor";
import type { SectionProps } from "./section";

/** How iterations are planned and looked back on; no verdict hangs on it. */
export function PlanningSection({ policy, onChange, snapshot }: SectionProps): JSX.Element {
  const { planning } = policy;
  const set = (change: Partial<PlanningRule>): void => {
    onChange({ ...policy, planning: { ...planning, ...change } });
  };
  const iterations = (snapshot?.iterations ?? []).filter(({ level }) => level > 0).map(({ path }) => path);
  return (
    <>
      <p className="rr-soft">Velocity and forecast read this. No verdict hangs on it.</p>
      <ChoiceField
        label="An asset is delivered when it is"
        path="planning.doneStage"
        options={DONE_STAGES.map((value) => ({ value, text: value }))}
        value={planning.doneStage}
        onValue={(doneStage) => {
          set({ doneStage });
        }}
      />
      <NumberField
        label="Days of grace"
        path="planning.graceDays"
        hint="Where nobody committed, what is in an iteration so many days after its first day counts as committed."
        value={planning.graceDays}
        onValue={(graceDays) => {
          set({ graceDays: graceDays ?? NaN });
        }}
      />
      <TextField
        label="Tag of what is committed begins with"
        path="planning.commitmentTag"
        hint="The iteration and the time of the commitment follow."
        value={planning.commitmentTag}
        onValue={(commitmentTag) => {
          set({ commitmentTag });
        }}
      />
      <h3>Outages</h3>
      <p className="rr-soft">
        Iterations that say nothing of a team's pace. Velocity shows them with their reason; no forecast counts them.
      </p>
      <ListEditor
        values={planning.outages}
        onValues={(outages) => {
          set({ outages });
        }}
        nameOf={({ iteration }, index) => (iteration === "" ? `Outage ${index + 1}` : iteration)}
        addText="Add an outage"
        make={(): Outage => ({ iteration: "", team: null, reason: "" })}
      >
        {(outage, index, change) => (
          <>
            <TextField
              label="Iteration"
              path={`planning.outages[${index}].iteration`}
              words={iterations}
              value={outage.iteration}
              onValue={(iteration) => {
                change({ ...outage, iteration });
              }}
            />
            <TextField
              label="Team"
              path={`planning.outages[${index}].team`}
              hint="None: all teams."
              value={outage.team ?? ""}
              onValue={(team) => {
                change({ ...outage, team: team === "" ? null : team });
              }}
            />
            <TextField
              label="Reason"
              path={`planning.outages[${index}].reason`}
              value={outage.reason}
              onValue={(reason) => {
                change({ ...outage, reason });
              }}
            />
          </>
        )}
      </ListEditor>
    </>
  );
}
