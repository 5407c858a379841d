import { forecastSteps } from "../../domain/planning/forecast/forecast";
import type { ForecastMessage, ForecastRequest } from "./workerMessages";

/** Works a forecast out and says each step as it comes: what the worker does. What is wrong with a plan is said, too. */
export function answer({ plan, options }: ForecastRequest, say: (message: ForecastMessage) => void): void {
  try {
    for (const forecast of forecastSteps(plan, options)) say({ kind: "step", forecast });
    say({ kind: "done" });
  } catch (thrown) {
    say({ kind: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}
