import type { Backlog, PlacedWorkload } from "../backlog/model";
import type { Policy, PromotionModel } from "../policy/policy";
import { type StagedAsset, stageReader } from "./assetStage";
import type { AssetReading } from "./assetStages";

/** Stages of a workload's assets under the model of the release that it is judged in. */
export type StagesUnder = (placed: PlacedWorkload, model: PromotionModel) => readonly StagedAsset[];

/** Takes the stages as they were read; a release with another model than the one that owns the workload reads them anew. */
export function stagesUnder(
  backlog: Backlog,
  policy: Policy,
  readings: ReadonlyMap<number, AssetReading>,
): StagesUnder {
  const read = stageReader(policy, backlog.states);
  return (placed, model) => {
    const known: StagedAsset[] = [];
    for (const { item } of placed.workload.assets) {
      const reading = readings.get(item.id);
      if (reading?.placed !== placed || reading.model !== model) return read(placed.workload, model);
      known.push(reading);
    }
    return known;
  };
}
