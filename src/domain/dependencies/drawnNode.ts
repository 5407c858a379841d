import { LADDER, type AssetStage } from "../readiness/stage";
import type { DrawnNode } from "./drawing";
import { FINE, type GateView, SIDE } from "./gateView";
import { type DependencyModel, itemOf, KIND } from "./model";

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
