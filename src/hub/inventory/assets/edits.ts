import type { StoredRecord } from "../../../domain/inventory/record";
import { planMapping, type RecordEdit } from "../../../domain/inventory/mapping";
import { type InventoryScene, inventoryScene } from "../../../domain/inventory/scene";
import { effectsOfPlan } from "../../../domain/inventory/simulate";
import type { Ready } from "../../store/state";
import type { InventoryEffects } from "../effects";
import type { MakePlan } from "./planning";

/** Works out what edits of records come to. Their work items' descriptions are read first: they carry the keys. */
export function planOfEdits(
  effects: Pick<InventoryEffects, "readDescriptions">,
  data: Pick<Ready, "snapshot" | "stored" | "report">,
  records: readonly StoredRecord[],
  title: string,
  edits: ReadonlyMap<string, RecordEdit>,
): MakePlan {
  return async (signal) => {
    const scene = await sceneWith(effects, data, itemsOf(records, edits), signal);
    const plan = planMapping(edits, records, scene, title);
    return { plan, effects: effectsOfPlan(plan, scene) };
  };
}

/** The scene of the project, with the descriptions of these work items. Those that were not read have none. */
export async function sceneWith(
  effects: Pick<InventoryEffects, "readDescriptions">,
  { snapshot, stored, report }: Pick<Ready, "snapshot" | "stored" | "report">,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<InventoryScene> {
  const known = new Set(snapshot.workItems.map(({ id }) => id));
  const wanted = ids.filter((id) => known.has(id));
  const texts = wanted.length === 0 ? [] : await effects.readDescriptions(wanted, signal);
  return inventoryScene(snapshot, stored.policy, report.now, texts);
}

/** The work items that edits are about: those that records are mapped to, and those that they are to be mapped to. */
function itemsOf(records: readonly StoredRecord[], edits: ReadonlyMap<string, RecordEdit>): readonly number[] {
  const before = records.flatMap(({ key, workItem }) => (edits.has(key) && workItem !== null ? [workItem] : []));
  const after = [...edits.values()].flatMap(({ workItem }) => workItem ?? []);
  return [...new Set([...before, ...after])];
}
