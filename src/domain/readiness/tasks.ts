import type { StateReader } from "../backlog/states";
import type { Policy } from "../policy/policy";
import { matcherOf } from "../text";
import type { WorkItem } from "../workItem";
import type { StagedAsset } from "./assetStage";
import { isAtLeast, type Stage } from "./stage";

/** An open task, and the stage that its activity leads to. */
export interface OpenTask {
  readonly task: WorkItem;
  readonly stage: Stage;
}

/** Finds tasks that say less than their asset (§8, TASKS_OPEN). */
export interface OpenTasks {
  /** Whether they block; otherwise they warn. */
  readonly block: boolean;
  /** Open tasks of activities whose stage the asset has behind it; none before it is Replicated. */
  of(staged: StagedAsset): readonly OpenTask[];
}

const NONE: readonly OpenTask[] = [];

/** Compiles the policy's activities. */
export function openTasks({ tasks, evidence }: Policy, states: StateReader): OpenTasks {
  const activities = tasks.activities.map(({ titles, stage }) => ({ matches: matcherOf(titles), stage }));
  const isEvidence = matcherOf(evidence.checklist.map(({ id }) => `gate:${id}`));
  return {
    block: tasks.block,
    of: ({ asset, stage }) => {
      if (asset.tasks.length === 0 || !isAtLeast(stage, "Replicated")) return NONE;
      const found: OpenTask[] = [];
      for (const task of asset.tasks) {
        if (!states.isOpen(task) || task.tags.some(isEvidence)) continue;
        const activity = activities.find(({ matches }) => matches(task.title));
        if (activity !== undefined && isAtLeast(stage, activity.stage)) found.push({ task, stage: activity.stage });
      }
      return found;
    },
  };
}
