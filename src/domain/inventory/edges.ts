import { append, groupBy } from "../group";
import { withoutDirection } from "../linkTypes";
import { fold } from "../text";
import type { FileEdge, InventoryFile } from "./fileAsset";
import type { ItemIndex } from "./itemIndex";
import { distinct } from "./join";
import { addressesOf, hostPart, lookUpNames } from "./naming";
import type { ReconciledEdge, ReconciledRow, Reconciliation } from "./reconciliation";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";

/** Predecessor and Successor, without a direction. */
const DEPENDENCY = "System.LinkTypes.Dependency";

/** Something that an edge may end at. */
interface End {
  readonly key: string;
  readonly name: string;
  readonly item: number | null;
}

/**
 * The edges of the files between assets that are known: of these files, of the records, or as work items. An end is known by
 * its name, else by the first part of a full name, else, where the name says nothing, by an address; by each only where one
 * alone has it.
 */
export function reconcileEdges(
  files: readonly InventoryFile[],
  rows: readonly ReconciledRow[],
  records: readonly StoredRecord[],
  index: ItemIndex,
  scene: InventoryScene,
): Pick<Reconciliation, "edges" | "looseEdges"> {
  const edges = files.flatMap((file) => file.edges);
  if (edges.length === 0) return { edges: [], looseEdges: [] };
  const find = finder(rows, records, index);
  const isLinked = linkTest(scene);
  const looseEdges: { edge: FileEdge; reason: string }[] = [];
  const settled: { edge: FileEdge; from: End; to: End }[] = [];
  for (const edge of edges) {
    const [from, to] = [find(edge.from, ""), find(edge.to, edge.toAddress)];
    if (typeof from === "string") looseEdges.push({ edge, reason: from });
    else if (typeof to === "string") looseEdges.push({ edge, reason: to });
    else if (from.key === to.key) looseEdges.push({ edge, reason: "It begins and ends at the same asset." });
    else settled.push({ edge, from, to });
  }
  const grouped = groupBy(settled, ({ from, to }) => JSON.stringify([from.key, to.key]));
  return {
    edges: [...grouped]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, group]): ReconciledEdge[] => {
        const [first] = group;
        if (first === undefined) return [];
        const { from, to } = first;
        return [
          {
            from: from.key,
            to: to.key,
            fromName: from.name,
            toName: to.name,
            details: distinct(group.map(({ edge }) => edge.detail).filter((detail) => detail !== "")),
            isLinked: isLinked(from.item, to.item),
            places: group.map(({ edge }) => edge.place).sort(byPlace),
          },
        ];
      }),
    looseEdges: looseEdges.sort((a, b) => byPlace(a.edge.place, b.edge.place)),
  };
}

/** Finds an end by name or address, or says in a sentence why it can't. */
function finder(
  rows: readonly ReconciledRow[],
  records: readonly StoredRecord[],
  index: ItemIndex,
): (name: string, address: string) => End | string {
  const full = new Map<string, End[]>();
  const short = new Map<string, End[]>();
  const byAddress = new Map<string, End[]>();
  const add = (end: End, named: { readonly name: string } & Parameters<typeof addressesOf>[0], kind: string | null) => {
    append(full, fold(named.name), end);
    for (const name of lookUpNames({ ...named, kind })) if (name !== fold(named.name)) append(short, name, end);
    for (const address of new Set(addressesOf(named))) append(byAddress, address, end);
  };
  const listed = new Set<string>();
  const matched = new Set<number>();
  for (const { key, asset, record, item } of rows) {
    const known = asset ?? record;
    if (known === null) continue;
    listed.add(key);
    if (item !== null) matched.add(item.id);
    add({ key, name: known.name, item: item?.id ?? record?.workItem ?? null }, known, known.kind);
  }
  for (const record of records) {
    if (!listed.has(record.key))
      add({ key: record.key, name: record.name, item: record.workItem }, record, record.kind);
  }
  for (const { id, title } of index.items) {
    if (!matched.has(id)) add({ key: itemKey(id), name: title, item: id }, { name: title, attributes: {} }, null);
  }
  return (name, address) => {
    const wanted = fold(name);
    const found = wanted === "" ? [] : [...(full.get(wanted) ?? short.get(wanted) ?? full.get(hostPart(wanted)) ?? [])];
    const ends = found.length > 0 ? found : (byAddress.get(fold(address)) ?? []);
    const called = [name, address].filter((text) => text !== "").join(", ");
    const [end] = ends;
    if (called === "") return "It does not say what it talks to.";
    if (end === undefined) return `No asset is known by ${called}.`;
    return ends.length === 1 ? end : `Several assets are known by ${called}.`;
  };
}

/** The key of a work item without a record, as the end of an edge. */
export function itemKey(id: number): string {
  return `item:${id}`;
}

/** Tells whether a link says already that one work item waits for another. */
export function linkTest({
  snapshot,
  tree,
}: Pick<InventoryScene, "snapshot" | "tree">): (from: number | null, to: number | null) => boolean {
  const linked = new Set<string>();
  for (const { type, source, target } of snapshot.links) {
    if (fold(withoutDirection(type)) !== fold(DEPENDENCY)) continue;
    linked.add(/-reverse$/i.test(type) ? `${source} ${target}` : `${target} ${source}`);
  }
  return (from, to) => {
    if (from === null || to === null) return false;
    return (
      linked.has(`${from} ${to}`) ||
      tree.items.get(from)?.predecessors?.includes(to) === true ||
      tree.items.get(to)?.successors?.includes(from) === true
    );
  };
}

function byPlace(a: FileEdge["place"], b: FileEdge["place"]): number {
  const [x, y] = [`${a.file}\n${a.sheet ?? ""}`, `${b.file}\n${b.sheet ?? ""}`];
  return x < y ? -1 : x > y ? 1 : a.line - b.line;
}
