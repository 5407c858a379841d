import { fold } from "../domain/text";
import type {
  AssetAssessment,
  Blocker,
  ReleaseAssessment,
  Report,
  WorkloadAssessment,
} from "../domain/readiness/report";
import type { WorkItem, WorkItemRef } from "../domain/workItem";
import type { Filter } from "./store/view";

/** Decides what is shown. It looks at whole assessments and never makes smaller ones: verdicts and counts stay (V4). */
export interface Sieve {
  readonly isActive: boolean;
  workload(workload: WorkloadAssessment): boolean;
  release(release: ReleaseAssessment): boolean;
  /** Whether the text is found below the release and not in its own name. */
  isWithin(release: ReleaseAssessment): boolean;
  /** The workloads to show below a release: those that pass, or all in the area where the release's own name passes. */
  workloadsOf(release: ReleaseAssessment): readonly WorkloadAssessment[];
  asset(asset: Pick<AssetAssessment, "item">): boolean;
  /** By what is in the way, what it holds back, its workload and its owner. */
  blocker(blocker: Blocker): boolean;
  /** By title and id; the area of these is not known. */
  reference(item: WorkItemRef): boolean;
}

/** Makes the sieve of a filter for one report. */
export function sieveOf(filter: Filter, report: Report): Sieve {
  const text = fold(filter.text);
  const area = fold(filter.area);
  const has = (candidate: string): boolean => text === "" || fold(candidate).includes(text);
  const named = ({ id, title }: { readonly id: number; readonly title: string }): boolean =>
    has(title) || (text !== "" && String(id) === text.replace(/^#/, ""));
  const inArea = (item: WorkItem): boolean => area === "" || isUnder(fold(item.areaPath), area);

  const owned = ({ assignedTo }: WorkItem): boolean => assignedTo !== null && has(assignedTo.displayName);

  const workloadInArea = ({ item, assets }: WorkloadAssessment): boolean =>
    area === "" || (item !== null && inArea(item)) || assets.some((asset) => inArea(asset.item));
  const workload = (found: WorkloadAssessment): boolean =>
    workloadInArea(found) &&
    (has(found.title) ||
      [...(found.item === null ? [] : [found.item]), ...found.assets.map(({ item }) => item)].some(
        (item) => named(item) || owned(item),
      ));
  const nameInArea = ({ name, workloads }: ReleaseAssessment): boolean =>
    has(name) && (area === "" || workloads.some(workloadInArea));

  let areas: ReadonlyMap<number, WorkItem> | null = null;
  const itemOf = (id: number): WorkItem | undefined => (areas ??= itemsOf(report)).get(id);

  return {
    isActive: text !== "" || area !== "",
    workload,
    release: (found) => nameInArea(found) || found.workloads.some(workload),
    workloadsOf: (found) =>
      found.workloads.filter((candidate) =>
        text !== "" && nameInArea(found) ? workloadInArea(candidate) : workload(candidate),
      ),
    isWithin: (found) => text !== "" && !nameInArea(found) && found.workloads.some(workload),
    asset: ({ item }) => inArea(item) && (named(item) || owned(item)),
    blocker: (blocker) => {
      const items = [blocker.workItem, blocker.workload, ...blocker.path].filter((item) => item !== null);
      const isNamed = items.some(named) || (blocker.owner !== null && has(blocker.owner.displayName));
      if (!isNamed && text !== "") return false;
      // What belongs to no area stands against all of them.
      const known = items.flatMap(({ id }) => itemOf(id) ?? []);
      return known.length === 0 || known.some(inArea);
    },
    reference: named,
  };
}

/** Every area path that an asset or workload of the report has, with those above it, sorted. */
export function areasOf(report: Report): readonly string[] {
  const areas = new Set<string>();
  for (const { areaPath } of itemsOf(report).values()) {
    const parts = areaPath.split("\\");
    parts.forEach((_, index) => areas.add(parts.slice(0, index + 1).join("\\")));
  }
  areas.delete("");
  return [...areas].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

function itemsOf(report: Report): ReadonlyMap<number, WorkItem> {
  const items = new Map<number, WorkItem>();
  for (const workload of [...report.releases.flatMap(({ workloads }) => workloads), ...report.unplanned]) {
    if (workload.item !== null) items.set(workload.item.id, workload.item);
    for (const { item } of workload.assets) items.set(item.id, item);
  }
  for (const { item } of report.looseAssets) items.set(item.id, item);
  return items;
}

function isUnder(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}\\`);
}
