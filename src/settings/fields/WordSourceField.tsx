import * as React from "react";
import type { WordSource } from "../../domain/policy/policy";
import { optionsOf } from "./choices";
import { ChoiceField, TextField } from "./fields";

const KINDS = optionsOf({ tag: "A tag that begins with", field: "A field" });

/** Where a word about the asset is kept. */
export function WordSourceField(props: {
  readonly label: string;
  readonly path: string;
  readonly value: WordSource;
  readonly onValue: (value: WordSource) => void;
}): JSX.Element {
  const { label, path, value, onValue } = props;
  return (
    <fieldset className="rr-group">
      <legend>{label}</legend>
      <div className="rr-card-fields">
        <ChoiceField
          label="Kept in"
          path={`${path}.kind`}
          options={KINDS}
          value={value.kind}
          onValue={(kind) => {
            onValue(kind === "tag" ? { kind, prefix: "" } : { kind, field: "" });
          }}
        />
        {value.kind === "tag" ? (
          <TextField
            label="Beginning of the tag"
            path={`${path}.prefix`}
            value={value.prefix}
            onValue={(prefix) => {
              onValue({ kind: "tag", prefix });
            }}
          />
        ) : (
          <TextField
            label="Reference name of the field"
            path={`${path}.field`}
            value={value.field}
            onValue={(field) => {
              onValue({ kind: "field", field });
            }}
          />
        )}
      </div>
    </fieldset>
  );
}
