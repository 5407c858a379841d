import { refOf } from "../backlog/model";
import { releaseId, type ReleaseId } from "../backlog/releases";
import type { StageHistory } from "../history/stageHistory";
import { effectOf, type Finding } from "../readiness/blockers";
import type { Since, Waiver } from "../readiness/report";
import { counted, fold } from "../text";
import type { Day, Instant, WorkItem } from "../workItem";
import { droppedSince, type Freshness } from "./freshness";
import type { Grant, GrantIndex } from "./grants";
import type { Covered, Ground } from "./ground";

/**
 * What waivers say of one finding (E4): null where none names it.
 *
 * - `waived`: it counts as met.
 * - `expired`: it was waived, and is no longer.
 * - `unproven`: whether the waiver is still in force stands in a history that was not read; it waives nothing.
 */
export type WaiverResult =
  | { readonly kind: "waived"; readonly waiver: Waiver }
  | {
      readonly kind: "expired" | "unproven";
      readonly item: WorkItem;
      readonly until: Day;
      readonly reason: string;
      readonly since: Since;
    };

/** Looks up which findings are waived (E4, L7). */
export class Waivers {
  readonly #grants: GrantIndex;
  readonly #ground: Ground;
  readonly #history: StageHistory;
  readonly #now: Instant;
  readonly #isNeeded: (unread: readonly number[]) => void;
  readonly #freshness = new Map<string, Freshness>();

  /** `isNeeded` is told the work items whose history would tell whether a waiver is still in force. */
  constructor(
    grants: GrantIndex,
    ground: Ground,
    history: StageHistory,
    now: Instant,
    isNeeded: (unread: readonly number[]) => void,
  ) {
    this.#grants = grants;
    this.#ground = ground;
    this.#history = history;
    this.#now = now;
    this.#isNeeded = isNeeded;
  }

  /** Whether there is any. */
  get some(): boolean {
    return this.#grants.linkedTo.size > 0 || this.#grants.ofRelease.size > 0;
  }

  /**
   * What waivers say of a finding. One with an asset is covered by a waiver that is linked to that asset; an open item also by one that is linked to it; one against a workload by one that is
   * linked to the workload; a release's own, of `releaseId`, by one that names the release.
   */
  waive(finding: Finding, release: ReleaseId | null): WaiverResult | null {
    return this.#best(finding, finding.asset?.id ?? null, release);
  }

  #best(finding: Finding, asset: number | null, release: ReleaseId | null): WaiverResult | null {
    const grants = this.#grantsFor(finding, asset, release).filter((grant) => names(grant, finding));
    if (grants.length === 0) return null;
    // The longest one first, then the lowest id: of several it does not matter which one came first (L2).
    const results = grants
      .sort((a, b) => b.end - a.end || a.item.id - b.item.id)
      .map((grant) => this.#resultOf(grant, finding, asset, release));
    const [first = null] = results;
    const best = results.find(({ kind }) => kind === "waived") ?? results.find(({ kind }) => kind === "unproven");
    return best ?? first;
  }

  #grantsFor({ code, workItem, workload }: Finding, asset: number | null, release: ReleaseId | null): Grant[] {
    const isHolding = code === "BLOCKER_OPEN" || code === "DEFECT_OPEN";
    const linked = [asset ?? workload?.id, isHolding ? workItem?.id : undefined];
    const found = new Set(linked.flatMap((id) => (id === undefined ? [] : (this.#grants.linkedTo.get(id) ?? []))));
    if (asset === null && workload === null && release !== null) {
      for (const grant of this.#grants.ofRelease.get(releaseId(release)) ?? []) found.add(grant);
    }
    return [...found];
  }

  #resultOf(grant: Grant, { workload }: Finding, asset: number | null, release: ReleaseId | null): WaiverResult {
    const { item, until, at, end } = grant;
    const expired = { kind: "expired", item, until } as const;
    if (end <= this.#now) {
      return { ...expired, reason: `its last day was ${until}`, since: { date: end, basis: "its last day is over" } };
    }
    const covered = this.#coveredBy(asset, workload?.id ?? null, release);
    const fresh = covered === null ? HOLDS : this.#freshnessOf(grant, covered);
    switch (fresh.kind) {
      case "holds":
        return { kind: "waived", waiver: { item: refOf(item), grantedBy: item.closedBy, grantedAt: at, until } };
      case "void":
        return { ...expired, ...fresh.fault };
      case "unread": {
        this.#isNeeded(fresh.unread);
        const what = counted(fresh.unread.length, "work item");
        const reason = `whether it is still in force stands in the history of ${what}, which was not read`;
        return { ...expired, kind: "unproven", reason, since: { date: at, basis: "granted" } };
      }
    }
  }

  #coveredBy(asset: number | null, workload: number | null, release: ReleaseId | null): Covered | null {
    if (asset !== null) return this.#ground.asset(asset);
    if (workload !== null) return this.#ground.wholeWorkload(workload);
    return release === null ? null : this.#ground.release(releaseId(release));
  }

  #freshnessOf({ item, at }: Grant, covered: Covered): Freshness {
    const key = `${item.id} ${covered.key}`;
    let fresh = this.#freshness.get(key);
    if (fresh === undefined) {
      fresh = droppedSince(covered, at, this.#history);
      this.#freshness.set(key, fresh);
    }
    return fresh;
  }
}

const HOLDS: Freshness = { kind: "holds" };

function names({ waives }: Grant, { code, gate, evidence }: Finding): boolean {
  return waives.some(
    (waived) =>
      waived.code === code &&
      (waived.part === null || waived.part === gate || (evidence !== undefined && waived.part === fold(evidence))),
  );
}

/**
 * What stands beside a finding that a waiver does not cover or no longer covers (E4): `WAIVER_EXPIRED`, or `HISTORY_UNREAD`
 * where that is not known. Null where no waiver names the finding, and where one covers it.
 */
export function besidesFinding(finding: Finding, result: WaiverResult | null): Finding | null {
  if (result === null || result.kind === "waived") return null;
  const { item, reason, since } = result;
  const isExpired = result.kind === "expired";
  const effect = effectOf(finding);
  return {
    ...finding,
    code: isExpired ? "WAIVER_EXPIRED" : "HISTORY_UNREAD",
    // It weighs no more than what it stands beside: a waiver that is over must not change a verdict (L7).
    effect: isExpired || effect === "warns" ? effect : "unknown",
    workItem: refOf(item),
    path: [],
    expected: "a waiver in force",
    actual: reason,
    since,
    owner: item.assignedTo,
    fix: isExpired
      ? "Clear what it stands beside, or have a new waiver of that granted."
      : "Refresh; if its history can't be read again, look at the error beside the age of the data.",
  };
}
