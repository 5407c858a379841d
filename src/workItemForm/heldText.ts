import type { ItemEdit } from "../domain/change/change";
import type { FormState } from "./store/state";
import { fieldLabel, formEditOf, isSame, PARENT, readingOf } from "./store/unsaved";

/**
 * What has become of an edit that was put into the form: it stands there unsaved, it is saved, or it is gone, since the
 * person reverted it or changed it again. Null where the page knows nothing of the work item by now.
 */
export function heldText(edit: ItemEdit, state: FormState): string | null {
  if (state.kind !== "ready") return null;
  const { mapping, unsaved, isSaved } = state;
  const { fields, parent } = formEditOf(edit);
  const held = readingOf(mapping.workItem);
  const isHeld =
    Object.entries(fields).every(([name, value]) => isSame(name, held.current[name], value)) &&
    (parent === undefined || parent === held.parent);
  if (!isHeld) return "It stands in the form no longer: it was reverted or changed there.";
  const names = [...Object.keys(fields).map(fieldLabel), ...(parent === undefined ? [] : [PARENT])];
  const isUnsaved = !isSaved && names.some((name) => unsaved.includes(name));
  return isUnsaved
    ? "It stands in the form, and is kept once you save the form."
    : "The form holds it, and it is saved.";
}
