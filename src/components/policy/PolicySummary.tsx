import * as React from "react";
import { dayText } from "../time";
import { stageName } from "../wording";
import type {
  AssetCondition,
  ItemFilter,
  Policy,
  ReleaseSettings,
  ReleaseSource,
  Signal,
} from "../../domain/policy/policy";
import { presetOf } from "../../domain/policy/presets";
import { counted } from "../../domain/text";
import "./policy.css";

/** A mapping in words: what counts as what, and how stages are read. */
export function PolicySummary({ policy }: { readonly policy: Policy }): JSX.Element {
  const { assets, workloads, releases, stateTable, signals } = policy;
  return (
    <div className="rr-policy">
      <dl>
        <dt>Made from</dt>
        <dd>{policy.preset === null ? "no preset" : presetOf(policy.preset).name}</dd>
        <dt>Workloads</dt>
        <dd>
          {listText(workloads.types)}
          {workloads.confirmed.length > 0 && `, and ${workloads.confirmed.length} confirmed by hand`}
          {workloads.splits.length > 0 && `, ${workloads.splits.length} going live in parts`}
        </dd>
        <dt>Assets</dt>
        <dd>
          {listText(assets.types)}
          {assets.when.length > 0 && ` with ${assets.when.map(conditionText).join(" and ")}`}
          {`; tag “${assets.includeTag}” includes one, “${assets.excludeTag}” takes one out`}
        </dd>
        {assets.phaseTitles.length > 0 && (
          <>
            <dt>Phases, never assets</dt>
            <dd>{assets.phaseTitles.join(", ")}</dd>
          </>
        )}
        <dt>Releases</dt>
        <dd>
          {sourceText(releases.source)}
          {releases.assetsFollowWorkload && "; assets belong to the release of their workload"}
        </dd>
        {releases.settings.length > 0 && (
          <>
            <dt>Set for releases</dt>
            <dd>{releases.settings.map(settingsText).join("; ")}</dd>
          </>
        )}
        <dt>Blocking items</dt>
        <dd>{filterText(policy.blockingItems)}</dd>
        <dt>UAT defects</dt>
        <dd>{filterText(policy.uatDefects)}</dd>
        <dt>Not done when closed as</dt>
        <dd>{listText(policy.notDoneReasons)}</dd>
        <dt>Dependencies</dt>
        <dd>{dependenciesText(policy)}</dd>
        <dt>Tasks</dt>
        <dd>{tasksText(policy)}</dd>
        <dt>Evidence</dt>
        <dd>{evidenceText(policy)}</dd>
        <dt>Areas in scope</dt>
        <dd>{policy.areas.length === 0 ? "all" : policy.areas.join(", ")}</dd>
        <dt>Inventory</dt>
        <dd>{policy.inventory.isDemanded ? "verdicts need it" : "verdicts do without it"}</dd>
        <dt>Planning</dt>
        <dd>{`delivered when ${policy.planning.doneStage}, committed by the tag ${policy.planning.commitmentTag}…`}</dd>
      </dl>
      <table className="rr-states">
        <caption>Stage of each state</caption>
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">State</th>
            <th scope="col">Stage</th>
          </tr>
        </thead>
        <tbody>
          {stateTable.map(({ type, state, stage, max }) => (
            <tr key={`${type}\n${state}`}>
              <td>{type}</td>
              <td>{state}</td>
              <td>
                {stageName(stage)}
                {max !== undefined && `, never above ${stageName(max)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {signals.length > 0 && (
        <>
          <h3>What raises the stage further</h3>
          <ul>
            {signals.map((signal, index) => (
              <li key={index}>
                <b>{stageName(signal.stage)}</b>: {signalText(signal)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function conditionText(condition: AssetCondition): string {
  switch (condition.kind) {
    case "tag":
      return `tag ${condition.tag}`;
    case "field":
      return `${condition.field} = ${condition.values.join(" or ")}`;
    case "title":
      return `title ${condition.title}`;
    case "childTasks":
      return `at least ${condition.atLeast} of the child tasks ${condition.titles.join(", ")}`;
  }
}

function sourceText(source: ReleaseSource): string {
  switch (source.kind) {
    case "none":
      return "none yet";
    case "iteration":
      return `iteration paths, level ${source.level}`;
    case "tag":
      return `tags ${source.prefix}…`;
    case "field":
      return `field ${source.field}`;
  }
}

function settingsText({ key, order, targetDate, model, freezes }: ReleaseSettings): string {
  const parts = [
    ...(order === undefined ? [] : [`place ${order}`]),
    ...(targetDate === undefined ? [] : [`target ${dayText(targetDate)}`]),
    ...(model === undefined ? [] : [model === "staged" ? "staged model" : "single-step model"]),
    ...(freezes ?? []).map(({ name, from, to }) => `freeze ${name} ${dayText(from)} – ${dayText(to)}`),
  ];
  return `${key}: ${parts.length === 0 ? "nothing" : parts.join(", ")}`;
}

function signalText(signal: Signal): string {
  switch (signal.kind) {
    case "tag":
      return `tag ${signal.tag}`;
    case "field":
      return `${signal.field} = ${signal.values.join(" or ")}`;
    case "boardColumn":
      return `board column ${signal.columns.join(" or ")}`;
    case "childTask":
      return `child task ${signal.titles.join(" or ")} ${signal.when}`;
    case "phaseItem":
      return `phase item of the workload ${signal.titles.join(" or ")} ${signal.when}`;
  }
}

function dependenciesText({ dependencies: { serves, soft } }: Policy): string {
  return [
    "Predecessor and Successor links",
    ...(serves.length > 0 ? [`serving a workload: ${serves.join(", ")}`] : []),
    ...(soft.length > 0 ? [`only warning: ${soft.join(", ")}`] : []),
  ].join("; ");
}

function tasksText({ tasks: { activities, block } }: Policy): string {
  if (activities.length === 0) return "nothing asked of them";
  return `open ones of ${counted(activities.length, "earlier activity", "earlier activities")} ${block ? "block" : "warn"}`;
}

function evidenceText({ evidence: { checklist } }: Policy): string {
  const required = checklist.filter(({ isRequired }) => isRequired);
  const known = `${counted(checklist.length, "entry", "entries")} on the checklist`;
  return required.length === 0
    ? `${known}, none required`
    : `${known}, required: ${required.map(({ title }) => title).join(", ")}`;
}

function filterText({ types, tags }: ItemFilter): string {
  if (types.length === 0 && tags.length === 0) return "none asked for";
  const typed = types.length === 0 ? "any type" : types.join(", ");
  return tags.length === 0 ? typed : `${typed} with tag ${tags.join(" or ")}`;
}

function listText(values: readonly string[]): string {
  return values.length === 0 ? "none" : values.join(", ");
}
