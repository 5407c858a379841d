import type { EvidenceRule } from "../policy/policy";
import { fold } from "../text";
import { evidenceItem } from "./checklistPlan";
import { earlyNote, selfReason } from "./independence";
import { htmlOf, type RecordEntry, type RecordPlan, refusedFor, stateOf, typeOf } from "./plan";
import type { RecordPlace } from "./request";
import type { RecordScene } from "./scene";

/** The entries of the checklist that can be recorded at a place: those of its scope, in the order of the checklist. */
export function recordableAt(scene: RecordScene, named: RecordPlace): readonly EvidenceRule[] {
  const place = scene.aboutOf(named);
  const site = place === null ? null : scene.siteOf(place);
  return site === null ? [] : scene.policy.evidence.checklist.filter(({ scope }) => scope === site.scope);
}

/** The entry of the checklist with that id; null where it has none. */
export function ruleOf({ policy }: Pick<RecordScene, "policy">, id: string): EvidenceRule | null {
  return policy.evidence.checklist.find((rule) => fold(rule.id) === fold(id)) ?? null;
}

/**
 * Giving evidence (E1): the open item for it is closed, the newest of several; where there is none, one is made and closed.
 * `note` goes into an item that is made. Refused where it would not count because of who gives it (E3).
 */
export function evidencePlan(scene: RecordScene, id: string, named: RecordPlace, note: string): RecordPlan {
  const { snapshot, policy, backlog } = scene;
  const rule = ruleOf(scene, id);
  if (rule === null) return refusedFor(`The checklist of the mapping has no entry “${id}”.`);
  const place = scene.aboutOf(named);
  const site = place === null ? null : scene.siteOf(place);
  if (place === null || site === null) {
    return refusedFor("It is neither an asset, a workload nor a release by the mapping.");
  }
  const self = selfReason(scene, rule, site);
  if (self !== null) return refusedFor(self);

  const there = scene.evidenceAt(rule, place);
  const open = there.filter((item) => backlog.states.isOpen(item)).at(-1);
  const notes = [earlyNote(scene, rule, site)];
  let source: RecordEntry["source"];
  if (open !== undefined) source = { kind: "existing", item: open };
  else {
    const found = typeOf(snapshot, policy);
    if ("reason" in found) return refusedFor(found.reason);
    const item = evidenceItem(scene, found.type, rule, place, site);
    if ("reason" in item) return refusedFor(item.reason);
    source = { kind: "new", item: { ...item, description: htmlOf(note.trim()) } };
    if (there.some((given) => backlog.states.isFinished(given))) {
      notes.push("It was given before; the item that is closed last counts.");
    }
  }
  return closing(scene, source, notes);
}

/** A plan that closes one item; refused where its type has no state to close it with. */
export function closing(
  { snapshot }: Pick<RecordScene, "snapshot">,
  source: RecordEntry["source"],
  notes: readonly (string | null)[],
): RecordPlan {
  const closeAs = stateOf(snapshot, source.item.type, "Completed");
  if (closeAs === null) return refusedFor(`The type ${source.item.type} has no state of the category Completed.`);
  return { entries: [{ source, closeAs, notes: notes.filter((note) => note !== null) }], present: [], refused: [] };
}
