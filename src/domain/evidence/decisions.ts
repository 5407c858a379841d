import { refOf } from "../backlog/model";
import type { ReleaseId } from "../backlog/releases";
import type { StateReader } from "../backlog/states";
import { append } from "../group";
import type { Decision, UnrecognisedItem } from "../readiness/report";
import type { Instant, WorkItem } from "../workItem";
import { closingOf } from "./closing";
import type { Ground } from "./ground";
import type { MarkedItem } from "./marks";

/** Decisions by the release that they are about, the latest first (E5). */
export interface DecisionIndex {
  readonly of: ReadonlyMap<ReleaseId, readonly Decision[]>;
  readonly unrecognised: readonly UnrecognisedItem[];
}

/** Finds the decisions that were taken: closed, at a time that can be (§9), and about a release that they name. */
export function decisionsOf(
  marked: Iterable<MarkedItem>,
  ground: Ground,
  states: StateReader,
  now: Instant,
): DecisionIndex {
  const of = new Map<ReleaseId, Decision[]>();
  const unrecognised: UnrecognisedItem[] = [];
  for (const { item, marks } of marked) {
    const words = marks.flatMap((mark) => (mark.kind === "decision" ? [mark.word] : []));
    if (words.length === 0 || !states.isFinished(item)) continue;
    const decided = decisionOf(item, words, now);
    const releases = ground.releasesOf(item);
    if (typeof decided === "string") unrecognised.push({ item: refOf(item), reason: decided });
    else if (releases.length === 0)
      unrecognised.push({ item: refOf(item), reason: "a decision that names no release" });
    else for (const release of releases) append(of, release, decided);
  }
  for (const decisions of of.values()) decisions.sort((a, b) => b.at - a.at || b.item.id - a.item.id);
  return { of, unrecognised };
}

function decisionOf(item: WorkItem, words: readonly string[], now: Instant): Decision | string {
  const [word] = words;
  if (words.length > 1 || (word !== "go" && word !== "no-go")) {
    return "a decision is tagged either decision:go or decision:no-go";
  }
  const { at, fault } = closingOf(item, now);
  if (at === null) return `a decision that does not count: ${fault}`;
  return { item: refOf(item), isGo: word === "go", by: item.closedBy, at };
}
