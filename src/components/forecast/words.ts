import { GATE_NAMES } from "../../domain/readiness/blockers";
import { GATES } from "../../domain/readiness/gate";
import { dayNumber } from "../../domain/planning/days";
import type { Assembled } from "../../domain/planning/forecast/assemble";
import type { Backtest } from "../../domain/planning/forecast/backtest";
import { type History, type LeftOutWhy, sayable } from "../../domain/planning/forecast/history";
import type { Obstacle } from "../../domain/planning/forecast/obstacles";
import type { Bound, Chance, Outlook } from "../../domain/planning/forecast/outlook";
import { NO_TEAM } from "../../domain/planning/forecast/plan";
import { counted } from "../../domain/text";
import type { Day } from "../../domain/workItem";
import { countText } from "../numbers";
import { dayText } from "../time";

/** How a release's key is told to a person. */
export type NameOf = (releaseKey: string) => string;

type Dates = Extract<Outlook, { kind: "dates" }>;

/** A day beside another one of the year: `9 Dec`; with its year where that is another one. */
function shortDay(day: Day, yearOf: Day): string {
  if (day.slice(0, 4) !== yearOf.slice(0, 4)) return dayText(day);
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
}

function boundText(bound: Bound, yearOf: Day): string {
  switch (bound.kind) {
    case "day":
      return shortDay(bound.day, yearOf);
    case "unsaid":
      return shortDay(bound.worstSeen, yearOf);
    case "beyond":
      return `after ${dayText(bound.horizon)}`;
  }
}

/**
 * When it is done, as a range: `9 Dec – 19 Dec (50–85 %)`. From 3 to 5 past iterations there is no 85 %: then it reaches from
 * the middle to the worst day of all trials, and says that it is thin.
 *
 * @param today  years other than its own are named
 */
export function rangeText(outlook: Dates, today: Day): string {
  const { p50, p85, isThin } = outlook;
  if (p50.kind === "beyond") return `${boundText(p50, today)} (50 %)`;
  if (isThin) return `${daysText(outlook, today)} (50 % – worst seen), thin`;
  return `${daysText(outlook, today)} ${p85.kind === "unsaid" ? "(50 % – worst seen)" : "(50–85 %)"}`;
}

/** The days of a range alone. */
function daysText({ p50, p85 }: Dates, today: Day): string {
  return `${boundText(p50, today)} – ${boundText(p85, today)}`;
}

/** As {@link outlookText}, below a heading that says 50–85 %. */
export function columnText(outlook: Outlook, today: Day, nameOf: NameOf): string {
  const isPlain =
    outlook.kind === "dates" && !outlook.isThin && outlook.p50.kind === "day" && outlook.p85.kind !== "unsaid";
  return isPlain ? daysText(outlook, today) : outlookText(outlook, today, nameOf);
}

/** What is forecast of one thing: a range, `done`, or why there is none. No date stands alone. */
export function outlookText(outlook: Outlook, today: Day, nameOf: NameOf): string {
  switch (outlook.kind) {
    case "done":
      return "done";
    case "cannot":
      return `cannot forecast: ${obstaclesText(outlook.because, nameOf)}`;
    case "dates":
      return rangeText(outlook, today);
  }
}

/** P95 as a sentence part: a day, `later than 3 Feb, the worst seen`, or `after` the last day that is looked at. */
export function p95Text(bound: Bound, today: Day): string {
  return bound.kind === "unsaid" ? `later than ${boundText(bound, today)}, the worst seen` : boundText(bound, today);
}

/** How likely the target date is kept: `82 %`; while work remains never more than `>95 %`. */
export function chanceText(chance: Chance): string {
  return chance.kind === "above" ? `>${chance.percent} %` : `${chance.percent} %`;
}

/** Whether the target date is earlier than what can be promised. Where no P85 is said, what is half likely only later is late too. */
export function isLate(outlook: Outlook, targetDate: Day | null): boolean {
  if (outlook.kind !== "dates" || targetDate === null) return false;
  const { p50, p85 } = outlook;
  const promised = p85.kind === "unsaid" ? p50 : p85;
  return promised.kind === "beyond" || (promised.kind === "day" && promised.day > targetDate);
}

/**
 * What another forecast of the same thing changes of its P85, in days of the calendar, and of the chance of its target date:
 * `12 days earlier (chance 82 %)`.
 */
export function differenceText(before: Outlook | null, after: Outlook | null): string {
  if (after === null) return "left out";
  if (after.kind === "done") return "done";
  if (before?.kind !== "dates" || after.kind !== "dates") return "cannot forecast";
  if (before.p85.kind !== "day" || after.p85.kind !== "day") return "no 85 % to compare";
  const days = dayNumber(before.p85.day) - dayNumber(after.p85.day);
  const difference =
    days === 0 ? "the same day" : `${counted(Math.abs(days), "day")} ${days > 0 ? "earlier" : "later"}`;
  return after.chance === null ? difference : `${difference} (chance ${chanceText(after.chance)})`;
}

/** What the whole is forecast to be: `Exit: 85 % by 14 Aug 2027, 50 % by 2 Jul 2027.` */
export function exitSentence(exit: Outlook, nameOf: NameOf): string {
  switch (exit.kind) {
    case "done":
      return "Exit: done.";
    case "cannot":
      return `Exit: cannot forecast, because ${obstaclesText(exit.because, nameOf)}.`;
    case "dates": {
      const { p50, p85 } = exit;
      const middle = p50.kind === "day" ? `50 % by ${dayText(p50.day)}` : `50 % only after the horizon of ten years`;
      if (p85.kind === "day") return `Exit: 85 % by ${dayText(p85.day)}, ${middle}.`;
      if (p85.kind === "beyond") return `Exit: ${middle}; 85 % only after ${dayText(p85.horizon)}.`;
      return `Exit: ${middle}; too few iterations are over to say 85 %, the worst seen is ${dayText(p85.worstSeen)}.`;
    }
  }
}

const MOST_OBSTACLES = 2;

/** Why there is no forecast: the first two reasons, and how many more; of a team that several gates name the first one. */
export function obstaclesText(obstacles: readonly Obstacle[], nameOf: NameOf): string {
  const isFirst = (obstacle: Obstacle, index: number): boolean =>
    !("team" in obstacle) || obstacles.findIndex((other) => "team" in other && other.team === obstacle.team) === index;
  const texts = [...new Set(obstacles.filter(isFirst).map((obstacle) => obstacleText(obstacle, nameOf)))];
  const more = texts.length - MOST_OBSTACLES;
  return `${texts.slice(0, MOST_OBSTACLES).join("; ")}${more > 0 ? `; and ${countText(more)} more` : ""}`;
}

/** One reason why there is no forecast, as part of a sentence: `team B has 2 iterations`. */
export function obstacleText(obstacle: Obstacle, nameOf: NameOf): string {
  switch (obstacle.kind) {
    case "noAssets":
      return `${nameOf(obstacle.release)} has no asset to move`;
    case "tooFewPeriods":
      return obstacle.team === NO_TEAM
        ? "no team owns the area of some assets"
        : `${teamText(obstacle.team)} has ${counted(obstacle.periods, "iteration")} that ${obstacle.periods === 1 ? "is" : "are"} over`;
    case "nothingDelivered":
      return `${teamText(obstacle.team)} brought nothing through ${gateText(obstacle.gate)} in ${counted(obstacle.periods, "iteration")}`;
    case "noEstimates":
      return `${teamText(obstacle.team)} has no estimated asset that is done`;
    case "circle":
      return `${obstacle.releases.map(nameOf).join(" and ")} wait for each other`;
  }
}

/** A team within a sentence; a name that says so itself needs no word before it. */
export function teamText(team: string): string {
  if (team === NO_TEAM) return "no team";
  return /\bteam\b/i.test(team) ? team : `team ${team}`;
}

/** A gate within a sentence. */
export function gateText(gate: string): string {
  const known = GATES.find((each) => each === gate);
  return known === undefined ? gate : GATE_NAMES[known];
}

/** How good forecasts like this one were: `Of 9 forecasts of one iteration …, 8 were met at 85 % (interval 52–100 %).` */
export function backtestText({ cases, horizon, scores }: Backtest): string {
  const { hits, interval } = scores.double.p85;
  const what = horizon === 1 ? "one iteration" : `${countText(horizon)} iterations together`;
  return `Of ${counted(cases, "forecast")} of ${what} made with what was known then, ${countText(hits)} ${hits === 1 ? "was" : "were"} met at 85 % (interval ${shareText(interval[0])}–${shareText(interval[1])} %).`;
}

/** A share as whole percent, without the sign. */
export function shareText(share: number): string {
  return String(Math.round(share * 100));
}

const WHY_LEFT_OUT: Readonly<Record<LeftOutWhy, string>> = {
  "not over": "not over yet",
  outage: "outage",
  "no working day": "no working day",
  "too long ago": "too long ago",
};

/** What the past of a team is drawn from: `12 iterations; left out: Sprint 4 (outage: data centre move).` */
export function historyText({ samples, leftOut }: History): string {
  const told = leftOut.map(
    ({ name, why, reason }) => `${name} (${WHY_LEFT_OUT[why]}${reason === null ? "" : `: ${reason}`})`,
  );
  const thin = sayable(samples.length, 1).thin ? ", too few for 85 %" : "";
  return `${counted(samples.length, "iteration")}${thin}${told.length === 0 ? "" : `; left out: ${told.join(", ")}`}.`;
}

/** What the forecast took otherwise than it stands in the backlog, or left out: a sentence each. */
export function saidSentences({ said }: Assembled): readonly string[] {
  const { isComplete, unmapped, broughtIn, unplanned, unseen, withoutWeekdays } = said;
  const sentences: string[] = [];
  if (!isComplete)
    sentences.push("Not everything could be read: what is missing is in no date, so dates may be too early.");
  if (unmapped.length > 0) {
    sentences.push(`${assets(unmapped)} in a state that is not mapped: all of the way is taken to lie ahead.`);
  }
  if (broughtIn.length > 0) {
    sentences.push(`${assets(broughtIn)} in no release, and waited for by one: counted with the first that waits.`);
  }
  if (unplanned.length > 0) sentences.push(`${assets(unplanned)} in no release: in none of these dates.`);
  if (unseen.length > 0) {
    sentences.push(
      `${counted(unseen.length, "item")} that assets wait for ${unseen.length === 1 ? "has" : "have"} no stage (${idsText(unseen)}): no date waits for ${unseen.length === 1 ? "it" : "them"}.`,
    );
  }
  for (const team of withoutWeekdays) {
    sentences.push(`The settings of ${teamText(team)} name no working day: Monday to Friday are taken.`);
  }
  return sentences;
}

function assets(ids: readonly number[]): string {
  return `${counted(ids.length, "asset")} ${ids.length === 1 ? "is" : "are"}`;
}

const MOST_IDS = 5;

function idsText(ids: readonly number[]): string {
  const shown = ids.slice(0, MOST_IDS).map((id) => `#${id}`);
  return `${shown.join(", ")}${ids.length > MOST_IDS ? ` and ${countText(ids.length - MOST_IDS)} more` : ""}`;
}
