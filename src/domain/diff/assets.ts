import { refOf } from "../backlog/model";
import type { Report } from "../readiness/report";
import { type AssetStage, isOnLadder, rankOf } from "../readiness/stage";
import type { Place, ScopeChange, StageChange } from "./diff";
import { assetsOf, type PlacedAsset } from "./places";

/** The stages that moved and the scope that came and went, asset by asset. */
export function assetChanges(before: Report, after: Report): { stages: StageChange[]; scope: ScopeChange[] } {
  const [earlier, later] = [assetsOf(before), assetsOf(after)];
  const stages: StageChange[] = [];
  const scope: ScopeChange[] = [];
  for (const id of new Set([...earlier.keys(), ...later.keys()])) {
    const [was, is] = [earlier.get(id) ?? null, later.get(id) ?? null];
    const stage = stageChange(was, is);
    if (stage !== null) stages.push(stage);
    scope.push(...scopeChanges(was, is, before, after));
  }
  return { stages, scope };
}

function stageChange(was: PlacedAsset | null, is: PlacedAsset | null): StageChange | null {
  if (was === null || is === null) return null;
  const [from, to] = [was.asset.stage, is.asset.stage];
  if (from === to || from === "Excluded" || to === "Excluded") return null;
  return {
    item: refOf(is.asset.item),
    places: [...is.places.values()],
    from,
    to,
    direction: directionOf(from, to),
    // A task or a child that was not read may have decided the stage.
    isUncertain: was.isTouched || is.isTouched,
  };
}

function directionOf(from: AssetStage, to: AssetStage): StageChange["direction"] {
  if (!isOnLadder(to)) return "unknown";
  if (!isOnLadder(from)) return "known";
  return rankOf(to) > rankOf(from) ? "moved" : "dropped";
}

function scopeChanges(was: PlacedAsset | null, is: PlacedAsset | null, before: Report, after: Report): ScopeChange[] {
  const placed = is ?? was;
  if (placed === null) return [];
  const [from, to] = [countedPlaces(was), countedPlaces(is)];
  const left = [...from].filter(([key]) => !to.has(key)).map(([, place]) => place);
  const joined = [...to].filter(([key]) => !from.has(key)).map(([, place]) => place);
  const item = refOf(placed.asset.item);
  const wasSeen = was !== null || placed.asset.item.createdDate > before.asOf;
  const isGone = is === null && !after.deleted.some(({ id }) => id === item.id);
  return [
    ...told(joined, left).map((place) => ({
      ...place,
      item,
      direction: "in" as const,
      why: whyIn(was, left, placed.asset.item.createdDate > before.asOf),
      isUncertain: !before.complete && !wasSeen,
    })),
    ...told(left, joined).map((place) => ({
      ...place,
      item,
      direction: "out" as const,
      why: whyOut(is, joined, isGone),
      isUncertain: !after.complete && isGone,
    })),
  ];
}

/** The places where an asset counts: none once it is excluded. */
function countedPlaces(placed: PlacedAsset | null): ReadonlyMap<string, Place> {
  return placed === null || placed.asset.stage === "Excluded" ? new Map<string, Place>() : placed.places;
}

/** Who leaves a release for none, or comes into one from none, did one thing and not two: the release tells it. */
function told(places: readonly Place[], opposite: readonly Place[]): readonly Place[] {
  return opposite.some(({ release }) => release !== null) ? places.filter(({ release }) => release !== null) : places;
}

function whyIn(was: PlacedAsset | null, left: readonly Place[], isNew: boolean): string {
  if (isNew) return "created";
  if (was === null) return "not an asset before";
  if (was.asset.stage === "Excluded") return "was excluded before";
  return left.length === 0 ? "named here too" : `from ${left.map(placeText).join(", ")}`;
}

function whyOut(is: PlacedAsset | null, joined: readonly Place[], isGone: boolean): string {
  if (is === null) return isGone ? "no asset any more, or deleted" : "deleted";
  if (is.asset.stage === "Excluded") return `excluded: ${is.asset.offLadderReason ?? "no reason given"}`;
  return joined.length === 0 ? "not named here any more" : `to ${joined.map(placeText).join(", ")}`;
}

function placeText({ release, workload }: Place): string {
  return [release?.name ?? "no release", ...(workload === null ? [] : [workload.title])].join(", ");
}
