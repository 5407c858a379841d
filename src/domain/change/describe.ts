import { STAGE_NAMES } from "../readiness/blockers";
import { fold } from "../text";
import type { FieldValue } from "../workItem";
import type { Change, ItemWrite } from "./change";

/** What a write does to one field, in words, for a preview. */
export interface FieldChange {
  /** `State`, `Tags`, `Iteration`, `Parent`, `Effort`, `Priority`, or the further field as the policy writes it. */
  readonly name: string;
  /** What goes: the value before; of tags only those that are removed (`− stage:staged`). Empty for nothing. */
  readonly before: string;
  /** What comes: the value after; of tags only those that are added (`+ stage:staged`). Empty for nothing. */
  readonly after: string;
}

/** What a write changes, field by field; a field that stays as it is, is left out. */
export function fieldChangesOf({ item, edit }: ItemWrite): FieldChange[] {
  const values: FieldChange[] = [
    { name: "State", before: item.state, after: edit.state ?? item.state },
    { name: "Iteration", before: item.iterationPath, after: edit.iterationPath ?? item.iterationPath },
    { name: "Parent", before: linkText(item.parent), after: linkText(valueAfter(item.parent, edit.parent)) },
    { name: "Effort", before: valueText(item.effort), after: valueText(valueAfter(item.effort, edit.effort)) },
    { name: "Priority", before: valueText(item.priority), after: valueText(valueAfter(item.priority, edit.priority)) },
    ...Object.entries(edit.fields ?? {}).map(([name, value]) => ({
      name,
      before: valueText(item.fields[name] ?? null),
      after: valueText(value),
    })),
  ];
  const [state, ...others] = values.filter(({ before, after }) => before !== after);
  const tags = edit.tags === undefined ? [] : tagChange(item.tags, edit.tags);
  if (state === undefined) return tags;
  return state.name === "State" ? [state, ...tags, ...others] : [...tags, state, ...others];
}

function valueAfter(before: number | null, after: number | null | undefined): number | null {
  return after === undefined ? before : after;
}

function tagChange(before: readonly string[], after: readonly string[]): FieldChange[] {
  const [old, next] = [new Set(before.map(fold)), new Set(after.map(fold))];
  const removed = before.filter((tag) => !next.has(fold(tag))).map((tag) => `− ${tag}`);
  const added = after.filter((tag) => !old.has(fold(tag))).map((tag) => `+ ${tag}`);
  return removed.length + added.length === 0
    ? []
    : [{ name: "Tags", before: removed.join(", "), after: added.join(", ") }];
}

function linkText(id: number | null): string {
  return id === null ? "" : `#${id}`;
}

function valueText(value: FieldValue): string {
  return value === null ? "" : String(value);
}

/** What a change is called: the title of its preview, e.g. `Move to Staged`. */
export function changeTitle(change: Change): string {
  switch (change.kind) {
    case "stage":
      return `Move to ${STAGE_NAMES[change.stage]}`;
    case "asset":
      return change.isAsset ? "Make an asset" : "Take out of the assets";
    case "assetKind":
      return change.word === null ? "Clear the kind" : `Set the kind to ${change.word}`;
    case "strategy":
      return change.word === null ? "Clear the strategy" : `Set the strategy to ${change.word}`;
    case "release":
      return change.release === null ? "Take out of its release" : `Add to release ${lastName(change.release)}`;
    case "iteration":
      return `Assign to iteration ${lastName(change.path)}`;
    case "workload":
      return change.workload === null ? "Take out of its workload" : `Put into workload ${change.workload.title}`;
  }
}

/** The name of a node of the iteration tree, by its path; of any other word, the word. */
export function lastName(path: string): string {
  return path.split("\\").at(-1) ?? path;
}
