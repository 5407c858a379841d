import type { EvidencePolicy } from "../policy/policy";
import { fold, tidy } from "../text";
import type { WorkItem } from "../workItem";

/** What a work item of section 7 is for, by one of its tags. */
export type Mark =
  | { readonly kind: "gate"; readonly id: string }
  | { readonly kind: "waiver"; readonly code: string; readonly part: string | null }
  | { readonly kind: "decision"; readonly word: string };

/** A work item of section 7 with what its tags say. */
export interface MarkedItem {
  readonly item: WorkItem;
  readonly marks: readonly Mark[];
}

/**
 * The work items that are evidence, waivers or decisions by type and tag, by id (E1, E4, E5). They are about the backlog
 * and no part of it: neither assets nor tasks nor blocking items.
 */
export function markedItems(items: Iterable<WorkItem>, policy: EvidencePolicy): ReadonlyMap<number, MarkedItem> {
  const types = new Set(policy.types.map(fold));
  const marked = new Map<number, MarkedItem>();
  for (const item of items) {
    if (!item.tags.some(mayBeMark)) continue;
    const marks = item.tags.flatMap((tag) => markOf(tag) ?? []);
    if (marks.length > 0 && (types.size === 0 || types.has(fold(item.type)))) {
      // In order of their text, so that the order of tags has no influence (L2).
      marks.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
      marked.set(item.id, { item, marks });
    }
  }
  return marked;
}

/** By the first letter alone: fifty thousand items have more tags than a pattern should be tried on. */
function mayBeMark(tag: string): boolean {
  const first = tag.charCodeAt(0) | 32;
  return first === G || first === W || first === D || first <= BLANK;
}

const [G, W, D, BLANK] = [103, 119, 100, 32];

function markOf(tag: string): Mark | null {
  const [kind = "", ...rest] = tidy(tag)
    .split(":")
    .map((part) => part.trim());
  const [word = "", ...further] = rest;
  if (rest.length === 0) return null;
  switch (kind.toLowerCase()) {
    case "gate":
      return { kind: "gate", id: rest.join(":") };
    case "waiver":
      return { kind: "waiver", code: word.toUpperCase(), part: further.length === 0 ? null : fold(further.join(":")) };
    case "decision":
      return { kind: "decision", word: fold(rest.join(":")) };
    default:
      return null;
  }
}

function textOf(mark: Mark): string {
  switch (mark.kind) {
    case "gate":
      return `gate:${mark.id}`;
    case "waiver":
      return `waiver:${mark.code}:${mark.part ?? ""}`;
    case "decision":
      return `decision:${mark.word}`;
  }
}
