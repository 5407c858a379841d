import * as React from "react";
import { useId } from "../../../components/change/inputs";
import { counted, tidy } from "../../../domain/text";
import { type Choices, workloadNamed, workloadText } from "./choices";
import type { Importing } from "./importing";
import type { ImportOptions } from "./scene";

/** What holds for all assets of the import that say nothing else. */
export function OptionFields(props: {
  readonly importing: Importing;
  readonly options: ImportOptions;
  readonly choices: Choices;
  /** How many dependencies the files name. */
  readonly edges: number;
}): JSX.Element {
  const { importing, options, choices, edges } = props;
  const { createWorkloads, linkEdges, defaultWorkload, release, iterationPath } = options;
  const label = choices.releaseLabel.toLowerCase();
  const workloads = useId("workloads");
  const releases = useId("releases");
  const [workload, setWorkload] = React.useState(workloadText(choices, defaultWorkload));
  return (
    <fieldset className="rr-import-options">
      <legend>For all of them</legend>
      <label className="rr-import-check">
        <input
          type="checkbox"
          checked={createWorkloads}
          onChange={({ target }) => {
            importing.setOptions({ createWorkloads: target.checked });
          }}
        />
        Make the workloads that are not there
      </label>
      {edges > 0 && (
        <label className="rr-import-check">
          <input
            type="checkbox"
            checked={linkEdges}
            onChange={({ target }) => {
              importing.setOptions({ linkEdges: target.checked });
            }}
          />
          Link {counted(edges, "dependency", "dependencies")}
        </label>
      )}
      <div className="rr-import-fields">
        <label>
          Workload, where the file names none
          <input
            className="rr-field"
            list={workloads}
            autoComplete="off"
            placeholder="none"
            value={workload}
            onChange={({ target }) => {
              setWorkload(target.value);
              importing.setOptions({ defaultWorkload: workloadNamed(choices, target.value) });
            }}
          />
          <datalist id={workloads}>
            {choices.workloads.map(({ item, label: title }) => (
              <option key={item.id} value={title} />
            ))}
          </datalist>
        </label>
        {choices.releaseSource !== "none" && (
          <label>
            {choices.releaseLabel}, where the file names none
            {choices.releaseSource === "iteration" ? (
              <select
                className="rr-field"
                value={release ?? ""}
                onChange={({ target }) => {
                  importing.setOptions({ release: target.value === "" ? null : target.value });
                }}
              >
                <option value="">no {label}</option>
                {choices.releases.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </select>
            ) : (
              <>
                <input
                  className="rr-field"
                  list={releases}
                  autoComplete="off"
                  placeholder={`no ${label}`}
                  defaultValue={release ?? ""}
                  onChange={({ target }) => {
                    const typed = tidy(target.value);
                    importing.setOptions({ release: typed === "" ? null : typed });
                  }}
                />
                <datalist id={releases}>
                  {choices.releases.map(({ key }) => (
                    <option key={key} value={key} />
                  ))}
                </datalist>
              </>
            )}
          </label>
        )}
        <label>
          Iteration
          <select
            className="rr-field"
            value={iterationPath ?? ""}
            onChange={({ target }) => {
              importing.setOptions({ iterationPath: target.value === "" ? null : target.value });
            }}
          >
            <option value="">that of the project</option>
            {choices.iterations.map((path) => (
              <option key={path} value={path}>
                {path}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}
