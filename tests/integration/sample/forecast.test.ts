/** What the sample's plan comes to in time: dates as ranges where the teams' past gives them, and reasons where it cannot. */
import { systemClock } from "../../../src/boards/clock";
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { readWorld } from "../../../src/boards/planning/readWorld";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import { assembleForecast } from "../../../src/domain/planning/forecast/assemble";
import { forecastOf } from "../../../src/domain/planning/forecast/forecast";
import type { Outlook } from "../../../src/domain/planning/forecast/outlook";
import { summaryOf } from "../../../src/domain/planning/velocity/summary";
import type { PlanningWorld } from "../../../src/domain/planning/world";
import { policyFrom, propose } from "../../../src/domain/policy/proposal";
import { assess } from "../../../src/domain/readiness/assess";
import { NOW } from "../../builders/estate";
import { ESTATE, SAMPLE_PROJECT, useServed } from "../boards/sample";

const sample = useServed();
const reader = { id: ESTATE.users[0]?.id ?? "", displayName: "Reader" };

const TEAMS = ["Finance team", "Logistics team", "Payroll team", "Platform team", "Retail team"];

async function read(): Promise<PlanningWorld> {
  const place = { project: SAMPLE_PROJECT, reader, asOf: null };
  const first = await readSnapshot(sample.transport(), { ...place, policy: null });
  const proposal = propose(first);
  const policy = policyFrom(first, proposal, proposal.chosen);
  const snapshot = await readSnapshot(sample.transport(), { ...place, policy });
  return readWorld(sample.transport(), {
    snapshot,
    policy,
    report: assess(snapshot, policy, snapshot.asOf),
    cache: createMemoryHistory(),
    clock: systemClock,
    signal: new AbortController().signal,
  });
}

/** The day of P50 and that of P85; null where there is no such day. */
function rangeOf(outlook: Outlook | undefined): readonly [string, string] | null {
  if (outlook?.kind !== "dates" || outlook.p50.kind !== "day" || outlook.p85.kind !== "day") return null;
  return [outlook.p50.day, outlook.p85.day];
}

describe("the forecast of the sample (forecasting.md §4)", () => {
  it("has dates as ranges within the next year for several releases, and says of the others why it has none", async () => {
    const { plan } = assembleForecast(await read());
    const { releases } = forecastOf(plan, { trials: 2_000 });
    const outlookOf = (release: string, gate: string) =>
      releases.find((one) => one.release === release)?.gates.find((one) => one.gate === gate)?.outlook;
    const year = new Date(NOW + 365 * 86_400_000).toISOString().slice(0, 10);
    for (const [release, gate] of [
      ["R2 Payroll", "promotion"],
      ["R3 Retail", "uat"],
      ["R3 Retail", "promotion"],
      ["R4 Finance", "staging"],
      ["R7 Heritage", "promotion"],
    ] as const) {
      const [p50, p85] = rangeOf(outlookOf(release, gate)) ?? [];
      expect([release, gate, p50! > plan.today, p50! < p85!, p85! < year]).toEqual([release, gate, true, true, true]);
    }
    expect(outlookOf("R1 Foundation", "promotion")).toEqual({ kind: "done" });
    const circle = { kind: "circle", releases: ["R5 Logistics", "R6 Analytics"] };
    for (const release of ["R4 Finance", "R5 Logistics", "R6 Analytics"]) {
      expect([release, outlookOf(release, "promotion")]).toEqual([release, { kind: "cannot", because: [circle] }]);
    }
    expect(outlookOf("R8 Branch offices", "promotion")).toEqual({
      kind: "cannot",
      because: [{ kind: "noAssets", release: "R8 Branch offices" }],
    });
  });

  it("rests on teams that each brought something through each gate, at a pace that goes on", async () => {
    const world = await read();
    expect(assembleForecast(world).teams.map(({ team }) => team)).toEqual(TEAMS);
    for (const team of TEAMS) {
      const own = world.records.filter((record) => record.team === team && record.isOver);
      for (const stage of ["Replicated", "Staged", "Accepted", "Promoted"] as const) {
        const some = own.filter(({ reached }) => reached[stage].items > 0);
        expect([team, stage, some.length > 4]).toEqual([team, stage, true]);
      }
    }
    const finance = summaryOf(world.records.filter(({ team }) => team === "Finance team"));
    expect(finance.items?.median).toBeGreaterThan(2);
  });
});
