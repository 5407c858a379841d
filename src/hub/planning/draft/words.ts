import { releaseId } from "../../../domain/backlog/releases";
import { lastName } from "../../../domain/change/describe";
import type { PlanningEdit } from "../../../domain/planning/iteration/edits";
import type { PlanningPlan } from "../../../domain/planning/iteration/planEdits";
import type { Report } from "../../../domain/readiness/report";
import { counted } from "../../../domain/text";
import { effortText } from "../../../components/numbers";
import { type Place, placesOf } from "./places";
import type { DraftState } from "./state";

/** Says a value of a place: the name of a release or iteration, or a number; `none` for nothing. */
export function valueText(place: Place, edit: PlanningEdit, { releases }: Pick<Report, "releases">): string {
  const value = edit[place];
  if (value === null || value === undefined) return "none";
  if (typeof value === "number") return place === "effort" ? effortText(value) : String(value);
  if (place === "iterationPath") return lastName(value);
  const names = value
    .split("\n")
    .map((key) => releases.find((release) => releaseId(release.key) === releaseId(key))?.name ?? lastName(key));
  return names.join(" and ");
}

/** What a team calls a place: a release is called as the mapping says. */
export function placeText(place: Place, { labels }: Pick<Report, "labels">): string {
  const words: Readonly<Record<Place, string>> = {
    release: labels.release.toLowerCase(),
    iterationPath: "iteration",
    effort: "effort",
    priority: "priority",
  };
  return words[place];
}

/** How many places of how many work items are planned, in words; null for none. */
export function draftText({ edits, commitment }: Pick<DraftState, "edits" | "commitment">): string | null {
  const places = [...edits.values()].reduce((sum, edit) => sum + placesOf(edit).length, 0);
  const parts = [
    ...(places === 0 ? [] : [`${counted(places, "change")} to ${counted(edits.size, "work item")}`]),
    ...(commitment === null
      ? []
      : [`the commitment of ${counted(commitment.items.length, "asset")} to ${lastName(commitment.iterationPath)}`]),
  ];
  if (parts.length === 0) return null;
  const isOne = places <= 1 && parts.length === 1;
  return `${parts.join(" and ")} ${isOne ? "is" : "are"} not written.`.replace(/^the/, "The");
}

/** What a plan comes to, in a sentence. */
export function planText({ entries, refused, unchanged }: PlanningPlan): string {
  const parts = [
    ...(refused.length === 0 ? [] : [`${refused.length} can't be`]),
    ...(unchanged.length === 0
      ? []
      : [`${unchanged.length} already ${unchanged.length === 1 ? "is" : "are"} as planned`]),
  ];
  const first =
    entries.length === 0 ? "Nothing will be written" : `${counted(entries.length, "work item")} will change`;
  return `${[first, ...parts].join("; ")}.`;
}
