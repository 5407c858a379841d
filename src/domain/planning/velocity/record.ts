import type { Day, Instant } from "../../workItem";

/** A number of assets with what they come to. */
export interface Amount {
  readonly items: number;
  /** Sum of the efforts of those that are estimated. */
  readonly effort: number;
  readonly unestimated: number;
}

/** What a set of assets comes to, and which they are. */
export interface Counted extends Amount {
  /** By id, ascending. */
  readonly ids: readonly number[];
}

/** How the commitment of an iteration is known. */
export interface Commitment {
  /** `tag`: somebody committed at that instant. `start`: nobody did, and what was there after the days of grace counts. */
  readonly how: "tag" | "start";
  readonly at: Instant;
  /** The tag that carries it; null for `start`. */
  readonly tag: string | null;
}

/**
 * What a team did in one iteration (forecasting §1), by the state of things at its end; of a running one, so far. Later changes
 * of work items change none of it.
 */
export interface IterationRecord {
  readonly team: string;
  readonly path: string;
  readonly name: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Days on which the team worked: without weekends and days off. */
  readonly workingDays: number;
  readonly isOver: boolean;
  /** Why it says nothing of the team's pace, where the policy notes that; else null. */
  readonly outage: string | null;
  readonly commitment: Commitment | null;
  readonly committed: Counted;
  /**
   * What changed of it: came into the iteration besides, and left it again before its end. What is in the iteration at its end,
   * without what was done there before the commitment, is committed + added − removed.
   */
  readonly added: Counted;
  readonly removed: Counted;
  /** Entered the done stage during the iteration for the last time, and were done at its end. */
  readonly delivered: Counted;
  /** By kind, the largest first; `""` for assets that say none. */
  readonly deliveredByKind: readonly { readonly kind: string; readonly items: number }[];
  /** In the iteration at its end and not done. */
  readonly carriedOver: Counted;
  /**
   * Were done when it began and were opened again during it: a debit for what an earlier iteration has in its account. What is
   * done, opened and done again in one iteration is in nobody's account yet.
   */
  readonly reopened: Counted;
  /** Changes of the scope that is forecast, of this team: came into a release undone, left all of them undelivered. */
  readonly scopeIn: Counted;
  readonly scopeOut: Counted;
  /** Arrivals at each stage that gates ask for, by the rule of `delivered`; what a forecast of gates draws from. */
  readonly reached: Readonly<Record<ReachedStage, Counted>>;
  /**
   * What made the way to each of these stages longer and shorter: came into a release or fell below the stage; left all releases
   * short of it. By the rules of `scopeIn`, `reopened` and `scopeOut`.
   */
  readonly grown: Readonly<Record<ReachedStage, { readonly in: Counted; readonly out: Counted }>>;
}

/** A stage that a gate asks for. */
export type ReachedStage = "Replicated" | "Staged" | "Accepted" | "Promoted";
