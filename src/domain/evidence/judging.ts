import { type Asset, refOf } from "../backlog/model";
import { dayOf } from "../backlog/releases";
import type { StateReader } from "../backlog/states";
import type { StageHistory } from "../history/stageHistory";
import type { EvidenceRule, PromotionModel } from "../policy/policy";
import { SINCE_UNKNOWN } from "../readiness/blockers";
import type { EvidenceState, EvidenceStatus, Since } from "../readiness/report";
import { counted } from "../text";
import type { Identity, Instant, WorkItem } from "../workItem";
import { closingOf } from "./closing";
import { freshSince } from "./freshness";
import type { Covered } from "./ground";
import { isSame } from "./identity";

const DAY = 24 * 60 * 60 * 1000;

/** What judging evidence needs to know of the world. */
export interface JudgingContext {
  readonly states: StateReader;
  readonly history: StageHistory;
  readonly modelOf: (asset: Asset) => PromotionModel;
  readonly now: Instant;
}

/** How a piece of evidence stands, with what a blocker says besides. */
export interface JudgedEvidence {
  readonly status: EvidenceStatus;
  readonly since: Since;
  /** The evidence item that counts or is asked for; null where there is none. */
  readonly item: WorkItem | null;
  /** The asset or workload that it covers; null for a release. */
  readonly covers: WorkItem | null;
  /** Work items whose history would tell what is unproven; none where that hangs on a state that is not mapped (M4). */
  readonly unread: readonly number[];
}

interface Outcome {
  readonly state: EvidenceState;
  readonly reason: string;
  readonly since: Since;
  readonly unread?: readonly number[];
}

/**
 * Judges the evidence items of one rule and place (E1–E3). Of several the one closed last counts: where that was closed as not
 * done (M6), what was given before is taken back. One that was made after that, or given after that and opened again, asks
 * anew. `items` may be empty: evidence that the policy requires and nobody has put there.
 */
export function judgeEvidence(
  rule: EvidenceRule,
  items: readonly WorkItem[],
  covered: Covered,
  covers: WorkItem | null,
  context: JudgingContext,
): JudgedEvidence {
  const { given, refused, asking, unread: opened } = standingOf(items, context);
  const { id, title, attests } = rule;
  const status = { id, title, attests, covers: covers === null ? null : refOf(covers) };

  if (asking !== null || given === null) {
    const { state, reason, since } = asking === null ? NOBODY : unanswered(asking, context);
    const item = asking === null ? null : refOf(asking);
    return {
      status: { ...status, state, item, by: null, at: null, until: null, reason },
      since,
      item: asking,
      covers,
      unread: [],
    };
  }
  const { item, at } = refused ?? given;
  const until = rule.validDays === null || refused !== null ? null : at + rule.validDays * DAY;
  const outcome =
    refused === null
      ? withOpened(outcomeOf(rule, item, at, until, covered, context), opened)
      : takenBack(refused, given.at, context);
  const { state, reason, since, unread = [] } = outcome;
  return {
    status: { ...status, state, item: refOf(item), by: item.closedBy, at, until, reason },
    since,
    item,
    covers,
    unread,
  };
}

const NOBODY: Outcome = { state: "missing", reason: "nobody has been asked for it yet", since: SINCE_UNKNOWN };

/** An item that was closed, and when (UTC). */
interface Closed {
  readonly item: WorkItem;
  readonly at: Instant;
}

/** What the items of one rule and place come to; of items alike the latest, then the highest id. */
interface Standing {
  /** The finished item that was closed last. */
  readonly given: Closed | null;
  /** What was closed as not done after that. */
  readonly refused: Closed | null;
  /** What asks anew. */
  readonly asking: WorkItem | null;
  /** Open items of which only their history tells whether they had been given since, and ask anew. */
  readonly unread: readonly number[];
}

function standingOf(items: readonly WorkItem[], { states, history, now }: JudgingContext): Standing {
  let given: Closed | null = null;
  let notDone: Closed | null = null;
  const open: WorkItem[] = [];
  for (const item of items) {
    const isNotDone = states.notDoneReason(item) !== null;
    const { at } = isNotDone || states.isFinished(item) ? closingOf(item, now) : { at: null };
    if (at === null) {
      if (!isNotDone) open.push(item);
    } else if (isNotDone) notDone = later(notDone, { item, at });
    else given = later(given, { item, at });
  }
  const since = given?.at ?? -Infinity;
  const unread: number[] = [];
  const asking = open.filter((item) => {
    if (item.createdDate > since) return true;
    // What was closed at a time that can't be does not push aside what was given before (§9).
    if (!states.isOpen(item)) return false;
    const wasGiven = history.cameToBe(item, states.isFinished, since);
    if (wasGiven === "unread") unread.push(item.id);
    return wasGiven === true;
  });
  asking.sort((a, b) => b.createdDate - a.createdDate || b.id - a.id);
  const refused = given !== null && notDone !== null && notDone.at >= given.at ? notDone : null;
  return { given, refused, asking: asking[0] ?? null, unread };
}

function later(a: Closed | null, b: Closed): Closed {
  return a === null || b.at > a.at || (b.at === a.at && b.item.id > a.item.id) ? b : a;
}

function takenBack({ item, at }: Closed, givenAt: Instant, { states }: JudgingContext): Outcome {
  const basis = `closed as ${states.notDoneReason(item) ?? item.reason}`;
  const reason = `${item.title} was ${basis} on ${dayOf(at)}, after it had been given on ${dayOf(givenAt)}`;
  return { state: "stale", reason, since: { date: at, basis } };
}

/** What is certain comes before what a history would tell. */
function withOpened(outcome: Outcome, opened: readonly number[]): Outcome {
  if (opened.length === 0 || (outcome.state !== "given" && outcome.state !== "unproven")) return outcome;
  const isUnmapped = outcome.state === "unproven" && outcome.unread === undefined;
  if (isUnmapped) return outcome;
  const unread = [...new Set([...(outcome.unread ?? []), ...opened])];
  return { ...outcome, state: "unproven", reason: unreadReason(outcome.since.date, unread), unread };
}

/** An item that is open; or finished at a time that cannot be (§9), which answers nothing. */
function unanswered(item: WorkItem, { states, now }: JudgingContext): Outcome {
  if (states.isFinished(item)) {
    return { state: "stale", reason: closingOf(item, now).fault ?? "", since: SINCE_UNKNOWN };
  }
  const basis = `in state ${item.state}`;
  return {
    state: "missing",
    reason: `asked for, and ${basis}`,
    since: { date: item.stateChangeDate ?? item.createdDate, basis },
  };
}

function outcomeOf(
  rule: EvidenceRule,
  item: WorkItem,
  at: Instant,
  until: Instant | null,
  covered: Covered,
  { history, modelOf, now }: JudgingContext,
): Outcome {
  const on = dayOf(at);
  const self = rule.isIndependent ? dependenceOf(item.closedBy, covered.assets) : null;
  if (self !== null) {
    return { state: "self", reason: self, since: { date: at, basis: "closed" } };
  }
  if (until !== null && until < now) {
    const reason = `given on ${on}, and good for ${counted(rule.validDays ?? 0, "day")}`;
    return { state: "stale", reason, since: { date: until, basis: "it ran out" } };
  }
  // What no gate asks for speaks of what stays where it is, and of no stage (D6).
  const fresh = rule.gate === null ? HOLDS : freshSince(rule.attests, modelOf, covered, at, history);
  if (fresh.kind === "void") return { state: "stale", ...fresh.fault };
  const since: Since = { date: at, basis: "closed" };
  if (fresh.kind === "holds") return { state: "given", reason: `given on ${on}`, since };
  if (fresh.kind === "unmapped") return { state: "unproven", reason: fresh.reason, since };
  return { state: "unproven", reason: unreadReason(at, fresh.unread), since, unread: fresh.unread };
}

function unreadReason(at: Instant | null, { length }: readonly number[]): string {
  const given = at === null ? "given" : `given on ${dayOf(at)}`;
  return `${given}; what changed since stands in the history of ${counted(length, "work item")}, which was not read`;
}

const HOLDS = { kind: "holds" } as const;

/** Why a closing is not independent (E3): by the assignee of what is covered, or by nobody knows whom; null where it is. */
function dependenceOf(closedBy: Identity | null, assets: readonly Asset[]): string | null {
  for (const { item } of assets) {
    if (item.assignedTo === null) continue;
    if (closedBy === null) return `Azure Boards does not say who closed it: it might be the assignee of ${item.title}`;
    if (isSame(closedBy, item.assignedTo)) return `closed by ${closedBy.displayName}, who is assigned to ${item.title}`;
  }
  return null;
}
