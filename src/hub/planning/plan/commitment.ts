import { type Team, type TeamIteration, teamReader } from "../../../domain/planning/teams";
import { belowProject, parseCommitmentTag } from "../../../domain/planning/velocity/commitment";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import type { PlanningWorld } from "../../../domain/planning/world";
import { fold } from "../../../domain/text";
import type { Instant, WorkItem, WorkItemRef } from "../../../domain/workItem";
import type { DraftState } from "../draft/state";

/** What a team committed to, and what became of it since, the draft included. */
export interface Committed {
  readonly at: Instant;
  readonly items: number;
  /** In the iteration, and not committed. */
  readonly added: readonly WorkItemRef[];
  /** Committed, and in the iteration no longer. */
  readonly removed: readonly WorkItemRef[];
}

/** How the commitment of an iteration stands. */
export interface CommitmentState {
  /** By the tags that work items carry; null where none does. */
  readonly committed: Committed | null;
  /** Whether a commitment to this iteration waits in the draft, and whether other assets are in the iteration by now. */
  readonly drafted: "none" | "same" | "other";
}

/** Reads the last commitment of a team to an iteration from the tags, and sets what is planned against it. */
export function commitmentOf(from: {
  readonly world: Pick<PlanningWorld, "policy" | "teams">;
  readonly draft: Pick<DraftState, "planned" | "commitment">;
  readonly team: Team;
  readonly iteration: TeamIteration;
  /** What is in the iteration as planned. */
  readonly rows: readonly PlanAsset[];
}): CommitmentState {
  const { world, draft, team, iteration, rows } = from;
  const { last, items } = lastTagged(world, draft.planned.workItems, team, iteration);
  const inIteration = new Set(rows.map(({ item }) => item.id));
  const tagged = new Set(items.map(({ id }) => id));
  const { commitment } = draft;
  const isMine =
    commitment !== null && commitment.team === team.name && fold(commitment.iterationPath) === fold(iteration.path);
  const isSame =
    isMine && commitment.items.length === rows.length && commitment.items.every((id) => inIteration.has(id));
  return {
    committed:
      last === null
        ? null
        : {
            at: last,
            items: items.length,
            added: rows.filter(({ item }) => !tagged.has(item.id)).map(({ item }) => item),
            removed: items.filter(({ id }) => !inIteration.has(id)),
          },
    drafted: !isMine ? "none" : isSame ? "same" : "other",
  };
}

/** The work items of a team with the latest tag of an iteration, and when that was. */
function lastTagged(
  world: Pick<PlanningWorld, "policy" | "teams">,
  workItems: readonly WorkItem[],
  team: Team,
  iteration: TeamIteration,
): { readonly last: Instant | null; readonly items: readonly WorkItem[] } {
  const prefix = world.policy.planning.commitmentTag;
  const below = fold(belowProject(iteration.path));
  const teamOf = teamReader(world.teams);
  let last: Instant | null = null;
  let items: WorkItem[] = [];
  for (const item of workItems) {
    for (const tag of item.tags) {
      const parsed = parseCommitmentTag(prefix, tag);
      if (parsed === null || fold(parsed.below) !== below || teamOf(item.areaPath)?.id !== team.id) continue;
      if (last === null || parsed.at > last) {
        last = parsed.at;
        items = [];
      }
      if (parsed.at === last && items.at(-1) !== item) items.push(item);
    }
  }
  return { last, items };
}
