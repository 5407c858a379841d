import { dayOf } from "../../backlog/releases";
import { STAGE_NAMES } from "../../readiness/blockers";
import type { Blocker } from "../../readiness/report";
import { type AssetStage, isAtLeast, isOnLadder } from "../../readiness/stage";
import { counted, fold } from "../../text";
import type { Identity, WorkItemRef } from "../../workItem";
import type { Team, TeamIteration } from "../teams";
import { hasDates } from "../velocity/calendar";
import type { Commitment, IterationRecord } from "../velocity/record";
import type { PlanningWorld } from "../world";
import { BEGUN, paceOf } from "./pace";
import { byPriority, type IterationTime, type PlanAsset, planViewOf } from "./planView";
import { weekdaysBetween, workingDaysFrom } from "./totals";
import { type InTheWay, inTheWayOf } from "./waiting";

/** An asset of an iteration, with where it stands. */
export interface StatusItem {
  readonly item: WorkItemRef;
  /** `absent`: it is no asset any more, or was deleted. */
  readonly stage: AssetStage | "absent";
  readonly owner: Identity | null;
  readonly isCommitted: boolean;
  /** Why it stands where it is listed: one sentence. */
  readonly reason: string;
}

/** An iteration of a team as it stands. What is in it now is in exactly one of `done`, `blocked`, `atRisk` and `onTrack`. */
export interface IterationStatus {
  readonly sentence: string;
  readonly time: IterationTime;
  /** Working days of the team that are left, today included; null without dates. */
  readonly daysLeft: number | null;
  /** Null: nobody committed, and nothing stands for it yet. */
  readonly commitment: Commitment | null;
  readonly committed: readonly StatusItem[];
  readonly done: readonly StatusItem[];
  readonly blocked: readonly StatusItem[];
  readonly atRisk: readonly StatusItem[];
  readonly onTrack: readonly StatusItem[];
  /** Since the commitment, and what left it again. */
  readonly added: readonly StatusItem[];
  readonly removed: readonly StatusItem[];
  /** What can be begun: first what is in the iteration, then what its releases still hold; in their order, ten at most. */
  readonly next: readonly StatusItem[];
}

const MOST_NEXT = 10;

/** Days without a change say nothing before there are so many. */
const QUIET_DAYS = 3;

/**
 * How an iteration of a team stands: what was committed and what became of it (forecasting §1), what is blocked by open items
 * and defects (§8), and what is at risk, which is asked of a running iteration only:
 *
 * - what it waits for is behind, or can't be told (§6);
 * - it has not begun, and fewer working days are left than such assets take as a rule;
 * - nobody has changed it for more working days than are left, three at least.
 *
 * Lists are in the order of priority, then of ids; `committed`, `added` and `removed` by id.
 */
export function iterationStatus(world: PlanningWorld, team: Team, iteration: TeamIteration): IterationStatus {
  const { snapshot, policy, report, now, records, tracks, teams } = world;
  const view = planViewOf(snapshot, snapshot, policy, teams, now);
  const today = dayOf(now);
  const daysLeft = hasDates(iteration) ? workingDaysFrom(team, iteration, today) : null;
  const { time } = view.iterationOf(iteration.path);
  const record = recordOf(records, team, iteration);
  const committedIds = new Set(record?.committed.ids ?? []);

  const byId = new Map(view.assets.map((asset) => [asset.item.id, asset]));
  const mine = view.assets.filter((asset) => asset.isInScope && asset.team?.id === team.id);
  const here = mine.filter((asset) => fold(asset.iteration.path) === fold(iteration.path)).sort(byPriority);
  const releases = new Set(here.map((asset) => asset.releases[0] ?? null));
  const ahead = mine
    .filter((asset) => releases.has(asset.releases[0] ?? null) && asset.releases.length > 0)
    .filter((asset) => !here.includes(asset) && (asset.iteration.time === "none" || asset.iteration.time === "past"))
    .sort(byPriority);
  const wayOf = inTheWayOf(report, new Set([...here, ...ahead].map(({ item }) => item.id)));

  const statusOf = ({ item, stage }: PlanAsset, reason: string): StatusItem => ({
    item: { id: item.id, title: item.title, type: item.type },
    stage,
    owner: item.assignedTo,
    isCommitted: committedIds.has(item.id),
    reason,
  });
  const isRunning = time === "running";
  const pace = isRunning ? paceOf(tracks, team, policy.planning) : () => null;
  const lists = {
    done: [] as StatusItem[],
    blocked: [] as StatusItem[],
    atRisk: [] as StatusItem[],
    onTrack: [] as StatusItem[],
  };
  for (const asset of here) {
    const way = wayOf(asset.item.id);
    const risk = isRunning ? riskOf(asset, way, { daysLeft: daysLeft ?? 0, today, team, pace }) : null;
    const [holding] = way.holding;
    if (asset.isDone) lists.done.push(statusOf(asset, doneReason(asset, record)));
    else if (holding !== undefined) lists.blocked.push(statusOf(asset, `${named(holding)} is open.`));
    else if (risk !== null) lists.atRisk.push(statusOf(asset, risk));
    else lists.onTrack.push(statusOf(asset, `It is ${stageName(asset.stage)}, and nothing is in its way.`));
  }

  const told = new Map(
    Object.values(lists)
      .flat()
      .map((entry) => [entry.item.id, entry]),
  );
  const titles = new Map(tracks.map(({ id, title }) => [id, title]));
  const titleOf = (id: number) => titles.get(id) ?? `Work item ${id}`;
  const listed = (ids: readonly number[], reasonOf: (asset: PlanAsset | undefined) => string): StatusItem[] =>
    [...ids]
      .sort((a, b) => a - b)
      .map((id) => {
        const asset = byId.get(id);
        const reason = reasonOf(asset);
        return asset === undefined ? goneItem(id, titleOf(id), committedIds.has(id), reason) : statusOf(asset, reason);
      });
  const reasonHere = (asset: PlanAsset | undefined) =>
    told.get(asset?.item.id ?? Number.NaN)?.reason ?? leftReason(asset);

  const committed = listed([...committedIds], reasonHere);
  return {
    sentence: sentenceOf(iteration, time, daysLeft, committed, lists),
    time,
    daysLeft,
    commitment: record?.commitment ?? null,
    committed,
    ...lists,
    added: listed(record?.added.ids ?? [], reasonHere),
    removed: listed(record?.removed.ids ?? [], leftReason),
    next: nextOf([...here, ...ahead], wayOf).map((asset) => statusOf(asset, nextReason(asset, here.includes(asset)))),
  };
}

function recordOf(records: readonly IterationRecord[], team: Team, { path }: TeamIteration): IterationRecord | null {
  return records.find((record) => record.team === team.name && fold(record.path) === fold(path)) ?? null;
}

interface Pressure {
  readonly daysLeft: number;
  readonly today: string;
  readonly team: Team;
  readonly pace: (kind: string | null) => number | null;
}

/** Why an asset may not be done in time; null where nothing says so. */
function riskOf(
  asset: PlanAsset,
  { dependencies }: InTheWay,
  { daysLeft, today, team, pace }: Pressure,
): string | null {
  const [dependency] = dependencies;
  if (dependency !== undefined) return waitsReason(dependency);
  const left = counted(daysLeft, "working day");
  if (!isAtLeast(asset.stage, BEGUN)) {
    const days = pace(asset.asset.kind);
    if (days === null || daysLeft >= days) return null;
    return `It has not begun: such assets take ${counted(days, "working day")} as a rule, and ${leftWords(daysLeft, left)}.`;
  }
  // The day of the change is no day without one.
  const quiet = weekdaysBetween(team, dayOf(asset.item.changedDate), today) - 1;
  if (quiet < QUIET_DAYS || quiet <= daysLeft) return null;
  return `Nobody has changed it for ${counted(quiet, "working day")}, and ${leftWords(daysLeft, left)}.`;
}

function leftWords(daysLeft: number, left: string): string {
  return daysLeft === 0 ? "none is left" : `${left} ${daysLeft === 1 ? "is" : "are"} left`;
}

function waitsReason(blocker: Blocker): string {
  const { code, expected, actual } = blocker;
  if (code === "DEP_CYCLE") return "It waits for itself across releases.";
  const title = named(blocker);
  return code === "DEP_BEHIND" || code.startsWith("NOT_")
    ? `It waits for ${title}, which is ${actual} and must be ${expected}.`
    : `It waits for ${title}: ${actual}.`;
}

function named({ workItem }: Blocker): string {
  return workItem === null ? "Something" : `${workItem.title} (#${workItem.id})`;
}

function stageName(stage: AssetStage): string {
  return isOnLadder(stage) ? STAGE_NAMES[stage] : "in a state that the mapping does not know";
}

function doneReason({ item, stage }: PlanAsset, record: IterationRecord | null): string {
  const isOwn = record?.delivered.ids.includes(item.id) === true;
  return isOwn
    ? `It became ${stageName(stage)} in this iteration.`
    : `It is ${stageName(stage)}, not by this iteration.`;
}

function leftReason(asset: PlanAsset | undefined): string {
  if (asset === undefined) return "It is no asset any more, or was deleted.";
  if (!asset.isInScope) return `It is out of scope: ${asset.asset.exclusion ?? ""}.`;
  if (asset.iteration.time === "none") return "It is in no iteration now.";
  return `It is in ${asset.iteration.name} now${asset.team === null ? ", of no team" : `, of ${asset.team.name}`}.`;
}

function goneItem(id: number, title: string, isCommitted: boolean, reason: string): StatusItem {
  return { item: { id, title, type: "Work item" }, stage: "absent", owner: null, isCommitted, reason };
}

/** What nobody has begun, with nothing in its way, in the order in which it is given. */
function nextOf(assets: readonly PlanAsset[], wayOf: (id: number) => InTheWay): PlanAsset[] {
  return assets
    .filter(({ stage }) => isOnLadder(stage) && !isAtLeast(stage, BEGUN))
    .filter(({ item }) => wayOf(item.id).holding.length + wayOf(item.id).dependencies.length === 0)
    .slice(0, MOST_NEXT);
}

function nextReason({ item, releases }: PlanAsset, isHere: boolean): string {
  const priority = item.priority === null ? "without a priority" : `priority ${item.priority}`;
  return isHere ? `In this iteration, ${priority}.` : `In the backlog of ${releases[0]?.name ?? ""}, ${priority}.`;
}

function sentenceOf(
  { name }: TeamIteration,
  time: IterationTime,
  daysLeft: number | null,
  committed: readonly StatusItem[],
  lists: Readonly<Record<"done" | "blocked" | "atRisk" | "onTrack", readonly StatusItem[]>>,
): string {
  const all = [...lists.done, ...lists.blocked, ...lists.atRisk, ...lists.onTrack];
  const isAnswered = committed.length > 0;
  const counts = (list: readonly StatusItem[]) => list.filter(({ isCommitted }) => isCommitted || !isAnswered).length;
  const when = time === "running" && daysLeft !== null ? `${name}, ${counted(daysLeft, "working day")} left` : name;
  const scope = isAnswered ? committed.length : all.length;
  if (scope === 0) return `${when}: nothing is planned.`;
  const done = counts(lists.done);
  const what = isAnswered ? counted(scope, "committed asset") : counted(scope, "asset");
  const parts = [`${done} of ${what} ${done === 1 ? "is" : "are"} done`];
  const [risk, blocked] = [counts(lists.atRisk), counts(lists.blocked)];
  if (risk > 0) parts.push(`${risk} ${risk === 1 ? "is" : "are"} at risk`);
  if (blocked > 0) parts.push(`${blocked} ${blocked === 1 ? "is" : "are"} blocked`);
  return `${when}: ${parts.join(", ")}.`;
}
