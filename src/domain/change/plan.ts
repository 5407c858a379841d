import { refOf } from "../backlog/model";
import type { Policy } from "../policy/policy";
import { assess } from "../readiness/assess";
import type { Snapshot } from "../snapshot";
import type { Instant } from "../workItem";
import type { Change, Plan } from "./change";
import { withWrites, writesOf } from "./edit";
import { effectsOf } from "./effects";
import { planMapping } from "./mappingPlan";
import { sceneOf } from "./scene";
import { planStage } from "./stagePlan";
import { subjectsOf } from "./subjects";

/**
 * What a change of work items comes to, before any of it is done: which work items are written and how, what can't be done
 * and why, and which gates it changes. Pure, and linear in the snapshot. The engine has the last word: an entry is one that
 * it reads as asked for once the whole plan is written.
 *
 * @param ids of assets; of workloads, which stand for their assets in scope; and, for changes of the mapping, of items that
 *   could be assets
 * @param now Azure DevOps' own time
 */
export function planOf(snapshot: Snapshot, policy: Policy, ids: readonly number[], change: Change, now: Instant): Plan {
  const scene = sceneOf(snapshot, policy, now);
  const { subjects, refused } = subjectsOf(scene, ids, change.kind);
  const drafts =
    change.kind === "stage"
      ? planStage(
          scene,
          subjects.flatMap(({ asset }) => asset ?? []),
          change.stage,
        )
      : planMapping(scene, subjects, change);
  const writes = writesOf(drafts.entries);
  return {
    change,
    entries: drafts.entries,
    refused: [...refused, ...drafts.refused],
    unchanged: drafts.unchanged.map(refOf),
    effects:
      writes.length === 0
        ? []
        : effectsOf(assess(snapshot, policy, now), assess(withWrites(snapshot, writes, now), policy, now)),
  };
}
