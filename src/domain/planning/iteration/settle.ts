import type { ItemEdit, ItemWrite, Refusal } from "../../change/change";
import { refusal } from "../../change/draft";
import { isAsAsked, mappingEdit } from "../../change/mappingEdit";
import { type MappingStep, settleMapping } from "../../change/mappingPlan";
import type { Scene } from "../../change/scene";
import { subjectIn } from "../../change/subjects";
import { releaseId } from "../../backlog/releases";
import { groupBy } from "../../group";
import type { WorkItem } from "../../workItem";
import type { CommitmentTags } from "./commit";
import type { Wish, Wishes } from "./wishes";

/** A work item that is to be changed, by its own write, that of a workload that takes it along, or both. */
export interface PlannedItem {
  readonly wish: Wish;
  /** How it comes into its release; null where its release stays. */
  readonly placing: MappingStep | null;
  /** The workload's before its own. Each work item is written once: who goes along with a workload names its write. */
  readonly writes: readonly ItemWrite[];
}

/** What wishes come to, before it is known how the mapping reads it then. */
export interface Settled {
  /** By id, as are the others. */
  readonly items: readonly PlannedItem[];
  readonly refused: readonly Refusal[];
  /** Those that are as asked for already. */
  readonly unchanged: readonly Wish[];
}

/** What is to be written so that all becomes as asked for. Quick: nothing is read anew. */
export function settle(scene: Scene, { wishes, refused: before }: Wishes, tags: CommitmentTags | null): Settled {
  const { steps, refusedIds, refused } = placingOf(scene, [...wishes.values()]);
  const edits = new Map<number, ItemEdit>();
  const all = [...before, ...refused];
  for (const [id, wish] of wishes) {
    if (refusedIds.has(id)) continue;
    const edit = ownEdit(scene, wish, steps.get(id));
    const tagged = tags === null ? {} : tags.editOf(wish.subject.item, edit);
    if ("reason" in tagged) all.push(refusal(wish.subject.item, tagged.reason));
    else edits.set(id, { ...edit, ...tagged });
  }
  const writes = new Map<number, ItemWrite>();
  for (const [id, edit] of edits) {
    const item = wishes.get(id)?.subject.item;
    if (item !== undefined && Object.keys(edit).length > 0) writes.set(id, { item, edit });
  }

  const items: PlannedItem[] = [];
  const unchanged: Wish[] = [];
  for (const [id, wish] of wishes) {
    if (!edits.has(id)) continue;
    const placing = steps.get(id) ?? null;
    const carrier = placing === null || placing.write.item.id === id ? undefined : placing.write.item;
    if (carrier !== undefined && !writes.has(carrier.id)) {
      all.push(refusal(wish.subject.item, carrierReason(carrier)));
      continue;
    }
    const own = [carrier?.id ?? id, id].flatMap((writer) => writes.get(writer) ?? []);
    if (own.length === 0) unchanged.push(wish);
    else items.push({ wish, placing, writes: [...new Set(own)] });
  }
  const byId = (a: Wish, b: Wish) => a.subject.item.id - b.subject.item.id;
  return {
    items: items.sort((a, b) => byId(a.wish, b.wish)),
    refused: all.sort((a, b) => a.item.id - b.item.id),
    unchanged: unchanged.sort(byId),
  };
}

/** Why what goes along with a workload can't go where that one does not. */
export function carrierReason({ title, id }: Pick<WorkItem, "id" | "title">): string {
  return `Its workload ${title} (#${id}), which it follows, can't be moved.`;
}

function placingOf(scene: Scene, wishes: readonly Wish[]) {
  const steps = new Map<number, MappingStep>();
  const refused: Refusal[] = [];
  const placed = wishes.flatMap(({ subject, release }) => (release === null ? [] : [{ subject, release }]));
  const keyOf = (key: string | null) => (key === null ? null : releaseId(key));
  for (const group of groupBy(placed, ({ release }) => keyOf(release.release)).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const settled = settleMapping(
      scene,
      group.map(({ subject }) => subject),
      first.release,
    );
    for (const step of settled.steps) steps.set(step.subject.item.id, step);
    refused.push(...settled.refused);
  }
  return { steps, refused, refusedIds: new Set(refused.map(({ item }) => item.id)) };
}

/** What is to be written to the item itself, of its release, its iteration and its numbers. */
function ownEdit(scene: Scene, wish: Wish, placing: MappingStep | undefined): ItemEdit {
  const { subject, iteration, effort, priority } = wish;
  const { item } = subject;
  const moved =
    iteration === null || isAsAsked(scene, subject, iteration) ? null : mappingEdit(scene, subject, iteration);
  return {
    ...(placing?.write.item.id === item.id ? placing.write.edit : {}),
    ...(moved !== null && "edit" in moved ? moved.edit : {}),
    ...(effort === undefined || effort === item.effort ? {} : { effort }),
    ...(priority === undefined || priority === item.priority ? {} : { priority }),
  };
}

/** Whether the mapping reads an item as a wish asks, in a reading of how it will be. */
export function isGranted(after: Scene, { subject, release, iteration, effort, priority }: Wish): boolean {
  const next = subjectIn(after, subject);
  return (
    (release === null || isAsAsked(after, next, release)) &&
    (iteration === null || isAsAsked(after, next, iteration)) &&
    (effort === undefined || next.item.effort === effort) &&
    (priority === undefined || next.item.priority === priority)
  );
}
