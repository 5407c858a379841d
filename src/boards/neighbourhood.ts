import { claimsOf } from "../domain/backlog/releases";
import type { Policy } from "../domain/policy/policy";
import type { Link, Loss, ProjectTypes, Snapshot } from "../domain/snapshot";
import { stoppedWith } from "./abort";
import { claimingAs } from "./claimants";
import { freezeWaivers } from "./freezeWaivers";
import { ascending, besideApart, byFirstId, ItemReading } from "./itemReading";
import { ItemTree } from "./itemTree";
import { distinctLinks, linkFilter } from "./links";
import { readFieldNames, readProcess } from "./metadata";
import { Needs } from "./needs";
import { readOtherProjects } from "./otherProjects";
import { expectedOf, type LoadRecords, readRecords, type RecordReading } from "./records";
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
  /** Reads the inventory records; without it there are none. */
  readonly loadRecords?: LoadRecords | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how many of the work items named so far are settled. */
  readonly onProgress?: (progress: { readonly read: number; readonly expected: number }) => void;
}

/** Work items with what a verdict on them needs, and nothing else of the project. */
export interface Neighbourhood {
  /**
   * The items asked for and the workloads around them, whole. For an asset without a workload: the other such assets of its
   * releases, which are judged with it (G5). Besides these what all of them need: their providers with the workloads around
   * those, whole, what they are related to, and the waivers of freezes.
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
 * A provider that is behind blocks, whatever it waits for itself. Providers of providers are read only where something else
 * waits for what is judged, as they may lead back to it in a circle (D2): all of them, or so many that it is a loss that the
 * others are not known.
 *
 * What counts for a release alone, and for none of its workloads, is not read: its own evidence and its decisions.
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
  private readonly tree: ItemTree;
  private readonly needs: Needs;
  private readonly records: Promise<RecordReading>;

  /** What is judged. */
  private near: ReadonlySet<number> = new Set();
  /** What that depends on or is related to, and what stands around. */
  private around: ReadonlySet<number> = new Set();
  /** What links of the items asked for name, and what stands below that. */
  private linked: ReadonlySet<number> = new Set();
  /** Waivers of freezes. */
  private waivers: readonly number[] = [];

  constructor(
    private readonly transport: Transport,
    private readonly request: NeighbourhoodRequest,
    private readonly stop: AbortController,
  ) {
    const { policy, project, onProgress } = request;
    const { signal } = stop;
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
    this.tree = new ItemTree(this.reading, policy);
    this.needs = new Needs(this.reading, this.tree, policy);
    this.records = readRecords(request.loadRecords);
  }

  async run(): Promise<Neighbourhood> {
    const { ids, project, withLinked } = this.request;
    this.reading.tasks.add(this.process.then(() => undefined));
    this.reading.tasks.add(this.asOf.then(() => undefined));
    this.reading.tasks.add(this.findWaivers());
    await this.climb(ids);
    const chains = ids.map((id) => this.tree.chainFrom(id));
    const roofs = new Set(chains.flatMap((chain) => this.tree.roofsOf(chain)));
    const others = await this.judgedWith(roofs);
    const judged = [...chains.flat(), ...others.flatMap((other) => this.tree.chainFrom(other))];
    const named = withLinked ? this.linksOf(chains.flat()) : [];
    await this.spread(judged, [...roofs, ...others], named);
    const otherProjects = await readOtherProjects(this.transport, project.name, this.reading, this.stop.signal);
    await this.reading.lookUpDeleted();
    return this.neighbourhood(otherProjects);
  }

  /** A freeze is waived by what names the release, and is tied to nothing else (E4). */
  private async findWaivers(): Promise<void> {
    const { policy, project } = this.request;
    const found = await freezeWaivers(this.transport, project.id, policy, this.stop.signal);
    this.waivers = found.ids;
    this.reading.losses.push(...found.losses);
    for (const id of found.ids) this.tree.placed.add(id);
  }

  /** Reads the ids and what stands above them, up to the nearest candidates. */
  private async climb(ids: Iterable<number>): Promise<void> {
    let level = new Set(ids);
    while (level.size > 0) {
      for (const id of level) this.tree.placed.add(id);
      this.reading.read(level, true);
      await this.reading.finished();
      const above = new Set<number>();
      for (const id of level) {
        const parent = this.tree.parentWithin(id);
        if (parent === null || this.reading.wasAsked(parent)) continue;
        this.reading.name(parent, `the parent of ${id}`);
        above.add(parent);
      }
      level = above;
    }
  }

  /** Assets without a workload are judged with all others of their releases that have none (G5): those others. */
  private async judgedWith(roofs: ReadonlySet<number>): Promise<number[]> {
    const { policy, project } = this.request;
    const orphans = [...roofs].flatMap((id) => {
      const item = this.reading.items.get(id);
      return item === undefined || this.tree.isCandidate(item) ? [] : [item];
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
      const top = this.reading.items.get(this.tree.chainFrom(id).at(-1) ?? id);
      return top === undefined || !this.tree.isCandidate(top);
    });
  }

  private linksOf(ids: readonly number[]): number[] {
    const items = ids.flatMap((id) => this.reading.items.get(id) ?? []);
    return items.flatMap(({ predecessors, successors }) => [...(predecessors ?? []), ...(successors ?? [])]);
  }

  /** Reads, round by round, what the work items read so far name and the neighbourhood needs. */
  private async spread(judged: readonly number[], roofs: readonly number[], named: readonly number[]): Promise<void> {
    const { records } = await this.records;
    for (;;) {
      const wanted = new Set<number>();
      this.near = new Set([...judged, ...this.tree.below(roofs, wanted)]);
      this.around = this.needs.neededBy(this.near, wanted);
      for (const id of this.waivers) wanted.add(id);
      this.linked = new Set([...named, ...this.tree.childrenOf(named)]);
      for (const id of [...this.tree.parentsOf(roofs), ...this.linked]) wanted.add(id);
      const ofNear = records.filter(({ workload }) => workload !== null && this.near.has(workload));
      for (const id of expectedOf(ofNear)) wanted.add(id);
      const unread = [...wanted].filter((id) => !this.reading.wasAsked(id)).sort(ascending);
      if (unread.length === 0) return;
      this.reading.read(unread, true);
      await this.reading.finished();
    }
  }

  private async neighbourhood(otherProjects: readonly ProjectTypes[]): Promise<Neighbourhood> {
    const { project, reader, withLinked } = this.request;
    const { types, iterations } = await this.process;
    const { items, deleted } = this.reading;
    const { records, losses: lostRecords } = await this.records;
    const losses = [...this.reading.losses, ...this.needs.losses, ...lostRecords];
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
      // A record counts for the workload that it names, and for no other.
      records: records.filter(({ workload }) => workload !== null && items.has(workload) && isPart(workload)),
      losses: besideApart(
        losses.flatMap((loss) => partOf(loss, isPart)),
        (id) => this.needs.beside.has(id) && !this.tree.placed.has(id),
      ).sort(byFirstId),
    });
    const waivers = new Set(this.waivers);
    const isNeeded = (id: number): boolean => this.near.has(id) || this.around.has(id) || waivers.has(id);
    const links = this.reading.links.filter(
      ({ source, target }) => this.near.has(source) || (this.around.has(source) && isNeeded(target)),
    );
    return {
      // What was lost on the way to others is our loss too: it may have led here.
      snapshot: snapshotOf((id) => isNeeded(id) || (!this.linked.has(id) && !items.has(id)), distinctLinks(links)),
      linked: withLinked ? snapshotOf((id) => this.linked.has(id), []) : null,
    };
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
