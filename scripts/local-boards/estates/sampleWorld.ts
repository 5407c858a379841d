import type { EstateProject, EstateUser } from "../model/estate";
import type { EstateBuilder } from "./builder";
import type { ReleasePlan, Rung, WorkloadPlan } from "./samplePlan";

export const SUCCESSOR = "System.LinkTypes.Dependency-Forward";

/** A workload of the sample with its work items. */
export interface SampleWorkload {
  readonly plan: WorkloadPlan;
  readonly release: ReleasePlan;
  readonly id: number;
  readonly assets: readonly number[];
}

/** What the edge cases are added to. */
export interface SampleWorld {
  readonly builder: EstateBuilder;
  readonly project: EstateProject;
  readonly people: readonly EstateUser[];
  readonly now: number;
  readonly workloads: readonly SampleWorkload[];
  /** The epic that the whole plan stands below. */
  readonly epic: number;
  /** Adds an asset that has come to a rung, and its tasks. */
  addAsset(asset: AssetPlan): number;
}

/** An asset to be added to the sample. */
export interface AssetPlan {
  readonly title: string;
  readonly kind: string;
  readonly team: string;
  readonly rung: Rung;
  readonly sprints: readonly [first: number, last: number];
  /** Tag of its release; null where it names none. */
  readonly release: string | null;
  readonly parent: number | null;
  readonly strategy?: string;
  readonly tasks?: boolean;
}
