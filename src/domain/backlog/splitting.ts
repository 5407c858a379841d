import type { WorkloadSplit } from "../policy/policy";
import { type Asset, isInScope, type PlacedWorkload, type Workload } from "./model";
import { releaseId, type ReleaseId } from "./releases";

/** Places a workload in the releases that contain it; one that is recorded as split, in parts. */
export type Placer = (workload: Workload, ownClaims: readonly ReleaseId[]) => readonly PlacedWorkload[];

/**
 * Places workloads (M3). A release contains a workload that it or an asset of it in scope claims. One that the policy records
 * as split has a part for each of the recorded releases that it or an asset of it in scope claims, with the assets that claim
 * that release and what holds those. What is against the workload as such is against each part. `inOrder` puts releases into
 * their order (G5).
 *
 * An asset in scope that claims none of the recorded releases blocks the workload (`SCOPE_SPLIT`), hence each part: nobody
 * knows which one it goes with, and picking one would raise the others when an asset is added (L1). Other releases that are
 * claimed contain the first part, which has that asset too.
 */
export function placerOf(
  splits: readonly WorkloadSplit[],
  inOrder: (claims: ReadonlySet<ReleaseId>) => readonly ReleaseId[],
): Placer {
  const recorded = new Map(splits.map((split) => [split.workload, new Set(split.releases.map(releaseId))]));
  return (workload, ownClaims) => {
    const claims = new Set(ownClaims);
    for (const asset of workload.assets) if (isInScope(asset)) for (const claim of asset.claims) claims.add(claim);
    const releases = inOrder(claims);
    const over = workload.item === null ? undefined : recorded.get(workload.item.id);
    const inParts = over === undefined ? [] : releases.filter((id) => over.has(id));
    if (inParts.length === 0) return [{ workload, releases }];

    const others = releases.filter((id) => !inParts.includes(id));
    const isStray = (asset: Asset) => !asset.claims.some((id) => inParts.includes(id));
    return inParts.map((part, index) => {
      const isFirst = index === 0;
      const assets = workload.assets.filter(
        (asset) => asset.claims.includes(part) || (isStray(asset) && (isFirst || isInScope(asset))),
      );
      return { workload: partOf(workload, part, assets), releases: isFirst ? [part, ...others] : [part] };
    });
  };
}

function partOf(workload: Workload, part: ReleaseId, assets: readonly Asset[]): Workload {
  const ids = new Set(assets.map(({ item }) => item.id));
  const holding = workload.holding.filter(({ asset }) => asset === null || ids.has(asset.id));
  return { ...workload, part, assets, holding };
}

/** Workloads by their id, those in parts put together again: what a person calls the workload, whatever release it goes live in. */
export function wholeWorkloads(placed: readonly PlacedWorkload[]): Map<number, Workload> {
  const whole = new Map<number, Workload>();
  for (const { workload } of placed) {
    if (workload.item === null) continue;
    const known = whole.get(workload.item.id);
    whole.set(workload.item.id, known === undefined ? workload : joined(known, workload));
  }
  return whole;
}

function joined(some: Workload, more: Workload): Workload {
  const assets = new Map([...some.assets, ...more.assets].map((asset) => [asset.item.id, asset]));
  return {
    ...some,
    part: null,
    assets: [...assets.values()].sort((a, b) => a.item.id - b.item.id),
    holding: [...new Set([...some.holding, ...more.holding])],
  };
}
