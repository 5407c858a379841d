/** Verdicts are there at once and reasons when they are read; the two may never differ (V1, V3). */
import fc from "fast-check";
import { assess } from "../../../src/domain/readiness/assess";
import {
  type Effect,
  type GateAssessment,
  GATES,
  type Report,
  type Verdict,
} from "../../../src/domain/readiness/report";
import { NOW } from "../../builders/estate";
import { mark } from "../../builders/evidence";
import { type OddEstate, oddEstates } from "../../builders/oddEstates";

function read({ snapshot, policy }: OddEstate): Report {
  return assess(snapshot, policy, NOW);
}

function gatesOf({ releases, unplanned }: Report): GateAssessment[] {
  return [...releases.flatMap((release) => [release, ...release.workloads]), ...unplanned].flatMap(({ gates }) =>
    GATES.map((gate) => gates[gate]),
  );
}

/** What blockers alone leave of a verdict. */
function saidBy(effects: readonly Effect[]): "blocked" | "unknown" | "nothing in the way" {
  if (effects.includes("blocks")) return "blocked";
  return effects.includes("unknown") ? "unknown" : "nothing in the way";
}

const isOpen = (verdict: Verdict) => verdict === "blocked" || verdict === "unknown";

describe("verdicts at once", () => {
  it.each([
    ["without waivers", false],
    ["with waivers", true],
  ])("V1, V3: the verdict of every gate is what its blockers say, %s", (_, waived) => {
    const met = new Map<Verdict, number>();
    let gatesWithWaivers = 0;
    fc.assert(
      fc.property(oddEstates(waived), (estate) => {
        for (const { verdict, blockers, counts, waived: taken } of gatesOf(read(estate))) {
          met.set(verdict, (met.get(verdict) ?? 0) + 1);
          if (taken.length > 0) gatesWithWaivers++;
          const said = saidBy(blockers.map(({ effect }) => effect));
          expect(said).toBe(isOpen(verdict) ? verdict : "nothing in the way");
          for (const effect of ["blocks", "unknown", "warns"] as const) {
            expect(counts[effect]).toBe(blockers.filter((blocker) => blocker.effect === effect).length);
          }
        }
      }),
      { numRuns: 600 },
    );
    for (const verdict of ["blocked", "unknown", "ready", "done", "n/a"] as const) {
      expect([verdict, (met.get(verdict) ?? 0) > 0]).toEqual([verdict, true]);
    }
    expect(gatesWithWaivers > 0).toBe(waived);
  });

  it("are the same where a waiver that names nothing has each finding looked at by itself (L7)", () => {
    fc.assert(
      fc.property(oddEstates(false), (estate) => {
        const { workItems } = estate.snapshot;
        const idle = {
          ...estate,
          snapshot: {
            ...estate.snapshot,
            workItems: [
              ...estate.snapshot.workItems,
              mark(700, null, ["waiver:FREEZE", "until:2026-12-31"], NOW - 86_400_000),
            ],
            links: [
              ...estate.snapshot.links,
              ...workItems.map(({ id }) => ({ type: "System.LinkTypes.Related", source: 700, target: id })),
            ],
          },
        };
        const verdicts = (report: Report) => gatesOf(report).map(({ verdict }) => verdict);
        expect(verdicts(read(idle))).toEqual(verdicts(read(estate)));
      }),
      { numRuns: 300 },
    );
  });
});

describe("reasons on demand", () => {
  /** Reads a few members in one order or another before all of it is looked at. */
  const readers: readonly ((report: Report) => unknown)[] = [
    (report) => JSON.stringify(report),
    (report) => structuredClone(report),
    (report) => report.releases.at(-1)?.gates.promotion.blockers,
    (report) => [...gatesOf(report)].reverse().map(({ blockers, waived, evidence }) => [evidence, waived, blockers]),
    (report) => [...report.releases].reverse().map(({ workloads }) => workloads.map(({ assets }) => assets)),
    (report) => [report.unmappedStates, report.looseAssets, report.sentence],
  ];

  it("say the same in whatever order they are read", () => {
    const orders = fc.shuffledSubarray(readers.map((_, index) => index));
    fc.assert(
      fc.property(fc.boolean().chain(oddEstates), orders, (estate, order) => {
        const report = read(estate);
        for (const index of order) readers[index]?.(report);
        expect(JSON.stringify(report)).toBe(JSON.stringify(read(estate)));
      }),
      { numRuns: 200 },
    );
  });

  it("are members like any other: of copies, of clones, in comparisons and in JSON", () => {
    fc.assert(
      fc.property(fc.boolean().chain(oddEstates), (estate) => {
        const written = JSON.stringify(read(estate));
        const [report, parsed] = [read(estate), JSON.parse(written) as Report];
        expect(JSON.stringify({ ...report })).toBe(written);
        expect(JSON.stringify(structuredClone(read(estate)))).toBe(written);
        expect(read(estate)).toEqual(parsed);
        expect(Object.keys(report)).toEqual(Object.keys(parsed));
      }),
      { numRuns: 100 },
    );
  });

  it("are made once: who reads them again gets the very same", () => {
    fc.assert(
      fc.property(fc.boolean().chain(oddEstates), (estate) => {
        const report = read(estate);
        expect(report.unmappedStates).toBe(report.unmappedStates);
        for (const gate of gatesOf(report)) {
          expect(gate.blockers).toBe(gate.blockers);
          expect(gate.evidence).toBe(gate.evidence);
        }
        for (const workload of report.unplanned) expect(workload.assets).toBe(workload.assets);
      }),
      { numRuns: 50 },
    );
  });
});
