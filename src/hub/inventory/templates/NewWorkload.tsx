import * as React from "react";
import { frameworkTemplate } from "../../../domain/inventory/frameworkTemplate";
import { planTemplate } from "../../../domain/inventory/planTemplate";
import type { StoredRecord } from "../../../domain/inventory/record";
import { inventoryScene } from "../../../domain/inventory/scene";
import { effectsOfPlan } from "../../../domain/inventory/simulate";
import type { WorkloadTemplate } from "../../../domain/inventory/template";
import { counted, fold, tidy } from "../../../domain/text";
import type { Ready } from "../../store/state";
import type { Planner } from "../assets/planning";
import { type Choices, choicesOf } from "../import/choices";
import { assetsOf, freeRecords, type Placeholder } from "./newWorkload";
import { PlaceholderFields } from "./PlaceholderFields";
import { RecordChoice } from "./RecordChoice";

/** Makes a workload from a template: what it is called, where it belongs, which assets it begins with. Previewed first. */
export function NewWorkload(props: {
  readonly data: Ready;
  readonly templates: readonly WorkloadTemplate[];
  readonly records: readonly StoredRecord[];
  readonly planner: Planner;
}): JSX.Element {
  const { data, templates, records, planner } = props;
  const { snapshot, stored, report } = data;
  const scene = React.useMemo(
    () => inventoryScene(snapshot, stored.policy, report.now, []),
    [snapshot, stored, report.now],
  );
  const framework = React.useMemo(() => frameworkTemplate(scene), [scene]);
  const choices = React.useMemo(() => choicesOf(data), [data]);
  const [templateId, setTemplateId] = React.useState("");
  const [name, setName] = React.useState("");
  const [release, setRelease] = React.useState("");
  const [iterationPath, setIterationPath] = React.useState("");
  const [placeholders, setPlaceholders] = React.useState<readonly Placeholder[]>([]);
  const [chosen, setChosen] = React.useState<ReadonlySet<string>>(new Set());
  const free = React.useMemo(() => freeRecords(records, name), [records, name]);
  const template = templates.find(({ id }) => id === templateId) ?? framework;
  const assets = assetsOf(name, free, chosen, placeholders);

  const preview = (): void => {
    void planner.plan(() => {
      const request = {
        name,
        release: tidy(release) === "" ? null : tidy(release),
        iterationPath: iterationPath === "" ? null : iterationPath,
        assets,
      };
      const plan = planTemplate(template, request, scene);
      return Promise.resolve({ plan, effects: effectsOfPlan(plan, scene) });
    });
  };

  return (
    <form
      className="rr-inventory-form"
      aria-labelledby="rr-new-workload"
      onSubmit={(event) => {
        event.preventDefault();
        if (tidy(name) !== "") preview();
      }}
    >
      <h2 id="rr-new-workload" className="rr-heading">
        New workload
      </h2>
      <p className="rr-soft">
        Its work items are made in one go from a template: what stands below a workload, and the tasks of each asset.
      </p>
      <div className="rr-inventory-do">
        <label className="rr-inventory-labelled">
          Template
          <select
            className="rr-field"
            value={templateId}
            onChange={({ target }) => {
              setTemplateId(target.value);
            }}
          >
            <option value="">{framework.title}</option>
            {templates.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="rr-inventory-labelled">
          Name
          <input
            className="rr-field"
            autoComplete="off"
            value={name}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
        </label>
        <Places
          choices={choices}
          release={release}
          onRelease={setRelease}
          iterationPath={iterationPath}
          onIteration={setIterationPath}
        />
      </div>
      <h3 className="rr-heading">Assets</h3>
      <RecordChoice records={free} chosen={chosen} onChoose={setChosen} />
      <PlaceholderFields placeholders={placeholders} kinds={choices.kinds} onChange={setPlaceholders} />
      <div className="rr-buttons">
        <button type="submit" className="rr-button rr-button-primary" disabled={tidy(name) === ""}>
          Preview
        </button>
        <span className="rr-soft" role="status">
          {tidy(name) === ""
            ? "Name it to see what would be made."
            : `${counted(assets.length, "asset")} to begin with.`}
        </span>
      </div>
    </form>
  );
}

function Places(props: {
  readonly choices: Choices;
  readonly release: string;
  readonly onRelease: (release: string) => void;
  readonly iterationPath: string;
  readonly onIteration: (path: string) => void;
}): JSX.Element {
  const { choices, release, onRelease, iterationPath, onIteration } = props;
  const isByIteration = choices.releaseSource === "iteration";
  return (
    <>
      {choices.releaseSource !== "none" && (
        <label className="rr-inventory-labelled">
          {choices.releaseLabel}
          <input
            className="rr-field"
            list="rr-new-workload-releases"
            autoComplete="off"
            placeholder="None yet"
            value={release}
            onChange={({ target }) => {
              onRelease(target.value);
            }}
          />
          <datalist id="rr-new-workload-releases">
            {choices.releases.map(({ key, name }) => (
              <option key={key} value={key}>
                {fold(name) === fold(key) ? undefined : name}
              </option>
            ))}
          </datalist>
        </label>
      )}
      <label className="rr-inventory-labelled">
        Iteration
        <select
          className="rr-field"
          value={iterationPath}
          onChange={({ target }) => {
            onIteration(target.value);
          }}
        >
          <option value="">{isByIteration ? `That of the ${choices.releaseLabel.toLowerCase()}` : "None yet"}</option>
          {choices.iterations.map((path) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
