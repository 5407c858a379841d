import type { Backlog, Workload } from "../backlog/model";
import { markedItems } from "../evidence/marks";
import type { EvidencePolicy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import type { BlockerCode } from "./report";

/** Whether a waiver may speak of something that is in the way of a workload (E4); never false where one does. */
export type WaiverReach = (workload: Workload) => boolean;

/** What a waiver may name by the open item itself, wherever that holds something back. */
const OF_OPEN_ITEMS: ReadonlySet<string> = new Set<BlockerCode>(["BLOCKER_OPEN", "DEFECT_OPEN"]);

/**
 * How far the waivers of a snapshot reach: to the workloads that they, granted or not, are linked to in any way, over the
 * workload itself, its assets or what holds it. Which findings are waived is for the evidence to say; this only spares it the
 * findings of the other workloads.
 */
export function waiverReach(
  { workItems, links }: Pick<Snapshot, "workItems" | "links">,
  { assets, workloads }: Pick<Backlog, "assets" | "workloads">,
  policy: EvidencePolicy,
): WaiverReach {
  const codes = new Map<number, readonly string[]>();
  for (const [id, { marks }] of markedItems(workItems, policy)) {
    const waived = marks.flatMap((mark) => (mark.kind === "waiver" ? [mark.code] : []));
    if (waived.length > 0) codes.set(id, waived);
  }
  const reached = new Set<number>();
  const ofOpenItems = new Set<number>();
  const reach = (waiver: number, to: number): void => {
    const waived = codes.get(waiver);
    if (waived === undefined) return;
    reached.add(to);
    if (waived.some((code) => OF_OPEN_ITEMS.has(code))) ofOpenItems.add(to);
  };
  for (const { source, target } of links) {
    reach(source, target);
    reach(target, source);
  }
  for (const { item } of assets) ofOpenItems.delete(item.id);
  for (const { workload } of workloads) ofOpenItems.delete(workload.item?.id ?? NaN);
  // An open item that is waited for may hold back anything, over however many others.
  if (ofOpenItems.size > 0) return () => true;
  return ({ item, assets: own, holding }) =>
    // Assets without a workload are also reached by the release that a waiver names.
    item === null ||
    reached.has(item.id) ||
    own.some((asset) => reached.has(asset.item.id)) ||
    holding.some((held) => reached.has(held.item.id));
}
