import type { Progress } from "../../boards/readSnapshot";
import type { StoredPolicy } from "../../boards/policyStore";
import type { PolicyEffect } from "../../domain/policy/effect";
import type { PolicyProblem } from "../../domain/policy/parse";
import type { Policy } from "../../domain/policy/policy";
import type { PolicyMerge, SectionId } from "../../domain/policy/sections";
import type { Report } from "../../domain/readiness/report";
import type { Snapshot } from "../../domain/snapshot";

/** What the draft would do; nothing is saved before it was shown for the draft as it stands. */
export type EffectState =
  /** The draft is what is stored. */
  | { readonly kind: "unchanged" }
  /** The draft was just changed. */
  | { readonly kind: "waiting" }
  /** The draft is no policy; {@link Ready.problems} say where. */
  | { readonly kind: "invalid" }
  /** What the draft looks at was not read yet. */
  | { readonly kind: "reading"; readonly progress: Progress | null }
  | { readonly kind: "failed"; readonly message: string }
  | {
      readonly kind: "shown";
      /** Null where no mapping is in use that it could be compared with. */
      readonly effect: PolicyEffect | null;
      readonly report: Report;
      /** What is saved. */
      readonly policy: Policy;
    };

/** Somebody else stored another policy while this one was being edited. */
export interface ConflictState {
  readonly theirs: StoredPolicy;
  readonly merge: PolicyMerge;
}

/** The settings on screen. */
export interface Ready {
  readonly kind: "ready";
  /** The version in the store that a saved policy takes the place of; null for the first one. */
  readonly replaces: Pick<StoredPolicy, "etag"> | null;
  /** The stored policy; null where none is stored or the stored one can't be used. */
  readonly base: Policy | null;
  /** Why the stored policy can't be used; null where it can, or where there is none. */
  readonly broken: string | null;
  /** As the editors have it; null until there is a policy at all. It may be none: what is typed is kept. */
  readonly draft: Policy | null;
  readonly problems: readonly PolicyProblem[];
  /** Null until something was read. */
  readonly snapshot: Snapshot | null;
  /** Today's report under `base`; null until it was needed. */
  readonly before: Report | null;
  readonly effect: EffectState;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  /** Why the last saving failed; null after a successful one. */
  readonly saveProblem: string | null;
  readonly conflict: ConflictState | null;
}

export type Data =
  | { readonly kind: "starting" }
  | { readonly kind: "loading"; readonly progress: Progress | null }
  | { readonly kind: "failed"; readonly message: string }
  | Ready;

/** A page of the settings: a section of the policy, or the document as a whole. */
export type PageId = SectionId | "document";

/** All that the settings know. */
export interface SettingsState {
  readonly data: Data;
  /** Whether this reader may change the mapping; null until it is known. */
  readonly mayWrite: boolean | null;
  readonly page: PageId;
}
