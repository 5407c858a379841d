/**
 * Remembers what `make` gives: it is called when that is first asked for, and never again. Until then it holds on to all that
 * `make` refers to, so that nothing of this may change. Where `make` throws, the next who asks calls it again.
 */
export function once<T>(make: () => T): () => T {
  let pending: (() => T) | null = make;
  let value: T;
  return () => {
    if (pending !== null) {
      value = pending();
      pending = null;
    }
    return value;
  };
}
