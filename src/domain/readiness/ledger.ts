import type { WorkItemRef } from "../workItem";
import { effectOf, type Finding } from "./blockers";
import type { Blocker, BlockerCode } from "./report";

/** A finding with the others that one and the same blocker stands for. */
export interface LedgerEntry {
  readonly finding: Finding;
  /** Null for none, which is how nearly all are. */
  readonly also: readonly Finding[] | null;
}

/** The findings of one gate of one workload, each root once (D4), and the blockers that they make. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** One for each entry, in the same order. */
  readonly blockers: readonly Blocker[];
}

/** Codes that name a root which may be in the way of many at once, and the own blocker of that root that stands for them (D4). */
const ROOTS: Readonly<Partial<Record<BlockerCode, readonly BlockerCode[]>>> = {
  DEP_BEHIND: ["NOT_REPLICATED", "NOT_STAGED", "NOT_ACCEPTED"],
  DEP_LATER_RELEASE: [],
  DEP_CYCLE: [],
  DEP_UNREADABLE: [],
  DEP_UNMAPPED: ["STATE_UNMAPPED"],
  EXCLUDED_NEEDED: [],
  BLOCKER_OPEN: [],
  DEFECT_OPEN: [],
};

/** Makes the ledger of the findings of one gate of one workload. */
export function ledgerOf(findings: readonly Finding[]): Ledger {
  const entries = merge(findings);
  return { entries, blockers: blockersOf(entries) };
}

/** One root is one entry: the dependants of what has a blocker of its own here are held by that one. */
function merge(findings: readonly Finding[]): LedgerEntry[] {
  const entries: { finding: Finding; also: Finding[] | null }[] = [];
  let hasRoots = false;
  for (const finding of findings) {
    hasRoots ||= finding.code in ROOTS;
    entries.push({ finding, also: null });
  }
  if (!hasRoots) return entries;

  const own = new Map<string, { finding: Finding; also: Finding[] | null }>();
  for (const entry of entries) {
    const { code, workItem } = entry.finding;
    if (workItem !== null && !(code in ROOTS)) own.set(`${code} ${workItem.id}`, entry);
  }
  const kept: LedgerEntry[] = [];
  for (const entry of entries) {
    const { finding } = entry;
    const stands = standsFor(finding, (key) => own.get(key));
    if (stands === undefined) {
      kept.push(entry);
      if (finding.code in ROOTS && finding.workItem !== null) own.set(keyOf(finding), entry);
    } else {
      (stands.also ??= []).push(finding);
    }
  }
  return kept;
}

/** What stands for a finding whose root is named already. */
function standsFor<T>(
  finding: Pick<Finding, "code" | "effect" | "workItem">,
  find: (key: string) => T | undefined,
): T | undefined {
  const { code, workItem } = finding;
  const roots = ROOTS[code];
  if (roots === undefined || workItem === null) return undefined;
  // What only warns is not covered by what blocks, and the other way round.
  if (finding.effect !== "warns") {
    for (const rootCode of roots) {
      const found = find(`${rootCode} ${workItem.id}`);
      if (found !== undefined) return found;
    }
  }
  return find(keyOf(finding));
}

function keyOf({ code, effect, workItem }: Pick<Finding, "code" | "effect" | "workItem">): string {
  return `${code} ${workItem?.id ?? ""} ${effect === "warns" ? "warns" : ""}`;
}

/**
 * Makes blockers of entries: adds the effect, the path, and what clearing each one frees. An asset or a workload is freed
 * by a blocker if it is the only open one in its way at this gate (D4).
 */
function blockersOf(entries: readonly LedgerEntry[]): Blocker[] {
  const perAsset = new Map<number, number>();
  const perWorkload = new Map<number | null, number>();
  for (const { finding, also } of entries) {
    if (effectOf(finding) === "warns") continue;
    const { asset, workload } = finding;
    if (asset !== null) perAsset.set(asset.id, (perAsset.get(asset.id) ?? 0) + 1);
    // Null stands for what counts against everything; assets without a workload hold back none.
    if (workload !== null || asset === null) {
      perWorkload.set(workload?.id ?? null, (perWorkload.get(workload?.id ?? null) ?? 0) + 1);
    }
    for (const other of assetsOf(also, asset)) perAsset.set(other, (perAsset.get(other) ?? 0) + 1);
  }
  const isFreed = (workload: WorkItemRef): boolean => perWorkload.get(workload.id) === 1 && !perWorkload.has(null);

  return entries.map(({ finding, also }) => {
    const { asset, workload, workItem, code, gate, expected, actual, since, owner, fix } = finding;
    const effect = effectOf(finding);
    const isOpen = effect !== "warns";
    let assets = isOpen && asset !== null && perAsset.get(asset.id) === 1 ? 1 : 0;
    const alsoHolds = assetsOf(also, asset);
    if (isOpen) for (const other of alsoHolds) if (perAsset.get(other) === 1) assets++;
    const workloads = isOpen && workload !== null && isFreed(workload) ? 1 : 0;
    // Written out member by member: copies by spreading cost seconds at fifty thousand assets.
    return {
      code,
      effect,
      gate,
      workItem,
      workload,
      otherWorkloads: NO_REFS,
      evidence: finding.evidence ?? null,
      expected,
      actual,
      since,
      owner,
      path: pathOf(finding),
      alsoHolds,
      frees: assets < 2 ? FEW[assets === 0 ? 0 : 1][workloads] : { assets, workloads },
      fix,
    };
  });
}

/** The assets of further findings of one entry, each once, without its own. */
function assetsOf(also: readonly Finding[] | null, own: Finding["asset"]): readonly number[] {
  if (also === null) return NO_IDS;
  const ids = new Set<number>();
  for (const { asset } of also) if (asset !== null && asset.id !== own?.id) ids.add(asset.id);
  return [...ids];
}

const NO_REFS: readonly WorkItemRef[] = [];
const NO_IDS: readonly number[] = [];

function pathOf({ workItem, asset, workload, path }: Finding): Blocker["path"] {
  if (path !== undefined) return path;
  const held = asset ?? workload;
  if (workItem === null || held === null || held.id === workItem.id) return NO_REFS;
  return [workItem, { id: held.id, title: held.title, type: held.type }];
}

/** What a blocker frees, for the many that free at most one of each; shared by all that free the same. */
const FEW = [
  [
    { assets: 0, workloads: 0 },
    { assets: 0, workloads: 1 },
  ],
  [
    { assets: 1, workloads: 0 },
    { assets: 1, workloads: 1 },
  ],
] as const;

/**
 * The blockers of a release: those of its workloads, where one root that stands against several is one blocker which frees
 * what it frees in each of them (D4).
 */
export function mergeBlockers(parts: readonly (readonly Blocker[])[]): Blocker[] {
  const all = parts.flat();
  if (parts.length < 2 || !all.some(({ code }) => code in ROOTS)) return all;
  const wanted = new Set<number>();
  for (const { code, workItem } of all) if (code in ROOTS && workItem !== null) wanted.add(workItem.id);

  const places = new Map<string, number>();
  const merged: (Blocker | null)[] = [...all];
  all.forEach(({ code, workItem }, index) => {
    if (workItem !== null && wanted.has(workItem.id) && !(code in ROOTS)) places.set(`${code} ${workItem.id}`, index);
  });
  all.forEach((blocker, index) => {
    const place = standsFor(blocker, (key) => places.get(key));
    if (place === undefined) {
      if (blocker.code in ROOTS && blocker.workItem !== null) places.set(keyOf(blocker), index);
      return;
    }
    const into = merged[place];
    if (into === null || into === undefined) return;
    merged[place] = joined(into, blocker);
    merged[index] = null;
  });
  return merged.filter((blocker) => blocker !== null);
}

function joined(into: Blocker, from: Blocker): Blocker {
  const known = [into.workload, ...into.otherWorkloads];
  const added = [from.workload, ...from.otherWorkloads].filter(
    (workload): workload is WorkItemRef => workload !== null && !known.some((one) => one?.id === workload.id),
  );
  return {
    ...into,
    otherWorkloads: [...into.otherWorkloads, ...added],
    alsoHolds: [...new Set([...into.alsoHolds, ...heldBy(from)])],
    frees: {
      assets: into.frees.assets + from.frees.assets,
      workloads: into.frees.workloads + from.frees.workloads,
    },
  };
}

/** Ids of the assets and workloads that a blocker holds back. */
export function heldBy({ workItem, path, alsoHolds }: Pick<Blocker, "workItem" | "path" | "alsoHolds">): number[] {
  const held = path.at(-1) ?? workItem;
  return held === null ? [...alsoHolds] : [held.id, ...alsoHolds];
}
