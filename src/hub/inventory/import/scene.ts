import { Cancelled } from "../../../boards/errors";
import type { GateEffect } from "../../../domain/change/change";
import { sceneOf } from "../../../domain/change/scene";
import type { InventoryFile } from "../../../domain/inventory/fileAsset";
import type { ImportPlan } from "../../../domain/inventory/importPlan";
import { type ImportOptions, planImport } from "../../../domain/inventory/planImport";
import { reconcile } from "../../../domain/inventory/reconcile";
import type { Reconciliation, RowDecision } from "../../../domain/inventory/reconciliation";
import type { StoredRecord } from "../../../domain/inventory/record";
import { describedItems, type InventoryScene, inventoryScene } from "../../../domain/inventory/scene";
import { effectsOfPlan } from "../../../domain/inventory/simulate";
import type { Snapshot } from "../../../domain/snapshot";
import type { WorkItemRef } from "../../../domain/workItem";
import type { Ready } from "../../store/state";
import type { InventoryEffects } from "../effects";

export type { ImportOptions };

/** What is chosen at first: what the files say, with the workloads and links that they name. */
export const FIRST_OPTIONS: ImportOptions = {
  createWorkloads: true,
  defaultWorkload: null,
  release: null,
  iterationPath: null,
  linkEdges: true,
};

/** What the import works out. */
export interface Thinking {
  reconcile(files: readonly InventoryFile[], records: readonly StoredRecord[], scene: InventoryScene): Reconciliation;
  /** The plan of a dry run, and how gates will stand once it is written. */
  plan(
    reconciliation: Reconciliation,
    decisions: ReadonlyMap<string, RowDecision>,
    options: ImportOptions,
    scene: InventoryScene,
  ): { readonly plan: ImportPlan; readonly effects: readonly GateEffect[] };
}

/** What the domain says. */
export const THINKING: Thinking = {
  reconcile,
  plan(reconciliation, decisions, options, scene) {
    const plan = planImport(reconciliation, decisions, options, scene);
    return { plan, effects: effectsOfPlan(plan, scene) };
  },
};

/**
 * Reads what files are compared with: the records, and the descriptions that may hold a key.
 *
 * @throws Cancelled when aborted meanwhile, and what the stores throw
 */
export async function readScene(
  effects: Pick<InventoryEffects, "records" | "readDescriptions" | "now">,
  { snapshot, stored }: Pick<Ready, "snapshot" | "stored">,
  signal: AbortSignal,
): Promise<{ readonly records: readonly StoredRecord[]; readonly scene: InventoryScene }> {
  const now = effects.now();
  const ids = describedItems(sceneOf(snapshot, stored.policy, now));
  const [records, texts] = await Promise.all([effects.records.load(), effects.readDescriptions(ids, signal)]);
  if (signal.aborted) throw new Cancelled();
  return { records, scene: inventoryScene(snapshot, stored.policy, now, texts) };
}

/** Finds work items of a snapshot by their ids. */
export function itemFinder({ workItems }: Pick<Snapshot, "workItems">): (id: number) => WorkItemRef | null {
  const byId = new Map(workItems.map((item) => [item.id, item]));
  return (id) => byId.get(id) ?? null;
}
