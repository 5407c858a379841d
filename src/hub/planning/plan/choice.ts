import type { Team, TeamIteration } from "../../../domain/planning/teams";
import type { Day } from "../../../domain/workItem";
import type { PlanningView } from "../../store/view";

/** The team and the iteration that a page of planning looks at. */
export interface Choice {
  /** Null where the project has no team. */
  readonly team: Team | null;
  /** Null where the team has chosen none. */
  readonly iteration: TeamIteration | null;
  /** Sentences: what the address names and is not there. */
  readonly missing: readonly string[];
}

/** The iteration that a page shows where the address names none: the one to come, or the one that runs. */
export type FirstChoice = "next" | "running";

/**
 * What an address chooses of the teams; where it names nothing, or what is not there, the first team, and its next
 * or running iteration: the other of the two where there is only that, else the last one.
 */
export function choiceOf(
  teams: readonly Team[],
  subject: Pick<PlanningView, "team" | "iteration">,
  today: Day,
  first: FirstChoice,
): Choice {
  const named = teams.find(({ name }) => name === subject.team);
  const team = named ?? teams[0] ?? null;
  const missing: string[] = [];
  if (subject.team !== null && named === undefined) missing.push(`There is no team "${subject.team}" here.`);
  if (team === null) return { team, iteration: null, missing };
  const chosen = team.iterations.find(({ path }) => path === subject.iteration);
  if (subject.iteration !== null && chosen === undefined) {
    missing.push(`${team.name} has not chosen the iteration "${subject.iteration}".`);
  }
  return { team, iteration: chosen ?? firstIteration(team.iterations, today, first), missing };
}

function firstIteration(iterations: readonly TeamIteration[], today: Day, first: FirstChoice): TeamIteration | null {
  const next = iterations.find(({ dates }) => dates !== null && dates.firstDay > today);
  const running = iterations.find((iteration) => timeOf(iteration, today) === "running");
  const wanted = first === "next" ? (next ?? running) : (running ?? next);
  return wanted ?? iterations.filter(({ dates }) => dates !== null).at(-1) ?? iterations[0] ?? null;
}

/** When an iteration is, seen from a day; null where it has no dates. */
export function timeOf({ dates }: TeamIteration, today: Day): "over" | "running" | "to come" | null {
  if (dates === null) return null;
  if (dates.lastDay < today) return "over";
  return dates.firstDay > today ? "to come" : "running";
}
