import { type Clock, systemClock } from "../../../boards/clock";
import { Cancelled } from "../../../boards/errors";
import { messageOf } from "../../../components/store/messageOf";
import { createStore, type Store } from "../../../components/store/store";
import { type Assembled, assembling } from "../../../domain/planning/forecast/assemble";
import type { Forecast } from "../../../domain/planning/forecast/forecast";
import type { PlanningWorld } from "../../../domain/planning/world";
import type { PlanningEffects } from "../effects";
import type { PlanningTools } from "../tools";

/** How many trials a what-if takes at least: enough for a difference of days. */
export const COMPARED_TRIALS = 2_000;

/** The forecast of what was read, as far as it is worked out. */
export interface ForecastState {
  readonly assembled: Assembled | null;
  /** From the trials so far; null before the first bands. It may be of a world before the one on screen. */
  readonly forecast: Forecast | null;
  /** The first step of {@link COMPARED_TRIALS} trials or more: what-ifs are compared with as many. */
  readonly compared: Forecast | null;
  readonly isRunning: boolean;
  /** Why there is none; null where nothing went wrong. */
  readonly problem: string | null;
}

/** The forecast that all pages share; run once for each world. */
export interface ForecastStore extends Pick<Store<ForecastState>, "get" | "subscribe"> {
  /** Has it run for this world, unless it has, or does. */
  want(world: PlanningWorld): void;
  /** Has it run again, after a failure or a stop. */
  retry(world: PlanningWorld): void;
  /** Stops a run; what was worked out by then stays. */
  stop(): void;
}

/** Makes the store; nothing runs before it is wanted. */
export function createForecastStore(
  effects: Pick<PlanningEffects, "forecast">,
  clock: Clock = systemClock,
): ForecastStore {
  const store = createStore<ForecastState>({
    assembled: null,
    forecast: null,
    compared: null,
    // Whoever looks at it wants it: nobody is to see that it stands still before it began.
    isRunning: true,
    problem: null,
  });
  let wanted: PlanningWorld | null = null;
  let underWay: AbortController | null = null;

  async function run(world: PlanningWorld): Promise<void> {
    underWay?.abort();
    const mine = new AbortController();
    underWay = mine;
    wanted = world;
    const set = (change: Partial<ForecastState>): void => {
      if (underWay === mine) store.set({ ...store.get(), ...change });
    };
    set({ isRunning: true, problem: null });
    try {
      const assembled = await assembledInSlices(world, clock, mine.signal);
      if (assembled.plan.items.length === 0) {
        set({ assembled, forecast: null, compared: null, isRunning: false });
        return;
      }
      let compared: Forecast | null = null;
      await effects.forecast(assembled.plan, {}, mine.signal, (forecast) => {
        if (compared === null && forecast.trials >= COMPARED_TRIALS) compared = forecast;
        set({ assembled, forecast, compared });
      });
      set({ isRunning: false });
    } catch (thrown) {
      set({ isRunning: false, problem: thrown instanceof Cancelled ? null : messageOf(thrown) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    want(world) {
      if (wanted !== world) void run(world);
    },
    retry(world) {
      void run(world);
    },
    stop() {
      underWay?.abort();
    },
  };
}

/**
 * Puts the plan together bit by bit. The page has its turn after each step, however short: two of them, or one and the drawing
 * before or the start of the worker after it, would hold it up for longer than people notice.
 */
async function assembledInSlices(world: PlanningWorld, clock: Clock, signal: AbortSignal): Promise<Assembled> {
  const steps = assembling(world);
  for (;;) {
    await clock.sleep(0, signal);
    const step = steps.next();
    if (step.done !== true) continue;
    await clock.sleep(0, signal);
    return step.value;
  }
}

const stores = new WeakMap<PlanningTools, ForecastStore>();

/** The one store of these tools: the first view, a release and the page of forecasts show the same run. */
export function forecastStoreOf(tools: PlanningTools): ForecastStore {
  let store = stores.get(tools);
  if (store === undefined) {
    store = createForecastStore(tools.effects);
    stores.set(tools, store);
  }
  return store;
}
