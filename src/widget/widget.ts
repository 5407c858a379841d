import { Cancelled } from "../boards/errors";
import type { Judged } from "../boards/judged";
import type { PolicyStore } from "../boards/policyStore";
import type { Progress } from "../boards/readSnapshot";
import { messageOf } from "../components/store/messageOf";
import { createStore, type Store } from "../components/store/store";
import type { Policy } from "../domain/policy/policy";
import type { Report } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";
import type { WidgetPlacement } from "../extension/widget";
import type { ForecastLines } from "./forecastLines";

/** What a widget has to show. */
export type WidgetData =
  | { readonly kind: "reading"; readonly progress: Progress | null }
  /** No mapping was confirmed in this project yet, so that nothing can be judged. */
  | { readonly kind: "unmapped" }
  | { readonly kind: "failed"; readonly message: string }
  | {
      readonly kind: "ready";
      readonly report: Report;
      readonly readAt: Instant;
      /** Null for as long as it is worked out. */
      readonly forecast: ForecastLines | null;
    };

/** A widget's state; the placement is null until the dashboard named it. */
export interface WidgetState {
  readonly placement: WidgetPlacement | null;
  readonly data: WidgetData;
}

/** What a widget does in the world. */
export interface WidgetEffects {
  readonly policies: Pick<PolicyStore, "load">;
  /** Reads and judges the project. Rejects with {@link Cancelled} when aborted. */
  judge(policy: Policy, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Judged>;
  /** Forecasts all releases. Never rejects but with {@link Cancelled}: what can't be forecast says why. */
  forecast(judged: Judged, policy: Policy, signal: AbortSignal): Promise<ForecastLines>;
  /** The clock of this computer; ages are told by it, and no verdict is. */
  now(): Instant;
}

/** A widget without its looks. */
export interface Widget extends Pick<Store<WidgetState>, "get" | "subscribe"> {
  /** Takes what the dashboard says. What is shown of a report needs no other reading. */
  place(placement: WidgetPlacement): void;
  /** Reads the project; a reading under way ends. Resolves when that is done, the forecast too. */
  read(): Promise<void>;
}

/** Makes a widget; nothing happens before the first call. */
export function createWidget(effects: WidgetEffects): Widget {
  const store = createStore<WidgetState>({ placement: null, data: { kind: "reading", progress: null } });
  let reading: AbortController | null = null;

  return {
    get: store.get,
    subscribe: store.subscribe,
    place(placement) {
      store.set({ ...store.get(), placement });
    },
    async read() {
      reading?.abort();
      const mine = new AbortController();
      reading = mine;
      const show = (data: WidgetData): void => {
        if (reading === mine) store.set({ ...store.get(), data });
      };
      show({ kind: "reading", progress: null });
      try {
        const stored = await effects.policies.load();
        if (stored === null) {
          show({ kind: "unmapped" });
          return;
        }
        const readAt = effects.now();
        const judged = await effects.judge(stored.policy, mine.signal, (progress) => {
          show({ kind: "reading", progress });
        });
        const { report } = judged;
        show({ kind: "ready", report, readAt, forecast: null });
        const forecast = await effects.forecast(judged, stored.policy, mine.signal);
        show({ kind: "ready", report, readAt, forecast });
      } catch (thrown) {
        if (!(thrown instanceof Cancelled)) show({ kind: "failed", message: messageOf(thrown) });
      }
    },
  };
}
