import { backlogOf } from "../../../domain/backlog/backlog";
import { isInScope } from "../../../domain/backlog/model";
import { releaseId, type ReleaseId } from "../../../domain/backlog/releases";
import { type Team, type TeamIteration, teamReader } from "../../../domain/planning/teams";
import type { PlanningWorld } from "../../../domain/planning/world";
import type { AssetAssessment, Report } from "../../../domain/readiness/report";
import { isAtLeast } from "../../../domain/readiness/stage";
import type { Snapshot } from "../../../domain/snapshot";
import { fold } from "../../../domain/text";
import type { WorkItem } from "../../../domain/workItem";

/** An asset as the lists of a plan show it. */
export interface PlanRow {
  /** With what is planned and not written yet. */
  readonly item: WorkItem;
  /** Stage, reasons and blockers, as they are today: a plan changes none of them. */
  readonly asset: AssetAssessment;
  /** The release that contains it, as planned: the first of several; null for none. */
  readonly release: ReleaseId | null;
  readonly isDone: boolean;
}

/** The assets of one team: what is left to be planned beside what an iteration holds. */
export interface PlanLists {
  /** Assets of the release, not done and not in the iteration. */
  readonly backlog: readonly PlanRow[];
  readonly iteration: readonly PlanRow[];
  /** Of the release, not done: assets that other teams own, and that no team owns. */
  readonly others: { readonly ofOtherTeams: number; readonly ofNoTeam: number };
}

/** All assets in scope of the work items that are planned, with the team that owns each. */
export interface PlannedAssets {
  readonly rows: readonly PlanRow[];
  readonly teamOf: (row: PlanRow) => Team | null;
}

/** Every assessment of a report by the id of its work item. */
export function assessmentsOf(report: Report): ReadonlyMap<number, AssetAssessment> {
  const workloads = [...report.releases.flatMap((release) => release.workloads), ...report.unplanned];
  const all = [...workloads.flatMap(({ assets }) => assets), ...report.looseAssets];
  return new Map(all.map((asset) => [asset.item.id, asset]));
}

/**
 * The assets in scope as they are planned. What the report does not judge, such as an asset that came with a draft's
 * snapshot alone, is left out.
 */
export function plannedAssets(
  world: Pick<PlanningWorld, "policy" | "teams">,
  assessments: ReadonlyMap<number, AssetAssessment>,
  planned: Snapshot,
): PlannedAssets {
  const backlog = backlogOf(planned, world.policy);
  const releases = new Map<number, ReleaseId>();
  for (const { workload, releases: claimed } of [...backlog.workloads, ...backlog.withoutWorkload]) {
    const first = workload.part ?? claimed[0];
    if (first === undefined) continue;
    for (const { item } of workload.assets) if (!releases.has(item.id)) releases.set(item.id, first);
  }
  const { doneStage } = world.policy.planning;
  const team = teamReader(world.teams);
  const rows: PlanRow[] = [];
  for (const one of backlog.assets) {
    const asset = assessments.get(one.item.id);
    if (asset === undefined || !isInScope(one)) continue;
    const release = releases.get(one.item.id) ?? null;
    rows.push({ item: one.item, asset, release, isDone: isAtLeast(asset.stage, doneStage) });
  }
  return { rows: rows.sort(inOrder), teamOf: ({ item }) => team(item.areaPath) };
}

/**
 * Those with a priority first, the highest first; then the larger effort, then by id. As they were read: a row does not
 * jump away from under the hand that edits it.
 */
function inOrder(a: PlanRow, b: PlanRow): number {
  const [one, other] = [a.asset.item, b.asset.item];
  const byPriority = (one.priority ?? Infinity) - (other.priority ?? Infinity);
  if (byPriority !== 0 && !Number.isNaN(byPriority)) return byPriority;
  return (other.effort ?? -1) - (one.effort ?? -1) || one.id - other.id;
}

/** What stands in the two lists. `release` is a key; empty for the assets that are in none. */
export function planLists(
  { rows, teamOf }: PlannedAssets,
  team: Team,
  iteration: TeamIteration,
  release: string,
): PlanLists {
  const path = fold(iteration.path);
  const wanted = release === "" ? null : releaseId(release);
  const lists = { backlog: [] as PlanRow[], iteration: [] as PlanRow[] };
  const others = { ofOtherTeams: 0, ofNoTeam: 0 };
  for (const row of rows) {
    const owner = teamOf(row);
    const isInRelease = row.release === wanted && !row.isDone;
    if (owner?.id !== team.id) {
      if (isInRelease && owner === null) others.ofNoTeam += 1;
      else if (isInRelease) others.ofOtherTeams += 1;
    } else if (fold(row.item.iterationPath) === path) lists.iteration.push(row);
    else if (isInRelease) lists.backlog.push(row);
  }
  return { ...lists, others };
}

/**
 * The release that is shown where the address names none: the first, in their order, of which the team has an asset that
 * is not done; empty where only assets of no release are left.
 */
export function firstRelease({ rows, teamOf }: PlannedAssets, team: Team, report: Report): string {
  const open = new Set(rows.filter((row) => !row.isDone && teamOf(row)?.id === team.id).map(({ release }) => release));
  return report.releases.find(({ key }) => open.has(releaseId(key)))?.key ?? "";
}

/**
 * Where an asset goes that is taken out of an iteration: back to where it was read, or, where it was read in this very
 * iteration, to the node above, which the iteration shares with the others of its release or project.
 */
export function placeOutside(iteration: Pick<TeamIteration, "path">, readPath: string): string {
  if (fold(readPath) !== fold(iteration.path)) return readPath;
  const above = iteration.path.lastIndexOf("\\");
  return above === -1 ? iteration.path : iteration.path.slice(0, above);
}
