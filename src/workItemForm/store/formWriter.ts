import type { WriteOne, WriteOutcome } from "../../boards/writing";
import { messageOf } from "../../components/store/messageOf";
import type { ItemWrite } from "../../domain/change/change";
import type { FormOutcome, OpenItem, WorkItemForm } from "../../extension/workItemForm";
import { fieldLabel, formEditOf, isSame, readingOf } from "./unsaved";

/** Why nothing can be read from the form or written into it while another one stands above it. */
export const COVERED = "Another work item is open above this one; close it first.";

/** Why the form did not take an edit; null where it did. */
export function refusalText(outcome: FormOutcome): string | null {
  switch (outcome.kind) {
    case "set":
      return null;
    case "covered":
      return COVERED;
    case "refused":
      return `The form did not take ${outcome.names.map(fieldLabel).join(" and ")}: its rules do not allow it.`;
  }
}

/**
 * Writes what becomes of the open item into its form, unsaved, and everything else to Azure Boards. Like any write it is made
 * only on what it was planned on: what the form holds by now must be what it held then.
 */
export function formWriter(open: OpenItem, form: WorkItemForm, writeOne: WriteOne): WriteOne {
  async function intoForm(write: ItemWrite): Promise<WriteOutcome> {
    const { fields, parent } = formEditOf(write.edit);
    const names = Object.keys(fields);
    const now = await form.read(open, names);
    if (now === null) return { kind: "notTried", message: COVERED };
    const isThere =
      names.every((name) => isSame(name, now.current[name], fields[name])) &&
      (parent === undefined || parent === now.parent);
    // As after reverting what is to be taken back: there is nothing left to do.
    if (isThere) return { kind: "written", rev: write.item.rev };
    const then = readingOf(write.item);
    const changed = names.filter((name) => !isSame(name, now.current[name], then.current[name]));
    if (parent !== undefined && now.parent !== then.parent) changed.push("Parent");
    if (changed.length > 0) {
      const what = changed.map(fieldLabel).join(" and ");
      const verb = changed.length === 1 ? "was" : "were";
      return { kind: "conflict", message: `${what} ${verb} changed in the form meanwhile.` };
    }
    const outcome = await form.write(open, formEditOf(write.edit));
    const refusal = refusalText(outcome);
    if (refusal === null) return { kind: "written", rev: write.item.rev };
    return outcome.kind === "covered" ? { kind: "notTried", message: refusal } : { kind: "refused", message: refusal };
  }

  return async (write) => {
    if (write.item.id !== open.id) return writeOne(write);
    try {
      return await intoForm(write);
    } catch (thrown) {
      return { kind: "failed", message: messageOf(thrown) };
    }
  };
}
