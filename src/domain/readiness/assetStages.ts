import type { Asset, Backlog, PlacedWorkload, Workload } from "../backlog/model";
import { NO_LOSS } from "../backlog/losses";
import { releaseId } from "../backlog/releases";
import type { Policy, PromotionModel } from "../policy/policy";
import { type StagedAsset, stageReader } from "./assetStage";

/** Where one asset stands, and with what it is judged. */
export interface AssetReading extends StagedAsset {
  /** Where it would stand without the assets nested below it (§9). */
  readonly own: StagedAsset;
  /** What it is judged with; null for an asset that is in no verdict. */
  readonly placed: PlacedWorkload | null;
  /** The model of the release that owns {@link placed}; the policy's default without one. */
  readonly model: PromotionModel;
}

/**
 * Every asset of a backlog once, by id. One that is judged in two releases is read under the model of the one that owns its
 * workload.
 */
export function readingsOf(backlog: Backlog, policy: Policy): ReadonlyMap<number, AssetReading> {
  const read = stageReader(policy, backlog.states);
  const models = new Map(backlog.releases.map(({ key, model }) => [releaseId(key), model]));
  const readings = new Map<number, AssetReading>();
  const add = (workload: Workload, placed: PlacedWorkload | null) => {
    const model = models.get(placed?.releases[0] ?? "") ?? policy.releases.defaultModel;
    const own = ownStages(workload, (alone) => read(alone, model));
    for (const staged of read(workload, model)) {
      const { id } = staged.asset.item;
      if (!readings.has(id)) readings.set(id, readingOf(staged, own.get(id) ?? staged, placed, model));
    }
  };
  for (const placed of [...backlog.workloads, ...backlog.withoutWorkload]) add(placed.workload, placed);
  if (readings.size < backlog.assets.length) {
    add(withoutOthers(backlog.assets.filter(({ item }) => !readings.has(item.id))), null);
  }
  return readings;
}

/** Written out member by member: copying by spreading is many times slower, and this is done for every asset. */
function readingOf(
  { asset, stage, offLadderReason, since, possible, heldBy, unmapped, gaps }: StagedAsset,
  own: StagedAsset,
  placed: PlacedWorkload | null,
  model: PromotionModel,
): AssetReading {
  return { asset, stage, offLadderReason, since, possible, heldBy, unmapped, gaps, own, placed, model };
}

/** These assets alone, as a workload that has nothing else. */
export function withoutOthers(assets: readonly Asset[], phases: Workload["phases"] = []): Workload {
  return { item: null, part: null, assets, phases, holding: [], lost: NO_LOSS };
}

function ownStages(
  workload: Workload,
  read: (workload: Workload) => readonly StagedAsset[],
): ReadonlyMap<number, StagedAsset> {
  const around = workload.assets.filter(({ nested }) => nested.length > 0);
  if (around.length === 0) return new Map();
  const alone = around.map((asset) => ({ ...asset, nested: [] }));
  return new Map(read({ ...workload, assets: alone }).map((staged) => [staged.asset.item.id, staged]));
}
