import type { Asset } from "../backlog/model";
import { dayOf } from "../backlog/releases";
import type { Drop, StageHistory } from "../history/stageHistory";
import type { Attests, PromotionModel } from "../policy/policy";
import { STAGE_NAMES } from "../readiness/blockers";
import type { Since } from "../readiness/report";
import { isAtLeast, isOnLadder, type Stage } from "../readiness/stage";
import type { Instant } from "../workItem";
import type { Covered } from "./ground";

/** Something that makes void what was said of an asset, in words and with its date. */
export interface Fault {
  readonly reason: string;
  readonly since: Since;
}

/** Whether what was said at a time still holds. `unread` are the work items whose history would tell. */
export type Freshness =
  | { readonly kind: "holds" }
  | { readonly kind: "void"; readonly fault: Fault }
  | { readonly kind: "unread"; readonly unread: readonly number[] };

/** An asset was in a state that is not mapped (M4): no history would tell whether it had the stage. */
export interface Unmapped {
  readonly kind: "unmapped";
  readonly reason: string;
}

/** The stage that what it covers must have had when it was given (E2); a single-step release asks Replicated alone (G4). */
const ATTESTED: Readonly<Record<PromotionModel, Readonly<Record<Attests, Stage>>>> = {
  staged: { proof: "Replicated", test: "Staged", signOff: "Accepted" },
  "single-step": { proof: "Replicated", test: "Replicated", signOff: "Replicated" },
};

/** Whether the stage of nothing covered has dropped since `time` (E2, E4). */
export function droppedSince(covered: Covered, time: Instant, history: StageHistory): Freshness {
  return firstFault(covered, time, history, (asset) => {
    const drop = history.droppedSince(asset.item.id, time);
    return drop === null || drop === "unread" ? NO_FAULT : dropFault(asset, drop);
  });
}

/**
 * Whether evidence given at `time` still says of everything covered what it attests (E2): each asset had the stage by then,
 * none has dropped since and, for sign-offs, none has joined since. That one was moved here from elsewhere, or taken out of
 * retirement, stands in the history of each that has changed since. What leaves no revision is not told: a link alone to
 * another parent, while nothing else of the asset changes.
 */
export function freshSince(
  attests: Attests,
  modelOf: (asset: Asset) => PromotionModel,
  covered: Covered,
  time: Instant,
  history: StageHistory,
): Freshness | Unmapped {
  const unmapped: string[] = [];
  const fresh = firstFault(covered, time, history, (asset) => {
    const { id, title } = asset.item;
    const joined = attests === "signOff" ? joinedSince(asset, covered, time, history) : null;
    if (joined !== null && joined !== "unread") {
      return { reason: `${title} joined on ${dayOf(joined)}, after it`, since: { date: joined, basis: "joined" } };
    }
    const stage = history.stageAt(id, time);
    const asked = ATTESTED[modelOf(asset)][attests];
    const unread = joined === "unread" ? [id] : [];
    if (stage === "unread") return { unread };
    if (stage === "Unknown") {
      unmapped.push(
        `${title} was in a state that is not mapped when it was given, and had to be ${STAGE_NAMES[asked]}`,
      );
    } else if (stage === "absent" || !isAtLeast(stage, asked)) {
      const was = stage === "absent" ? "not there yet" : isOnLadder(stage) ? STAGE_NAMES[stage] : stage.toLowerCase();
      return {
        reason: `${title} was ${was} when it was given, and had to be ${STAGE_NAMES[asked]}`,
        since: { date: time, basis: "given too early" },
      };
    }
    const drop = history.droppedSince(id, time);
    return drop === null || drop === "unread" ? { unread } : dropFault(asset, drop);
  });
  // What is certain, and what a history would tell, comes first.
  const [reason] = unmapped;
  return fresh.kind === "holds" && reason !== undefined ? { kind: "unmapped", reason } : fresh;
}

/** What has no fault, as far as is known; `unread` besides what would tell of a drop. */
interface Unread {
  readonly unread: readonly number[];
}
const NO_FAULT: Unread = { unread: [] };

/** A fault that is certain comes before what is unread: no history would take it back. */
function firstFault(
  { assets }: Covered,
  time: Instant,
  history: StageHistory,
  faultOf: (asset: Asset) => Fault | Unread,
): Freshness {
  const unread = new Set<number>();
  for (const asset of assets) {
    const fault = faultOf(asset);
    if ("reason" in fault) return { kind: "void", fault };
    for (const id of fault.unread) unread.add(id);
    if (history.droppedSince(asset.item.id, time) === "unread") {
      for (const id of history.unreadSince(asset.item.id, time)) unread.add(id);
    }
  }
  return unread.size === 0 ? { kind: "holds" } : { kind: "unread", unread: [...unread] };
}

function dropFault({ item }: Asset, { at, from, to }: Drop): Fault {
  const what = `dropped from ${STAGE_NAMES[from]} to ${STAGE_NAMES[to]}`;
  return { reason: `${item.title} ${what} on ${dayOf(at)}, after it`, since: { date: at, basis: what } };
}

/** When an asset joined what is covered after `time` (UTC); null where it was there, `unread` where only its history tells. */
function joinedSince(
  { item }: Asset,
  { holds }: Covered,
  time: Instant,
  history: StageHistory,
): Instant | null | "unread" {
  if (item.createdDate > time) return item.createdDate;
  const wasThere = (at: Instant): boolean | "unread" => {
    const then = history.itemAt(item.id, at);
    if (then === "unread") return then;
    if (then === item) return true;
    return then !== null && holds(then) && history.stageAt(item.id, at) !== "Excluded";
  };
  const was = wasThere(time);
  if (was !== false) return was === true ? null : was;
  return history.changesAfter(item.id, time).find((at) => wasThere(at) === true) ?? item.changedDate;
}
