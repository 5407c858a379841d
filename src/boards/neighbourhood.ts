import { claimsOf } from "../domain/backlog/releases";
import type { Policy } from "../domain/policy/policy";
import type { Link, Loss, ProjectTypes, Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import { stoppedWith } from "./abort";
import { claimingAs } from "./claimants";
import { ascending, byFirstId, ItemReading } from "./itemReading";
import { distinctLinks, isHardLink, linkFilter, nameOfTarget } from "./links";
import { readFieldNames, readProcess } from "./metadata";
import { readOtherProjects } from "./otherProjects";
import { fieldsNamedBy, fieldsToRead } from "./selection";
import type { Transport } from "./transport";
import { idPages, LARGEST_PAGE, readServerTime } from "./wiql";

/** Whose neighbourhood is to be read. */
export interface NeighbourhoodRequest {
  readonly project: Snapshot["project"];
  readonly policy: Policy;
  readonly reader: Snapshot["reader"];
  readonly ids: readonly number[];
  /** Whether what their links name is read too. */
  readonly withLinked: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told how many of the work items named so far are settled. */
  readonly onProgress?: (progress: { readonly read: number; readonly expected: number }) => void;
}

/** Work items with what a verdict on them needs, and nothing else of the project. */
export interface Neighbourhood {
  /**
   * The items asked for and the workloads around them, whole. For an asset without a workload: the other such assets of its
   * releases, which are judged with it (G5). Besides these what all of them need: their direct providers with the workloads
   * around those, whole, and what they are related to.
   */
  readonly snapshot: Snapshot;
  /** What the items asked for wait for and what waits for them, with their children; null where it was not asked for. */
  readonly linked: Snapshot | null;
}

/**
 * Reads the neighbourhood of work items: up to the nearest workload candidate, and everything below that one; the same for
 * what these depend on. A few requests, whatever the size of the project. Links are read of every item, so that a child or a
 * provider that is hidden from this reader is noticed on assets too, where a reading of the whole project has no trace of it.
 *
 * Providers of providers are not read. A provider that is behind blocks, whatever it waits for itself; but a circle is seen
 * only where each of its members is among the judged workloads or depends on them directly (D2).
 *
 * @throws Cancelled; what the transport throws where types, iterations or the time could not be read
 */
export async function readNeighbourhood(transport: Transport, request: NeighbourhoodRequest): Promise<Neighbourhood> {
  return stoppedWith(request.signal, (stop) => new NeighbourhoodReading(transport, request, stop).run());
}

class NeighbourhoodReading {
  private readonly reading: ItemReading;
  private readonly process: ReturnType<typeof readProcess>;
  private readonly asOf: Promise<string>;
  private readonly assetTypes: ReadonlySet<string>;
  private readonly workloadTypes: ReadonlySet<string>;
  private readonly isHard: (type: string) => boolean;

  /** What is judged. */
  private near: ReadonlySet<number> = new Set();
  /** What that depends on or is related to, and what stands around. */
  private around: ReadonlySet<number> = new Set();
  /** What links of the items asked for name, and what stands below that. */
  private linked: ReadonlySet<number> = new Set();

  constructor(
    private readonly transport: Transport,
    private readonly request: NeighbourhoodRequest,
    private readonly stop: AbortController,
  ) {
    const { policy, project, onProgress } = request;
    const { signal } = stop;
    this.assetTypes = new Set(policy.assets.types.map(fold));
    this.workloadTypes = new Set(policy.workloads.types.map(fold));
    this.isHard = isHardLink(policy);
    this.process = readProcess(transport, project.id, signal);
    this.asOf = readServerTime(transport, project.id, signal);
    const names = fieldsNamedBy(policy).length === 0 ? [] : readFieldNames(transport, project.id, signal);
    this.reading = new ItemReading(transport, {
      projectId: project.id,
      // All fields come along with the links; the names are for those that the policy may spell in its own way.
      fields: Promise.resolve(names).then((existing) => fieldsToRead(policy, existing)),
      isKept: linkFilter(policy),
      asOf: null,
      stop,
      onChange: () => onProgress?.(this.reading.progress),
    });
  }

  async run(): Promise<Neighbourhood> {
    const { ids, project, withLinked } = this.request;
    this.reading.tasks.add(this.process.then(() => undefined));
    this.reading.tasks.add(this.asOf.then(() => undefined));
    await this.climb(ids);
    const chains = ids.map((id) => this.chainFrom(id));
    const roofs = new Set(chains.flatMap((chain) => this.roofsOf(chain)));
    const others = await this.judgedWith(roofs);
    const judged = [...chains.flat(), ...others.flatMap((other) => this.chainFrom(other))];
    const named = withLinked ? this.linksOf(chains.flat()) : [];
    await this.spread(judged, [...roofs, ...others], named);
    const otherProjects = await readOtherProjects(this.transport, project.name, this.reading, this.stop.signal);
    await this.reading.lookUpDeleted();
    return this.neighbourhood(otherProjects);
  }

  /** Reads the ids and what stands above them, up to the nearest candidates. */
  private async climb(ids: Iterable<number>): Promise<void> {
    let level = new Set(ids);
    while (level.size > 0) {
      this.reading.read(level, true);
      await this.reading.finished();
      const above = new Set<number>();
      for (const id of level) {
        const parent = this.parentWithin(id);
        if (parent === null || this.reading.wasAsked(parent)) continue;
        this.reading.name(parent, `the parent of ${id}`);
        above.add(parent);
      }
      level = above;
    }
  }

  /** The parent of an item that is no candidate: what is above a candidate is not asked for. */
  private parentWithin(id: number): number | null {
    const item = this.reading.items.get(id);
    return item === undefined || this.isCandidate(item) ? null : item.parent;
  }

  /** The item and what stands above it, up to the nearest candidate; ends where parents go in a circle. */
  private chainFrom(start: number): number[] {
    const chain: number[] = [];
    for (let id: number | null = start; id !== null && !chain.includes(id); id = this.parentWithin(id)) chain.push(id);
    return chain;
  }

  /** What everything below is read of: the workload at the end of the chain; where there is none, its assets. */
  private roofsOf(chain: readonly number[]): number[] {
    const items = chain.flatMap((id) => this.reading.items.get(id) ?? []);
    const top = items.at(-1);
    if (top !== undefined && this.isCandidate(top)) return [top.id];
    return items.filter((item) => this.assetTypes.has(fold(item.type))).map(({ id }) => id);
  }

  /** Assets without a workload are judged with all others of their releases that have none (G5): those others. */
  private async judgedWith(roofs: ReadonlySet<number>): Promise<number[]> {
    const { policy, project } = this.request;
    const orphans = [...roofs].flatMap((id) => {
      const item = this.reading.items.get(id);
      return item === undefined || this.isCandidate(item) ? [] : [item];
    });
    const where = await claimingAs(orphans, this.transport, project.id, policy, this.stop.signal);
    if (where === null) return [];
    const claimants: number[] = [];
    const query = { projectId: project.id, where, pageSize: LARGEST_PAGE, asOf: null, signal: this.stop.signal };
    for await (const { ids } of idPages(this.transport, query)) claimants.push(...ids);
    await this.climb(claimants);
    const claims = new Set(orphans.flatMap((item) => claimsOf(item, policy.releases)));
    return claimants.filter((id) => {
      const item = this.reading.items.get(id);
      if (item !== undefined && !claimsOf(item, policy.releases).some((claim) => claims.has(claim))) return false;
      const top = this.reading.items.get(this.chainFrom(id).at(-1) ?? id);
      return top === undefined || !this.isCandidate(top);
    });
  }

  private linksOf(ids: readonly number[]): number[] {
    const items = ids.flatMap((id) => this.reading.items.get(id) ?? []);
    return items.flatMap(({ predecessors, successors }) => [...(predecessors ?? []), ...(successors ?? [])]);
  }

  /** Reads, round by round, what the work items read so far name and the neighbourhood needs. */
  private async spread(judged: readonly number[], roofs: readonly number[], named: readonly number[]): Promise<void> {
    for (;;) {
      const wanted = new Set<number>();
      this.near = new Set([...judged, ...this.below(roofs, wanted)]);
      this.around = this.neededBy(this.near, wanted);
      this.linked = new Set([...named, ...this.childrenOf(named)]);
      for (const id of [...this.parentsOf(roofs), ...this.linked]) wanted.add(id);
      const unread = [...wanted].filter((id) => !this.reading.wasAsked(id)).sort(ascending);
      if (unread.length === 0) return;
      this.reading.read(unread, true);
      await this.reading.finished();
    }
  }

  /** The roofs and everything below them, as far as it was read; all that is named is wanted. */
  private below(roofs: Iterable<number>, wanted: Set<number>): Set<number> {
    const found = new Set(roofs);
    // What is added to a set while it is walked through is walked through as well.
    for (const id of found) for (const child of this.childrenOf([id])) found.add(child);
    for (const id of found) wanted.add(id);
    return found;
  }

  /**
   * What work items need for their verdict: providers, each with the workload around it, as its stage may lie in tasks and
   * phases and a workload's stage does in its assets; and what is related, which may be a waiver or a blocking item.
   */
  private neededBy(judged: ReadonlySet<number>, wanted: Set<number>): Set<number> {
    const found = new Set<number>();
    const roofs = new Set<number>();
    for (const link of this.reading.links) {
      const { type, source, target } = link;
      if (!judged.has(source)) continue;
      this.reading.name(target, nameOfTarget(link));
      found.add(target);
      wanted.add(target);
      const provider = this.reading.items.get(target);
      if (!this.isHard(type) || provider === undefined || judged.has(target)) continue;
      if (!this.isCandidate(provider) && !this.assetTypes.has(fold(provider.type))) continue;
      const chain = this.chainFrom(target);
      for (const [index, id] of chain.entries()) {
        if (index > 0) this.reading.name(id, `the parent of ${chain[index - 1] ?? target}`);
        found.add(id);
        wanted.add(id);
      }
      if (chain.every((id) => this.reading.wasAsked(id))) for (const roof of this.roofsOf(chain)) roofs.add(roof);
    }
    for (const id of this.parentsOf(roofs)) wanted.add(id);
    for (const id of this.below(roofs, wanted)) found.add(id);
    return found;
  }

  private childrenOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const children = this.reading.items.get(id)?.children ?? [];
      for (const child of children) this.reading.name(child, `a child of ${id}`);
      return children;
    });
  }

  /** What workloads stand below is none of theirs, but hidden from this reader it leaves them unknown (V2). */
  private parentsOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const parent = this.reading.items.get(id)?.parent ?? null;
      if (parent === null) return [];
      this.reading.name(parent, `the parent of ${id}`);
      return [parent];
    });
  }

  private async neighbourhood(otherProjects: readonly ProjectTypes[]): Promise<Neighbourhood> {
    const { project, reader, withLinked } = this.request;
    const { types, iterations } = await this.process;
    const { items, deleted, losses } = this.reading;
    const asOf = Date.parse(await this.asOf);
    const snapshotOf = (isPart: (id: number) => boolean, links: readonly Link[]): Snapshot => ({
      asOf,
      project,
      reader,
      types,
      ...(otherProjects.length === 0 ? {} : { otherProjects }),
      iterations,
      workItems: [...items.values()].filter(({ id }) => isPart(id)).sort((a, b) => a.id - b.id),
      deleted: deleted.filter(({ id }) => isPart(id)).sort((a, b) => a.id - b.id),
      links,
      histories: [],
      records: [],
      losses: losses.flatMap((loss) => partOf(loss, isPart)).sort(byFirstId),
    });
    const isNeeded = (id: number): boolean => this.near.has(id) || this.around.has(id);
    const links = this.reading.links.filter(
      ({ source, target }) => this.near.has(source) || (this.around.has(source) && isNeeded(target)),
    );
    return {
      // What was lost on the way to others is our loss too: it may have led here.
      snapshot: snapshotOf((id) => isNeeded(id) || (!this.linked.has(id) && !items.has(id)), distinctLinks(links)),
      linked: withLinked ? snapshotOf((id) => this.linked.has(id), []) : null,
    };
  }

  private isCandidate(item: WorkItem): boolean {
    return this.workloadTypes.has(fold(item.type));
  }
}

function partOf(loss: Loss, isPart: (id: number) => boolean): Loss[] {
  switch (loss.kind) {
    case "query":
    case "links":
    case "history":
    case "records":
      return [loss];
    case "item":
      return isPart(loss.id) ? [loss] : [];
    case "batch": {
      const ids = loss.ids.filter(isPart);
      return ids.length === 0 ? [] : [{ ...loss, ids }];
    }
  }
}
