import * as React from "react";
import type { Instant } from "../domain/workItem";
import { agoOf } from "./time";

/** How often an age is told anew, in milliseconds. */
const TICK = 5_000;

/** How long ago something was, told anew while it is looked at, e.g. `just now`. `now` is the clock by which `then` was taken. */
export function useAge(then: Instant, now: () => Instant): string {
  const [at, setAt] = React.useState(now());
  React.useEffect(() => {
    setAt(now());
    const timer = setInterval(() => {
      setAt(now());
    }, TICK);
    return () => {
      clearInterval(timer);
    };
  }, [now, then]);
  return agoOf(then, at);
}
