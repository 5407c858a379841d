import * as React from "react";
import type { PlanningPageProps } from "../PlanningPage";

/** An iteration under way: committed, done, at risk, blocked. */
export function IterationPage({ world }: PlanningPageProps): JSX.Element {
  return <p>{world.report.project.name}</p>;
}
