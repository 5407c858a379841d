import { TextEncoder } from "node:util";
import type { Policy } from "../../src/domain/policy/policy";
import { assess } from "../../src/domain/readiness/assess";
import type { Blocker, Report } from "../../src/domain/readiness/report";
import type { Snapshot } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";
import { NOW, policy, snapshot } from "./estate";

// Browsers have it and jsdom has not; the engine needs it for the policy's fingerprint.
globalThis.TextEncoder ??= TextEncoder;

/** The engine's own report on these items, so that what is drawn in tests is what is drawn in use. */
export function reportOf(
  workItems: readonly WorkItem[],
  changes: { readonly policy?: Partial<Policy>; readonly snapshot?: Partial<Snapshot> } = {},
): Report {
  return assess(snapshot(workItems, changes.snapshot), policy(changes.policy), NOW);
}

/** An asset that is Replicating, holds itself back and frees itself. */
export function blocker(id: number, changes: Partial<Blocker> = {}): Blocker {
  return {
    code: "NOT_REPLICATED",
    effect: "blocks",
    gate: "staging",
    workItem: { id, title: `VM ${id}`, type: "User Story" },
    workload: { id: 1, title: "Payroll", type: "Feature" },
    otherWorkloads: [],
    evidence: null,
    expected: "Replicated",
    actual: "Replicating",
    since: { date: NOW, basis: "state change" },
    owner: null,
    path: [],
    alsoHolds: [],
    frees: { assets: 1, workloads: 0 },
    fix: "Bring it to Replicated.",
    ...changes,
  };
}
