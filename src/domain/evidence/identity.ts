import { fold } from "../text";
import type { Identity } from "../workItem";

/** Whether two identities are one person; a unique name stands for an identity whose id is not known. */
export function isSame(a: Identity, b: Identity): boolean {
  if (a.id !== "" && a.id === b.id) return true;
  return a.uniqueName !== "" && fold(a.uniqueName) === fold(b.uniqueName);
}
