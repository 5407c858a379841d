import { asset, lead, person, type SampleWorld, SUCCESSOR } from "./sampleWorld";
import { addTask, dayOf } from "./sampleTasks";

const DAY = 86_400_000;

/** Adds waivers (E4), in force and not, and decisions (E5). */
export function addWaivers(world: SampleWorld): void {
  addInForce(world);
  addNotInForce(world);
  addDecisions(world);
}

/** A waiver to be added; days count back from now. */
interface WaiverPlan {
  readonly title: string;
  readonly code: string;
  readonly team: string;
  readonly asked: number;
  /** Null while nobody granted it. */
  readonly granted: number | null;
  /** Whether who asked for it closed it too. */
  readonly isOwn?: boolean;
  /** Days from now to its last day; less than 0 where that is over. */
  readonly endsIn: number;
  readonly asset: number;
  readonly reason: string;
}

function addWaiver(world: SampleWorld, plan: WaiverPlan): number {
  const creator = person(world, 3);
  const { now } = world;
  const { granted } = plan;
  return addTask(world, {
    title: plan.title,
    tags: [`waiver:${plan.code}`, `until:${dayOf(now + plan.endsIn * DAY)}`],
    team: plan.team,
    created: { at: now - plan.asked * DAY, by: creator },
    ...(granted === null ? {} : { closed: { at: now - granted * DAY, by: plan.isOwn ? creator : lead(world) } }),
    related: plan.asset,
    description: plan.reason,
  });
}

function addInForce(world: SampleWorld): void {
  const { builder, now } = world;
  const behind = asset(world, "General ledger", 6);
  const waiver = addWaiver(world, {
    title: "Stage General ledger without its seventh server",
    code: "NOT_REPLICATED",
    team: "Finance",
    asked: 6,
    granted: 4,
    endsIn: 20,
    asset: behind,
    reason: "It only prints, and is replicated in the week after.",
  });
  builder.note(
    "Waiver in force",
    "An asset of General ledger that is not replicated, and need not be yet.",
    waiver,
    behind,
  );

  const provider = asset(world, "Data warehouse", 4);
  const dependant = asset(world, "Invoicing", 4);
  builder.link(provider, SUCCESSOR, dependant, now - 4 * DAY, lead(world));
  const dependency = addWaiver(world, {
    title: "Promote Invoicing before its data warehouse",
    code: "DEP_LATER_RELEASE",
    team: "Finance",
    asked: 3,
    granted: 2,
    endsIn: 20,
    asset: dependant,
    reason: "Its figures are copied at night until then.",
  });
  builder.note(
    "Waived dependency on a later release",
    "Its provider is planned for R6 Analytics and is replicated; the waiver is linked to the dependant.",
    dependency,
    dependant,
    provider,
  );
}

function addNotInForce(world: SampleWorld): void {
  const { builder } = world;
  const treasury = (
    plan: Pick<WaiverPlan, "title" | "asked" | "granted" | "isOwn" | "endsIn">,
    index: number,
  ): number =>
    addWaiver(world, {
      ...plan,
      code: "NOT_REPLICATED",
      team: "Finance",
      asset: asset(world, "Treasury", index),
      reason: "The bank asked to wait.",
    });
  builder.note(
    "Expired waiver",
    "It was granted, and its last day is over.",
    treasury({ title: "Stage Treasury without its fourth server", asked: 22, granted: 20, endsIn: -3 }, 3),
    asset(world, "Treasury", 3),
  );
  builder.note(
    "Requested waiver",
    "It is open: nobody granted it.",
    treasury({ title: "Stage Treasury without its sixth server", asked: 6, granted: null, endsIn: 20 }, 5),
    asset(world, "Treasury", 5),
  );
  builder.note(
    "Waiver closed by its creator",
    "Who asks for a waiver cannot grant it.",
    treasury({ title: "Stage Treasury without its seventh server", asked: 6, granted: 4, isOwn: true, endsIn: 20 }, 6),
    asset(world, "Treasury", 6),
  );

  const held = asset(world, "Report portal", 0);
  const refused = addWaiver(world, {
    title: "Go on without knowing the stage of the report portal",
    code: "STATE_UNMAPPED",
    team: "Platform",
    asked: 0.7,
    granted: 0.5,
    endsIn: 20,
    asset: held,
    reason: "It comes back from On hold soon.",
  });
  builder.note("Waiver of what cannot be waived", "A stage that nobody knows stays unknown.", refused, held);
}

function addDecisions(world: SampleWorld): void {
  const { builder, now } = world;
  const decide = (title: string, decision: string, release: string, team: string, days: number, why: string): number =>
    addTask(world, {
      title,
      tags: [`decision:${decision}`, `release:${release}`],
      team,
      created: { at: now - (days + 1) * DAY, by: person(world, 1) },
      closed: { at: now - days * DAY, by: lead(world) },
      description: why,
    });
  const go = decide("Promote R1 Foundation", "go", "R1 Foundation", "Platform", 80, "Everything is accepted.");
  builder.note("Decision to go", "R1 Foundation was let go by who leads the plan.", go);
  const noGo = decide("Promote R4 Finance", "no-go", "R4 Finance", "Finance", 2, "Too much of it is not replicated.");
  builder.note("Decision not to go", "R4 Finance was held back.", noGo);
}
