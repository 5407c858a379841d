import type { Policy } from "../domain/policy/policy";
import type { Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import { stoppedWith } from "./abort";
import { Cancelled, textOf } from "./errors";
import { ascending, byFirstId, ItemReading } from "./itemReading";
import { readMetadata } from "./metadata";
import { fieldsToRead, selectionsOf, type Selection } from "./selection";
import type { Transport } from "./transport";
import { idPages, LARGEST_PAGE } from "./wiql";

/**
 * How far a reading is. `read` counts the work items that are settled (read, or known to be lost), `expected` those that a
 * query or a link has named so far; it grows while `listing` and `links` go on.
 *
 * - `listing`: queries are still naming work items, which are read meanwhile.
 * - `items`: all are named, and being read.
 * - `links`: parents and children that no query named are being read.
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
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
  /** Ids a page of a query; at most 19,999. */
  readonly pageSize?: number;
  /** Ids a batch read; at most 200. */
  readonly batchSize?: number;
}

/**
 * Reads a project into a snapshot. Every work item that a query, a parent field or a child link of a workload named is
 * afterwards among its work items, its deleted items or its losses (V2).
 *
 * Parents are read up to the top. Children are read below work items of the policy's workload types, and below whatever was
 * reached from those by child links alone, in other projects too.
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
  private readonly workloadTypes: ReadonlySet<string>;
  private phase: Progress["phase"] = "listing";
  private asOf: string | null = null;

  /** Items reached from a workload by child links alone. */
  private readonly below = new Set<number>();
  private readonly linked = new Set<number>();

  constructor(
    private readonly transport: Transport,
    private readonly request: SnapshotRequest,
    private readonly stop: AbortController,
  ) {
    const { policy, project, batchSize } = request;
    this.workloadTypes = new Set(policy?.workloads.types.map(fold));
    this.metadata = readMetadata(transport, project.id, stop.signal);
    this.reading = new ItemReading(transport, {
      projectId: project.id,
      fields: this.metadata.then(({ fields }) => fieldsToRead(policy, fields)),
      batchSize,
      stop,
      onChange: () => {
        this.tell();
      },
    });
  }

  async run(): Promise<Snapshot> {
    this.reading.tasks.add(this.metadata.then(() => undefined));
    await this.listAll();
    this.enter("items");
    await this.reading.finished();
    this.enter("links");
    await this.followLinks();
    this.enter("deleted");
    await this.reading.lookUpDeleted();
    return this.snapshot();
  }

  private enter(phase: Progress["phase"]): void {
    this.phase = phase;
    this.tell();
  }

  private tell(): void {
    this.request.onProgress?.({ phase: this.phase, ...this.reading.progress });
  }

  /** All queries ask as of the time of the first answer, so the others wait for that. */
  private async listAll(): Promise<void> {
    let failure: unknown = null;
    let answered = (): void => undefined;
    const firstAnswer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const list = async (selection: Selection): Promise<void> => {
      let after = 0;
      try {
        for await (const page of this.pagesOf(selection)) {
          this.asOf ??= page.asOf;
          answered();
          after = page.ids.at(-1) ?? after;
          this.reading.read(page.ids, selection.withLinks);
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
    await Promise.allSettled(listings);
    this.reading.tasks.check();
    if (this.asOf === null) throw failure;
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
    for (let named = this.namedByLinks(); named.length > 0; named = this.namedByLinks()) {
      for (const id of named) this.linked.add(id);
      // Without a policy there are no workloads whose children matter.
      this.reading.read(named, this.request.policy !== null);
      await this.reading.finished();
    }
  }

  /** Ids that the items read so far name, and that were not asked for yet. */
  private namedByLinks(): number[] {
    const named = new Set<number>();
    const name = (id: number, as: string): void => {
      if (this.reading.wasAsked(id)) return;
      named.add(id);
      this.reading.name(id, as);
    };
    for (const item of this.reading.items.values()) {
      if (item.parent !== null) name(item.parent, `the parent of ${item.id}`);
      if (!this.descendsFrom(item)) continue;
      for (const child of item.children ?? []) {
        this.below.add(child);
        name(child, `a child of ${item.id}`);
      }
    }
    return [...named].sort(ascending);
  }

  private descendsFrom(item: WorkItem): boolean {
    return this.below.has(item.id) || this.workloadTypes.has(fold(item.type));
  }

  private async snapshot(): Promise<Snapshot> {
    const { types, iterations } = await this.metadata;
    const { items, deleted, losses } = this.reading;
    return {
      asOf: Date.parse(this.asOf ?? ""),
      project: this.request.project,
      reader: this.request.reader,
      types,
      iterations,
      workItems: [...items.values()].map((item) => this.withKnownLinks(item)).sort((a, b) => a.id - b.id),
      deleted: [...deleted].sort((a, b) => a.id - b.id),
      links: [],
      histories: [],
      records: [],
      losses: [...losses].sort(byFirstId),
    };
  }

  /** Links of items that were reached upwards came along with their fields; they are nobody's concern. */
  private withKnownLinks(item: WorkItem): WorkItem {
    return this.linked.has(item.id) && !this.descendsFrom(item)
      ? { ...item, children: null, predecessors: null, successors: null }
      : item;
  }
}
