import { claimsOf, releaseId } from "../backlog/releases";
import { wordsOf } from "../backlog/words";
import { edited } from "../change/edit";
import { mappingEdit, type MappingChange } from "../change/mappingEdit";
import { workflowOf } from "../change/recording";
import { type NewItem, titleOf } from "../record/plan";
import { fold } from "../text";
import type { FieldValue, Instant, WorkItem } from "../workItem";
import { plainText } from "./plainText";
import type { InventoryScene } from "./scene";

/** A work item with changes of the mapping made to it one after the other, and what could not be made. */
export interface Drafted {
  readonly item: WorkItem;
  /** What was left as it was, and why. Sentences. */
  readonly notes: readonly string[];
}

/** What an asset or a workload is to say of itself; null and absent say nothing. */
export interface Wishes {
  readonly kind?: string | null;
  readonly strategy?: string | null;
  /** As a file or the policy calls it. */
  readonly release?: string | null;
  readonly iterationPath?: string | null;
}

/** Makes each wish that is not null come true, as the policy records it; an iteration only inside of the release. */
export function withWishes(scene: InventoryScene, item: WorkItem, wishes: Wishes): Drafted {
  const notes: string[] = [];
  let draft = item;
  const change = (wanted: MappingChange, what: string): void => {
    const answer = mappingEdit(scene, subject(draft), wanted);
    if ("edit" in answer) draft = edited(draft, answer.edit, scene.now);
    else notes.push(`${what} was left: ${answer.reason}`);
  };
  const { kind, strategy, release, iterationPath } = wishes;
  if (typeof kind === "string") change({ kind: "assetKind", word: plainText(kind) }, `Kind ${kind}`);
  if (typeof strategy === "string") change({ kind: "strategy", word: plainText(strategy) }, `Strategy ${strategy}`);
  if (typeof release === "string") {
    change({ kind: "release", release: releaseKeyOf(scene, release) }, `Release ${release}`);
  }
  if (typeof iterationPath === "string") {
    const before = draft;
    change({ kind: "iteration", path: iterationPath }, `Iteration ${iterationPath}`);
    const hasLeft = typeof release === "string" && !isEqual(claims(scene, draft), claims(scene, before));
    if (hasLeft) {
      draft = before;
      notes.push(`Iteration ${iterationPath} was left: it is not in release ${release}.`);
    }
  }
  return { item: draft, notes };
}

/** The item as an asset by the mapping; a sentence where it can't be one. */
export function asAsset(scene: InventoryScene, item: WorkItem): WorkItem | string {
  if (scene.recogniser.isAsset(item)) return item;
  const answer = mappingEdit(scene, subject(item), { kind: "asset", isAsset: true });
  return "edit" in answer ? edited(item, answer.edit, scene.now) : answer.reason;
}

/** A work item that is not there yet, as it would be read: in the first state of its workflow, in nobody's hands. */
export function blankItem(
  { snapshot, now }: Pick<InventoryScene, "snapshot" | "now">,
  changes: Pick<WorkItem, "type" | "title"> & Partial<WorkItem>,
): WorkItem {
  const states = snapshot.types.find(({ name }) => fold(name) === fold(changes.type))?.states;
  return {
    id: -1,
    rev: 1,
    state: workflowOf(snapshot.types)(changes.type, "Proposed") ?? states?.[0]?.name ?? "",
    reason: "",
    areaPath: snapshot.project.name,
    iterationPath: snapshot.project.name,
    tags: [],
    parent: null,
    children: [],
    predecessors: [],
    successors: [],
    assignedTo: null,
    createdBy: null,
    closedBy: null,
    effort: null,
    priority: null,
    boardColumn: null,
    ...times(now),
    closedDate: null,
    fields: {},
    ...changes,
  };
}

/** What is written to make a drafted item; the paths of the project itself are Azure Boards' own choice. */
export function newItemOf(
  { snapshot }: Pick<InventoryScene, "snapshot">,
  item: WorkItem,
  description: string,
): NewItem {
  const orRoot = (path: string): string | null => (fold(path) === fold(snapshot.project.name) ? null : path);
  return {
    type: item.type,
    title: titleOf(plainText(item.title)),
    tags: item.tags,
    areaPath: orRoot(item.areaPath),
    iterationPath: orRoot(item.iterationPath),
    parent: null,
    related: [],
    description,
    fields: item.fields,
  };
}

/** A type of the project as it writes it; null where it has none of that name. */
export function typeNamed({ snapshot }: Pick<InventoryScene, "snapshot">, wanted: string | undefined): string | null {
  return snapshot.types.find(({ name }) => fold(name) === fold(wanted ?? ""))?.name ?? null;
}

/** The key of the release that a word means: its key or its name; a word that is none yet, is itself the key. */
export function releaseKeyOf({ backlog }: Pick<InventoryScene, "backlog">, word: string): string {
  const text = plainText(word);
  const byKey = backlog.releases.find(({ key }) => releaseId(key) === releaseId(text));
  const byName = backlog.releases.filter(({ name }) => fold(name) === fold(text));
  return (byKey ?? (byName.length === 1 ? byName[0] : undefined))?.key ?? text;
}

/** The releases that an item claims by itself, folded. */
export function claims({ policy }: Pick<InventoryScene, "policy">, item: WorkItem): readonly string[] {
  return claimsOf(item, policy.releases);
}

/** What an item says of its kind or strategy, folded. */
export function words(
  { policy }: Pick<InventoryScene, "policy">,
  item: WorkItem,
  what: "assetKind" | "strategy",
): readonly string[] {
  return wordsOf(item, policy[what]).map(fold);
}

/** Whether two lists of folded words are the same. */
export function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** Fields of `after` that differ from those of `before`. */
export function changedFields(before: WorkItem, after: WorkItem): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    Object.entries(after.fields).filter(([name, value]) => (before.fields[name] ?? null) !== value),
  );
}

function subject(item: WorkItem) {
  return { item, asset: null, through: null };
}

function times(now: Instant) {
  return { createdDate: now, changedDate: now, stateChangeDate: now };
}
