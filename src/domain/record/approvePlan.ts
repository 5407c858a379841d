import { refOf } from "../backlog/model";
import { dayOf } from "../backlog/releases";
import { canBeWaived } from "../evidence/waivable";
import { BLOCKER_CODES } from "../readiness/report";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import { closing, ruleOf } from "./evidencePlan";
import { earlyNote, selfReason } from "./independence";
import { approvableAs, taggedWith, TAG_PREFIX } from "./naming";
import { isReader, type RecordPlan, refusedFor } from "./plan";
import type { RecordScene } from "./scene";
import { isDay } from "../day";

/**
 * Granting a waiver, or giving evidence by its item: the item is closed. Refused where that would not count: to who asked
 * for the waiver (E4), for a waiver that ran out or waives nothing, for a type that the mapping does not look at, and to the assignee of an asset where the policy asks for independence (E3).
 */
export function approvePlan(scene: RecordScene, id: number): RecordPlan {
  const { snapshot, backlog } = scene;
  const item = snapshot.workItems.find((one) => one.id === id);
  if (item === undefined) return refusedFor(`Work item ${id} could not be read.`);
  const what = approvableAs(item);
  if (what === null) return refusedFor(`Work item ${id} is neither a waiver nor evidence: no tag says so.`);
  const { types } = scene.policy.evidence;
  if (types.length > 0 && !types.some((type) => fold(type) === fold(item.type))) {
    return refusedFor(
      `The mapping looks for it among ${types.join(", ")} only, so that a ${item.type} is in no verdict.`,
    );
  }
  if (backlog.states.isFinished(item)) return { entries: [], present: [refOf(item)], refused: [] };
  if (!backlog.states.isOpen(item)) return refusedFor(`It is ${item.state}. Open it again first, or ask anew.`);
  return what === "waiver" ? waiverApproval(scene, item) : evidenceApproval(scene, item);
}

const CODES: ReadonlySet<string> = new Set(BLOCKER_CODES);

/** The code of what a tag waives, without the part that it is restricted to. */
function codeOf(waives: string): string {
  return (waives.split(":")[0] ?? "").trim().toUpperCase();
}

function waiverApproval(scene: RecordScene, item: WorkItem): RecordPlan {
  if (item.createdBy === null)
    return refusedFor("Azure Boards does not say who asked for it, so that nobody can grant it.");
  if (isReader(scene.snapshot, item.createdBy)) {
    return refusedFor("You asked for this waiver yourself. Somebody else must grant it.");
  }
  const never = taggedWith(item, TAG_PREFIX.waiver)
    .map(codeOf)
    .find((code) => !CODES.has(code) || !canBeWaived(code));
  if (never !== undefined) return refusedFor(`${never} is nothing that can be waived. Correct its tag first.`);
  const until = taggedWith(item, TAG_PREFIX.until);
  if (until.length !== 1) return refusedFor("Exactly one tag must say until when it holds, e.g. until:2026-12-31.");
  const [day = ""] = until;
  if (!isDay(day)) return refusedFor(`“until:${day}” names no day such as 2026-12-31, so that it would not hold.`);
  if (day < dayOf(scene.now)) return refusedFor(`It would have held until ${day}, which is over. Ask for a new one.`);
  return closing(scene, { kind: "existing", item }, []);
}

function evidenceApproval(scene: RecordScene, item: WorkItem): RecordPlan {
  const [id = ""] = taggedWith(item, TAG_PREFIX.evidence);
  const rule = ruleOf(scene, id);
  if (rule === null)
    return refusedFor(`The checklist of the mapping has no entry “${id}”, so that it is in no verdict.`);
  const place = scene.aboutOf({ kind: "workItem", id: item.id });
  const site = place === null ? null : scene.siteOf(place);
  if (site === null) {
    return refusedFor("It stands below no asset and no workload and names no release, so that it is in no verdict.");
  }
  const self = selfReason(scene, rule, site);
  if (self !== null) return refusedFor(self);
  return closing(scene, { kind: "existing", item }, [earlyNote(scene, rule, site)]);
}
