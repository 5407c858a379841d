import { type Asset, type Backlog, isInScope, type PlacedWorkload, type Workload } from "../backlog/model";
import { releaseId } from "../backlog/releases";
import { append } from "../group";
import type { Policy } from "../policy/policy";
import type { AssetReading } from "../readiness/assetStages";
import { isOnLadder, rankOf } from "../readiness/stage";
import type { Link, Snapshot } from "../snapshot";
import { componentsOf } from "./components";
import { EdgeList, graphOf } from "./graph";
import { linkMeanings } from "./linkMeaning";
import { type DependencyModel, gapOf, KIND, needsOf, type Part, wholeOf } from "./model";
import { otherProviders } from "./others";

const PROMOTED = rankOf("Promoted");

/**
 * The dependencies of a snapshot (D1, D2, D5). `stages` holds every asset of the backlog; `satisfied` the ids of providers
 * whose connectivity is proven (D6). Links between a workload and its own assets say nothing, nor do those whose dependant is
 * neither an asset in scope nor a workload. The order of links and items has no influence (L2).
 */
export function dependencyModel(
  snapshot: Snapshot,
  backlog: Backlog,
  policy: Policy,
  stages: ReadonlyMap<number, AssetReading>,
  satisfied: ReadonlySet<number>,
): DependencyModel {
  return new Builder(snapshot, backlog, policy, stages, satisfied).build();
}

class Builder {
  private readonly nodes = new Map<number, number>();
  readonly assets: AssetReading[] = [];
  private readonly excluded = new Map<number, Asset>();
  private readonly homeOfExcluded = new Map<number, number>();
  private readonly parts: Part[] = [];
  private readonly partsOf = new Map<number, number[]>();
  private readonly workloads = new Map<number, Workload[]>();
  private readonly partOf: Int32Array;
  private readonly releaseOf: Int32Array;
  private readonly ranks: Int8Array;
  private readonly possibleRanks: Int8Array;
  private readonly firstOther: number;

  private readonly hard = new EdgeList();
  private readonly soft = new EdgeList();
  private readonly met = new EdgeList();
  /** Edges to what is no asset in scope and no workload, by its id: its number is known once all of them are. */
  private readonly toOthers = new EdgeList();
  private readonly softToOthers = new EdgeList();
  private readonly otherIds = new Set<number>();
  /** Ids of all that was read; made once something asks. */
  private read: ReadonlySet<number> | null = null;
  private readonly usedNeeds = new Set<number>();
  private readonly usedWholes = new Set<number>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly backlog: Backlog,
    private readonly policy: Policy,
    stages: ReadonlyMap<number, AssetReading>,
    private readonly satisfied: ReadonlySet<number>,
  ) {
    for (const asset of byId(backlog.assets)) {
      const { id } = asset.item;
      if (!isInScope(asset)) {
        this.excluded.set(id, asset);
        continue;
      }
      const reading = stages.get(id);
      if (reading === undefined) throw new Error(`The stage of asset ${id} was not read.`);
      this.nodes.set(id, this.assets.length);
      this.assets.push(reading);
    }
    const size = this.assets.length + backlog.workloads.length * 3;
    this.firstOther = size;
    this.partOf = new Int32Array(size).fill(-1);
    this.releaseOf = new Int32Array(size).fill(-1);
    this.ranks = new Int8Array(size).fill(-1);
    this.possibleRanks = new Int8Array(size).fill(-1);
    const positions = new Map(backlog.releases.map(({ key }, position) => [releaseId(key), position]));
    const firstOf = firstClaimed(positions);
    this.assets.forEach(({ asset, stage, possible }, node) => {
      this.releaseOf[node] = firstOf(asset.claims);
      if (!isOnLadder(stage)) return;
      this.ranks[node] = rankOf(stage);
      this.possibleRanks[node] = rankOf(possible ?? stage);
    });
    for (const placed of backlog.workloads) this.addPart(placed, positions.get(placed.releases[0] ?? "") ?? -1);
  }

  build(): DependencyModel {
    this.readLinks();
    const otherIds = [...this.otherIds].sort((a, b) => a - b);
    const others = otherProviders(otherIds, this.snapshot, this.backlog, this.excluded, this.workloads);
    const otherNodes = new Map(otherIds.map((id, index) => [id, this.firstOther + index]));
    const join = (toOthers: EdgeList, edges: EdgeList) => {
      for (let index = 0; index < toOthers.length; index++) {
        const node = otherNodes.get(toOthers.toAt(index)) ?? 0;
        const isFinished = others[node - this.firstOther]?.kind === KIND.finished;
        (isFinished ? this.met : edges).add(toOthers.fromAt(index), node);
      }
    };
    join(this.toOthers, this.hard);
    join(this.softToOthers, this.soft);
    this.connectParts();

    const size = this.firstOther + others.length;
    const kinds = new Uint8Array(size);
    for (const part of this.parts.keys()) {
      kinds[needsOf(this, part)] = KIND.needs;
      kinds[wholeOf(this, part)] = KIND.whole;
      kinds[gapOf(this, part)] = KIND.gap;
    }
    for (const [index, { kind }] of others.entries()) kinds[this.firstOther + index] = kind;
    const hard = graphOf(size, this.hard);
    return {
      size,
      kinds,
      assets: this.assets,
      ranks: this.ranks,
      possibleRanks: this.possibleRanks,
      parts: this.parts,
      partOf: this.partOf,
      releases: this.backlog.releases,
      releaseOf: this.releaseOf,
      firstOther: this.firstOther,
      others,
      hard,
      soft: graphOf(size, this.soft),
      components: componentsOf(hard),
      met: graphOf(size, this.met),
      nodeOf: (asset) => this.nodes.get(asset),
    };
  }

  private addPart({ workload }: PlacedWorkload, release: number): void {
    const { item, assets, lost } = workload;
    if (item === null) throw new Error("Only assets without a workload are judged without a workload's item.");
    const part = this.parts.length;
    const nodes: number[] = [];
    for (const asset of assets) {
      const node = this.nodes.get(asset.item.id);
      if (node === undefined) {
        this.homeOfExcluded.set(asset.item.id, item.id);
        continue;
      }
      nodes.push(node);
      this.partOf[node] = part;
    }
    this.parts.push({ item, assets: nodes, lost: lost.unreadable.length + lost.unread.length });
    for (const node of [needsOf(this, part), wholeOf(this, part), gapOf(this, part)]) {
      this.partOf[node] = part;
      this.releaseOf[node] = release;
    }
    append(this.partsOf, item.id, part);
    append(this.workloads, item.id, workload);
  }

  private readLinks(): void {
    const meaningOf = linkMeanings(this.policy.dependencies);
    for (const link of this.snapshot.links) {
      const meaning = meaningOf(link.type);
      if (meaning === null) continue;
      if (meaning.kind === "serves") {
        this.serve(link);
        continue;
      }
      const isSoft = meaning.kind === "soft";
      if (meaning.dependant !== "target") this.depend(link.source, link.target, isSoft);
      if (meaning.dependant !== "source") this.depend(link.target, link.source, isSoft);
    }
  }

  /** The workload at one end needs the asset at the other, whichever way round the link was made (D1). */
  private serve({ source, target }: Link): void {
    if (this.partsOf.has(source) && this.canServe(target)) this.depend(source, target, false);
    else if (this.partsOf.has(target) && this.canServe(source)) this.depend(target, source, false);
  }

  /** An asset, or something that may be one and was not read. */
  private canServe(id: number): boolean {
    this.read ??= new Set(this.snapshot.workItems.map((item) => item.id));
    return this.nodes.has(id) || this.excluded.has(id) || !this.read.has(id);
  }

  private depend(dependant: number, provider: number, isSoft: boolean): void {
    if (dependant === provider) return;
    const from = this.nodes.get(dependant);
    const to = this.nodes.get(provider);
    const consumers = from === undefined ? this.partsOf.get(dependant) : null;
    if (consumers === undefined) return;
    // A workload and its own assets go together as it is.
    if (this.homeOf(from) === provider || this.homeOf(to) === dependant) return;
    if (this.homeOfExcluded.get(provider) === dependant) return;
    if (consumers === null) this.connect(from ?? 0, provider, to, isSoft);
    if (consumers === null) return;
    for (const part of consumers) {
      this.usedNeeds.add(part);
      this.connect(needsOf(this, part), provider, to, isSoft);
    }
  }

  private connect(from: number, provider: number, asset: number | undefined, isSoft: boolean): void {
    const edges = isSoft ? this.soft : this.hard;
    if (asset !== undefined) {
      const isMet = this.isPromoted(asset) || this.satisfied.has(provider);
      if (!isMet) edges.add(from, asset);
      else if (!isSoft) this.met.add(from, asset);
      return;
    }
    const parts = this.partsOf.get(provider);
    if (parts?.some((part) => (this.parts[part]?.assets.length ?? 0) > 0) === true) {
      for (const part of parts) {
        this.usedWholes.add(part);
        const whole = wholeOf(this, part);
        if (!this.satisfied.has(provider)) edges.add(from, whole);
        else if (!isSoft) this.met.add(from, whole);
      }
      return;
    }
    // A soft link to what is no asset is no dependency: notes, tasks and waivers are linked like this too (D1).
    if (this.satisfied.has(provider) || (isSoft && !this.excluded.has(provider))) return;
    this.otherIds.add(provider);
    (isSoft ? this.softToOthers : this.toOthers).add(from, provider);
  }

  /** What a workload needs its assets need, and as a provider it is as far as they are (D1). */
  private connectParts(): void {
    for (const part of this.usedNeeds) {
      for (const asset of this.parts[part]?.assets ?? []) this.hard.add(asset, needsOf(this, part));
    }
    for (const part of this.usedWholes) {
      const { assets, lost } = this.parts[part] ?? { assets: [], lost: 0 };
      const whole = wholeOf(this, part);
      for (const asset of assets) {
        const isMet = this.isPromoted(asset) || this.satisfied.has(this.assets[asset]?.asset.item.id ?? 0);
        if (!isMet) this.hard.add(whole, asset);
      }
      // What it names and nobody could read may be behind (V2).
      if (lost > 0) this.hard.add(whole, gapOf(this, part));
    }
  }

  /** Promoted with all that stands below it (§9). */
  private isPromoted(asset: number): boolean {
    return this.ranks[asset] === PROMOTED && this.assets[asset]?.unmapped === null;
  }

  private homeOf(asset: number | undefined): number | undefined {
    return asset === undefined ? undefined : this.parts[this.partOf[asset] ?? -1]?.item.id;
  }
}

/**
 * The place of the first release that an asset claims itself, −1 for none: that its workload is in a release because another
 * asset says so brings it no nearer to it (M3, L1).
 */
function firstClaimed(positions: ReadonlyMap<string, number>): (claims: Asset["claims"]) => number {
  // Neighbours share their list as a rule.
  let last: Asset["claims"] = [];
  let first = -1;
  return (claims) => {
    if (claims === last) return first;
    last = claims;
    first = -1;
    for (const claim of claims) {
      const position = positions.get(claim) ?? -1;
      if (position !== -1 && (first === -1 || position < first)) first = position;
    }
    return first;
  };
}

/** Assets in the order of their ids; a backlog has them so as a rule, and then nothing is copied. */
function byId(assets: readonly Asset[]): readonly Asset[] {
  const isSorted = assets.every(({ item }, index) => index === 0 || item.id > (assets[index - 1]?.item.id ?? 0));
  return isSorted ? assets : [...assets].sort((a, b) => a.item.id - b.item.id);
}
