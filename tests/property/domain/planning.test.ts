import fc from "fast-check";
import { forecastOf } from "../../../src/domain/planning/forecast/forecast";
import type { Outlook } from "../../../src/domain/planning/forecast/outlook";
import type {
  ForecastDependency,
  ForecastItem,
  ForecastPlace,
  ForecastPlan,
} from "../../../src/domain/planning/forecast/plan";
import { type Simulation, simulationOf } from "../../../src/domain/planning/forecast/simulation";
import { past, plan, team } from "../../builders/forecast";

const TRIALS = 40;
const TEAMS = ["Web", "Data", "Network"];
const RELEASES = ["R1", "R2", "R3", "R4"];
const WORKLOADS = ["Shop", "Mail", "Files"];
const GATES = ["Staged", "Promoted"];

const histories = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 12 });

const itemsOfPlan = fc
  .array(
    fc.record({
      release: fc.nat(RELEASES.length - 1),
      workload: fc.nat(WORKLOADS.length),
      team: fc.nat(TEAMS.length - 1),
      reached: fc.constantFrom(0, 0, 0, 1, 2),
      effort: fc.constantFrom(null, 0, 1, 3, 8),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((drawn) =>
    drawn.map(({ release, workload, team: number, reached, effort }, index): ForecastItem => ({
      id: `I${index}`,
      release: RELEASES[release]!,
      workload: WORKLOADS[workload] ?? null,
      team: TEAMS[number]!,
      kind: "server",
      effort,
      reached,
    })),
  );

/** Dependencies among the items of a plan; those against the order of releases and items too. */
function dependenciesAmong(items: readonly ForecastItem[], maxLength: number): fc.Arbitrary<ForecastDependency[]> {
  const workloads = [...new Set(items.flatMap(({ workload }) => workload ?? []))];
  const place = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.nat(items.length - 1).map((at): ForecastPlace => ({ kind: "item", key: items[at]!.id })),
    },
    fc.constantFrom<ForecastPlace>(
      ...workloads.map((key) => ({ kind: "workload" as const, key })),
      ...RELEASES.map((key) => ({ kind: "release" as const, key })),
    ),
  );
  return fc.array(fc.record({ waits: place, for: place }), { maxLength });
}

/** Plans in which every team can be counted on. */
const plans: fc.Arbitrary<ForecastPlan> = itemsOfPlan.chain((items) =>
  fc
    .record({
      dependencies: dependenciesAmong(items, 8),
      seed: fc.integer(),
      unit: fc.constantFrom("items" as const, "points" as const),
      scopeGrowth: fc.boolean(),
      pasts: fc.array(histories, { minLength: 6, maxLength: 6 }),
      added: fc.nat(4),
    })
    .map(({ pasts, added, ...more }) =>
      plan({
        ...more,
        items,
        gates: GATES,
        releases: RELEASES.map((key) => ({ key, targetDate: "2026-09-30" })),
        teams: TEAMS.map((name, number) =>
          team(name, [], {
            past: [pasts[number * 2]!, pasts[number * 2 + 1]!].map((delivered) =>
              past([...delivered, 5], { added, removed: 1 }),
            ),
            doneEfforts: { server: [1, 2, 5] },
          }),
        ),
      }),
    ),
);

function simulated(subject: ForecastPlan, whatIf?: Parameters<typeof simulationOf>[2]): Simulation {
  const simulation = simulationOf(subject, TRIALS, whatIf);
  simulation.run(TRIALS);
  return simulation;
}

/**
 * All days of all trials, in a fixed order. What cannot be forecast is later than any day; what has no asset is unknown (V2), and
 * so taken as suits the comparison.
 */
function daysOf(simulation: Simulation, unknown = Infinity): number[] {
  return simulation.plan.gates.flatMap((_, gate) =>
    simulation.plan.releases.flatMap((__, release) => {
      const { days, standing } = simulation.at(gate, release);
      const isUnknown = standing.obstacles.some(({ kind }) => kind === "noAssets");
      return [...days].map((day) => (isUnknown ? unknown : standing.obstacles.length > 0 ? Infinity : day));
    }),
  );
}

/** In every trial, at every gate, each release. */
function expectNoEarlier(after: Simulation, before: Simulation): void {
  const [then, now] = [daysOf(after), daysOf(before, 0)];
  expect(then.length).toBe(now.length);
  expect(then.every((day, at) => day >= now[at]!)).toBe(true);
}

function outlooks(subject: ForecastPlan): Outlook[] {
  const { releases, exit } = forecastOf(subject, { trials: TRIALS });
  return [...releases.flatMap(({ gates }) => gates.map(({ outlook }) => outlook)), exit];
}

/** Whether the places a dependency joins are in a circle with the others, at any gate: what then moves together waits less. */
function hasCircle(items: readonly ForecastItem[], dependencies: readonly ForecastDependency[]): boolean {
  const within = ({ kind, key }: ForecastPlace) =>
    items.filter((item) => (kind === "item" ? item.id : kind === "workload" ? item.workload : item.release) === key);
  const after = new Map<string, Set<string>>(items.map(({ id }) => [id, new Set()]));
  for (const dependency of dependencies) {
    if (dependency.waits.kind === "release") continue;
    for (const { id } of within(dependency.for)) {
      for (const { id: waiting } of within(dependency.waits)) after.get(id)!.add(waiting);
    }
  }
  return [...after.keys()].some((start) => {
    const seen = new Set(after.get(start));
    // It grows while it is walked through.
    for (const id of seen) for (const next of after.get(id)!) seen.add(next);
    return seen.has(start);
  });
}

describe("a forecast of any plan", () => {
  it("is the same for the same plan, whatever the steps, and in another order of teams", () => {
    fc.assert(
      fc.property(plans, (subject) => {
        const steps = simulationOf(subject, TRIALS);
        while (steps.trials < TRIALS) steps.run(7);
        const turned = { ...subject, teams: [...subject.teams].reverse() };
        expect(daysOf(steps)).toEqual(daysOf(simulated(subject)));
        expect(daysOf(simulated(turned))).toEqual(daysOf(steps));
      }),
      { numRuns: 60 },
    );
  });

  it("is in no trial earlier with more scope", () => {
    const more = plans.chain((subject) =>
      fc.tuple(fc.constant(subject), itemsOfPlan, fc.nat(subject.items.length)).map(([before, added, at]) => {
        const fresh = added.map((item) => ({ ...item, id: `new ${item.id}` }));
        return [before, { ...before, items: before.items.toSpliced(at, 0, ...fresh) }] as const;
      }),
    );
    fc.assert(
      fc.property(more, ([before, after]) => {
        // A workload is worked on where its first item stands, so an earlier one must not bring the others forward.
        const order = (subject: ForecastPlan) => [
          ...new Set(subject.items.map(({ release, workload }) => release + workload)),
        ];
        const known = order(before);
        fc.pre(
          order(after)
            .filter((block) => known.includes(block))
            .join() === known.join(),
        );
        fc.pre(hasCircle(after.items, after.dependencies) === hasCircle(before.items, before.dependencies));
        expectNoEarlier(simulated(after), simulated(before));
      }),
    );
  });

  it("is in no trial earlier with all work larger, and in none later with more velocity", () => {
    fc.assert(
      fc.property(plans, fc.double({ min: 1, max: 4, noNaN: true }), (subject, factor) => {
        const now = simulated(subject);
        expectNoEarlier(simulated(subject, { scope: factor, velocity: 1 }), now);
        expectNoEarlier(now, simulated(subject, { scope: 1, velocity: factor }));
      }),
      { numRuns: 60 },
    );
  });

  it("is in no trial later with a better period in a team's past", () => {
    fc.assert(
      fc.property(plans, fc.nat(2), fc.nat(3), (subject, number, at) => {
        const better = subject.teams.map((one, index) =>
          index !== number
            ? one
            : {
                ...one,
                past: one.past.map((periods) =>
                  periods.map((period, n) => (n === at ? { ...period, delivered: period.delivered + 7 } : period)),
                ),
              },
        );
        expectNoEarlier(simulated(subject), simulated({ ...subject, teams: better }));
      }),
      { numRuns: 60 },
    );
  });

  it("is in no trial earlier with another dependency, unless that closes a circle, which moves together (D2)", () => {
    const more = plans.chain((subject) =>
      fc.tuple(fc.constant(subject), dependenciesAmong(subject.items, 3), fc.nat(subject.dependencies.length)),
    );
    fc.assert(
      fc.property(more, ([subject, added, at]) => {
        const dependencies = subject.dependencies.toSpliced(at, 0, ...added);
        fc.pre(!hasCircle(subject.items, dependencies));
        expectNoEarlier(simulated({ ...subject, dependencies }), simulated(subject));
      }),
      { numRuns: 200 },
    );
  });

  it("promotes in no trial a release before one that it waits for, and passes the gates in their order (G3)", () => {
    fc.assert(
      fc.property(plans, (subject) => {
        const simulation = simulated(subject);
        const last = GATES.length - 1;
        const released = (places: ForecastPlace) =>
          subject.releases.flatMap(({ key }, number) => {
            const remaining = subject.items.filter((item) => item.release === key && item.reached <= last);
            const holds = remaining.some(({ id, workload }) =>
              places.kind === "item" ? id === places.key : places.kind === "workload" ? workload === places.key : false,
            );
            return holds || (places.kind === "release" && places.key === key && remaining.length > 0) ? [number] : [];
          });
        for (const { waits, for: first } of subject.dependencies) {
          for (const later of released(waits)) {
            for (const earlier of released(first)) {
              const [after, before] = [simulation.at(last, later), simulation.at(last, earlier)];
              if (after.standing.obstacles.length > 0) continue;
              expect(before.standing.obstacles).toEqual([]);
              expect([...after.days].every((day, trial) => day >= before.days[trial]!)).toBe(true);
            }
          }
        }
        for (const release of subject.releases.keys()) {
          const [staged, promoted] = [simulation.at(0, release).days, simulation.at(1, release).days];
          expect([...promoted].every((day, trial) => day >= staged[trial]!)).toBe(true);
        }
      }),
    );
  });

  it("never gives a date without a range, and never certainty while work remains", () => {
    fc.assert(
      fc.property(plans, (subject) => {
        for (const outlook of outlooks(subject)) {
          if (outlook.kind !== "dates") continue;
          const ends = [outlook.p50, outlook.p85, outlook.p95];
          for (const bound of ends) expect(["day", "unsaid", "beyond"]).toContain(bound.kind);
          const days = ends.flatMap((bound) => (bound.kind === "day" ? bound.day : []));
          expect(days).toEqual([...days].sort());
          expect(outlook.chance?.percent ?? 0).toBeLessThanOrEqual(95);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is none where a team that has a part in it never delivered or has no past, however work is split", () => {
    const broken = fc.constantFrom<readonly number[]>([], [4, 5], [0, 0, 0, 0, 0, 0]);
    fc.assert(
      fc.property(plans, broken, (subject, delivered) => {
        const teams = subject.teams.map((one, number) =>
          number === 0 ? { ...one, past: [past(delivered), past(delivered)] } : one,
        );
        const forecast = forecastOf({ ...subject, teams }, { trials: 5 });
        for (const { release, gates } of forecast.releases) {
          const hasPart = subject.items.some(
            (item) => item.release === release && item.team === TEAMS[0] && item.reached <= 1,
          );
          if (!hasPart) continue;
          const { outlook } = gates[1]!;
          expect(outlook.kind).toBe("cannot");
          const because = outlook.kind === "cannot" ? outlook.because : [];
          expect(because).toContainEqual(expect.objectContaining({ team: TEAMS[0] }));
          expect(forecast.exit.kind).toBe("cannot");
        }
      }),
    );
  });
});
