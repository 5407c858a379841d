import type { PlanningDraft } from "./draft/state";
import type { PlanningEffects } from "./effects";
import type { WorldStore } from "./world";

/** What the pages of planning share, for as long as the hub lives. */
export interface PlanningTools {
  readonly effects: PlanningEffects;
  readonly worlds: WorldStore;
  readonly draft: PlanningDraft;
}
