import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import { fold } from "../text";
import type { FieldValue, Identity, StateCategory, WorkItem, WorkItemRef } from "../workItem";

/** A work item that is to be made. What Azure Boards finds alike, made by the same person since the plan, is this one. */
export interface NewItem {
  readonly type: string;
  /** At most 255 characters, as Azure Boards allows. */
  readonly title: string;
  readonly tags: readonly string[];
  /** Null leaves them to Azure Boards: the root. */
  readonly areaPath: string | null;
  readonly iterationPath: string | null;
  readonly parent: number | null;
  /** What it is related to. */
  readonly related: readonly number[];
  /** HTML; empty for none. */
  readonly description: string;
  /** Further fields, by the name that the policy writes. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** One work item of a record: one that is there, or is made first; closed, or left open. */
export interface RecordEntry {
  readonly source:
    { readonly kind: "existing"; readonly item: WorkItem } | { readonly kind: "new"; readonly item: NewItem };
  /** The state that closes it; null leaves it as it is. */
  readonly closeAs: string | null;
  /** What a person should know before. Sentences. */
  readonly notes: readonly string[];
}

/** What recording comes to, before any of it is done. */
export interface RecordPlan {
  readonly entries: readonly RecordEntry[];
  /** What is there already. */
  readonly present: readonly WorkItemRef[];
  /** Why nothing, or not all, can be done. Sentences. */
  readonly refused: readonly string[];
}

/** That nothing is done, and why. */
export function refusedFor(...reasons: readonly string[]): RecordPlan {
  return { entries: [], present: [], refused: reasons };
}

/** The longest title that Azure Boards takes, in characters. */
const LONGEST_TITLE = 255;

/** A title cut to what Azure Boards takes. */
export function titleOf(text: string): string {
  return shortened(text, LONGEST_TITLE);
}

/** A text cut to so many characters (UTF-16), the ellipsis included. Of a sign that takes two no half is left. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** What is made when the policy names no type. */
const USUAL_TYPE = "Task";

/** The type of new items as the project writes it, or why there is none: a sentence. */
export function typeOf(
  { types }: Pick<Snapshot, "types">,
  { evidence }: Pick<Policy, "evidence">,
): { readonly type: string } | { readonly reason: string } {
  const wanted = evidence.types[0] ?? USUAL_TYPE;
  const found = types.find(({ name }) => fold(name) === fold(wanted));
  if (found !== undefined) return { type: found.name };
  return { reason: `This project has no work item type ${wanted}. Name one of its types for evidence in the mapping.` };
}

/** The first state of that category in the workflow of a type; null where it has none. */
export function stateOf({ types }: Pick<Snapshot, "types">, type: string, category: StateCategory): string | null {
  const states = types.find(({ name }) => fold(name) === fold(type))?.states;
  return states?.find((state) => state.category === category)?.name ?? null;
}

/** Whether that person is the reader. Of a reader whom Azure DevOps did not name nobody knows. */
export function isReader({ reader }: Pick<Snapshot, "reader">, person: Identity | null): boolean {
  return person !== null && reader.id !== "" && fold(person.id) === fold(reader.id);
}

/** Text as HTML: what a person typed is never markup. Line ends become line breaks. */
export function htmlOf(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/\r\n?|\n/g, "<br>");
}
