import type { Policy } from "../domain/policy/policy";
import type { Link, Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { Instant, WorkItem } from "../domain/workItem";
import { stoppedWith } from "./abort";
import { Cancelled, textOf } from "./errors";
import { ascending, besideApart, byFirstId, ItemReading } from "./itemReading";
import { linkPages, linkTypesToRead, SMALLEST_LINK_PAGE } from "./linkQueries";
import { distinctLinks, linkFilter, nameOfTarget } from "./links";
import { readMetadata } from "./metadata";
import { readOtherProjects } from "./otherProjects";
import { expectedOf, type LoadRecords, readRecords, type RecordReading } from "./records";
import { readDeletedSince } from "./past";
import { fieldsToRead, linkSourcesOf, looksAtType, selectionsOf, type Selection } from "./selection";
import type { Transport } from "./transport";
import { idPages, LARGEST_PAGE } from "./wiql";

/**
 * How far a reading is. `read` counts the work items that are settled (read, or known to be lost), `expected` those that a
 * query or a link has named so far; it grows while `listing` and `links` go on.
 *
 * - `listing`: queries are still naming work items, which are read meanwhile.
 * - `items`: all are named, and being read.
 * - `links`: what links lead to and no query named is being read: parents, children, providers and what is related.
 * - `deleted`: those that were not shown are looked up in the recycle bin.
 */
export interface Progress {
  readonly phase: "listing" | "items" | "links" | "deleted";
  readonly read: number;
  readonly expected: number;
}

/** What is to be read. */
export interface SnapshotRequest {
  readonly project: Snapshot["project"];
  /** Null on a first visit, when there is none yet. {@link selectionsOf} says what is read with and without it. */
  readonly policy: Policy | null;
  readonly reader: Snapshot["reader"];
  /** The past time as of which to read (T1); null or absent for now. */
  readonly asOf?: Instant | null;
  /** Reads the inventory records; without it there are none. Their past is not kept: as of a past time they are today's. */
  readonly loadRecords?: LoadRecords | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
  /** Ids a page of a query; at most 19,999. */
  readonly pageSize?: number;
  /** Ids a batch read; at most 200. */
  readonly batchSize?: number;
}

/**
 * Reads a project into a snapshot. Every work item that a query, a parent field, a child link of a workload, or a link that
 * means something to the policy named is afterwards among its work items, its deleted items or its losses (V2).
 *
 * Parents are read up to the top. Children are read below work items of the policy's workload types, and below whatever was
 * reached from those by child links alone, in other projects too. Of links between work items those are read that the
 * project's own items carry; one whose other end this reader may not see leaves a trace only on workloads, and on what is
 * below them in other projects.
 *
 * As of a past time (T1) the work items are those of then, with the links of then; types, iterations, inventory records and policy are
 * today's (T3). What has been deleted since is among the deleted items, with a later date: Azure Boards answers it no more, as of no
 * time.
 *
 * @throws Cancelled when the signal is aborted; what the transport throws when the project's types, iterations or fields,
 * or not even one page of a query, could be read: there is nothing to judge then
 */
export async function readSnapshot(transport: Transport, request: SnapshotRequest): Promise<Snapshot> {
  return stoppedWith(request.signal, (stop) => new Reading(transport, request, stop).run());
}

class Reading {
  private readonly reading: ItemReading;
  private readonly metadata: ReturnType<typeof readMetadata>;
  private readonly records: Promise<RecordReading>;
  private readonly workloadTypes: ReadonlySet<string>;
  private phase: Progress["phase"] = "listing";
  private asOf: string | null;

  /** Items reached from a workload by child links alone. */
  private readonly below = new Set<number>();
  /** Items that no query named. */
  private readonly linked = new Set<number>();
  /** Of these, the ones that were read because of links which are neither to a parent nor to a child. */
  private readonly beside = new Set<number>();
  /** What a parent field or a link to a child named, maybe after it was read for another reason. */
  private readonly placed = new Set<number>();
  private readonly links: Link[] = [];

  constructor(
    private readonly transport: Transport,
    private readonly request: SnapshotRequest,
    private readonly stop: AbortController,
  ) {
    const { policy, project, batchSize } = request;
    this.asOf = this.past;
    this.workloadTypes = new Set(policy?.workloads.types.map(fold));
    this.metadata = readMetadata(transport, project.id, stop.signal);
    this.records = readRecords(request.loadRecords);
    this.reading = new ItemReading(transport, {
      projectId: project.id,
      fields: this.metadata.then(({ fields }) => fieldsToRead(policy, fields)),
      isKept: linkFilter(policy),
      asOf: this.past,
      batchSize,
      stop,
      onChange: () => {
        this.tell();
      },
    });
  }

  async run(): Promise<Snapshot> {
    const { project, policy } = this.request;
    this.reading.tasks.add(this.metadata.then(() => undefined));
    await this.listAll();
    this.enter("items");
    await this.reading.finished();
    this.enter("links");
    await this.followLinks();
    const others = await readOtherProjects(this.transport, project.name, this.reading, this.stop.signal);
    this.enter("deleted");
    await this.reading.lookUpDeleted();
    if (this.past !== null) {
      const isLookedAt = (type: string): boolean => policy === null || looksAtType(policy, type);
      await readDeletedSince(
        this.transport,
        project.id,
        Date.parse(this.past),
        isLookedAt,
        this.reading,
        this.stop.signal,
      );
    }
    return this.snapshot(others);
  }

  /** The past time as Azure DevOps writes times; null for now. */
  private get past(): string | null {
    const { asOf = null } = this.request;
    return asOf === null ? null : new Date(asOf).toISOString();
  }

  private enter(phase: Progress["phase"]): void {
    this.phase = phase;
    this.tell();
  }

  private tell(): void {
    this.request.onProgress?.({ phase: this.phase, ...this.reading.progress });
  }

  /** All queries ask as of the time of the first answer, so the others, that for links too, wait for that. */
  private async listAll(): Promise<void> {
    let failure: unknown = null;
    let hasAnswer = false;
    let answered = (): void => undefined;
    const firstAnswer = new Promise<void>((resolve) => {
      answered = () => {
        hasAnswer = true;
        resolve();
      };
    });
    const list = async (selection: Selection): Promise<void> => {
      let after = 0;
      try {
        for await (const page of this.pagesOf(selection)) {
          this.asOf ??= page.asOf;
          answered();
          after = page.ids.at(-1) ?? after;
          this.reading.read(page.ids, selection.withLinks || this.past !== null);
        }
      } catch (thrown) {
        if (thrown instanceof Cancelled) throw thrown;
        failure = thrown;
        const which = after === 0 ? "A list of work items" : `A list of work items, from id ${after + 1} on,`;
        this.reading.losses.push({ kind: "query", message: `${which} could not be read. ${textOf(thrown)}` });
      }
    };
    const listings: Promise<void>[] = [];
    for (const selection of selectionsOf(this.request.policy)) {
      const listing = list(selection);
      this.reading.tasks.add(listing);
      listings.push(listing);
      if (this.asOf === null) await Promise.race([Promise.allSettled([listing]), firstAnswer]);
    }
    if (this.asOf !== null) this.reading.tasks.add(this.listLinks(this.asOf));
    await Promise.allSettled(listings);
    this.reading.tasks.check();
    if (!hasAnswer) throw failure;
  }

  private async listLinks(asOf: string): Promise<void> {
    const { policy, project, pageSize = LARGEST_PAGE } = this.request;
    if (policy === null) return;
    const { signal } = this.stop;
    try {
      const types = await linkTypesToRead(this.transport, policy, signal);
      const size = Math.max(pageSize, SMALLEST_LINK_PAGE);
      const query = { projectId: project.id, sources: linkSourcesOf(policy), types, pageSize: size, asOf, signal };
      for await (const links of linkPages(this.transport, query)) this.links.push(...links);
    } catch (thrown) {
      if (thrown instanceof Cancelled) throw thrown;
      const last = this.links.at(-1)?.source ?? null;
      const which = last === null ? "The links between work items" : `The links of work items from ${last} on`;
      this.reading.losses.push({ kind: "links", message: `${which} could not be read. ${textOf(thrown)}` });
    }
  }

  private pagesOf(selection: Selection): ReturnType<typeof idPages> {
    return idPages(this.transport, {
      projectId: this.request.project.id,
      where: selection.where,
      pageSize: Math.min(this.request.pageSize ?? LARGEST_PAGE, LARGEST_PAGE),
      asOf: this.asOf,
      signal: this.stop.signal,
    });
  }

  private async followLinks(): Promise<void> {
    // As of a past time the records are today's, and what they name may not have been made yet.
    if (this.past === null) for (const id of await this.namedByRecords()) this.linked.add(id);
    for (let named = this.namedByLinks(); named.length > 0; named = this.namedByLinks()) {
      for (const id of named) this.linked.add(id);
      // Without a policy there are no workloads whose children matter.
      this.reading.read(named, this.request.policy !== null || this.past !== null);
      await this.reading.finished();
    }
  }

  /** Reads work items of inventory records that no query named: they are expected (V2). Resolves with their ids. */
  private async namedByRecords(): Promise<readonly number[]> {
    const { records } = await this.records;
    const named = expectedOf(records).filter((id) => !this.reading.wasAsked(id));
    for (const id of named) this.reading.name(id, "the work item of an inventory record");
    this.reading.read(named, this.request.policy !== null);
    await this.reading.finished();
    return named;
  }

  /** Ids that the items read so far name, and that were not asked for yet. */
  private namedByLinks(): number[] {
    const named = new Set<number>();
    const name = (id: number, as: string): void => {
      if (this.reading.wasAsked(id)) return;
      named.add(id);
      this.reading.name(id, as);
    };
    const place = (id: number, as: string): void => {
      this.placed.add(id);
      name(id, as);
    };
    for (const item of this.reading.items.values()) {
      if (item.parent !== null && this.isPlaced(item)) place(item.parent, `the parent of ${item.id}`);
      if (!this.descendsFrom(item)) continue;
      for (const child of item.children ?? []) {
        this.below.add(child);
        place(child, `a child of ${item.id}`);
      }
    }
    for (const link of this.meaningfulLinks()) {
      if (this.reading.wasAsked(link.target) || named.has(link.target)) continue;
      this.beside.add(link.target);
      name(link.target, nameOfTarget(link));
    }
    return [...named].sort(ascending);
  }

  /** The links that were asked for, and of those that came along with items the ones of the project's own or of workloads. */
  private meaningfulLinks(): Link[] {
    const cameAlong = this.reading.links.filter(({ source }) => {
      const item = this.reading.items.get(source);
      return item !== undefined && !this.isBystander(item);
    });
    return [...this.links, ...cameAlong];
  }

  /** Whether it matters where the item stands: what is related to an asset, and is none itself, stands for itself alone. */
  private isPlaced(item: WorkItem): boolean {
    if (!this.beside.has(item.id) || this.placed.has(item.id) || this.descendsFrom(item)) return true;
    return this.request.policy?.assets.types.some((type) => fold(type) === fold(item.type)) === true;
  }

  /** Whether the item was reached only upwards or from beside: what its links name is nobody's concern. */
  private isBystander(item: WorkItem): boolean {
    return this.linked.has(item.id) && !this.descendsFrom(item);
  }

  private descendsFrom(item: WorkItem): boolean {
    return this.below.has(item.id) || this.workloadTypes.has(fold(item.type));
  }

  private async snapshot(otherProjects: Snapshot["otherProjects"] = []): Promise<Snapshot> {
    const { types, iterations } = await this.metadata;
    const { items, deleted, notYetMade } = this.reading;
    const { records, losses: lostRecords } = await this.records;
    const losses = [...this.reading.losses, ...lostRecords];
    const isBeside = (id: number): boolean => this.beside.has(id) && !this.placed.has(id);
    return {
      asOf: Date.parse(this.asOf ?? ""),
      project: this.request.project,
      reader: this.request.reader,
      types,
      ...(otherProjects.length === 0 ? {} : { otherProjects }),
      iterations,
      workItems: [...items.values()].map((item) => this.withKnownLinks(item)).sort((a, b) => a.id - b.id),
      deleted: [...deleted].sort((a, b) => a.id - b.id),
      links: distinctLinks(this.meaningfulLinks().filter(({ target }) => !notYetMade.has(target))),
      histories: [],
      records,
      losses: besideApart(losses, isBeside).sort(byFirstId),
    };
  }

  private withKnownLinks(item: WorkItem): WorkItem {
    return this.isBystander(item) ? { ...item, children: null, predecessors: null, successors: null } : item;
  }
}
