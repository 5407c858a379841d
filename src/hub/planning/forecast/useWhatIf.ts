import * as React from "react";
import { Cancelled } from "../../../boards/errors";
import { messageOf } from "../../../components/store/messageOf";
import type { Forecast } from "../../../domain/planning/forecast/forecast";
import type { ForecastPlan, WhatIf } from "../../../domain/planning/forecast/plan";
import type { PlanningEffects } from "../effects";

/** A what-if, as far as it is worked out. */
export interface WhatIfState {
  readonly forecast: Forecast | null;
  readonly problem: string | null;
}

/** What is tried: a plan with factors on scope and velocity, by as many trials as what it is compared with. */
export interface Tried {
  readonly plan: ForecastPlan;
  readonly whatIf: WhatIf;
  readonly trials: number;
}

const NOTHING: WhatIfState = { forecast: null, problem: null };

/** Runs a what-if whenever another one is tried, and ends it when nobody looks at it any more; null: nothing is tried. */
export function useWhatIf(run: PlanningEffects["forecast"], tried: Tried | null): WhatIfState {
  const [state, setState] = React.useState<WhatIfState>(NOTHING);
  React.useEffect(() => {
    setState(NOTHING);
    if (tried === null) return undefined;
    const mine = new AbortController();
    const { plan, whatIf, trials } = tried;
    run(plan, { whatIf, trials }, mine.signal, () => undefined).then(
      (forecast) => {
        if (!mine.signal.aborted) setState({ forecast, problem: null });
      },
      (thrown: unknown) => {
        if (!mine.signal.aborted && !(thrown instanceof Cancelled)) {
          setState({ forecast: null, problem: messageOf(thrown) });
        }
      },
    );
    return () => {
      mine.abort();
    };
  }, [run, tried]);
  return state;
}
