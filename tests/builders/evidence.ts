import { backlogOf } from "../../src/domain/backlog/backlog";
import type { Workload } from "../../src/domain/backlog/model";
import { type Evidence, evidenceOf } from "../../src/domain/evidence/evidence";
import type { EvidenceRule, Policy } from "../../src/domain/policy/policy";
import { readingsOf } from "../../src/domain/readiness/assetStages";
import type { Finding } from "../../src/domain/readiness/blockers";
import type { BlockerCode } from "../../src/domain/readiness/report";
import type { Snapshot } from "../../src/domain/snapshot";
import type { Identity, Instant, WorkItem } from "../../src/domain/workItem";
import { NOW, policy, snapshot, task } from "./estate";

/** A person of this name. */
export function person(name: string): Identity {
  return { id: name, displayName: name, uniqueName: `${name.toLowerCase()}@contoso.com`, imageUrl: null };
}

/** A task of section 7, asked for by Ann. Finished by Bob where it has a date; open without. */
export function mark(
  id: number,
  parent: number | null,
  tags: readonly string[],
  closed: Instant | null,
  changes: Partial<WorkItem> = {},
): WorkItem {
  const closing =
    closed === null ? {} : { state: "Closed", closedDate: closed, stateChangeDate: closed, closedBy: person("Bob") };
  return task(id, parent ?? 0, `Item ${id}`, { parent, tags, createdBy: person("Ann"), ...closing, ...changes });
}

/** The policy of the tests with these changes of its checklist's rules, by their ids. */
export function checklist(changes: Readonly<Record<string, Partial<EvidenceRule>>>): Partial<Policy> {
  const { evidence } = policy();
  return {
    evidence: { ...evidence, checklist: evidence.checklist.map((rule) => ({ ...rule, ...changes[rule.id] })) },
  };
}

/** Section 7 of these items, with a look-up of workloads by their id. */
export function evidenceIn(
  items: readonly WorkItem[],
  changes: Partial<Snapshot> = {},
  mapping: Policy = policy(),
  now: Instant = NOW,
): { readonly evidence: Evidence; readonly workload: (id: number | null) => Workload } {
  const read = snapshot(items, changes);
  const backlog = backlogOf(read, mapping);
  const evidence = evidenceOf(read, backlog, mapping, readingsOf(backlog, mapping), now);
  return {
    evidence,
    workload: (id) => {
      const placed = [...backlog.workloads, ...backlog.withoutWorkload].find(
        ({ workload }) => (workload.item?.id ?? null) === id,
      );
      if (placed === undefined) throw new Error(`no workload ${String(id)}`);
      return placed.workload;
    },
  };
}

/** A finding as a rule would give it, against nothing. */
export function finding(code: BlockerCode, changes: Partial<Finding> = {}): Finding {
  return {
    code,
    gate: "staging",
    workItem: null,
    workload: null,
    asset: null,
    expected: "this",
    actual: "that",
    since: { date: null, basis: "" },
    owner: null,
    fix: "",
    ...changes,
  };
}
