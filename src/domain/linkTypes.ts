import { fold, perText } from "./text";

/** The reference name of a link type without its direction: `System.LinkTypes.Dependency` of its `-Forward` and `-Reverse`. */
export function withoutDirection(type: string): string {
  return type.replace(/-(forward|reverse)$/i, "");
}

/** Tells the link types that have one of these names, in either direction and in any spelling. */
export function linkTypeFilter(names: readonly string[]): (type: string) => boolean {
  const folded = new Set(names.map(fold));
  return perText((type) => folded.has(withoutDirection(fold(type))));
}
