/** A project with a team that has iterations, capacities and a past, and with assets to be planned. */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate, EstateUser } from "../../../scripts/local-boards/model/estate";

export const PROJECT = "Fabrikam Move";
const DAY = 86_400_000;
/** Sprints 1 to 4 are over, 5 runs, 6 and 7 are to come; each lasts two weeks. */
const SPRINTS = 7;
const RUNNING = 5;
/** What the team delivered in the sprints that are over. */
const DELIVERED = [3, 9, 5, 6];

/** An estate, and the ids of what is in it by title. */
export interface PlanningEstate {
  readonly estate: Estate;
  readonly idOf: (title: string) => number;
}

/** The path of a sprint as work items carry it. */
export function sprint(number: number): string {
  return `${PROJECT}\\Sprint ${number}`;
}

/** Title of the asset with a number, from 1. */
export function vm(number: number): string {
  return `VM-${String(number).padStart(2, "0")}`;
}

/**
 * A release R1 with so many new, unestimated VMs that are in no sprint, beside those that the team delivered.
 *
 * @param users  further people, e.g. who may only read
 */
export function planningEstate(assets: number, users: readonly EstateUser[] = []): PlanningEstate {
  const now = Date.now();
  const monday = now - (((Math.floor(now / DAY) + 3) % 7) * DAY + (now % DAY));
  const startOf = (number: number): number => monday + (number - RUNNING) * 14 * DAY;
  const ids = new Map<string, number>();
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  const ben = builder.user("Ben Example", "ben@example.com");
  const project = builder.project({
    name: PROJECT,
    iterations: Array.from({ length: SPRINTS }, (_, index) => ({
      name: `Sprint ${index + 1}`,
      start: dayOfInstant(startOf(index + 1)),
      finish: dayOfInstant(startOf(index + 1) + 13 * DAY),
    })),
    teams: { Movers: [PROJECT] },
  });
  builder.equipTeams(project, (team) => ({
    ...team,
    members: [by.id, ben.id],
    iterations: project.iterations.children.map(({ identifier }, index) => ({
      iteration: identifier,
      capacities: [by, ben].map(({ id }) => ({
        member: id,
        activities: [{ name: "Deployment", hoursPerDay: 6 }],
        daysOff: [],
      })),
      daysOff: index + 1 === RUNNING + 1 ? [dayOff(startOf(RUNNING + 1) + 2 * DAY)] : [],
    })),
  }));

  const made = startOf(1) - 30 * DAY;
  const add = (type: string, title: string, tags: readonly string[], fields: Record<string, string> = {}): number => {
    const id = builder.item({ type, title, project, at: made, by, tags, fields });
    ids.set(title, id);
    return id;
  };
  const done = add("Feature", "Intranet", ["release:R0"]);
  DELIVERED.forEach((count, index) => {
    for (let asset = 1; asset <= count; asset += 1) {
      const title = `OLD-${index + 1}-${asset}`;
      const id = add("User Story", title, ["kind:vm"], { "System.IterationPath": sprint(index + 1) });
      builder.parent(id, done, made + 60_000, by);
      builder.change(id, startOf(index + 1) + 4 * DAY, by, { "System.State": "Resolved" });
    }
  });
  const payroll = add("Feature", "Payroll", ["release:R1"]);
  for (let number = 1; number <= assets; number += 1) {
    builder.parent(add("User Story", vm(number), ["kind:vm"]), payroll, made + 60_000, by);
  }
  const built = builder.build({ label: "sample", description: "Made for a test." });
  return {
    estate: { ...built, users: [...built.users, ...users] },
    idOf: (title) => {
      const id = ids.get(title);
      if (id === undefined) throw new Error(`The project has no item "${title}".`);
      return id;
    },
  };
}

function dayOff(start: number): { readonly start: string; readonly end: string } {
  const day = new Date(start).toISOString();
  return { start: day, end: day };
}

function dayOfInstant(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
