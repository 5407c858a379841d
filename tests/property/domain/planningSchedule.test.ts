import fc from "fast-check";
import { type Capacity, capacityOf } from "../../../src/domain/planning/forecast/capacity";
import { historyOf } from "../../../src/domain/planning/forecast/history";
import { type Network, networkOf } from "../../../src/domain/planning/forecast/network";
import type { ForecastPlan } from "../../../src/domain/planning/forecast/plan";
import { scheduleOf } from "../../../src/domain/planning/forecast/schedule";
import { BEYOND, workdaysOf } from "../../../src/domain/planning/forecast/workdays";
import { items, past, place, plan, team, TODAY } from "../../builders/forecast";

const TEAMS = ["Web", "Data"];
/** Many, because the day of a release tells of its last unit alone. */
const RELEASES = Array.from({ length: 25 }, (_, index) => `R${index + 1}`);

/** Many items with dependencies of their own, so that a team's queue has many units; later items wait for earlier ones or not. */
const plans: fc.Arbitrary<ForecastPlan> = fc
  .record({
    places: fc.array(fc.tuple(fc.nat(RELEASES.length - 1), fc.nat(1)), { minLength: 30, maxLength: 90 }),
    edges: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 150 }),
    slow: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ places, edges, slow }) => {
    const all = places.map(([release, number], index) => ({
      ...items(RELEASES[release]!, 1)[0]!,
      id: `I${index}`,
      team: TEAMS[number]!,
    }));
    // Items of one shuffled order wait for others before them in it, so that there is no circle.
    const rank = (index: number) => (index * 37) % all.length;
    const dependencies = edges.flatMap(([a, b]) => {
      const [from, to] = [a % all.length, b % all.length];
      if (rank(from) === rank(to)) return [];
      const [waits, first] = rank(from) > rank(to) ? [from, to] : [to, from];
      return [{ waits: place(`item:I${waits}`), for: place(`item:I${first}`) }];
    });
    const teams = TEAMS.map((name, number) =>
      team(
        name,
        [4, 9, slow, 12, 0, 7].map((n) => n + number),
      ),
    );
    return plan({ items: all, dependencies, teams, releases: RELEASES.map((key) => ({ key, targetDate: null })) });
  });

function capacitiesOf(subject: ForecastPlan): Capacity[] {
  return subject.teams.map(({ name, calendar, past: [only] }) => {
    const { samples } = historyOf(only ?? past([]), TODAY);
    const workdays = workdaysOf(calendar, TODAY);
    return capacityOf({ team: name, samples, workdays, seed: 1, velocity: 1, scopeGrowth: false });
  });
}

/**
 * The definition, word for word and slowly: of all that is ready the earliest is placed; it is finished when its team has done,
 * counted from any day up to its own on which a unit of the queue could start, all units up to it that could not start before.
 */
function placedByDefinition({ units, queues, edges, waitsFor }: Network, capacities: readonly Capacity[]): number[] {
  const readyAfter = [...waitsFor].map((count) => (count === 0 ? 0 : Infinity));
  const finished = [...waitsFor].map(() => BEYOND);
  const open = new Set(waitsFor.keys());
  const left = [...waitsFor];
  const latest = [...waitsFor].map(() => 0);
  for (;;) {
    const ready = [...open].filter((node) => readyAfter[node] !== Infinity);
    const node = ready.sort((a, b) => readyAfter[a]! - readyAfter[b]!)[0];
    if (node === undefined) break;
    open.delete(node);
    const unit = units[node];
    let day = readyAfter[node]!;
    if (unit !== undefined) {
      const queue = [...queues[unit.team]!];
      const capacity = capacities[unit.team]!;
      for (const start of new Set(queue.map((other) => readyAfter[other]!))) {
        if (start > readyAfter[node]!) continue;
        const before = queue.slice(0, queue.indexOf(node) + 1).filter((other) => readyAfter[other]! >= start);
        const amount = before.reduce((sum, other) => sum + units[other]!.known, capacity.doneBy(start));
        day = Math.max(day, capacity.dayOf(amount), readyAfter[node]! + 1);
      }
    }
    if (day >= BEYOND) continue;
    finished[node] = day;
    for (const target of edges.targets.subarray(edges.starts[node], edges.starts[node + 1])) {
      latest[target] = Math.max(latest[target]!, day);
      left[target]!--;
      if (left[target] === 0) readyAfter[target] = latest[target]!;
    }
  }
  return RELEASES.map((_, release) =>
    Math.max(0, ...units.flatMap((unit, index) => (unit.release === release ? finished[index]! : []))),
  );
}

describe("the schedule of a trial", () => {
  it("is what its definition says, however it is worked out", () => {
    fc.assert(
      fc.property(plans, fc.nat(1_000), (subject, trial) => {
        const network = networkOf(subject, 0);
        const capacities = capacitiesOf(subject);
        const days = new Int32Array(RELEASES.length);
        scheduleOf(network, capacities).run(
          trial,
          Float64Array.from(network.units, ({ known }) => known),
          days,
        );
        expect([...days]).toEqual(placedByDefinition(network, capacities));
      }),
      { numRuns: 150 },
    );
  });

  it("does not depend on which items are taken together: a dependency that says nothing new changes nothing", () => {
    fc.assert(
      fc.property(plans, fc.nat(1_000), (subject, trial) => {
        const daysIn = (one: ForecastPlan) => {
          const network = networkOf(one, 0);
          const days = new Int32Array(RELEASES.length);
          scheduleOf(network, capacitiesOf(one)).run(
            trial,
            Float64Array.from(network.units, ({ known }) => known),
            days,
          );
          return [...days];
        };
        // A finished item holds nobody up, but whoever waits for it is no neighbour's equal any more.
        const done = { ...items("R1", 1)[0]!, id: "done", reached: 1 };
        const apart = subject.items
          .filter((_, index) => index % 2 === 0)
          .map(({ id }) => ({ waits: place(`item:${id}`), for: place("item:done") }));
        const split = {
          ...subject,
          items: [...subject.items, done],
          dependencies: [...subject.dependencies, ...apart],
        };
        expect(networkOf(split, 0).units.length).toBeGreaterThanOrEqual(networkOf(subject, 0).units.length);
        expect(daysIn(split)).toEqual(daysIn(subject));
      }),
      { numRuns: 60 },
    );
  });
});
