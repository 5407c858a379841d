/** The extension's storage of a local Azure Boards, as the product's own stores see it. */
import { createRecordStore } from "../../../src/boards/inventory/recordStore";
import type { RecordStore } from "../../../src/boards/inventory/stores";
import type { Document, DocumentStore } from "../../../src/boards/documents";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import type { RunningBoards } from "../../../scripts/local-boards/shell";

const DATA =
  "_apis/ExtensionManagement/InstalledExtensions/release-readiness/release-readiness/Data/Scopes/Default/Current/Collections";

/** Documents over REST; errors carry their status, as the SDK's do. */
function documentsOf(boards: RunningBoards): DocumentStore {
  const send = async (method: string, path: string, body?: Document): Promise<unknown> => {
    const response = await fetch(`${boards.organizationUrl}/${DATA}/${path}?api-version=7.1-preview.1`, {
      method,
      headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw Object.assign(new Error(text), { status: response.status });
    return text === "" ? null : JSON.parse(text);
  };
  const collection = (name: string): string => `${encodeURIComponent(name)}/Documents`;
  return {
    get: async (name, id) => (await send("GET", `${collection(name)}/${encodeURIComponent(id)}`)) as Document,
    list: async (name) => ((await send("GET", collection(name))) as { value: Document[] }).value,
    create: async (name, document) => (await send("POST", collection(name), document)) as Document,
    set: async (name, document) => (await send("PUT", collection(name), document)) as Document,
    remove: async (name, id) => {
      await send("DELETE", `${collection(name)}/${encodeURIComponent(id)}`);
    },
  };
}

/** The records of the first project. */
export function recordsOf(boards: RunningBoards): RecordStore {
  const [project] = boards.boards.snapshot().projects;
  if (project === undefined) throw new Error("There is no project.");
  return createRecordStore(documentsOf(boards), project.id);
}

/** Keeps records as an import would have. */
export async function keep(boards: RunningBoards, records: readonly StoredRecord[]): Promise<void> {
  const conflicts = await recordsOf(boards).change(records.map((after) => ({ before: null, after })));
  if (conflicts.length > 0) throw new Error(`Not kept: ${JSON.stringify(conflicts)}`);
}
