import type { Instant, WorkItem, WorkItemRef } from "../workItem";
import type { AssetReading } from "../readiness/assetStages";
import type { Release } from "../backlog/releases";
import type { Components } from "./components";
import type { Graph } from "./graph";

/** What stands at an end of a dependency (D1, D5). */
export const KIND = {
  /** An asset in scope. */
  asset: 0,
  /** A workload as dependant: what it needs, each of its assets needs. */
  needs: 1,
  /** A workload as provider: it stands for its assets in scope. */
  whole: 2,
  /** What a provider workload names and nobody could read (V2). */
  gap: 3,
  /** Retired, retained, removed, deleted or not done (D6). */
  excluded: 4,
  /** A workload without assets (D5). */
  unmapped: 5,
  /** Neither asset nor workload, and open (D5). */
  item: 6,
  /** Neither asset nor workload, and finished: it is waited for no more. */
  finished: 7,
  /** Named, and not readable (D5). */
  unseen: 8,
} as const;
export type NodeKind = (typeof KIND)[keyof typeof KIND];

/** A provider that is neither an asset in scope nor a workload with such assets. */
export interface OtherProvider {
  readonly kind: NodeKind;
  readonly item: WorkItemRef;
  /** Why it is excluded, or what is not known of it; empty for an item. */
  readonly reason: string;
  /** The work item itself; null where it was not read. */
  readonly read: WorkItem | null;
  /** When it was deleted; null where it was not, or nobody knows. */
  readonly deletedDate: Instant | null;
}

/** A workload, or one part of a split one (M3): what goes live together. */
export interface Part {
  readonly item: WorkItem;
  /** Nodes of its assets in scope, by id. */
  readonly assets: readonly number[];
  /** How many items it names that could not be read. */
  readonly lost: number;
}

/**
 * The dependencies of a project: numbered nodes, and edges from each dependant to what it waits for. Assets in scope come
 * first, by id; then three nodes for each part ({@link needsOf}, {@link wholeOf}, {@link gapOf}); then the others, by id.
 *
 * Edges to what is promoted or satisfied are not in `hard` and `soft`: they take no part in anything (D4, D6).
 */
export interface DependencyModel {
  readonly size: number;
  readonly kinds: Uint8Array;
  /** Assets in scope, with their stages. */
  readonly assets: readonly AssetReading[];
  /** Rung of each asset, by its height; −1 off the ladder, and for what is no asset. */
  readonly ranks: Int8Array;
  /** The rung that it may stand on if dates told more; −1 as above. */
  readonly possibleRanks: Int8Array;
  readonly parts: readonly Part[];
  /** The part of each node that belongs to one; −1 for others. */
  readonly partOf: Int32Array;
  /** In their order; a node's release is its place here. */
  readonly releases: readonly Release[];
  /** The place of each node's release; −1 for none. */
  readonly releaseOf: Int32Array;
  /** The first of `others`; providers of further kinds, by id. */
  readonly firstOther: number;
  readonly others: readonly OtherProvider[];
  readonly hard: Graph;
  /** Edges that only warn (D1). */
  readonly soft: Graph;
  readonly components: Components;
  /** Hard edges that are satisfied: for drawings. */
  readonly met: Graph;
  /** The node of an asset in scope; undefined for what is none. */
  nodeOf(asset: number): number | undefined;
}

/** The node of a part as dependant. */
export function needsOf({ assets }: Pick<DependencyModel, "assets">, part: number): number {
  return assets.length + part * 3;
}

/** The node of a part as provider. */
export function wholeOf({ assets }: Pick<DependencyModel, "assets">, part: number): number {
  return assets.length + part * 3 + 1;
}

/** The node of what a part names and nobody could read. */
export function gapOf({ assets }: Pick<DependencyModel, "assets">, part: number): number {
  return assets.length + part * 3 + 2;
}

/** The work item that a node stands for. */
export function itemOf(model: DependencyModel, node: number): WorkItemRef {
  const part = model.parts[model.partOf[node] ?? -1];
  const item =
    model.assets[node]?.asset.item ??
    (node < model.firstOther ? part?.item : model.others[node - model.firstOther]?.item);
  if (item === undefined) throw new Error(`There is no node ${node} in this model of dependencies.`);
  return item;
}
