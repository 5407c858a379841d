import * as React from "react";
import type { Activity, ItemFilter, Policy } from "../../domain/policy/policy";
import { RELATED } from "../../domain/policy/presets";
import { STAGE_OPTIONS } from "../fields/choices";
import { CheckField, ChoiceField, LinesField, TextField, TypesField } from "../fields/fields";
import { ListEditor } from "../fields/ListEditor";
import { type SectionProps, typeNames } from "./section";

const LINK_HINT = "Reference names of link types, without -Forward or -Reverse.";

/** Which links are dependencies besides Predecessor and Successor (D1). */
export function DependenciesSection({ policy, onChange }: SectionProps): JSX.Element {
  const set = (change: Partial<Policy["dependencies"]>): void => {
    onChange({ ...policy, dependencies: { ...policy.dependencies, ...change } });
  };
  return (
    <>
      <p className="rr-soft">Predecessor and Successor links are dependencies always: they hold gates back.</p>
      <LinesField
        label="Links from a workload to an asset that serves it too"
        path="dependencies.serves"
        hint={LINK_HINT}
        values={policy.dependencies.serves}
        onValues={(serves) => {
          set({ serves });
        }}
      />
      <LinesField
        label="Links that only warn"
        path="dependencies.soft"
        hint={LINK_HINT}
        values={policy.dependencies.soft}
        offers={[RELATED]}
        onValues={(soft) => {
          set({ soft });
        }}
      />
    </>
  );
}

/** What holds every gate back, and what holds promotion back (G1, G3). */
export function BlockingSection({ policy, onChange, snapshot }: SectionProps): JSX.Element {
  return (
    <>
      <Filter
        title="Blocking items"
        hint="Open, they hold every gate back of what they stand below or are linked to."
        path="blockingItems"
        known={typeNames(snapshot)}
        value={policy.blockingItems}
        onValue={(blockingItems) => {
          onChange({ ...policy, blockingItems });
        }}
      />
      <Filter
        title="UAT defects"
        hint="Open, they hold promotion back."
        path="uatDefects"
        known={typeNames(snapshot)}
        value={policy.uatDefects}
        onValue={(uatDefects) => {
          onChange({ ...policy, uatDefects });
        }}
      />
    </>
  );
}

function Filter(props: {
  readonly title: string;
  readonly hint: string;
  readonly path: string;
  readonly known: readonly string[];
  readonly value: ItemFilter;
  readonly onValue: (value: ItemFilter) => void;
}): JSX.Element {
  const { title, hint, path, known, value, onValue } = props;
  return (
    <fieldset className="rr-card">
      <legend>{title}</legend>
      <p className="rr-soft rr-small">{hint} With neither types nor tags there are none.</p>
      <TypesField
        label={`Types of ${title}`}
        path={`${path}.types`}
        hint="None chosen: any type."
        known={known}
        values={value.types}
        onValues={(types) => {
          onValue({ ...value, types });
        }}
      />
      <div className="rr-card-fields">
        <LinesField
          label="With one of these tags"
          path={`${path}.tags`}
          hint="None: any tags. * stands for anything."
          values={value.tags}
          onValues={(tags) => {
            onValue({ ...value, tags });
          }}
        />
        <LinesField
          label="Tied by these links"
          path={`${path}.links`}
          hint={LINK_HINT}
          values={value.links}
          offers={[RELATED]}
          onValues={(links) => {
            onValue({ ...value, links });
          }}
        />
      </div>
    </fieldset>
  );
}

/** What is asked of the tasks of an asset that has come further than they say. */
export function TasksSection({ policy, onChange }: SectionProps): JSX.Element {
  const { tasks } = policy;
  const set = (change: Partial<Policy["tasks"]>): void => {
    onChange({ ...policy, tasks: { ...tasks, ...change } });
  };
  return (
    <>
      <CheckField
        label="An open task of an earlier activity blocks"
        hint="Otherwise it warns."
        isChecked={tasks.block}
        onChange={(block) => {
          set({ block });
        }}
      />
      <ListEditor
        values={tasks.activities}
        onValues={(activities) => {
          set({ activities });
        }}
        nameOf={(_, index) => `Activity ${index + 1}`}
        addText="Add an activity"
        make={(): Activity => ({ titles: [], stage: "Replicated" })}
      >
        {({ titles, stage }, index, change) => (
          <>
            <LinesField
              label="Titles of its tasks"
              path={`tasks.activities[${index}].titles`}
              hint="* stands for anything."
              values={titles}
              onValues={(next) => {
                change({ titles: next, stage });
              }}
            />
            <ChoiceField
              label="Done before"
              path={`tasks.activities[${index}].stage`}
              options={STAGE_OPTIONS}
              value={stage}
              onValue={(next) => {
                change({ titles, stage: next });
              }}
            />
          </>
        )}
      </ListEditor>
    </>
  );
}

/** Which areas count (M9). */
export function AreasSection({ policy, onChange, snapshot }: SectionProps): JSX.Element {
  const areas = React.useMemo(
    () => [...new Set((snapshot?.workItems ?? []).map(({ areaPath }) => areaPath))].sort(),
    [snapshot],
  );
  return (
    <LinesField
      label="Area paths in scope"
      path="areas"
      hint="With everything below them. None: all of the project."
      values={policy.areas}
      offers={areas}
      onValues={(next) => {
        onChange({ ...policy, areas: next });
      }}
    />
  );
}

/** Whether the inventory has its say in verdicts (M8). */
export function InventorySection({ policy, onChange }: SectionProps): JSX.Element {
  return (
    <CheckField
      label="Verdicts need the inventory"
      hint="A record in scope without a work item then holds its workload back; records that can't be read make it unknown."
      isChecked={policy.inventory.isDemanded}
      onChange={(isDemanded) => {
        onChange({ ...policy, inventory: { isDemanded } });
      }}
    />
  );
}

/** How things are called here (M9). */
export function LabelsSection({ policy, onChange }: SectionProps): JSX.Element {
  return (
    <TextField
      label="A release is called"
      path="labels.release"
      words={["Release", "Wave"]}
      value={policy.labels.release}
      onValue={(release) => {
        onChange({ ...policy, labels: { release } });
      }}
    />
  );
}
