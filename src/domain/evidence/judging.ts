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
 * Judges the evidence items of one rule and place (E1–E3). Of several that are finished the one closed last counts; one
 * that was made after that asks anew. `items` may be empty: evidence that the policy requires and nobody has put there.
 */
export function judgeEvidence(
  rule: EvidenceRule,
  items: readonly WorkItem[],
  covered: Covered,
  covers: WorkItem | null,
  context: JudgingContext,
): JudgedEvidence {
  const { given, asking } = standingOf(items, context);
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
  const { item, at } = given;
  const until = rule.validDays === null ? null : at + rule.validDays * DAY;
  const { state, reason, since, unread = [] } = outcomeOf(rule, item, at, until, covered, context);
  return {
    status: { ...status, state, item: refOf(item), by: item.closedBy, at, until, reason },
    since,
    item,
    covers,
    unread,
  };
}

const NOBODY: Outcome = { state: "missing", reason: "nobody has been asked for it yet", since: SINCE_UNKNOWN };

/** The finished item that counts, and the one that asks anew, if any does; of items alike the latest, then the highest id. */
function standingOf(
  items: readonly WorkItem[],
  { states, now }: JudgingContext,
): { given: { item: WorkItem; at: Instant } | null; asking: WorkItem | null } {
  let given: { item: WorkItem; at: Instant } | null = null;
  const open: WorkItem[] = [];
  for (const item of items) {
    const { at } = states.isFinished(item) ? closingOf(item, now) : { at: null };
    if (at === null) open.push(item);
    else if (given === null || at > given.at || (at === given.at && item.id > given.item.id)) given = { item, at };
  }
  const asking = open
    .filter(({ createdDate }) => given === null || createdDate > given.at)
    .sort((a, b) => b.createdDate - a.createdDate || b.id - a.id);
  return { given, asking: asking[0] ?? null };
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
  const reason = `given on ${on}; what changed since stands in the history of ${counted(fresh.unread.length, "work item")}, which was not read`;
  return { state: "unproven", reason, since, unread: fresh.unread };
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
