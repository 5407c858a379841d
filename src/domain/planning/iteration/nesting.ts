import { refOf } from "../../backlog/model";
import { claimReader, type Release, releaseId } from "../../backlog/releases";
import type { Policy } from "../../policy/policy";
import type { Snapshot } from "../../snapshot";
import { fold } from "../../text";
import type { Instant, WorkItemRef } from "../../workItem";
import { type PlanAsset, type PlanView, planViewOf } from "./planView";

/** What breaks the nesting of backlogs (§1, §9), in the order in which it is listed. */
export const NESTING_CODES = [
  "ITERATION_OUTSIDE_RELEASES",
  "ITERATION_OF_OTHER_RELEASE",
  "ITERATION_AFTER_RELEASE",
  "SEVERAL_RELEASES",
  "OUTSIDE_RELEASE_OF_WORKLOAD",
  "OUT_OF_SCOPE_IN_ITERATION",
] as const;
export type NestingCode = (typeof NESTING_CODES)[number];

/** A place at which one backlog is not within the other. */
export interface NestingFault {
  readonly code: NestingCode;
  readonly item: WorkItemRef;
  /** What is wrong. */
  readonly sentence: string;
  /** What a person does about it. */
  readonly fix: string;
}

/**
 * What breaks *iteration ⊂ release ⊂ migration backlog* (§1, §9). What is done is not asked after: its plan is past. By code, then
 * by id. Linear in the snapshot.
 *
 * @param planned  what `withEdits` gave for `read`, or `read` itself
 */
export function nestingFaults(read: Snapshot, planned: Snapshot, policy: Policy, now: Instant): NestingFault[] {
  const view = planViewOf(read, planned, policy, [], now);
  const context: Context = {
    policy,
    wholes: wholesOf(view, policy),
    names: new Map(view.releases.map((release) => [fold(release.name), release.name])),
    splits: new Map(policy.workloads.splits.map((split) => [split.workload, new Set(split.releases.map(releaseId))])),
    label: policy.labels.release.toLowerCase(),
  };
  const faults = view.assets.filter(({ isDone }) => !isDone).flatMap((asset) => faultsOf(asset, context));
  const placeOf = ({ code }: NestingFault) => NESTING_CODES.indexOf(code);
  return faults.sort((a, b) => placeOf(a) - placeOf(b) || a.item.id - b.item.id);
}

/** The releases that workloads are in: those that they claim themselves, else the first that an asset of theirs claims (M3). */
function wholesOf({ assets, releases }: PlanView, { releases: rule }: Policy): Map<number, readonly Release[]> {
  const claimsOf = claimReader(rule);
  const byId = new Map(releases.map((release) => [releaseId(release.key), release]));
  const placeOf = new Map(releases.map((release, index) => [release, index]));
  const wholes = new Map<number, readonly Release[]>();
  for (const { workload, releases: own, isInScope } of assets) {
    if (workload === null || !isInScope) continue;
    const claimed = claimsOf(workload).flatMap((id) => byId.get(id) ?? []);
    const [first] = own;
    if (claimed.length > 0) wholes.set(workload.id, claimed);
    else if (first !== undefined) {
      const [known = first] = wholes.get(workload.id) ?? [];
      wholes.set(workload.id, [(placeOf.get(first) ?? 0) < (placeOf.get(known) ?? 0) ? first : known]);
    }
  }
  return wholes;
}

interface Context {
  readonly policy: Policy;
  /** Releases of whole workloads by their id; workloads that are in none are left out. */
  readonly wholes: ReadonlyMap<number, readonly Release[]>;
  /** Of releases, by their folded names. */
  readonly names: ReadonlyMap<string, string>;
  /** Releases over which a workload is recorded as split (M3). */
  readonly splits: ReadonlyMap<number, ReadonlySet<string>>;
  /** What the team calls a release. */
  readonly label: string;
}

function faultsOf(planned: PlanAsset, context: Context): NestingFault[] {
  const { item, iteration, releases, isInScope, asset } = planned;
  const { label } = context;
  const faults: NestingFault[] = [];
  const add = (code: NestingCode, sentence: string, fix: string) => {
    faults.push({ code, item: refOf(item), sentence, fix });
  };
  const isAhead = iteration.time === "future" || iteration.time === "running";
  if (!isInScope) {
    if (isAhead) {
      add(
        "OUT_OF_SCOPE_IN_ITERATION",
        `It is planned for ${iteration.name} and out of scope: ${asset.exclusion ?? ""}.`,
        "Take it out of the iteration, or bring it back into scope.",
      );
    }
    return faults;
  }
  const [release] = releases;
  if (release === undefined && iteration.time !== "none") {
    add(
      "ITERATION_OUTSIDE_RELEASES",
      `It is planned for ${iteration.name} and is in no ${label}.`,
      `Put it into a ${label}, or take it out of the iteration.`,
    );
  }
  const other = otherOnPath(planned, context);
  if (other !== null && release !== undefined) {
    add(
      "ITERATION_OF_OTHER_RELEASE",
      `Its iteration ${iteration.name} belongs to ${other}, and it is in ${release.name}.`,
      `Plan it for an iteration of ${release.name}, or put it into ${other}.`,
    );
  }
  const { targetDate } = release ?? { targetDate: null };
  if (
    release !== undefined &&
    targetDate !== null &&
    iteration.dates !== null &&
    iteration.dates.lastDay > targetDate
  ) {
    add(
      "ITERATION_AFTER_RELEASE",
      `${iteration.name} ends on ${iteration.dates.lastDay}, after the target date of ${release.name}, ${targetDate}.`,
      `Plan it for an earlier iteration, or for a later ${label}.`,
    );
  }
  if (releases.length > 1) {
    const all = releases.map(({ name }) => name).join(", ");
    add("SEVERAL_RELEASES", `It is in several: ${all}; the first one counts.`, `Leave it in one ${label}.`);
  }
  const outside = outsideWorkload(planned, context);
  if (outside !== null) add("OUTSIDE_RELEASE_OF_WORKLOAD", ...outside);
  return faults;
}

/** A release that the path of its iteration names beside the one that it is in; null for none. */
function otherOnPath({ item, releases }: PlanAsset, { policy, names }: Context): string | null {
  // Where iterations are the source, the path is what says the release.
  if (policy.releases.source.kind === "iteration") return null;
  const own = new Set(releases.map(({ name }) => fold(name)));
  const named = item.iterationPath
    .split("\\")
    .slice(1)
    .filter((name) => names.has(fold(name)));
  if (named.length === 0 || named.some((name) => own.has(fold(name)))) return null;
  return names.get(fold(named[0] ?? "")) ?? null;
}

/** That its workload says a release and it says none, or another one, which is no recorded split (M3); null where they agree. */
function outsideWorkload(
  { item, workload, releases }: PlanAsset,
  { wholes, splits, label }: Context,
): readonly [sentence: string, fix: string] | null {
  if (workload === null) return null;
  const whole = wholes.get(workload.id) ?? [];
  if (whole.length === 0 || releases.some((release) => whole.includes(release))) return null;
  const over = splits.get(workload.id);
  if (over !== undefined && releases.length > 0 && releases.every(({ key }) => over.has(releaseId(key)))) return null;
  const where = releases.length === 0 ? `in no ${label}` : `in ${releases.map(({ name }) => name).join(", ")}`;
  const theirs = whole.map(({ name }) => name).join(", ");
  return [
    `Its workload ${workload.title} (#${workload.id}) is in ${theirs}, and ${item.title} is ${where}.`,
    `Put both into one ${label}, or record in the mapping that the workload is split.`,
  ];
}
