import * as v from "valibot";
import { ATTRIBUTE_IDS } from "../../domain/inventory/attributes";
import type { ColumnMapping } from "../../domain/inventory/columnMapping";
import type { TemplateNode, WorkloadTemplate } from "../../domain/inventory/template";

const text = v.string();

/** How a person reads the columns of a kind of file. */
export const COLUMN_MAPPING = v.object({
  title: text,
  headers: v.array(text),
  columns: v.record(
    text,
    v.picklist(["key", "name", "kind", "machine", "workload", "release", "strategy", ...ATTRIBUTE_IDS]),
  ),
  kind: v.nullable(text),
}) satisfies v.GenericSchema<unknown, ColumnMapping>;

const NODE: v.GenericSchema<unknown, TemplateNode> = v.object({
  title: text,
  type: text,
  tags: v.array(text),
  description: text,
  children: v.array(v.lazy(() => NODE)),
});

/** The work items that a team makes for each workload. */
export const WORKLOAD_TEMPLATE = v.object({
  id: text,
  title: text,
  root: NODE,
  asset: v.optional(v.nullable(NODE), null),
}) satisfies v.GenericSchema<unknown, WorkloadTemplate>;
