import type { TeamIteration } from "../../model/estate";
import { param, type Context } from "../../http/context";
import { ServiceError } from "../../http/errors";
import { Enumerated } from "../../http/reply";
import type { PlacedNode } from "../../store/classification";
import { teamOf, type TeamOfProject } from "./team";

export type TimeFrame = "past" | "current" | "future";

const FRAME_NUMBERS: Readonly<Record<TimeFrame, number>> = { past: 0, current: 1, future: 2 };

/** An iteration that a team has chosen, with its place in the tree. */
export interface Sprint {
  readonly entry: TeamIteration;
  readonly placed: PlacedNode;
  readonly timeFrame: TimeFrame;
}

/**
 * The iterations of a team: those with dates by their start, then those without.
 *
 * The time frame follows from the dates, whose last day belongs to them. Iterations without dates have one too: where none
 * has dates the first is current and all others lie in the future [R]; beside iterations with dates they do so too [?].
 * @param now milliseconds since the epoch
 */
export function sprintsOf({ project, team }: TeamOfProject, now: number): readonly Sprint[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const found = team.iterations.flatMap((entry) => {
    const placed = project.iterations.findByIdentifier(entry.iteration);
    return placed === null ? [] : [{ entry, placed }];
  });
  // What has no start comes last, in the order of choice: the sort is stable.
  const sorted = [...found].sort(
    (a, b) => (startOf(a.placed) < startOf(b.placed) ? -1 : 1) * differ(a.placed, b.placed),
  );
  const noDates = found.every(({ placed }) => placed.node.startDate === undefined);
  return sorted.map((sprint, index) => {
    const { startDate, finishDate } = sprint.placed.node;
    let timeFrame: TimeFrame = noDates && index === 0 ? "current" : "future";
    if (startDate !== undefined && finishDate !== undefined) {
      if (finishDate.slice(0, 10) < today) timeFrame = "past";
      else if (startDate.slice(0, 10) <= today) timeFrame = "current";
    }
    return { ...sprint, timeFrame };
  });
}

/**
 * The place of a team's current sprint among its sprints: of several the one that began last [?]; -1 for none.
 * @param sprints as {@link sprintsOf} gives them
 */
export function currentPlace(sprints: readonly Sprint[]): number {
  return sprints.findLastIndex(({ timeFrame }) => timeFrame === "current");
}

function startOf({ node }: PlacedNode): string {
  return node.startDate ?? "9999";
}

function differ(a: PlacedNode, b: PlacedNode): number {
  return startOf(a) === startOf(b) ? 0 : 1;
}

/** The sprint that a segment of the route names, of the address' team. Throws ServiceError 404 where it has chosen none such. */
export function sprintOf(context: Context, segment: string): Sprint & { readonly of: TeamOfProject } {
  const of = teamOf(context);
  const wanted = param(context, segment).toLowerCase();
  const sprint = sprintsOf(of, context.now).find(({ entry }) => entry.iteration.toLowerCase() === wanted);
  if (sprint !== undefined) return { ...sprint, of };
  // Status, type key and text [?].
  throw new ServiceError(
    404,
    "TeamIterationNotFoundException",
    `The team ${of.team.name} has not chosen the iteration ${param(context, segment)}.`,
  );
}

/** A time frame, by name or number [S]. */
export function frameAnswer(timeFrame: TimeFrame): Enumerated {
  return new Enumerated(timeFrame, FRAME_NUMBERS[timeFrame]);
}
