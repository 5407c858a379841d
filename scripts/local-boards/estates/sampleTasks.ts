import type { EstateUser } from "../model/estate";
import type { SampleWorld } from "./sampleWorld";

const RELATED = "System.LinkTypes.Related";

/** When something was done, in milliseconds since the epoch, and by whom. */
export interface Stamp {
  readonly at: number;
  readonly by: EstateUser;
}

/** A task by which the team proves, accepts, waives or decides something. */
export interface TaskPlan {
  readonly title: string;
  readonly tags: readonly string[];
  readonly team: string;
  readonly created: Stamp;
  /** Absent while it is open. */
  readonly closed?: Stamp;
  readonly below?: number;
  /** What it is linked to (Related). */
  readonly related?: number;
  readonly description?: string;
}

/** Adds a task with its links and, where it is finished, closes it; returns its id. */
export function addTask({ builder, project }: SampleWorld, plan: TaskPlan): number {
  const { created, closed } = plan;
  const id = builder.item({
    type: "Task",
    title: plan.title,
    project,
    at: created.at,
    by: created.by,
    tags: plan.tags,
    fields: {
      "System.AreaPath": `${project.name}\\${plan.team}`,
      ...(plan.description === undefined ? {} : { "System.Description": `<div>${plan.description}</div>` }),
    },
  });
  if (plan.below !== undefined) builder.parent(id, plan.below, created.at, created.by);
  if (plan.related !== undefined) builder.link(id, RELATED, plan.related, created.at + 1000, created.by);
  if (closed !== undefined) builder.change(id, closed.at, closed.by, { "System.State": "Closed" });
  return id;
}

/** The day of a time, in UTC, as tags name it. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
