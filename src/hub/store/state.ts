import type { StoredPolicy } from "../../boards/policyStore";
import type { Progress } from "../../boards/readSnapshot";
import type { Policy } from "../../domain/policy/policy";
import type { Chosen, Proposal } from "../../domain/policy/proposal";
import type { Report } from "../../domain/readiness/report";
import type { Snapshot } from "../../domain/snapshot";
import type { Day, Instant } from "../../domain/workItem";
import type { PastReport } from "./pastReport";
import type { Problem } from "./problem";
import type { View } from "./view";

/** What a reading is for: the verdicts, or the proposal of a mapping. */
export type Purpose = "report" | "proposal";

/** A reading under way. */
export interface Loading {
  readonly kind: "loading";
  readonly purpose: Purpose;
  /** Null until the first work items are named. */
  readonly progress: Progress | null;
}

/** The histories of so many work items are being read, which say what the report on screen leaves unknown (E2). */
export interface LoadingHistory {
  readonly kind: "loading";
  readonly purpose: "history";
  readonly items: number;
}

/** A report on screen. */
export interface Ready {
  readonly kind: "ready";
  readonly report: Report;
  /** What the report was made from; dependencies are drawn from it. */
  readonly snapshot: Snapshot;
  readonly stored: StoredPolicy;
  /** When the reading began, by the clock of this computer: ages are told by it. */
  readonly readAt: Instant;
  /** A further reading, while this report stays. */
  readonly refreshing: Loading | LoadingHistory | null;
  /** Why the last further reading failed; this report is the one before it. */
  readonly refreshProblem: Problem | null;
}

/** A mapping to be confirmed. Nothing is stored before that. */
export interface Proposing {
  readonly kind: "proposing";
  readonly snapshot: Snapshot;
  readonly proposal: Proposal;
  readonly chosen: Chosen;
  /** The chosen mapping and today's report under it; null where the proposal found nothing to choose from. */
  readonly preview: { readonly policy: Policy; readonly report: Report } | null;
  /** The version in the store that a confirmed mapping takes the place of; null for the first one. */
  readonly replaces: Pick<StoredPolicy, "etag"> | null;
  /** The report that was on screen before; null where there was none. */
  readonly before: Ready | null;
  readonly isSaving: boolean;
  readonly problem: Problem | null;
}

/** Nothing to show but what went wrong. */
export interface Failed {
  readonly kind: "failed";
  readonly problem: Problem;
  /** Names the stored version that can't be used, so that a new mapping may take its place. */
  readonly replaces: Pick<StoredPolicy, "etag"> | null;
}

/** Cancelled by the reader before there was a report. */
export interface Stopped {
  readonly kind: "stopped";
}

export type Data = { readonly kind: "starting" } | Loading | Proposing | Ready | Failed | Stopped;

/** All that the hub knows. */
export interface HubState {
  readonly data: Data;
  /** Whether work items may be changed here: by this reader, and not in the past. Null until it is known. */
  readonly mayWrite: boolean | null;
  readonly view: View;
  /** Reports of days that are over, as far as they are wanted or were. */
  readonly pasts: ReadonlyMap<Day, PastReport>;
}
