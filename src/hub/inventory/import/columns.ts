import { ATTRIBUTE_IDS, ATTRIBUTES } from "../../../domain/inventory/attributes";
import type { ColumnMapping, ColumnTarget } from "../../../domain/inventory/columnMapping";
import { tidy } from "../../../domain/text";

/** What a column can be taken for besides an attribute. */
const MEMBERS: readonly { readonly value: ColumnTarget; readonly title: string }[] = [
  { value: "key", title: "Key: identifies the asset in every export" },
  { value: "name", title: "Name" },
  { value: "kind", title: "Kind" },
  { value: "machine", title: "Key of the machine it runs on" },
  { value: "workload", title: "Workload" },
  { value: "release", title: "Release" },
  { value: "strategy", title: "Strategy" },
];

/** All that a column can be taken for, in the order in which it is offered; numbers with their unit. */
export const TARGETS: readonly { readonly value: ColumnTarget; readonly title: string }[] = [
  ...MEMBERS,
  ...ATTRIBUTE_IDS.map((value) => {
    const { title, unit } = ATTRIBUTES[value];
    return { value, title: unit === "" ? title : `${title} (${unit})` };
  }),
];

/** What a mapping lacks to read assets with it: sentences; none where it is whole. */
export function missingOf(mapping: ColumnMapping): readonly string[] {
  const taken = Object.values(mapping.columns);
  const missing: string[] = [];
  if (tidy(mapping.title) === "") missing.push("Say what this kind of file is called.");
  if (!taken.includes("name") && !taken.includes("key")) {
    missing.push("Say which column is the name of the asset, or the key that identifies it.");
  }
  return missing;
}

/** The mapping with a column taken for something else; null leaves the column. */
export function withTarget(mapping: ColumnMapping, header: string, target: ColumnTarget | null): ColumnMapping {
  const others = Object.entries(mapping.columns).filter(([name]) => name !== header);
  return { ...mapping, columns: Object.fromEntries(target === null ? others : [...others, [header, target]]) };
}
