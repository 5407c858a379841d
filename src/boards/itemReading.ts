import type { DeletedItem, Link, Loss } from "../domain/snapshot";
import type { WorkItem } from "../domain/workItem";
import { batchesOf, LARGEST_BATCH, readInHalves, SPLIT_BUDGET } from "./batches";
import { textOf } from "./errors";
import type { FieldChoice } from "./selection";
import { TaskGroup } from "./taskGroup";
import type { Transport } from "./transport";
import { notShown, readBatch, readDeleted } from "./workItems";
import { NEEDED_FIELDS } from "./workItemFields";

/** What reads work items, and for whom. */
export interface ItemReadingOptions {
  readonly projectId: string;
  /** The fields to ask for, once they are known. */
  readonly fields: Promise<FieldChoice>;
  /** Tells the types of links, with direction, that are kept as they are, where links are read. */
  readonly isKept: (type: string) => boolean;
  /** The past time as of which is read, in ISO 8601; null for now. */
  readonly asOf: string | null;
  /** Ids a batch read; at most 200. */
  readonly batchSize?: number | undefined;
  /** Stops everything; also aborted by the first failure that can't be a loss. */
  readonly stop: AbortController;
  /** Told whenever more is named or settled. */
  readonly onChange: () => void;
}

/**
 * Work items read in batches, side by side. Every id that was asked for ends among the items, the deleted items or the
 * losses (V2).
 */
export class ItemReading {
  readonly items = new Map<number, WorkItem>();
  /** Links of the items that were read with theirs. */
  readonly links: Link[] = [];
  readonly losses: Loss[] = [];
  readonly deleted: DeletedItem[] = [];
  /** What something of the past named that did not exist then; it is no loss. */
  readonly notYetMade = new Set<number>();
  /** For tasks of other kinds that belong to the same reading. */
  readonly tasks: TaskGroup;
  private readonly splitBudget = { left: SPLIT_BUDGET };
  private readonly asked = new Set<number>();
  private readonly notReturned = new Set<number>();
  private readonly lost = new Set<number>();
  /** How an id came to be asked for, where no query named it. */
  private readonly namedAs = new Map<number, string>();

  constructor(
    private readonly transport: Transport,
    private readonly options: ItemReadingOptions,
  ) {
    this.tasks = new TaskGroup(() => {
      options.stop.abort();
    });
    // Each batch meets the failure by itself; there may be none.
    options.fields.catch(() => undefined);
  }

  /** How many ids were asked for, and how many of them are settled: read, or known to be lost. */
  get progress(): { readonly read: number; readonly expected: number } {
    return { read: this.items.size + this.lost.size + this.notReturned.size, expected: this.asked.size };
  }

  wasAsked(id: number): boolean {
    return this.asked.has(id);
  }

  /** Says how an id came to be asked for, e.g. `a child of 7`; the first to say so counts. */
  name(id: number, as: string): void {
    if (!this.namedAs.has(id)) this.namedAs.set(id, as);
  }

  /** Starts to read those of the ids that were not asked for before. */
  read(ids: Iterable<number>, withLinks: boolean): void {
    const fresh = [...ids].filter((id) => !this.asked.has(id));
    for (const id of fresh) this.asked.add(id);
    this.options.onChange();
    const size = Math.min(this.options.batchSize ?? LARGEST_BATCH, LARGEST_BATCH);
    for (const batch of batchesOf(fresh, size)) this.tasks.add(this.readOne(batch, withLinks));
  }

  /** Resolves when nothing is under way; throws the first failure that is no loss. */
  finished(): Promise<void> {
    return this.tasks.finished();
  }

  private async readOne(batch: readonly number[], withLinks: boolean): Promise<void> {
    const fields = await this.options.fields;
    await readInHalves(
      batch,
      this.splitBudget,
      async (ids) => {
        const { isKept, asOf, stop } = this.options;
        const signal = stop.signal;
        const result = await readBatch(this.transport, ids, { fields, withLinks, isKept, asOf, signal });
        for (const item of result.items) this.items.set(item.id, item);
        for (const link of result.links) this.links.push(link);
        for (const id of result.notReturned) this.notReturned.add(id);
        for (const { id, message } of result.misunderstood) this.lose([id], message);
      },
      (ids, thrown) => {
        this.lose(ids, textOf(thrown));
      },
    );
    this.options.onChange();
  }

  /** Takes items that were read for lost: what their states mean could not be read. */
  takeBack(ids: readonly number[], message: string): void {
    for (const id of ids) this.items.delete(id);
    this.lose(ids, message);
  }

  private lose(ids: readonly number[], message: string): void {
    for (const id of ids) this.lost.add(id);
    this.losses.push({ kind: "batch", ids, message });
  }

  /**
   * Asks the recycle bin for what was not shown; what is not there either is lost. As of a past time, what did not exist then
   * is no loss. To be called once, at the end.
   */
  async lookUpDeleted(): Promise<void> {
    await this.findNotYetMade();
    const found = new Set<number>();
    const problems = new Map<number, unknown>();
    const budget = { left: SPLIT_BUDGET };
    const missing = [...this.notReturned].filter((id) => !this.notYetMade.has(id)).sort(ascending);
    for (const batch of batchesOf(missing, LARGEST_BATCH)) {
      const lookUp = readInHalves(
        batch,
        budget,
        async (ids) => {
          const { projectId, stop } = this.options;
          const deleted = await readDeleted(this.transport, projectId, ids, stop.signal);
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

  private async findNotYetMade(): Promise<void> {
    const { asOf, isKept, stop } = this.options;
    if (asOf === null || this.notReturned.size === 0) return;
    const fields = { names: [...NEEDED_FIELDS], extra: [] };
    const now = { fields, withLinks: false, isKept, asOf: null, signal: stop.signal };
    for (const batch of batchesOf([...this.notReturned].sort(ascending), LARGEST_BATCH)) {
      const compare = readInHalves(
        batch,
        this.splitBudget,
        async (ids) => {
          const { items } = await readBatch(this.transport, ids, now);
          for (const { id, createdDate } of items) if (createdDate > Date.parse(asOf)) this.notYetMade.add(id);
        },
        // They stay what they are: not shown.
        () => undefined,
      );
      this.tasks.add(compare);
    }
    await this.tasks.finished();
  }
}

/**
 * Losses with those told apart that only links beside the hierarchy named (V2): of a batch that holds both, each part is a
 * loss of its own.
 */
export function besideApart(losses: readonly Loss[], isBeside: (id: number) => boolean): Loss[] {
  return losses.flatMap((loss): Loss[] => {
    if (loss.kind === "item") return [isBeside(loss.id) ? { ...loss, isBeside: true } : loss];
    if (loss.kind !== "batch") return [loss];
    const beside = loss.ids.filter(isBeside);
    const others = loss.ids.filter((id) => !isBeside(id));
    return [
      ...(others.length === 0 ? [] : [{ ...loss, ids: others }]),
      ...(beside.length === 0 ? [] : [{ ...loss, ids: beside, isBeside: true }]),
    ];
  });
}

/** Ids in order. */
export function ascending(a: number, b: number): number {
  return a - b;
}

/** Losses in the order of their first ids; those that name none come first. */
export function byFirstId(a: Loss, b: Loss): number {
  return firstId(a) - firstId(b);
}

function firstId(loss: Loss): number {
  if (loss.kind === "item") return loss.id;
  return loss.kind === "batch" ? (loss.ids[0] ?? 0) : 0;
}
