import type { MemberCapacity, Team } from "../../src/domain/planning/teams";
import type { IterationRecord } from "../../src/domain/planning/velocity/record";
import type { Track } from "../../src/domain/planning/velocity/track";
import type { Policy } from "../../src/domain/policy/policy";
import type { Stage } from "../../src/domain/readiness/stage";
import type { IterationNode } from "../../src/domain/snapshot";
import { day, policy } from "./estate";

export const SPRINT_1 = "Contoso\\Sprint 1";
export const SPRINT_2 = "Contoso\\Sprint 2";
export const SPRINT_3 = "Contoso\\Sprint 3";

/** Sprint 1 is over, 2 is running at the tests' now, 3 is to come: two weeks each. */
export const SPRINT_DATES = [
  ["2026-11-02", "2026-11-15"],
  ["2026-11-16", "2026-11-29"],
  ["2026-11-30", "2026-12-13"],
] as const;

/** The root with three sprints; below nodes of the first level, three sprints in each of those. */
export function iterationTree(...parents: readonly string[]): IterationNode[] {
  const root = { path: "Contoso", name: "Contoso", level: 0, startDate: null, finishDate: null };
  const sprintsIn = (parent: string, level: number): IterationNode[] =>
    SPRINT_DATES.map(([first, last], index) => ({
      path: `${parent}\\Sprint ${index + 1}`,
      name: `Sprint ${index + 1}`,
      level,
      startDate: day(first),
      finishDate: day(last),
    }));
  return parents.length === 0
    ? [root, ...sprintsIn("Contoso", 1)]
    : [
        root,
        ...parents.flatMap((path) => [
          { path, name: path.split("\\").at(-1) ?? path, level: 1, startDate: null, finishDate: null },
          ...sprintsIn(path, 2),
        ]),
      ];
}

/** A policy whose releases are the iterations of the first level (M3). */
export function withReleasesAsIterations(changes: Partial<Policy> = {}): Policy {
  const { releases } = policy();
  return policy({ releases: { ...releases, source: { kind: "iteration", level: 1 } }, ...changes });
}

/** A team that owns all of the project and works Monday to Friday in the three sprints. */
export function team(changes: Partial<Team> = {}): Team {
  return {
    id: "t1",
    name: "Blue",
    areas: [{ path: "Contoso", includesChildren: true }],
    weekdays: [1, 2, 3, 4, 5],
    iterations: SPRINT_DATES.map(([firstDay, lastDay], index) => ({
      id: `i${index + 1}`,
      path: `Contoso\\Sprint ${index + 1}`,
      name: `Sprint ${index + 1}`,
      dates: { firstDay, lastDay },
      daysOff: [],
    })),
    ...changes,
  };
}

/** A member who works six hours a day. */
export function member(changes: Partial<MemberCapacity> = {}): MemberCapacity {
  return { name: "Kim", hoursPerDay: 6, daysOff: [], ...changes };
}

const NOTHING = { items: 0, effort: 0, unestimated: 0, ids: [] } as const;

/** So many assets, each of an effort of one. */
export function counted(items: number, effort: number = items) {
  return { items, effort, unestimated: 0, ids: Array.from({ length: items }, (_, index) => index + 1) };
}

/** A finished iteration of ten working days in which nothing happened. */
export function iterationRecord(changes: Partial<IterationRecord> = {}): IterationRecord {
  return {
    team: "Blue",
    path: SPRINT_1,
    name: "Sprint 1",
    firstDay: "2026-11-02",
    lastDay: "2026-11-15",
    workingDays: 10,
    isOver: true,
    outage: null,
    commitment: null,
    committed: NOTHING,
    added: NOTHING,
    removed: NOTHING,
    delivered: NOTHING,
    deliveredByKind: [],
    carriedOver: NOTHING,
    reopened: NOTHING,
    scopeIn: NOTHING,
    scopeOut: NOTHING,
    reached: { Replicated: NOTHING, Staged: NOTHING, Accepted: NOTHING, Promoted: NOTHING },
    grown: {
      Replicated: { in: NOTHING, out: NOTHING },
      Staged: { in: NOTHING, out: NOTHING },
      Accepted: { in: NOTHING, out: NOTHING },
      Promoted: { in: NOTHING, out: NOTHING },
    },
    ...changes,
  };
}

/** The past of an asset of the team Blue: the days on which it came to a stage. */
export function track(
  id: number,
  kind: string | null,
  stages: readonly (readonly [on: string, stage: Stage])[],
): Track {
  return {
    id,
    title: `VM ${id}`,
    kind,
    from: Number.NEGATIVE_INFINITY,
    steps: stages.map(([on, stage]) => ({
      at: day(on),
      stage,
      team: "Blue",
      iterationPath: "Contoso",
      release: null,
      effort: null,
      tags: [],
      kind,
    })),
  };
}
