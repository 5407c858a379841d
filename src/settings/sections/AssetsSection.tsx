import * as React from "react";
import type { AssetCondition, Policy } from "../../domain/policy/policy";
import { optionsOf } from "../fields/choices";
import { CheckField, LinesField, TextField, TypesField } from "../fields/fields";
import { ListEditor } from "../fields/ListEditor";
import { MatchFields } from "../fields/MatchFields";
import { WordSourceField } from "../fields/WordSourceField";
import { type SectionProps, typeNames } from "./section";

const KINDS = optionsOf({
  tag: "has a tag",
  field: "has a value in a field",
  title: "has a title",
  childTasks: "has child tasks",
});

/** Which work items are assets and workloads (M1, M2), and where an asset's kind and strategy are kept (M7). */
export function AssetsSection({ policy, onChange, snapshot, report }: SectionProps): JSX.Element {
  const { assets, workloads } = policy;
  const known = typeNames(snapshot);
  const setAssets = (change: Partial<Policy["assets"]>): void => {
    onChange({ ...policy, assets: { ...assets, ...change } });
  };
  const setWorkloads = (change: Partial<Policy["workloads"]>): void => {
    onChange({ ...policy, workloads: { ...workloads, ...change } });
  };
  return (
    <>
      <TypesField
        label="Types of assets"
        path="assets.types"
        known={known}
        values={assets.types}
        onValues={(types) => {
          setAssets({ types });
        }}
      />
      <fieldset className="rr-group">
        <legend>An item of these types is an asset if it …</legend>
        <p className="rr-soft rr-small">All must hold. Without any, each item that describes no phase is an asset.</p>
        <ListEditor
          values={assets.when}
          onValues={(when) => {
            setAssets({ when });
          }}
          nameOf={(_, index) => `Condition ${index + 1}`}
          addText="Add a condition"
          make={(): AssetCondition => ({ kind: "tag", tag: "" })}
        >
          {(condition, index, change) => (
            <MatchFields
              kindLabel="It"
              kinds={KINDS}
              value={condition}
              path={`assets.when[${index}]`}
              make={(kind) => EMPTY[kind]}
              onValue={change}
            />
          )}
        </ListEditor>
      </fieldset>
      <LinesField
        label="Titles of items that describe a phase"
        path="assets.phaseTitles"
        hint="They are never assets. * stands for anything."
        values={assets.phaseTitles}
        onValues={(phaseTitles) => {
          setAssets({ phaseTitles });
        }}
      />
      <div className="rr-card-fields">
        <TextField
          label="Tag that makes one item an asset"
          path="assets.includeTag"
          value={assets.includeTag}
          onValue={(includeTag) => {
            setAssets({ includeTag });
          }}
        />
        <TextField
          label="Tag that takes one item out"
          path="assets.excludeTag"
          hint="It wins over the other."
          value={assets.excludeTag}
          onValue={(excludeTag) => {
            setAssets({ excludeTag });
          }}
        />
      </div>
      <TypesField
        label="Types of workloads"
        path="workloads.types"
        hint="The nearest item of these types above an asset is its workload."
        known={known}
        values={workloads.types}
        onValues={(types) => {
          setWorkloads({ types });
        }}
      />
      <Confirmed policy={policy} onChange={onChange} snapshot={snapshot} report={report} />
      <WordSourceField
        label="Kind of an asset"
        path="assetKind"
        value={policy.assetKind}
        onValue={(assetKind) => {
          onChange({ ...policy, assetKind });
        }}
      />
      <WordSourceField
        label="Strategy of an asset"
        path="strategy"
        value={policy.strategy}
        onValue={(strategy) => {
          onChange({ ...policy, strategy });
        }}
      />
    </>
  );
}

/** Candidates that a person takes for workloads although nothing below them is an asset yet. */
function Confirmed({ policy, onChange, snapshot, report }: SectionProps): JSX.Element | null {
  const { confirmed } = policy.workloads;
  const titles = React.useMemo(
    () => new Map((snapshot?.workItems ?? []).map(({ id, title }) => [id, title])),
    [snapshot],
  );
  const candidates = (report?.candidates ?? []).map(({ item }) => item.id);
  const ids = [...new Set([...confirmed, ...candidates])].sort((a, b) => a - b);
  if (ids.length === 0) return null;
  return (
    <fieldset className="rr-group">
      <legend>Workloads without an asset</legend>
      <p className="rr-soft rr-small">
        A confirmed one is judged, and is unknown until it has an asset. The others are listed as not recognised.
      </p>
      <div className="rr-checks rr-tall">
        {ids.map((id) => (
          <CheckField
            key={id}
            label={`${titles.get(id) ?? "Not found in this project"} (${id})`}
            isChecked={confirmed.includes(id)}
            onChange={(isChecked) => {
              const others = confirmed.filter((one) => one !== id);
              const next = isChecked ? [...others, id] : others;
              onChange({ ...policy, workloads: { ...policy.workloads, confirmed: next } });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

const EMPTY: { readonly [K in AssetCondition["kind"]]: Extract<AssetCondition, { kind: K }> } = {
  tag: { kind: "tag", tag: "" },
  field: { kind: "field", field: "", values: [] },
  title: { kind: "title", title: "" },
  childTasks: { kind: "childTasks", titles: [], atLeast: 1 },
};
