import type { ActionTools } from "../extension/actions";
import { type PanelAction, PANEL_TITLES } from "../extension/changePanel";
import { selectedIds } from "./selection";

/** The menu entries by their contributions' ids (vss-extension.json), with what the panel is opened for. */
const ACTIONS: ReadonlyMap<string, PanelAction> = new Map([
  ["add-to-release-action", "release"],
  ["assign-to-iteration-action", "iteration"],
  ["move-to-stage-action", "stage"],
  ["why-blocked-action", "why"],
]);

/**
 * Opens the panel for what is selected.
 *
 * @throws Error when the manifest names an entry that this page does not know
 */
export function runAction(contribution: string, context: unknown, tools: ActionTools): void {
  const action = ACTIONS.get(contribution);
  if (action === undefined) throw new Error(`Release Readiness has no menu entry ${contribution}.`);
  const ids = selectedIds(context);
  if (ids.length > 0) tools.openPanel(ids, action);
  else {
    const message = "No saved work item is selected. Select one or more, and choose this again.";
    tools.openMessage(PANEL_TITLES[action], message);
  }
}
