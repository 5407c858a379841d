import type { ActionTools } from "../extension/actions";
import { selectedIds } from "./selection";

/** The panel's contribution (vss-extension.json). */
const PANEL = "change-panel";

/** The menu entries by their contributions' ids: what the panel is asked for, and its title. */
const ACTIONS: ReadonlyMap<string, { readonly action: string; readonly title: string }> = new Map([
  ["add-to-release-action", { action: "release", title: "Add to release" }],
  ["assign-to-iteration-action", { action: "iteration", title: "Assign to iteration" }],
  ["move-to-stage-action", { action: "stage", title: "Move to stage" }],
  ["why-blocked-action", { action: "why", title: "Why is it blocked?" }],
]);

/**
 * Opens the panel for what is selected.
 *
 * @throws Error when the manifest names an entry that this page does not know
 */
export function runAction(contribution: string, context: unknown, tools: ActionTools): void {
  const known = ACTIONS.get(contribution);
  if (known === undefined) throw new Error(`Release Readiness has no menu entry ${contribution}.`);
  const ids = selectedIds(context);
  if (ids.length === 0) {
    tools.openMessage(known.title, "No saved work item is selected. Select one or more, and choose this again.");
    return;
  }
  tools.openPanel(PANEL, known.title, { ids, action: known.action });
}
