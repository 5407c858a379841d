import { refOf } from "../../backlog/model";
import { groupBy } from "../../group";
import type { Policy } from "../../policy/policy";
import { STAGE_NAMES } from "../../readiness/blockers";
import type { Report } from "../../readiness/report";
import { isOnLadder } from "../../readiness/stage";
import type { Snapshot } from "../../snapshot";
import { counted, fold } from "../../text";
import type { Instant, WorkItemRef } from "../../workItem";
import { dayNumber } from "../days";
import type { Team, TeamIteration } from "../teams";
import { type PlanAsset, planViewOf } from "./planView";
import { inTheWayOf, providerReader } from "./waiting";

/** What a plan of an iteration warns of, in the order in which it is listed. None of it forbids anything. */
export const WARNING_CODES = [
  "ITERATION_WITHOUT_DATES",
  "UNUSUAL_LENGTH",
  "BLOCKED",
  "DEPENDENCY_ORDER",
  "AFTER_TARGET_DATE",
  "OUTSIDE_RELEASES",
  "UNESTIMATED",
  "DONE_ALREADY",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** All that is said under one code. */
export interface PlanWarning {
  readonly code: WarningCode;
  /** One sentence for all of it. */
  readonly sentence: string;
  /** By id, each with a sentence; empty for what is about the iteration itself. */
  readonly items: readonly { readonly item: WorkItemRef; readonly sentence: string }[];
}

/** A plan of one iteration. */
export interface IterationPlan {
  readonly team: Team;
  readonly iteration: TeamIteration;
  /** Ids of the assets that are planned for it. */
  readonly items: readonly number[];
}

/**
 * What is odd about a plan of an iteration, by code. Dependencies, stages and blockers are those of `read` and of its report: a
 * plan changes none of them.
 *
 * @param planned  what `withEdits` gave for `read`, or `read` itself
 */
export function iterationWarnings(
  { snapshot: read, policy, report, now }: { snapshot: Snapshot; policy: Policy; report: Report; now: Instant },
  planned: Snapshot,
  plan: IterationPlan,
): PlanWarning[] {
  const view = planViewOf(read, planned, policy, [], now);
  const byId = new Map(view.assets.map((asset) => [asset.item.id, asset]));
  const own = [...new Set(plan.items)].sort((a, b) => a - b).flatMap((id) => byId.get(id) ?? []);
  const open = own.filter(({ isDone }) => !isDone);
  const inTheWay = inTheWayOf(report, new Set(open.map(({ item }) => item.id)));
  const providersOf = providerReader(read, policy, now);
  const label = policy.labels.release.toLowerCase();
  const { iteration } = plan;

  const found: Found[] = [];
  const add = (code: WarningCode, { item }: PlanAsset, sentence: string | null) => {
    if (sentence !== null) found.push({ code, item: refOf(item), sentence });
  };
  for (const asset of own) {
    const { item, stage } = asset;
    if (asset.isDone) {
      const name = isOnLadder(stage) ? STAGE_NAMES[stage] : stage;
      add("DONE_ALREADY", asset, `${item.title} is ${name} already.`);
      continue;
    }
    const [holding] = inTheWay(item.id).holding;
    if (holding !== undefined) add("BLOCKED", asset, `${item.title} is held back by ${nameOf(holding.workItem)}.`);
    add("DEPENDENCY_ORDER", asset, orderReason(asset, providersOf(item.id), byId, iteration));
    add("AFTER_TARGET_DATE", asset, targetReason(asset, iteration));
    if (asset.releases.length === 0) add("OUTSIDE_RELEASES", asset, `${item.title} is in no ${label}.`);
    if (item.effort === null) add("UNESTIMATED", asset, `${item.title} has no estimate.`);
  }

  const grouped = groupBy(found, ({ code }) => code);
  return WARNING_CODES.flatMap((code): PlanWarning[] => {
    const items = (grouped.get(code) ?? []).map(({ item, sentence }) => ({ item, sentence }));
    const sentence = items.length > 0 ? headOf(code, items.length, iteration, label) : aboutIteration(code, plan);
    return sentence === null ? [] : [{ code, sentence, items }];
  });
}

interface Found {
  readonly code: WarningCode;
  readonly item: WorkItemRef;
  readonly sentence: string;
}

function nameOf(item: WorkItemRef | null): string {
  return item === null ? "an open item" : `${item.title} (#${item.id})`;
}

/** Why what it needs comes after it: in a later iteration, in none, or behind it in the same one; of several the first. */
function orderReason(
  { item }: PlanAsset,
  providers: readonly number[],
  byId: ReadonlyMap<number, PlanAsset>,
  iteration: TeamIteration,
): string | null {
  for (const id of providers) {
    const provider = byId.get(id);
    if (provider === undefined || provider.isDone) continue;
    const { title } = provider.item;
    const [its, { dates }] = [provider.iteration, iteration];
    if (fold(its.path) === fold(iteration.path)) {
      if ((item.priority ?? Infinity) < (provider.item.priority ?? Infinity)) {
        return `${item.title} needs ${title}, which has a lower priority here.`;
      }
    } else if (its.dates === null || its.time === "past") {
      return `${item.title} needs ${title}, which is in no iteration to come.`;
    } else if (dates !== null && its.dates.lastDay > dates.lastDay) {
      return `${item.title} needs ${title}, which is planned for ${its.name}, later.`;
    }
  }
  return null;
}

function targetReason({ item, releases: [release] }: PlanAsset, { name, dates }: TeamIteration): string | null {
  const target = release?.targetDate ?? null;
  if (release === undefined || target === null || dates === null || dates.lastDay <= target) return null;
  return `${item.title}: ${name} ends on ${dates.lastDay}, after the target date of ${release.name}, ${target}.`;
}

/** What is said of several assets at once. */
function headOf(code: WarningCode, count: number, { name }: TeamIteration, label: string): string | null {
  const [assets, are, have] = [counted(count, "asset"), count === 1 ? "is" : "are", count === 1 ? "has" : "have"];
  switch (code) {
    case "BLOCKED":
      return `${assets} ${are} blocked by open items.`;
    case "DEPENDENCY_ORDER":
      return `${assets} ${count === 1 ? "comes" : "come"} before what ${count === 1 ? "it needs" : "they need"}.`;
    case "AFTER_TARGET_DATE":
      return `${name} ends after the target date of ${assets}.`;
    case "OUTSIDE_RELEASES":
      return `${assets} ${are} in no ${label}.`;
    case "UNESTIMATED":
      return `${assets} ${have} no estimate.`;
    case "DONE_ALREADY":
      return `${assets} ${are} done already.`;
    default:
      return null;
  }
}

/** What is said of the iteration itself. */
function aboutIteration(code: WarningCode, { team, iteration }: IterationPlan): string | null {
  if (code === "ITERATION_WITHOUT_DATES" && iteration.dates === null) {
    return `${iteration.name} has no dates: nothing says what fits. Give it dates in the project's iterations.`;
  }
  return code === "UNUSUAL_LENGTH" ? lengthReason(team, iteration) : null;
}

/** The framework's iterations last two to four weeks, and all alike. */
const [SHORTEST, LONGEST] = [2, 4];

function lengthReason(team: Team, iteration: TeamIteration): string | null {
  const weeks = weeksOf(iteration);
  if (weeks === null) return null;
  const lasts = `${iteration.name} lasts ${weeks === 0 ? "less than a week" : counted(weeks, "week")}`;
  if (weeks < SHORTEST || weeks > LONGEST) return `${lasts}: two to four weeks let velocity be compared.`;
  const others = team.iterations.filter(({ path }) => path !== iteration.path).flatMap((other) => weeksOf(other) ?? []);
  const usual = mostCommon(others);
  return usual === null || usual === weeks
    ? null
    : `${lasts}; the iterations of ${team.name} last ${counted(usual, "week")} as a rule.`;
}

/** Whole weeks, so that an iteration from Monday to Friday of the next week has two; null without dates. */
function weeksOf({ dates }: TeamIteration): number | null {
  return dates === null ? null : Math.round((dayNumber(dates.lastDay) - dayNumber(dates.firstDay) + 1) / 7);
}

/** The length that most have, if that is more than half of them; null for none. */
function mostCommon(lengths: readonly number[]): number | null {
  const [most] = [...groupBy(lengths, (length) => length).values()].sort((a, b) => b.length - a.length);
  return most !== undefined && most.length * 2 > lengths.length ? (most[0] ?? null) : null;
}
