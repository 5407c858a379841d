import * as React from "react";
import { countText } from "../../../components/numbers";
import { CAUSES } from "../../../components/wording";
import type { PlanningEdits } from "../../../domain/planning/iteration/edits";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import type { TeamIteration } from "../../../domain/planning/teams";
import { fold } from "../../../domain/text";
import { type PlanActions, PlanGrid } from "./PlanGrid";
import type { BlockerOf, PlanLists as Lists } from "./rows";
import "./plan.css";

/** The backlog of a release beside what an iteration holds. */
export function PlanLists(props: {
  readonly lists: Lists;
  readonly iteration: TeamIteration;
  /** Other iterations of the team by their folded path: where else an asset is planned. */
  readonly iterationNames: ReadonlyMap<string, string>;
  readonly blockerOf: BlockerOf;
  /** The release that is chosen, e.g. `Wave 2`, or `No release`. */
  readonly releaseTitle: string;
  readonly edits: PlanningEdits;
  /** Null where nothing may be changed. */
  readonly actions: { readonly backlog: PlanActions; readonly iteration: PlanActions } | null;
}): JSX.Element {
  const { lists, iteration, iterationNames, blockerOf, releaseTitle, edits, actions } = props;
  const [backlogId, iterationId] = ["rr-plan-backlog", "rr-plan-iteration"];
  const elsewhere = ({ item }: PlanAsset): string | null => iterationNames.get(fold(item.iterationPath)) ?? null;
  return (
    <div className="rr-plan-lists">
      <section className="rr-plan-list" aria-labelledby={backlogId}>
        <h3 id={backlogId}>
          {releaseTitle}: not in {iteration.name} <span className="rr-count">{countText(lists.backlog.length)}</span>
        </h3>
        <PlanGrid
          label={`${releaseTitle}: not in ${iteration.name}`}
          side="backlog"
          rows={lists.backlog}
          edits={edits}
          actions={actions?.backlog ?? null}
          noteOf={(row) => noteOf(row, elsewhere(row), blockerOf)}
          empty="Nothing of this team is left to be planned here."
        />
        <Others others={lists.others} />
      </section>
      <section className="rr-plan-list" aria-labelledby={iterationId}>
        <h3 id={iterationId}>
          {iteration.name} <span className="rr-count">{countText(lists.iteration.length)}</span>
        </h3>
        <PlanGrid
          label={iteration.name}
          side="iteration"
          rows={lists.iteration}
          edits={edits}
          actions={actions?.iteration ?? null}
          noteOf={(row) => noteOf(row, null, blockerOf)}
          empty="Nothing is planned for it yet. Put assets of the backlog into it."
        />
      </section>
    </div>
  );
}

/** Where else it is planned, and what is in its way. */
function noteOf(row: PlanAsset, elsewhere: string | null, blockerOf: BlockerOf): string | null {
  const { item, isDone } = row;
  const nextBlocker = blockerOf(row);
  const parts: string[] = [];
  if (isDone) parts.push("Done");
  if (elsewhere !== null) parts.push(`In ${elsewhere}`);
  if (nextBlocker !== null && !isDone) {
    const { workItem, code } = nextBlocker;
    const other = workItem === null || workItem.id === item.id ? "" : `: ${workItem.title}`;
    parts.push(`${CAUSES[code]}${other}`);
  }
  return parts.length === 0 ? null : parts.join(" · ");
}

/** What of the release is not this team's to plan. */
function Others({ others }: { readonly others: Lists["others"] }): JSX.Element | null {
  const { ofOtherTeams, ofNoTeam } = others;
  const parts = [
    ...(ofOtherTeams === 0 ? [] : [`${countText(ofOtherTeams)} belong to other teams`]),
    ...(ofNoTeam === 0 ? [] : [`${countText(ofNoTeam)} to no team, by their area paths`]),
  ];
  return parts.length === 0 ? null : <p className="rr-soft">Of what else is open here, {parts.join(", ")}.</p>;
}
