import { refOf } from "../backlog/model";
import { groupBy } from "../group";
import type { WorkItemRef } from "../workItem";
import type {
  AssetAssessment,
  BlockerCode,
  GateAssessment,
  ReleaseAssessment,
  Report,
  WorkloadAssessment,
} from "../readiness/report";
import { GATES } from "../readiness/report";
import type { Place, ReleaseRef } from "./diff";

/** Blockers that say that something was not read. A verdict beside one may be the reading's, not the project's. */
const READING: ReadonlySet<BlockerCode> = new Set([
  "READ_PARTIAL",
  "ITEM_UNREADABLE",
  "HISTORY_UNREAD",
  "DEP_UNREADABLE",
]);

/** Whether a loss may have made the verdict of a gate what it is. */
export function isTouchedByLoss({ blockers }: GateAssessment): boolean {
  return blockers.some(({ code }) => READING.has(code));
}

/** Whether the blocker itself says that something was not read. */
export function isOfReading(code: BlockerCode): boolean {
  return READING.has(code);
}

/** A workload of a report with the release under which it is judged; null for an unplanned one. */
export interface PlacedWorkload {
  readonly key: string;
  readonly release: ReleaseRef | null;
  readonly workload: WorkloadAssessment;
}

/** Every workload once for each release that it is judged in, and the unplanned ones. */
export function workloadsOf({ releases, unplanned }: Report): readonly PlacedWorkload[] {
  const placed = (release: ReleaseRef | null, workload: WorkloadAssessment): PlacedWorkload => ({
    key: placeKey({ release, workload: workload.item }),
    release,
    workload,
  });
  return [
    ...releases.flatMap((release) => release.workloads.map((workload) => placed(refOfRelease(release), workload))),
    ...unplanned.map((workload) => placed(null, workload)),
  ];
}

/** An asset of a report with all places where it counts. */
export interface PlacedAsset {
  readonly asset: AssetAssessment;
  /** By {@link placeKey}; for an asset with neither workload nor release, the place that is neither. */
  readonly places: ReadonlyMap<string, Place>;
  /** Whether a loss may have made its stage what it is. */
  readonly isTouched: boolean;
}

/** Every asset of a report by its id, the excluded ones too. */
export function assetsOf(report: Report): ReadonlyMap<number, PlacedAsset> {
  const found: { readonly asset: AssetAssessment; readonly place: Place; readonly isTouched: boolean }[] = [];
  for (const { release, workload } of workloadsOf(report)) {
    const isTouched = GATES.some((gate) => isTouchedByLoss(workload.gates[gate]));
    const place = { release, workload: workload.item === null ? null : refOf(workload.item) };
    for (const asset of workload.assets) found.push({ asset, place, isTouched });
  }
  const nowhere: Place = { release: null, workload: null };
  for (const asset of report.looseAssets) found.push({ asset, place: nowhere, isTouched: !report.complete });

  const assets = new Map<number, PlacedAsset>();
  for (const [id, entries] of groupBy(found, ({ asset }) => asset.item.id)) {
    const [first] = entries;
    if (first === undefined) continue;
    assets.set(id, {
      asset: first.asset,
      places: new Map(entries.map(({ place }) => [placeKey(place), place])),
      isTouched: entries.some(({ isTouched }) => isTouched),
    });
  }
  return assets;
}

/** A name for a place that no other place has. */
export function placeKey({
  release,
  workload,
}: {
  readonly release: ReleaseRef | null;
  readonly workload: Pick<WorkItemRef, "id"> | null;
}): string {
  return JSON.stringify([release?.key ?? null, workload?.id ?? null]);
}

/** A release by its key and name alone. */
export function refOfRelease({ key, name }: Pick<ReleaseAssessment, "key" | "name">): ReleaseRef {
  return { key, name };
}

/** Compares releases by their place in the report's order; what is not there any more comes last, what is in none after that. */
export function releaseOrder(after: Report, before: Report): (a: ReleaseRef | null, b: ReleaseRef | null) => number {
  const places = new Map<string, number>();
  for (const { key } of [...after.releases, ...before.releases]) {
    if (!places.has(key)) places.set(key, places.size);
  }
  const rank = (release: ReleaseRef | null): number =>
    release === null ? places.size : (places.get(release.key) ?? places.size);
  return (a, b) => rank(a) - rank(b);
}
