import * as React from "react";
import { Cancelled } from "../../../boards/errors";
import { messageOf } from "../../../components/store/messageOf";
import type { IterationCapacity, Team, TeamIteration } from "../../../domain/planning/teams";
import type { PlanningEffects } from "../effects";

/** The capacity of an iteration, as far as it was read. */
export interface CapacityState {
  /** Null while it is read, and where that failed. */
  readonly capacity: IterationCapacity | null;
  /** Why it could not be read; null where it was, or is being read. */
  readonly problem: string | null;
  readonly retry: () => void;
}

/** Reads what the members of a team have time for in an iteration, anew for each of them. */
export function useCapacity(
  effects: Pick<PlanningEffects, "readCapacity">,
  team: Team | null,
  iteration: TeamIteration | null,
): CapacityState {
  const [state, setState] = React.useState<Omit<CapacityState, "retry">>({ capacity: null, problem: null });
  const [attempt, setAttempt] = React.useState(0);
  React.useEffect(() => {
    setState({ capacity: null, problem: null });
    if (team === null || iteration === null) return undefined;
    const reading = new AbortController();
    effects.readCapacity(team, iteration, reading.signal).then(
      (capacity) => {
        if (!reading.signal.aborted) setState({ capacity, problem: null });
      },
      (thrown: unknown) => {
        if (reading.signal.aborted || thrown instanceof Cancelled) return;
        setState({ capacity: null, problem: messageOf(thrown) });
      },
    );
    return () => {
      reading.abort();
    };
  }, [effects, team, iteration, attempt]);
  return {
    ...state,
    retry: () => {
      setAttempt((now) => now + 1);
    },
  };
}
