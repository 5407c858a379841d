import { dayOf } from "../backlog/releases";
import { isTag } from "../change/recording";
import { isDay } from "../day";
import { tidy } from "../text";
import type { Day, Instant } from "../workItem";
import { namingOf, TAG_PREFIX } from "./naming";
import { htmlOf, type NewItem, type RecordPlan, refusedFor, shortened, titleOf, typeOf } from "./plan";
import type { RecordPlace, RequestOf } from "./request";
import type { RecordScene } from "./scene";
import { canBeWaived } from "../evidence/waivable";
import { CAUSES } from "../readiness/words";

const DAY_MS = 86_400_000;
/** Days that a waiver is proposed for. */
const USUAL_DAYS = 14;

/** The last day that is proposed for a waiver: two weeks from today, in UTC. */
export function usualUntil(now: Instant): Day {
  return dayOf(now + USUAL_DAYS * DAY_MS);
}

/** Until when and why something is to be waived. */
export interface WaiverTerms {
  readonly until: Day;
  readonly reason: string;
}

/** Characters of the reason that stand in the title; all of it stands in the description. */
const SHORT_REASON = 80;

/**
 * Asking for a waiver (E4): an open item with its tags, related to what is blocked, or naming the release. Nobody is
 * assigned: who grants it closes it, and may not be who asks.
 */
export function waiverPlan(
  scene: RecordScene,
  { code, part, place }: RequestOf<"waiver">,
  { until, reason }: WaiverTerms,
): RecordPlan {
  const { snapshot, policy, now } = scene;
  if (!canBeWaived(code)) return refusedFor(`“${CAUSES[code]}” can't be waived: what is not known stays so.`);
  const said = reason.trim();
  const found = typeOf(snapshot, policy);
  const about = scene.aboutOf(place);
  const target = about === null ? { reason: "It is evidence about nothing." } : targetOf(scene, about);
  const tags = [`${TAG_PREFIX.waiver}${code}${part === null ? "" : `:${part}`}`, `${TAG_PREFIX.until}${until}`];
  const refused = [
    ...(isDay(until) ? [] : ["Say until when, as a day."]),
    ...(isDay(until) && until < dayOf(now) ? ["That day is over."] : []),
    ...(said === "" ? ["Say why it may be waived: who grants it will want to know."] : []),
    ...(tags.every(isTag) ? [] : [`“${tags.join("”, “")}” can't be tags in Azure Boards.`]),
    ...("reason" in found ? [found.reason] : []),
    ...("reason" in target ? [target.reason] : []),
  ];
  if (refused.length > 0 || "reason" in found || "reason" in target) return refusedFor(...refused);
  const { name, ...placed } = target;
  const item: NewItem = {
    type: found.type,
    title: titleOf(`Waiver until ${until}: ${name} – ${shortened(tidy(said), SHORT_REASON)}`),
    ...placed,
    tags: [...tags, ...placed.tags],
    parent: null,
    description: htmlOf(said),
  };
  return { entries: [{ source: { kind: "new", item }, closeAs: null, notes: [] }], present: [], refused: [] };
}

type Target = Pick<NewItem, "tags" | "areaPath" | "iterationPath" | "fields" | "related"> & { readonly name: string };

/** What ties a waiver to what it is asked for. */
function targetOf({ snapshot, policy, siteOf }: RecordScene, place: RecordPlace): Target | { readonly reason: string } {
  if (place.kind === "release") {
    const naming = namingOf(policy, place.key);
    return "reason" in naming ? naming : { ...naming, related: [], name: siteOf(place)?.name ?? place.key };
  }
  const item = snapshot.workItems.find(({ id }) => id === place.id);
  if (item === undefined) return { reason: `Work item ${place.id} could not be read.` };
  // Below the iteration of a release it would name that release, and cover what the release itself is asked for.
  const iterationPath = policy.releases.source.kind === "iteration" ? null : item.iterationPath;
  return { tags: [], areaPath: item.areaPath, iterationPath, fields: {}, related: [item.id], name: item.title };
}
