import { refOf } from "../backlog/model";
import type { ReleaseId } from "../backlog/releases";
import type { StateReader } from "../backlog/states";
import { wordsOf } from "../backlog/words";
import { isDay } from "../day";
import { append } from "../group";
import { RELATED } from "../policy/presets";
import { BLOCKER_CODES, type UnrecognisedItem, type WaiverRequest } from "../readiness/report";
import type { Link } from "../snapshot";
import type { Day, Instant, WorkItem } from "../workItem";
import { closingOf } from "./closing";
import type { Ground } from "./ground";
import { isSame } from "./identity";
import { canBeWaived } from "./waivable";
import type { MarkedItem } from "./marks";

const DAY = 24 * 60 * 60 * 1000;

const CODES: ReadonlySet<string> = new Set(BLOCKER_CODES);
const UNTIL = { kind: "tag", prefix: "until:" } as const;

/** A waiver that somebody granted, whether it is still in force or not (E4). */
export interface Grant {
  readonly item: WorkItem;
  readonly at: Instant;
  /** Its last day; it dies at {@link end}, when that day is over (UTC). */
  readonly until: Day;
  readonly end: Instant;
  /** What it waives; `part` is a gate or the id of a piece of evidence, null for every one. */
  readonly waives: readonly { readonly code: string; readonly part: string | null }[];
}

/** Granted waivers by what they are linked to, and by the release that they name. */
export interface GrantIndex {
  readonly linkedTo: ReadonlyMap<number, readonly Grant[]>;
  readonly ofRelease: ReadonlyMap<ReleaseId, readonly Grant[]>;
  readonly unrecognised: readonly UnrecognisedItem[];
  /** Those that are asked for and not granted, in the order of their ids; releases by their folded keys. */
  readonly requests: readonly WaiverRequest[];
}

/** Finds the waivers that were granted: finished, by another person than their creator, and saying what and until when. */
export function grantsOf(
  marked: Iterable<MarkedItem>,
  links: readonly Link[],
  ground: Ground,
  states: StateReader,
  now: Instant,
): GrantIndex {
  const grants = new Map<number, Grant>();
  const ofRelease = new Map<ReleaseId, Grant[]>();
  const unrecognised: UnrecognisedItem[] = [];
  const asked = new Map<number, { readonly item: WorkItem; readonly waives: Grant["waives"] }>();
  for (const { item, marks } of marked) {
    const waives = marks.flatMap((mark) => (mark.kind === "waiver" ? [mark] : []));
    if (waives.length === 0) continue;
    if (states.isOpen(item)) asked.set(item.id, { item, waives });
    if (!states.isFinished(item)) continue;
    const grant = grantOf(item, waives, now);
    if (typeof grant === "string") {
      unrecognised.push({ item: refOf(item), reason: grant });
      continue;
    }
    grants.set(item.id, grant);
    for (const release of ground.releasesOf(item)) append(ofRelease, release, grant);
  }

  const linkedTo = new Map<number, Grant[]>();
  const add = (waiver: number, target: number) => {
    const grant = grants.get(waiver);
    // A link without direction may have come twice.
    if (grant !== undefined && linkedTo.get(target)?.includes(grant) !== true) append(linkedTo, target, grant);
  };
  const about = new Map<number, Set<number>>();
  if (grants.size > 0 || asked.size > 0) {
    for (const { type, source, target } of links) {
      if (type !== RELATED) continue;
      add(source, target);
      add(target, source);
      if (asked.has(source)) about.set(source, (about.get(source) ?? new Set<number>()).add(target));
      if (asked.has(target)) about.set(target, (about.get(target) ?? new Set<number>()).add(source));
    }
  }
  const requests = [...asked.values()]
    .sort((a, b) => a.item.id - b.item.id)
    .map(({ item, waives }) => ({
      item: refOf(item),
      askedBy: item.createdBy,
      waives: waives.map(({ code, part }) => ({ code, part })),
      about: [...(about.get(item.id) ?? [])].sort((a, b) => a - b),
      releases: ground.releasesOf(item),
    }));
  return { linkedTo, ofRelease, unrecognised, requests };
}

/** The grant, or why there is none. */
function grantOf(item: WorkItem, waives: Grant["waives"], now: Instant): Grant | string {
  const wrong = waives.find(({ code }) => !CODES.has(code));
  if (wrong !== undefined) return `a waiver of ${wrong.code || "nothing"}, which is no code of a blocker`;
  const never = waives.find(({ code }) => !canBeWaived(code));
  if (never !== undefined) return `a waiver of ${never.code}, which cannot be waived`;
  const days = wordsOf(item, UNTIL);
  const [until] = days;
  if (until === undefined) return "a waiver without a tag until:YYYY-MM-DD";
  const bad = days.find((day) => !isDay(day));
  if (bad !== undefined) return `a waiver until "${bad}", which is no day such as 2026-12-31`;
  const { createdBy, closedBy } = item;
  if (createdBy === null || closedBy === null) return "a waiver of which is not known who made and who closed it";
  if (isSame(createdBy, closedBy)) return "a waiver closed by who made it, which grants nothing";
  const { at, fault } = closingOf(item, now);
  if (at === null) return `a waiver that does not count: ${fault}`;
  return { item, at, until, end: Date.parse(`${until}T00:00:00Z`) + DAY, waives };
}
