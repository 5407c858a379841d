import type { EstateUser } from "../model/estate";
import { asset, lead, person, type SampleWorld, workload } from "./sampleWorld";
import { addTask } from "./sampleTasks";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Adds proofs, tests and sign-offs (E1): complete where a release is ready, and each way in which they are not elsewhere. */
export function addEvidence(world: SampleWorld): void {
  addComplete(world);
  addIncomplete(world);
}

/** What a release that is ready has: everything that was asked for, given after the last change of what it covers. */
function addComplete(world: SampleWorld): void {
  const { builder, now, approvers } = world;
  // After the last change in scope of these releases, which was four days ago in R2 and half a day ago in R3.
  const given = now - 3 * DAY;
  for (const name of ["Payroll core", "Time recording", "Pensions"]) {
    const add = (id: string, title: string, by: EstateUser): number => addBelow(world, name, id, title, given, by);
    const tasks = [
      add("business-accepted", "Accepted by the business", approvers.business),
      add("security-accepted", "Accepted by security", approvers.security),
      add("operations-accepted", "Accepted by operations", person(world, 6)),
      add("rollback-rehearsed", "Rollback rehearsed", person(world, 6)),
    ];
    builder.note(`Complete evidence of ${name}`, "Everything that its promotion was asked for is given.", ...tasks);
  }
  const approval = addTask(world, {
    title: "Release R2 Payroll approved",
    tags: ["gate:release-approved", "release:R2 Payroll"],
    team: "Payroll",
    created: { at: now - 9 * DAY, by: person(world, 1) },
    closed: { at: now - 2 * DAY, by: lead(world) },
  });
  builder.note("Evidence of a release", "It stands below nothing and names R2 Payroll by its tag.", approval);

  const rehearsal = addTask(world, {
    title: "Rollback rehearsed Pensions, first time",
    tags: ["gate:rollback-rehearsed"],
    team: "Payroll",
    created: { at: now - 70 * DAY, by: lead(world) },
    closed: { at: now - 60 * DAY, by: lead(world) },
    below: workload(world, "Pensions").id,
  });
  builder.note("Evidence given twice", "The older of two rehearsals; the one closed last counts.", rehearsal);

  for (const name of ["Web shop", "Store systems", "Loyalty programme"]) {
    const add = (id: string, title: string): number =>
      addBelow(world, name, id, title, now - 9 * HOUR, person(world, 4));
    const tasks = [
      add("test-plan", "Test plan agreed"),
      add("staging-tested", "Staging tested"),
      add("documented", "Migration documented"),
    ];
    builder.note(`Complete evidence of ${name}`, "Everything that its UAT was asked for is given.", ...tasks);
  }
}

function addIncomplete(world: SampleWorld): void {
  const { builder, now } = world;
  const skipped = addTask(world, {
    title: "Migration documented Monitoring",
    tags: ["gate:documented"],
    team: "Platform",
    created: { at: now - 100 * DAY, by: lead(world) },
    below: workload(world, "Monitoring").id,
  });
  builder.note("Gate passed without its evidence", "Monitoring is promoted, and this proof was never given.", skipped);

  const open = addTask(world, {
    title: "Change approved Treasury",
    tags: ["gate:change-approved"],
    team: "Finance",
    created: { at: now - 11 * DAY, by: lead(world) },
    below: workload(world, "Treasury").id,
  });
  builder.note("Open evidence", "Staging of Treasury was asked for this proof, and it is not given.", open);

  const reopened = asset(world, "General ledger", 4);
  const stale = addTask(world, {
    title: "Replication verified VM General ledger 05",
    tags: ["gate:replication-verified"],
    team: "Finance",
    created: { at: now - 7 * DAY, by: lead(world) },
    closed: { at: now - 3 * DAY, by: person(world, 3) },
    below: reopened,
  });
  builder.note(
    "Evidence of what dropped since",
    "The asset above it was re-opened after it was given.",
    stale,
    reopened,
  );

  const ahead = addBelow(world, "Invoicing", "change-approved", "Change approved", now - 2 * DAY, person(world, 3));
  // Imported from a tracker whose clock was wrong; a day a month ahead is ahead for as long as the sample is looked at.
  builder.change(ahead, now - DAY, lead(world), {
    "Microsoft.VSTS.Common.ClosedDate": new Date(now + 30 * DAY).toISOString(),
  });
  builder.note("Evidence from the future", "Its Closed Date lies ahead: it counts as not given.", ahead);
}

/** Adds closed evidence below a workload of the plan; returns its id. */
function addBelow(
  world: SampleWorld,
  name: string,
  gate: string,
  title: string,
  given: number,
  by: EstateUser,
): number {
  const { id, plan } = workload(world, name);
  return addTask(world, {
    title: `${title} ${name}`,
    tags: [`gate:${gate}`],
    team: plan.team,
    created: { at: given - 5 * DAY, by: lead(world) },
    closed: { at: given, by },
    below: id,
  });
}
