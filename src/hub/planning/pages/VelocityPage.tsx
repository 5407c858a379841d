import * as React from "react";
import type { PlanningPageProps } from "../PlanningPage";

/** The pace of each team, iteration by iteration. */
export function VelocityPage({ world }: PlanningPageProps): JSX.Element {
  return <p>{world.report.project.name}</p>;
}
