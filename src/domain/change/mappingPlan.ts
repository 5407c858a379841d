import { isInScope, refOf } from "../backlog/model";
import { claimsOf, type ReleaseId, releaseId } from "../backlog/releases";
import { wordsOf } from "../backlog/words";
import { append } from "../group";
import type { AssetReading } from "../readiness/assetStages";
import type { WorkItem } from "../workItem";
import type { ItemWrite, PlannedEntry, Refusal } from "./change";
import { lastName } from "./describe";
import { type Drafts, refusal } from "./draft";
import { withWrites, writesOf } from "./edit";
import { isAsAsked, mappingEdit, type MappingChange } from "./mappingEdit";
import { ancestorsOf, named, namedAll, nameOf, type Scene, sceneOf } from "./scene";
import { type Subject, subjectIn } from "./subjects";

/** An item that is to be changed by its own write, or by that of an item that takes it along. */
export interface MappingStep {
  readonly subject: Subject;
  readonly write: ItemWrite;
}

/** What a change of the mapping asks to be written, before it is known how the mapping reads it then. */
export interface SettledMapping {
  readonly steps: readonly MappingStep[];
  readonly refused: readonly Refusal[];
  readonly unchanged: readonly WorkItem[];
}

/** Plans a change of the mapping. What the mapping would read otherwise than asked for once all is written, is refused. */
export function planMapping(scene: Scene, subjects: readonly Subject[], change: MappingChange): Drafts {
  const { steps, refused, unchanged } = settleMapping(scene, subjects, change);
  const { entries, failed } = confirmed(scene, steps, change);
  return { entries, refused: [...refused, ...failed], unchanged };
}

/** What is to be written for each subject so that it becomes as asked for; quick, for nothing is read anew. */
export function settleMapping(scene: Scene, subjects: readonly Subject[], change: MappingChange): SettledMapping {
  const refused: Refusal[] = [];
  const unchanged: WorkItem[] = [];
  const steps: MappingStep[] = [];
  const known = new Map<number, MappingStep | Refusal | "unchanged">();
  const asked = new Map(subjects.map((subject) => [subject.item.id, subject]));

  const settle = (subject: Subject): MappingStep | Refusal | "unchanged" => {
    const { item } = subject;
    let result = known.get(item.id);
    if (result === undefined) {
      result = settleOne(subject);
      known.set(item.id, result);
    }
    return result;
  };
  const settleOne = (subject: Subject): MappingStep | Refusal | "unchanged" => {
    const { item } = subject;
    const carrier = asked.get(carrierOf(scene, subject, change, asked) ?? NaN);
    const carried = carrier === undefined ? "unchanged" : settle(carrier);
    if (carried !== "unchanged")
      return "write" in carried ? { subject, write: carried.write } : refusal(item, carried.reason);
    if (isAsAsked(scene, subject, change)) return "unchanged";
    const through = heldThrough(scene, subject, change);
    if (through !== null) return refusal(item, through);
    const answer = mappingEdit(scene, subject, change);
    return "reason" in answer ? refusal(item, answer.reason) : { subject, write: { item, edit: answer.edit } };
  };

  for (const subject of subjects) {
    const result = settle(subject);
    if (result === "unchanged") unchanged.push(subject.item);
    else if ("write" in result) steps.push(result);
    else refused.push(result);
  }
  return { steps, refused, unchanged };
}

/**
 * The item whose write takes this one along: for a release, the workload that it follows; for a workload, what it stands
 * below and moves with. Null where it is written itself.
 */
function carrierOf(
  scene: Scene,
  { item, asset, through }: Subject,
  change: MappingChange,
  asked: ReadonlyMap<number, Subject>,
): number | null {
  if (change.kind === "release") {
    const { releases } = scene.policy;
    const follows = releases.assetsFollowWorkload && asset !== null && claimsOf(item, releases).length === 0;
    return follows ? (through?.item?.id ?? null) : null;
  }
  if (change.kind !== "workload") return null;
  const above = ancestorsOf(scene, item.id);
  // What stands below a workload stays below that one, wherever it goes.
  const end = above.findIndex((id) => scene.isWorkloadType(scene.tree.items.get(id)?.type ?? ""));
  return (end < 0 ? above : above.slice(0, end)).find((id) => asked.has(id)) ?? null;
}

/** Why an asset can't be taken out of a release that it belongs to by its workload too, which was not asked for. */
function heldThrough(scene: Scene, { item, through }: Subject, change: MappingChange): string | null {
  const { policy, readings } = scene;
  if (change.kind !== "release" || change.release !== null || !policy.releases.assetsFollowWorkload) return null;
  const workload = readings.get(item.id)?.placed?.workload.item ?? null;
  if (workload === null || through !== null) return null;
  const claims = claimsOf(workload, policy.releases);
  if (claims.length === 0) return null;
  return `It belongs to ${releaseNames(scene, claims)} through its workload ${named(workload)}: take that one out.`;
}

function confirmed(
  scene: Scene,
  planned: readonly MappingStep[],
  change: MappingChange,
): { entries: PlannedEntry[]; failed: Refusal[] } {
  const failed: Refusal[] = [];
  let steps = planned;
  while (steps.length > 0) {
    const writes = writesOf(steps.map(({ write }) => ({ writes: [write] })));
    const after = sceneOf(withWrites(scene.snapshot, writes, scene.now), scene.policy, scene.now);
    const wrong = new Set(steps.filter(({ subject }) => !isAsAsked(after, subjectIn(after, subject), change)));
    if (wrong.size === 0) {
      const others = othersMoved(scene, after, new Set(steps.map(({ subject }) => subject.item.id)));
      return { entries: steps.map((step) => entryOf(scene, after, step, change, others)), failed };
    }
    for (const { subject } of wrong) failed.push(refusal(subject.item, "The mapping would not read it so afterwards."));
    steps = steps.filter((step) => !wrong.has(step));
  }
  return { entries: [], failed };
}

/** The id of what an asset is judged with; null for assets without a workload. */
function homeOf({ placed }: AssetReading): number | null {
  return placed?.workload.item?.id ?? null;
}

/**
 * Assets that nobody asked for and that stand elsewhere afterwards, by what they are judged with before and after.
 *
 * @param asked ids of those that were asked for
 */
export function othersMoved(
  before: Scene,
  after: Scene,
  asked: ReadonlySet<number>,
): ReadonlyMap<number | null, readonly AssetReading[]> {
  const moved = new Map<number | null, AssetReading[]>();
  for (const [id, was] of before.readings) {
    const is = after.readings.get(id);
    if (asked.has(id) || is?.stage === was.stage) continue;
    for (const home of new Set([homeOf(was), homeOf(is ?? was)])) append(moved, home, was);
  }
  return moved;
}

function entryOf(
  before: Scene,
  after: Scene,
  { subject, write }: MappingStep,
  change: MappingChange,
  others: ReadonlyMap<number | null, readonly AssetReading[]>,
): PlannedEntry {
  return {
    item: refOf(subject.item),
    from: valueOf(before, subject, change),
    to: change.kind === "workload" ? (change.workload?.title ?? "") : valueOf(after, subjectIn(after, subject), change),
    writes: [write],
    notes: mappingNotes(before, after, { subject, write }, change, others),
  };
}

/** What a person should know of a step before: what follows from it besides what was asked for. Sentences. */
export function mappingNotes(
  before: Scene,
  after: Scene,
  { subject, write }: MappingStep,
  change: MappingChange,
  others: ReturnType<typeof othersMoved>,
): string[] {
  return [...notesOf(before, after, subject, write, change), ...stageNotes(before, after, subject, others)];
}

/** How an item stands in what is changed; empty for nothing. */
export function valueOf(scene: Scene, { item, asset }: Subject, change: MappingChange): string {
  const { policy } = scene;
  switch (change.kind) {
    case "asset":
      return asset === null ? "not an asset" : "asset";
    case "assetKind":
    case "strategy":
      return wordsOf(item, policy[change.kind]).join(", ");
    case "release":
      return releaseNames(scene, asset?.claims ?? claimsOf(item, policy.releases));
    case "iteration":
      return item.iterationPath;
    case "workload":
      return scene.tree.items.get(scene.places.of.get(item.id)?.workload ?? NaN)?.title ?? "";
  }
}

function releaseNames({ backlog }: Scene, claims: readonly ReleaseId[]): string {
  const names = new Map(backlog.releases.map(({ key, name }) => [releaseId(key), name]));
  return claims.map((id) => names.get(id) ?? lastName(id)).join(", ");
}

/** What follows from the change besides what was asked for, as the mapping reads it before and after. */
function notesOf(before: Scene, after: Scene, subject: Subject, write: ItemWrite, change: MappingChange): string[] {
  const notes: string[] = [];
  const { item, asset } = subject;
  const next = subjectIn(after, subject);
  if (write.item.id !== item.id) notes.push(`It moves along with ${named(write.item)}.`);
  if (change.kind !== "asset" && (asset === null) !== (next.asset === null) && subject.through?.item !== item) {
    notes.push(next.asset === null ? "It is no longer an asset." : "It becomes an asset.");
  }
  if (asset !== null && next.asset !== null && asset.exclusion !== next.asset.exclusion) {
    if (next.asset.exclusion === null) notes.push("It comes into scope.");
    else if (asset.exclusion === null) notes.push(`It leaves the scope: ${next.asset.exclusion}.`);
  }
  notes.push(...releaseNotes(before, after, subject, next, change));
  if (change.kind === "workload" && write.item.id === item.id) {
    const around = before.tree.items.get(before.places.of.get(item.id)?.asset ?? NaN);
    if (around !== undefined) notes.push(`It no longer stands below ${named(around)}.`);
    const nested = (asset?.nested ?? []).map((inner) => inner.item);
    if (nested.length > 0) notes.push(`What stands below it moves along: ${namedAll(nested)}.`);
  }
  return notes;
}

/** Stages that follow from the change: by another model (G4), other phases (M5), or what stands below (§9). */
function stageNotes(
  before: Scene,
  after: Scene,
  { item }: Subject,
  others: ReadonlyMap<number | null, readonly AssetReading[]>,
): string[] {
  const [was, is] = [before.readings.get(item.id), after.readings.get(item.id)];
  const notes: string[] = [];
  if (was !== undefined && is !== undefined && was.stage !== is.stage && isInScope(was.asset) && isInScope(is.asset)) {
    notes.push(`It is ${nameOf(is.stage)} then, no longer ${nameOf(was.stage)}.`);
  }
  const homes = new Set(
    [before, after].map(({ workloads, places }) =>
      workloads.has(item.id) ? item.id : (places.of.get(item.id)?.workload ?? null),
    ),
  );
  const moved = [...homes].flatMap((home) => others.get(home) ?? []).map(({ asset }) => asset.item);
  const distinct = [...new Set(moved)];
  if (distinct.length > 0) notes.push(`This changes the stage of ${namedAll(distinct)}.`);
  return notes;
}

function releaseNotes(before: Scene, after: Scene, was: Subject, is: Subject, change: MappingChange): string[] {
  const { source } = before.policy.releases;
  if (was.asset === null || is.asset === null) return [];
  if (change.kind !== "release") {
    const [from, to] = [releaseNames(before, was.asset.claims), releaseNames(after, is.asset.claims)];
    if (from === to) return [];
    if (from === "") return [`It joins release ${to}.`];
    return [to === "" ? `It leaves release ${from}.` : `It moves from release ${from} to ${to}.`];
  }
  const notes: string[] = [];
  if (source.kind === "iteration" && is.item.iterationPath !== was.item.iterationPath) {
    const isInside = was.item.iterationPath.split("\\").length > source.level + 1;
    if (isInside) notes.push(`It leaves the iteration ${lastName(was.item.iterationPath)}.`);
  }
  const placed = after.readings.get(is.item.id)?.placed ?? null;
  const [owner] = placed?.releases ?? [];
  const workload = placed?.workload.item ?? null;
  if (placed !== null && workload !== null && owner !== undefined) {
    if (placed.releases.length > 1 || !is.asset.claims.includes(owner)) {
      notes.push(
        `Its workload ${named(workload)} is in ${releaseNames(after, placed.releases)}: its scope would be split.`,
      );
    }
  }
  return notes;
}
