import * as React from "react";
import type { Store } from "./store";

/** The state of a store; renders again when it changes. */
export function useStore<S>(store: Pick<Store<S>, "get" | "subscribe">): S {
  const [state, setState] = React.useState(store.get());
  React.useEffect(() => {
    const update = (): void => {
      setState(store.get());
    };
    // It may have changed between rendering and this effect.
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
