import { refOf } from "../backlog/model";
import { releaseId } from "../backlog/releases";
import { sceneOf } from "../change/scene";
import { crowdNotes } from "./crowded";
import { releaseKeyOf } from "./drafts";
import type { ImportPlan, ItemPointer } from "./importPlan";
import type { InventoryScene } from "./scene";
import { simulate } from "./simulate";

/** How the mapping is to read the work item of an entry once all is written. */
export interface Expected {
  readonly isAsset: boolean;
  /** Null asks nothing. */
  readonly workload: ItemPointer | null;
  readonly release?: string | null;
}

/**
 * The plan as the mapping reads it once it is carried out: what would be no asset is refused, with its record and its links;
 * what would stand in another workload or release than asked for is noted.
 */
export function checked(plan: ImportPlan, expected: ReadonlyMap<string, Expected>, scene: InventoryScene): ImportPlan {
  if (expected.size === 0) return plan;
  const { snapshot, ids } = simulate(plan, scene);
  const after = sceneOf(snapshot, scene.policy, scene.now);
  const idOf = (pointer: ItemPointer): number | null => ("id" in pointer ? pointer.id : (ids.get(pointer.key) ?? null));
  const refused: ImportPlan["refused"][number][] = [];
  const notes: ImportPlan["notes"][number][] = [];
  for (const entry of plan.entries) {
    const wanted = expected.get(entry.key);
    if (wanted === undefined || entry.kind === "link") continue;
    const id = entry.kind === "update" ? entry.item.id : (ids.get(entry.key) ?? null);
    const asset = id === null ? undefined : after.assets.get(id);
    if (wanted.isAsset && asset === undefined) {
      const item = entry.kind === "update" ? refOf(entry.item) : null;
      refused.push({ key: entry.key, item, reason: "The mapping would not read it as an asset afterwards." });
      continue;
    }
    if (asset === undefined) continue;
    const placed = after.readings.get(asset.item.id)?.placed ?? null;
    const workload = placed?.workload.item ?? null;
    if (wanted.workload !== null && workload?.id !== idOf(wanted.workload)) {
      notes.push({ key: entry.key, text: `The mapping reads it in ${workload?.title ?? "no workload"}.` });
    }
    const release = wanted.release ?? null;
    const key = release === null ? null : releaseId(releaseKeyOf(scene, release));
    if (key !== null && !asset.claims.includes(key)) {
      const names = asset.claims.length === 0 ? "no release" : `release ${asset.claims.join(", ")}`;
      notes.push({ key: entry.key, text: `The mapping reads it in ${names}, not in ${release}.` });
    } else if (workload !== null && placed !== null && key !== null && placed.releases[0] !== key) {
      const owner = after.backlog.releases.find((one) => releaseId(one.key) === placed.releases[0])?.name ?? "none";
      notes.push({ key: entry.key, text: `${workload.title} is in release ${owner}: its scope would be split.` });
    }
  }
  notes.push(...crowdNotes(plan, snapshot, idOf));
  const left = withoutKeys(plan, new Set(refused.map(({ key }) => key)));
  return { ...left, refused: [...plan.refused, ...refused], notes: [...left.notes, ...notes] };
}

/** A plan without entries, with all that needs them. */
function withoutKeys(plan: ImportPlan, gone: ReadonlySet<string>): ImportPlan {
  if (gone.size === 0) return plan;
  return {
    ...plan,
    entries: plan.entries.filter(({ key, after }) => !gone.has(key) && !after.some((needed) => gone.has(needed))),
    records: plan.records.filter(({ before, after }) => !gone.has(after?.key ?? before?.key ?? "")),
    notes: plan.notes.filter(({ key }) => !gone.has(key)),
  };
}
