import * as React from "react";
import { counted, fold } from "../../domain/text";
import { stateKey } from "../../domain/backlog/states";
import type { Policy, PresetId, Signal, StateRow } from "../../domain/policy/policy";
import { presetOf, PRESETS, stateTableOf } from "../../domain/policy/presets";
import type { Stage } from "../../domain/readiness/stage";
import type { Snapshot } from "../../domain/snapshot";
import { Button } from "../../components/Button";
import { optionsOf, STAGE_OPTIONS } from "../fields/choices";
import { ChoiceField, LinesField } from "../fields/fields";
import { ListEditor } from "../fields/ListEditor";
import { MatchFields } from "../fields/MatchFields";
import { PlaceProblems } from "../fields/problems";
import type { SectionProps } from "./section";

/** How an asset's stage is read: from its state, and from what raises it further (M4, M5, M6, M10). */
export function StagesSection({ policy, onChange, snapshot }: SectionProps): JSX.Element {
  return (
    <>
      <PresetField policy={policy} onChange={onChange} snapshot={snapshot} />
      <StateTable policy={policy} onChange={onChange} snapshot={snapshot} />
      <fieldset className="rr-group">
        <legend>What raises the stage further</legend>
        <p className="rr-soft rr-small">
          Each needs the one before it: a stage that is marked without it is not reached, and is shown as a gap.
        </p>
        <ListEditor
          values={policy.signals}
          onValues={(signals) => {
            onChange({ ...policy, signals });
          }}
          nameOf={(_, index) => `Signal ${index + 1}`}
          addText="Add a signal"
          make={(): Signal => ({ kind: "tag", stage: "Staged", tag: "" })}
        >
          {(signal, index, change) => <SignalFields value={signal} path={`signals[${index}]`} onValue={change} />}
        </ListEditor>
      </fieldset>
      <LinesField
        label="Reasons with which a completed item is not done"
        path="notDoneReasons"
        values={policy.notDoneReasons}
        onValues={(notDoneReasons) => {
          onChange({ ...policy, notDoneReasons });
        }}
      />
    </>
  );
}

function PresetField(props: Pick<SectionProps, "policy" | "onChange" | "snapshot">): JSX.Element {
  const { policy, onChange, snapshot } = props;
  const [id, setId] = React.useState<PresetId>(policy.preset ?? "agile");
  return (
    <fieldset className="rr-group">
      <legend>Preset</legend>
      <div className="rr-card-fields rr-bottom">
        <ChoiceField
          label="Stages of"
          path="preset"
          hint={policy.preset === null ? "In use: none." : `In use: made from ${presetOf(policy.preset).name}.`}
          options={PRESETS.map((preset) => ({ value: preset.id, text: preset.name }))}
          value={id}
          onValue={setId}
        />
        <Button
          text="Take over its states and signals"
          onClick={() => {
            const preset = presetOf(id);
            const stateTable = stateTableOf(preset, policy.assets.types, snapshot?.types ?? []);
            onChange({ ...policy, preset: id, stateTable, signals: preset.signals });
          }}
        />
      </div>
    </fieldset>
  );
}

const NONE = "none";
const STAGE_OR_NONE = [{ value: NONE, text: "No stage (unknown)" } as const, ...STAGE_OPTIONS];
const MAX_OR_NONE = [{ value: NONE, text: "No limit" } as const, ...STAGE_OPTIONS];

interface State {
  readonly type: string;
  readonly state: string;
  /** Azure Boards' category; null for a state that the project has not. */
  readonly category: string | null;
}

/** Every state of the types of assets, and after them the rows for states that the project has no more. */
function statesOf(policy: Policy, snapshot: Snapshot | null): State[] {
  const known = (snapshot?.types ?? [])
    .filter(({ name }) => policy.assets.types.some((type) => fold(type) === fold(name)))
    .flatMap(({ name, states }) =>
      states.map((state) => ({ type: name, state: state.name, category: state.category })),
    );
  const keys = new Set(known.map(({ type, state }) => stateKey(type, state)));
  const others = policy.stateTable.filter(({ type, state }) => !keys.has(stateKey(type, state)));
  return [...known, ...others.map(({ type, state }) => ({ type, state, category: null }))];
}

function StateTable(props: Pick<SectionProps, "policy" | "onChange" | "snapshot">): JSX.Element {
  const { policy, onChange, snapshot } = props;
  const counts = React.useMemo(() => {
    const found = new Map<string, number>();
    for (const { type, state } of snapshot?.workItems ?? []) {
      const key = stateKey(type, state);
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    return found;
  }, [snapshot]);
  const setRow = (key: string, row: StateRow | null): void => {
    const place = policy.stateTable.findIndex(({ type, state }) => stateKey(type, state) === key);
    const table = [...policy.stateTable];
    if (row === null) table.splice(place, place < 0 ? 0 : 1);
    else if (place < 0) table.push(row);
    else table[place] = row;
    onChange({ ...policy, stateTable: table });
  };
  return (
    <div>
      <table className="rr-states">
        <caption>Stage of each state</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Stage</th>
            <th scope="col">Never above</th>
          </tr>
        </thead>
        <tbody>
          {statesOf(policy, snapshot).map(({ type, state, category }) => {
            const key = stateKey(type, state);
            const place = policy.stateTable.findIndex((row) => stateKey(row.type, row.state) === key);
            const row = policy.stateTable[place];
            const name = `${state} (${type})`;
            const set = (stage: Stage | typeof NONE, max: Stage | typeof NONE): void => {
              setRow(key, stage === NONE ? null : { type, state, stage, ...(max === NONE ? {} : { max }) });
            };
            const max = row?.max ?? NONE;
            return (
              <tr key={key}>
                <th scope="row">
                  {state}
                  <span className="rr-soft rr-small">
                    {type}, {category === null ? "not in this project" : counted(counts.get(key) ?? 0, "item")}
                  </span>
                </th>
                {category === "Removed" && row === undefined ? (
                  <td colSpan={2} className="rr-soft">
                    Excluded: Azure Boards files it under Removed
                  </td>
                ) : (
                  <>
                    <td>
                      <ChoiceField
                        label={`Stage of ${name}`}
                        isLabelHidden
                        path={`stateTable[${place}].stage`}
                        options={STAGE_OR_NONE}
                        value={row?.stage ?? NONE}
                        onValue={(stage) => {
                          set(stage, max);
                        }}
                      />
                    </td>
                    <td>
                      {row !== undefined && (
                        <ChoiceField
                          label={`Highest stage of ${name}`}
                          isLabelHidden
                          path={`stateTable[${place}].max`}
                          options={MAX_OR_NONE}
                          value={max}
                          onValue={(next) => {
                            set(row.stage, next);
                          }}
                        />
                      )}
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <PlaceProblems path="stateTable" />
    </div>
  );
}

const KINDS = optionsOf({
  tag: "A tag",
  field: "A value in a field",
  boardColumn: "A column of the board",
  childTask: "A child task",
  phaseItem: "A phase item of the workload",
});

/** A signal of another kind, as far as it has anything in common with the one before. */
function ofKind(kind: Signal["kind"], { stage }: Signal): Signal {
  switch (kind) {
    case "tag":
      return { kind, stage, tag: "" };
    case "field":
      return { kind, stage, field: "", values: [] };
    case "boardColumn":
      return { kind, stage, columns: [] };
    case "childTask":
    case "phaseItem":
      return { kind, stage, titles: [], when: "finished" };
  }
}

function SignalFields(props: {
  readonly value: Signal;
  readonly path: string;
  readonly onValue: (value: Signal) => void;
}): JSX.Element {
  const { value, path, onValue } = props;
  return (
    <>
      <ChoiceField
        label="Raised to"
        path={`${path}.stage`}
        options={STAGE_OPTIONS}
        value={value.stage}
        onValue={(stage) => {
          onValue({ ...value, stage });
        }}
      />
      <MatchFields
        kindLabel="By"
        kinds={KINDS}
        value={value}
        path={path}
        make={(kind) => ofKind(kind, value)}
        onValue={onValue}
      />
    </>
  );
}
