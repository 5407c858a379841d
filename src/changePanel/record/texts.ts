import type { RecordOutcome } from "../../boards/carryOutRecord";
import type { RecordPlan } from "../../domain/record/plan";
import type { RecordRequest } from "../../domain/record/request";
import { counted } from "../../domain/text";
import { isDone, type Undone } from "./session";

/** What the button is called that writes what the plan says. */
export function applyText({ kind }: RecordRequest, plan: RecordPlan | null): string {
  switch (kind) {
    case "checklist":
      return plan === null || plan.entries.length === 0
        ? "Create work items"
        : `Create ${counted(plan.entries.length, "work item")}`;
    case "evidence":
      return "Record";
    case "waiver":
      return "Ask for the waiver";
    case "approve":
      return "Approve";
    case "decision":
      return "Record the decision";
  }
}

/** What a plan comes to: one sentence. */
export function planSentence({ kind }: RecordRequest, { entries, present }: RecordPlan): string {
  if (kind === "checklist") {
    const there = present.length === 0 ? "" : ` ${counted(present.length, "is", "are")} there already.`;
    if (entries.length > 0) return `${counted(entries.length, "work item")} will be created.${there}`;
    return present.length > 0 ? `Nothing is missing.${there}` : "The checklist asks for nothing here.";
  }
  if (entries.length > 0) return "";
  return present.length > 0 ? "This was done already." : "";
}

/** What became of a record: one sentence. */
export function outcomeSentence(request: RecordRequest, outcomes: readonly RecordOutcome[]): string {
  const done = outcomes.filter(isDone).length;
  const rest = outcomes.length - done;
  if (request.kind === "checklist") {
    const made = `${counted(done, "work item was", "work items were")} created`;
    return rest === 0 ? `${made}.` : `${made}; ${rest} could not be.`;
  }
  const [first] = outcomes;
  if (rest > 0) {
    return first?.item == null ? "Nothing was recorded." : "The work item was created, and could not be closed.";
  }
  switch (request.kind) {
    case "evidence":
      return "The evidence is given.";
    case "waiver":
      return "The waiver is asked for. It holds once somebody else approves it by closing the work item.";
    case "approve":
      return "It is approved.";
    case "decision":
      return "The decision is recorded.";
  }
}

/** What became of an undo: a sentence for what had been closed, and one for what had been made; none for what there was not. */
export function undoSentences({ outcomes, recycled }: Undone): string[] {
  const sentences: string[] = [];
  if (outcomes.length > 0) {
    const isOpen = outcomes.every(({ kind }) => kind === "written");
    sentences.push(isOpen ? "It is open again. What was created stays." : "It could not be opened again.");
  }
  if (recycled.length > 0) {
    const gone = recycled.filter(({ outcome }) => outcome.kind === "recycled").length;
    const stay = recycled.length - gone;
    const moved = `${counted(gone, "work item was", "work items were")} moved to the recycle bin`;
    if (gone === 0)
      sentences.push(`${counted(stay, "work item stays", "work items stay")} as ${stay === 1 ? "it is" : "they are"}.`);
    else sentences.push(stay === 0 ? `${moved}.` : `${moved}; ${counted(stay, "stays", "stay")}.`);
  }
  return sentences;
}
