import * as React from "react";
import { groupBy } from "../../../domain/group";
import type { PlanAsset, PlanView } from "../../../domain/planning/iteration/planView";
import type { Team, TeamIteration } from "../../../domain/planning/teams";
import type { PlanningWorld } from "../../../domain/planning/world";
import { iterationTotals } from "../../../domain/planning/iteration/totals";
import { inTheWayOf } from "../../../domain/planning/iteration/waiting";
import { iterationWarnings } from "../../../domain/planning/iteration/warnings";
import type { Report } from "../../../domain/readiness/report";
import type { Snapshot } from "../../../domain/snapshot";
import { counted, fold } from "../../../domain/text";
import type { DraftState } from "../draft/state";
import type { PlanningTools } from "../tools";
import { CommitBar } from "./CommitBar";
import { commitmentOf } from "./commitment";
import { Figures } from "./Figures";
import { KeysHelp } from "./KeysHelp";
import type { PlanActions } from "./PlanGrid";
import { PlanLists } from "./PlanLists";
import { placeOutside, planLists } from "./rows";
import { useCapacity } from "./useCapacity";
import { FIELD_TITLES, valueText } from "./values";
import { Warnings } from "./Warnings";

/** One iteration of one team under planning: what it comes to, what is in it, and what is left. */
export function PlanBoard(props: {
  readonly tools: PlanningTools;
  readonly world: PlanningWorld;
  readonly draft: DraftState;
  readonly snapshot: Snapshot;
  readonly report: Report;
  readonly view: PlanView;
  readonly team: Team;
  readonly iteration: TeamIteration;
  /** Key of the release; empty for none. */
  readonly release: string;
  readonly releaseTitle: string;
  readonly mayWrite: boolean;
}): JSX.Element {
  const { tools, world, draft, snapshot, report, view, team, iteration, release, releaseTitle, mayWrite } = props;
  const { draft: draftStore, effects } = tools;
  const [said, say] = React.useState("");
  const lists = React.useMemo(() => planLists(view, team, iteration, release), [view, team, iteration, release]);
  const iterationNames = React.useMemo(
    () => new Map(team.iterations.map(({ path, name }) => [fold(path), name])),
    [team],
  );
  // The same assets stand in the two lists, whichever way they are moved.
  const listed = [...lists.backlog, ...lists.iteration]
    .map(({ item }) => item.id)
    .sort((a, b) => a - b)
    .join();
  const wayOf = React.useMemo(() => inTheWayOf(report, new Set(listed.split(",").map(Number))), [report, listed]);
  const capacity = useCapacity(effects, team, iteration);
  const ids = lists.iteration.map(({ item }) => item.id);
  const totals = iterationTotals(
    lists.iteration.map(({ item }) => item),
    team,
    iteration,
    capacity.capacity,
    world.records,
  );
  const warnings = React.useMemo(
    () =>
      iterationWarnings({ snapshot, policy: world.policy, report, now: world.now }, draft.planned, {
        team,
        iteration,
        items: lists.iteration.map(({ item }) => item.id),
      }),
    [snapshot, world.policy, world.now, report, draft.planned, team, iteration, lists.iteration],
  );
  const commitment = commitmentOf({ world, draft, team, iteration, rows: lists.iteration });
  const isBusy = draft.step.kind === "writing" || draft.step.kind === "undoing";

  const set: PlanActions["set"] = (rows, field, value) => {
    draftStore.edit(
      rows.map(({ item }) => item.id),
      { [field]: value },
    );
    say(`${FIELD_TITLES[field]} of ${nameOf(rows)}: ${value === null ? "none" : valueText(value)}.`);
  };
  const put: PlanActions["move"] = (rows) => {
    draftStore.edit(
      rows.map(({ item }) => item.id),
      { iterationPath: iteration.path },
    );
    say(`${nameOf(rows)} put into ${iteration.name}: now ${counted(ids.length + rows.length, "asset")}.`);
  };
  const take: PlanActions["move"] = (rows) => {
    const places = groupBy(rows, ({ asset }) => placeOutside(iteration, asset.item.iterationPath));
    for (const [iterationPath, going] of places) {
      draftStore.edit(
        going.map(({ item }) => item.id),
        { iterationPath },
      );
    }
    say(`${nameOf(rows)} taken out of ${iteration.name}: now ${counted(ids.length - rows.length, "asset")}.`);
  };
  const commit = (): void => {
    draftStore.commit({ iterationPath: iteration.path, team: team.name, items: ids });
    draftStore.review();
  };
  // A commitment to an iteration that was emptied can be withdrawn: to commit to nothing takes the tag from all.
  const mayCommit = mayWrite && !isBusy && (ids.length > 0 || commitment.committed !== null);

  return (
    <div
      className="rr-plan"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !event.ctrlKey || !mayWrite || isBusy) return;
        event.preventDefault();
        if (mayCommit) commit();
        else say(`Nothing is in ${iteration.name} yet: put assets into it first.`);
      }}
    >
      <Figures iteration={iteration} totals={totals} capacity={capacity} />
      <CommitBar
        commitment={commitment}
        iteration={iteration}
        onCommit={mayWrite ? commit : null}
        isDisabled={!mayCommit}
        isEmpty={ids.length === 0}
      />
      <Warnings warnings={warnings} />
      {mayWrite && <KeysHelp />}
      <PlanLists
        lists={lists}
        iteration={iteration}
        iterationNames={iterationNames}
        wayOf={wayOf}
        releaseTitle={releaseTitle}
        edits={draft.edits}
        actions={mayWrite && !isBusy ? { backlog: { move: put, set, say }, iteration: { move: take, set, say } } : null}
      />
      <p className="rr-unseen" role="status">
        {said}
      </p>
    </div>
  );
}

function nameOf(rows: readonly PlanAsset[]): string {
  const only = rows.length === 1 ? rows[0] : undefined;
  return only === undefined ? counted(rows.length, "asset") : only.item.title;
}
