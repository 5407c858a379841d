import { Cancelled } from "../../boards/errors";
import { messageOf } from "../../components/store/messageOf";
import { createStore, type Store } from "../../components/store/store";
import type { PlanningWorld } from "../../domain/planning/world";
import type { Snapshot } from "../../domain/snapshot";
import type { Ready } from "../store/state";
import type { PlanningEffects } from "./effects";

/** What plans are made from, as far as it was read. */
export interface WorldState {
  /** The last one that was read; it may be of a report before the one on screen. Null: none yet. */
  readonly world: PlanningWorld | null;
  /** A reading under way, in words; null for none. */
  readonly reading: string | null;
  /** Why the last reading failed; null where it did not. */
  readonly problem: string | null;
}

/** Reads what plans are made from, once for each report. */
export interface WorldStore extends Pick<Store<WorldState>, "get" | "subscribe"> {
  /** Has it read for this report, unless it is there or under way, or failed. */
  want(ready: Ready): void;
  /** Has it read again. */
  retry(ready: Ready): void;
}

/** Makes the store; nothing is read before it is wanted. */
export function createWorldStore(effects: Pick<PlanningEffects, "readWorld">): WorldStore {
  const store = createStore<WorldState>({ world: null, reading: null, problem: null });
  let wanted: Snapshot | null = null;
  let underWay: AbortController | null = null;

  async function read(ready: Ready): Promise<void> {
    underWay?.abort();
    const mine = new AbortController();
    underWay = mine;
    wanted = ready.snapshot;
    const set = (change: Partial<WorldState>): void => {
      if (underWay === mine) store.set({ ...store.get(), ...change });
    };
    set({ reading: "Reading teams and histories…", problem: null });
    try {
      const world = await effects.readWorld(ready, mine.signal, (reading) => {
        set({ reading });
      });
      set({ world, reading: null });
    } catch (thrown) {
      set({ reading: null, problem: thrown instanceof Cancelled ? null : messageOf(thrown) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    want(ready) {
      // What is unfinished is read once it is whole.
      if (ready.refreshing === null && wanted !== ready.snapshot) void read(ready);
    },
    retry(ready) {
      void read(ready);
    },
  };
}
