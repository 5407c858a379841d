import { numberIn } from "../../../components/inventory/words";
import type { AttributeId } from "../../../domain/inventory/attributes";
import type { StoredRecord } from "../../../domain/inventory/record";
import type { AssetAssessment, Blocker, Gate, GateAssessment, Report } from "../../../domain/readiness/report";
import { nextGateOf } from "../../../domain/readiness/sentence";
import type { AssetStage } from "../../../domain/readiness/stage";
import type { Snapshot } from "../../../domain/snapshot";
import { fold } from "../../../domain/text";
import type { Instant, WorkItem } from "../../../domain/workItem";
import { NONE } from "../../ledger";

/**
 * How a row's record and work item belong together.
 *
 * - `mapped`: the record's work item is an asset.
 * - `unmapped`: the record is in scope, and nobody has mapped it (M8).
 * - `noRecord`: an asset that no record is mapped to.
 * - `outOfScope`: a person said that the record is not to be moved.
 * - `noAsset`: the record's work item is there, and the mapping takes it for no asset.
 * - `notRead`: the record names a work item that was not read: it was deleted, or is out of this reader's sight.
 */
export type RowMapping = "mapped" | "unmapped" | "noRecord" | "outOfScope" | "noAsset" | "notRead";

/** A word with what it is filtered by. */
export interface RowPlace {
  readonly key: string;
  readonly title: string;
  /** Whether Azure Boards says so; else only the inventory does. */
  readonly isInBoards: boolean;
}

/** One line of the inventory: a record, an asset, or both. */
export interface InventoryRow {
  /** The record's key; of an asset without one `#` and its id. */
  readonly id: string;
  readonly mapping: RowMapping;
  readonly record: StoredRecord | null;
  /** The work item as it was read; null for none. */
  readonly item: WorkItem | null;
  readonly asset: AssetAssessment | null;
  readonly name: string;
  /** What the work item says, else what the record does (M8). */
  readonly kind: string | null;
  readonly strategy: string | null;
  readonly workload: RowPlace | null;
  readonly release: RowPlace | null;
  /** Null where there is no asset to have one. */
  readonly stage: AssetStage | null;
  /** The next open gate of its workload; null where it has none. */
  readonly gate: { readonly gate: Gate; readonly assessment: Pick<GateAssessment, "verdict" | "counts"> } | null;
  readonly blocker: Blocker | null;
  /** The iteration path of the work item; empty for none. */
  readonly iteration: string;
  readonly formats: readonly string[];
  /** When a file named it last; null for what no file named. */
  readonly seenAt: Instant | null;
}

/** An asset with where the report has it. */
interface PlacedAsset {
  readonly asset: AssetAssessment;
  readonly workload: RowPlace | null;
  readonly release: RowPlace | null;
  readonly gate: InventoryRow["gate"];
}

/** All records and all assets of the report, each in exactly one row, but for an asset that several records are mapped to. */
export function rowsOf(
  records: readonly StoredRecord[],
  report: Report,
  snapshot: Pick<Snapshot, "workItems">,
): readonly InventoryRow[] {
  const assets = placedAssets(report);
  const items = new Map(snapshot.workItems.map((item) => [item.id, item]));
  const releases = new Map(report.releases.map(({ key, name }) => [fold(key), { key, name }]));
  const claimed = new Set<number>();
  const rows: InventoryRow[] = [];
  for (const record of records) {
    const placed = record.workItem === null ? undefined : assets.get(record.workItem);
    if (record.workItem !== null) claimed.add(record.workItem);
    rows.push(recordRow(record, placed ?? null, items, releases));
  }
  for (const [id, placed] of assets) if (!claimed.has(id)) rows.push(assetRow(placed));
  return rows;
}

function recordRow(
  record: StoredRecord,
  placed: PlacedAsset | null,
  items: ReadonlyMap<number, WorkItem>,
  releases: ReadonlyMap<string, { readonly key: string; readonly name: string }>,
): InventoryRow {
  const item = placed?.asset.item ?? (record.workItem === null ? undefined : items.get(record.workItem)) ?? null;
  const own = placed === null ? null : assetRow(placed);
  return {
    id: record.key,
    mapping: mappingOf(record, placed, item),
    record,
    item,
    asset: placed?.asset ?? null,
    name: record.name,
    kind: own?.kind ?? record.kind,
    strategy: own?.strategy ?? record.strategy,
    workload: own?.workload ?? workloadNamed(record, items),
    release: own?.release ?? releaseNamed(record, releases),
    stage: own?.stage ?? null,
    gate: own?.gate ?? null,
    blocker: own?.blocker ?? null,
    iteration: item?.iterationPath ?? "",
    formats: record.formats,
    seenAt: record.seenAt,
  };
}

function assetRow({ asset, workload, release, gate }: PlacedAsset): InventoryRow {
  const { item, kind, strategy, stage, nextBlocker } = asset;
  return {
    id: `#${item.id}`,
    mapping: "noRecord",
    record: null,
    item,
    asset,
    name: item.title,
    kind,
    strategy,
    workload,
    release,
    stage,
    gate,
    blocker: nextBlocker,
    iteration: item.iterationPath,
    formats: [],
    seenAt: null,
  };
}

function mappingOf(record: StoredRecord, placed: PlacedAsset | null, item: WorkItem | null): RowMapping {
  if (record.outOfScope !== null) return "outOfScope";
  if (record.workItem === null) return "unmapped";
  if (placed !== null) return "mapped";
  return item === null ? "notRead" : "noAsset";
}

function workloadNamed(record: StoredRecord, items: ReadonlyMap<number, WorkItem>): RowPlace | null {
  const { workload, workloadItem } = record;
  if (workloadItem !== null) {
    const title = items.get(workloadItem)?.title ?? workload ?? `Work item ${workloadItem}`;
    return { key: String(workloadItem), title, isInBoards: items.has(workloadItem) };
  }
  return workload === null ? null : { key: `named:${fold(workload)}`, title: workload, isInBoards: false };
}

function releaseNamed(
  { release }: StoredRecord,
  releases: ReadonlyMap<string, { readonly key: string; readonly name: string }>,
): RowPlace | null {
  if (release === null) return null;
  const known = releases.get(fold(release));
  return known === undefined
    ? { key: `named:${fold(release)}`, title: release, isInBoards: false }
    : { key: known.key, title: known.name, isInBoards: false };
}

/** Each asset once, by id: in the release that owns its workload, which comes first. */
function placedAssets({ releases, unplanned, looseAssets }: Report): ReadonlyMap<number, PlacedAsset> {
  const placed = new Map<number, PlacedAsset>();
  const groups = [
    ...releases.flatMap((release) => release.workloads.map((workload) => ({ workload, release }))),
    ...unplanned.map((workload) => ({ workload, release: null })),
  ];
  for (const { workload, release } of groups) {
    const { item, title, gates, assets } = workload;
    const gate = nextGateOf(gates);
    const place = {
      workload: item === null ? null : { key: String(item.id), title, isInBoards: true },
      release: release === null ? null : { key: release.key, title: release.name, isInBoards: true },
      gate: gate === null ? null : { gate, assessment: gates[gate] },
    };
    for (const asset of assets) if (!placed.has(asset.item.id)) placed.set(asset.item.id, { asset, ...place });
  }
  for (const asset of looseAssets) {
    if (!placed.has(asset.item.id)) placed.set(asset.item.id, { asset, workload: null, release: null, gate: null });
  }
  return placed;
}

/** What a row is filtered by in an address: a key, or {@link NONE}. */
export function keyOfPlace(place: RowPlace | null): string {
  return place?.key ?? NONE;
}

/** A number that the record says; null where it says none. */
export function numberOf({ record }: Pick<InventoryRow, "record">, attribute: AttributeId): number | null {
  return record === null ? null : numberIn(record.attributes, attribute);
}
