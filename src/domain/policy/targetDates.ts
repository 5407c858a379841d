import { backlogOf } from "../backlog/backlog";
import { isInScope } from "../backlog/model";
import { dayOf, releaseId, type ReleaseId } from "../backlog/releases";
import type { Snapshot } from "../snapshot";
import { counted, fold } from "../text";
import type { Instant } from "../workItem";
import type { Policy, ReleaseSettings } from "./policy";
import type { Choice } from "./choice";

/**
 * Where target dates come from: `source`, the release's own iteration node (none for tags and fields); `lastIteration`, the
 * end of the last dated iteration that an asset of the release is planned in, which is the framework's definition of a
 * milestone; or what the mapping in use says.
 */
export type TargetDates = "source" | "lastIteration" | { readonly settings: readonly ReleaseSettings[] };

const BY_SOURCE: Choice<TargetDates> = {
  id: "source",
  label: "The finish date of the release's iteration, where it is one",
  evidence: "a release that is a tag or a field value has no target date until someone sets it",
  isFound: true,
  value: "source",
};

/**
 * The ways to target dates under a policy that has none yet, the proposed one first: what the mapping in use says, else the
 * last planned iteration where that gives dates which the source lacks.
 */
export function targetDateChoices(snapshot: Snapshot, policy: Policy, current: Policy | null): Choice<TargetDates>[] {
  const inUse = current?.releases.settings ?? [];
  return [
    ...(inUse.length === 0
      ? []
      : [
          {
            id: "in-use",
            label: "As in the mapping in use",
            evidence: `it says something about ${counted(inUse.length, "release")}`,
            isFound: true,
            value: { settings: inUse },
          },
        ]),
    ...byLastIteration(snapshot, policy),
    BY_SOURCE,
  ];
}

/** The settings that a choice of target dates gives to the policy's releases. */
export function settingsOf(dates: TargetDates, snapshot: Snapshot, policy: Policy): readonly ReleaseSettings[] {
  if (dates === "source") return [];
  return dates === "lastIteration" ? lastIterationDates(snapshot, policy) : dates.settings;
}

function byLastIteration(snapshot: Snapshot, policy: Policy): Choice<TargetDates>[] {
  const { source } = policy.releases;
  if (source.kind !== "tag" && source.kind !== "field") return [];
  const dates = lastIterationDates(snapshot, policy)
    .flatMap(({ targetDate }) => targetDate ?? [])
    .sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const evidence = `gives a date to ${counted(dates.length, "release")}, from ${first} to ${last}; it stays as it is when plans move`;
  return [
    {
      id: "last-iteration",
      label: "The end of the last iteration that a release's assets are planned in",
      evidence,
      isFound: true,
      value: "lastIteration",
    },
  ];
}

function lastIterationDates(snapshot: Snapshot, policy: Policy): ReleaseSettings[] {
  const finish = new Map(snapshot.iterations.map((node) => [fold(node.path), node.finishDate]));
  const { releases, assets } = backlogOf(snapshot, policy);
  const latest = new Map<ReleaseId, Instant>();
  for (const { item, claims } of assets.filter(isInScope)) {
    const end = finish.get(fold(item.iterationPath)) ?? null;
    if (end === null) continue;
    for (const id of claims) latest.set(id, Math.max(end, latest.get(id) ?? end));
  }
  return releases.flatMap(({ key }) => {
    const end = latest.get(releaseId(key));
    return end === undefined ? [] : [{ key, targetDate: dayOf(end) }];
  });
}
