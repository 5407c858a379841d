/** Names under which menus of Azure Boards hand over what is selected; those of several before those of one. */
const LISTS = ["ids", "workItemIds", "workItems"];
const SINGLE = ["id", "workItemId"];

/**
 * Ids of the selected work items, each once and in their order. Hosts differ in what they hand over (`ids`, `workItemIds`,
 * `workItems`, `id`, `workItemId`), and may hand over anything; what is no saved work item's id is left out. Written by
 * hand: this page is loaded for each menu, and a schema library is as large as the rest of it.
 */
export function selectedIds(context: unknown): number[] {
  if (!isRecord(context)) return [];
  for (const name of LISTS) {
    const list = context[name];
    if (!Array.isArray(list)) continue;
    const ids = list.map((entry: unknown) => idOf(isRecord(entry) ? entry["id"] : entry)).filter((id) => id !== null);
    if (ids.length > 0) return [...new Set(ids)];
  }
  const id = SINGLE.map((name) => idOf(context[name])).find((one) => one !== null);
  return id === undefined || id === null ? [] : [id];
}

/** Ids of work items that were never saved are zero or negative. */
function idOf(value: unknown): number | null {
  const id = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
