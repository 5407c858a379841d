import * as React from "react";
import type { PlanningPageProps } from "../PlanningPage";

/** The migration, its releases and their iterations, with their backlogs. */
export function BacklogPage({ world }: PlanningPageProps): JSX.Element {
  return <p>{world.report.project.name}</p>;
}
