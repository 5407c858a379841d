import { releaseId } from "../../../domain/backlog/releases";
import { byPriority, type PlanAsset, type PlanView } from "../../../domain/planning/iteration/planView";
import type { Team, TeamIteration } from "../../../domain/planning/teams";
import { fold } from "../../../domain/text";

/** The assets of one team: what is left to be planned beside what an iteration holds. */
export interface PlanLists {
  /** Assets of the release, not done and not in the iteration. */
  readonly backlog: readonly PlanAsset[];
  readonly iteration: readonly PlanAsset[];
  /** Of the release, not done: assets that other teams own, and that no team owns. */
  readonly others: { readonly ofOtherTeams: number; readonly ofNoTeam: number };
}

/**
 * What stands in the two lists, in the order of the priorities as they were read: a row does not jump away from under the
 * hand that edits it. What is out of scope stands in neither.
 *
 * @param release  a key; empty for the assets that are in no release
 */
export function planLists(view: PlanView, team: Team, iteration: TeamIteration, release: string): PlanLists {
  const path = fold(iteration.path);
  const lists = { backlog: [] as PlanAsset[], iteration: [] as PlanAsset[] };
  const others = { ofOtherTeams: 0, ofNoTeam: 0 };
  for (const one of view.assets) {
    if (!one.isInScope) continue;
    const isLeft = !one.isDone && isIn(one, release);
    if (one.team?.id !== team.id) {
      if (isLeft && one.team === null) others.ofNoTeam += 1;
      else if (isLeft) others.ofOtherTeams += 1;
    } else if (fold(one.item.iterationPath) === path) lists.iteration.push(one);
    else if (isLeft) lists.backlog.push(one);
  }
  const inOrder = (rows: PlanAsset[]): PlanAsset[] => rows.sort((a, b) => byPriority(a.asset, b.asset));
  return { backlog: inOrder(lists.backlog), iteration: inOrder(lists.iteration), others };
}

/** Whether a release is the one that contains an asset: the first that it claims. */
function isIn({ releases }: PlanAsset, release: string): boolean {
  const first = releases[0];
  return first === undefined ? release === "" : release !== "" && releaseId(first.key) === releaseId(release);
}

/**
 * The release that is shown where the address names none: the first, in their order, of which the team has an asset that
 * is not done; empty where only assets of no release are left.
 */
export function firstRelease(view: PlanView, team: Team): string {
  const open = new Set(
    view.assets
      .filter((one) => one.isInScope && !one.isDone && one.team?.id === team.id)
      .map(({ releases }) => releases[0]?.key),
  );
  return view.releases.find(({ key }) => open.has(key))?.key ?? "";
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
