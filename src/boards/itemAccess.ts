import type { Policy } from "../domain/policy/policy";
import type { IterationNode, Snapshot } from "../domain/snapshot";
import type { WorkItem, WorkItemRef } from "../domain/workItem";
import { readReleaseKeys, readWorkloadChoices } from "./choices";
import type { DocumentStore } from "./documents";
import { type Neighbourhood, readNeighbourhood } from "./neighbourhood";
import { readRecordMap } from "./inventory/recordMap";
import { mayWrite } from "./permission";
import { readEffortField } from "./planning/effortField";
import { createPolicyStore, type PolicyStore } from "./policyStore";
import type { RecordReading } from "./records";
import type { Transport } from "./transport";
import { createWriter, type WriteOne } from "./writing";

/** What a page about a few work items does with Azure Boards. */
export interface ItemAccess {
  readonly policies: Pick<PolicyStore, "load">;
  /** Rejects with `Cancelled` when aborted. */
  readNeighbourhood(
    policy: Policy,
    ids: readonly number[],
    withLinked: boolean,
    signal: AbortSignal,
    onProgress: (progress: { readonly read: number; readonly expected: number }) => void,
  ): Promise<Neighbourhood>;
  /** Whether this reader may change the work item; null where that can't be told. */
  mayWrite(item: Pick<WorkItem, "id" | "title">, signal: AbortSignal): Promise<boolean | null>;
  /** Writes entries of a plan: without mails to those who follow the work items where there is more than one (`isBulk`). */
  writer(isBulk: boolean): WriteOne;
  /** Keys of the releases to choose from. */
  releaseKeys(policy: Policy, iterations: readonly IterationNode[]): Promise<readonly string[]>;
  /** Workloads to choose from. */
  workloads(policy: Policy): Promise<readonly WorkItemRef[]>;
}

/** Whose Azure Boards, and for whom. */
export interface ItemAccessOptions {
  readonly project: Snapshot["project"];
  readonly reader: Snapshot["reader"];
  readonly documents: DocumentStore;
}

/** Gives access to the work items of a project. */
export function createItemAccess(transport: Transport, { project, reader, documents }: ItemAccessOptions): ItemAccess {
  const loadRecords = (): Promise<RecordReading> => readRecordMap(documents, project.id);
  return {
    policies: createPolicyStore(documents, project.id),
    readNeighbourhood: (policy, ids, withLinked, signal, onProgress) =>
      readNeighbourhood(transport, { project, reader, policy, ids, withLinked, loadRecords, signal, onProgress }),
    mayWrite: (item, signal) => mayWrite(transport, item, signal),
    writer: (isBulk) =>
      createWriter(transport, { isQuiet: isBulk, effortField: () => readEffortField(transport, project, null) }),
    releaseKeys: (policy, iterations) => readReleaseKeys(transport, project.id, policy, iterations),
    workloads: (policy) => readWorkloadChoices(transport, project.id, policy),
  };
}
