import * as React from "react";
import { Notice } from "../../../components/Notice";
import { dayText } from "../../../components/time";
import type { Team } from "../../../domain/planning/teams";
import type { Day } from "../../../domain/workItem";
import { useHub } from "../../HubContext";
import type { PlanningView } from "../../store/view";
import { type Choice, timeOf } from "./choice";

/** Chooses team and iteration; both stand in the address. `children` are further choices of a page. */
export function Choices(props: {
  readonly teams: readonly Team[];
  readonly choice: Choice;
  readonly subject: PlanningView;
  readonly today: Day;
  readonly children?: React.ReactNode;
}): JSX.Element {
  const { teams, choice, subject, today, children } = props;
  const { hub } = useHub();
  const { team, iteration, missing } = choice;
  const open = (change: Partial<PlanningView>): void => {
    hub.open({ subject: { kind: "planning", ...subject, team: team?.name ?? null, ...change } });
  };
  return (
    <>
      <div className="rr-plan-choices">
        <label className="rr-labelled">
          Team
          <select
            className="rr-field"
            value={team?.name ?? ""}
            onChange={({ target }) => {
              // Teams share iterations more often than not, but for each of them another one may be next.
              open({ team: target.value, iteration: null });
            }}
          >
            {teams.map(({ id, name }) => (
              <option key={id} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="rr-labelled">
          Iteration
          <select
            className="rr-field"
            value={iteration?.path ?? ""}
            onChange={({ target }) => {
              open({ iteration: target.value });
            }}
          >
            {team?.iterations.map((one) => (
              <option key={one.id} value={one.path}>
                {one.name}
                {one.dates === null
                  ? " (no dates)"
                  : ` (${dayText(one.dates.firstDay)} – ${dayText(one.dates.lastDay)}, ${timeOf(one, today) ?? ""})`}
              </option>
            ))}
          </select>
        </label>
        {children}
      </div>
      {missing.length > 0 && <Notice kind="warning">{missing.join(" ")} This is another one.</Notice>}
    </>
  );
}

/** What stands in place of a page where there is no team, or no iteration to look at. */
export function NothingToPlan({ team }: { readonly team: Team | null }): JSX.Element {
  return (
    <div className="rr-empty">
      <h2>{team === null ? "The project has no team to plan with" : `${team.name} has no iterations`}</h2>
      <p>
        {team === null
          ? "Add a team in Project settings, Teams, and give it areas and iterations."
          : "Give iterations dates in Project settings, Project configuration, and choose those of the team in Team configuration."}
      </p>
    </div>
  );
}
