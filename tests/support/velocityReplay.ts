/**
 * What teams did in their iterations, told a second time: every change of every work item is played one after the other, as
 * forecasting.md §1 words it, without any of the product's code that reads the past. It knows policies whose stages come from
 * states and tags, and no others.
 */
import type { IterationRecord } from "../../src/domain/planning/velocity/record";
import type { Team } from "../../src/domain/planning/teams";
import type { Policy } from "../../src/domain/policy/policy";
import type { Snapshot } from "../../src/domain/snapshot";
import type { Revision } from "../../src/domain/workItem";

const DAY = 86_400_000;
const RUNGS = ["Pending", "Assessed", "Replicating", "Replicated", "Staged", "InTest", "Accepted", "Promoted"];

/** An asset at a moment. `rung` is null where its state is not mapped. */
interface Then {
  readonly isIn: boolean;
  readonly rung: number | null;
  readonly team: string | null;
  readonly path: string;
  readonly releases: readonly string[];
  readonly effort: number | null;
  readonly tags: readonly string[];
  readonly parent: number | null;
}

/** How each asset was at every moment at which anything changed, by its id. */
export type Film = ReadonlyMap<number, readonly Frame[]>;
type Frame = readonly [time: number, then: Then | null];

/** One iteration of a team, by ids in ascending order. */
export interface Replayed {
  readonly team: string;
  readonly path: string;
  readonly how: "tag" | "start" | null;
  readonly committed: readonly number[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly delivered: readonly number[];
  readonly deliveredEffort: number;
  readonly carriedOver: readonly number[];
  readonly reopened: readonly number[];
  readonly scopeIn: readonly number[];
  readonly scopeOut: readonly number[];
  readonly promoted: readonly number[];
}

/** The past of a snapshot with all of its histories, moment by moment. */
export function film(snapshot: Snapshot, policy: Policy, teams: readonly Team[]): Film {
  if (policy.signals.some(({ kind }) => kind !== "tag")) throw new Error("This replay knows no signals but tags.");
  const titles = new Map([...snapshot.workItems, ...snapshot.deleted].map(({ id, title }) => [id, title]));
  const there = new Map(snapshot.workItems.map((item) => [item.id, item]));
  const ends = new Map(
    snapshot.histories
      .filter(({ id }) => !there.has(id))
      .map(({ id }) => [id, snapshot.deleted.find((item) => item.id === id)?.deletedDate ?? snapshot.asOf]),
  );
  const histories = new Map(
    snapshot.histories.map(({ id, revisions }) => [id, [...revisions].sort((a, b) => a.rev - b.rev)]),
  );
  // Tasks and the like move nothing here, and a moment more costs a look at every asset.
  const types = [...policy.assets.types, ...policy.workloads.types];
  const moving = snapshot.histories.filter(({ revisions }) => revisions.some(({ type }) => types.includes(type)));
  const changes = moving.flatMap(({ revisions }) => revisions.map(({ changedDate }) => changedDate));
  const moments = [...new Set([...changes, ...ends.values()])].sort((a, b) => a - b);

  const revisionAt = (id: number, time: number): Revision | null => {
    if (time >= (ends.get(id) ?? Infinity)) return null;
    const last = (histories.get(id) ?? []).findLast(({ changedDate }) => changedDate <= time) ?? null;
    const item = there.get(id);
    // A change of the parent makes no revision: since the last one it is as it is now.
    return last !== null && item !== undefined && item.rev === last.rev ? { ...last, parent: item.parent } : last;
  };
  const words = (revision: Revision, prefix: string): string[] =>
    revision.tags.flatMap((tag) =>
      tag.toLowerCase().startsWith(prefix) ? [tag.slice(prefix.length).trim().toLowerCase()] : [],
    );
  const releasesOf = (revision: Revision): string[] => {
    const { source } = policy.releases;
    return source.kind === "tag" ? words(revision, source.prefix.toLowerCase()) : [];
  };
  const isAsset = (revision: Revision): boolean => {
    const tags = revision.tags.map((tag) => tag.toLowerCase());
    const { types, when, phaseTitles, includeTag, excludeTag } = policy.assets;
    if (!types.includes(revision.type) || tags.includes(excludeTag)) return false;
    if (tags.includes(includeTag)) return true;
    const isKind = when.every((one) => {
      if (one.kind !== "tag") throw new Error("This replay knows no conditions but tags.");
      return tags.some((tag) => tag.startsWith(one.tag.replace("*", "")) && tag.length >= one.tag.length - 1);
    });
    return isKind && !phaseTitles.includes(titles.get(revision.id) ?? "");
  };
  const workloadOf = (revision: Revision, time: number): Revision | null => {
    for (let parent = revision.parent; parent !== null;) {
      const above = revisionAt(parent, time);
      if (above === null) return null;
      if (policy.workloads.types.includes(above.type)) return above;
      parent = above.parent;
    }
    return null;
  };
  const teamOf = (area: string): string | null => {
    let best: { readonly name: string; readonly length: number } | null = null;
    for (const { name, areas } of teams) {
      for (const { path, includesChildren } of areas) {
        if (area !== path && !(includesChildren && area.startsWith(`${path}\\`))) continue;
        if (best === null || path.length > best.length) best = { name, length: path.length };
      }
    }
    return best?.name ?? null;
  };
  const modelOf = (releases: readonly string[]): string => {
    const order = (name: string) =>
      policy.releases.settings.find(({ key }) => key.toLowerCase() === name)?.targetDate ?? "9";
    const [first] = [...releases].sort((a, b) => (order(a) + a < order(b) + b ? -1 : 1));
    const settings = policy.releases.settings.find(({ key }) => key.toLowerCase() === first);
    return settings?.model ?? policy.releases.defaultModel;
  };
  const thenOf = (revision: Revision, time: number): Then => {
    const workload = workloadOf(revision, time);
    const own = releasesOf(revision);
    const releases =
      own.length === 0 && workload !== null && policy.releases.assetsFollowWorkload ? releasesOf(workload) : own;
    const category = snapshot.types
      .find(({ name }) => name === revision.type)
      ?.states.find(({ name }) => name === revision.state)?.category;
    const strategies = words(revision, policy.strategy.kind === "tag" ? policy.strategy.prefix : "\n");
    const isStaying = strategies.length > 0 && strategies.every((word) => word === "retire" || word === "retain");
    const isCut = category === "Completed" && policy.notDoneReasons.includes(revision.reason);
    const row = policy.stateTable.find(({ type, state }) => type === revision.type && state === revision.state);
    let rung = row === undefined ? null : RUNGS.indexOf(row.stage);
    for (const signal of [...policy.signals].sort((a, b) => RUNGS.indexOf(a.stage) - RUNGS.indexOf(b.stage))) {
      const target = RUNGS.indexOf(signal.stage);
      const asked = modelOf(releases) === "staged" ? [3, 4, 6] : [3];
      const needs = asked.filter((milestone) => milestone < target).at(-1) ?? 0;
      const isSet = signal.kind === "tag" && revision.tags.includes(signal.tag);
      if (rung !== null && isSet && rung >= needs && target > rung) rung = target;
    }
    return {
      isIn: isAsset(revision) && category !== "Removed" && !isStaying && !isCut,
      rung,
      team: teamOf(revision.areaPath),
      path: revision.iterationPath,
      releases,
      effort: revision.effort,
      tags: isAsset(revision) ? revision.tags : [],
      parent: revision.parent,
    };
  };

  const frames = new Map<number, readonly Frame[]>();
  for (const { id, revisions } of snapshot.histories) {
    if (!revisions.some(isAsset)) continue;
    frames.set(
      id,
      moments.map((time): Frame => {
        const revision = revisionAt(id, time);
        return [time, revision === null ? null : thenOf(revision, time)];
      }),
    );
  }
  // Only where something is different: what is played many times is short.
  return new Map(
    [...lowered(frames)].map(([id, frame]) => {
      const told = frame.map(([, then]) => JSON.stringify(then));
      return [id, frame.filter((_, index) => index === 0 || told[index] !== told[index - 1])];
    }),
  );
}

/** An asset is no further than what is in scope and nested below it (readiness.md §9). */
function lowered(frames: Film): Film {
  const floorOf = (id: number, moment: number, above: readonly number[]): number | null => {
    const own = frames.get(id)?.[moment]?.[1] ?? null;
    const rungs = own?.isIn === true && own.rung !== null ? [own.rung] : [];
    for (const [child, frame] of frames) {
      if (frame[moment]?.[1]?.parent !== id || above.includes(child)) continue;
      const inner = floorOf(child, moment, [...above, id]);
      if (inner !== null) rungs.push(inner);
    }
    return rungs.length === 0 ? null : Math.min(...rungs);
  };
  const parents = new Set([...frames.values()].flatMap((frame) => frame.map(([, then]) => then?.parent ?? null)));
  return new Map(
    [...frames].map(([id, frame]) => {
      if (!parents.has(id)) return [id, frame];
      return [
        id,
        frame.map(([at, then], moment): Frame => {
          const isRung = then !== null && then.isIn && then.rung !== null;
          return [at, isRung ? { ...then, rung: floorOf(id, moment, []) } : then];
        }),
      ];
    }),
  );
}

/** A record in the words of the replay. */
export function toldAsReplay(record: IterationRecord): Replayed {
  return {
    team: record.team,
    path: record.path,
    how: record.commitment?.how ?? null,
    committed: record.committed.ids,
    added: record.added.ids,
    removed: record.removed.ids,
    delivered: record.delivered.ids,
    deliveredEffort: record.delivered.effort,
    carriedOver: record.carriedOver.ids,
    reopened: record.reopened.ids,
    scopeIn: record.scopeIn.ids,
    scopeOut: record.scopeOut.ids,
    promoted: record.reached.Promoted.ids,
  };
}

/** Plays the past of each team's iterations that have begun; `frames` are those of {@link film}. */
export function replay(frames: Film, policy: Policy, teams: readonly Team[], now: number): Replayed[] {
  const floor = RUNGS.indexOf(policy.planning.doneStage);
  return [...teams]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((team) =>
      team.iterations.flatMap(({ path, dates }) => {
        if (dates === null || Date.parse(dates.firstDay) > now) return [];
        const start = Date.parse(dates.firstDay);
        const end = Math.min(Date.parse(dates.lastDay) + DAY, now + 1);
        return [replayOne(frames, team.name, path, start, end, now, Date.parse(dates.lastDay) + DAY, policy, floor)];
      }),
    );
}

function replayOne(
  frames: Film,
  team: string,
  path: string,
  start: number,
  end: number,
  now: number,
  lastMoment: number,
  policy: Policy,
  floor: number,
): Replayed {
  const prefix = `${policy.planning.commitmentTag}${path.split("\\").slice(1).join("/")}@`;
  const isDone = (then: Then | null, rung = floor) =>
    then !== null && then.isIn && then.rung !== null && then.rung >= rung;
  const isUndone = (then: Then | null, rung = floor) =>
    then !== null && then.isIn && (then.rung === null || then.rung < rung);
  const isHere = (then: Then | null) => then !== null && then.isIn && then.team === team && then.path === path;
  const isPlanned = (then: Then | null) =>
    then !== null &&
    then.isIn &&
    then.team === team &&
    (then.releases.length > 0 || policy.releases.source.kind === "none");
  const lastBefore = (frame: readonly Frame[], time: number): Then | null => {
    let last: Then | null = null;
    for (const [at, then] of frame) if (at < time) last = then;
    return last;
  };

  // Which commitment counts: the last one whose tag anything of the team carries in the end.
  let tag: string | null = null;
  for (const frame of frames.values()) {
    const then = lastBefore(frame, end);
    if (then === null || then.team !== team) continue;
    for (const one of then.tags) if (one.startsWith(prefix) && (tag === null || one > tag)) tag = one;
  }
  const graceEnd = Math.min(start + (policy.planning.graceDays + 1) * DAY, lastMoment);
  const isOpenYet = tag === null && now < graceEnd && now < lastMoment;
  const since = tag === null ? graceEnd : Math.min(Date.parse(tag.slice(prefix.length)), end);

  const lists: Record<
    "committed" | "added" | "removed" | "delivered" | "open" | "reopened" | "in" | "out" | "promoted",
    number[]
  > = { committed: [], added: [], removed: [], delivered: [], open: [], reopened: [], in: [], out: [], promoted: [] };
  let deliveredEffort = 0;
  for (const [id, frame] of [...frames].sort(([a], [b]) => a - b)) {
    const first = lastBefore(frame, start);
    const last = lastBefore(frame, end);

    const deliveredAt = (rung: number): boolean => {
      let entry: { readonly at: number; readonly team: string | null } | null = null;
      let before: Then | null = null;
      for (const [at, then] of frame) {
        if (at >= end) break;
        if (isUndone(before, rung) && isDone(then, rung)) entry = { at, team: then?.team ?? null };
        before = then;
      }
      return entry !== null && entry.at >= start && entry.team === team && isDone(last, rung);
    };
    const delivered = deliveredAt(floor);
    if (delivered) {
      lists.delivered.push(id);
      deliveredEffort += last?.effort ?? 0;
    }
    if (deliveredAt(7)) lists.promoted.push(id);

    let inAccount = false;
    let reopenedBy: string | null | undefined;
    for (const [at, then] of frame) {
      if (at >= end) break;
      if (at < start && then?.isIn === true) inAccount = isDone(then);
      if (at >= start && inAccount && reopenedBy === undefined && isUndone(then)) reopenedBy = then?.team ?? null;
    }
    const reopened = reopenedBy === team;
    if (reopened) lists.reopened.push(id);

    const isNew = isPlanned(last) && !isPlanned(first) && !reopened;
    if (isNew && (delivered || !isDone(last))) lists.in.push(id);
    if (isPlanned(first) && !isPlanned(last) && !isDone(first) && !isDone(last)) lists.out.push(id);

    if (isHere(last) && !isDone(last)) lists.open.push(id);
    if (isOpenYet) continue;
    const begin = lastBefore(frame, since);
    const carried = frame.some(([at, then]) => {
      return at < end && then !== null && then.isIn && then.team === team && tag !== null && then.tags.includes(tag);
    });
    const isCommitted = tag === null ? isHere(begin) && !isDone(begin) : carried;
    let came = false;
    let before: Then | null = null;
    for (const [at, then] of frame) {
      if (at >= end) break;
      if (at >= since && isHere(then) && !isHere(before)) came = true;
      before = then;
    }
    const isDoneBefore = isHere(begin) && isDone(begin);
    const isAdded = !isCommitted && !isDoneBefore && (came || (isHere(begin) && isHere(last)));
    if (isCommitted) lists.committed.push(id);
    if (isAdded) lists.added.push(id);
    if ((isCommitted || isAdded) && !isHere(last)) lists.removed.push(id);
  }
  return {
    team,
    path,
    how: isOpenYet ? null : tag === null ? "start" : "tag",
    committed: lists.committed,
    added: lists.added,
    removed: lists.removed,
    delivered: lists.delivered,
    deliveredEffort: Math.round(deliveredEffort * 1e6) / 1e6,
    carriedOver: lists.open,
    reopened: lists.reopened,
    scopeIn: lists.in,
    scopeOut: lists.out,
    promoted: lists.promoted,
  };
}
