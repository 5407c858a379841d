import { refOf } from "../backlog/model";
import type { EvidenceRule } from "../policy/policy";
import type { Gate } from "../readiness/report";
import type { WorkItemRef } from "../workItem";
import { namingOf, TAG_PREFIX } from "./naming";
import { type NewItem, type RecordEntry, type RecordPlan, refusedFor, titleOf, typeOf } from "./plan";
import type { RecordPlace, RequestOf } from "./request";
import type { RecordScene, Site } from "./scene";

/**
 * The items of the gate checklist that are missing (E1): each entry of these gates below everything in its scope, in the
 * order of the checklist. An item that was cut or removed says that nobody is asked, and is not made again. What no gate
 * asks for is left out.
 */
export function checklistPlan(
  scene: RecordScene,
  { release, workItems }: Pick<RequestOf<"checklist">, "release" | "workItems">,
  gates: readonly Gate[],
): RecordPlan {
  const { snapshot, policy } = scene;
  const found = typeOf(snapshot, policy);
  if ("reason" in found) return refusedFor(found.reason);
  const rules = policy.evidence.checklist.filter(({ gate }) => gate !== null && gates.includes(gate));
  const entries: RecordEntry[] = [];
  const present: WorkItemRef[] = [];
  const refused = new Set<string>();

  const add = (rule: EvidenceRule, place: RecordPlace, site: Site): void => {
    const there = scene.evidenceAt(rule, place);
    if (there.length > 0) {
      present.push(...there.map(refOf));
      return;
    }
    const item = evidenceItem(scene, found.type, rule, place, site);
    if ("reason" in item) refused.add(item.reason);
    else entries.push({ source: { kind: "new", item }, closeAs: null, notes: [] });
  };

  for (const place of placesIn(scene, release, workItems)) {
    const site = scene.siteOf(place);
    if (site === null) {
      const id = place.kind === "workItem" ? `Work item ${place.id}` : place.key;
      refused.add(`${id} is neither an asset nor a workload by the mapping.`);
      continue;
    }
    for (const rule of rules) if (rule.scope === site.scope) add(rule, place, site);
  }
  return { entries, present, refused: [...refused] };
}

/** The release, then each item with the assets of its own, once. */
function placesIn(scene: RecordScene, release: string | null, workItems: readonly number[]): RecordPlace[] {
  const ids = workItems.flatMap((id) => {
    const site = scene.siteOf({ kind: "workItem", id });
    return site?.scope === "workload" ? [id, ...site.assets.map(({ item }) => item.id)] : [id];
  });
  const places: RecordPlace[] = [...new Set(ids)].map((id) => ({ kind: "workItem", id }));
  return release === null ? places : [{ kind: "release", key: release }, ...places];
}

/** A new item for an entry of the checklist at a place, or why it can't be made: a sentence. */
export function evidenceItem(
  { policy }: RecordScene,
  type: string,
  rule: EvidenceRule,
  place: RecordPlace,
  { item, name }: Site,
): NewItem | { readonly reason: string } {
  const tag = `${TAG_PREFIX.evidence}${rule.id}`;
  const common = { type, title: titleOf(`${rule.title} – ${name}`), related: [], description: "" };
  if (item !== null) {
    const { areaPath, iterationPath, id } = item;
    return { ...common, tags: [tag], areaPath, iterationPath, parent: id, fields: {} };
  }
  const naming = namingOf(policy, place.kind === "release" ? place.key : name);
  if ("reason" in naming) return naming;
  return { ...common, ...naming, tags: [tag, ...naming.tags], parent: null };
}
