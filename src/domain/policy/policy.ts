import type { Gate } from "../readiness/gate";
import type { Day } from "../workItem";
import type { Stage } from "../readiness/stage";

/**
 * A text with `*` for any run of characters. It is matched against the whole text, without regard to case, and with runs
 * of white space folded to one blank: titles in real projects carry double spaces.
 */
export type Pattern = string;

/** What a work item must have to count as an asset (M1). */
export type AssetCondition =
  | { readonly kind: "tag"; readonly tag: Pattern }
  | { readonly kind: "field"; readonly field: string; readonly values: readonly Pattern[] }
  | { readonly kind: "title"; readonly title: Pattern }
  | { readonly kind: "childTasks"; readonly titles: readonly Pattern[]; readonly atLeast: number };

/** Which work items are assets (M1). */
export interface AssetRule {
  readonly types: readonly string[];
  /** All must hold. Empty: every item of these types that is not a phase item. */
  readonly when: readonly AssetCondition[];
  /** Titles of items that describe a phase of a workload ("Promote workload"); they are never assets. */
  readonly phaseTitles: readonly Pattern[];
  /** A tag that makes one item of these types an asset whatever `when` says. */
  readonly includeTag: string;
  /** A tag that takes one item out. It wins over `includeTag`. */
  readonly excludeTag: string;
}

/** Which work items are workloads (M2). */
export interface WorkloadRule {
  readonly types: readonly string[];
  /** Candidates that a person confirmed although they have no asset yet. */
  readonly confirmed: readonly number[];
  /** Workloads that go live in parts (M3): each of these releases has the assets that claim it. */
  readonly splits: readonly WorkloadSplit[];
}

/** A workload that is recorded as split over releases (M3); it has a part and a verdict in each of them. */
export interface WorkloadSplit {
  readonly workload: number;
  /** Keys of the releases. */
  readonly releases: readonly string[];
}

/** Promotion model of a release (G4). */
export type PromotionModel = "staged" | "single-step";

/** Days in which nothing is promoted, both ends included. */
export interface Freeze {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/** What a team decided about one release (M9). */
export interface ReleaseSettings {
  /** The release as its source names it: the iteration path, the tag without its prefix, or the field's value. */
  readonly key: string;
  /** Place among the releases; those without one come after, by target date, then name (G5). */
  readonly order?: number;
  readonly targetDate?: Day;
  readonly model?: PromotionModel;
  readonly freezes?: readonly Freeze[];
}

/** Where releases are named (M3). */
export type ReleaseSource =
  | { readonly kind: "none" }
  | { readonly kind: "iteration"; readonly level: number }
  | { readonly kind: "tag"; readonly prefix: string }
  | { readonly kind: "field"; readonly field: string };

/** How releases are found and what is known of them (M3, M9). */
export interface ReleaseRule {
  readonly source: ReleaseSource;
  /**
   * Whether an asset that names no release belongs to the one its workload item names. Off, such an asset is a split of
   * scope (M3).
   */
  readonly assetsFollowWorkload: boolean;
  readonly defaultModel: PromotionModel;
  readonly settings: readonly ReleaseSettings[];
}

/** One row of the state table (M4). A signal never raises an asset above the row's `max` (M5). */
export interface StateRow {
  readonly type: string;
  readonly state: string;
  readonly stage: Stage;
  readonly max?: Stage;
}

/** A fact beside the state that may raise the stage above its row (M5). */
export type Signal =
  | { readonly kind: "tag"; readonly stage: Stage; readonly tag: Pattern }
  | { readonly kind: "field"; readonly stage: Stage; readonly field: string; readonly values: readonly Pattern[] }
  | { readonly kind: "boardColumn"; readonly stage: Stage; readonly columns: readonly Pattern[] }
  | {
      /** Child tasks of the asset with one of these titles. */
      readonly kind: "childTask";
      readonly stage: Stage;
      readonly titles: readonly Pattern[];
      readonly when: "started" | "finished";
    }
  | {
      /** Items anywhere below the workload, outside its assets, with one of these titles. */
      readonly kind: "phaseItem";
      readonly stage: Stage;
      readonly titles: readonly Pattern[];
      readonly when: "started" | "finished";
    };

/** Where a word about the asset is kept: the rest of a tag after a prefix, or a field. */
export type WordSource =
  { readonly kind: "tag"; readonly prefix: string } | { readonly kind: "field"; readonly field: string };

/** Work items that hold gates back: of one of these types and with one of these tags, below or linked to what they hold. */
export interface ItemFilter {
  /** Empty: any type. */
  readonly types: readonly string[];
  /** Empty: any tags. With both lists empty nothing matches. */
  readonly tags: readonly Pattern[];
  /** Reference names of link types, without direction, that tie such an item to what it holds besides standing below it. */
  readonly links: readonly string[];
}

/** Which links are dependencies besides Predecessor and Successor, which always are (D1). Reference names without direction. */
export interface DependencyRule {
  /** From a workload to an asset of another workload that serves it too: it needs that asset. */
  readonly serves: readonly string[];
  /** Links that only warn. */
  readonly soft: readonly string[];
}

/** A task that belongs to the way to a stage, by its title (TASKS_OPEN). */
export interface Activity {
  readonly titles: readonly Pattern[];
  readonly stage: Stage;
}

/** What is asked of the tasks of an asset that has come further than they say (§8, TASKS_OPEN). */
export interface TaskRule {
  readonly activities: readonly Activity[];
  /** Whether an open task of an earlier activity blocks; otherwise it warns. */
  readonly block: boolean;
}

/** What a piece of evidence says, which is also the stage that what it covers must have had by then (E2). */
export type Attests = "proof" | "test" | "signOff";

/** What a piece of evidence is about (E1). */
export type EvidenceScope = "asset" | "workload" | "release";

/** One entry of the gate checklist (E1). */
export interface EvidenceRule {
  /** Work items tagged `gate:<id>` are this evidence. */
  readonly id: string;
  readonly title: string;
  /** The gate that asks for it; null for what no gate asks: connectivity, which satisfies a dependency (D6). */
  readonly gate: Gate | null;
  readonly attests: Attests;
  readonly scope: EvidenceScope;
  /** Whether it is asked of everything in its scope. Otherwise of that alone below which someone has put the item (E1). */
  readonly isRequired: boolean;
  /** Whether it must not be closed by the assignee of an asset that it covers (E3). */
  readonly isIndependent: boolean;
  /** Days after which it is void; null for never. */
  readonly validDays: number | null;
}

/** Evidence, sign-offs, waivers and decisions as work items (section 7). */
export interface EvidencePolicy {
  /** Types of these work items; empty: any type. The first one is what the product makes them as. */
  readonly types: readonly string[];
  readonly checklist: readonly EvidenceRule[];
}

/** Ids of the presets that the product ships (M10). */
export type PresetId = "agile" | "scrum" | "cmmi" | "basic" | "framework";

/** The stages at which an asset may count as delivered. */
export const DONE_STAGES = ["Replicated", "Promoted"] as const;

/** An iteration that says nothing of a team's pace, and why. */
export interface Outage {
  /** Path of the iteration. */
  readonly iteration: string;
  /** Name of the team; null for all of them. */
  readonly team: string | null;
  readonly reason: string;
}

/** How iterations are planned and looked back on. */
export interface PlanningRule {
  /** An asset is delivered when it reaches this stage. */
  readonly doneStage: (typeof DONE_STAGES)[number];
  /** Where nobody committed, what is in an iteration so many days after its first day counts as committed. */
  readonly graceDays: number;
  /** What is committed carries this prefix in a tag, followed by the iteration and the instant. */
  readonly commitmentTag: string;
  /** Iterations that velocity and forecast leave out. */
  readonly outages: readonly Outage[];
}

/**
 * The team's mapping from Azure Boards to the terms of readiness.md §1. A plain JSON document; {@link parsePolicy} is the
 * only way in from outside.
 */
export interface Policy {
  readonly schemaVersion: 1;
  /** The preset it was made from; says where it came from and decides nothing. */
  readonly preset: PresetId | null;
  readonly assets: AssetRule;
  readonly workloads: WorkloadRule;
  readonly releases: ReleaseRule;
  readonly stateTable: readonly StateRow[];
  readonly signals: readonly Signal[];
  /** Reasons with which a Completed item is not done (M6). */
  readonly notDoneReasons: readonly string[];
  readonly strategy: WordSource;
  readonly assetKind: WordSource;
  /** Open items of this kind hold back every gate of what they stand below (G1). */
  readonly blockingItems: ItemFilter;
  /** Open items of this kind hold back promotion (G3). */
  readonly uatDefects: ItemFilter;
  readonly dependencies: DependencyRule;
  readonly tasks: TaskRule;
  readonly evidence: EvidencePolicy;
  /** Area paths whose items count, with everything below them; empty: all of the project (M9). */
  readonly areas: readonly string[];
  /** Whether a verdict needs the inventory records (M8). */
  readonly inventory: { readonly isDemanded: boolean };
  readonly planning: PlanningRule;
  readonly labels: { readonly release: string };
}
