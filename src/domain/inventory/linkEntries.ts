import type { ImportPlan, ItemPointer, RunEntry } from "./importPlan";
import type { ReconciledEdge } from "./reconciliation";

export type LinkEntry = Extract<RunEntry, { kind: "link" }>;

/** From the dependant to what it waits for. */
export const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";

/**
 * The links that dependencies come to: between work items that are there or are made, where none says so yet. Two that wait
 * for each other are both linked, and a note says that they go in a circle.
 *
 * @param pointerTo the work item of an asset by its key; null where it has none
 */
export function linkEntries(
  edges: readonly ReconciledEdge[],
  pointerTo: (key: string) => ItemPointer | null,
): { entries: readonly LinkEntry[]; notes: ImportPlan["notes"] } {
  const entries: LinkEntry[] = [];
  const notes: { key: string; text: string }[] = [];
  const known = new Set(edges.map(({ from, to }) => linkKey(from, to)));
  for (const edge of edges) {
    if (edge.from < edge.to && known.has(linkKey(edge.to, edge.from))) {
      notes.push({ key: edge.from, text: `${edge.fromName} and ${edge.toName} wait for each other: a circle.` });
    }
    const [from, to] = [pointerTo(edge.from), pointerTo(edge.to)];
    if (edge.isLinked || from === null || to === null || isSamePointer(from, to)) continue;
    const after = [from, to].flatMap((pointer) => ("key" in pointer ? [pointer.key] : []));
    entries.push({ kind: "link", key: linkKey(edge.from, edge.to), type: PREDECESSOR, from, to, after });
  }
  return { entries, notes };
}

/** Whether two pointers lead to one work item. */
export function isSamePointer(a: ItemPointer, b: ItemPointer): boolean {
  return "id" in a ? "id" in b && a.id === b.id : "key" in b && a.key === b.key;
}

function linkKey(from: string, to: string): string {
  return `link:${JSON.stringify([from, to])}`;
}
