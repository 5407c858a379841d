import type { ItemWrite, PlannedEntry } from "../domain/change/change";
import type { NewItem, RecordEntry } from "../domain/record/plan";
import type { Instant, WorkItem } from "../domain/workItem";
import { carryOut, type EntryOutcome } from "./carryOut";
import type { CreateItems, Creation } from "./creating";
import type { WriteOne, WriteOutcome } from "./writing";

/** What came of one entry of a record. */
export interface RecordOutcome {
  readonly entry: RecordEntry;
  /** The work item; null where it could not be made. */
  readonly item: WorkItem | null;
  readonly isMade: boolean;
  /** That of the first step that failed; `written` where all was done. */
  readonly outcome: WriteOutcome;
  /** How closing it went; null where it is not to be closed, or was never there. */
  readonly closing: EntryOutcome | null;
}

/** What carries out a record. */
export interface RecordWriters {
  readonly create: CreateItems;
  readonly writeOne: WriteOne;
}

/**
 * Carries out a record: makes what is new, then closes what is to be closed; what could not be made is not closed. With
 * `before`, the outcomes of an earlier try, only what is missing of it is done, and nothing is made twice. Never rejects.
 *
 * @param since when it was planned, by Azure DevOps' own clock
 */
export async function carryOutRecord(
  entries: readonly RecordEntry[],
  { create, writeOne }: RecordWriters,
  since: Instant,
  before: readonly RecordOutcome[] = [],
): Promise<RecordOutcome[]> {
  const known = new Map(before.map((outcome) => [outcome.entry, outcome]));
  const toMake = entries.flatMap((entry) => {
    const { source } = entry;
    return source.kind === "new" && known.get(entry)?.item == null ? [{ entry, item: source.item }] : [];
  });
  const made = await creationsOf(toMake, create, since, before.length > 0);

  const sources = entries.map((entry) => {
    const creation = made.get(entry);
    if (creation?.kind === "created") return { entry, item: creation.item, isMade: true, failure: null };
    if (creation !== undefined) return { entry, item: null, isMade: false, failure: creation };
    const earlier = known.get(entry);
    const item = entry.source.kind === "existing" ? entry.source.item : (earlier?.item ?? null);
    return { entry, item, isMade: earlier?.isMade ?? false, failure: null };
  });
  const isClosed = (entry: RecordEntry) => known.get(entry)?.closing?.kind === "written";
  const closings = sources.flatMap(({ entry, item }) =>
    item === null || entry.closeAs === null || isClosed(entry)
      ? []
      : [{ entry, closing: closingOf(item, entry.closeAs) }],
  );
  const closed = await carryOut(
    closings.map(({ closing }) => closing),
    writeOne,
  );
  const byEntry = new Map(closings.map(({ entry }, index) => [entry, closed[index]]));
  return sources.map(({ entry, item, isMade, failure }): RecordOutcome => {
    const closing = byEntry.get(entry) ?? known.get(entry)?.closing ?? null;
    const outcome = failure ?? closing?.writes[0]?.outcome ?? { kind: "written", rev: item?.rev ?? 0 };
    return { entry, item, isMade, outcome, closing };
  });
}

async function creationsOf(
  toMake: readonly { readonly entry: RecordEntry; readonly item: NewItem }[],
  create: CreateItems,
  since: Instant,
  mayExist: boolean,
): Promise<ReadonlyMap<RecordEntry, Creation>> {
  if (toMake.length === 0) return new Map();
  const creations = await create({ items: toMake.map(({ item }) => item), since, mayExist });
  return new Map(
    toMake.map(({ entry }, index) => [
      entry,
      creations[index] ?? { kind: "failed", message: "It was not answered for." },
    ]),
  );
}

function closingOf(item: WorkItem, state: string): PlannedEntry {
  const write: ItemWrite = { item, edit: { state } };
  const { id, title, type } = item;
  return { item: { id, title, type }, from: item.state, to: state, writes: [write], notes: [] };
}
