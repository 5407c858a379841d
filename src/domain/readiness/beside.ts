import { append } from "../group";
import { linkTypeFilter } from "../linkTypes";
import type { Policy } from "../policy/policy";
import { lostIdsOf, type Snapshot } from "../snapshot";

/** Ids that could not be read, by the item that a link ties to them. */
export type BesideLost = ReadonlyMap<number, readonly number[]>;

const NOTHING: BesideLost = new Map();

/**
 * What was lost beside the hierarchy (V2): the items whose links may lead to an open blocking item or UAT defect that this
 * reader can't see. Providers that can't be seen are not among them: dependencies name those (D5).
 */
export function besideLost({ losses, links }: Snapshot, { blockingItems, uatDefects }: Policy): BesideLost {
  const lost = new Set(
    losses.flatMap((loss) => ((loss.kind === "item" || loss.kind === "batch") && loss.isBeside ? lostIdsOf(loss) : [])),
  );
  if (lost.size === 0) return NOTHING;
  const isTie = linkTypeFilter([...blockingItems.links, ...uatDefects.links]);
  const found = new Map<number, number[]>();
  const seen = new Set<string>();
  const tie = (id: number, to: number) => {
    const key = `${id} ${to}`;
    if (!lost.has(to) || seen.has(key)) return;
    seen.add(key);
    append(found, id, to);
  };
  for (const { type, source, target } of links) {
    if (!isTie(type)) continue;
    // Whichever way round it was read.
    tie(source, target);
    tie(target, source);
  }
  for (const ids of found.values()) ids.sort((a, b) => a - b);
  return found;
}
