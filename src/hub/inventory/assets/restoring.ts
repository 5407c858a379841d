import { parseBackup, restorePlan } from "../../../domain/inventory/backup";
import { rebuildRecords } from "../../../domain/inventory/rebuild";
import type { StoredRecord } from "../../../domain/inventory/record";
import { countsText } from "../../../domain/inventory/recordsPlan";
import { describedItems, inventoryScene } from "../../../domain/inventory/scene";
import { effectsOfPlan } from "../../../domain/inventory/simulate";
import { counted } from "../../../domain/text";
import type { Ready } from "../../store/state";
import type { InventoryEffects } from "../effects";
import { sceneWith } from "./edits";
import type { MakePlan } from "./planning";

/** Problems of a file that are named before the rest is counted. */
const MOST_NAMED = 5;

/** A file that a person chose. */
export interface TextFile {
  readonly name: string;
  text(): Promise<string>;
}

type Project = Pick<Ready, "snapshot" | "stored" | "report">;

/**
 * Reads a backup of the inventory.
 *
 * @throws Error that names the file, and what in it is not as it has to be
 */
export async function backupIn(
  file: TextFile,
): Promise<Extract<ReturnType<typeof parseBackup>, { ok: true }>["backup"]> {
  const parsed = parseBackup(await file.text());
  if (parsed.ok) return parsed.backup;
  const { problems } = parsed;
  const named = problems.slice(0, MOST_NAMED).map(({ path, message }) => `${path || "The file"} ${message}`);
  const more = problems.length - named.length;
  const rest = more > 0 ? `; ${counted(more, "more problem")}` : "";
  throw new Error(`${file.name} is no backup that can be restored: ${named.join("; ")}${rest}.`);
}

/** Works out what restoring a backup comes to. */
export function planOfRestore(
  { snapshot, stored, report }: Project,
  records: readonly StoredRecord[],
  file: TextFile,
): MakePlan {
  return async () => {
    const backup = await backupIn(file);
    const { plan, counts } = restorePlan(records, backup, snapshot.project);
    const scene = inventoryScene(snapshot, stored.policy, report.now, []);
    return { plan, effects: effectsOfPlan(plan, scene), summary: countsText(counts) };
  };
}

/** Works out which records the descriptions of work items tell of; all of these are read for it. */
export function planOfRebuild(
  effects: Pick<InventoryEffects, "readDescriptions">,
  data: Project,
  records: readonly StoredRecord[],
): MakePlan {
  return async (signal) => {
    const { snapshot, stored, report } = data;
    const ids = describedItems(inventoryScene(snapshot, stored.policy, report.now, []));
    const scene = await sceneWith(effects, data, ids, signal);
    const { plan, counts } = rebuildRecords(scene, records);
    return { plan, effects: effectsOfPlan(plan, scene), summary: countsText(counts) };
  };
}
