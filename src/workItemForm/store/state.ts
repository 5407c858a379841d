import type { ReadingProgress } from "../../components/change/state";
import type { Policy } from "../../domain/policy/policy";
import type { Standing } from "../../domain/readiness/standing";
import type { Snapshot } from "../../domain/snapshot";
import type { Instant, WorkItem } from "../../domain/workItem";
import type { OpenItem } from "../../extension/workItemForm";

/** What a person can do to the mapping of the work item in the form. */
export interface Mapping {
  /** The work item as it stands in the form, and what is around it. */
  readonly workItem: WorkItem;
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  /** Whether the form takes changes from this reader. */
  readonly mayWrite: boolean;
  /** Whether a change is on its way into the form. */
  readonly isBusy: boolean;
  /** Why the last change was not taken; null where it was. */
  readonly refusal: string | null;
}

/** Where the work item stands. */
export interface Ready {
  readonly kind: "ready";
  readonly item: OpenItem;
  /** As saved. */
  readonly saved: Standing;
  /** With what stands unsaved in the form; the same as `saved` where nothing does. */
  readonly shown: Standing;
  /** What is not saved, as a person calls it: `State`, `Tags`; empty where all is. */
  readonly unsaved: readonly string[];
  /** Whether that was saved since, and is not read again yet. */
  readonly isSaved: boolean;
  readonly mapping: Mapping;
  /** As saved (HTML): an import writes into it what the inventory says. Empty where there is none. */
  readonly description: string;
  /** When the reading began, by the clock of this computer. */
  readonly readAt: Instant;
  /** When Azure DevOps was asked, by its own clock: times that something lasts are told by it. */
  readonly asOf: Instant;
  /** A further reading, while this one stays. */
  readonly refreshing: ReadingProgress | null;
  /** Why the last further reading failed; null where it did not. */
  readonly problem: string | null;
}

/** A work item that was never saved: nothing is around it yet. */
export interface NewItem {
  readonly kind: "new";
  readonly item: OpenItem;
  readonly mapping: Mapping;
}

/** All that the page knows. */
export type FormState =
  /** No work item was named yet, or the one that was has gone. */
  | { readonly kind: "starting" }
  | { readonly kind: "loading"; readonly item: OpenItem; readonly progress: ReadingProgress | null }
  /** Nobody has confirmed a mapping of this project. */
  | { readonly kind: "noPolicy"; readonly item: OpenItem }
  /** The work item belongs to another project than the page around the form. */
  | { readonly kind: "elsewhere"; readonly item: OpenItem; readonly project: string }
  /** The mapping looks at no item of this type. */
  | { readonly kind: "aside"; readonly item: OpenItem; readonly type: string }
  | NewItem
  | Ready
  | { readonly kind: "failed"; readonly item: OpenItem; readonly message: string };
