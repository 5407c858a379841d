import type { IterationStatus, StatusItem } from "../../../domain/planning/iteration/status";
import { iterationStatus } from "../../../domain/planning/iteration/status";
import type { Team, TeamIteration } from "../../../domain/planning/teams";
import type { Commitment } from "../../../domain/planning/velocity/record";
import type { PlanningWorld } from "../../../domain/planning/world";
import { frozenView } from "./frozen";

/** Some assets of an iteration, under what they have in common. */
export interface StatusSection {
  readonly title: string;
  readonly items: readonly StatusItem[];
  /** What they have in common, where the title does not say it. */
  readonly hint: string | null;
}

/** What the page of an iteration shows. */
export interface IterationView {
  readonly sentence: string;
  /** Null: nobody committed, and nothing stands for it yet. */
  readonly commitment: (Commitment & { readonly items: number }) | null;
  /** Those with an asset, in the order in which they are shown. */
  readonly sections: readonly StatusSection[];
  /** Whether it is over: what is shown is how things were at its end. */
  readonly isFrozen: boolean;
}

/** An iteration of a team: as it stands, or, once it is over, as it was at its end (forecasting §1). */
export function iterationView(world: PlanningWorld, team: Team, iteration: TeamIteration): IterationView {
  const frozen = frozenView(world, team, iteration);
  if (frozen !== null) return { ...frozen, sections: withItems(frozen.sections) };
  const status = iterationStatus(world, team, iteration);
  const { sentence, commitment, committed } = status;
  return {
    sentence,
    commitment: commitment === null ? null : { ...commitment, items: committed.length },
    sections: withItems(sectionsOf(status)),
    isFrozen: false,
  };
}

/** Leaves out what is empty. */
function withItems(sections: readonly StatusSection[]): StatusSection[] {
  return sections.filter(({ items }) => items.length > 0);
}

function sectionsOf(status: IterationStatus): StatusSection[] {
  const { blocked, atRisk, onTrack, done, committed, added, removed, next } = status;
  return [
    { title: "Blocked", items: blocked, hint: null },
    { title: "At risk", items: atRisk, hint: null },
    { title: "Not done yet, nothing in the way", items: onTrack, hint: null },
    { title: "Done", items: done, hint: null },
    {
      title: "Next, with nothing in the way",
      items: next,
      hint: "Nobody has begun these. In the order of their priority.",
    },
    { title: "Committed", items: committed, hint: null },
    { title: "Added since", items: added, hint: "They came into the iteration after the commitment." },
    { title: "Removed since", items: removed, hint: "They were committed or added, and left the iteration undone." },
  ];
}
