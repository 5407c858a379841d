import { whenAborted } from "./abort";
import { Cancelled } from "./errors";

/** Time as the transport sees it, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with {@link Cancelled} as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new Cancelled());
        return;
      }
      const callOff = whenAborted(signal, () => {
        clearTimeout(timer);
        reject(new Cancelled());
      });
      const timer = setTimeout(() => {
        callOff();
        resolve();
      }, ms);
    }),
};
