import { fieldsNamedBy } from "../../boards/selection";
import { FIELD_NAMES } from "../../boards/workItemFields";
import { tagsOf } from "../../boards/workItemMapping";
import type { ItemEdit } from "../../domain/change/change";
import { withWrites } from "../../domain/change/edit";
import type { Policy } from "../../domain/policy/policy";
import type { Snapshot } from "../../domain/snapshot";
import { fold } from "../../domain/text";
import type { FieldValue, Instant, WorkItem } from "../../domain/workItem";
import type { FormEdit, FormFields, FormReading, OpenItem } from "../../extension/workItemForm";

/** Fields of every work item that a verdict looks at and a form can change, with what a person calls them. */
const WATCHED: Readonly<Record<string, string>> = {
  [FIELD_NAMES.title]: "Title",
  [FIELD_NAMES.state]: "State",
  [FIELD_NAMES.reason]: "Reason",
  [FIELD_NAMES.tags]: "Tags",
  [FIELD_NAMES.iterationPath]: "Iteration",
  [FIELD_NAMES.areaPath]: "Area",
  [FIELD_NAMES.type]: "Type",
};

/** What is called when the parent is another one. */
export const PARENT = "Parent";

/** The fields to read from a form: those that every work item has, and those that the policy looks at. */
export function fieldsToWatch(policy: Policy): string[] {
  return [...Object.keys(WATCHED), ...fieldsNamedBy(policy)];
}

/** What a form says before any of it was changed, as far as a reading tells; for where the form itself can't be asked. */
export function readingOf(item: WorkItem): FormReading {
  const values: FormFields = {
    ...item.fields,
    [FIELD_NAMES.title]: item.title,
    [FIELD_NAMES.state]: item.state,
    [FIELD_NAMES.reason]: item.reason,
    [FIELD_NAMES.tags]: item.tags.join("; "),
    [FIELD_NAMES.iterationPath]: item.iterationPath,
    [FIELD_NAMES.areaPath]: item.areaPath,
    [FIELD_NAMES.type]: item.type,
  };
  return { current: values, saved: values, parent: item.parent };
}

/** The reading once the form has told of these changes. Fields that are not watched are left out. */
export function withChanges(reading: FormReading, changed: FormFields): FormReading {
  const known = new Map(Object.keys(reading.current).map((name) => [fold(name), name]));
  const taken = Object.entries(changed).flatMap(([name, value]) => {
    const own = known.get(fold(name));
    return own === undefined ? [] : [[own, value] as const];
  });
  return { ...reading, current: { ...reading.current, ...Object.fromEntries(taken) } };
}

/** The fields in the form that differ from what is saved. */
function dirtyFields({ current, saved }: FormReading): string[] {
  return Object.keys(current).filter((name) => !isSame(name, current[name], saved[name]));
}

/** Whether two values of a field mean the same: an empty text is no value, and the order of tags is Azure Boards' own. */
export function isSame(name: string, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return name === FIELD_NAMES.tags ? tagSet(a) === tagSet(b) : (a ?? "") === (b ?? "");
}

function tagSet(value: FieldValue | undefined): string {
  return tagsOf(String(value ?? ""))
    .map(fold)
    .sort()
    .join(";");
}

/** What a person calls that which is not saved: `State`, `Tags`, `Parent`; empty where all of it is. */
export function unsavedNames(reading: FormReading, saved: WorkItem): string[] {
  const names = dirtyFields(reading).map((name) => WATCHED[name] ?? name);
  // The reason follows the state by itself.
  const told = names.includes("State") ? names.filter((name) => name !== "Reason") : names;
  return reading.parent === saved.parent ? told : [...told, PARENT];
}

/** The snapshot with what stands unsaved in the form laid over the work item. `now` is when its state changed, if it did. */
export function withUnsaved(snapshot: Snapshot, id: number, reading: FormReading, now: Instant): Snapshot {
  const item = snapshot.workItems.find((one) => one.id === id);
  if (item === undefined || unsavedNames(reading, item).length === 0) return snapshot;
  const dirty = new Set(dirtyFields(reading));
  const text = (name: string): string | null => (dirty.has(name) ? currentText(reading, name) : null);
  const [state, tags, iterationPath] = [
    text(FIELD_NAMES.state),
    text(FIELD_NAMES.tags),
    text(FIELD_NAMES.iterationPath),
  ];
  const further = Object.keys(item.fields).filter((name) => dirty.has(name));
  const edit: ItemEdit = {
    ...(state === null ? {} : { state }),
    ...(tags === null ? {} : { tags: tagsOf(tags) }),
    ...(iterationPath === null ? {} : { iterationPath }),
    ...(reading.parent === item.parent ? {} : { parent: reading.parent }),
    ...(further.length === 0
      ? {}
      : { fields: Object.fromEntries(further.map((name) => [name, reading.current[name] ?? null])) }),
  };
  const laidOver = withWrites(snapshot, [{ item, edit }], now);
  return {
    ...laidOver,
    workItems: laidOver.workItems.map((one) =>
      one.id !== id
        ? one
        : {
            ...one,
            rev: item.rev,
            type: text(FIELD_NAMES.type) ?? one.type,
            title: text(FIELD_NAMES.title) ?? one.title,
            areaPath: text(FIELD_NAMES.areaPath) ?? one.areaPath,
            // The form has chosen the reason of a new state already; the date of closing it sets when it saves.
            reason:
              state !== null || dirty.has(FIELD_NAMES.reason) ? currentText(reading, FIELD_NAMES.reason) : one.reason,
            closedDate: state === null ? one.closedDate : isCompleted(snapshot, one) ? now : null,
          },
    ),
  };
}

function currentText({ current }: FormReading, name: string): string {
  return String(current[name] ?? "");
}

function isCompleted({ types }: Snapshot, { type, state }: WorkItem): boolean {
  const states = types.find(({ name }) => fold(name) === fold(type))?.states ?? [];
  return states.some(({ name, category }) => fold(name) === fold(state) && category === "Completed");
}

/** A work item that was never saved, by what its form says. */
export function newWorkItem({ id }: OpenItem, reading: FormReading, policy: Policy, now: Instant): WorkItem {
  const { current, parent } = reading;
  const text = (name: string): string => currentText(reading, name);
  return {
    id,
    rev: 0,
    type: text(FIELD_NAMES.type),
    state: text(FIELD_NAMES.state),
    reason: text(FIELD_NAMES.reason),
    title: text(FIELD_NAMES.title),
    areaPath: text(FIELD_NAMES.areaPath),
    iterationPath: text(FIELD_NAMES.iterationPath),
    tags: tagsOf(text(FIELD_NAMES.tags)),
    parent,
    children: [],
    predecessors: null,
    successors: null,
    assignedTo: null,
    createdBy: null,
    closedBy: null,
    effort: null,
    priority: null,
    boardColumn: null,
    createdDate: now,
    changedDate: now,
    stateChangeDate: null,
    closedDate: null,
    fields: Object.fromEntries(fieldsNamedBy(policy).map((name) => [name, current[name] ?? null])),
  };
}

/** An edit as the form takes it: tags are one text. */
export function formEditOf({ state, tags, iterationPath, parent, fields = {} }: ItemEdit): FormEdit {
  return {
    fields: {
      ...(state === undefined ? {} : { [FIELD_NAMES.state]: state }),
      ...(tags === undefined ? {} : { [FIELD_NAMES.tags]: tags.join("; ") }),
      ...(iterationPath === undefined ? {} : { [FIELD_NAMES.iterationPath]: iterationPath }),
      ...fields,
    },
    ...(parent === undefined ? {} : { parent }),
  };
}

/** What a person calls the fields of a form; others by their reference names. */
export function fieldLabel(name: string): string {
  return WATCHED[name] ?? name;
}
