import * as React from "react";
import type { AssetCondition, Signal } from "../../domain/policy/policy";
import { optionsOf } from "./choices";
import { ChoiceField, LinesField, NumberField, TextField } from "./fields";

/** What a condition (M1) or a signal (M5) can ask of a work item; each kind has some of these. */
interface Members {
  readonly tag: string;
  readonly title: string;
  readonly field: string;
  readonly values: readonly string[];
  readonly columns: readonly string[];
  readonly titles: readonly string[];
  readonly atLeast: number;
  readonly when: "started" | "finished";
}

const WHEN = optionsOf({ started: "is started", finished: "is finished" });
const PATTERN = "* stands for anything.";

/** The editor of what a condition or a signal asks of a work item: its kind, and what that kind asks. */
export function MatchFields<T extends AssetCondition | Signal>(props: {
  readonly value: T;
  /** Its place in the document. */
  readonly path: string;
  readonly kindLabel: string;
  readonly kinds: readonly { readonly value: T["kind"]; readonly text: string }[];
  /** Called for an empty one of another kind. */
  readonly make: (kind: T["kind"]) => T;
  readonly onValue: (value: T) => void;
}): JSX.Element {
  const { value, path, kindLabel, kinds, make, onValue } = props;
  const { tag, title, field, values, columns, titles, atLeast, when }: Partial<Members> = value;
  const set = (change: Partial<Members>): void => {
    onValue({ ...value, ...change });
  };
  return (
    <>
      <ChoiceField
        label={kindLabel}
        path={`${path}.kind`}
        options={kinds}
        value={value.kind}
        onValue={(kind) => {
          onValue(make(kind));
        }}
      />
      {tag !== undefined && (
        <TextField
          label="Tag"
          path={`${path}.tag`}
          hint={PATTERN}
          value={tag}
          onValue={(next) => {
            set({ tag: next });
          }}
        />
      )}
      {title !== undefined && (
        <TextField
          label="Title"
          path={`${path}.title`}
          hint={PATTERN}
          value={title}
          onValue={(next) => {
            set({ title: next });
          }}
        />
      )}
      {field !== undefined && (
        <TextField
          label="Reference name of the field"
          path={`${path}.field`}
          value={field}
          onValue={(next) => {
            set({ field: next });
          }}
        />
      )}
      {values !== undefined && (
        <LinesField
          label="Values"
          path={`${path}.values`}
          hint={PATTERN}
          values={values}
          onValues={(next) => {
            set({ values: next });
          }}
        />
      )}
      {columns !== undefined && (
        <LinesField
          label="Columns"
          path={`${path}.columns`}
          hint={PATTERN}
          values={columns}
          onValues={(next) => {
            set({ columns: next });
          }}
        />
      )}
      {titles !== undefined && (
        <LinesField
          label="Titles"
          path={`${path}.titles`}
          hint={PATTERN}
          values={titles}
          onValues={(next) => {
            set({ titles: next });
          }}
        />
      )}
      {atLeast !== undefined && (
        <NumberField
          label="At least"
          path={`${path}.atLeast`}
          value={atLeast}
          onValue={(next) => {
            set({ atLeast: next ?? NaN });
          }}
        />
      )}
      {when !== undefined && (
        <ChoiceField
          label="Once it"
          path={`${path}.when`}
          options={WHEN}
          value={when}
          onValue={(next) => {
            set({ when: next });
          }}
        />
      )}
    </>
  );
}
