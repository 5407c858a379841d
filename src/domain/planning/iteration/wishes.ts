import { claimsOf, releaseId } from "../../backlog/releases";
import type { Refusal } from "../../change/change";
import { lastName } from "../../change/describe";
import { refusal } from "../../change/draft";
import { isAsAsked, mappingEdit, type MappingChange } from "../../change/mappingEdit";
import type { Scene } from "../../change/scene";
import { type Subject, subjectsOf } from "../../change/subjects";
import { append } from "../../group";
import type { WorkItem } from "../../workItem";
import type { PlanningEdit, PlanningEdits } from "./edits";

/** A change of the mapping that a plan can ask for. */
export type PlacingChange = Extract<MappingChange, { kind: "release" | "iteration" }>;

/** What is asked of one work item, by itself or through its workload. */
export interface Wish {
  readonly subject: Subject;
  /** Null: the release stays, or follows from the iteration, where releases are iterations (M3). */
  readonly release: Extract<PlacingChange, { kind: "release" }> | null;
  readonly iteration: Extract<PlacingChange, { kind: "iteration" }> | null;
  /** Absent: stays as it is. */
  readonly effort?: number | null;
  readonly priority?: number | null;
}

/** What edits ask for, and what of it can't be done whatever stands elsewhere. */
export interface Wishes {
  /** By the id of the work item. */
  readonly wishes: ReadonlyMap<number, Wish>;
  readonly refused: readonly Refusal[];
}

/**
 * What edits ask of each work item. A workload that is put into a release takes its assets in scope along; what an asset is
 * asked itself goes before that. The order of the edits has no influence.
 */
export function wishesOf(scene: Scene, edits: PlanningEdits): Wishes {
  const ids = [...edits.keys()].sort((a, b) => a - b);
  const asked = subjectsOf(scene, ids, "release");
  const own = new Map(asked.subjects.map((subject) => [subject.item.id, subject]));
  const refused = [...asked.refused];
  const wishes = new Map<number, Wish>();
  const byRelease = new Map<string | null, number[]>();
  for (const id of ids) {
    const subject = own.get(id);
    const edit = edits.get(id);
    if (subject === undefined || edit === undefined) continue;
    const reason = reasonAgainst(scene, subject, edit);
    if (reason !== null) refused.push(refusal(subject.item, reason));
    else {
      wishes.set(id, wishOf(alone(subject), edit));
      if (edit.release !== undefined) append(byRelease, keyOf(edit.release), id);
    }
  }
  for (const group of byRelease.values()) addReleases(scene, group, edits, wishes, refused);
  return { wishes, refused };
}

/** A subject for itself: an asset that is asked something besides its workload. */
function alone(subject: Subject): Subject {
  return subject.asset === null ? subject : { ...subject, through: null };
}

function keyOf(release: string | null): string | null {
  return release === null ? null : releaseId(release);
}

/** What an edit asks of a work item besides its release. */
export function wishOf(subject: Subject, { iterationPath, effort, priority }: PlanningEdit): Wish {
  return {
    subject,
    release: null,
    iteration: iterationPath === undefined ? null : { kind: "iteration", path: iterationPath },
    ...(effort === undefined ? {} : { effort }),
    ...(priority === undefined ? {} : { priority }),
  };
}

/** Adds what goes into one release, or out of all: what was asked for it, and what goes along with that. */
function addReleases(
  scene: Scene,
  ids: readonly number[],
  edits: PlanningEdits,
  wishes: Map<number, Wish>,
  refused: Refusal[],
): void {
  // Of several spellings any one names the release; the first in order, so that the order of edits has no influence.
  const [release = null] = ids.map((id) => edits.get(id)?.release ?? null).sort();
  const change = { kind: "release", release } as const;
  for (const subject of subjectsOf(scene, ids, "release").subjects) {
    const { item } = subject;
    const edit = edits.get(item.id);
    if (edit !== undefined && !wishes.has(item.id)) continue;
    // What was asked of the asset itself goes before what its workload brings.
    if (edit?.release !== undefined && keyOf(edit.release) !== keyOf(release)) continue;
    const wish = wishes.get(item.id) ?? wishOf(subject, {});
    const placing = withIteration(scene, subject, change, wish.iteration);
    if (typeof placing === "string") {
      wishes.delete(item.id);
      refused.push(refusal(item, placing));
    } else wishes.set(item.id, { ...wish, subject, release: placing });
  }
}

/**
 * The release that is asked for beside an iteration. Where releases are iterations, the iteration says it: null where both
 * agree, a sentence where they do not.
 */
function withIteration(
  { policy }: Scene,
  { item, through }: Subject,
  change: NonNullable<Wish["release"]>,
  iteration: Wish["iteration"],
): Wish["release"] | string {
  const { releases } = policy;
  if (iteration === null || releases.source.kind !== "iteration") return change;
  const [claim] = claimsOf({ ...item, iterationPath: iteration.path }, releases);
  const wanted = keyOf(change.release);
  if ((claim ?? null) === wanted) return null;
  // It says none of its own, and follows its workload.
  if (claim === undefined && through !== null && releases.assetsFollowWorkload) return null;
  const names = iteration.path.split("\\");
  const there = claim === undefined ? "no release" : `release ${names[releases.source.level] ?? ""}`;
  const asked = change.release === null ? "none" : `release ${lastName(change.release)}`;
  return `The iteration ${names.at(-1) ?? ""} is in ${there}, and it is to be in ${asked}: choose another one of the two.`;
}

/** Why an edit can't be done whatever else is planned: a sentence; null where nothing is against it. */
function reasonAgainst(scene: Scene, { item, asset, through }: Subject, edit: PlanningEdit): string | null {
  if (asset === null && through === null) return "It is neither an asset nor a workload by the mapping.";
  if (asset === null && edit.iterationPath !== undefined) return "It is a workload: plan its assets for the iteration.";
  if (asset === null && edit.effort !== undefined) return "It is a workload: estimate its assets.";
  return numberReason(edit) ?? iterationReason(scene, item, edit);
}

function numberReason({ effort, priority }: PlanningEdit): string | null {
  if (typeof effort === "number" && !(Number.isFinite(effort) && effort >= 0)) {
    return `An effort of ${effort}: give a number of 0 or more, or none.`;
  }
  if (typeof priority === "number" && !(Number.isInteger(priority) && priority >= 1)) {
    return `A priority of ${priority}: give a whole number from 1 on, which is the highest, or none.`;
  }
  return null;
}

function iterationReason(scene: Scene, item: WorkItem, { iterationPath }: PlanningEdit): string | null {
  if (iterationPath === undefined) return null;
  const change: MappingChange = { kind: "iteration", path: iterationPath };
  const subject: Subject = { item, asset: null, through: null };
  if (isAsAsked(scene, subject, change)) return null;
  const answer = mappingEdit(scene, subject, change);
  return "reason" in answer ? answer.reason : null;
}
