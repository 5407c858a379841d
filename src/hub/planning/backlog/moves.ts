import { claimsOf, type Release, releaseId } from "../../../domain/backlog/releases";
import type { PlanningEdit, PlanningEdits } from "../../../domain/planning/iteration/edits";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import type { Team } from "../../../domain/planning/teams";
import type { Policy } from "../../../domain/policy/policy";
import type { IterationNode } from "../../../domain/snapshot";
import { fold } from "../../../domain/text";

/** Where assets go. */
export type Target =
  /** Into a release, or out of all; the iteration stays where the mapping lets it. */
  | { readonly kind: "release"; readonly release: Release | null }
  /** For an iteration; the release stays where the mapping lets it. */
  | { readonly kind: "iteration"; readonly path: string }
  /** Into an iteration of a release. */
  | { readonly kind: "lane"; readonly release: Release | null; readonly path: string };

/** What is planned so that assets get there. Where releases are iterations, the iteration alone says it (M3). */
export function moveEdits(assets: readonly PlanAsset[], target: Target, { releases }: Policy): PlanningEdits {
  const editOf = (asset: PlanAsset): PlanningEdit => {
    if (target.kind === "iteration") return { iterationPath: target.path };
    const release = target.release?.key ?? null;
    const isThere = keyOf(asset.releases[0] ?? null) === keyOf(target.release) && asset.releases.length <= 1;
    if (target.kind === "release") return { release };
    const isSaid = isThere || releases.source.kind === "iteration" || releases.source.kind === "none";
    return { iterationPath: target.path, ...(isSaid ? {} : { release }) };
  };
  return new Map(assets.map((asset) => [asset.item.id, editOf(asset)]));
}

/**
 * What is planned so that the workloads of these assets go into a release whole, with what of them claims another one; assets
 * without a workload go by themselves.
 */
export function workloadEdits(
  assets: readonly PlanAsset[],
  all: readonly PlanAsset[],
  release: Release | null,
  { releases }: Policy,
): PlanningEdits {
  const edit: PlanningEdit = { release: release?.key ?? null };
  const workloads = new Set(assets.flatMap(({ workload }) => workload?.id ?? []));
  const own = all.filter(
    ({ item, workload }) => workload !== null && workloads.has(workload.id) && claimsOf(item, releases).length > 0,
  );
  const alone = assets.filter(({ workload }) => workload === null);
  return new Map([...workloads, ...[...own, ...alone].map(({ item }) => item.id)].map((id) => [id, edit]));
}

/**
 * The iterations that an asset may be planned for, in the order of time: those that its team chose; without a team, all that
 * have dates and none below them that has.
 */
export function rungsOf(team: Team | null, nodes: readonly IterationNode[]): readonly string[] {
  const chosen = (team?.iterations ?? []).flatMap(({ path, dates }) =>
    dates === null ? [] : [{ path, at: dates.firstDay }],
  );
  if (chosen.length > 0) return inTime(chosen);
  const dated = nodes.filter(({ startDate, finishDate }) => startDate !== null && finishDate !== null);
  const above = new Set(dated.flatMap(({ path }) => ancestorsOf(path)));
  return inTime(
    dated.flatMap(({ path, startDate }) =>
      above.has(fold(path)) ? [] : [{ path, at: new Date(startDate ?? 0).toISOString() }],
    ),
  );
}

/** The iteration before or after the one that an asset is planned for; for one without dates, the next. Null for none. */
export function neighbourOf(
  asset: PlanAsset,
  rungs: readonly string[],
  by: 1 | -1,
  firstOpen: string | null,
): string | null {
  const at = rungs.findIndex((path) => fold(path) === fold(asset.item.iterationPath));
  if (at < 0) return by === 1 ? firstOpen : null;
  return rungs[at + by] ?? null;
}

function inTime(rungs: readonly { readonly path: string; readonly at: string }[]): string[] {
  return [...rungs]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

function ancestorsOf(path: string): string[] {
  const names = fold(path).split("\\");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("\\"));
}

function keyOf(release: Release | null): string | null {
  return release === null ? null : releaseId(release.key);
}
