/** Worlds for plans and forecasts: two releases by tag, and a team with a past of two weeks each. */
import type { Snapshot } from "../../src/domain/snapshot";
import type { PlanningWorld } from "../../src/domain/planning/world";
import type { IterationRecord } from "../../src/domain/planning/velocity/record";
import type { Policy } from "../../src/domain/policy/policy";
import { assess } from "../../src/domain/readiness/assess";
import { NOW, policy } from "./estate";
import { counted, iterationRecord, team } from "./planning";

/** What a snapshot means for plans; the teams of the tests, and no past. */
export function planningWorld(
  snapshot: Snapshot,
  changes: Partial<Omit<PlanningWorld, "snapshot" | "report">> = {},
): PlanningWorld {
  const { policy: used = policy() } = changes;
  return {
    snapshot,
    policy: used,
    report: assess(snapshot, used, NOW),
    now: NOW,
    teams: [team()],
    tracks: [],
    records: [],
    gaps: [],
    ...changes,
  };
}

/** A policy with settings of releases. */
export function withReleases(settings: Policy["releases"]["settings"], changes: Partial<Policy> = {}): Policy {
  const base = policy();
  return policy({ releases: { ...base.releases, settings }, ...changes });
}

/** Iterations of a team that are over, the last one ending the day before the tests' now; each brought so many through each gate. */
export function pastRecords(
  reached: readonly number[],
  changes: Partial<IterationRecord> = {},
): readonly IterationRecord[] {
  return reached.map((items, index) => {
    const last = NOW - 86_400_000 - (reached.length - 1 - index) * 14 * 86_400_000;
    const day = (offset: number) => new Date(last + offset * 86_400_000).toISOString().slice(0, 10);
    const all = counted(items, 2 * items);
    return iterationRecord({
      name: `Sprint ${index + 1}`,
      firstDay: day(-13),
      lastDay: day(0),
      delivered: all,
      reached: { Replicated: all, Staged: all, Accepted: all, Promoted: all },
      ...changes,
    });
  });
}
