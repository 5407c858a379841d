import { releaseId } from "../backlog/releases";
import { ancestorsOf } from "../change/scene";
import { titleOf } from "../record/plan";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import type { Made } from "./createEntries";
import { factsIn, withBlock, withoutBlock } from "./description";
import { asAsset, changedFields, claims, isEqual, releaseKeyOf, type Wishes, withWishes, words } from "./drafts";
import type { RunEntry } from "./importPlan";
import { type Intent, textChange } from "./intents";
import { plainText } from "./plainText";
import type { InventoryScene } from "./scene";
import { pointerOf, type WorkloadTarget } from "./workloads";

export type UpdateEntry = Extract<RunEntry, { kind: "update" }>;
type Edit = UpdateEntry["edit"];

/**
 * What is written to the work item of a record: what the files changed since the record, where the item still is as the record
 * was, and what a person decided. An item that is mapped for the first time gets its key, its kind where it says none, and what
 * makes it an asset. Null where that is nothing.
 *
 * @param target where a person said it goes; null leaves it where it is
 */
export function updateEntry(
  scene: InventoryScene,
  intent: Intent & { readonly item: WorkItem },
  target: WorkloadTarget | null,
): Made<UpdateEntry> | { readonly entry: null; readonly notes: readonly string[] } {
  const { item, key, action, changes, decision, absorbed } = intent;
  const notes: string[] = [];
  const drafted = withWishes(scene, withoutRelease(scene, item, decision.release), wishesOf(scene, intent, notes));
  notes.push(...drafted.notes);
  const asset = action === "map" ? asAsset(scene, drafted.item) : drafted.item;
  if (typeof asset === "string") return `It would be no asset by the mapping. ${asset}`;

  const title = titleAfter(intent, notes);
  const isToWrite = action === "map" || changes.length > 0 || absorbed.length > 0 || isOtherKeys(intent);
  const description = isToWrite ? descriptionAfter(scene, intent, notes) : null;
  const moved = target === null || isUnder(scene, item, target) ? null : target;
  if (moved?.kind === "known" && isBelow(scene, moved.item, item)) return `${moved.item.title} stands below it.`;
  const edit: Edit = {
    ...(isEqual(asset.tags, item.tags) ? {} : { tags: asset.tags }),
    ...(asset.iterationPath === item.iterationPath ? {} : { iterationPath: asset.iterationPath }),
    ...withFields(changedFields(item, asset)),
    ...(title === null ? {} : { title }),
    ...(description === null ? {} : { description }),
    ...(moved === null ? {} : parentEdit(moved)),
  };
  if (Object.keys(edit).length === 0) return { entry: null, notes };
  return { entry: { kind: "update", key, item, edit, after: moved?.kind === "made" ? [moved.key] : [] }, notes };
}

/** Takes the block from the work item that a record is mapped to no longer; null where there is none to be taken. */
export function unmapEntry({ tree, descriptions }: InventoryScene, key: string, id: number): UpdateEntry | null {
  const item = tree.items.get(id);
  const from = descriptions.get(id);
  const carried = from === undefined ? null : factsIn(from);
  if (item === undefined || from === undefined || carried?.key !== plainText(key)) return null;
  const edit = { description: { from, to: withoutBlock(from) } };
  return { kind: "update", key: `unmap:${key}`, item, edit, after: [] };
}

/** The item out of all releases, where a person said so. */
function withoutRelease(scene: InventoryScene, item: WorkItem, decided: string | null | undefined): WorkItem {
  if (decided !== null || claims(scene, item).length === 0) return item;
  const { source } = scene.policy.releases;
  switch (source.kind) {
    case "none":
      return item;
    case "tag":
      return { ...item, tags: item.tags.filter((tag) => claims(scene, { ...item, tags: [tag] }).length === 0) };
    case "field":
      return { ...item, fields: { ...item.fields, [source.field]: null } };
    case "iteration":
      return { ...item, iterationPath: item.iterationPath.split("\\").slice(0, source.level).join("\\") };
  }
}

/** What the item is to say: what a person decided, else what the files changed and nobody changed in Azure Boards. */
function wishesOf(scene: InventoryScene, intent: Intent & { readonly item: WorkItem }, notes: string[]): Wishes {
  const { item, decision, action, after } = intent;
  const left = (title: string): null => {
    notes.push(`${title} was changed in Azure Boards: it stays.`);
    return null;
  };
  const word = (field: "kind" | "strategy", what: "assetKind" | "strategy"): string | null => {
    const decided = decision[field];
    const said = words(scene, item, what);
    const isAsked = (wanted: string): boolean => isEqual(said, [fold(wanted)]);
    if (typeof decided === "string") return isAsked(decided) ? null : decided;
    if (action === "map") return field === "kind" && said.length === 0 ? after.kind : null;
    const change = textChange(intent, field);
    if (change === null || decided === null || change.to === null || isAsked(change.to)) return null;
    return isEqual(said, change.from === null ? [] : [fold(change.from)]) ? change.to : left(TITLES[field]);
  };
  const release = (): string | null => {
    if (typeof decision.release === "string") return decision.release;
    const change = action === "map" ? null : textChange(intent, "release");
    if (change === null || decision.release === null || change.to === null) return null;
    const said = claims(scene, item);
    const idOf = (name: string): string => releaseId(releaseKeyOf(scene, name));
    if (isEqual(said, [idOf(change.to)])) return null;
    const followed = change.from !== null && said.length === 0 && scene.policy.releases.assetsFollowWorkload;
    if (followed) {
      notes.push(`The files move it to release ${change.to}; its release is that of its workload, and stays.`);
      return null;
    }
    return isEqual(said, change.from === null ? [] : [idOf(change.from)]) ? change.to : left("The release");
  };
  const wishes: Wishes = {
    kind: word("kind", "assetKind"),
    strategy: word("strategy", "strategy"),
    release: release(),
    iterationPath: decision.iterationPath ?? null,
  };
  noteWhatStays(scene, intent, notes);
  return wishes;
}

const TITLES = { kind: "The kind", strategy: "The strategy" } as const;

/** What files change that is nothing to write by itself. */
function noteWhatStays(scene: InventoryScene, intent: Intent & { readonly item: WorkItem }, notes: string[]): void {
  const { decision, item } = intent;
  for (const field of ["strategy", "release"] as const) {
    const change = textChange(intent, field);
    if (change?.to === null && decision[field] === undefined) {
      notes.push(`The files say no ${field} any more; the work item keeps what it says.`);
    }
  }
  const workload = textChange(intent, "workload");
  const home = scene.readings.get(item.id)?.placed?.workload.item?.title ?? null;
  const isThere = home !== null && workload?.to != null && fold(home) === fold(plainText(workload.to));
  if (workload !== null && decision.workload === undefined && !isThere) {
    const to = workload.to === null ? "say no workload any more" : `move it to ${workload.to}`;
    notes.push(`The files ${to}; the work item stays where it is.`);
  }
}

/** The new title; null where it stays. One that a person gave the item is not touched. */
function titleAfter({ item, before, after, decision }: Intent & { item: WorkItem }, notes: string[]): string | null {
  const asTitle = (name: string): string => titleOf(plainText(name));
  if (decision.name !== undefined) {
    const wanted = asTitle(decision.name);
    return wanted === "" || wanted === item.title ? null : wanted;
  }
  if (before === null || before.name === after.name || before.workItem !== item.id) return null;
  const wanted = asTitle(after.name);
  if (wanted === item.title || wanted === "") return null;
  if (item.title === asTitle(before.name)) return wanted;
  notes.push("The title was changed in Azure Boards: it stays.");
  return null;
}

function descriptionAfter(
  { descriptions }: InventoryScene,
  { item, after }: Intent & { item: WorkItem },
  notes: string[],
): { from: string; to: string } | null {
  const from = descriptions.get(item.id);
  if (from === undefined) {
    notes.push("Its description was not read: what it says of the inventory stays as it is.");
    return null;
  }
  const to = withBlock(from, after);
  return from === to ? null : { from, to };
}

function isOtherKeys({ before, after }: Intent): boolean {
  return before !== null && before.alsoKeys.join("\n") !== after.alsoKeys.join("\n");
}

/** Whether an item stands there already; of no workload, whether it is in none. */
function isUnder(scene: InventoryScene, item: WorkItem, target: WorkloadTarget): boolean {
  const workload = scene.places.of.get(item.id)?.workload ?? null;
  if (target.kind === "known") return workload === target.item.id || item.parent === target.item.id;
  return target.kind !== "made" && workload === null;
}

function isBelow(scene: InventoryScene, workload: WorkItem, item: WorkItem): boolean {
  return workload.id === item.id || ancestorsOf(scene, workload.id).includes(item.id);
}

function parentEdit(target: WorkloadTarget): Pick<Edit, "parent" | "under"> {
  const pointer = pointerOf(target);
  if (pointer === null) return { parent: null };
  return "id" in pointer ? { parent: pointer.id } : { under: pointer };
}

function withFields(fields: ReturnType<typeof changedFields>): Pick<Edit, "fields"> {
  return Object.keys(fields).length === 0 ? {} : { fields };
}
