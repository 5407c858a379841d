import { append, groupBy } from "../../group";
import type { ForecastDependency, ForecastItem, ForecastPlan } from "./plan";

/** Items that are next to each other in a team's queue and wait for the same: for the forecast one piece of work. */
export interface Unit {
  /** The team's number in the plan. */
  readonly team: number;
  /** The release's number in the plan. */
  readonly release: number;
  readonly workload: string | null;
  /** What is known of its size, in the plan's unit. */
  readonly known: number;
  /** Its items without an estimate, where the plan counts points. */
  readonly unestimated: readonly ForecastItem[];
}

/** What remains up to a gate. */
export interface RemainingWork {
  readonly units: readonly Unit[];
  /** The unit of each item that remains, by the item's id. */
  readonly unitOf: ReadonlyMap<string, number>;
  /** Each team's units in the order in which it works on them, by the team's number. */
  readonly queues: readonly Int32Array[];
}

/**
 * Puts what remains into queues, one a team: by the order of the releases, in a release by workload (in the order of their
 * first items), in a workload in the order of the items. Neighbours with the same part in dependencies become one unit.
 *
 * @throws RangeError for an item that is listed twice, that names a release or team that the plan does not have, or whose
 *   effort or reached gates are no such numbers
 */
export function remainingWork(plan: ForecastPlan, gate: number): RemainingWork {
  const parts = partsInDependencies(plan.dependencies);
  const units: Unit[] = [];
  const unitOf = new Map<string, number>();
  const queues = plan.teams.map(() => [] as number[]);
  for (const { team, release, workload, items } of blocksOf(plan, gate)) {
    for (const run of runsOf(items, ({ id }) => parts.get(id) ?? "")) {
      queues[team]?.push(units.length);
      for (const { id } of run) unitOf.set(id, units.length);
      units.push({ team, release, workload, ...sizeOf(run, plan.unit) });
    }
  }
  return { units, unitOf, queues: queues.map((queue) => Int32Array.from(queue)) };
}

/** Neighbours with the same text, together. */
function runsOf(items: readonly ForecastItem[], textOf: (item: ForecastItem) => string): ForecastItem[][] {
  const runs: ForecastItem[][] = [];
  let last: string | null = null;
  for (const item of items) {
    const text = textOf(item);
    if (text === last) runs[runs.length - 1]?.push(item);
    else runs.push([item]);
    last = text;
  }
  return runs;
}

function sizeOf(items: readonly ForecastItem[], unit: ForecastPlan["unit"]): Pick<Unit, "known" | "unestimated"> {
  if (unit === "items") return { known: items.length, unestimated: [] };
  return {
    known: items.reduce((sum, { effort }) => sum + (effort ?? 0), 0),
    unestimated: items.filter(({ effort }) => effort === null),
  };
}

interface Block {
  readonly team: number;
  readonly release: number;
  readonly workload: string | null;
  readonly items: readonly ForecastItem[];
}

/** What remains by release, workload and team. */
function* blocksOf(plan: ForecastPlan, gate: number): Generator<Block> {
  check(plan);
  const remaining = groupBy(
    plan.items.filter(({ reached }) => reached <= gate),
    ({ release }) => release,
  );
  for (const [release, { key }] of plan.releases.entries()) {
    for (const [workload, all] of groupBy(remaining.get(key) ?? [], (item) => item.workload)) {
      const byTeam = groupBy(all, (item) => item.team);
      for (const [team, { name }] of plan.teams.entries()) {
        yield { team, release, workload, items: byTeam.get(name) ?? [] };
      }
    }
  }
}

/** Which items take part in dependencies of their own, and in which; equal texts mean equal parts. */
function partsInDependencies(dependencies: readonly ForecastDependency[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string[]>();
  for (const { waits, for: first } of dependencies) {
    if (waits.kind === "item") append(parts, waits.key, `waits for ${first.kind} ${first.key}`);
    if (first.kind === "item") append(parts, first.key, `is waited for by ${waits.kind} ${waits.key}`);
  }
  return new Map([...parts].map(([key, texts]) => [key, texts.sort().join("\n")]));
}

function check({ items, releases, teams, gates }: ForecastPlan): void {
  const ids = new Set<string>();
  const releaseKeys = new Set(releases.map(({ key }) => key));
  const teamNames = new Set(teams.map(({ name }) => name));
  for (const { id, release, team, effort, reached } of items) {
    const refuse = (what: string) => new RangeError(`Item ${id}: ${what}`);
    if (ids.has(id)) throw refuse("it is listed twice; list each item once.");
    ids.add(id);
    if (!releaseKeys.has(release)) throw refuse(`the plan has no release ${release}; add it or leave the item out.`);
    if (!teamNames.has(team)) throw refuse(`the plan has no team ${team}; add it or give the item another one.`);
    if (effort !== null && !(Number.isFinite(effort) && effort >= 0)) {
      throw refuse(`its effort is ${effort}; give a number of 0 or more, or null where there is no estimate.`);
    }
    if (!Number.isInteger(reached) || reached < 0 || reached > gates.length) {
      throw refuse(`it has reached ${reached} gates; give a whole number from 0 to ${gates.length}.`);
    }
  }
}
