import type { TeamCalendar } from "../../../../../src/domain/planning/forecast/plan";
import { workdaysOf } from "../../../../../src/domain/planning/forecast/workdays";
import { TODAY } from "../../../../builders/forecast";

const CALENDAR: TeamCalendar = { weekdays: [1, 2, 3, 4, 5], closed: [], iterations: [], periodLength: 14 };
const DAYS = 28;

/** The working days of four weeks from a Monday on, and with which of them each period ends. */
function countedWith(more: Partial<TeamCalendar>): { days: number[]; ends: number[] } {
  const { dayOf, throughPeriod } = workdaysOf({ ...CALENDAR, ...more }, TODAY, DAYS);
  return { days: [...dayOf].slice(1), ends: [...throughPeriod] };
}

describe("a team's working days (forecasting §4: freezes, holidays, uneven lengths)", () => {
  it("are its weekdays, in periods of the usual length where no iteration is dated", () => {
    const { days, ends } = countedWith({});
    expect(days.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 8]);
    expect(ends).toEqual([10, 20]);
  });

  it("are not the days on which it is closed, both ends included", () => {
    const { days, ends } = countedWith({ closed: [{ from: "2026-06-03", to: "2026-06-08" }] });
    expect(days.slice(0, 4)).toEqual([1, 2, 9, 10]);
    expect(ends).toEqual([6, 16]);
  });

  it("fall into the dated iterations, whatever their length; the running one counts from today", () => {
    const iterations = [
      { from: "2026-06-08", to: "2026-06-12" },
      { from: "2026-05-25", to: "2026-06-05" },
    ];
    expect(countedWith({ iterations }).ends).toEqual([5, 10, 20, 20]);
  });

  it("may be none: a period that is frozen as a whole", () => {
    expect(countedWith({ closed: [{ from: "2026-06-15", to: "2026-07-31" }] }).ends).toEqual([10, 10]);
  });

  it.each([
    [{ weekdays: [] }, /without a working weekday/],
    [{ weekdays: [7] }, /7 is no day of the week/],
    [{ periodLength: 0 }, /period of 0 days/],
    [{ closed: [{ from: "2026-06-08", to: "2026-06-01" }] }, /days off from 2026-06-08 to 2026-06-01/],
    [{ iterations: [{ from: "2026-06-08", to: "2026-06-01" }] }, /iteration from 2026-06-08/],
    [{ closed: [{ from: "8 June", to: "2026-06-01" }] }, /"8 June" is no day/],
  ])("refuse %j", (more, message) => {
    expect(() => countedWith(more)).toThrow(message);
  });
});
