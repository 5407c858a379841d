import type { Release } from "../../../domain/backlog/releases";
import type { Backlogs, IterationBacklog, ReleaseBacklog } from "../../../domain/planning/iteration/backlogs";
import type { PlanAsset, PlanIteration } from "../../../domain/planning/iteration/planView";
import { fold } from "../../../domain/text";

/** Its place among those beside it, from 1. */
interface Place {
  readonly position: number;
  readonly of: number;
}

/** One line of the backlogs: a release, an iteration within it, or an asset within that. */
export type LaneRow =
  | {
      readonly kind: "release";
      readonly key: string;
      readonly isOpen: boolean;
      readonly place: Place;
      readonly backlog: ReleaseBacklog;
    }
  | {
      readonly kind: "iteration";
      readonly key: string;
      readonly isOpen: boolean;
      readonly place: Place;
      readonly release: Release | null;
      readonly iteration: PlanIteration;
      /** Null: nothing is planned for it yet. */
      readonly backlog: IterationBacklog | null;
    }
  | {
      readonly kind: "asset";
      readonly key: string;
      readonly place: Place;
      readonly release: Release | null;
      readonly asset: PlanAsset;
    };

/** What a person opened and closed, by key; the others are as they are at first. */
export interface Opened {
  readonly open: readonly string[];
  readonly closed: readonly string[];
}

/** What lines are made of. */
export interface LaneOptions {
  readonly opened: Opened;
  /** Narrows the assets; null shows all. What is narrowed is open. */
  readonly passes: ((asset: PlanAsset) => boolean) | null;
  /** Iterations of a release for which nothing may be planned yet. */
  readonly emptyOf: (release: Release) => readonly PlanIteration[];
}

/** Key of a release's line. */
export function releaseKey(release: Release | null): string {
  return release === null ? "none" : `release ${release.key}`;
}

/** Key of an iteration's line within a release. */
export function iterationKey(release: Release | null, path: string): string {
  return `${releaseKey(release)} in ${fold(path)}`;
}

/** Key of an asset's line. */
export function assetKey(id: number): string {
  return `asset ${id}`;
}

/**
 * The lines that are to be seen. At first the first release that is not done is open, and in each release all iterations but
 * those that are over.
 */
export function laneRows({ releases, unplanned }: Backlogs, { opened, passes, emptyOf }: LaneOptions): LaneRow[] {
  const isOpen = (key: string, atFirst: boolean): boolean =>
    passes !== null || opened.open.includes(key) || (atFirst && !opened.closed.includes(key));
  const first = releases.find(({ total, done }) => total.items > done.items);
  const all = [...releases, ...(unplanned.total.items === 0 ? [] : [unplanned])];
  const shown =
    passes === null ? all : all.filter(({ iterations }) => iterations.some((one) => one.assets.some(passes)));
  const rows: LaneRow[] = [];
  shown.forEach((backlog, index) => {
    const { release } = backlog;
    const key = releaseKey(release);
    const isReleaseOpen = isOpen(key, backlog === first);
    rows.push({
      kind: "release",
      key,
      isOpen: isReleaseOpen,
      place: { position: index + 1, of: shown.length },
      backlog,
    });
    if (isReleaseOpen) rows.push(...iterationRows(backlog, isOpen, passes, emptyOf));
  });
  return rows;
}

function iterationRows(
  { release, iterations }: ReleaseBacklog,
  isOpen: (key: string, atFirst: boolean) => boolean,
  passes: LaneOptions["passes"],
  emptyOf: LaneOptions["emptyOf"],
): LaneRow[] {
  const used = new Set(iterations.map(({ iteration }) => fold(iteration.path)));
  const empty = release === null || passes !== null ? [] : emptyOf(release).filter(({ path }) => !used.has(fold(path)));
  const lanes = [
    ...iterations.map((backlog) => ({ iteration: backlog.iteration, backlog })),
    ...empty.map((iteration) => ({ iteration, backlog: null })),
  ].filter(({ backlog }) => passes === null || (backlog?.assets.some(passes) ?? false));
  return lanes.flatMap(({ iteration, backlog }, index): LaneRow[] => {
    const key = iterationKey(release, iteration.path);
    const isLaneOpen = isOpen(key, iteration.time !== "past");
    const place = { position: index + 1, of: lanes.length };
    const head: LaneRow = { kind: "iteration", key, isOpen: isLaneOpen, place, release, iteration, backlog };
    const assets = (backlog?.assets ?? []).filter((asset) => passes?.(asset) ?? true);
    if (!isLaneOpen) return [head];
    return [
      head,
      ...assets.map((asset, at): LaneRow => ({
        kind: "asset",
        key: assetKey(asset.item.id),
        place: { position: at + 1, of: assets.length },
        release,
        asset,
      })),
    ];
  });
}

/** All assets that pass below a line, seen or not: of an asset's line those of its iteration. */
export function assetsOf(row: LaneRow, backlogs: Backlogs, passes: LaneOptions["passes"]): PlanAsset[] {
  const release = row.kind === "release" ? row.backlog.release : row.release;
  const path = row.kind === "release" ? null : row.kind === "asset" ? row.asset.iteration.path : row.iteration.path;
  const own = [...backlogs.releases, backlogs.unplanned].find((one) => releaseKey(one.release) === releaseKey(release));
  return (own?.iterations ?? [])
    .filter(({ iteration }) => path === null || fold(iteration.path) === fold(path))
    .flatMap(({ assets }) => assets)
    .filter((asset) => passes?.(asset) ?? true);
}

/** The line that a line stands below; -1 for a release's. */
export function parentIndex(rows: readonly LaneRow[], index: number): number {
  const kind = rows[index]?.kind;
  if (kind === undefined || kind === "release") return -1;
  const above = kind === "asset" ? "iteration" : "release";
  for (let at = index; at >= 0; at -= 1) if (rows[at]?.kind === above) return at;
  return -1;
}
