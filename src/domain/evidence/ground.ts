import { type Asset, type Backlog, isInScope, type PlacedWorkload, type Workload } from "../backlog/model";
import { claimsOf, releaseId, type ReleaseId } from "../backlog/releases";
import { candidateFilter } from "../backlog/candidates";
import { treeOf, type WorkItemTree } from "../backlog/tree";
import { groupBy } from "../group";
import type { Policy } from "../policy/policy";
import type { AssetReading } from "../readiness/assetStages";
import type { Snapshot } from "../snapshot";
import type { WorkItem } from "../workItem";

/** What a piece of evidence or a waiver covers (E1): its assets in scope, and whether an asset belongs to it. */
export interface Covered {
  /** Names it among all others. */
  readonly key: string;
  /** By id. */
  readonly assets: readonly Asset[];
  /** Whether an asset belongs to it by its parent and claims, which may be those of an earlier time. */
  readonly holds: (asset: WorkItem) => boolean;
}

/** Where something stands: below what, by the nearest asset or workload; null where it stands below neither. */
export type Standing = { readonly kind: "asset" | "workload"; readonly id: number } | null;

/** The assets, workloads and releases that evidence and waivers are about. */
export class Ground {
  readonly #snapshot: Snapshot;
  readonly #backlog: Backlog;
  readonly #policy: Policy;
  readonly #readings: ReadonlyMap<number, AssetReading>;
  readonly #isCandidate: (item: WorkItem) => boolean;
  readonly #covered = new Map<string, Covered>();
  #tree: WorkItemTree | null = null;
  #workloads: ReadonlyMap<number, PlacedWorkload[]> | null = null;
  #releases: ReadonlySet<ReleaseId> | null = null;

  /** Nothing is looked up before it is asked for: most estates have no evidence, and pay nothing. */
  constructor(snapshot: Snapshot, backlog: Backlog, policy: Policy, readings: ReadonlyMap<number, AssetReading>) {
    this.#snapshot = snapshot;
    this.#backlog = backlog;
    this.#policy = policy;
    this.#readings = readings;
    this.#isCandidate = candidateFilter(policy);
  }

  get tree(): WorkItemTree {
    return (this.#tree ??= treeOf(this.#snapshot));
  }

  /**
   * The nearest asset or workload at `id` or above it; null for none. What stands below a candidate that is no workload is not
   * of the workload around that one: with its first asset the candidate becomes one itself (M2, L1).
   */
  nearest(id: number | null): Standing {
    const found = this.#up(id, (at) => {
      if (this.#parts.has(at)) return { kind: "workload", id: at } as const;
      if (this.#readings.has(at)) return { kind: "asset", id: at } as const;
      const item = this.tree.items.get(at);
      return item !== undefined && this.#isCandidate(item) ? ("candidate" as const) : null;
    });
    return found === "candidate" ? null : found;
  }

  /** The releases of the backlog that an item names (M3). */
  releasesOf(item: WorkItem): ReleaseId[] {
    const releases = (this.#releases ??= new Set(this.#backlog.releases.map(({ key }) => releaseId(key))));
    return claimsOf(item, this.#policy.releases).filter((claim) => releases.has(claim));
  }

  /** An asset with the assets nested below it, without which it is no further (§9). */
  asset(id: number): Covered {
    return this.#remember(`asset ${id}`, (key) => {
      const family = new Map<number, Asset>();
      const pending = [this.#readings.get(id)?.asset];
      for (let asset = pending.pop(); asset !== undefined; asset = pending.pop()) {
        if (family.has(asset.item.id)) continue;
        family.set(asset.item.id, asset);
        for (const nested of asset.nested) pending.push(nested);
      }
      const holds = (item: WorkItem) =>
        item.id === id || this.#up(item.parent, (at) => (at === id ? true : null)) !== null;
      return { key, assets: inScopeOf(family.values()), holds };
    });
  }

  /** A workload; of one that is split, this part of it (M3). */
  workload(workload: Workload): Covered {
    const id = workload.item?.id ?? null;
    const parts = id === null ? [] : (this.#parts.get(id) ?? []);
    const part = parts.findIndex((placed) => placed.workload === workload);
    return this.#remember(`workload ${id} part ${part}`, (key) => ({
      key,
      assets: inScopeOf(workload.assets),
      holds: ({ parent }) => this.#workloadAbove(parent) === id,
    }));
  }

  /** Whatever this work item is; nothing where it is neither asset nor workload. */
  below(id: number): Covered {
    return this.#parts.has(id) ? this.wholeWorkload(id) : this.asset(id);
  }

  /** All parts of a workload together. */
  wholeWorkload(id: number): Covered {
    return this.#remember(`workload ${id}`, (key) => ({
      key,
      assets: inScopeOf((this.#parts.get(id) ?? []).flatMap(({ workload }) => workload.assets)),
      holds: ({ parent }) => this.#workloadAbove(parent) === id,
    }));
  }

  /** A release: everything that is judged in it. */
  release(id: ReleaseId): Covered {
    return this.#remember(`release ${id}`, (key) => {
      const inside = [...this.#backlog.workloads, ...this.#backlog.withoutWorkload].filter(({ releases }) =>
        releases.includes(id),
      );
      const workloads = new Set(inside.flatMap(({ workload }) => workload.item?.id ?? []));
      const holds = (item: WorkItem) =>
        claimsOf(item, this.#policy.releases).includes(id) || workloads.has(this.#workloadAbove(item.parent) ?? NaN);
      return { key, assets: inScopeOf(inside.flatMap(({ workload }) => workload.assets)), holds };
    });
  }

  get #parts(): ReadonlyMap<number, PlacedWorkload[]> {
    return (this.#workloads ??= groupBy(this.#backlog.workloads, ({ workload }) => workload.item?.id ?? NaN));
  }

  #workloadAbove(id: number | null): number | null {
    return this.#up(id, (at) => (this.#parts.has(at) ? at : null));
  }

  /** The first answer at `id` or above it. Circles of parents, which a reading during a change can show, end. */
  #up<T>(id: number | null, answer: (id: number) => T | null): T | null {
    const seen = new Set<number>();
    for (let at = id; at !== null && !seen.has(at); at = this.tree.parentOf(at)) {
      const found = answer(at);
      if (found !== null) return found;
      seen.add(at);
    }
    return null;
  }

  #remember(key: string, make: (key: string) => Covered): Covered {
    let covered = this.#covered.get(key);
    if (covered === undefined) {
      covered = make(key);
      this.#covered.set(key, covered);
    }
    return covered;
  }
}

function inScopeOf(assets: Iterable<Asset>): Asset[] {
  const byId = new Map<number, Asset>();
  for (const asset of assets) if (isInScope(asset)) byId.set(asset.item.id, asset);
  return [...byId.values()].sort((a, b) => a.item.id - b.item.id);
}
