import type { Asset, Backlog, PlacedWorkload, Workload } from "../backlog/model";
import type { Policy } from "../policy/policy";
import { type StageReader, stageReader } from "../readiness/assetStage";
import { type AssetReading, withoutOthers } from "../readiness/assetStages";
import { type AssetStage, isOnLadder, rankOf, type Stage } from "../readiness/stage";
import type { Snapshot } from "../snapshot";
import type { Instant, WorkItem } from "../workItem";
import { type DecidingFacts, decidingFacts } from "./decidingFacts";
import { exclusionOf } from "./exclusion";
import { type Past, pastOf } from "./past";

/** A stage that was lost: when (UTC), and between which rungs. */
export interface Drop {
  readonly at: Instant;
  readonly from: Stage;
  readonly to: Stage;
}

/** What an asset was at a time: a stage, `absent` before it was made, `unread` where that stands in a history that is not there. */
export type PastStage = AssetStage | "absent" | "unread";

/** One stage of an asset, from `at` (UTC) until the next one; `absent` before it was made. */
export interface StageStep {
  readonly at: Instant;
  readonly stage: AssetStage | "absent";
}

/** A stage with what it may have been. */
interface Step extends StageStep {
  /** The rung it may have stood on if dates told more (M5); null off the ladder. */
  readonly possible: Stage | null;
}

/** The stages of one asset as far back as they are known. */
interface Timeline {
  /** Nothing is known of the time before it. */
  readonly from: Instant;
  readonly steps: readonly Step[];
  /** What decides the stage and has no history, or only the later part of one, with the time since which it is known. */
  readonly unread: readonly Quiet[];
}

interface Quiet {
  readonly id: number;
  readonly since: Instant;
}

/** What a workload's phases add to the timelines of its assets. */
interface Phases {
  readonly items: readonly WorkItem[];
  readonly times: readonly Instant[];
  readonly from: Instant;
  readonly unread: readonly Quiet[];
}

/**
 * The stages that assets had over time (E2, §8 STAGE_REGRESSED). Each is the asset's own stage, without the assets nested
 * below it, by today's policy (T3). Where a history is there it tells; where it is not, an item is known since its dates
 * say that nothing which decides a stage has changed: state changes alone where no tag, field or board column decides,
 * any change otherwise, and any change where its history was asked for and could not be read. A child task that has left
 * the asset since, or a title that was changed, leaves no trace.
 */
export class StageHistory {
  readonly #policy: Policy;
  readonly #backlog: Backlog;
  readonly #readings: ReadonlyMap<number, AssetReading>;
  readonly #histories: ReadonlyMap<number, Snapshot["histories"][number]>;
  readonly #isLost: (id: number) => boolean;
  readonly #read: StageReader;
  readonly #facts: DecidingFacts;
  readonly #pasts = new Map<number, Past | null>();
  readonly #timelines = new Map<number, Timeline>();
  readonly #phases = new Map<Workload, Phases>();
  #areParentsTold: boolean | null = null;

  /** `readings` are those of `readingsOf(backlog, policy)`. Nothing is worked out before it is asked for. */
  constructor(
    snapshot: Pick<Snapshot, "histories" | "losses">,
    backlog: Backlog,
    policy: Policy,
    readings: ReadonlyMap<number, AssetReading>,
  ) {
    this.#policy = policy;
    this.#backlog = backlog;
    this.#readings = readings;
    this.#histories = new Map(snapshot.histories.map((history) => [history.id, history]));
    const lost = snapshot.losses.flatMap((loss) => (loss.kind === "history" ? [loss.ids] : []));
    const ids = new Set(lost.flatMap((some) => some ?? []));
    this.#isLost = lost.includes(null) ? () => true : (id) => ids.has(id);
    this.#read = stageReader(policy, backlog.states);
    this.#facts = decidingFacts(policy);
  }

  /** The stage of an asset at `time`. Throws a `RangeError` where `asset` is none. */
  stageAt(asset: number, time: Instant): PastStage {
    if (this.#readingOf(asset).asset.item.createdDate > time) return "absent";
    const { from, steps } = this.#timelineOf(asset);
    if (time < from) return "unread";
    return stepAt(steps, time)?.stage ?? "absent";
  }

  /**
   * The first drop of an asset after `time`; null for none. Being out of scope for a while, or in a state that is not
   * mapped, is no drop by itself. Throws a `RangeError` where `asset` is none.
   */
  droppedSince(asset: number, time: Instant): Drop | null | "unread" {
    const { from, steps } = this.#timelineOf(asset);
    if (time < from && this.#readingOf(asset).asset.item.createdDate < from) return "unread";
    // Most assets have no history, hence one step: nothing to look for.
    return steps.length === 1 ? null : firstDrop(steps.slice(Math.max(0, indexAt(steps, time))));
  }

  /**
   * All stages of an asset, oldest first and at least one; before `from` nothing is known, −∞ where all of its past is. With
   * another place or model than the reading of today has, those that it had by these. Any work item may be asked about whose
   * reading the caller makes, one that is deleted or no asset today as well.
   */
  stagesOf(reading: AssetReading): { readonly from: Instant; readonly steps: readonly StageStep[] } {
    const { id } = reading.asset.item;
    return this.#readings.get(id) === reading ? this.#timelineOf(id) : this.#build(reading);
  }

  /** Ids of what has to be read to know the stages of an asset from `time` on: of itself, its tasks, its workload's phases. */
  unreadSince(asset: number, time: Instant): number[] {
    return this.#timelineOf(asset)
      .unread.filter(({ since }) => since > time)
      .map(({ id }) => id);
  }

  /**
   * The asset's own item as it was: null before it was made, `unread` where that is not known. Its parent is that of now where
   * no history names any parent at all: Azure DevOps then did not tell them.
   */
  itemAt(asset: number, time: Instant): WorkItem | null | "unread" {
    const { item } = this.#readingOf(asset).asset;
    if (item.createdDate > time) return null;
    if (item.changedDate <= time) return item;
    const past = this.#pastOf(item);
    if (past === null || time < past.knownFrom) return "unread";
    const then = past.at(time);
    return then === null || this.#tellsParents() ? then : { ...then, parent: item.parent };
  }

  /**
   * Whether a work item, asset or not, came to be so after `time`, whatever it is now; `unread` where only a history that is
   * not there tells. `isSo` may look at type, state and reason alone.
   */
  cameToBe(item: WorkItem, isSo: (item: WorkItem) => boolean, time: Instant): boolean | "unread" {
    if ((item.stateChangeDate ?? item.changedDate) <= time) return false;
    const past = this.#pastOf(item);
    if (past === null || time < past.knownFrom) return "unread";
    const isSoAt = (at: Instant): boolean => {
      const then = past.at(at);
      return then !== null && isSo(then);
    };
    let before = isSoAt(time);
    return past.changes
      .filter((at) => at > time)
      .some((at) => {
        const wasSo = before;
        before = isSoAt(at);
        return before && !wasSo;
      });
  }

  /** When the asset's own item changed after `time`, in order; nothing where its history is not there. */
  changesAfter(asset: number, time: Instant): readonly Instant[] {
    return (this.#pastOf(this.#readingOf(asset).asset.item)?.changes ?? []).filter((at) => at > time);
  }

  /**
   * Whether an asset stood on `floor` or above and stands below it now, by the histories that are there: the last time it
   * went below. Null where it did not, where it is out of scope or unmapped, and without history (§8 STAGE_REGRESSED).
   */
  regression(asset: number, floor: Stage): Drop | null {
    const { steps } = this.#timelineOf(asset);
    const last = steps.at(-1);
    if (last === undefined || !isBelow(last, floor)) return null;
    let to = last;
    for (const step of [...steps].reverse()) {
      if (isBelow(step, floor)) to = step;
      else if (step.stage !== "absent" && isOnLadder(step.stage) && rankOf(step.stage) >= rankOf(floor)) {
        return { at: to.at, from: step.stage, to: to.stage as Stage };
      }
    }
    return null;
  }

  #tellsParents(): boolean {
    return (this.#areParentsTold ??= [...this.#histories.values()].some(({ revisions }) =>
      revisions.some(({ parent }) => parent !== null),
    ));
  }

  #readingOf(asset: number): AssetReading {
    const reading = this.#readings.get(asset);
    if (reading === undefined) throw new RangeError(`work item ${asset} is no asset: only assets have stages`);
    return reading;
  }

  #pastOf(item: WorkItem): Past | null {
    let past = this.#pasts.get(item.id);
    if (past === undefined) {
      const history = this.#histories.get(item.id);
      past = history === undefined ? null : pastOf(item, history.revisions);
      this.#pasts.set(item.id, past);
    }
    return past;
  }

  #timelineOf(id: number): Timeline {
    let timeline = this.#timelines.get(id);
    if (timeline === undefined) {
      timeline = this.#build(this.#readingOf(id));
      this.#timelines.set(id, timeline);
    }
    return timeline;
  }

  #build(reading: AssetReading): Timeline {
    const { asset, own, model, placed } = reading;
    const byAnyChange = this.#facts.isDecidedByMoreThanState(asset.item, model);
    const tasks = asset.tasks.filter(({ title }) => this.#facts.isTask(title));
    const phases = this.#phasesOf(placed);
    const around = this.#gather([asset.item, ...tasks], (item) =>
      this.#quietSince(item, item === asset.item && byAnyChange),
    );
    const from = Math.max(around.from, phases.from);
    const unread = phases.unread.length === 0 ? around.unread : [...around.unread, ...phases.unread];
    const times = timesAfter(from, around.times, phases.times);
    if (times.length === 0) {
      return { from, unread, steps: [{ at: from, stage: own.stage, possible: own.possible }] };
    }

    const steps: Step[] = [];
    for (const at of from === -Infinity ? times : [from, ...times]) {
      const step = this.#stepAt(at, asset, tasks, phases.items, reading);
      const before = steps.at(-1);
      if (before?.stage !== step.stage || before.possible !== step.possible) steps.push(step);
    }
    return { from, unread, steps };
  }

  #stepAt(
    at: Instant,
    asset: Asset,
    tasks: readonly WorkItem[],
    phases: readonly WorkItem[],
    { model }: AssetReading,
  ): Step {
    const item = this.#at(asset.item, at);
    if (item === null) return { at, stage: "absent", possible: null };
    const then = (items: readonly WorkItem[]) => items.flatMap((one) => this.#at(one, at) ?? []);
    const exclusion = exclusionOf(item, this.#backlog.states, this.#policy);
    const own = then(tasks).filter(({ parent }) => parent === item.id);
    const past: Asset = { ...asset, item, exclusion, tasks: own, nested: [] };
    const [staged] = this.#read(withoutOthers([past], then(phases)), model);
    return { at, stage: staged?.stage ?? "Unknown", possible: staged?.possible ?? null };
  }

  /** Without history an item is asked only for times since which it is known not to have changed. */
  #at(item: WorkItem, time: Instant): WorkItem | null {
    const past = this.#pastOf(item);
    return past === null ? item : past.at(time);
  }

  #phasesOf(placed: PlacedWorkload | null): Phases {
    const workload = placed?.workload;
    if (workload === undefined) return NO_PHASES;
    let phases = this.#phases.get(workload);
    if (phases === undefined) {
      const items = workload.phases.filter(({ title }) => this.#facts.isPhase(title));
      phases = { items, ...this.#gather(items, (item) => this.#quietSince(item, false)) };
      this.#phases.set(workload, phases);
    }
    return phases;
  }

  #gather(items: readonly WorkItem[], quietSince: (item: WorkItem) => Instant): Omit<Phases, "items"> {
    const times: Instant[] = [];
    const unread: Quiet[] = [];
    let from = -Infinity;
    for (const item of items) {
      const past = this.#pastOf(item);
      const since = past === null ? quietSince(item) : past.knownFrom;
      // A history may begin later than the item: what came before stands in revisions that are not there.
      if (since > -Infinity) unread.push({ id: item.id, since });
      if (past !== null) for (const time of past.changes) times.push(time);
      from = Math.max(from, since);
    }
    return { times, unread, from };
  }

  #quietSince(item: WorkItem, byAnyChange: boolean): Instant {
    if (byAnyChange || item.stateChangeDate === null || this.#isLost(item.id)) return item.changedDate;
    return Math.max(item.stateChangeDate, item.createdDate);
  }
}

/** Both in one order, each time once. */
function timesAfter(from: Instant, some: readonly Instant[], others: readonly Instant[]): readonly Instant[] {
  if (some.length === 0 && others.length === 0) return some;
  return [...new Set([...some, ...others])].filter((time) => time > from).sort((a, b) => a - b);
}

const NO_PHASES: Phases = { items: [], times: [], from: -Infinity, unread: [] };

/** The index of the step at `time`; −1 before the first one. */
function indexAt(steps: readonly Step[], time: Instant): number {
  let index = steps.length - 1;
  while (index >= 0 && (steps[index]?.at ?? -Infinity) > time) index--;
  return index;
}

function stepAt(steps: readonly Step[], time: Instant): Step | undefined {
  return steps[indexAt(steps, time)];
}

function isBelow({ stage, possible }: Step, floor: Stage): boolean {
  return possible !== null && stage !== "absent" && isOnLadder(stage) && rankOf(possible) < rankOf(floor);
}

/** A stage that may still be as high, if dates told more, has not dropped for certain. */
function firstDrop(steps: readonly Step[]): Drop | null {
  let last: Stage | null = null;
  for (const { at, stage, possible } of steps) {
    if (stage === "absent" || !isOnLadder(stage)) continue;
    if (last !== null && possible !== null && rankOf(possible) < rankOf(last)) return { at, from: last, to: stage };
    if (last === null || rankOf(stage) > rankOf(last)) last = stage;
  }
  return null;
}
