import { compareNames } from "../../../domain/backlog/releases";
import type { StoredRecord } from "../../../domain/inventory/record";
import { append } from "../../../domain/group";
import { fold } from "../../../domain/text";
import type { WorkItem } from "../../../domain/workItem";
import type { InventoryRow } from "./rows";

/** A work item that a record may stand for, and why it may. */
export interface Proposal {
  readonly item: WorkItem;
  readonly reason: string;
  /** Whether the whole name says so: then it can be taken for many records at once, where it is the only one. */
  readonly isByName: boolean;
}

/** Proposals of one record that are shown. */
const MOST_SHOWN = 10;
/** Shorter names are found within too many others. */
const SHORTEST_PART = 3;

/** Finds work items for records among the assets that no record is mapped to. */
export interface Proposer {
  /** By the record's name, then by the first part of its full name, then by names that hold its name; by id among equals. */
  for(record: Pick<StoredRecord, "name" | "kind" | "attributes">): readonly Proposal[];
  /** The one asset that has the record's name and does not contradict its kind; null for none, or several. */
  only(record: Pick<StoredRecord, "name" | "kind" | "attributes">): WorkItem | null;
  /** Free assets whose title or id a person typed, by title. */
  search(text: string): readonly WorkItem[];
}

/** Makes the proposer of an inventory. */
export function proposerOf(rows: readonly InventoryRow[]): Proposer {
  const free = rows.flatMap(({ mapping, asset }) => (mapping === "noRecord" && asset !== null ? [asset] : []));
  const named = free.map(({ item, kind }) => ({ item, kind, title: fold(item.title) }));
  const byTitle = new Map<string, typeof named>();
  for (const one of named) append(byTitle, one.title, one);
  const agree = (a: string | null, b: string | null): boolean => a === null || b === null || fold(a) === fold(b);

  const sameName = ({ name, kind }: Pick<StoredRecord, "name" | "kind">): typeof named =>
    fold(name) === "" ? [] : (byTitle.get(fold(name)) ?? []).filter((one) => agree(one.kind, kind));

  return {
    for(record) {
      const name = fold(record.name);
      const found = new Map<number, Proposal>();
      const add = (item: WorkItem, reason: string, isByName = false): void => {
        if (!found.has(item.id)) found.set(item.id, { item, reason, isByName });
      };
      for (const { item } of sameName(record)) add(item, "has the same name", true);
      const hosts = new Set([hostOf(name), hostOf(fold(String(record.attributes.fqdn ?? "")))]);
      for (const { item, title } of named) {
        if (title === name && name !== "") add(item, "has the same name, and is of another kind");
        else if (hosts.has(hostOf(title)) && hostOf(title) !== "") add(item, "has the same host name");
      }
      if (name.length >= SHORTEST_PART) {
        for (const { item, title } of named) {
          if (title.includes(name)) add(item, "has this name in its title");
          else if (title.length >= SHORTEST_PART && name.includes(title)) add(item, "has its title in this name");
        }
      }
      return [...found.values()].slice(0, MOST_SHOWN);
    },
    only(record) {
      const same = sameName(record);
      return same.length === 1 ? (same[0]?.item ?? null) : null;
    },
    search(text) {
      const wanted = fold(text).replace(/^#/, "");
      if (wanted === "") return [];
      return named
        .filter(({ item, title }) => title.includes(wanted) || String(item.id) === wanted)
        .map(({ item }) => item)
        .sort((a, b) => compareNames(a.title, b.title) || a.id - b.id)
        .slice(0, MOST_SHOWN);
    },
  };
}

/** What stands in front of the first dot: `sql-04` of `sql-04.corp.example`. */
function hostOf(name: string): string {
  return name.split(".")[0] ?? "";
}
