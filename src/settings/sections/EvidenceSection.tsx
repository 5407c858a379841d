import * as React from "react";
import { CHECKLISTS } from "../../domain/policy/checklists";
import type { EvidenceRule, Policy } from "../../domain/policy/policy";
import { Button } from "../../components/Button";
import { optionsOf } from "../fields/choices";
import { CheckField, ChoiceField, NumberField, TextField, TypesField } from "../fields/fields";
import { ListEditor } from "../fields/ListEditor";
import { PlaceProblems } from "../fields/problems";
import { type SectionProps, typeNames } from "./section";

const GATES = optionsOf({ none: "No gate", staging: "Staging", uat: "UAT", promotion: "Promotion" });
const ATTESTS = optionsOf({
  proof: "A proof (of what is Replicated)",
  test: "A test (of what is Staged)",
  signOff: "A sign-off (of what is Accepted)",
});
const SCOPES = optionsOf({ asset: "Each asset", workload: "Each workload", release: "The release" });

/** What has to be shown and signed before a gate (E1–E3). */
export function EvidenceSection({ policy, onChange, snapshot }: SectionProps): JSX.Element {
  const { evidence } = policy;
  const set = (change: Partial<Policy["evidence"]>): void => {
    onChange({ ...policy, evidence: { ...evidence, ...change } });
  };
  return (
    <>
      <p className="rr-soft">
        Evidence is a work item with the tag <code>gate:</code> and the entry&apos;s id, below the workload, below the
        asset, or naming the release. Finished, it is given. Nothing is asked for until an entry is required, or
        somebody makes such an item.
      </p>
      <TypesField
        label="Types of these work items"
        path="evidence.types"
        hint="None chosen: any type. The first one is made by the product."
        known={typeNames(snapshot)}
        values={evidence.types}
        onValues={(types) => {
          set({ types });
        }}
      />
      <fieldset className="rr-group">
        <legend>Checklist</legend>
        <PlaceProblems path="evidence.checklist" />
        <div className="rr-buttons">
          {CHECKLISTS.map(({ id, name, rules }) => (
            <Button
              key={id}
              text={`Take over: ${name}`}
              onClick={() => {
                set({ checklist: rules });
              }}
            />
          ))}
        </div>
        <ListEditor
          values={evidence.checklist}
          onValues={(checklist) => {
            set({ checklist });
          }}
          nameOf={({ title }, index) => (title === "" ? `Entry ${index + 1}` : title)}
          addText="Add an entry"
          make={(): EvidenceRule => ({
            id: "",
            title: "",
            gate: "staging",
            attests: "proof",
            scope: "workload",
            isRequired: true,
            isIndependent: false,
            validDays: null,
          })}
        >
          {(rule, index, change) => <Rule value={rule} path={`evidence.checklist[${index}]`} onValue={change} />}
        </ListEditor>
      </fieldset>
    </>
  );
}

function Rule(props: {
  readonly value: EvidenceRule;
  readonly path: string;
  readonly onValue: (value: EvidenceRule) => void;
}): JSX.Element {
  const { value, path, onValue } = props;
  const set = (change: Partial<EvidenceRule>): void => {
    onValue({ ...value, ...change });
  };
  return (
    <>
      <TextField
        label="Title"
        path={`${path}.title`}
        value={value.title}
        onValue={(title) => {
          set({ title });
        }}
      />
      <TextField
        label="Id"
        path={`${path}.id`}
        value={value.id}
        onValue={(id) => {
          set({ id });
        }}
      />
      <ChoiceField
        label="Asked by"
        path={`${path}.gate`}
        options={GATES}
        value={value.gate ?? "none"}
        onValue={(gate) => {
          set({ gate: gate === "none" ? null : gate });
        }}
      />
      <ChoiceField
        label="It is"
        path={`${path}.attests`}
        options={ATTESTS}
        value={value.attests}
        onValue={(attests) => {
          set({ attests });
        }}
      />
      <ChoiceField
        label="Given for"
        path={`${path}.scope`}
        options={SCOPES}
        value={value.scope}
        onValue={(scope) => {
          set({ scope });
        }}
      />
      <NumberField
        label="Valid for days"
        path={`${path}.validDays`}
        hint="Empty: for good."
        value={value.validDays}
        onValue={(validDays) => {
          set({ validDays });
        }}
      />
      <CheckField
        label="Required"
        isChecked={value.isRequired}
        onChange={(isRequired) => {
          set({ isRequired });
        }}
      />
      <CheckField
        label="Not by who did the work"
        isChecked={value.isIndependent}
        onChange={(isIndependent) => {
          set({ isIndependent });
        }}
      />
    </>
  );
}
