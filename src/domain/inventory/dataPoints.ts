import type { Asset } from "../backlog/model";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import type { AttributeId } from "./attributes";
import type { StoredRecord } from "./record";

/** What is known of an asset: its work item, its record, or both. */
export interface AssetFacts {
  readonly asset: Asset | null;
  readonly record: StoredRecord | null;
  /** Whether a dependency from or to it is known. */
  readonly hasDependencies: boolean;
}

/** What is known of a workload as a whole. */
export interface WorkloadFacts {
  readonly item: WorkItem;
  /** Of the release that it is looked at in. */
  readonly hasTargetDate: boolean;
}

/** Something that has to be known of an asset before its release can be planned. */
export interface AssetPoint {
  readonly id: AssetPointId;
  readonly title: string;
  /** Whether it is asked of this one at all. */
  isAsked(facts: AssetFacts): boolean;
  isKnown(facts: AssetFacts): boolean;
}

/** The same for a workload. */
export interface WorkloadPoint {
  readonly id: WorkloadPointId;
  readonly title: string;
  isKnown(facts: WorkloadFacts): boolean;
}

export type AssetPointId =
  "workItem" | "record" | "kind" | "strategy" | "environment" | "os" | "size" | "usage" | "dependencies" | "effort";
export type WorkloadPointId = "owner" | "priority" | "targetDate";

const has =
  (...ids: readonly AttributeId[]) =>
  ({ record }: AssetFacts): boolean =>
    ids.every((id) => record?.attributes[id] !== undefined);

const always = (): boolean => true;

/** What machines are called; what says no kind may be one. */
const MACHINES = new Set(["vm", "server", "physical", "physical server", "machine", "host", "appliance"]);

function kindOf({ asset, record }: AssetFacts): string | null {
  const kind = asset?.kind ?? record?.kind ?? null;
  return kind === null ? null : fold(kind);
}

function isMachine(facts: AssetFacts): boolean {
  const kind = kindOf(facts);
  return kind === null || MACHINES.has(kind);
}

function isDatabase(facts: AssetFacts): boolean {
  return kindOf(facts) === "database";
}

/**
 * The data points of a release backlog as far as an inventory and a work item can hold them: the refined inventory, usage,
 * dependencies, the approach to migration, and the estimate.
 */
export const ASSET_POINTS: readonly AssetPoint[] = [
  { id: "workItem", title: "Mapped to a work item", isAsked: always, isKnown: ({ asset }) => asset !== null },
  { id: "record", title: "In the inventory", isAsked: always, isKnown: ({ record }) => record !== null },
  { id: "kind", title: "Kind", isAsked: always, isKnown: (facts) => kindOf(facts) !== null },
  {
    id: "strategy",
    title: "Migration strategy",
    isAsked: always,
    isKnown: ({ asset, record }) => (asset?.strategy ?? record?.strategy ?? null) !== null,
  },
  { id: "environment", title: "Environment", isAsked: always, isKnown: has("environment") },
  { id: "os", title: "Operating system", isAsked: isMachine, isKnown: has("os") },
  {
    id: "size",
    title: "Size",
    isAsked: (facts) => isMachine(facts) || isDatabase(facts),
    isKnown: (facts) => (isDatabase(facts) ? has("databaseSize")(facts) : has("cores", "memory", "storage")(facts)),
  },
  { id: "usage", title: "Usage", isAsked: isMachine, isKnown: has("cpuUsage", "memoryUsage") },
  { id: "dependencies", title: "Dependencies", isAsked: always, isKnown: ({ hasDependencies }) => hasDependencies },
  { id: "effort", title: "Estimate", isAsked: always, isKnown: ({ asset }) => (asset?.item.effort ?? null) !== null },
];

/** The data points of a migration backlog that a workload's work item, or its release, holds. */
export const WORKLOAD_POINTS: readonly WorkloadPoint[] = [
  { id: "owner", title: "Owner", isKnown: ({ item }) => item.assignedTo !== null },
  { id: "priority", title: "Priority", isKnown: ({ item }) => item.priority !== null },
  { id: "targetDate", title: "Target date", isKnown: ({ hasTargetDate }) => hasTargetDate },
];
