import type { Freeze, PromotionModel, ReleaseRule, ReleaseSettings } from "../policy/policy";
import type { IterationNode } from "../snapshot";
import { fold, perText } from "../text";
import type { Day, Instant, WorkItem } from "../workItem";
import { wordReader } from "./words";

/** A release as its source and the policy define it (M3, M9). */
export interface Release {
  /** How items and the policy name it; the iteration path, or the word of the tag or field. */
  readonly key: string;
  readonly name: string;
  readonly order: number | null;
  readonly targetDate: Day | null;
  readonly model: PromotionModel;
  readonly freezes: readonly Freeze[];
}

/** The folded key: what two spellings of one release have in common. */
export type ReleaseId = string;

/** Folds a release's key. */
export function releaseId(key: string): ReleaseId {
  return fold(key);
}

/** The releases that a work item itself claims (M3), folded, without repetition, sorted. */
export function claimsOf(item: WorkItem, rule: ReleaseRule): ReleaseId[] {
  return [...claimReader(rule)(item)];
}

/** What of a work item, or of one of its revisions, may name a release. */
export type ReleaseNaming = Pick<WorkItem, "tags" | "fields" | "iterationPath">;

/** {@link claimsOf} for many work items; those that name one release in the same way share their list. */
export function claimReader(rule: ReleaseRule): (item: ReleaseNaming) => readonly ReleaseId[] {
  const keysOf = keyReader(rule);
  const oneClaim = perText((key) => [releaseId(key)]);
  return (item) => {
    const keys = keysOf(item);
    const key = keys[0];
    if (key === undefined) return NONE;
    return keys.length === 1 ? oneClaim(key) : [...new Set(keys.map(releaseId))].sort();
  };
}

/**
 * All releases in the order of G5: the policy's order, then target date, then name. They are those that the iteration tree
 * or the given items name, and those that only the policy names, so that a release without assets is seen.
 */
export function releasesOf(
  rule: ReleaseRule,
  iterations: readonly IterationNode[],
  naming: Iterable<ReleaseNaming>,
): Release[] {
  const { source } = rule;
  const keys = new Map<ReleaseId, string>();
  const spellings = new Set<string>();
  const add = (key: string) => {
    if (spellings.has(key)) return;
    spellings.add(key);
    const id = releaseId(key);
    const known = keys.get(id);
    // Of several spellings the first in alphabetical order is shown, whatever the order of the items (L2).
    if (known === undefined || key < known) keys.set(id, key);
  };
  if (source.kind === "iteration") {
    for (const node of iterations) if (node.level === source.level) add(node.path);
  }
  if (source.kind !== "none") {
    const keysOf = keyReader(rule);
    for (const item of naming) for (const key of keysOf(item)) add(key);
    for (const settings of rule.settings) add(settings.key);
  }

  const nodes = new Map(iterations.map((node) => [fold(node.path), node]));
  const settings = new Map(rule.settings.map((entry) => [releaseId(entry.key), entry]));
  return [...keys].map(([id, key]) => describe(key, rule, settings.get(id), nodes.get(id))).sort(byOrder);
}

/** The calendar day of an instant, in UTC: Azure Boards keeps the days of iterations as midnight UTC. */
export function dayOf(instant: Instant): Day {
  return new Date(instant).toISOString().slice(0, 10);
}

const NONE: readonly string[] = [];

function keyReader({ source }: ReleaseRule): (item: ReleaseNaming) => readonly string[] {
  switch (source.kind) {
    case "none":
      return () => NONE;
    case "iteration": {
      const keysIn = perText((path) => {
        const names = path.split("\\");
        return names.length > source.level ? [names.slice(0, source.level + 1).join("\\")] : NONE;
      });
      return ({ iterationPath }) => keysIn(iterationPath);
    }
    case "tag":
    case "field":
      return wordReader(source);
  }
}

function describe(
  key: string,
  rule: ReleaseRule,
  settings: ReleaseSettings | undefined,
  node: IterationNode | undefined,
): Release {
  const finish = node?.finishDate ?? null;
  return {
    key,
    name: rule.source.kind === "iteration" ? (key.split("\\").at(-1) ?? key) : key,
    order: settings?.order ?? null,
    targetDate: settings?.targetDate ?? (finish === null ? null : dayOf(finish)),
    model: settings?.model ?? rule.defaultModel,
    freezes: settings?.freezes ?? [],
  };
}

function byOrder(a: Release, b: Release): number {
  return (
    compareNumbers(a.order, b.order) ||
    compareText(a.targetDate ?? "9999", b.targetDate ?? "9999") ||
    compareNames(a.name, b.name) ||
    compareText(releaseId(a.key), releaseId(b.key))
  );
}

/** Compares names as people count: `Release 2` before `Release 10`; the same in every locale. */
export function compareNames(a: string, b: string): number {
  const [as, bs] = [a, b].map((name) => fold(name).split(/(\d+)/)) as [string[], string[]];
  for (let index = 0; index < Math.min(as.length, bs.length); index++) {
    const [x, y] = [as[index] ?? "", bs[index] ?? ""];
    const order = index % 2 === 1 ? Number(x) - Number(y) || compareText(x, y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return as.length - bs.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Infinity − Infinity is not a number, hence a comparison of its own: what has no number comes last. */
function compareNumbers(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}
