import { Cancelled } from "./errors";

const CALLBACKS = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal is aborted, and returns how to call that off. Hundreds of requests wait on the one signal
 * of a reading; Node takes more than ten listeners on a signal for a leak and warns, so that all share one.
 */
export function whenAborted(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => undefined;
  let callbacks = CALLBACKS.get(signal);
  if (callbacks === undefined) {
    const all = new Set<() => void>();
    signal.addEventListener(
      "abort",
      () => {
        for (const call of [...all]) call();
      },
      { once: true },
    );
    CALLBACKS.set(signal, all);
    callbacks = all;
  }
  const own = callbacks;
  own.add(callback);
  return () => void own.delete(callback);
}

/**
 * Runs work that the caller's signal stops, and that stops what it began when it ends.
 *
 * @throws Cancelled when the signal was aborted already
 */
export async function stoppedWith<T>(
  signal: AbortSignal | undefined,
  run: (stop: AbortController) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new Cancelled();
  const stop = new AbortController();
  const callOff = whenAborted(signal, () => {
    stop.abort();
  });
  try {
    return await run(stop);
  } finally {
    stop.abort();
    callOff();
  }
}
