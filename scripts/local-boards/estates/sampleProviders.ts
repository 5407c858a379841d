import { asset, lead, type SampleWorld, SUCCESSOR, workload } from "./sampleWorld";
import { addTask } from "./sampleTasks";

export const NETWORK_PROJECT = "Contoso Network";

const DAY = 86_400_000;

/** Adds providers of every other kind, and what else holds assets back without standing below them. */
export function addProviders(world: SampleWorld): void {
  addReachable(world);
  addUnmapped(world);
  addNetworkProject(world);
  addLinkedBlocker(world);
  addOpenTask(world);
}

/** A provider that stays, and was shown to be reachable from the cloud (D6). */
function addReachable(world: SampleWorld): void {
  const { builder, now } = world;
  const { id: parent, release } = workload(world, "Warehouse");
  const scale = world.addAsset({
    title: "Appliance Warehouse weighbridge",
    kind: "appliance",
    team: "Logistics",
    rung: "New",
    sprints: release.sprints,
    release: release.name,
    parent,
    strategy: "retain",
    tasks: false,
  });
  const dispatch = asset(world, "Warehouse", 3);
  builder.link(scale, SUCCESSOR, dispatch, now - 5 * DAY, lead(world));
  const proof = addTask(world, {
    title: "Weighbridge answers from the new region",
    tags: ["gate:connectivity"],
    team: "Logistics",
    created: { at: now - 5 * DAY, by: lead(world) },
    closed: { at: now - 2 * DAY, by: lead(world) },
    below: scale,
  });
  builder.note(
    "Provider that stays and can be reached",
    "It is retained; the task below it proves that the asset that needs it reaches it from the cloud.",
    scale,
    proof,
    dispatch,
  );
}

/** A provider whose stage nobody can tell, in another release. */
function addUnmapped(world: SampleWorld): void {
  const { builder, now } = world;
  const held = asset(world, "Report portal", 0);
  const tracker = asset(world, "Fleet", 4);
  builder.link(held, SUCCESSOR, tracker, now - 4 * DAY, lead(world));
  builder.note(
    "Provider in a state that no policy knows",
    "It is On hold: nobody can tell whether it is far enough for its dependant.",
    held,
    tracker,
  );
}

/** A project of another team, in another process, whose items the exit waits for (D5). */
function addNetworkProject(world: SampleWorld): void {
  const { builder, now } = world;
  const network = builder.project({
    name: NETWORK_PROJECT,
    description: "Generated sample data. No person, server or company in it is real.",
    process: "Basic",
  });
  const by = lead(world);
  const issue = (title: string, days: number): number =>
    builder.item({ type: "Issue", title, project: network, at: now - days * DAY, by });

  const circuit = issue("Circuit to the new region carries traffic", 40);
  builder.change(circuit, now - 12 * DAY, by, { "System.State": "Doing" });
  const terminal = asset(world, "Treasury", 1);
  builder.link(circuit, SUCCESSOR, terminal, now - 10 * DAY, by);
  builder.note(
    "Open provider in another project",
    `An issue of ${NETWORK_PROJECT} in Doing that an asset of Treasury waits for.`,
    circuit,
    terminal,
  );

  const names = issue("Names of the payroll servers are forwarded", 60);
  builder.change(names, now - 50 * DAY, by, { "System.State": "Doing" });
  builder.change(names, now - 45 * DAY, by, { "System.State": "Done" });
  const payroll = asset(world, "Payroll core", 1);
  builder.link(names, SUCCESSOR, payroll, now - 50 * DAY, by);
  builder.note(
    "Finished provider in another project",
    `An issue of ${NETWORK_PROJECT} that is Done: it holds nothing back.`,
    names,
    payroll,
  );
}

function addLinkedBlocker(world: SampleWorld): void {
  const { builder, now, project } = world;
  const by = lead(world);
  const blocker = builder.item({
    type: "Issue",
    title: "Contract with the carrier does not cover the new region",
    project,
    at: now - 8 * DAY,
    by,
    tags: ["blocker"],
    fields: { "System.AreaPath": `${project.name}\\Logistics` },
  });
  const held = asset(world, "Fleet", 3);
  builder.link(blocker, "System.LinkTypes.Related", held, now - 8 * DAY + 1000, by);
  builder.note(
    "Blocking item that is linked",
    "An open issue tagged blocker, related to an asset of Fleet and below nothing.",
    blocker,
    held,
  );
}

function addOpenTask(world: SampleWorld): void {
  const held = asset(world, "Financial reporting", 3);
  const task = addTask(world, {
    title: "Migrate scheduled reports left behind",
    tags: [],
    team: "Finance",
    created: { at: world.now - 3 * DAY, by: lead(world) },
    below: held,
  });
  world.builder.note(
    "Replicated asset with an open task",
    "It is Resolved, and a task of its migration is still open.",
    held,
    task,
  );
}
