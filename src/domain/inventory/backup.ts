import * as v from "valibot";
import { fold } from "../text";
import type { Instant } from "../workItem";
import { STORED_RECORD } from "./recordSchema";
import { recordsPlan, type RecordsPlan } from "./recordsPlan";
import type { StoredRecord } from "./record";

/** The records of a project as a document; `static/inventory-backup.schema.json` describes it. */
export interface InventoryBackup {
  readonly kind: "release-readiness-inventory";
  readonly schemaVersion: 1;
  readonly project: { readonly id: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  readonly records: readonly StoredRecord[];
}

/** A place in a document that is not as it has to be. */
export interface BackupProblem {
  /** e.g. `records.3.name`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/** Either a whole backup, or every problem found in the document. */
export type ParsedBackup =
  | { readonly ok: true; readonly backup: InventoryBackup }
  | { readonly ok: false; readonly problems: readonly BackupProblem[] };

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

const BACKUP = v.strictObject({
  $schema: v.optional(v.string()),
  kind: v.literal(
    "release-readiness-inventory",
    "must be release-readiness-inventory: this is another kind of document",
  ),
  schemaVersion: v.literal(1, "must be 1: a newer version of the extension wrote this document"),
  project: v.strictObject({ id: v.string("must be a text"), name: v.string("must be a text") }),
  savedAt: v.pipe(v.string("must be a text"), v.regex(TIME, "must be a time as 2026-11-23T09:00:00Z")),
  records: v.pipe(
    v.array(STORED_RECORD),
    v.check((records) => new Set(records.map(({ key }) => key)).size === records.length, "must not name a key twice"),
  ),
});

/** All records as a backup, by key. */
export function backupOf(
  records: readonly StoredRecord[],
  project: InventoryBackup["project"],
  now: Instant,
): InventoryBackup {
  return {
    kind: "release-readiness-inventory",
    schemaVersion: 1,
    project: { id: project.id, name: project.name },
    savedAt: new Date(now).toISOString(),
    records: [...records].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** {@link backupOf} as the text of a file. */
export function backupJson(
  records: readonly StoredRecord[],
  project: InventoryBackup["project"],
  now: Instant,
): string {
  return `${JSON.stringify(backupOf(records, project, now), null, 2)}\n`;
}

/** Reads a backup: a document, or the text of a file. */
export function parseBackup(input: unknown): ParsedBackup {
  let document = input;
  if (typeof input === "string") {
    try {
      document = JSON.parse(input);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return {
        ok: false,
        problems: [{ path: "", message: `is no JSON (${reason}): choose a backup that was saved here` }],
      };
    }
  }
  const result = v.safeParse(BACKUP, document);
  if (!result.success) {
    return {
      ok: false,
      problems: result.issues.map((issue) => ({ path: v.getDotPath(issue) ?? "", message: issue.message })),
    };
  }
  const { kind, schemaVersion, project, savedAt, records } = result.output;
  return { ok: true, backup: { kind, schemaVersion, project, savedAt, records } };
}

/**
 * What restoring a backup comes to: its records as they were then; those that came later stay. A backup of another project is
 * restored without its work items, which are others there.
 */
export function restorePlan(
  stored: readonly StoredRecord[],
  backup: InventoryBackup,
  project: Pick<InventoryBackup["project"], "id">,
): RecordsPlan {
  const isOwn = fold(backup.project.id) === fold(project.id);
  const wanted = isOwn
    ? backup.records
    : backup.records.map((record) => ({ ...record, workItem: null, workloadItem: null }));
  const note = `The backup is of the project ${backup.project.name}: its work items are left out.`;
  return recordsPlan(
    stored,
    wanted.map((record) => ({ ...record, run: "" })),
    `Backup of ${backup.savedAt.slice(0, 10)}`,
    [],
    isOwn ? [] : [{ key: "", text: note }],
  );
}
