import type { PlacedWorkload } from "../backlog/model";
import { stateKey, type StateReader } from "../backlog/states";
import type { Policy, Signal, StateRow } from "../policy/policy";
import {
  type CompiledSignal,
  compileSignal,
  milestonesOf,
  type StagedAsset,
  stageReader,
} from "../readiness/assetStage";
import { type AssetReading, withoutOthers } from "../readiness/assetStages";
import { isOnLadder, rankOf, type Stage } from "../readiness/stage";
import type { Snapshot } from "../snapshot";
import { fold } from "../text";
import type { Instant, WorkItem } from "../workItem";
import type { ItemEdit } from "./change";
import { edited } from "./edit";
import {
  countingIn,
  fieldsWith,
  isReached,
  literalsOf,
  type NewStates,
  ofKind,
  statesWith,
  tagsWith,
  workflowOf,
} from "./recording";

/** One way to record that an asset stands on a rung: what is written to it, to its tasks, and to phases of its workload. */
export interface Way {
  /** Null where the asset itself stays as it is. */
  readonly edit: ItemEdit | null;
  readonly tasks: NewStates;
  readonly phases: NewStates;
  /** Rungs below the wanted one that are recorded on the way. */
  readonly onTheWay: readonly Stage[];
}

/** Finds ways to record one rung. Candidates are tried on the engine itself: it alone says what they come to (M4, M5). */
export interface WayFinder {
  /** Without writing to anything that other assets share; null where there is none. */
  own(reading: AssetReading): Way | null;
  /** By phases of its workload too. */
  byPhases(reading: AssetReading): Way | null;
}

/** What an asset can be given to stand on, before signals: a state with its row. */
interface Base {
  readonly state: string;
  readonly row: StateRow;
  /** Place in the workflow. */
  readonly order: number;
}

/** How much is written, in the order in which less is better. */
type Cost = readonly number[];

/**
 * How many signals of one rung are tried in turn. Policies have one or two; the bound keeps one that has hundreds from being
 * tried in all combinations.
 */
const MOST_OPTIONS = 4;

const NO_STATES: NewStates = new Map();

/** Finds ways onto `target`. */
export function wayFinder(
  types: Snapshot["types"],
  policy: Policy,
  states: StateReader,
  target: Stage,
  now: Instant,
): WayFinder {
  const read = stageReader(policy, states);
  const workflow = workflowOf(types);
  const signals = policy.signals.map(compileSignal);
  const above = signals.filter(({ signal }) => rankOf(signal.stage) > rankOf(target));
  const basesOf = basesBelow(types, policy, states, target);
  const phasesOf = phaseLookup(signals);

  const isPossible = ({ signal, matches }: CompiledSignal, { asset }: AssetReading, phases: readonly WorkItem[]) => {
    switch (signal.kind) {
      case "tag":
        return asset.item.tags.some(matches) || literalsOf(signal).length > 0;
      case "field":
        return matches(String(asset.item.fields[signal.field] ?? "")) || literalsOf(signal).length > 0;
      case "boardColumn":
        return matches(asset.item.boardColumn ?? "");
      case "childTask":
        return countingIn(asset.tasks, { matches }, states).length > 0;
      case "phaseItem":
        return countingIn(phases, { matches }, states).length > 0;
    }
  };

  function* waysFor(reading: AssetReading, withPhases: boolean): Generator<[Way, Cost]> {
    const { asset, model } = reading;
    const { item } = asset;
    const phases = phasesOf(reading.placed);
    const usable = signals.filter(
      (compiled) =>
        isPossible(compiled, reading, phases) &&
        (withPhases ||
          compiled.signal.kind !== "phaseItem" ||
          isReached(countingIn(phases, compiled, states), compiled.signal.when, states)),
    );
    const milestones = milestonesOf(policy, model);
    for (const base of basesOf(item)) {
      const chain = [...milestones, target].filter(
        (stage, index, all) =>
          rankOf(stage) > rankOf(base.row.stage) && rankOf(stage) <= rankOf(target) && all.indexOf(stage) === index,
      );
      const options = chain.map((stage) =>
        usable.filter(({ signal }) => signal.stage === stage).slice(0, MOST_OPTIONS),
      );
      for (const on of combinations(options)) {
        const tags = tagsWith(item.tags, wanted(on, above, "tag"));
        const fields = fieldsWith(item, wanted(on, above, "field"));
        const tasks = statesWith({ items: asset.tasks, states, workflow }, wanted(on, above, "childTask"));
        if (tags === null || fields === null || tasks === null) continue;
        const edit: ItemEdit = {
          ...(base.state === item.state ? {} : { state: base.state }),
          ...(areSame(tags, item.tags) ? {} : { tags }),
          ...(Object.keys(fields).length === 0 ? {} : { fields }),
        };
        for (const newPhases of phaseChoices(on, phases, withPhases)) {
          const way = {
            edit: Object.keys(edit).length === 0 ? null : edit,
            tasks,
            phases: newPhases,
            onTheWay: onTheWay(reading, base, chain),
          };
          const staged = simulate(reading, way, phases);
          if (staged?.stage !== target || hasNewGap(staged, reading.own)) continue;
          yield [way, costOf(way, item, base, isLessCertain(staged, reading.own))];
        }
      }
    }
  }

  function phaseChoices(on: readonly CompiledSignal[], phases: readonly WorkItem[], withPhases: boolean): NewStates[] {
    if (!withPhases) return [NO_STATES];
    const steps = { items: phases, states, workflow };
    const { on: closing, off } = wanted(on, above, "phaseItem");
    // One that is closed and raises nothing here may stay closed.
    return [statesWith(steps, { on: closing, off: [] }), statesWith(steps, { on: closing, off })].filter(
      (found) => found !== null,
    );
  }

  /** How the engine reads the asset by itself, once the way is taken. */
  function simulate(
    { asset, model }: AssetReading,
    { edit, tasks, phases }: Way,
    before: readonly WorkItem[],
  ): StagedAsset | undefined {
    const after = {
      ...asset,
      item: edit === null ? asset.item : edited(asset.item, edit, now),
      tasks: withStates(asset.tasks, tasks),
      nested: [],
    };
    return read(withoutOthers([after], withStates(before, phases)), model)[0];
  }

  const withStates = (items: readonly WorkItem[], changed: NewStates): readonly WorkItem[] =>
    changed.size === 0
      ? items
      : items.map((item) => {
          const state = changed.get(item);
          return state === undefined ? item : edited(item, { state }, now);
        });

  return {
    own: (reading) => cheapest(waysFor(reading, false)),
    byPhases: (reading) => cheapest(waysFor(reading, true)),
  };
}

/** Items among the phases of a workload that a signal looks at, found once a workload. */
export function phaseLookup(
  signals: readonly CompiledSignal[],
): (placed: PlacedWorkload | null) => readonly WorkItem[] {
  const looking = ofKind(signals, "phaseItem");
  const known = new Map<PlacedWorkload, readonly WorkItem[]>();
  return (placed) => {
    if (placed === null || looking.length === 0) return [];
    let found = known.get(placed);
    if (found === undefined) {
      found = placed.workload.phases.filter(({ title }) => looking.some(({ matches }) => matches(title)));
      known.set(placed, found);
    }
    return found;
  };
}

/** The states that an asset may be in below `target`: its own first, then in the order of its type's workflow. */
function basesBelow(
  types: Snapshot["types"],
  policy: Policy,
  states: StateReader,
  target: Stage,
): (item: WorkItem) => readonly Base[] {
  const rows = new Map(policy.stateTable.map((row) => [stateKey(row.type, row.state), row]));
  const ofType = new Map(types.map((type) => [fold(type.name), type.states]));
  return (item) => {
    const isOwn = (state: string) => fold(state) === fold(item.state);
    const workflow = ofType.get(fold(item.type)) ?? [];
    const own = { name: item.state, order: workflow.findIndex(({ name }) => isOwn(name)) };
    const others = workflow
      .map(({ name, category }, order) => ({ name, category, order }))
      .filter(({ name, category }) => category !== "Removed" && !isOwn(name));
    return [...(states.categoryOf(item) === "Removed" ? [] : [own]), ...others].flatMap(({ name, order }) => {
      const row = rows.get(stateKey(item.type, name));
      return row === undefined || rankOf(row.stage) > rankOf(target) ? [] : [{ state: name, row, order }];
    });
  };
}

function wanted<K extends Signal["kind"]>(on: readonly CompiledSignal[], off: readonly CompiledSignal[], kind: K) {
  return { on: ofKind(on, kind), off: ofKind(off, kind) };
}

/** One of each list, in every combination. */
function* combinations<T>(lists: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const value of first) for (const others of combinations(rest)) yield [value, ...others];
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Rungs that are recorded although they were not asked for: what the wanted one needs, and what the state stands for. */
function onTheWay({ own }: AssetReading, { row }: Base, chain: readonly Stage[]): Stage[] {
  const from = isOnLadder(own.stage) ? rankOf(own.stage) : -1;
  const target = chain.at(-1) ?? row.stage;
  return [row.stage, ...chain].filter((stage) => rankOf(stage) > from && rankOf(stage) < rankOf(target));
}

function hasNewGap(after: StagedAsset, before: StagedAsset): boolean {
  return after.gaps.some((gap) => !before.gaps.some(({ stage, needs }) => stage === gap.stage && needs === gap.needs));
}

/** Whether dates can't tell any more what they told before. */
function isLessCertain(after: StagedAsset, before: StagedAsset): boolean {
  return after.possible !== after.stage && before.possible === before.stage;
}

function costOf({ edit, tasks, phases }: Way, item: WorkItem, { state, order }: Base, isLess: boolean): Cost {
  const items = (edit === null ? 0 : 1) + tasks.size + phases.size;
  const tags = edit?.tags ?? item.tags;
  const edits =
    (edit?.state === undefined ? 0 : 1) +
    tags.filter((tag) => !item.tags.includes(tag)).length +
    item.tags.filter((tag) => !tags.includes(tag)).length +
    Object.keys(edit?.fields ?? {}).length +
    tasks.size +
    phases.size;
  return [isLess ? 1 : 0, items, edits, state === item.state ? 0 : 1, order];
}

function cheapest(ways: Iterable<[Way, Cost]>): Way | null {
  let best: [Way, Cost] | null = null;
  for (const found of ways) if (best === null || isCheaper(found[1], best[1])) best = found;
  return best?.[0] ?? null;
}

function isCheaper(a: Cost, b: Cost): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}
