import { refOf } from "../backlog/model";
import type { ReleaseId } from "../backlog/releases";
import type { StateReader } from "../backlog/states";
import { CONNECTIVITY } from "../policy/checklists";
import type { EvidenceRule } from "../policy/policy";
import type { UnrecognisedItem } from "../readiness/report";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import type { Ground } from "./ground";
import type { MarkedItem } from "./marks";

/** Evidence items of one place, by the rule that they are evidence of. */
export type ItemsByRule = ReadonlyMap<EvidenceRule, readonly WorkItem[]>;

/** Evidence items by what they stand below, else by the release that they name (E1). */
export interface PlacedEvidence {
  /** By the id of an asset or a workload; connectivity also by that of any other work item (D6). */
  readonly below: ReadonlyMap<number, ItemsByRule>;
  readonly ofRelease: ReadonlyMap<ReleaseId, ItemsByRule>;
  readonly unrecognised: readonly UnrecognisedItem[];
}

/**
 * Puts each evidence item where it covers something (E1). One that is closed as not done asks nothing, but stands beside what
 * was given before it there; one that is removed is none (M6).
 */
export function placeEvidence(
  marked: Iterable<MarkedItem>,
  checklist: readonly EvidenceRule[],
  ground: Ground,
  states: StateReader,
): PlacedEvidence {
  const rules = new Map([...checklist].reverse().map((rule) => [fold(rule.id), rule]));
  const below = new Map<number, Map<EvidenceRule, WorkItem[]>>();
  const ofRelease = new Map<ReleaseId, Map<EvidenceRule, WorkItem[]>>();
  const unrecognised: UnrecognisedItem[] = [];
  const takenBack: { readonly item: WorkItem; readonly rule: EvidenceRule }[] = [];

  for (const { item, marks } of marked) {
    const isNotDone = states.notDoneReason(item) !== null;
    if (!isNotDone && !states.isOpen(item) && !states.isFinished(item)) continue;
    const seen = new Set<EvidenceRule>();
    for (const mark of marks) {
      if (mark.kind !== "gate") continue;
      if (isNotDone) {
        const known = rules.get(fold(mark.id));
        if (known !== undefined) takenBack.push({ item, rule: known });
        continue;
      }
      const rule = rules.get(fold(mark.id));
      if (rule === undefined) {
        unrecognised.push({ item: refOf(item), reason: `tagged gate:${mark.id}, which the checklist does not know` });
      } else if (!seen.has(rule)) {
        seen.add(rule);
        if (!place(item, rule)) unrecognised.push({ item: refOf(item), reason: COVERS_NOTHING });
      }
    }
  }
  for (const { item, rule } of takenBack) place(item, rule, true);
  return { below, ofRelease, unrecognised };

  /** Whether it covers anything. `isBeside` puts it only where something else of the rule stands. */
  function place(item: WorkItem, rule: EvidenceRule, isBeside = false): boolean {
    const releases = ground.releasesOf(item);
    // That something can be reached says nothing of what is around it (D6).
    const isOfProvider = fold(rule.id) === CONNECTIVITY && item.parent !== null;
    const id = isOfProvider ? item.parent : (ground.nearest(item.parent)?.id ?? null);
    if (id !== null) add(below, id, rule, item, isBeside);
    else for (const release of releases) add(ofRelease, release, rule, item, isBeside);
    return id !== null || releases.length > 0;
  }
}

const COVERS_NOTHING = "evidence that stands below no asset and no workload, and names no release";

function add<K>(
  places: Map<K, Map<EvidenceRule, WorkItem[]>>,
  key: K,
  rule: EvidenceRule,
  item: WorkItem,
  isBeside: boolean,
): void {
  if (isBeside && places.get(key)?.has(rule) !== true) return;
  const rules = places.get(key) ?? new Map<EvidenceRule, WorkItem[]>();
  places.set(key, rules.set(rule, [...(rules.get(rule) ?? []), item]));
}
