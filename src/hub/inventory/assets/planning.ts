import type { Run } from "../../../boards/inventory/stores";
import { Cancelled } from "../../../boards/errors";
import { messageOf } from "../../../components/store/messageOf";
import { createStore, type Store } from "../../../components/store/store";
import type { GateEffect } from "../../../domain/change/change";
import type { ImportPlan } from "../../../domain/inventory/importPlan";
import type { InventoryEffects } from "../effects";

/** What would be written, and the gates that it changes. */
export interface Planned {
  readonly plan: ImportPlan;
  readonly effects: readonly GateEffect[];
  /** What it comes to, in words of its own. */
  readonly summary?: string;
}

/** Works out what would be written; may read for it. */
export type MakePlan = (signal: AbortSignal) => Promise<Planned>;

/** How far an edit of the inventory is. Nothing is written before a person saw what would be. */
export type Planning =
  | { readonly kind: "idle" }
  | { readonly kind: "planning" }
  | (Planned & {
      readonly kind: "preview";
      /** Whether the log is being asked to keep it. */
      readonly isBeginning: boolean;
      /** Why it was not begun; null otherwise. */
      readonly problem: string | null;
    })
  | { readonly kind: "failed"; readonly message: string };

/** An edit of the inventory without its looks. */
export interface Planner extends Pick<Store<Planning>, "get" | "subscribe"> {
  /** Plans, and shows the preview. What was planned before is dropped. */
  plan(make: MakePlan): Promise<void>;
  /** Plans again what failed to be planned. */
  again(): Promise<void>;
  /** Keeps the plan in the log and hands the run on to be carried out. */
  begin(): Promise<void>;
  /** Drops the plan; nothing of it is written. */
  drop(): void;
}

/**
 * Makes a planner; nothing happens before `plan`.
 *
 * @param onBegun is given the run once the log has it: nothing of it is done yet
 */
export function createPlanner(
  effects: Pick<InventoryEffects, "journal" | "reader" | "now">,
  onBegun: (run: Run) => void,
): Planner {
  const store = createStore<Planning>({ kind: "idle" });
  let underWay: AbortController | null = null;
  let last: MakePlan | null = null;

  async function plan(make: MakePlan): Promise<void> {
    underWay?.abort();
    const mine = new AbortController();
    underWay = mine;
    last = make;
    store.set({ kind: "planning" });
    try {
      const made = await make(mine.signal);
      if (underWay === mine) store.set({ kind: "preview", ...made, isBeginning: false, problem: null });
    } catch (thrown) {
      if (underWay !== mine) return;
      store.set(thrown instanceof Cancelled ? { kind: "idle" } : { kind: "failed", message: messageOf(thrown) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    plan,
    async again() {
      if (last !== null) await plan(last);
    },
    async begin() {
      const before = store.get();
      if (before.kind !== "preview" || before.isBeginning) return;
      const beginning = { ...before, isBeginning: true, problem: null };
      store.set(beginning);
      let run: Run;
      try {
        run = await effects.journal.begin(before.plan, effects.reader, effects.now());
      } catch (thrown) {
        store.set({ ...beginning, isBeginning: false, problem: messageOf(thrown) });
        return;
      }
      store.set({ kind: "idle" });
      onBegun(run);
    },
    drop() {
      underWay?.abort();
      underWay = null;
      store.set({ kind: "idle" });
    },
  };
}
