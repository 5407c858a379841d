import type { Day } from "../workItem";
import type { DayRange } from "./days";

/** A team of the project, with what of it counts for plans. */
export interface Team {
  readonly id: string;
  readonly name: string;
  /** The area paths whose work items are its own. */
  readonly areas: readonly { readonly path: string; readonly includesChildren: boolean }[];
  /** Days of the week on which it works: 0 is Sunday, 6 Saturday. */
  readonly weekdays: readonly number[];
  /** The iterations that it chose, by their first day; those without dates last. */
  readonly iterations: readonly TeamIteration[];
}

/** An iteration as a team works in it. */
export interface TeamIteration {
  /** The id by which the team's settings know it. */
  readonly id: string;
  /** As work items carry it. */
  readonly path: string;
  readonly name: string;
  /** Null where nobody gave it dates. */
  readonly dates: { readonly firstDay: Day; readonly lastDay: Day } | null;
  /** Days on which the whole team is off. */
  readonly daysOff: readonly DayRange[];
}

/** What the members of a team have time for in one iteration. */
export interface IterationCapacity {
  readonly members: readonly MemberCapacity[];
}

/** One member of a team in one iteration. */
export interface MemberCapacity {
  readonly name: string;
  /** Hours on each day that the member works. */
  readonly hoursPerDay: number;
  readonly daysOff: readonly DayRange[];
}

/**
 * Gives the team that an area path belongs to: the one that names the longest path of those that hold it, the first of
 * several by name. Null for none.
 */
export function teamReader(teams: readonly Team[]): (areaPath: string) => Team | null {
  const places = teams
    .flatMap((team) =>
      team.areas.map(({ path, includesChildren }) => ({ team, path: path.toLowerCase(), includesChildren })),
    )
    .sort((a, b) => b.path.length - a.path.length || (a.team.name < b.team.name ? -1 : 1));
  const known = new Map<string, Team | null>();
  return (areaPath) => {
    let team = known.get(areaPath);
    if (team === undefined) {
      const area = areaPath.toLowerCase();
      const place = places.find(
        ({ path, includesChildren }) => area === path || (includesChildren && area.startsWith(`${path}\\`)),
      );
      team = place?.team ?? null;
      known.set(areaPath, team);
    }
    return team;
  };
}
