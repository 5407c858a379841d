import { LADDER, type AssetStage } from "../readiness/stage";
import type { WorkItemRef } from "../workItem";
import { FINE, type GateView, SIDE } from "./gateView";
import type { DrawnPlace } from "./layers";
import { type DependencyModel, itemOf, KIND } from "./model";

/** A work item of a drawing. A workload stands for all of its assets. */
export interface DrawnNode extends WorkItemRef, DrawnPlace {
  readonly kind: "asset" | "workload" | "item" | "excluded" | "unmapped" | "unreadable";
  /** An asset's stage; of a workload, that of the asset furthest behind. Null for what has none. */
  readonly stage: AssetStage | null;
  /** Name of its release; null without one. */
  readonly release: string | null;
  /** Title of its workload; null without one. */
  readonly workload: string | null;
  /** Whether it belongs to the release that is drawn; the others are what that waits for. */
  readonly isOfRelease: boolean;
  /** Whether it is short of what the gate asks of what it goes with. */
  readonly isBehind: boolean;
}

const OTHER_KINDS: Readonly<Record<number, DrawnNode["kind"]>> = {
  [KIND.asset]: "asset",
  [KIND.needs]: "workload",
  [KIND.whole]: "workload",
  [KIND.excluded]: "excluded",
  [KIND.unmapped]: "unmapped",
  [KIND.unseen]: "unreadable",
};

/** Describes a node of a model for a drawing of the release at that place, all but where it stands in the drawing. */
export function describeNode(
  model: DependencyModel,
  view: GateView,
  node: number,
  release: number,
): Omit<DrawnNode, "layer" | "row"> {
  const { id, title, type } = itemOf(model, node);
  const kind = OTHER_KINDS[model.kinds[node] ?? KIND.item] ?? "item";
  const part = model.parts[model.partOf[node] ?? -1];
  const standingFor = kind === "workload" ? (part?.assets ?? []) : kind === "asset" ? [node] : [];
  return {
    id,
    title,
    type,
    kind,
    stage: kind === "asset" || kind === "workload" ? lowestStage(model, standingFor) : null,
    release: model.releases[model.releaseOf[node] ?? -1]?.name ?? null,
    workload: kind === "asset" ? (part?.item.title ?? null) : null,
    isOfRelease: model.releaseOf[node] === release,
    isBehind:
      standingFor.length > 0
        ? standingFor.some((asset) => view.kindOf(asset, SIDE.same) !== FINE)
        : model.kinds[node] !== KIND.finished,
  };
}

function lowestStage({ ranks }: DependencyModel, assets: readonly number[]): AssetStage | null {
  if (assets.length === 0) return null;
  const lowest = assets.reduce((least, asset) => Math.min(least, ranks[asset] ?? -1), LADDER.length);
  return LADDER[lowest] ?? "Unknown";
}
