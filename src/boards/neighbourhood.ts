import { holdingFilter } from "../domain/backlog/holding";
import { claimsOf } from "../domain/backlog/releases";
import { append } from "../domain/group";
import { CONNECTIVITY } from "../domain/policy/checklists";
import type { Policy } from "../domain/policy/policy";
import type { Link, Loss, ProjectTypes, Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import { stoppedWith } from "./abort";
import { claimingAs } from "./claimants";
import { freezeWaivers } from "./freezeWaivers";
import { ascending, besideApart, byFirstId, ItemReading } from "./itemReading";
import { distinctLinks, isHardLink, LINK, linkFilter, nameOfTarget } from "./links";
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

/** How many items may be read around what is judged before providers of providers are followed no further. */
const MOST_AROUND = 600;

class NeighbourhoodReading {
  private readonly reading: ItemReading;
  private readonly process: ReturnType<typeof readProcess>;
  private readonly asOf: Promise<string>;
  private readonly assetTypes: ReadonlySet<string>;
  private readonly workloadTypes: ReadonlySet<string>;
  private readonly isHard: (type: string) => boolean;
  private readonly isHolding: (item: WorkItem) => boolean;
  private readonly asksConnectivity: boolean;

  /** What is judged. */
  private near: ReadonlySet<number> = new Set();
  /** What that depends on or is related to, and what stands around. */
  private around: ReadonlySet<number> = new Set();
  /** What links of the items asked for name, and what stands below that. */
  private linked: ReadonlySet<number> = new Set();
  /** Ids that came from elsewhere than a link to a provider or to what is related. */
  private readonly placed = new Set<number>();
  private readonly beside = new Set<number>();
  private waivers: readonly number[] = [];
  private isCutOff = false;

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
    this.isHolding = holdingFilter(policy);
    this.asksConnectivity = policy.evidence.checklist.some(({ id }) => fold(id) === CONNECTIVITY);
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
    this.reading.tasks.add(this.findWaivers());
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

  /** A freeze is waived by what names the release, and is tied to nothing else (E4). */
  private async findWaivers(): Promise<void> {
    const { policy, project } = this.request;
    const found = await freezeWaivers(this.transport, project.id, policy, this.stop.signal);
    this.waivers = found.ids;
    this.reading.losses.push(...found.losses);
    for (const id of found.ids) this.placed.add(id);
  }

  /** Reads the ids and what stands above them, up to the nearest candidates. */
  private async climb(ids: Iterable<number>): Promise<void> {
    let level = new Set(ids);
    while (level.size > 0) {
      for (const id of level) this.placed.add(id);
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
      for (const id of this.waivers) wanted.add(id);
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
    const links = new Map<number, Link[]>();
    for (const link of this.reading.links) append(links, link.source, link);
    const found = new Set<number>();
    const roofs = new Set<number>();
    const mayCircle = this.isAwaited(judged, links);
    const isFull = this.reading.items.size > judged.size + MOST_AROUND;
    // Both grow while they are walked through.
    for (let sources = [...judged]; sources.length > 0;) {
      for (const source of sources) {
        for (const link of links.get(source) ?? []) {
          if (!judged.has(source) && !this.isFollowed(link, mayCircle)) continue;
          if (!judged.has(source) && isFull && !this.reading.wasAsked(link.target)) {
            this.isCutOff = true;
            continue;
          }
          if (!judged.has(link.target) && !found.has(link.target)) sources.push(link.target);
          this.need(link, judged, found, roofs);
        }
      }
      for (const id of this.parentsOf(roofs)) wanted.add(id);
      sources = [...this.below(roofs, wanted)].filter((id) => !found.has(id) && !judged.has(id));
      for (const id of sources) found.add(id);
    }
    for (const id of found) wanted.add(id);
    return found;
  }

  /** Takes in the target of a link, with what its stage lies in. */
  private need(link: Link, judged: ReadonlySet<number>, found: Set<number>, roofs: Set<number>): void {
    const { type, target } = link;
    this.reading.name(target, nameOfTarget(link));
    this.beside.add(target);
    found.add(target);
    const provider = this.reading.items.get(target);
    if (!this.isHard(type) || provider === undefined || judged.has(target)) return;
    if (!this.isCandidate(provider) && !this.assetTypes.has(fold(provider.type))) {
      if (this.asksConnectivity) for (const child of this.childrenOf([target])) found.add(child);
      return;
    }
    const chain = this.chainFrom(target);
    for (const [index, id] of chain.entries()) {
      if (index > 0) {
        this.reading.name(id, `the parent of ${chain[index - 1] ?? target}`);
        this.placed.add(id);
      }
      found.add(id);
    }
    if (chain.every((id) => this.reading.wasAsked(id))) for (const roof of this.roofsOf(chain)) roofs.add(roof);
  }

  /** Whether anything outside waits for what is judged: only then can its providers lead back to it. */
  private isAwaited(judged: ReadonlySet<number>, links: ReadonlyMap<number, readonly Link[]>): boolean {
    return [...judged].some(
      (id) =>
        this.reading.items.get(id)?.successors?.some((other) => !judged.has(other)) === true ||
        links
          .get(id)
          ?.some(({ type, target }) => type !== LINK.predecessor && this.isHard(type) && !judged.has(target)),
    );
  }

  /** Whether a link of something that is not judged itself matters: to a provider, and to the waiver of a blocking item. */
  private isFollowed({ type, source }: Link, mayCircle: boolean): boolean {
    if (this.isHard(type)) return mayCircle;
    const item = this.reading.items.get(source);
    return type === LINK.related && item !== undefined && this.isHolding(item);
  }

  private childrenOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const children = this.reading.items.get(id)?.children ?? [];
      for (const child of children) {
        this.reading.name(child, `a child of ${id}`);
        this.placed.add(child);
      }
      return children;
    });
  }

  /** What workloads stand below is none of theirs, but hidden from this reader it leaves them unknown (V2). */
  private parentsOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const parent = this.reading.items.get(id)?.parent ?? null;
      if (parent === null) return [];
      this.reading.name(parent, `the parent of ${id}`);
      this.placed.add(parent);
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
      losses: besideApart(
        losses.flatMap((loss) => partOf(loss, isPart)),
        (id) => this.beside.has(id) && !this.placed.has(id),
      ).sort(byFirstId),
    });
    if (this.isCutOff) losses.push({ kind: "links", message: CUT_OFF });
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

  private isCandidate(item: WorkItem): boolean {
    return this.workloadTypes.has(fold(item.type));
  }
}

const CUT_OFF =
  `More than ${MOST_AROUND} work items wait for each other around this one. They were not followed any further, so that ` +
  "a circle of dependencies may be missing here; the hub reads all of them.";

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
