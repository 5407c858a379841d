import { append } from "../../group";
import type { PlanningRule } from "../../policy/policy";
import { fold, perText } from "../../text";
import type { Instant } from "../../workItem";
import { graceEndOf, type Window } from "./calendar";
import { belowProject, type CommitmentTag, parseCommitmentTag } from "./commitment";
import { hasReached, indexBefore, isInScope } from "./moments";
import type { Commitment } from "./record";
import type { Track, TrackStep } from "./track";

/** What a team agreed for one iteration and what became of it by its end. */
export interface IterationPlan {
  /** Null while the days of grace of a running iteration last and nobody has committed. */
  readonly commitment: Commitment | null;
  readonly committed: readonly Track[];
  readonly added: readonly Track[];
  readonly removed: readonly Track[];
  /** In the iteration at its end and not done. */
  readonly open: readonly Track[];
}

/** Reads the plan of one of a team's iterations. */
export type CommitmentReader = (path: string, window: Window) => IterationPlan;

/** A tag of a commitment that assets of a team carried. */
interface Carried {
  /** As the first of its carriers spells it. */
  readonly tag: string;
  readonly at: Instant;
  /** Each step of the team with it. */
  readonly steps: readonly { readonly track: Track; readonly index: number }[];
}

/**
 * Reads commitments of a team, and what changed of them. An asset is in an iteration while it is in scope, has its path, and the
 * team owns it.
 *
 * - Of the tags for an iteration, the last one that at least one asset of the team carries at its end counts; committed is what
 *   carried that tag at any time before. A commitment whose tag nothing carries any more was undone.
 * - Where nobody committed, committed is what was in the iteration at the end of its days of grace and not done then.
 * - Added: not committed, and came in after the commitment; or was there uncommitted then, not done, and still is in the end.
 * - Removed: committed or added, and not in the iteration at its end.
 *
 * So what is in an iteration at its end, without what was in it and done before anybody committed, is: committed + added −
 * removed. All are sets.
 */
export function commitmentReader(tracks: readonly Track[], team: string, rule: PlanningRule): CommitmentReader {
  const folded = perText(fold);
  const byPath = new Map<string, Track[]>();
  for (const track of tracks) {
    const paths = track.steps.flatMap((step) => (step.team === team ? [folded(step.iterationPath)] : []));
    for (const path of new Set(paths)) append(byPath, path, track);
  }
  const carried = carriedTags(tracks, team, rule.commitmentTag);

  return (path, window) => {
    const { until, isOver } = window;
    const iteration = folded(path);
    const isIn = (step: TrackStep | undefined) =>
      isInScope(step) && step.team === team && folded(step.iterationPath) === iteration;
    const before = (track: Track, time: Instant) => track.steps[indexBefore(track.steps, time)];

    const here = byPath.get(iteration) ?? [];
    const open = here.filter((track) => {
      const step = before(track, until);
      return isIn(step) && !hasReached(step, rule.doneStage);
    });
    const tag = lastCarried(carried.get(fold(belowProject(path))) ?? [], until);
    const at = tag?.at ?? graceEndOf(window, rule.graceDays);
    if (tag === null && !isOver && at > until) {
      return { commitment: null, committed: [], added: [], removed: [], open };
    }

    // A clock that was ahead may have written a time that had not come: nothing after the end counts.
    const since = Math.min(at, until);
    const wasDone = (track: Track) => hasReached(before(track, since), rule.doneStage);
    const wasIn = (track: Track) => isIn(before(track, since));
    const committed = tag === null ? here.filter((track) => wasIn(track) && !wasDone(track)) : carriersOf(tag, until);
    const isCommitted = new Set(committed);
    const added = here.filter((track) => {
      if (isCommitted.has(track)) return false;
      if (wasIn(track)) {
        if (wasDone(track)) return false;
        if (isIn(before(track, until))) return true;
      }
      return cameIn(track, isIn, since, until);
    });
    const removed = [...committed, ...added].filter((track) => !isIn(before(track, until)));
    return {
      commitment: { how: tag === null ? "start" : "tag", at, tag: tag?.tag ?? null },
      committed,
      added,
      removed,
      open,
    };
  };
}

/** Whether an asset came into an iteration at a step of that time; with its first known step it came from nowhere. */
function cameIn(
  { steps }: Track,
  isIn: (step: TrackStep | undefined) => boolean,
  since: Instant,
  until: Instant,
): boolean {
  return steps.some((step, index) => step.at >= since && step.at < until && isIn(step) && !isIn(steps[index - 1]));
}

function carriedTags(tracks: readonly Track[], team: string, prefix: string): ReadonlyMap<string, readonly Carried[]> {
  const parse = perText((tag): CommitmentTag | null => parseCommitmentTag(prefix, tag));
  const found = new Map<string, { path: string; tag: string; at: Instant; steps: Carried["steps"][number][] }>();
  for (const track of tracks) {
    for (const [index, step] of track.steps.entries()) {
      if (step.team !== team || step.stage === "absent") continue;
      for (const tag of step.tags) {
        const said = parse(tag);
        if (said === null) continue;
        const path = fold(said.below);
        const key = `${said.at} ${path}`;
        const known = found.get(key) ?? { path, tag, at: said.at, steps: [] };
        known.steps.push({ track, index });
        found.set(key, known);
      }
    }
  }
  const byPath = new Map<string, Carried[]>();
  for (const { path, ...carried } of found.values()) append(byPath, path, carried);
  return byPath;
}

/** The latest of an iteration's tags that an asset of the team carries at `until`; null for none. */
function lastCarried(tags: readonly Carried[], until: Instant): Carried | null {
  let last: Carried | null = null;
  for (const tag of tags) {
    const isCarried = tag.steps.some(({ track, index }) => indexBefore(track.steps, until) === index);
    if (isCarried && (last === null || tag.at > last.at)) last = tag;
  }
  return last;
}

/** The assets that ever carried a tag before `until`, in scope. */
function carriersOf({ steps }: Carried, until: Instant): Track[] {
  const carriers = steps.filter(({ track, index }) => {
    const step = track.steps[index];
    return isInScope(step) && step.at < until;
  });
  return [...new Set(carriers.map(({ track }) => track))];
}
