import { type AssetRecogniser, assetRecogniser } from "../backlog/assets";
import { backlogOf } from "../backlog/backlog";
import type { Asset, Backlog, Workload } from "../backlog/model";
import { type Places, placesOf } from "../backlog/places";
import { wholeWorkloads } from "../backlog/splitting";
import { treeOf, type WorkItemTree } from "../backlog/tree";
import type { Policy } from "../policy/policy";
import { type AssetReading, readingsOf } from "../readiness/assetStages";
import { STAGE_NAMES } from "../readiness/blockers";
import { type AssetStage, isOnLadder } from "../readiness/stage";
import type { Snapshot } from "../snapshot";
import { counted, fold } from "../text";
import type { Instant, WorkItem } from "../workItem";

/** A snapshot in the terms of the policy, as a change looks at it. */
export interface Scene {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly now: Instant;
  readonly tree: WorkItemTree;
  readonly backlog: Backlog;
  readonly recogniser: AssetRecogniser;
  readonly places: Places;
  /** By id. */
  readonly assets: ReadonlyMap<number, Asset>;
  readonly workloads: ReadonlyMap<number, Workload>;
  /** Stages by the id of an asset. */
  readonly readings: ReadonlyMap<number, AssetReading>;
  isWorkloadType(type: string): boolean;
}

/** Reads a snapshot for a change. */
export function sceneOf(snapshot: Snapshot, policy: Policy, now: Instant): Scene {
  const tree = treeOf(snapshot);
  const backlog = backlogOf(snapshot, policy);
  const recogniser = assetRecogniser(policy.assets, tree, policy.areas);
  const assets = new Map(backlog.assets.map((asset) => [asset.item.id, asset]));
  const types = new Set(policy.workloads.types.map(fold));
  const isWorkloadType = (type: string) => types.has(fold(type));
  return {
    snapshot,
    policy,
    now,
    tree,
    backlog,
    recogniser,
    places: placesOf(
      tree,
      ({ id }) => assets.has(id),
      ({ type }) => isWorkloadType(type),
    ),
    assets,
    workloads: wholeWorkloads(backlog.workloads),
    readings: readingsOf(backlog, policy),
    isWorkloadType,
  };
}

/** What stands above an item, nearest first; ends where parents go in a circle. */
export function ancestorsOf({ tree }: Pick<Scene, "tree">, id: number): number[] {
  const above: number[] = [];
  const seen = new Set([id]);
  for (let up = tree.parentOf(id); up !== null && !seen.has(up); up = tree.parentOf(up)) {
    seen.add(up);
    above.push(up);
  }
  return above;
}

/** An item as it is named in a sentence. */
export function named({ id, title }: Pick<WorkItem, "id" | "title">): string {
  return `${title} (#${id})`;
}

/** How many items a sentence names before it counts the rest. */
const MOST_NAMED = 3;

/** Items as they are named in a sentence: the first few, and how many more. */
export function namedAll(items: readonly Pick<WorkItem, "id" | "title">[]): string {
  const more = items.length - MOST_NAMED;
  return [...items.slice(0, MOST_NAMED).map(named), ...(more > 0 ? [counted(more, "more", "more")] : [])].join(", ");
}

/** A stage as it is named in a sentence. */
export function nameOf(stage: AssetStage): string {
  return isOnLadder(stage) ? STAGE_NAMES[stage] : stage;
}
