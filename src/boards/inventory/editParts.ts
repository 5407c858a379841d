import { fold } from "../../domain/text";
import type { TextEdit } from "../itemEdits";
import { DESCRIPTION_FIELD, FIELD_NAMES } from "../workItemFields";

/** The part of an edit that sets these fields, named as `differencesOf` names them. */
export function onlyFields(edit: TextEdit, names: ReadonlySet<string>): TextEdit {
  const { title, description, state, tags, iterationPath, parent, fields } = edit;
  const inNames = Object.entries(fields ?? {}).filter(([name]) => names.has(name));
  return {
    ...(title !== undefined && names.has(FIELD_NAMES.title) ? { title } : {}),
    ...(description !== undefined && names.has(DESCRIPTION_FIELD) ? { description } : {}),
    ...(state !== undefined && names.has(FIELD_NAMES.state) ? { state } : {}),
    ...(tags !== undefined && names.has(FIELD_NAMES.tags) ? { tags } : {}),
    ...(iterationPath !== undefined && names.has(FIELD_NAMES.iterationPath) ? { iterationPath } : {}),
    ...(parent !== undefined && names.has("Parent") ? { parent } : {}),
    ...(inNames.length > 0 ? { fields: Object.fromEntries(inNames) } : {}),
  };
}

/** The fields that an edit sets, named as `differencesOf` names them. */
export function fieldsOf({ title, description, state, tags, iterationPath, parent, fields }: TextEdit): Set<string> {
  const named: readonly [name: string, value: unknown][] = [
    [FIELD_NAMES.title, title],
    [DESCRIPTION_FIELD, description],
    [FIELD_NAMES.state, state],
    [FIELD_NAMES.tags, tags],
    [FIELD_NAMES.iterationPath, iterationPath],
    ["Parent", parent],
    ...Object.entries(fields ?? {}),
  ];
  return new Set(named.flatMap(([name, value]) => (value === undefined ? [] : [name])));
}

/**
 * An edit and how the item was before, with the tags that the item has by now: tags that the edit adds are added to these, and
 * those that it takes away are taken away, so that nobody's other tags are lost.
 */
export function withTagChanges(
  edit: TextEdit,
  before: TextEdit,
  current: readonly string[],
): { readonly edit: TextEdit; readonly before: TextEdit } {
  if (edit.tags === undefined || before.tags === undefined) return { edit, before };
  const [wanted, had] = [edit.tags.map(fold), before.tags.map(fold)];
  const kept = current.filter((tag) => !had.includes(fold(tag)) || wanted.includes(fold(tag)));
  const now = current.map(fold);
  const added = edit.tags.filter((tag) => !had.includes(fold(tag)) && !now.includes(fold(tag)));
  return { edit: { ...edit, tags: [...kept, ...added] }, before: { ...before, tags: current } };
}
