import * as v from "valibot";
import type { Instant } from "../../domain/workItem";
import { type Document, type DocumentStore, etagOf, isConflict, isMissing } from "../documents";
import { BoardsError } from "../errors";
import { sideBySide } from "../sideBySide";
import { ENTRY_PART, HEAD, type Head, OUTCOME_PART, type PartCounts, RECORD_PART } from "./journalSchema";
import { allCounts, countsOf, isDone } from "./outcomes";
import type { EntryOutcome, ImportJournal, Run, RunState, RunSummary } from "./stores";

/** What a journal needs besides its storage. */
export interface JournalOptions {
  readonly projectId: string;
  /** A number from 0 up to 1; makes the ids of runs. */
  readonly random: () => number;
}

/** Entries, or changes of records, that one document holds: as many as one call writes, so that an outcome costs one document. */
export const PART_SIZE = 100;
/** Documents that are read or written at a time. */
const LANES = 6;
/** How often a document is read again when somebody else wrote it meanwhile. */
const ATTEMPTS = 10;

/** Outcomes of one part as they were last seen, with the version of their document; null while there is none. */
interface KnownPart {
  readonly etag: number | null;
  readonly outcomes: ReadonlyMap<string, EntryOutcome>;
}

/** What this journal knows of a run that it began or loaded. */
interface KnownRun {
  /** The number of the part that holds an entry, by the entry's key. */
  readonly partOf: ReadonlyMap<string, number>;
  readonly parts: Map<number, KnownPart>;
  head: { readonly etag: number; readonly head: Head };
}

/**
 * The log of a project's runs, in the extension's own storage: a small head for each, which is listed; the plan, which is
 * written once; and outcomes, which are written as they come.
 */
export function createJournal(documents: DocumentStore, { projectId, random }: JournalOptions): ImportJournal {
  const heads = `imports-${projectId}`;
  const parts = `import-parts-${projectId}`;
  const known = new Map<string, KnownRun>();
  /** Notes of a run are written one after the other: each document is written by one at a time. */
  const queues = new Map<string, Promise<unknown>>();

  async function find(collection: string, id: string): Promise<Document | null> {
    try {
      return await documents.get(collection, id);
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
  }

  async function readHead(id: string): Promise<KnownRun["head"] | null> {
    const document = await find(heads, id);
    return document === null ? null : { etag: etagOf(document), head: parsed(HEAD, document, heads) };
  }

  async function readOutcomes(id: string, part: number): Promise<KnownPart> {
    const document = await find(parts, `${id}-o${part}`);
    if (document === null) return { etag: null, outcomes: new Map() };
    return { etag: etagOf(document), outcomes: new Map(parsed(OUTCOME_PART, document, parts).outcomes) };
  }

  async function readPart<S extends v.GenericSchema>(schema: S, id: string): Promise<v.InferOutput<S>> {
    const document = await find(parts, id);
    if (document === null) throw new BoardsError(`The document ${id} of the collection ${parts} is missing.`);
    return parsed(schema, document, parts);
  }

  async function load(id: string): Promise<{ readonly run: Run; readonly known: KnownRun } | null> {
    const head = await readHead(id);
    if (head === null) return null;
    const { entryParts, recordParts } = head.head;
    const [entries, records, outcomes] = await Promise.all([
      sideBySide(numbersTo(entryParts), LANES, async (part) => (await readPart(ENTRY_PART, `${id}-e${part}`)).entries),
      sideBySide(
        numbersTo(recordParts),
        LANES,
        async (part) => (await readPart(RECORD_PART, `${id}-r${part}`)).records,
      ),
      sideBySide(numbersTo(entryParts), LANES, (part) => readOutcomes(id, part)),
    ]);
    const run: Run = {
      summary: {
        ...summaryOf(head.head),
        counts: allCounts(
          outcomes.map((part) => countsOf(part.outcomes.values())),
          head.head.size,
        ),
      },
      entries: entries.flatMap((inPart, part) =>
        inPart.map((entry) => ({ entry, outcome: outcomes[part]?.outcomes.get(entry.key) ?? WAITING })),
      ),
      records: records.flat(),
    };
    const partOf = new Map(entries.flatMap((inPart, part) => inPart.map(({ key }) => [key, part])));
    return { run, known: { partOf, parts: new Map(outcomes.entries()), head } };
  }

  async function knownRun(id: string): Promise<KnownRun> {
    const found = known.get(id) ?? (await load(id))?.known;
    if (found === undefined) throw new BoardsError(`There is no run ${id} in the log of imports any more.`);
    known.set(id, found);
    return found;
  }

  /** Writes outcomes of one part. */
  async function notePart(
    id: string,
    run: KnownRun,
    part: number,
    outcomes: ReadonlyMap<string, EntryOutcome>,
  ): Promise<void> {
    let before = run.parts.get(part) ?? { etag: null, outcomes: new Map<string, EntryOutcome>() };
    for (let tries = 1; ; tries += 1) {
      const merged = new Map(before.outcomes);
      for (const [key, outcome] of outcomes) merged.set(key, laterOf(merged.get(key), outcome));
      const body = { id: `${id}-o${part}`, outcomes: JSON.stringify([...merged]) };
      try {
        const written =
          before.etag === null
            ? await documents.create(parts, body)
            : await documents.set(parts, { ...body, __etag: before.etag });
        run.parts.set(part, { etag: etagOf(written), outcomes: merged });
        return;
      } catch (thrown) {
        if (!isConflict(thrown) || tries >= ATTEMPTS) throw thrown;
        // Another page carries out the same run: what it noted stays.
        before = await readOutcomes(id, part);
      }
    }
  }

  async function noteHead(
    id: string,
    run: KnownRun,
    state: RunState,
    counts: ReadonlyMap<number, PartCounts>,
  ): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { etag, head } = run.head;
      const next: Head = { ...head, state, counts: { ...head.counts, ...Object.fromEntries(counts) } };
      try {
        const written = await documents.set(heads, { ...next, __etag: etag });
        run.head = { etag: etagOf(written), head: next };
        return;
      } catch (thrown) {
        if (!isConflict(thrown) || tries >= ATTEMPTS) throw thrown;
        const newer = await readHead(id);
        if (newer === null) throw thrown;
        run.head = newer;
      }
    }
  }

  async function note(id: string, outcomes: ReadonlyMap<string, EntryOutcome>, state: RunState): Promise<void> {
    const run = await knownRun(id);
    const byPart = new Map<number, Map<string, EntryOutcome>>();
    for (const [key, outcome] of outcomes) {
      const part = run.partOf.get(key);
      if (part === undefined) throw new BoardsError(`The run ${id} has no entry ${key}.`);
      const inPart = byPart.get(part) ?? new Map<string, EntryOutcome>();
      byPart.set(part, inPart.set(key, outcome));
    }
    await sideBySide([...byPart], LANES, ([part, inPart]) => notePart(id, run, part, inPart));
    // Of all parts: a page that was closed may have noted outcomes and not their count.
    const counts = [...run.parts].map(([part, { outcomes: noted }]) => [part, countsOf(noted.values())] as const);
    await noteHead(id, run, state, new Map(counts));
  }

  /** Takes an id that no run has, by keeping the head of a run that is not whole yet. */
  async function reserve(head: Omit<Head, "id">): Promise<KnownRun["head"]> {
    for (let tries = 1; ; tries += 1) {
      const named: Head = { ...head, id: idOf(head.startedAt, random) };
      try {
        return { etag: etagOf(await documents.create(heads, named)), head: named };
      } catch (thrown) {
        if (!isConflict(thrown) || tries >= ATTEMPTS) throw thrown;
      }
    }
  }

  return {
    async list() {
      const all = (await documents.list(heads)).map((document) => parsed(HEAD, document, heads));
      const summaries = all.filter(({ isWhole }) => isWhole).map(summaryOf);
      return summaries.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
    },

    async load(id) {
      const found = await load(id);
      if (found === null) return null;
      known.set(id, found.known);
      return found.run;
    },

    async begin(plan, by, now) {
      const entryParts = partsOf(plan.entries);
      const recordParts = partsOf(plan.records);
      const partOf = new Map(entryParts.flatMap((entries, part) => entries.map(({ key }) => [key, part])));
      if (partOf.size < plan.entries.length) throw new BoardsError("Two entries of the plan have the same key.");
      const reserved = await reserve({
        purpose: plan.purpose,
        title: plan.title,
        by: { id: by.id, displayName: by.displayName },
        startedAt: now,
        state: "planned",
        entryParts: entryParts.length,
        recordParts: recordParts.length,
        size: plan.entries.length,
        counts: {},
        isWhole: false,
      });
      const { id } = reserved.head;
      await sideBySide([...entryParts.entries()], LANES, ([part, entries]) =>
        documents.create(parts, { id: `${id}-e${part}`, entries: JSON.stringify(entries) }),
      );
      await sideBySide([...recordParts.entries()], LANES, ([part, records]) =>
        documents.create(parts, { id: `${id}-r${part}`, records: JSON.stringify(records) }),
      );
      // Last: what is listed is whole.
      const head: Head = { ...reserved.head, isWhole: true };
      const written = await documents.set(heads, { ...head, __etag: reserved.etag });
      known.set(id, { partOf, parts: new Map(), head: { etag: etagOf(written), head } });
      return {
        summary: summaryOf(head),
        entries: plan.entries.map((entry) => ({ entry, outcome: WAITING })),
        records: plan.records,
      };
    },

    note(id, outcomes, state) {
      const before = queues.get(id) ?? Promise.resolve();
      const noted = before.catch(() => undefined).then(() => note(id, outcomes, state));
      queues.set(id, noted);
      return noted;
    },
  };
}

const WAITING: EntryOutcome = { kind: "waiting" };

/** What was done already is not forgotten for what another page could not do. */
function laterOf(known: EntryOutcome | undefined, noted: EntryOutcome): EntryOutcome {
  return known !== undefined && isDone(known) && isOpen(noted) ? known : noted;
}

/** Whether there is something left to do, or to say why it can't be done. */
function isOpen({ kind }: EntryOutcome): boolean {
  return kind === "waiting" || kind === "failed" || kind === "conflict" || kind === "refused";
}

function summaryOf({ id, purpose, title, by, startedAt, state, size, counts }: Head): RunSummary {
  return { id, purpose, title, by, startedAt, state, counts: allCounts(Object.values(counts), size) };
}

/** e.g. `20261123-k3x9`: the day (UTC), and four letters or digits that tell the runs of a day apart. */
function idOf(startedAt: Instant, random: () => number): string {
  const day = new Date(startedAt).toISOString().slice(0, 10).replaceAll("-", "");
  const letters = Array.from({ length: 4 }, () => Math.floor(random() * 36).toString(36));
  return `${day}-${letters.join("")}`;
}

function partsOf<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += PART_SIZE) parts.push(all.slice(start, start + PART_SIZE));
  return parts;
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function parsed<S extends v.GenericSchema>(schema: S, document: Document, collection: string): v.InferOutput<S> {
  const result = v.safeParse(schema, document);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new BoardsError(
    `The document ${document.id} of the collection ${collection}, which holds a part of the log of imports, can't be ` +
      `used (${v.getDotPath(issue) ?? "the document"}: ${issue.message}).`,
  );
}
