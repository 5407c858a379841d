import { iterationTotals } from "../../../../../src/domain/planning/iteration/totals";
import type { IterationCapacity, TeamIteration } from "../../../../../src/domain/planning/teams";
import type { IterationRecord } from "../../../../../src/domain/planning/velocity/record";
import { counted, iterationRecord, member, team } from "../../../../builders/planning";

const sprint3 = (changes: Partial<TeamIteration> = {}): TeamIteration => ({
  id: "i3",
  path: "Contoso\\Sprint 3",
  name: "Sprint 3",
  dates: { firstDay: "2026-11-30", lastDay: "2026-12-13" },
  daysOff: [],
  ...changes,
});
/** So many finished iterations of ten working days, each with what it delivered. */
const delivered = (...items: readonly number[]): IterationRecord[] =>
  items.map((each, index) =>
    iterationRecord({ path: `Past ${index}`, firstDay: `2026-0${index + 1}-01`, delivered: counted(each, each * 2) }),
  );
const assets = (count: number, effort: number | null = 1) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, effort }));
const totals = (
  planned: ReturnType<typeof assets>,
  records: readonly IterationRecord[],
  iteration = sprint3(),
  capacity: IterationCapacity | null = { members: [member()] },
) => iterationTotals(planned, team(), iteration, capacity, records);

describe("what is planned for an iteration", () => {
  it("is counted, with its effort, and what has none apart: 0 is an estimate", () => {
    expect(
      totals(
        [
          { id: 1, effort: 3 },
          { id: 2, effort: 0 },
          { id: 3, effort: null },
        ],
        [],
      ).amount,
    ).toMatchObject({
      items: 3,
      effort: 3,
      unestimated: 1,
    });
  });
});

describe("capacity", () => {
  it("is the hours of the members on the days that the team works, without anybody's days off", () => {
    const iteration = sprint3({ daysOff: [{ from: "2026-12-10", to: "2026-12-12" }] });
    const found = totals([], [], iteration, {
      members: [
        member(),
        // Two days, one of which the team is off anyway; and a weekend.
        member({
          hoursPerDay: 4.5,
          daysOff: [
            { from: "2026-12-09", to: "2026-12-10" },
            { from: "2026-12-05", to: "2026-12-06" },
          ],
        }),
        member({ hoursPerDay: 0 }),
      ],
    });
    expect(found).toMatchObject({ workingDays: 8, capacity: { kind: "known", hours: 8 * 6 + 7 * 4.5, members: 2 } });
  });

  it("is not known where it was not read, or nobody planned it", () => {
    expect(totals([], [], sprint3(), null).capacity).toMatchObject({
      reason: "The capacity of the team could not be read.",
    });
    expect(totals([], [], sprint3(), { members: [] }).capacity).toMatchObject({
      reason: "Nobody has planned the capacity of Sprint 3.",
    });
  });
});

describe("what fits by what the team delivered", () => {
  it("is a median and a range, never a mean (forecasting §1)", () => {
    expect(totals(assets(5), delivered(3, 4, 5, 9)).items).toEqual({
      kind: "within",
      lowest: 3,
      median: 5,
      highest: 9,
      of: 4,
    });
  });

  it.each([
    [2, "below"],
    [3, "within"],
    [9, "within"],
    [10, "above"],
  ])("calls %d assets %s a range of 3 to 9", (count, kind) => {
    expect(totals(assets(count), delivered(3, 4, 9)).items.kind).toBe(kind);
  });

  it("goes by working days: a shorter iteration is asked less", () => {
    const short = sprint3({ daysOff: [{ from: "2026-12-07", to: "2026-12-11" }] });
    expect(totals(assets(5), delivered(4, 6, 8), short).items).toMatchObject({
      kind: "above",
      lowest: 2,
      median: 3,
      highest: 4,
    });
  });

  it("leaves out what runs, outages, other teams, and the iteration itself", () => {
    const records = [
      ...delivered(4, 4, 4),
      iterationRecord({ isOver: false, delivered: counted(90) }),
      iterationRecord({ outage: "Flood", delivered: counted(90) }),
      iterationRecord({ team: "Red", delivered: counted(90) }),
      iterationRecord({ path: sprint3().path, delivered: counted(90) }),
      iterationRecord({ workingDays: 0, delivered: counted(90) }),
    ];
    expect(totals(assets(4), records).items).toMatchObject({ lowest: 4, highest: 4, of: 3 });
  });

  it("keeps iterations that delivered nothing, and takes the last twelve", () => {
    const records = Array.from({ length: 14 }, (_, index) =>
      iterationRecord({
        path: `Past ${index}`,
        firstDay: `2025-${String(index + 10)}-01`,
        delivered: counted(index < 2 ? 50 : index % 3),
      }),
    );
    expect(totals(assets(1), records).items).toMatchObject({ lowest: 0, highest: 2, of: 12 });
  });

  it("is not known with fewer than three iterations (forecasting §5)", () => {
    expect(totals(assets(1), delivered(3, 4)).items).toEqual({
      kind: "unknown",
      reason: "Blue has 2 finished iterations to compare with; 3 are needed.",
    });
  });

  it("is not known for an iteration without dates, or in which the team does not work", () => {
    expect(totals(assets(1), delivered(3, 4, 5), sprint3({ dates: null }))).toMatchObject({
      workingDays: null,
      capacity: { reason: "Sprint 3 has no dates." },
      items: { reason: "Sprint 3 has no dates." },
    });
    const off = sprint3({ daysOff: [{ from: "2026-11-30", to: "2026-12-13" }] });
    expect(totals(assets(1), delivered(3, 4, 5), off).items).toMatchObject({
      reason: "Blue does not work on any day of Sprint 3.",
    });
  });

  it("compares efforts where four of five have an estimate, here and before (forecasting §2)", () => {
    const some = [...assets(4, 2), { id: 5, effort: null }];
    expect(totals(some, delivered(3, 4, 9)).effort).toMatchObject({
      kind: "within",
      lowest: 6,
      median: 8,
      highest: 18,
    });
    expect(totals([...some, { id: 6, effort: null }], delivered(3, 4, 9)).effort).toEqual({
      kind: "unknown",
      reason: "2 of 6 assets here have no estimate.",
    });
    const before = [...delivered(3, 4), iterationRecord({ delivered: { ...counted(5), unestimated: 5 } })];
    expect(totals(some, before).effort).toMatchObject({ reason: "5 of 12 assets delivered before had no estimate." });
    expect(totals(some, delivered(0, 0, 0)).effort).toMatchObject({
      reason: "Nothing was delivered in the iterations before.",
    });
  });
});
