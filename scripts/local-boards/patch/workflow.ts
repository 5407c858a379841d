import type { FieldValue } from "../model/estate";
import { ruleError } from "../http/errors";
import type { StateDefinition, WorkItemTypeDefinition } from "../process/definition";
import { allowedReasons, defaultReason, findState, firstState } from "../process/process";
import type { Fields } from "../store/workItem";

type Draft = Record<string, FieldValue | null>;

const STATE_FLAGS = "HasValues, LimitedToValues, AllowsOldValue, InvalidNotOldValue";

/** Who changes a work item, and when (ISO 8601). */
export interface Stamp {
  readonly date: string;
  readonly by: string;
}

/**
 * Completes a draft with what the workflow of the type sets: state, reason, and the dates of state changes.
 * @param before the current fields; null for a new work item.
 * @throws ServiceError 400 TF401320 for a state or reason that the type does not have.
 */
export function applyWorkflow(
  type: WorkItemTypeDefinition,
  before: Fields | null,
  draft: Draft,
  stamp: Stamp,
  bypassRules: boolean,
): void {
  const from = before === null ? "" : String(before["System.State"]);
  const wanted = draft["System.State"];
  if (wanted === null) throw ruleError("State", "System.State", "Required, HasValues, LimitedToValues, InvalidEmpty");
  const to = wanted === undefined ? (before === null ? firstState(type) : from) : String(wanted);
  const state = findState(type, to);
  if (state === null) throw ruleError("State", "System.State", STATE_FLAGS);
  // A work item begins in its type's first state; rules out of the way, in any [C].
  if (before === null && !bypassRules && state.name !== firstState(type)) {
    throw ruleError("State", "System.State", STATE_FLAGS);
  }
  draft["System.State"] = state.name;
  applyReason(type, from, state.name, before, draft, bypassRules);
  if (before === null) draft["Microsoft.VSTS.Common.StateChangeDate"] ??= stamp.date;
  else if (state.name !== from) stampStateChange(type, state, before, draft, stamp);
}

function applyReason(
  type: WorkItemTypeDefinition,
  from: string,
  to: string,
  before: Fields | null,
  draft: Draft,
  bypassRules: boolean,
): void {
  const wanted = draft["System.Reason"];
  if (wanted === undefined || wanted === null) {
    if (from !== to) draft["System.Reason"] = defaultReason(type, from, to);
    else delete draft["System.Reason"];
    return;
  }
  const allowed = [...allowedReasons(type, from, to), String(before?.["System.Reason"] ?? "")];
  const known = allowed.find((reason) => reason.toLowerCase() === String(wanted).toLowerCase());
  if (known === undefined && !bypassRules) throw ruleError("Reason", "System.Reason", STATE_FLAGS);
  draft["System.Reason"] = known ?? wanted;
}

/**
 * Dates and names of activation, resolution and closing: entering a state sets its own, and going back clears those of
 * the states ahead [D].
 */
function stampStateChange(
  type: WorkItemTypeDefinition,
  state: StateDefinition,
  before: Fields,
  draft: Draft,
  stamp: Stamp,
): void {
  draft["Microsoft.VSTS.Common.StateChangeDate"] = stamp.date;
  const set = (name: "Activated" | "Resolved" | "Closed", on: boolean): void => {
    draft[`Microsoft.VSTS.Common.${name}Date`] = on ? stamp.date : null;
    draft[`Microsoft.VSTS.Common.${name}By`] = on ? stamp.by : null;
  };
  const isResolved = state.category === "Resolved" || state.name === "Resolved";
  const left = findState(type, String(before["System.State"]));
  const wasInProgress = left?.category === "InProgress" && left.name !== "Resolved";
  if (state.category === "Completed") {
    set("Closed", true);
    return;
  }
  if (isResolved) {
    set("Resolved", true);
    set("Closed", false);
    return;
  }
  if (state.category === "InProgress") {
    // Taken up again counts as activated anew; going from one state of work to the next does not [C].
    if (!wasInProgress || before["Microsoft.VSTS.Common.ActivatedDate"] === undefined) set("Activated", true);
    set("Resolved", false);
    set("Closed", false);
    return;
  }
  if (state.category === "Proposed") {
    set("Activated", false);
    set("Resolved", false);
    set("Closed", false);
  }
}
