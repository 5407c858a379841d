import type { Blocker, WaiverRequest } from "../readiness/report";
import type { RecordPlace, RequestOf } from "./request";
import { canBeWaived } from "../evidence/waivable";

/** What a person can do about a blocker by recording something; null for what is no way out of it. */
export interface BlockerRequests {
  readonly evidence: RequestOf<"evidence"> | null;
  readonly waiver: RequestOf<"waiver"> | null;
}

const OF_EVIDENCE: ReadonlySet<Blocker["code"]> = new Set<Blocker["code"]>([
  "EVIDENCE_MISSING",
  "EVIDENCE_STALE",
  "SIGNOFF_MISSING",
  "SIGNOFF_SELF",
]);

/**
 * What can be recorded about a blocker. A waiver is asked for at what it holds back (E4): of a dependency the dependant; and
 * for its gate or its evidence alone. `release` is the key of the release in whose ledger it stands, for what is the
 * release's own; null for none.
 */
export function requestsOf(blocker: Blocker, release: string | null): BlockerRequests {
  const { code, effect, evidence, gate } = blocker;
  const place = placeOf(blocker, release);
  if (place === null || effect === "warns") return { evidence: null, waiver: null };
  return {
    evidence: evidence !== null && OF_EVIDENCE.has(code) ? { kind: "evidence", evidence, place } : null,
    waiver: canBeWaived(code) ? { kind: "waiver", code, part: evidence ?? gate, place } : null,
  };
}

/** What a blocker stands against: what it holds back, else what is to be changed, else the workload, else the release. */
function placeOf({ path, workItem, workload }: Blocker, release: string | null): RecordPlace | null {
  const item = path.at(-1) ?? workItem ?? workload;
  if (item !== null) return { kind: "workItem", id: item.id };
  return release === null ? null : { kind: "release", key: release };
}

/** The waiver of a blocker that somebody has asked for already (E4); null for none. `release` is as with {@link requestsOf}. */
export function askedWaiverOf(
  blocker: Blocker,
  release: string | null,
  requests: readonly WaiverRequest[],
): WaiverRequest | null {
  const { code, gate, evidence } = blocker;
  const place = placeOf(blocker, release);
  if (place === null) return null;
  const isAbout = ({ about, releases }: WaiverRequest): boolean =>
    place.kind === "workItem" ? about.includes(place.id) : releases.includes(place.key);
  const names = ({ waives }: WaiverRequest): boolean =>
    waives.some(
      (waived) => waived.code === code && (waived.part === null || waived.part === gate || waived.part === evidence),
    );
  return requests.find((request) => names(request) && isAbout(request)) ?? null;
}
