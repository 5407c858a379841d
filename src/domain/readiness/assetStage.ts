import { type Asset, isInScope, type Workload } from "../backlog/backlog";
import type { StateReader } from "../backlog/states";
import { stateKey } from "../backlog/states";
import type { Policy, PromotionModel, Signal, StateRow } from "../policy/policy";
import { counted, matcherOf, type Matcher } from "../text";
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

/** Compiles the policy's state table and signals once; the result reads any number of workloads. */
export function stageReader(policy: Policy, states: StateReader): StageReader {
  const rows = new Map(policy.stateTable.map((row) => [stateKey(row.type, row.state), row]));
  const signals = [...policy.signals].sort((a, b) => rankOf(a.stage) - rankOf(b.stage)).map(compile);
  const recordable = new Set<Stage>([...policy.stateTable, ...policy.signals].map(({ stage }) => stage));
  const milestones = {
    staged: MILESTONES.staged.filter((stage) => recordable.has(stage)),
    "single-step": MILESTONES["single-step"].filter((stage) => recordable.has(stage)),
  };

  return (workload, model) => {
    const phases = phaseReadings(signals, workload, states);
    const own = new Map(
      workload.assets.map((asset) => [
        asset.item.id,
        ownStage(asset, rows, signals, milestones[model], phases, states),
      ]),
    );
    return [...own.values()].map((staged) => lowerByNested(staged, own));
  };
}

/** A stage that was reached, and when; null where the batch read can't tell (a tag, a field). */
interface Step {
  readonly stage: Stage;
  readonly at: Instant | null;
  /** The row's state may have been preceded by another one of at least the same stage: `at` is then the latest it can be. */
  readonly isLatest: boolean;
}

interface CompiledSignal {
  readonly signal: Signal;
  readonly matches: Matcher;
}

/** What a phase signal says of a workload; null where it says nothing. */
type PhaseReadings = ReadonlyMap<Signal, { readonly at: Instant | null; readonly title: string } | null>;

function compile(signal: Signal): CompiledSignal {
  switch (signal.kind) {
    case "tag":
      return { signal, matches: matcherOf([signal.tag]) };
    case "field":
      return { signal, matches: matcherOf(signal.values) };
    case "boardColumn":
      return { signal, matches: matcherOf(signal.columns) };
    case "childTask":
    case "phaseItem":
      return { signal, matches: matcherOf(signal.titles) };
  }
}

function ownStage(
  asset: Asset,
  rows: ReadonlyMap<string, StateRow>,
  signals: readonly CompiledSignal[],
  milestones: readonly Stage[],
  phases: PhaseReadings,
  states: StateReader,
): StagedAsset {
  const { item } = asset;
  const stateSince: Since = { date: item.stateChangeDate, basis: `state changed to ${item.state}` };
  if (asset.exclusion !== null) {
    const reason = asset.exclusion;
    return { asset, stage: "Excluded", offLadderReason: reason, since: stateSince, possible: null, gaps: [] };
  }
  const row = rows.get(stateKey(item.type, item.state));
  if (row === undefined) {
    const reason = `state "${item.state}" of ${item.type} is not mapped`;
    return { asset, stage: "Unknown", offLadderReason: reason, since: stateSince, possible: null, gaps: [] };
  }

  let stage = row.stage;
  let possible = row.stage;
  let since = stateSince;
  const steps: Step[] = [{ stage, at: item.stateChangeDate, isLatest: true }];
  const gaps: { stage: Stage; needs: Stage }[] = [];

  for (const { signal, matches } of signals) {
    const target = signal.stage;
    if (rankOf(target) <= rankOf(stage) || (row.max !== undefined && rankOf(target) > rankOf(row.max))) continue;
    const reading = readSignal(signal, matches, asset, phases, states);
    if (reading === null) continue;
    const needs = milestones.findLast((milestone) => rankOf(milestone) < rankOf(target));
    if (needs !== undefined && rankOf(possible) < rankOf(needs)) {
      gaps.push({ stage: target, needs });
      continue;
    }
    const certainly = needs === undefined || rankOf(stage) >= rankOf(needs);
    const held = signal.kind === "phaseItem" ? wasReached(needs, steps, reading.at, item) : true;
    if (held === false) continue;
    possible = rankOf(target) > rankOf(possible) ? target : possible;
    if (held === null || !certainly) continue;
    stage = target;
    since = { date: reading.at, basis: reading.basis };
    steps.push({ stage, at: reading.at, isLatest: false });
  }
  return { asset, stage, offLadderReason: null, since, possible, gaps };
}

interface Reading {
  readonly at: Instant | null;
  readonly basis: string;
}

function readSignal(
  signal: Signal,
  matches: Matcher,
  asset: Asset,
  phases: PhaseReadings,
  states: StateReader,
): Reading | null {
  switch (signal.kind) {
    case "tag": {
      const tag = asset.item.tags.filter(matches).sort()[0];
      return tag === undefined ? null : { at: null, basis: `tag ${tag}` };
    }
    case "field": {
      const value = asset.item.fields[signal.field];
      if (value === null || value === undefined || !matches(String(value))) return null;
      return { at: null, basis: `field ${signal.field} is ${String(value)}` };
    }
    case "boardColumn": {
      const column = asset.item.boardColumn;
      return column === null || !matches(column) ? null : { at: null, basis: `board column ${column}` };
    }
    case "childTask": {
      const progress = progressOf(
        asset.tasks.filter(({ title }) => matches(title)),
        signal.when,
        states,
      );
      return progress === null ? null : { at: progress.at, basis: `task ${progress.title} was ${signal.when}` };
    }
    case "phaseItem": {
      const progress = phases.get(signal) ?? null;
      return progress === null ? null : { at: progress.at, basis: `${progress.title} was ${signal.when}` };
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
  const at = known.length < dates.length ? null : when === "started" ? Math.min(...known) : Math.max(...known);
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
function wasReached(
  needs: Stage | undefined,
  steps: readonly Step[],
  time: Instant | null,
  item: WorkItem,
): boolean | null {
  if (time === null) return null;
  if (item.createdDate > time) return false;
  if (needs === undefined) return true;
  const answers = steps
    .filter(({ stage }) => rankOf(stage) >= rankOf(needs))
    .map(({ at, isLatest }) => {
      if (at === null) return item.changedDate <= time ? true : null;
      return at <= time ? true : isLatest ? null : false;
    });
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** An asset is no further than the assets in scope nested below it (§9); each of them is judged on its own as well. */
function lowerByNested(staged: StagedAsset, own: ReadonlyMap<number, StagedAsset>): StagedAsset {
  let { stage, possible, since } = staged;
  if (!isOnLadder(stage)) return staged;
  const pending = [...staged.asset.nested];
  const below: string[] = [];
  for (let nested = pending.pop(); nested !== undefined; nested = pending.pop()) {
    pending.push(...nested.nested);
    const inner = own.get(nested.item.id);
    if (inner === undefined || !isInScope(nested) || !isOnLadder(inner.stage)) continue;
    if (rankOf(inner.stage) < rankOf(stage)) below.push(`#${nested.item.id}`);
    const lowered = lowerOf(stage, inner.stage);
    if (lowered !== stage) since = inner.since;
    stage = lowered;
    possible = possible === null || inner.possible === null ? possible : lowerOf(possible, inner.possible);
  }
  if (below.length === 0) return { ...staged, possible };
  return {
    ...staged,
    stage,
    possible,
    since: { ...since, basis: `${counted(below.length, "nested asset")} not further` },
  };
}
