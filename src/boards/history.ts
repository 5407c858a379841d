import type { Policy } from "../domain/policy/policy";
import type { ItemHistory, Loss } from "../domain/snapshot";
import type { Revision, WorkItem } from "../domain/workItem";
import { stoppedWith } from "./abort";
import { ApiError, BoardsError, Cancelled, textOf } from "./errors";
import type { HistoryCache, HistoryPlace, KeptHistory } from "./historyCache";
import { ascending } from "./itemReading";
import { readFieldNames } from "./metadata";
import { readItemRevisions, readRevisionPage, REVISION_FIELD_NAMES } from "./revisions";
import { type FieldChoice, fieldsToRead } from "./selection";
import type { Transport } from "./transport";

/**
 * Up to so many work items are read one by one: a call each, side by side. The stream of a project costs a call for every
 * thousand revisions that anybody made in it, one after the other.
 */
export const MOST_ONE_BY_ONE = 20;

/** Whose history is to be read. */
export interface HistoryRequest {
  readonly project: { readonly id: string };
  readonly policy: Policy;
  /** Work items with the revision up to which they are known; null for all of the project. */
  readonly items: readonly Pick<WorkItem, "id" | "rev">[] | null;
  readonly cache: HistoryCache;
  /** Up to so many work items are read one by one; {@link MOST_ONE_BY_ONE} where it is absent. */
  readonly mostOneByOne?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told how many revisions were read so far. */
  readonly onProgress?: (revisions: number) => void;
}

/** What was read. */
export interface HistoryResult {
  /** Of each work item, all of its revisions up to the one asked for, or none of them. */
  readonly histories: readonly ItemHistory[];
  /** `history` losses: of items that were asked for and are not among the histories; of unnamed ones only where all were. */
  readonly losses: readonly Loss[];
}

/**
 * Reads histories of work items (E2, T4): few of them one by one, more of them, and any once the project's stream is in the
 * cache, from the stream of all revisions, of which only what is new is read. Each page of the stream is kept as it comes, so
 * that a reading that fails or is cancelled is gone on with by the next. The fields are those of {@link Revision} and those
 * that the policy names.
 *
 * @throws Cancelled; what the transport throws when the project's fields could not be read
 */
export async function readHistory(transport: Transport, request: HistoryRequest): Promise<HistoryResult> {
  return stoppedWith(request.signal, (stop) => new HistoryReading(transport, request, stop.signal).run());
}

class HistoryReading {
  private readonly losses: Loss[] = [];
  private revisions = 0;
  /** Where the cache fails, reading goes on without: it saves time, and nothing depends on it. */
  private isCaching = true;

  constructor(
    private readonly transport: Transport,
    private readonly request: HistoryRequest,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<HistoryResult> {
    const { project, policy, items } = this.request;
    if (items?.length === 0) return { histories: [], losses: [] };
    const existing = await readFieldNames(this.transport, project.id, this.signal);
    const choice = fieldsToRead(policy, existing);
    const names = distinct([...REVISION_FIELD_NAMES, ...choice.extra.map(({ referenceName }) => referenceName)]);
    const fields = { names: names.filter((name) => choice.names.includes(name)), extra: choice.extra };
    // The names as the policy writes them are part of what is kept.
    const place = { projectId: project.id, fields: JSON.stringify([fields.names, fields.extra]) };
    const kept = await this.load(place);
    const most = this.request.mostOneByOne ?? MOST_ONE_BY_ONE;
    const isFew = items !== null && items.length <= most;
    if (isFew && kept?.isWhole !== true) return this.result(await this.oneByOne(items, fields));
    const histories = await this.stream(place, fields, kept);
    if (items === null) return this.result([...(histories?.values() ?? [])]);
    if (histories === null && !isFew) return this.result([]);
    const known: ItemHistory[] = [];
    const missing: Pick<WorkItem, "id" | "rev">[] = [];
    for (const item of items) {
      const history = upTo(item.rev, histories?.get(item.id));
      if (history === null) missing.push(item);
      else known.push(history);
    }
    // Of other projects, newer than the stream, or left out by it.
    if (missing.length <= most) return this.result([...known, ...(await this.oneByOne(missing, fields))]);
    const message = `The history of ${missing.length} work items is not in what Azure DevOps tells of the project.`;
    this.losses.push({ kind: "history", ids: missing.map(({ id }) => id).sort(ascending), message });
    return this.result(known);
  }

  private result(histories: readonly ItemHistory[]): HistoryResult {
    const sorted = [...histories].sort((a, b) => a.id - b.id);
    return { histories: sorted, losses: this.losses.flatMap((loss) => this.askedOf(loss, sorted)) };
  }

  /** Of a stream that failed the loss is what was asked for and nothing else gave; where that is nothing, it is none. */
  private askedOf(loss: Loss, histories: readonly ItemHistory[]): Loss[] {
    const { items } = this.request;
    if (loss.kind !== "history" || loss.ids !== null || items === null) return [loss];
    const told = new Set([
      ...histories.map(({ id }) => id),
      ...this.losses.flatMap((other) => (other.kind === "history" ? (other.ids ?? []) : [])),
    ]);
    const ids = items.flatMap(({ id }) => (told.has(id) ? [] : [id])).sort(ascending);
    return ids.length === 0 ? [] : [{ ...loss, ids }];
  }

  private async oneByOne(items: readonly Pick<WorkItem, "id" | "rev">[], fields: FieldChoice): Promise<ItemHistory[]> {
    const read = async ({ id, rev }: Pick<WorkItem, "id" | "rev">): Promise<ItemHistory[]> => {
      let problem: string;
      try {
        const revisions = await readItemRevisions(this.transport, id, rev, fields, this.signal);
        this.count(revisions.length);
        const history = upTo(rev, { id, revisions });
        if (history !== null) return [history];
        problem = `Azure DevOps gave revisions up to ${revisions.at(-1)?.rev ?? "none"}, and ${rev} was expected.`;
      } catch (thrown) {
        if (thrown instanceof Cancelled) throw thrown;
        problem = textOf(thrown);
      }
      const message = `The history of work item ${id} could not be read. ${problem}`;
      this.losses.push({ kind: "history", ids: [id], message });
      return [];
    };
    const histories = await Promise.all(items.map(read));
    this.losses.sort((a, b) => firstOf(a) - firstOf(b));
    return histories.flat();
  }

  /** What the cache has and what came since, by work item; null and a loss where a page fails: any item may have more. */
  private async stream(
    place: HistoryPlace,
    fields: FieldChoice,
    kept: KeptHistory | null,
  ): Promise<ReadonlyMap<number, ItemHistory> | null> {
    const revisions = [...(kept?.revisions ?? [])];
    this.count(revisions.length);
    let token = kept?.token ?? null;
    let isWhole = kept?.isWhole ?? false;
    try {
      for (let isLast = false; !isLast;) {
        const page = await readRevisionPage(this.transport, place.projectId, fields, token, this.signal);
        if (!page.isLast && page.token === token) throw new BoardsError("A page of revisions leads back to itself.");
        const after = token;
        ({ token, isLast } = page);
        isWhole ||= isLast;
        revisions.push(...page.revisions);
        this.count(page.revisions.length);
        await this.keep(place, after, { revisions: page.revisions, token, isWhole });
      }
    } catch (thrown) {
      if (thrown instanceof Cancelled) throw thrown;
      if (kept !== null && token === kept.token && thrown instanceof ApiError && thrown.status === 400) {
        // The place where it was left off is none any more: from the beginning.
        await this.forget();
        this.revisions = 0;
        return this.stream(place, fields, null);
      }
      this.losses.push({
        kind: "history",
        ids: null,
        message: `The history of the project's work items could not be read to its end. ${textOf(thrown)}`,
      });
      return null;
    }
    return byItem(revisions);
  }

  private count(revisions: number): void {
    this.revisions += revisions;
    this.request.onProgress?.(this.revisions);
  }

  private async load(place: HistoryPlace): Promise<KeptHistory | null> {
    return this.withCache((cache) => cache.load(place), null);
  }

  private async keep(place: HistoryPlace, after: string | null, next: KeptHistory): Promise<void> {
    await this.withCache((cache) => cache.add(place, after, next), undefined);
  }

  private async forget(): Promise<void> {
    await this.withCache((cache) => cache.clear(this.request.project.id), undefined);
  }

  private async withCache<T>(task: (cache: HistoryCache) => Promise<T>, otherwise: T): Promise<T> {
    if (!this.isCaching) return otherwise;
    try {
      return await task(this.request.cache);
    } catch {
      // A browser may refuse to store, or run out of room. The next reading takes as long as this one, and that is all.
      this.isCaching = false;
      return otherwise;
    }
  }
}

/**
 * The history without what came after the revision; null where it does not reach it, does not begin at the first or leaves
 * one out: a stage may have dropped there.
 */
function upTo(rev: number, history: ItemHistory | undefined): ItemHistory | null {
  const revisions = (history?.revisions ?? []).filter((revision) => revision.rev <= rev);
  const isWhole = revisions.length === rev && revisions.every((revision, index) => revision.rev === index + 1);
  return history === undefined || !isWhole ? null : { id: history.id, revisions };
}

/** Each revision once, the last word on it: a page may be given twice, and a revision told anew. */
function byItem(revisions: readonly Revision[]): Map<number, ItemHistory> {
  const items = new Map<number, Map<number, Revision>>();
  for (const revision of revisions) {
    const own = items.get(revision.id) ?? new Map<number, Revision>();
    items.set(revision.id, own.set(revision.rev, revision));
  }
  const histories = [...items]
    .sort(([a], [b]) => a - b)
    .map(([id, own]): [number, ItemHistory] => {
      return [id, { id, revisions: [...own.values()].sort((a, b) => a.rev - b.rev) }];
    });
  return new Map(histories);
}

function firstOf(loss: Loss): number {
  return loss.kind === "history" ? (loss.ids?.[0] ?? 0) : 0;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
