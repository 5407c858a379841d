import * as React from "react";
import type { PlanningPageProps } from "../PlanningPage";

/** Plans an iteration: the release's backlog beside it. */
export function PlanPage({ world }: PlanningPageProps): JSX.Element {
  return <p>{world.report.project.name}</p>;
}
