import type { ItemHistory, Snapshot } from "../snapshot";
import type { FieldValue, Instant, WorkItem } from "../workItem";
import type { ItemEdit, ItemWrite, PlannedEntry } from "./change";

/** The work item as it will be: one revision on, its state changed at `now` where the edit changes it. */
export function edited(item: WorkItem, edit: ItemEdit, now: Instant): WorkItem {
  const isMoved = edit.state !== undefined && edit.state !== item.state;
  return {
    ...item,
    rev: item.rev + 1,
    changedDate: now,
    state: edit.state ?? item.state,
    // The reason of a new state is Azure Boards' own choice, and its closing date follows from it.
    reason: isMoved ? "" : item.reason,
    stateChangeDate: isMoved ? now : item.stateChangeDate,
    closedDate: isMoved ? null : item.closedDate,
    tags: edit.tags ?? item.tags,
    iterationPath: edit.iterationPath ?? item.iterationPath,
    parent: edit.parent === undefined ? item.parent : edit.parent,
    effort: edit.effort === undefined ? item.effort : edit.effort,
    priority: edit.priority === undefined ? item.priority : edit.priority,
    // They inherit nothing, as they were read.
    fields:
      edit.fields === undefined
        ? item.fields
        : Object.assign(Object.create(null) as Record<string, FieldValue>, item.fields, edit.fields),
  };
}

/** The edit that takes a write back. Reasons and dates are Azure Boards' own and are set anew. */
export function inverseOf({ item, edit }: ItemWrite): ItemEdit {
  return {
    ...(edit.state === undefined ? {} : { state: item.state }),
    ...(edit.tags === undefined ? {} : { tags: item.tags }),
    ...(edit.iterationPath === undefined ? {} : { iterationPath: item.iterationPath }),
    ...(edit.parent === undefined ? {} : { parent: item.parent }),
    ...(edit.effort === undefined ? {} : { effort: item.effort }),
    ...(edit.priority === undefined ? {} : { priority: item.priority }),
    ...(edit.fields === undefined ? {} : { fields: valuesOf(item, Object.keys(edit.fields)) }),
  };
}

function valuesOf(item: WorkItem, names: readonly string[]): Record<string, FieldValue> {
  return Object.fromEntries(names.map((name) => [name, item.fields[name] ?? null]));
}

/** The writes of a plan, each work item once, in the order of the entries. */
export function writesOf(entries: readonly Pick<PlannedEntry, "writes">[]): ItemWrite[] {
  return [...new Set(entries.flatMap(({ writes }) => writes))];
}

/**
 * The snapshot as it will be once the writes are made. Child links follow the parents, and histories tell what was changed:
 * without them all that was attested of a changed item would be unproven.
 */
export function withWrites(snapshot: Snapshot, writes: readonly ItemWrite[], now: Instant): Snapshot {
  const changed = new Map(writes.map(({ item, edit }) => [item.id, edited(item, edit, now)]));
  const moved = writes.filter(({ item, edit }) => edit.parent !== undefined && edit.parent !== item.parent);
  return {
    ...snapshot,
    workItems: snapshot.workItems.map((item) => {
      const next = changed.get(item.id) ?? item;
      return moved.length === 0 || next.children === null ? next : { ...next, children: childrenAfter(next, moved) };
    }),
    histories: historiesAfter(snapshot.histories, writes, changed),
  };
}

/** Histories with one revision more; of an item without one it is known how it was since its last change. */
function historiesAfter(
  histories: readonly ItemHistory[],
  writes: readonly ItemWrite[],
  changed: ReadonlyMap<number, WorkItem>,
): ItemHistory[] {
  const known = new Set(histories.map(({ id }) => id));
  const longer = histories.map((history) => {
    const now = changed.get(history.id);
    return now === undefined ? history : { ...history, revisions: [...history.revisions, now] };
  });
  const begun = writes.flatMap(({ item }) => {
    const now = changed.get(item.id);
    return now === undefined || known.has(item.id) ? [] : [{ id: item.id, revisions: [item, now] }];
  });
  return [...longer, ...begun];
}

function childrenAfter(parent: WorkItem, moved: readonly ItemWrite[]): number[] {
  const gone = new Set(moved.map(({ item }) => item.id));
  const arrived = moved.filter(({ edit }) => edit.parent === parent.id).map(({ item }) => item.id);
  return [...(parent.children ?? []).filter((id) => !gone.has(id)), ...arrived].sort((a, b) => a - b);
}
