import { attributeText } from "../../../components/inventory/words";
import type { AttributeId } from "../../../domain/inventory/attributes";
import { ATTRIBUTE_IDS, ATTRIBUTES } from "../../../domain/inventory/attributes";
import type { ImportPlan, ItemPointer, RecordChange, RunEntry } from "../../../domain/inventory/importPlan";
import type { StoredRecord } from "../../../domain/inventory/record";
import { counted } from "../../../domain/text";
import { fieldChangesOf } from "../../../domain/change/describe";
import type { WorkItemRef } from "../../../domain/workItem";

/** What a plan comes to, in one sentence: `2 work items will be created, 5 updated; 7 records will change.` */
export function planSentence({ entries, records, refused }: ImportPlan): string {
  const count = (kind: RunEntry["kind"]): number => entries.filter((entry) => entry.kind === kind).length;
  const parts = [
    ...(count("create") > 0 ? [`${counted(count("create"), "work item")} created`] : []),
    ...(count("update") > 0 ? [`${counted(count("update"), "work item")} updated`] : []),
    ...(count("link") > 0 ? [`${counted(count("link"), "link")} added`] : []),
    ...(records.length > 0 ? [`${counted(records.length, "record")} of the inventory written`] : []),
  ];
  const not = refused.length === 0 ? "" : ` ${counted(refused.length, "thing")} can't be done.`;
  if (parts.length === 0) return `There is nothing to write.${not}`;
  return `This would be done: ${parts.join(", ")}.${not}`;
}

/** What a plan calls the things that it writes, by their keys. */
export function planNames({ entries, records }: Pick<ImportPlan, "entries" | "records">): ReadonlyMap<string, string> {
  return new Map([
    ...records.flatMap(({ before, after }) => {
      const record = after ?? before;
      return record === null ? [] : [[record.key, record.name] as const];
    }),
    ...entries.flatMap((entry) => (entry.kind === "create" ? [[entry.key, entry.item.title] as const] : [])),
  ]);
}

const MEMBERS = {
  name: "Name",
  kind: "Kind",
  workload: "Workload in the inventory",
  release: "Release in the inventory",
  strategy: "Strategy",
  hostKey: "Runs on",
} as const satisfies Partial<Record<keyof StoredRecord, string>>;

/** Differences that are listed by name; the rest is counted. */
const MOST_LISTED = 6;

/** What becomes of a record, in words; `titleOf` names work items. */
export function recordChangeText(
  { before, after, item, workload }: RecordChange,
  titleOf: (id: number) => WorkItemRef | null,
): string {
  const nameOf = (id: number): string => {
    const found = titleOf(id);
    return found === null || found.title === "" ? `work item ${id}` : `${found.title} (#${id})`;
  };
  const pointed = (pointer: ItemPointer | null, id: number | null): string | null => {
    if (pointer !== null) return "id" in pointer ? nameOf(pointer.id) : "a work item that is made";
    return id === null ? null : nameOf(id);
  };
  if (after === null) return before === null ? "Nothing." : "Is removed.";
  const mapped = pointed(item, after.workItem);
  const within = pointed(workload, after.workloadItem);
  if (before === null) return `Is kept${mapped === null ? ", without a work item" : `, mapped to ${mapped}`}.`;
  const parts: string[] = [];
  if (item !== null || after.workItem !== before.workItem) {
    const was = before.workItem === null ? "" : `, before to ${nameOf(before.workItem)}`;
    parts.push(mapped === null ? `is mapped to nothing${was}` : `is mapped to ${mapped}${was}`);
  }
  if (after.outOfScope !== before.outOfScope) {
    parts.push(after.outOfScope === null ? "is in scope again" : `goes out of scope: ${after.outOfScope}`);
  }
  if (workload !== null || after.workloadItem !== before.workloadItem) {
    parts.push(within === null ? "belongs to no workload" : `belongs to the workload ${within}`);
  }
  const differing = differencesOf(before, after);
  parts.push(...differing.slice(0, MOST_LISTED));
  if (differing.length > MOST_LISTED) parts.push(`${differing.length - MOST_LISTED} more facts`);
  if (parts.length === 0) return "Is written as it is.";
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function differencesOf(before: StoredRecord, after: StoredRecord): string[] {
  const members = Object.entries(MEMBERS).flatMap(([name, title]) => {
    const member = name as keyof typeof MEMBERS;
    return before[member] === after[member]
      ? []
      : [`${title}: ${before[member] ?? "none"} → ${after[member] ?? "none"}`];
  });
  const attributes = ATTRIBUTE_IDS.flatMap((id) => {
    const [was, is] = [factText(before, id), factText(after, id)];
    return was === is ? [] : [`${ATTRIBUTES[id].title}: ${was ?? "none"} → ${is ?? "none"}`];
  });
  return [...members, ...attributes];
}

function factText({ attributes }: StoredRecord, id: AttributeId): string | null {
  const value = attributes[id];
  return value === undefined ? null : attributeText(id, value);
}

/** What an entry writes, field by field; of the description that it is written. */
export function entryText(entry: RunEntry): string {
  switch (entry.kind) {
    case "link":
      return "";
    case "create": {
      const { tags, iterationPath, fields } = entry.item;
      return [
        ...tags.map((tag) => `+ ${tag}`),
        ...(iterationPath === null ? [] : [`Iteration: ${iterationPath}`]),
        ...Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}`),
      ].join("; ");
    }
    case "update": {
      const { item, edit } = entry;
      const fields = fieldChangesOf({ item, edit }).map(({ name, before, after }) =>
        name === "Tags"
          ? [before, after].filter((text) => text !== "").join(", ")
          : `${name}: ${before || "none"} → ${after || "none"}`,
      );
      return [
        ...(edit.title === undefined ? [] : [`Title: ${item.title} → ${edit.title}`]),
        ...fields,
        ...(edit.under === undefined ? [] : ["Parent: a work item that is made"]),
        ...(edit.description === undefined ? [] : ["Inventory in the description"]),
      ].join("; ");
    }
  }
}

/** How deep an entry stands below others of its plan. A circle ends where it began. */
export function depthsOf(entries: readonly RunEntry[]): ReadonlyMap<string, number> {
  const above = new Map(
    entries.flatMap((entry) =>
      entry.kind === "create" && entry.under !== null && "key" in entry.under ? [[entry.key, entry.under.key]] : [],
    ),
  );
  const known = new Set(entries.map(({ key }) => key));
  return new Map(
    entries.map(({ key }) => {
      const seen = new Set([key]);
      for (let up = above.get(key); up !== undefined && known.has(up) && !seen.has(up); up = above.get(up))
        seen.add(up);
      return [key, seen.size - 1] as const;
    }),
  );
}
