import type { PlanningDraft } from "./state";

/** Has the browser ask before the page is left with a plan that is not written, or in the middle of its writing. */
export function askBeforeLeaving(draft: Pick<PlanningDraft, "get">, page: EventTarget = window): void {
  page.addEventListener("beforeunload", (event) => {
    const { edits, commitment, step } = draft.get();
    const isBusy = step.kind === "writing" || step.kind === "undoing";
    if (edits.size > 0 || commitment !== null || isBusy) event.preventDefault();
  });
}
