import { type Asset, isInScope, type Workload } from "../backlog/model";
import { perState, stateKey, type StateReader } from "../backlog/states";
import type { Policy, PromotionModel, Signal, StateRow } from "../policy/policy";
import { matcherOf, type Matcher, perText } from "../text";
import type { Instant, WorkItem } from "../workItem";
import type { Since } from "./report";
import { type AssetStage, isOnLadder, lowerOf, rankOf, type Stage } from "./stage";

/** Where an asset stands by the policy (M4–M7). */
export interface StagedAsset {
  readonly asset: Asset;
  readonly stage: AssetStage;
  readonly offLadderReason: string | null;
  readonly since: Since;
  /** The rung it may stand on if dates told more (M5); above `stage` only then. Null off the ladder. */
  readonly possible: Stage | null;
  /** The asset nested below it that keeps it lower than it would stand by itself (§9); null for none. */
  readonly heldBy: WorkItem | null;
  /** An asset in scope nested below it whose state is not mapped: what it has reached is not known for that one (§9, M4). */
  readonly unmapped: WorkItem | null;
  /** Signals that raised nothing because a stage that they need is missing (`STAGE_GAP`). */
  readonly gaps: readonly { readonly stage: Stage; readonly needs: Stage }[];
}

/** Stages of the assets of one workload under one promotion model. */
export type StageReader = (workload: Workload, model: PromotionModel) => StagedAsset[];

/** The milestones that a later signal needs (M5), by model (G4): a single-step release asks no Staged and no Accepted. */
const MILESTONES: Readonly<Record<PromotionModel, readonly Stage[]>> = {
  staged: ["Replicated", "Staged", "Accepted"],
  "single-step": ["Replicated"],
};

/** The milestones that the model asks and the policy can record, from the lowest up (M5). */
export function milestonesOf(policy: Policy, model: PromotionModel): Stage[] {
  const recordable = new Set<Stage>([...policy.stateTable, ...policy.signals].map(({ stage }) => stage));
  return MILESTONES[model].filter((stage) => recordable.has(stage));
}

/** Compiles the policy's state table and signals once; the result reads any number of workloads. */
export function stageReader(policy: Policy, states: StateReader): StageReader {
  const rows = new Map(policy.stateTable.map((row) => [stateKey(row.type, row.state), row]));
  const meaningOf = perState((type, state): StateMeaning => ({
    row: rows.get(stateKey(type, state)) ?? null,
    basis: `state changed to ${state}`,
    unmapped: `state "${state}" of ${type} is not mapped`,
  }));
  const signals = [...policy.signals].sort((a, b) => rankOf(a.stage) - rankOf(b.stage)).map(compileSignal);
  const ofModel = {
    staged: modelSignals(signals, milestonesOf(policy, "staged")),
    "single-step": modelSignals(signals, milestonesOf(policy, "single-step")),
  };

  return (workload, model) => {
    const phases = phaseReadings(signals, workload, states);
    const ownStageOf = (asset: Asset) => ownStage(asset, meaningOf(asset.item), ofModel[model], phases, states);
    // Nearly every workload has nothing nested, and then there is nothing to lower.
    const isFlat = workload.assets.every(({ nested }) => nested.length === 0);
    return isFlat ? workload.assets.map(ownStageOf) : lowerByNested(workload.assets, ownStageOf);
  };
}

/** A stage that was reached, and when; null where the batch read can't tell (a tag, a field). */
interface Step {
  readonly stage: Stage;
  readonly at: Instant | null;
  /** The row's state may have been preceded by another one of at least the same stage: `at` is then the latest it can be. */
  readonly isLatest: boolean;
}

/** A signal with what it looks for: tags, values, columns or titles. */
export interface CompiledSignal<S extends Signal = Signal> {
  readonly signal: S;
  readonly matches: Matcher;
}

/** What the state table says of a state, and the sentences about it, which all assets in that state share. */
interface StateMeaning {
  readonly row: StateRow | null;
  readonly basis: string;
  readonly unmapped: string;
}

/** A signal as it is read under one model. */
interface ModelSignal extends CompiledSignal {
  /** The milestone that it needs (M5); null for none. */
  readonly needs: Stage | null;
  /** What is missing where that one is; shared by all assets that miss it. */
  readonly gap: StagedAsset["gaps"];
  readonly sinceTag: (tag: string) => Since;
}

function modelSignals(signals: readonly CompiledSignal[], milestones: readonly Stage[]): ModelSignal[] {
  return signals.map(({ signal, matches }) => {
    const { stage } = signal;
    const needs = milestones.findLast((milestone) => rankOf(milestone) < rankOf(stage)) ?? null;
    const gap = needs === null ? NO_GAPS : [{ stage, needs }];
    return { signal, matches, needs, gap, sinceTag: perText((tag) => ({ date: null, basis: `tag ${tag}` })) };
  });
}

/** What a phase signal says of a workload; null where it says nothing. */
type PhaseReadings = ReadonlyMap<Signal, { readonly at: Instant | null; readonly title: string } | null>;

/** Compiles what a signal looks for. */
export function compileSignal(signal: Signal): CompiledSignal {
  switch (signal.kind) {
    case "tag":
      return { signal, matches: perText(matcherOf([signal.tag])) };
    case "field":
      return { signal, matches: perText(matcherOf(signal.values)) };
    case "boardColumn":
      return { signal, matches: perText(matcherOf(signal.columns)) };
    case "childTask":
      // Tasks of a template have the same titles below every asset.
      return { signal, matches: perText(matcherOf(signal.titles)) };
    case "phaseItem":
      return { signal, matches: matcherOf(signal.titles) };
  }
}

const NO_GAPS: StagedAsset["gaps"] = [];

function ownStage(
  asset: Asset,
  { row, basis, unmapped }: StateMeaning,
  signals: readonly ModelSignal[],
  phases: PhaseReadings,
  states: StateReader,
): StagedAsset {
  const { item } = asset;
  let since: Since = { date: item.stateChangeDate, basis };
  if (asset.exclusion !== null) return offLadder(asset, "Excluded", asset.exclusion, since);
  if (row === null) return offLadder(asset, "Unknown", unmapped, since);

  let stage = row.stage;
  let possible = row.stage;
  // Only phase items ask how the asset came to where it is.
  const steps: Step[] | null = phases.size === 0 ? null : [{ stage, at: item.stateChangeDate, isLatest: true }];
  let gaps = NO_GAPS;

  for (const modelSignal of signals) {
    const { signal, needs, gap } = modelSignal;
    const target = signal.stage;
    if (rankOf(target) <= rankOf(stage) || (row.max !== undefined && rankOf(target) > rankOf(row.max))) continue;
    const reading = readSignal(modelSignal, asset, phases, states);
    if (reading === null) continue;
    if (needs !== null && rankOf(possible) < rankOf(needs)) {
      gaps = gaps.length === 0 ? gap : [...gaps, ...gap];
      continue;
    }
    const certainly = needs === null || rankOf(stage) >= rankOf(needs);
    const held = signal.kind === "phaseItem" ? wasReached(needs, steps ?? [], reading.date, item) : true;
    if (held === false) continue;
    possible = rankOf(target) > rankOf(possible) ? target : possible;
    if (held === null || !certainly) continue;
    stage = target;
    since = reading;
    steps?.push({ stage, at: reading.date, isLatest: false });
  }
  return { asset, stage, offLadderReason: null, since, possible, heldBy: null, unmapped: null, gaps };
}

function offLadder(asset: Asset, stage: "Excluded" | "Unknown", reason: string, since: Since): StagedAsset {
  return { asset, stage, offLadderReason: reason, since, possible: null, heldBy: null, unmapped: null, gaps: NO_GAPS };
}

/** Since when the signal says what it says, and why; null where it says nothing. */
function readSignal(
  { signal, matches, sinceTag }: ModelSignal,
  asset: Asset,
  phases: PhaseReadings,
  states: StateReader,
): Since | null {
  switch (signal.kind) {
    case "tag": {
      // Of several the first in alphabetical order is shown, whatever the order of the tags (L2).
      let first: string | null = null;
      for (const tag of asset.item.tags) if (matches(tag) && (first === null || tag < first)) first = tag;
      return first === null ? null : sinceTag(first);
    }
    case "field": {
      const value = asset.item.fields[signal.field];
      if (value === null || value === undefined || !matches(String(value))) return null;
      return { date: null, basis: `field ${signal.field} is ${String(value)}` };
    }
    case "boardColumn": {
      const column = asset.item.boardColumn;
      return column === null || !matches(column) ? null : { date: null, basis: `board column ${column}` };
    }
    case "childTask": {
      if (asset.tasks.length === 0) return null;
      const progress = progressOf(
        asset.tasks.filter(({ title }) => matches(title)),
        signal.when,
        states,
      );
      return progress === null ? null : { date: progress.at, basis: `task ${progress.title} was ${signal.when}` };
    }
    case "phaseItem": {
      const progress = phases.get(signal) ?? null;
      return progress === null ? null : { date: progress.at, basis: `${progress.title} was ${signal.when}` };
    }
  }
}

/**
 * Started: one of the items is. Finished: all of them are, so that one open *Migrate* of two keeps an asset where it is.
 * Items that were removed, or closed for a reason such as *Cut*, do not count (M6).
 */
function progressOf(
  items: readonly WorkItem[],
  when: "started" | "finished",
  states: StateReader,
): { at: Instant | null; title: string } | null {
  const counting = items.filter((item) => states.categoryOf(item) !== "Removed" && states.notDoneReason(item) === null);
  const reached = counting.filter((item) => (when === "started" ? states.isStarted(item) : states.isFinished(item)));
  const first = reached[0];
  if (first === undefined || (when === "finished" && reached.length < counting.length)) return null;
  const dates = reached.map(({ closedDate, stateChangeDate }) =>
    when === "finished" ? (closedDate ?? stateChangeDate) : stateChangeDate,
  );
  const known = dates.filter((date) => date !== null);
  const pick = when === "started" ? Math.min : Math.max;
  const at = known.length < dates.length ? null : known.reduce((a, b) => pick(a, b));
  return { at, title: first.title };
}

function phaseReadings(signals: readonly CompiledSignal[], workload: Workload, states: StateReader): PhaseReadings {
  return new Map(
    signals.flatMap(({ signal, matches }) => {
      if (signal.kind !== "phaseItem") return [];
      const items = workload.phases.filter(({ title }) => matches(title));
      return [[signal, progressOf(items, signal.when, states)] as const];
    }),
  );
}

/**
 * Whether the asset was there and had reached `needs` at `time`, by the dates of a batch read (M5): true, false, or null
 * where they can't tell.
 */
function wasReached(needs: Stage | null, steps: readonly Step[], time: Instant | null, item: WorkItem): boolean | null {
  if (time === null) return null;
  if (item.createdDate > time) return false;
  if (needs === null) return true;
  const answers = steps
    .filter(({ stage }) => rankOf(stage) >= rankOf(needs))
    .map(({ at, isLatest }) => {
      if (at === null) return item.changedDate <= time ? true : null;
      return at <= time ? true : isLatest ? null : false;
    });
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** The lowest rungs of an asset in scope and of those nested below it. */
interface Floor {
  /** The one that stands lowest; the lowest id of several, so that order has no influence (L2). */
  readonly lowest: StagedAsset;
  readonly stage: Stage;
  readonly possible: Stage;
}

/**
 * An asset is no further than the assets in scope nested below it (§9), whatever release those name; each of them is judged
 * on its own as well. One walk, innermost first and without recursion (L8).
 */
function lowerByNested(assets: readonly Asset[], ownStageOf: (asset: Asset) => StagedAsset): StagedAsset[] {
  const own = new Map<number, StagedAsset>();
  const floors = new Map<number, Floor | null>();
  const unmapped = new Map<number, WorkItem | null>();
  const pending = [...assets];
  for (let asset = pending.at(-1); asset !== undefined; asset = pending.at(-1)) {
    const { id } = asset.item;
    const known = own.get(id);
    if (known === undefined) {
      own.set(id, ownStageOf(asset));
      for (const nested of asset.nested) if (!own.has(nested.item.id)) pending.push(nested);
      continue;
    }
    pending.pop();
    if (floors.has(id)) continue;
    floors.set(id, floorOf(known, asset.nested, floors));
    unmapped.set(id, unmappedBelow(asset.nested, own, unmapped));
  }
  return assets.flatMap((asset) => {
    const staged = own.get(asset.item.id);
    const floor = floors.get(asset.item.id) ?? null;
    if (staged === undefined) return [];
    if (floor === null || !isOnLadder(staged.stage)) return [staged];
    const { lowest, stage, possible } = floor;
    const below = unmapped.get(asset.item.id) ?? null;
    if (lowest === staged) return [{ ...staged, possible, unmapped: below }];
    const { item } = lowest.asset;
    const since = { date: lowest.since.date, basis: `${item.title} below it is no further` };
    return [{ ...staged, stage, possible, since, heldBy: item, unmapped: below }];
  });
}

/** The first asset in scope below that has no stage, at whatever depth; of those next below it the one with the lowest id. */
function unmappedBelow(
  nested: readonly Asset[],
  own: ReadonlyMap<number, StagedAsset>,
  unmapped: ReadonlyMap<number, WorkItem | null>,
): WorkItem | null {
  let first: WorkItem | null = null;
  for (const { item } of nested) {
    const found = own.get(item.id)?.stage === "Unknown" ? item : (unmapped.get(item.id) ?? null);
    if (found !== null && (first === null || found.id < first.id)) first = found;
  }
  return first;
}

function floorOf(own: StagedAsset, nested: readonly Asset[], floors: ReadonlyMap<number, Floor | null>): Floor | null {
  const { stage, possible } = own;
  let floor: Floor | null =
    isOnLadder(stage) && isInScope(own.asset) ? { lowest: own, stage, possible: possible ?? stage } : null;
  for (const { item } of nested) {
    const inner = floors.get(item.id) ?? null;
    if (inner === null) continue;
    if (floor === null) {
      floor = inner;
      continue;
    }
    const [rank, innerRank] = [rankOf(floor.stage), rankOf(inner.stage)];
    const isFirst =
      floor.lowest !== own && innerRank === rank && inner.lowest.asset.item.id < floor.lowest.asset.item.id;
    const { lowest, stage } = innerRank < rank || isFirst ? inner : floor;
    floor = { lowest, stage, possible: lowerOf(floor.possible, inner.possible) };
  }
  return floor;
}
