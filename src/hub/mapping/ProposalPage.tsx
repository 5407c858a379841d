import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { classNames } from "../../components/className";
import { countText } from "../../components/numbers";
import { Notice } from "../../components/Notice";
import { useStore } from "../../components/store/useStore";
import { stageName } from "../../components/wording";
import type { Choice } from "../../domain/policy/choice";
import { type Chosen, isComplete, openStates, type Part } from "../../domain/policy/proposal";
import type { OpenState } from "../../domain/policy/openStates";
import { LADDER } from "../../domain/readiness/stage";
import type { Report } from "../../domain/readiness/report";
import { counted } from "../../domain/text";
import { useHub } from "../HubContext";
import type { Proposing } from "../store/state";
import { PolicySummary } from "../../components/policy/PolicySummary";
import "./mapping.css";

/** What the project seems to use, with the evidence and what it would mean today. Nothing is stored before it is confirmed. */
export function ProposalPage({ data }: { readonly data: Proposing }): JSX.Element {
  const { hub } = useHub();
  const { mayWrite } = useStore(hub);
  const { proposal, chosen, preview, isSaving, problem, snapshot, replaces } = data;
  return (
    <>
      <div className="rr-title">
        <h2>How this project is read</h2>
      </div>
      <p className="rr-sentence">{looksLike(data)}</p>
      <p className="rr-soft">
        Found in {counted(snapshot.workItems.length, "work item")}. Check each line; verdicts are read by it.{" "}
        {replaces === null ? "Nothing is stored before you confirm." : "The mapping in use stays until you confirm."}
      </p>
      {snapshot.losses.length > 0 && (
        <Notice kind="warning">
          {counted(snapshot.losses.length, "part")} of the project could not be read, so the evidence may be short of
          something.
        </Notice>
      )}
      <div className="rr-proposal">
        <div>
          <Choices title="Process and stages" part="preset" choices={proposal.presets} chosen={chosen} />
          {isComplete(proposal) && (
            <OpenStates states={openStates(snapshot, proposal, chosen)} stages={chosen.stages} />
          )}
          <Choices title="Assets" part="assetRule" choices={proposal.assetRules} chosen={chosen} />
          <Choices title="Workloads" part="workloadTypes" choices={proposal.workloadTypes} chosen={chosen} />
          <Choices title="Releases" part="releaseSource" choices={proposal.releaseSources} chosen={chosen} />
          <Choices title="Target dates" part="targetDates" choices={proposal.targetDates} chosen={chosen} />
          {preview !== null && (
            <details className="rr-section">
              <summary>
                <h3>The chosen mapping in full</h3>
              </summary>
              <PolicySummary policy={preview.policy} />
            </details>
          )}
        </div>
        <div className="rr-preview" role="region" aria-label="What it would say today" aria-live="polite">
          <h3>What it would say today</h3>
          {preview === null ? (
            <p>No mapping can be made from what was found: a line on the left has nothing to choose from.</p>
          ) : (
            <Effect report={preview.report} />
          )}
        </div>
      </div>
      {problem !== null && (
        <Notice kind="error">
          The mapping was not stored. {problem.message} Nothing was changed; your choices are still here.
        </Notice>
      )}
      {mayWrite === false && (
        <p className="rr-soft">
          Confirming a mapping is left to those who may change work items here. Ask one of them to open this page.
        </p>
      )}
      <div className="rr-buttons">
        {mayWrite !== false && (
          <Button
            primary
            text={isSaving ? "Storing…" : "Confirm this mapping"}
            disabled={isSaving || preview === null}
            onClick={() => {
              void hub.confirm();
            }}
          />
        )}
        <Button
          text={replaces === null ? "Read again" : "Keep the mapping in use"}
          disabled={isSaving}
          onClick={() => {
            void hub.discard();
          }}
        />
      </div>
    </>
  );
}

function looksLike({ proposal, chosen, preview }: Proposing): string {
  const share = preview?.report.share;
  const hasAssets = share !== undefined && share.inScope + share.byStage.Excluded > 0;
  const labelOf = (choices: readonly Choice<unknown>[], id: string): string =>
    choices.find((choice) => choice.id === id)?.label ?? "not found";
  return [
    `This project looks like ${labelOf(proposal.presets, chosen.preset)}`,
    `workloads: ${labelOf(proposal.workloadTypes, chosen.workloadTypes)}`,
    `assets: ${hasAssets ? labelOf(proposal.assetRules, chosen.assetRule) : "none found"}`,
    `releases: ${labelOf(proposal.releaseSources, chosen.releaseSource)}`,
  ].join(" · ");
}

function Choices(props: {
  readonly title: string;
  readonly part: Part;
  readonly choices: readonly Choice<unknown>[];
  readonly chosen: Chosen;
}): JSX.Element {
  const { title, part, choices, chosen } = props;
  const { hub } = useHub();
  return (
    <fieldset className="rr-choices">
      <legend>{title}</legend>
      {choices.length === 0 && (
        <p className="rr-soft">Nothing was found that could be this. Add such work items, or a type for them, first.</p>
      )}
      {choices.map(({ id, label, evidence, isFound }) => (
        <label key={id} className={classNames("rr-choice", !isFound && "rr-choice-unfound")}>
          <input
            type="radio"
            name={`rr-${part}`}
            checked={chosen[part] === id}
            onChange={() => {
              hub.choose({ [part]: id });
            }}
          />
          <span>
            <b>{label}</b>
            <span className="rr-soft">{evidence}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** States that the preset does not know. Each stays without a stage, and its assets unknown, until a person gives it one. */
function OpenStates(props: {
  readonly states: readonly OpenState[];
  readonly stages: Chosen["stages"];
}): JSX.Element | null {
  const { states, stages } = props;
  const { hub } = useHub();
  if (states.length === 0) return null;
  return (
    <fieldset className="rr-choices">
      <legend>States that the process does not know</legend>
      <p className="rr-soft">An asset in a state without a stage is unknown, and so is its release.</p>
      {states.map(({ key, type, state, category, items }) => (
        <label key={key} className="rr-open-state">
          <span>
            <b>{state}</b>
            <span className="rr-soft">
              {type}, {counted(items, "item")} in it; Azure Boards files it under {category}
            </span>
          </span>
          <select
            className="rr-field"
            value={stages[key] ?? ""}
            onChange={({ target }) => {
              const stage = LADDER.find((rung) => rung === target.value);
              const { [key]: _, ...others } = stages;
              hub.choose({ stages: stage === undefined ? others : { ...others, [key]: stage } });
            }}
          >
            <option value="">No stage (unknown)</option>
            {LADDER.map((stage) => (
              <option key={stage} value={stage}>
                {stageName(stage)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}

function Effect({ report }: { readonly report: Report }): JSX.Element {
  const { releases, unplanned, share, looseAssets, candidates, unrecognised, unmappedStates } = report;
  const workloads = new Set(releases.flatMap((release) => release.workloads.map(({ item }) => item?.id))).size;
  const lines: readonly (readonly [count: number, one: string, many: string])[] = [
    [releases.length, "release", "releases"],
    [workloads, "workload in a release", "workloads in a release"],
    [unplanned.length, "unplanned workload", "unplanned workloads"],
    [share.inScope, "asset in scope", "assets in scope"],
    [share.byStage.Excluded, "asset excluded", "assets excluded"],
    [looseAssets.length, "asset without workload and release", "assets without workload and release"],
    [unmappedStates.length, "state without a stage", "states without a stage"],
    [candidates.length, "workload candidate not recognised", "workload candidates not recognised"],
    [unrecognised.length, "item below workloads not recognised", "items below workloads not recognised"],
  ];
  return (
    <>
      <p>
        <b>{report.sentence}</b>
      </p>
      <ul className="rr-effect">
        {lines.map(([count, one, many]) => (
          <li key={one}>
            <b>{countText(count)}</b> {count === 1 ? one : many}
          </li>
        ))}
      </ul>
    </>
  );
}
