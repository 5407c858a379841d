import { claimsOf, releaseId } from "../domain/backlog/releases";
import { wordsOf } from "../domain/backlog/words";
import type { Policy } from "../domain/policy/policy";
import type { Loss, Snapshot } from "../domain/snapshot";
import { fold, tidy } from "../domain/text";
import type { FieldValue, WorkItem } from "../domain/workItem";
import { stoppedWith } from "./abort";
import { byFirstId, ItemReading } from "./itemReading";
import { readFieldNames, readProcess } from "./metadata";
import { fieldsNamedBy, fieldsToRead } from "./selection";
import { readTagNames } from "./tags";
import type { Transport } from "./transport";
import { idPages, isOneOf, LARGEST_PAGE, quoted, readServerTime } from "./wiql";
import { FIELD_NAMES } from "./workItemFields";

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
   * releases, which are judged with it (G5).
   */
  readonly snapshot: Snapshot;
  /** What the items asked for wait for and what waits for them, with their children; null where it was not asked for. */
  readonly linked: Snapshot | null;
}

/**
 * Reads the neighbourhood of work items: up to the nearest workload candidate, and everything below that one. A few
 * requests, whatever the size of the project. Links are read of every item, so that a child that is hidden from this reader
 * is noticed below assets too, where a reading of the whole project has no trace of it.
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

  /** What the snapshot is made of; the rest was looked at only. */
  private readonly near = new Set<number>();
  /** What links name, and what stands below that. */
  private readonly linked = new Set<number>();

  constructor(
    private readonly transport: Transport,
    private readonly request: NeighbourhoodRequest,
    private readonly stop: AbortController,
  ) {
    const { policy, project, onProgress } = request;
    const { signal } = stop;
    this.assetTypes = new Set(policy.assets.types.map(fold));
    this.workloadTypes = new Set(policy.workloads.types.map(fold));
    this.process = readProcess(transport, project.id, signal);
    this.asOf = readServerTime(transport, project.id, signal);
    const names = fieldsNamedBy(policy).length === 0 ? [] : readFieldNames(transport, project.id, signal);
    this.reading = new ItemReading(transport, {
      projectId: project.id,
      // All fields come along with the links; the names are for those that the policy may spell in its own way.
      fields: Promise.resolve(names).then((existing) => fieldsToRead(policy, existing)),
      stop,
      onChange: () => onProgress?.(this.reading.progress),
    });
  }

  async run(): Promise<Neighbourhood> {
    const { ids, withLinked } = this.request;
    this.reading.tasks.add(this.process.then(() => undefined));
    this.reading.tasks.add(this.asOf.then(() => undefined));
    await this.climb(ids);
    const chains = ids.map((id) => this.chainFrom(id));
    const roofs = new Set(chains.flatMap((chain) => this.roofsOf(chain)));
    const others = await this.judgedWith(roofs);
    for (const id of [...chains.flat(), ...others.flatMap((other) => this.chainFrom(other))]) this.near.add(id);
    await this.descend([...roofs, ...others], withLinked ? this.linksOf(chains.flat()) : []);
    await this.reading.lookUpDeleted();
    return this.neighbourhood();
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

  private parentsOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const parent = this.reading.items.get(id)?.parent ?? null;
      if (parent === null) return [];
      this.reading.name(parent, `the parent of ${id}`);
      return [parent];
    });
  }

  /** Reads everything below the roofs; in the same calls what links name, and one level below that: their tasks. */
  private async descend(roofs: Iterable<number>, links: Iterable<number>): Promise<void> {
    const walked = new Set<number>();
    const childrenOf = (ids: Iterable<number>): number[] =>
      [...ids].flatMap((id) => {
        const children = this.reading.items.get(id)?.children ?? [];
        for (const child of children) this.reading.name(child, `a child of ${id}`);
        return children;
      });
    let level = new Set(roofs);
    let beside = new Set(links);
    // What workloads stand below is none of theirs, but hidden from this reader it leaves them unknown (V2).
    let above = this.parentsOf(level);
    for (let depth = 0; level.size > 0 || depth < 2; depth++) {
      for (const id of level) walked.add(id);
      level = new Set(childrenOf(level).filter((id) => !walked.has(id)));
      for (const id of level) this.near.add(id);
      for (const id of beside) this.linked.add(id);
      this.reading.read([...level, ...beside, ...above], true);
      await this.reading.finished();
      above = [];
      beside = depth === 0 ? new Set(childrenOf(beside)) : new Set();
    }
  }

  private async neighbourhood(): Promise<Neighbourhood> {
    const { project, reader, withLinked } = this.request;
    const { types, iterations } = await this.process;
    const { items, deleted, losses } = this.reading;
    const asOf = Date.parse(await this.asOf);
    const snapshotOf = (isPart: (id: number) => boolean): Snapshot => ({
      asOf,
      project,
      reader,
      types,
      iterations,
      workItems: [...items.values()].filter(({ id }) => isPart(id)).sort((a, b) => a.id - b.id),
      deleted: deleted.filter(({ id }) => isPart(id)).sort((a, b) => a.id - b.id),
      links: [],
      histories: [],
      records: [],
      losses: losses.flatMap((loss) => partOf(loss, isPart)).sort(byFirstId),
    });
    return {
      // What was lost on the way to others is our loss too: it may have led here.
      snapshot: snapshotOf((id) => this.near.has(id) || (!this.linked.has(id) && !items.has(id))),
      linked: withLinked ? snapshotOf((id) => this.linked.has(id)) : null,
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

/**
 * The WIQL condition for items that say the same at a field, and maybe others: a query compares white space as it is, the
 * policy overlooks it. Only texts can be searched for a part of them.
 */
function saysAlike(field: string, value: FieldValue): string {
  if (typeof value !== "string") return isOneOf(field, [String(value)]);
  const parts = tidy(value).split(" ");
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return `[${field}] CONTAINS ${quoted(longest)}`;
}

/** The WIQL condition for items of an asset's type that may name a release of these; null where they name none. */
async function claimingAs(
  orphans: readonly WorkItem[],
  transport: Transport,
  projectId: string,
  policy: Policy,
  signal: AbortSignal,
): Promise<string | null> {
  const { source } = policy.releases;
  const distinct = (values: readonly string[]): string[] => [
    ...new Map(values.map((value) => [fold(value), value])).values(),
  ];
  const named = async (): Promise<string[]> => {
    switch (source.kind) {
      case "none":
        return [];
      case "iteration": {
        const paths = orphans.flatMap((item) => {
          const path = item.iterationPath.split("\\").slice(0, source.level + 1);
          return path.length > source.level ? [path.join("\\")] : [];
        });
        return distinct(paths).map((path) => `[${FIELD_NAMES.iterationPath}] UNDER ${quoted(path)}`);
      }
      case "field": {
        const claiming = orphans.filter((item) => wordsOf(item, source).length > 0);
        return distinct(claiming.map(({ fields }) => saysAlike(source.field, fields[source.field] ?? null)));
      }
      case "tag": {
        const claims = new Set(orphans.flatMap((item) => claimsOf(item, policy.releases)));
        if (claims.size === 0) return [];
        // As people wrote them: a query compares tags as they are, the policy overlooks odd white space.
        const tags = await readTagNames(transport, projectId, signal);
        const claiming = tags.filter((tag) =>
          wordsOf({ tags: [tag], fields: {} }, source).some((word) => claims.has(releaseId(word))),
        );
        return claiming.map((tag) => `[${FIELD_NAMES.tags}] CONTAINS ${quoted(tag)}`);
      }
    }
  };
  const conditions = await named();
  if (conditions.length === 0) return null;
  return `${isOneOf(FIELD_NAMES.type, policy.assets.types.map(tidy))} AND (${conditions.join(" OR ")})`;
}
