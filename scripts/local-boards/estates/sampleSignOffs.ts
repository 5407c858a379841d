import type { EstateUser } from "../model/estate";
import { lead, person, type AssetPlan, type SampleWorld } from "./sampleWorld";
import { addTask, dayOf } from "./sampleTasks";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RELEASE = "R4 Finance";
const TEAM = "Finance";

/**
 * Adds a workload of which every asset is accepted, and whose sign-offs do not hold: the ways in which they fail stand side
 * by side, in a release that is not ready anyway.
 */
export function addSignOffs(world: SampleWorld): void {
  const { builder, project, now } = world;
  const owner = person(world, 7);
  const tax = builder.item({
    type: "Feature",
    title: "Tax filing",
    project,
    at: now - 150 * DAY,
    by: lead(world),
    tags: [`release:${RELEASE}`],
    fields: { "System.AreaPath": `${project.name}\\${TEAM}`, "System.AssignedTo": owner.uniqueName },
  });
  builder.parent(tax, world.epic, now - 150 * DAY, lead(world));
  builder.change(tax, now - 90 * DAY, lead(world), { "System.State": "Active" });
  const common = { kind: "vm", team: TEAM, rung: "Accepted", release: RELEASE, parent: tax } as const;
  const add = (title: string, sprints: AssetPlan["sprints"], isOfTheBeginning: boolean): number => {
    const id = world.addAsset({ ...common, title: `VM Tax filing ${title}`, sprints, isOfTheBeginning });
    // After the day before yesterday it changes no more; who signs off below is thereby known not to be, or to be, its assignee.
    builder.change(id, now - 22 * HOUR, lead(world), { "System.AssignedTo": owner.uniqueName });
    return id;
  };
  // Accepted more than thirty days ago, and in the last days.
  for (const number of ["01", "02", "03"]) add(number, [3, 7], true);
  const joined = add("04", [10, 10], false);
  builder.note("Workload whose sign-offs do not hold", `All of it is accepted; it is part of ${RELEASE}.`, tax);

  const task = (gate: string, title: string, created: number, closed?: { at: number; by: EstateUser }): number =>
    addTask(world, {
      title: `${title} Tax filing`,
      tags: [`gate:${gate}`],
      team: TEAM,
      created: { at: created, by: lead(world) },
      ...(closed === undefined ? {} : { closed }),
      below: tax,
    });
  const old = task("rollback-rehearsed", "Rollback rehearsed", now - 45 * DAY, {
    at: now - 40 * DAY,
    by: person(world, 3),
  });
  builder.note("Evidence that ran out", "Given 40 days ago, and good for 30.", old);

  const own = task("business-accepted", "Accepted by the business", now - 4 * DAY, { at: now - 20 * HOUR, by: owner });
  builder.note("Sign-off by an assignee", "Closed by who is assigned to the assets that it accepts.", own);

  const early = task("security-accepted", "Accepted by security", now - 30 * DAY, {
    at: now - 25 * DAY,
    by: world.approvers.security,
  });
  builder.note("Sign-off of what grew since", "An asset joined the workload after it was given.", early, joined);

  const waived = task("operations-accepted", "Accepted by operations", now - 30 * DAY);
  const waiver = addTask(world, {
    title: "Promote Tax filing without the sign-off of operations",
    tags: ["waiver:SIGNOFF_MISSING:operations-accepted", `until:${dayOf(now + 20 * DAY)}`],
    team: TEAM,
    created: { at: now - 6 * DAY, by: owner },
    closed: { at: now - 5 * DAY, by: lead(world) },
    related: tax,
    description: "Operations takes over after the year is closed.",
  });
  builder.note("Waived sign-off", "It is open, and a waiver in force names it by its id.", waived, waiver);

  const missing = addTask(world, {
    title: `Release ${RELEASE} approved`,
    tags: ["gate:release-approved", `release:${RELEASE}`],
    team: TEAM,
    created: { at: now - 10 * DAY, by: lead(world) },
  });
  builder.note("Missing sign-off", `${RELEASE} was asked for its approval, and nobody gave it.`, missing);
}
