import { claimsOf, releaseId } from "../../../domain/backlog/releases";
import type { PlanningEdit } from "../../../domain/planning/iteration/edits";
import type { ReleaseRule } from "../../../domain/policy/policy";
import { fold } from "../../../domain/text";
import type { WorkItem } from "../../../domain/workItem";

/** What of a work item a plan can change. */
export const PLACES = ["release", "iterationPath", "effort", "priority"] as const;
export type Place = (typeof PLACES)[number];

/** The places that an edit names, in their order. */
export function placesOf(edit: PlanningEdit): Place[] {
  return PLACES.filter((place) => edit[place] !== undefined);
}

/** What of an edit is in the places that pass; null where nothing is. */
export function onlyIn(edit: PlanningEdit, isMeant: (place: Place) => boolean): PlanningEdit | null {
  const named = placesOf(edit).filter(isMeant);
  return named.length === 0 ? null : Object.fromEntries(named.map((place) => [place, edit[place]]));
}

/**
 * How a work item stands in all places, as an edit would say it. Its release is the one that it claims itself (M3), not one
 * that its workload claims for it; several are told by a word that is no release, as no plan asks for several.
 */
export function standingOf(item: WorkItem, rule: ReleaseRule): Required<PlanningEdit> {
  const { iterationPath, effort, priority } = item;
  const claims = claimsOf(item, rule);
  return { release: claims.length === 0 ? null : claims.join("\n"), iterationPath, effort, priority };
}

/** Whether two edits say the same of a place. Releases and iterations are the same however they are spelled. */
export function areSameIn(place: Place, a: PlanningEdit, b: PlanningEdit): boolean {
  const [one, other] = [a[place], b[place]];
  if (typeof one !== "string" || typeof other !== "string") return one === other;
  return place === "release" ? releaseId(one) === releaseId(other) : fold(one) === fold(other);
}
