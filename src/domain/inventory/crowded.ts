import type { Snapshot } from "../snapshot";
import type { ImportPlan, ItemPointer } from "./importPlan";

/** Links that Azure Boards lets a work item have, those to its parent and its children among them. */
const MOST_LINKS = 1000;

/**
 * Says of which work items a plan would leave more links than Azure Boards takes: it refuses the rest when they are written.
 *
 * @param after  the snapshot as it would be
 * @param idOf  the id in that snapshot; null for what is not in it
 */
export function crowdNotes(
  { entries }: Pick<ImportPlan, "entries">,
  after: Snapshot,
  idOf: (pointer: ItemPointer) => number | null,
): ImportPlan["notes"][number][] {
  /** By the item that gets a link: the first entry that gives it one. */
  const first = new Map<number, string>();
  for (const entry of entries) {
    const ends =
      entry.kind === "link" ? [entry.from, entry.to] : [entry.kind === "create" ? entry.under : entry.edit.under];
    for (const end of ends) {
      const id = end == null ? null : idOf(end);
      if (id !== null && !first.has(id)) first.set(id, entry.key);
    }
  }
  const counts = new Map<number, number>();
  const count = (id: number | null): void => {
    if (id !== null && first.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const { id, parent } of after.workItems) {
    count(parent);
    if (parent !== null) count(id);
  }
  for (const { source, target } of after.links) {
    count(source);
    count(target);
  }
  const titles = new Map(after.workItems.map(({ id, title }) => [id, title]));
  return [...first].flatMap(([id, key]) => {
    const links = counts.get(id) ?? 0;
    if (links <= MOST_LINKS) return [];
    const text =
      `${titles.get(id) ?? `Work item ${id}`} would have ${links.toLocaleString("en-US")} links, and Azure Boards takes ` +
      `${MOST_LINKS.toLocaleString("en-US")}: the rest will be refused. Spread its assets over several workloads.`;
    return [{ key, text }];
  });
}
