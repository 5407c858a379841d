import { lead, person, type SampleWorld } from "./sampleWorld";
import { kindName, type PilotPlan, PILOTS, RELEASES } from "./samplePlan";

const DAY = 86_400_000;

/**
 * Adds to the first release what each team tried its way with: small workloads, moved while the foundation was and promoted until
 * lately, so that every team has a pace up to each gate.
 *
 * @param startOf first day of a sprint, counted from 1; midnight UTC in milliseconds since the epoch
 */
export function addPilots(world: SampleWorld, startOf: (sprint: number) => number): void {
  for (const [index, plan] of PILOTS.entries()) addPilot(world, plan, person(world, index + 2).uniqueName, startOf);
}

function addPilot(world: SampleWorld, plan: PilotPlan, owner: string, startOf: (sprint: number) => number): void {
  const { builder, project } = world;
  const [release] = RELEASES;
  if (release === undefined) throw new Error("The sample has no release.");
  const planned = startOf(1) - 15 * DAY;
  const id = builder.item({
    type: "Feature",
    title: plan.name,
    project,
    at: planned,
    by: lead(world),
    tags: [`release:${release.name}`],
    fields: {
      "System.AreaPath": `${project.name}\\${plan.team}`,
      "System.IterationPath": `${project.name}\\Sprint ${release.sprints[1]}`,
      "System.AssignedTo": owner,
    },
  });
  builder.parent(id, world.epic, planned, lead(world));
  builder.change(id, startOf(1) + DAY, lead(world), { "System.State": "Active" });
  const sprints = plan.moves.flatMap((count, index) => Array.from({ length: count }, () => index + 1));
  for (const [index, sprint] of sprints.entries()) {
    const kind = plan.kinds[index % plan.kinds.length] ?? "vm";
    world.addAsset({
      title: `${kindName(kind)} ${plan.name} ${String(index + 1).padStart(2, "0")}`,
      kind,
      team: plan.team,
      rung: "Promoted",
      sprints: [sprint, sprint],
      settles: plan.settles[index % plan.settles.length] ?? 0,
      release: release.name,
      parent: id,
      isOfTheBeginning: true,
      tasks: false,
    });
  }
  builder.change(id, world.now - DAY, lead(world), { "System.State": "Closed" });
  builder.note(plan.name, `Workload of ${release.name}, with which the team tried its way. Promoted.`, id);
}
