import { append } from "../group";
import type { WorkItemRef } from "../workItem";
import { effectOf, type Finding } from "./blockers";
import type { Blocker, BlockerCode, Effect } from "./report";

/** The blockers of one gate of one workload, each root once (D4). */
export interface Ledger {
  readonly blockers: readonly Blocker[];
}

/** Codes that name a root which may be in the way of many at once, and the own blocker of that root that stands for them (D4). */
const ROOTS: ReadonlyMap<BlockerCode, readonly BlockerCode[]> = new Map<BlockerCode, readonly BlockerCode[]>([
  ["DEP_BEHIND", ["NOT_REPLICATED", "NOT_STAGED", "NOT_ACCEPTED"]],
  ["DEP_LATER_RELEASE", []],
  ["DEP_CYCLE", []],
  ["DEP_UNREADABLE", []],
  ["DEP_UNMAPPED", ["STATE_UNMAPPED"]],
  ["EXCLUDED_NEEDED", []],
  ["BLOCKER_OPEN", []],
  ["DEFECT_OPEN", []],
]);

const STANDING: ReadonlySet<BlockerCode> = new Set([...ROOTS.values()].flat());

/** What is known of a root: a code, and the work item that it names. */
type Root = Pick<Finding, "code" | "effect" | "workItem">;

/** Makes the ledger of the findings of one gate of one workload; `told` is what no finding was made for. */
export function ledgerOf(findings: readonly Finding[], told: ToldRoots | null = null): Ledger {
  const { kept, also } = merge(findings, told);
  return { blockers: blockersOf(kept, also) };
}

/** Keeps one thing for each root and code. What only warns is not covered by what blocks, and the other way round. */
class ByRoot<T> {
  private readonly places = new Map<BlockerCode | `${BlockerCode} warns`, Map<number, T>>();

  get(code: BlockerCode, effect: Effect | undefined, root: number): T | undefined {
    return this.places.get(effect === "warns" ? `${code} warns` : code)?.get(root);
  }

  set(code: BlockerCode, effect: Effect | undefined, root: number, value: T): void {
    const place = effect === "warns" ? (`${code} warns` as const) : code;
    let byRoot = this.places.get(place);
    if (byRoot === undefined) this.places.set(place, (byRoot = new Map<number, T>()));
    byRoot.set(root, value);
  }

  /** What stands for a root that is named already; undefined for none. */
  standingFor({ code, effect, workItem }: Root): T | undefined {
    if (workItem === null) return undefined;
    for (const own of (effect !== "warns" && ROOTS.get(code)) || NO_CODES) {
      const found = this.get(own, effect, workItem.id);
      if (found !== undefined) return found;
    }
    return this.get(code, effect, workItem.id);
  }
}

const NO_CODES: readonly BlockerCode[] = [];

/**
 * Roots that a ledger names anyway, with the assets that wait for them: no finding is made for these only to be merged (D4).
 */
export class ToldRoots {
  private readonly own = new Map<number, number[]>();
  private readonly others = new ByRoot<number[]>();

  /**
   * Whether the ledger names the root already, in which case it notes the asset; otherwise the caller names it now. `own` is
   * the code of the root's own blocker in this ledger; null where it has none there.
   */
  note(code: BlockerCode, effect: Effect, root: number, asset: number, own: BlockerCode | null): boolean {
    if (own !== null && effect !== "warns" && ROOTS.get(code)?.includes(own) === true) {
      append(this.own, root, asset);
      return true;
    }
    const known = this.others.get(code, effect, root);
    if (known === undefined) this.others.set(code, effect, root, []);
    else known.push(asset);
    return known !== undefined;
  }

  /** The assets that were noted for a root which this finding names, or is the own blocker of. */
  notedFor({ code, effect, workItem }: Root): readonly number[] {
    if (workItem === null) return NO_IDS;
    const noted = STANDING.has(code) ? this.own.get(workItem.id) : this.others.get(code, effect, workItem.id);
    return noted ?? NO_IDS;
  }
}

const NO_ALSO: ReadonlyMap<Finding, number[]> = new Map();

/** The findings that stay, with the further assets that some of them hold back. */
interface Merged {
  readonly kept: readonly Finding[];
  readonly also: ReadonlyMap<Finding, number[]>;
}

/** One root is one finding: the dependants of what has a blocker of its own here are held by that one. */
function merge(findings: readonly Finding[], told: ToldRoots | null): Merged {
  if (told === null && !findings.some(({ code }) => ROOTS.has(code))) return { kept: findings, also: NO_ALSO };
  const also = new Map<Finding, number[]>();
  const hold = (finding: Finding, ids: readonly number[]) => {
    for (const id of ids) append(also, finding, id);
  };
  const named = new Set<number>();
  addRoots(named, findings);
  const standing = new ByRoot<Finding>();
  for (const finding of findings) {
    const { code, workItem } = finding;
    if (workItem === null || !STANDING.has(code)) continue;
    if (named.has(workItem.id)) standing.set(code, undefined, workItem.id, finding);
    hold(finding, told?.notedFor(finding) ?? NO_IDS);
  }
  if (named.size === 0) return { kept: findings, also };

  const kept: Finding[] = [];
  for (const finding of findings) {
    const { code, effect, workItem, asset } = finding;
    const isRoot = workItem !== null && ROOTS.has(code);
    const stands = isRoot ? standing.standingFor(finding) : undefined;
    if (stands === undefined) {
      kept.push(finding);
      if (isRoot) standing.set(code, effect, workItem.id, finding);
    } else if (asset !== null) append(also, stands, asset.id);
    if (isRoot && told !== null) hold(stands ?? finding, told.notedFor(finding));
  }
  return { kept, also };
}

/** Adds the ids of the roots that findings or blockers name. */
function addRoots(roots: Set<number>, all: readonly Root[]): void {
  for (const { code, workItem } of all) if (workItem !== null && ROOTS.has(code)) roots.add(workItem.id);
}

/**
 * Makes blockers of findings: adds the effect, the path, and what clearing each one frees. An asset or a workload is freed
 * by a blocker if it is the only open one in its way at this gate (D4).
 */
function blockersOf(findings: readonly Finding[], also: ReadonlyMap<Finding, number[]>): Blocker[] {
  const perAsset = new Map<number, number>();
  const count = (asset: number) => perAsset.set(asset, (perAsset.get(asset) ?? 0) + 1);
  let [ofWorkload, ofEverything] = [0, 0];
  const others = new Map<Finding, readonly number[]>();
  for (const [finding, ids] of also) others.set(finding, without(ids, finding.asset));
  for (const finding of findings) {
    if (effectOf(finding) === "warns") continue;
    const { asset, workload } = finding;
    if (asset !== null) count(asset.id);
    // Without either it counts against everything; assets without a workload hold back none.
    if (workload !== null) ofWorkload++;
    else if (asset === null) ofEverything++;
    for (const other of others.get(finding) ?? NO_IDS) count(other);
  }
  const isFreed = ofWorkload === 1 && ofEverything === 0;

  return findings.map((finding) => {
    const { asset, workload, workItem, code, gate, expected, actual, since, owner, fix } = finding;
    const effect = effectOf(finding);
    const isOpen = effect !== "warns";
    const alsoHolds = others.get(finding) ?? NO_IDS;
    let assets = isOpen && asset !== null && perAsset.get(asset.id) === 1 ? 1 : 0;
    if (isOpen) for (const other of alsoHolds) if (perAsset.get(other) === 1) assets++;
    const workloads = isOpen && workload !== null && isFreed ? 1 : 0;
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

/** Each id once, without that of the asset itself. */
function without(ids: readonly number[], own: Finding["asset"]): readonly number[] {
  const distinct = new Set(ids);
  if (own !== null) distinct.delete(own.id);
  return [...distinct];
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
  const named = new Set<number>();
  for (const part of parts) addRoots(named, part);
  const standing = new ByRoot<Blocker>();
  for (const part of named.size === 0 ? NO_PARTS : parts) {
    for (const blocker of part) {
      const { code, workItem } = blocker;
      if (workItem !== null && named.has(workItem.id) && STANDING.has(code)) {
        standing.set(code, undefined, workItem.id, blocker);
      }
    }
  }
  const kept: Blocker[] = [];
  const further = new Map<Blocker, Blocker[]>();
  for (const part of parts) {
    for (const blocker of part) {
      const { code, effect, workItem } = blocker;
      const isRoot = workItem !== null && ROOTS.has(code);
      const stands = isRoot ? standing.standingFor(blocker) : undefined;
      if (stands !== undefined) append(further, stands, blocker);
      else {
        kept.push(blocker);
        if (isRoot) standing.set(code, effect, workItem.id, blocker);
      }
    }
  }
  return further.size === 0 ? kept : kept.map((blocker) => joined(blocker, further.get(blocker)));
}

const NO_PARTS: readonly (readonly Blocker[])[] = [];

/** One blocker that stands for further ones with the same root; all of them at once, for there may be thousands (L8). */
function joined(into: Blocker, further: readonly Blocker[] | undefined): Blocker {
  if (further === undefined) return into;
  const otherWorkloads = new Map(into.otherWorkloads.map((workload) => [workload.id, workload]));
  const alsoHolds = new Set(into.alsoHolds);
  let { assets, workloads } = into.frees;
  for (const { workload, otherWorkloads: more, workItem, path, alsoHolds: held, frees } of further) {
    for (const other of workload === null ? more : [workload, ...more]) {
      if (other.id !== into.workload?.id && !otherWorkloads.has(other.id)) otherWorkloads.set(other.id, other);
    }
    for (const id of heldBy({ workItem, path, alsoHolds: held })) alsoHolds.add(id);
    assets += frees.assets;
    workloads += frees.workloads;
  }
  return {
    ...into,
    otherWorkloads: [...otherWorkloads.values()],
    alsoHolds: [...alsoHolds],
    frees: { assets, workloads },
  };
}

/** Ids of the assets and workloads that a blocker holds back. */
export function heldBy({ workItem, path, alsoHolds }: Pick<Blocker, "workItem" | "path" | "alsoHolds">): number[] {
  const held = path.at(-1) ?? workItem;
  return held === null ? [...alsoHolds] : [held.id, ...alsoHolds];
}
