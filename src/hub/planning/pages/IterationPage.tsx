import * as React from "react";
import { fileName } from "../../../components/saving";
import { Section } from "../../../components/Section";
import { exactTime } from "../../../components/time";
import { countText } from "../../../components/numbers";
import type { Team, TeamIteration } from "../../../domain/planning/teams";
import type { PlanningWorld } from "../../../domain/planning/world";
import { counted } from "../../../domain/text";
import { ViewLink } from "../../HubContext";
import { ExportMenu } from "../../pack/ExportMenu";
import { todayOf } from "../../store/past";
import { iterationCsv } from "../iteration/iterationCsv";
import { type IterationView, iterationView } from "../iteration/sections";
import { StatusTable } from "../iteration/StatusTable";
import { choiceOf } from "../plan/choice";
import { Choices, NothingToPlan } from "../plan/Choices";
import type { PlanningPageProps } from "../PlanningPage";
import "../plan/plan.css";

const FORMATS = { csv: { title: "CSV", holds: "all lists of this iteration, for a spreadsheet" } } as const;

/** An iteration under way: committed, done, at risk, blocked; one that is over as it was at its end. */
export function IterationPage({ world, subject }: PlanningPageProps): JSX.Element {
  const today = todayOf(world.report);
  const choice = choiceOf(world.teams, subject, today, "running");
  const { team, iteration } = choice;
  return (
    <div className="rr-plan">
      <Choices teams={world.teams} choice={choice} subject={subject} today={today} />
      {team === null || iteration === null ? (
        <NothingToPlan team={team} />
      ) : (
        <Shown world={world} team={team} iteration={iteration} day={today} />
      )}
    </div>
  );
}

function Shown(props: {
  readonly world: PlanningWorld;
  readonly team: Team;
  readonly iteration: TeamIteration;
  readonly day: string;
}): JSX.Element {
  const { world, team, iteration, day } = props;
  const view = React.useMemo(() => iterationView(world, team, iteration), [world, team, iteration]);
  const { sentence, sections, isFrozen } = view;
  const plan = (
    <ViewLink
      to={{
        subject: { kind: "planning", page: "plan", team: team.name, iteration: iteration.path, release: null },
      }}
    >
      Plan {iteration.name}
    </ViewLink>
  );
  return (
    <>
      <p className="rr-sentence">{sentence}</p>
      {sections.length === 0 ? (
        <div className="rr-none">
          <span>
            {isFrozen
              ? "Nothing was in it, and nothing was delivered during it."
              : "No asset of this team is in it, and nothing of its backlogs can be begun."}
          </span>
          {!isFrozen && plan}
        </div>
      ) : (
        <>
          <div className="rr-iteration-commands">
            <p>{commitmentText(view, iteration, world.policy.planning.graceDays)}</p>
            {!isFrozen && plan}
            <ExportMenu
              formats={FORMATS}
              make={() =>
                Promise.resolve({
                  name: fileName([team.name, iteration.name, day], "csv"),
                  type: "text/csv;charset=utf-8",
                  text: iterationCsv(view),
                })
              }
            />
          </div>
          {sections.map(({ title, items, hint }) => (
            <Section key={title} title={title} count={items.length} isOpen {...(hint === null ? {} : { hint })}>
              <StatusTable label={title} items={items} hasOwners={!isFrozen} />
            </Section>
          ))}
        </>
      )}
    </>
  );
}

function commitmentText({ commitment }: IterationView, { name }: TeamIteration, graceDays: number): string {
  if (commitment === null) return `Nobody has committed to ${name} yet.`;
  const { how, at, items } = commitment;
  return how === "tag"
    ? `Committed on ${exactTime(at)}: ${countText(items)}.`
    : `Nobody committed: the ${counted(items, "asset")} that it held after ${counted(graceDays, "day")} of grace count as committed.`;
}
