import * as React from "react";
import type { PlanningPageProps } from "../PlanningPage";

/** By when releases reach their gates. */
export function ForecastPage({ world }: PlanningPageProps): JSX.Element {
  return <p>{world.report.project.name}</p>;
}
