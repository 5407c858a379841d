import type { NodePlan } from "./builder";
import { CURRENT_SPRINT, SPRINTS } from "./samplePlan";
import { dayOf } from "./sampleTasks";

const DAY = 86_400_000;
const FORTNIGHT = 14 * DAY;

/**
 * Sprints of two weeks around today. The current one is in its second week, so that something was done in it; on a weekend, in
 * its first one: it would be over else.
 */
export class Calendar {
  private readonly first: number;

  constructor(readonly now: number) {
    const weekday = (new Date(now).getUTCDay() + 6) % 7;
    const before = weekday < 5 ? 7 : 0;
    this.first = now - (weekday + before) * DAY - (CURRENT_SPRINT - 1) * FORTNIGHT;
  }

  startOf(sprint: number): number {
    return this.first + (sprint - 1) * FORTNIGHT;
  }

  /** The sprint of a time, with the weekend after it; counted from 1. */
  sprintAt(time: number): number {
    return Math.floor((time - this.first) / FORTNIGHT) + 1;
  }

  sprints(): readonly NodePlan[] {
    return Array.from({ length: SPRINTS }, (_, index) => {
      const start = this.startOf(index + 1);
      // Sprints end on the second Friday.
      return { name: `Sprint ${index + 1}`, start: dayOf(start), finish: dayOf(start + 11 * DAY) };
    });
  }
}

const MORNING = 8 * 3_600_000;
const EVENING = 17 * 3_600_000;

/** Squeezes each day into its working hours (UTC), and a weekend into the Friday before it; the order stays. */
export function inWorkingHours(time: number): number {
  const midnight = Math.floor(time / DAY) * DAY;
  const sinceFriday = (new Date(time).getUTCDay() + 2) % 7;
  const [start, days] = sinceFriday < 3 ? [midnight - sinceFriday * DAY, 3] : [midnight, 1];
  return start + MORNING + ((time - start) / (days * DAY)) * (EVENING - MORNING);
}
