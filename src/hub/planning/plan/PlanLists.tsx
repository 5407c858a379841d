import * as React from "react";
import { countText } from "../../../components/numbers";
import { CAUSES } from "../../../components/wording";
import type { PlanningEdits } from "../../../domain/planning/iteration/edits";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import type { InTheWay } from "../../../domain/planning/iteration/waiting";
import type { TeamIteration } from "../../../domain/planning/teams";
import type { BlockerCode } from "../../../domain/readiness/report";
import { fold } from "../../../domain/text";
import { type PlanActions, PlanGrid } from "./PlanGrid";
import type { PlanLists as Lists } from "./rows";
import "./plan.css";

/** Said of another asset, they mean that it is behind (D4). */
const OWN_STAGE: ReadonlySet<BlockerCode> = new Set(["NOT_REPLICATED", "NOT_STAGED", "NOT_ACCEPTED"]);

/** The backlog of a release beside what an iteration holds. */
export function PlanLists(props: {
  readonly lists: Lists;
  readonly iteration: TeamIteration;
  /** Other iterations of the team by their folded path: where else an asset is planned. */
  readonly iterationNames: ReadonlyMap<string, string>;
  /** What stands in the way of an asset besides its own stage, by its id. */
  readonly wayOf: (id: number) => InTheWay;
  /** The release that is chosen, e.g. `Wave 2`, or `No release`. */
  readonly releaseTitle: string;
  readonly edits: PlanningEdits;
  /** Null where nothing may be changed. */
  readonly actions: { readonly backlog: PlanActions; readonly iteration: PlanActions } | null;
}): JSX.Element {
  const { lists, iteration, iterationNames, wayOf, releaseTitle, edits, actions } = props;
  const [backlogId, iterationId] = ["rr-plan-backlog", "rr-plan-iteration"];
  const elsewhere = ({ item }: PlanAsset): string | null => iterationNames.get(fold(item.iterationPath)) ?? null;
  return (
    <div className="rr-plan-lists">
      <section className="rr-plan-list" aria-labelledby={backlogId}>
        <h2 id={backlogId}>
          {releaseTitle}: not in {iteration.name} <span className="rr-count">{countText(lists.backlog.length)}</span>
        </h2>
        <PlanGrid
          label={`${releaseTitle}: not in ${iteration.name}`}
          side="backlog"
          rows={lists.backlog}
          edits={edits}
          actions={actions?.backlog ?? null}
          noteOf={(row) => noteOf(row, elsewhere(row), wayOf(row.item.id))}
          empty="Nothing of this team is left to be planned here."
        />
        <Others others={lists.others} />
      </section>
      <section className="rr-plan-list" aria-labelledby={iterationId}>
        <h2 id={iterationId}>
          {iteration.name} <span className="rr-count">{countText(lists.iteration.length)}</span>
        </h2>
        <PlanGrid
          label={iteration.name}
          side="iteration"
          rows={lists.iteration}
          edits={edits}
          actions={actions?.iteration ?? null}
          noteOf={(row) => noteOf(row, null, wayOf(row.item.id))}
          empty="Nothing is planned for it yet. Put assets of the backlog into it."
        />
      </section>
    </div>
  );
}

/** Where else it is planned, and the first thing that is in its way. */
function noteOf({ item, isDone }: PlanAsset, elsewhere: string | null, way: InTheWay): string | null {
  const parts: string[] = [];
  if (isDone) parts.push("Done");
  if (elsewhere !== null) parts.push(`In ${elsewhere}`);
  const [blocker] = [...way.holding, ...way.dependencies];
  if (blocker !== undefined && !isDone) {
    const { workItem } = blocker;
    const isOther = workItem !== null && workItem.id !== item.id;
    const isBehind = blocker.code === "DEP_BEHIND" || OWN_STAGE.has(blocker.code);
    const cause = isOther && isBehind ? "Waits for" : `${CAUSES[blocker.code]}${isOther ? ":" : ""}`;
    parts.push(isOther ? `${cause} ${workItem.title}` : cause);
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
