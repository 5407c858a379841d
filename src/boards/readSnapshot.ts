import type { Policy } from "../domain/policy/policy";
import type { DeletedItem, Loss, Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import { batchesOf, LARGEST_BATCH, readInHalves, SPLIT_BUDGET } from "./batches";
import { Cancelled, textOf } from "./errors";
import { readMetadata } from "./metadata";
import { fieldsToRead, selectionsOf, type Selection } from "./selection";
import { TaskGroup } from "./taskGroup";
import type { Transport } from "./transport";
import { idPages, LARGEST_PAGE } from "./wiql";
import { notShown, readBatch, readDeleted } from "./workItems";

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
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort();
  };
  if (request.signal?.aborted) throw new Cancelled();
  request.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await new Reading(transport, request, stop).run();
  } finally {
    stop.abort();
    request.signal?.removeEventListener("abort", onAbort);
  }
}

class Reading {
  private readonly tasks: TaskGroup;
  private readonly metadata: ReturnType<typeof readMetadata>;
  private readonly splitBudget = { left: SPLIT_BUDGET };
  private readonly workloadTypes: ReadonlySet<string>;
  private phase: Progress["phase"] = "listing";
  private asOf: string | null = null;

  private readonly expected = new Set<number>();
  private readonly items = new Map<number, WorkItem>();
  private readonly notReturned = new Set<number>();
  private readonly lost = new Set<number>();
  private readonly losses: Loss[] = [];
  private readonly deleted: DeletedItem[] = [];

  /** How an id came to be expected, where no query named it. */
  private readonly namedAs = new Map<number, string>();
  /** Items reached from a workload by child links alone. */
  private readonly below = new Set<number>();
  private readonly linked = new Set<number>();

  constructor(
    private readonly transport: Transport,
    private readonly request: SnapshotRequest,
    private readonly stop: AbortController,
  ) {
    this.tasks = new TaskGroup(() => {
      stop.abort();
    });
    this.workloadTypes = new Set(request.policy?.workloads.types.map(fold));
    this.metadata = readMetadata(transport, request.project.id, stop.signal);
  }

  async run(): Promise<Snapshot> {
    this.tasks.add(this.metadata.then(() => undefined));
    await this.listAll();
    this.enter("items");
    await this.tasks.finished();
    this.enter("links");
    await this.followLinks();
    this.enter("deleted");
    await this.lookUpDeleted();
    return this.snapshot();
  }

  private enter(phase: Progress["phase"]): void {
    this.phase = phase;
    this.tell();
  }

  private tell(): void {
    const read = this.items.size + this.lost.size + this.notReturned.size;
    this.request.onProgress?.({ phase: this.phase, read, expected: this.expected.size });
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
          this.read(page.ids, selection.withLinks);
        }
      } catch (thrown) {
        if (thrown instanceof Cancelled) throw thrown;
        failure = thrown;
        const which = after === 0 ? "A list of work items" : `A list of work items, from id ${after + 1} on,`;
        this.losses.push({ kind: "query", message: `${which} could not be read. ${textOf(thrown)}` });
      }
    };
    const listings: Promise<void>[] = [];
    for (const selection of selectionsOf(this.request.policy)) {
      const listing = list(selection);
      this.tasks.add(listing);
      listings.push(listing);
      if (this.asOf === null) await Promise.race([Promise.allSettled([listing]), firstAnswer]);
    }
    await Promise.allSettled(listings);
    this.tasks.check();
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

  /** Starts to read those of the ids that were not named before. */
  private read(ids: readonly number[], withLinks: boolean): void {
    const fresh = ids.filter((id) => !this.expected.has(id));
    for (const id of fresh) this.expected.add(id);
    this.tell();
    const size = Math.min(this.request.batchSize ?? LARGEST_BATCH, LARGEST_BATCH);
    for (const batch of batchesOf(fresh, size)) this.tasks.add(this.readOne(batch, withLinks));
  }

  private async readOne(batch: readonly number[], withLinks: boolean): Promise<void> {
    const fields = fieldsToRead(this.request.policy, (await this.metadata).fields);
    await readInHalves(
      batch,
      this.splitBudget,
      async (ids) => {
        const result = await readBatch(this.transport, ids, fields, withLinks, this.stop.signal);
        for (const item of result.items) this.items.set(item.id, item);
        for (const id of result.notReturned) this.notReturned.add(id);
        for (const { id, message } of result.misunderstood) this.lose([id], message);
      },
      (ids, thrown) => {
        this.lose(ids, textOf(thrown));
      },
    );
    this.tell();
  }

  private lose(ids: readonly number[], message: string): void {
    for (const id of ids) this.lost.add(id);
    this.losses.push({ kind: "batch", ids, message });
  }

  private async followLinks(): Promise<void> {
    for (let named = this.namedByLinks(); named.length > 0; named = this.namedByLinks()) {
      for (const id of named) this.linked.add(id);
      // Without a policy there are no workloads whose children matter.
      this.read(named, this.request.policy !== null);
      await this.tasks.finished();
    }
  }

  /** Ids that the items read so far name, and that were not asked for yet. */
  private namedByLinks(): number[] {
    const named = new Set<number>();
    const name = (id: number, as: string): void => {
      if (this.expected.has(id)) return;
      named.add(id);
      if (!this.namedAs.has(id)) this.namedAs.set(id, as);
    };
    for (const item of this.items.values()) {
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

  private async lookUpDeleted(): Promise<void> {
    const found = new Set<number>();
    const problems = new Map<number, unknown>();
    const budget = { left: SPLIT_BUDGET };
    const missing = [...this.notReturned].sort(ascending);
    for (const batch of batchesOf(missing, LARGEST_BATCH)) {
      const lookUp = readInHalves(
        batch,
        budget,
        async (ids) => {
          const deleted = await readDeleted(this.transport, this.request.project.id, ids, this.stop.signal);
          for (const item of deleted) found.add(item.id);
          this.deleted.push(...deleted);
        },
        (ids, thrown) => {
          for (const id of ids) problems.set(id, thrown);
        },
      );
      this.tasks.add(lookUp);
    }
    await this.tasks.finished();
    for (const id of missing) {
      if (found.has(id)) continue;
      const message = notShown(id, this.namedAs.get(id) ?? null, problems.get(id) ?? null);
      this.losses.push({ kind: "item", id, message });
    }
  }

  private async snapshot(): Promise<Snapshot> {
    const { types, iterations } = await this.metadata;
    return {
      asOf: Date.parse(this.asOf ?? ""),
      project: this.request.project,
      reader: this.request.reader,
      types,
      iterations,
      workItems: [...this.items.values()].map((item) => this.withKnownChildren(item)).sort((a, b) => a.id - b.id),
      deleted: [...this.deleted].sort((a, b) => a.id - b.id),
      losses: [...this.losses].sort((a, b) => firstId(a) - firstId(b)),
    };
  }

  /** Links of items that were reached upwards came along with their fields; their other children are nobody's concern. */
  private withKnownChildren(item: WorkItem): WorkItem {
    return this.linked.has(item.id) && !this.descendsFrom(item)
      ? { ...item, children: null, predecessors: null, successors: null }
      : item;
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** Losses of queries come first. */
function firstId(loss: Loss): number {
  if (loss.kind === "query") return 0;
  return loss.kind === "item" ? loss.id : (loss.ids[0] ?? 0);
}
