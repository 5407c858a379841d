import * as v from "valibot";
import type { RecordChange } from "../../domain/inventory/importPlan";
import type { StoredRecord } from "../../domain/inventory/record";
import { STORED_RECORD } from "../../domain/inventory/recordSchema";
import { canonical } from "../canonical";
import { ANY_VERSION, type Document, type DocumentStore, etagOf, isConflict, isMissing } from "../documents";
import { BoardsError } from "../errors";
import { sideBySide } from "../sideBySide";
import { fnv1a } from "./hash";
import { MAP_DOCUMENT, type MapEntry, mapCollection, problemOf, readRecordMap } from "./recordMap";
import type { RecordConflict, RecordStore } from "./stores";

/** What is kept of a record besides its entry in the map. */
type Facts = Omit<StoredRecord, Exclude<keyof MapEntry, "key">>;

const FACTS = v.omit(STORED_RECORD, ["name", "outOfScope", "workItem", "workloadItem"]);
const FACTS_DOCUMENT = v.object({ id: v.string(), records: v.array(FACTS) });

/** Documents in which a project's records are kept, of the map and of the facts each; a record is in the one of its key. */
const BUCKETS = 32;
/** Buckets that are read or written at a time. */
const LANES = 6;
/** How often a bucket is read again when somebody else wrote it meanwhile. */
const ATTEMPTS = 10;

/** A document as it was read, and its records by key; `etag` is null for one that is not there yet. */
interface Bucket<E> {
  readonly etag: number | null;
  readonly entries: ReadonlyMap<string, E>;
}

/** One of the two documents that hold a part of each of their records. */
interface Part<E extends { readonly key: string }> {
  readonly collection: string;
  readonly parse: (document: Document) => readonly E[];
  readonly of: (record: StoredRecord) => E;
}

type Change = Pick<RecordChange, "before" | "after">;

/** The inventory records of one project, in the extension's own storage. */
export function createRecordStore(documents: DocumentStore, projectId: string): RecordStore {
  const map: Part<MapEntry> = {
    collection: mapCollection(projectId),
    parse: (document) => parsedBy(MAP_DOCUMENT, document, mapCollection(projectId)).records,
    of: ({ key, name, outOfScope, workItem, workloadItem }) => ({ key, name, outOfScope, workItem, workloadItem }),
  };
  const facts: Part<Facts> = {
    collection: `facts-${projectId}`,
    parse: (document) => parsedBy(FACTS_DOCUMENT, document, `facts-${projectId}`).records,
    of: ({ name: _, outOfScope: __, workItem: ___, workloadItem: ____, ...rest }) => rest,
  };

  async function bucketOf<E extends { readonly key: string }>(part: Part<E>, id: string): Promise<Bucket<E>> {
    let document: Document | null;
    try {
      document = await documents.get(part.collection, id);
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown;
      document = null;
    }
    if (document === null) return { etag: null, entries: new Map() };
    return { etag: etagOf(document), entries: byKey(part.parse(document)) };
  }

  /** Writes the bucket with these entries put or (null) taken out; does nothing where it is so already. */
  async function write<E extends { readonly key: string }>(
    part: Part<E>,
    id: string,
    { etag, entries }: Bucket<E>,
    wanted: ReadonlyMap<string, E | null>,
  ): Promise<void> {
    const next = new Map(entries);
    for (const [key, entry] of wanted) {
      if (entry === null) next.delete(key);
      else next.set(key, entry);
    }
    const isSame = [...wanted].every(([key, entry]) => canonical(entries.get(key) ?? null) === canonical(entry));
    if (isSame) return;
    const body = { id, records: [...next.values()].sort((a, b) => (a.key < b.key ? -1 : 1)) };
    if (etag === null) await documents.create(part.collection, body);
    else await documents.set(part.collection, { ...body, __etag: etag });
  }

  async function changeBucket(id: string, changes: readonly Change[]): Promise<RecordConflict[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await tryBucket(id, changes);
      } catch (thrown) {
        if (!isConflict(thrown) || tries >= ATTEMPTS) throw thrown;
      }
    }
  }

  async function tryBucket(id: string, changes: readonly Change[]): Promise<RecordConflict[]> {
    const [inMap, inFacts] = await Promise.all([bucketOf(map, id), bucketOf(facts, id)]);
    const isFree = (change: Change): boolean => {
      const key = keyOf(change);
      const entry = inMap.entries.get(key) ?? null;
      if (!isExpected(entry, change, map.of)) return false;
      // Facts without an entry in the map are what a write that broke off left, and no record.
      return entry === null || isExpected(inFacts.entries.get(key) ?? null, change, facts.of, true);
    };
    const free = changes.filter(isFree);
    const put = <E>(of: (record: StoredRecord) => E, isRemoval: boolean | null): ReadonlyMap<string, E | null> =>
      new Map(
        free
          .filter(({ after }) => isRemoval === null || (after === null) === isRemoval)
          .map((change) => [keyOf(change), change.after === null ? null : of(change.after)]),
      );
    // A record is there when the map has it. What breaks off between the two is begun again by the same change.
    await write(facts, id, inFacts, put(facts.of, false));
    await write(map, id, inMap, put(map.of, null));
    const removed = put(facts.of, true);
    if (removed.size > 0) await write(facts, id, await bucketOf(facts, id), removed);
    return changes
      .filter((change) => !free.includes(change))
      .map((change) => {
        const key = keyOf(change);
        const entry = inMap.entries.get(key);
        return { key, theirs: entry === undefined ? null : joined(entry, inFacts.entries.get(key)) };
      });
  }

  return {
    loadMap: () => readRecordMap(documents, projectId),

    async load() {
      const [entries, all] = await Promise.all([documents.list(map.collection), documents.list(facts.collection)]);
      const factsByKey = byKey(all.flatMap(facts.parse));
      const records = entries.flatMap(map.parse).map((entry) => joined(entry, factsByKey.get(entry.key)));
      return records.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    },

    async change(changes) {
      const buckets = new Map<string, Change[]>();
      // One of them would make its document, and with it all records beside it, unreadable.
      const broken = changes.flatMap(({ after }) => (after === null ? [] : (problemIn(after) ?? [])));
      const sound = changes.filter(({ after }) => after === null || problemIn(after) === null);
      for (const change of sound.flatMap(byOneKey)) {
        const id = bucketIdOf(keyOf(change));
        const bucket = buckets.get(id) ?? [];
        buckets.set(id, bucket);
        bucket.push(change);
      }
      const conflicts = await sideBySide([...buckets], LANES, ([id, bucket]) => changeBucket(id, bucket));
      if (broken.length > 0) throw new BoardsError(broken.join(" "));
      return conflicts.flat();
    },

    async replaceAll(records) {
      const replace = async (collection: string, id: string, entries: readonly unknown[]): Promise<void> => {
        if (entries.length === 0) await documents.remove(collection, id);
        else await documents.set(collection, { id, __etag: ANY_VERSION, records: entries });
      };
      const ids = Array.from({ length: BUCKETS }, (_, index) => bucketId(index));
      await sideBySide(ids, LANES, async (id) => {
        const inBucket = records.filter(({ key }) => bucketIdOf(key) === id);
        await replace(facts.collection, id, inBucket.map(facts.of));
        await replace(map.collection, id, inBucket.map(map.of));
      });
    },
  };
}

function parsedBy<S extends v.GenericSchema>(schema: S, document: Document, collection: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) throw new BoardsError(problemOf(collection, document, parsed.issues[0]));
  return parsed.output;
}

function byKey<E extends { readonly key: string }>(entries: readonly E[]): ReadonlyMap<string, E> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** Whether a part of a record is as the change found it, or as it will be. `mayLack`: or is not there. */
function isExpected<E>(
  current: E | null,
  { before, after }: Change,
  of: (record: StoredRecord) => E,
  mayLack = false,
): boolean {
  if (current === null && mayLack) return true;
  const now = canonical(current);
  return [before, after].some((record) => now === canonical(record === null ? null : of(record)));
}

/** A change that gives a record another key takes one away and makes another. */
function byOneKey({ before, after }: Change): Change[] {
  if (before === null || after === null || before.key === after.key) return [{ before, after }];
  return [
    { before, after: null },
    { before: null, after },
  ];
}

/** Why a record can't be kept: a sentence; null where it can. */
function problemIn(record: StoredRecord): string | null {
  const parsed = v.safeParse(STORED_RECORD, record);
  if (parsed.success) return null;
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue);
  return `The record ${record.key} can't be kept: ${place === null ? "it" : place} ${issue.message}. Correct it in the file, or here.`;
}

function keyOf({ before, after }: Change): string {
  return (after ?? before)?.key ?? "";
}

/** A record of which a broken-off write left the entry alone has no facts. */
function joined(entry: MapEntry, facts: Facts | undefined): StoredRecord {
  const none: Facts = {
    key: entry.key,
    kind: null,
    hostKey: null,
    workload: null,
    release: null,
    strategy: null,
    attributes: {},
    formats: [],
    alsoKeys: [],
    run: "",
    seenAt: 0,
  };
  return { ...(facts ?? none), ...entry };
}

function bucketId(index: number): string {
  return `b${String(index).padStart(2, "0")}`;
}

function bucketIdOf(key: string): string {
  return bucketId(fnv1a(key) % BUCKETS);
}
