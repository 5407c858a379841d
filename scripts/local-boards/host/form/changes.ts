/** How pages hear that a form saved something, so that they can show what is new. */

const CHANGED = "local-boards-work-items-changed";

/** Says that work items were saved; called when the form that saved them has closed. */
export function announceChanges(): void {
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls back when work items were saved by a form over the page; the returned function ends that. */
export function onChanges(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}
