import * as v from "valibot";
import { engineRecordOf } from "../../domain/inventory/record";
import type { StoredRecord } from "../../domain/inventory/record";
import type { Loss } from "../../domain/snapshot";
import type { Document, DocumentStore } from "../documents";
import type { RecordReading } from "../records";

/** Null, or absent: Azure DevOps may drop members that are null on the way to its storage and back. */
const id = v.optional(v.nullable(v.number()), null);

/** What is kept of a record for verdicts: apart from its facts, of which a form need not even load the names. */
export const MAP_ENTRY = v.object({
  key: v.string(),
  name: v.string(),
  outOfScope: v.optional(v.nullable(v.string()), null),
  workItem: id,
  workloadItem: id,
});
export type MapEntry = Pick<StoredRecord, "key" | "name" | "outOfScope" | "workItem" | "workloadItem">;

/** A document of the map. */
export const MAP_DOCUMENT = v.object({ id: v.string(), records: v.array(MAP_ENTRY) });

/** The collection in which a project's map of records to work items is kept. */
export function mapCollection(projectId: string): string {
  return `inventory-${projectId}`;
}

/**
 * Reads what verdicts ask of the records (M8), by one request. A document that is not understood is a loss that names it;
 * the others count.
 *
 * @throws what the document store throws
 */
export async function readRecordMap(documents: Pick<DocumentStore, "list">, projectId: string): Promise<RecordReading> {
  const collection = mapCollection(projectId);
  const losses: Loss[] = [];
  const records = (await documents.list(collection)).flatMap((document) => {
    const parsed = v.safeParse(MAP_DOCUMENT, document);
    if (parsed.success) return parsed.output.records.map(engineRecordOf);
    losses.push({ kind: "records", message: problemOf(collection, document, parsed.issues[0]) });
    return [];
  });
  return { records, losses };
}

/** Says which document of the inventory is broken, where, and what to do. */
export function problemOf(collection: string, { id }: Document, issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  return (
    `The document ${id} of the collection ${collection}, which holds inventory records, can't be used ` +
    `(${place === null ? "" : `${place}: `}${issue.message}). Restore the records from a backup.`
  );
}
