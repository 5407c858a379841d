import type { Forecast } from "../../domain/planning/forecast/forecast";
import type { ForecastPlan, WhatIf } from "../../domain/planning/forecast/plan";

/** What the worker is asked for, once. */
export interface ForecastRequest {
  readonly plan: ForecastPlan;
  readonly options: { readonly whatIf?: WhatIf; readonly trials?: number };
}

/** What the worker says: a forecast from the trials so far, again and again; then that the last one was from all of them. */
export type ForecastMessage =
  | { readonly kind: "step"; readonly forecast: Forecast }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };
