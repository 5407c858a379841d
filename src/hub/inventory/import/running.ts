import type { Run, RunProgress } from "../../../boards/inventory/stores";
import { messageOf } from "../../../components/store/messageOf";
import { createStore, type Store } from "../../../components/store/store";
import type { InventoryEffects } from "../effects";

/** What is being done with a run here. */
export interface Busy {
  readonly what: "write" | "undo";
  /** Null until the first of it is done. */
  readonly progress: RunProgress | null;
  /** Somebody asked to stop: what was sent is waited for. */
  readonly isStopping: boolean;
}

/** A run as it is looked at. */
export type RunView =
  | { readonly kind: "loading" }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly message: string }
  | {
      readonly kind: "shown";
      readonly run: Run;
      readonly busy: Busy | null;
      /** What ended here last, and whether it was stopped; null before. */
      readonly ended: { readonly what: Busy["what"]; readonly wasStopped: boolean } | null;
    };

/** One run: looked at, carried out, taken back. It goes on while another page of the hub is open. */
export interface RunSession extends Pick<Store<RunView>, "get" | "subscribe"> {
  /** Reads the run from the log, unless something is being done with it here. */
  load(): Promise<void>;
  /** Does what is not done yet, what failed included. */
  goOn(): Promise<void>;
  /** Takes back what nobody changed since. */
  undo(): Promise<void>;
  /** Stops after what was sent already. */
  stop(): void;
}

/**
 * Makes the session of a run; nothing happens before it is asked for.
 *
 * @param first the run, where it was just begun
 * @param onWritten is told after work items or records may have been changed
 */
export function createRunSession(
  effects: Pick<InventoryEffects, "journal" | "carryOut" | "takeBack">,
  id: string,
  first: Run | null,
  onWritten: () => void,
): RunSession {
  const store = createStore<RunView>(
    first === null ? { kind: "loading" } : { kind: "shown", run: first, busy: null, ended: null },
  );
  let stopper: AbortController | null = null;
  /** How often something was begun here: what the log said before that is out of date. */
  let begun = 0;

  async function work(what: Busy["what"], act: InventoryEffects["carryOut"]): Promise<void> {
    const view = store.get();
    if (view.kind !== "shown" || view.busy !== null) return;
    const mine = new AbortController();
    stopper = mine;
    begun += 1;
    store.set({ ...view, busy: { what, progress: null, isStopping: false }, ended: null });
    const run = await act(view.run, mine.signal, (progress) => {
      const now = store.get();
      if (now.kind === "shown" && now.busy !== null) store.set({ ...now, busy: { ...now.busy, progress } });
    });
    stopper = null;
    store.set({ kind: "shown", run, busy: null, ended: { what, wasStopped: mine.signal.aborted } });
    onWritten();
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    async load() {
      const before = store.get();
      if (before.kind === "shown" && (before.busy !== null || isAheadOfLog(before.run))) return;
      if (before.kind !== "shown") store.set({ kind: "loading" });
      const asked = begun;
      try {
        const run = await effects.journal.load(id);
        if (asked !== begun) return;
        const now = store.get();
        const ended = now.kind === "shown" ? now.ended : null;
        store.set(run === null ? { kind: "missing" } : { kind: "shown", run, busy: null, ended });
      } catch (thrown) {
        if (asked === begun) store.set({ kind: "failed", message: messageOf(thrown) });
      }
    },
    goOn: () => work("write", effects.carryOut.bind(effects)),
    undo: () => work("undo", effects.takeBack.bind(effects)),
    stop() {
      const view = store.get();
      if (view.kind !== "shown" || view.busy === null) return;
      stopper?.abort();
      store.set({ ...view, busy: { ...view.busy, isStopping: true } });
    },
  };
}

/** Whether more is known of a run here than the log could be told. */
function isAheadOfLog({ problems }: Run): boolean {
  return problems !== undefined && problems.length > 0;
}
