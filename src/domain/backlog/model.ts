import type { UnrecognisedItem } from "../readiness/report";
import type { WorkItem, WorkItemRef } from "../workItem";
import type { LostIds } from "./losses";
import type { Release, ReleaseId } from "./releases";
import type { StateReader } from "./states";

/** One thing that is moved (§1), with what the work item alone says about it (M8). */
export interface Asset {
  readonly item: WorkItem;
  /** Why it is out of scope (M4, M6, M7); null while it counts. */
  readonly exclusion: string | null;
  /** Whether it is out of scope because it is retired or retained (M7), which empties a workload without a question (G5). */
  readonly isRetiredOrRetained: boolean;
  readonly kind: string | null;
  readonly strategy: string | null;
  /** The releases that it claims (M3); through its workload too, where the policy lets assets follow it. */
  readonly claims: readonly ReleaseId[];
  /** Its child items that are no assets: where its tasks are. */
  readonly tasks: readonly WorkItem[];
  /** Assets nested below it, without another asset between (§9). */
  readonly nested: readonly Asset[];
}

/** An open item that holds back gates of what it stands below (G1, G3). */
export interface HoldingItem {
  readonly item: WorkItem;
  readonly kind: "blocking" | "defect";
  /** The asset it stands below; null where it stands below the workload. */
  readonly asset: WorkItem | null;
}

/** The assets that go live together (§1). */
export interface Workload {
  /** Null for the assets of a release that have no workload (G5). */
  readonly item: WorkItem | null;
  /** The release that this is the workload's part of, where it is recorded as split (M3); null for all of it. */
  readonly part: ReleaseId | null;
  /** By id. */
  readonly assets: readonly Asset[];
  /** Items below it that are outside its assets: where its phases are. */
  readonly phases: readonly WorkItem[];
  /** Open blocking items and UAT defects below it or its assets in scope, with what each stands below. */
  readonly holding: readonly HoldingItem[];
  /** What it names and could not be read (V2). */
  readonly lost: LostIds;
}

/** A workload, or a part of one, with the releases that contain it, in their order; the first one owns it, or its part. */
export interface PlacedWorkload {
  readonly workload: Workload;
  readonly releases: readonly ReleaseId[];
}

/** The migration backlog: a snapshot in the terms of the policy. */
export interface Backlog {
  readonly states: StateReader;
  /** In the order of G5. */
  readonly releases: readonly Release[];
  /** One that is recorded as split once for each of its parts (M3). */
  readonly workloads: readonly PlacedWorkload[];
  /** Assets without a workload, together for each release that they claim. */
  readonly withoutWorkload: readonly PlacedWorkload[];
  /** Assets with neither workload nor release. */
  readonly loose: readonly Asset[];
  readonly assets: readonly Asset[];
  /** Lost ids that no workload names: they count against every release and every workload (V2). */
  readonly lost: LostIds;
  /**
   * What workloads without a release name and could not be read. It counts against every release as well: nothing says
   * that the lost asset claimed none.
   */
  readonly lostOfUnplanned: LostIds;
  /** Pages of ids that failed; they count against everything too. */
  readonly lostPages: number;
  readonly candidates: readonly UnrecognisedItem[];
  readonly unrecognised: readonly UnrecognisedItem[];
}

/** Whether the asset counts for gates. */
export function isInScope(asset: Asset): boolean {
  return asset.exclusion === null;
}

/** A work item as it is named in reports. */
export function refOf({ id, title, type }: WorkItem): WorkItemRef {
  return { id, title, type };
}
