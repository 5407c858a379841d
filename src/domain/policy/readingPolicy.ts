import { fold } from "../text";
import type { AssetCondition, ItemFilter, Policy, Signal } from "./policy";

/**
 * A policy to read a project with, so that both of two can be judged on the same snapshot: whatever `more` looks at and
 * `one` does not is added to `one`. It judges nothing. Returns `one` itself where there is nothing to add.
 */
export function readingPolicy(one: Policy, more: Policy): Policy {
  const sources = [more.releases.source, more.strategy, more.assetKind];
  const fields: AssetCondition[] = sources.flatMap((source) =>
    source.kind === "field" ? [{ kind: "field", field: source.field, values: [] }] : [],
  );
  const read: Policy = {
    ...one,
    assets: {
      ...one.assets,
      // Items of the types that differing filters name are read whole: one without types beside them would hide some.
      types: union(one.assets.types, [
        ...more.assets.types,
        ...differing(one.blockingItems, more.blockingItems),
        ...differing(one.uatDefects, more.uatDefects),
      ]),
      when: added(one.assets.when, [...more.assets.when.filter(isRead), ...fields.filter(isNewField(one))], keyOf),
    },
    workloads: {
      ...one.workloads,
      types: union(one.workloads.types, more.workloads.types),
      confirmed: [...new Set([...one.workloads.confirmed, ...more.workloads.confirmed])],
    },
    signals: added(one.signals, more.signals.filter(isRead), keyOf),
    blockingItems: eitherFilter(one.blockingItems, more.blockingItems),
    uatDefects: eitherFilter(one.uatDefects, more.uatDefects),
    dependencies: {
      serves: union(one.dependencies.serves, more.dependencies.serves),
      soft: union(one.dependencies.soft, more.dependencies.soft),
    },
    // Tasks are told by their titles, whatever their type.
    tasks: one.tasks.activities.length > 0 ? one.tasks : { ...one.tasks, activities: more.tasks.activities },
    evidence: { ...one.evidence, types: anyOrBoth(one.evidence.types, more.evidence.types) },
    areas: anyOrBoth(one.areas, more.areas),
    inventory: { isDemanded: one.inventory.isDemanded || more.inventory.isDemanded },
  };
  return JSON.stringify(read) === JSON.stringify(one) ? one : read;
}

/** Whether a part makes a difference to what is read: tags, titles and columns come with every work item. */
function isRead({ kind }: AssetCondition | Signal): boolean {
  return kind === "field" || kind === "childTasks" || kind === "childTask" || kind === "phaseItem";
}

/** Which stage a signal means makes no difference to what is read for it. */
function keyOf(part: AssetCondition | Signal): string {
  if (part.kind === "field") return JSON.stringify(["field", fold(part.field)]);
  return JSON.stringify({ ...part, stage: undefined, atLeast: undefined });
}

function isNewField({ releases, strategy, assetKind }: Policy): (condition: AssetCondition) => boolean {
  const known = [releases.source, strategy, assetKind].flatMap((source) =>
    source.kind === "field" ? [fold(source.field)] : [],
  );
  return (condition) => condition.kind !== "field" || !known.includes(fold(condition.field));
}

function added<T>(old: readonly T[], more: readonly T[], key: (value: T) => string): T[] {
  const seen = new Set(old.map(key));
  return [...old, ...more.filter((value) => !seen.has(key(value)) && seen.add(key(value)))];
}

function union(old: readonly string[], more: readonly string[]): string[] {
  return added(old, more, fold);
}

/** Of two lists of which an empty one means *all*. */
function anyOrBoth(one: readonly string[], more: readonly string[]): readonly string[] {
  if (one.length === 0) return one;
  return more.length === 0 ? [] : union(one, more);
}

function differing(one: ItemFilter, more: ItemFilter): readonly string[] {
  return JSON.stringify(one) === JSON.stringify(more) ? [] : [...one.types, ...more.types];
}

function eitherFilter(one: ItemFilter, more: ItemFilter): ItemFilter {
  const isAny = ({ types, tags }: ItemFilter): boolean => types.length === 0 && tags.length > 0;
  return {
    types: isAny(one) || isAny(more) ? [] : union(one.types, more.types),
    tags: union(one.tags, more.tags),
    links: union(one.links, more.links),
  };
}
