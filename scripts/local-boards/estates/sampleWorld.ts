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

/** People that are assigned to no asset: an independent sign-off has to come from one of them. */
export interface Approvers {
  readonly business: EstateUser;
  readonly security: EstateUser;
}

/** What the edge cases are added to. */
export interface SampleWorld {
  readonly builder: EstateBuilder;
  readonly project: EstateProject;
  readonly people: readonly EstateUser[];
  /** Who accepts for the business and for security, and moves nothing. */
  readonly approvers: Approvers;
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
  /** Days from its move until it is at its rung; where it names none, the end of its release is waited for. */
  readonly settles?: number;
  /** Tag of its release; null where it names none. */
  readonly release: string | null;
  readonly parent: number | null;
  readonly strategy?: string;
  readonly tasks?: boolean;
  /** It belongs to the plan that was made before the first sprint, of which a tenth was found when its release began. */
  readonly isOfThePlan?: boolean;
  /** It was made with that plan, and not found later. */
  readonly isOfTheBeginning?: boolean;
  /** It was moved, opened again in the sprint after, and moved once more. */
  readonly isReopened?: boolean;
}

/** How an asset of the sample went through the sprints. */
export interface AssetPath {
  readonly id: number;
  readonly team: string;
  readonly sprints: readonly [first: number, last: number];
  /** The sprint that it was planned for first, counted from 1. */
  readonly planned: number;
  /** The sprint in which it was moved and when work on it began (milliseconds since the epoch); null where it was not yet. */
  readonly moved: { readonly sprint: number; readonly begunAt: number } | null;
  /** Whether it is to be moved at all. */
  readonly moves: boolean;
  /** It was moved, opened again in the sprint after, and moved once more. */
  readonly isReopened: boolean;
}

/** The workload with this name. Throws where the plan has none. */
export function workload(world: SampleWorld, name: string): SampleWorkload {
  const found = world.workloads.find((candidate) => candidate.plan.name === name);
  if (found === undefined) throw new Error(`The sample has no workload ${name}.`);
  return found;
}

/** Id of an asset of a workload, counted from 0. Throws where the workload has no such asset. */
export function asset(world: SampleWorld, workloadName: string, index: number): number {
  const id = workload(world, workloadName).assets[index];
  if (id === undefined) throw new Error(`The workload ${workloadName} has no asset ${index}.`);
  return id;
}

/** Who leads the plan. */
export function lead(world: SampleWorld): EstateUser {
  return person(world, 0);
}

/** One of those who move assets, counted from 0. Throws where there is none. */
export function person(world: SampleWorld, index: number): EstateUser {
  const found = world.people[index];
  if (found === undefined) throw new Error(`The sample has no person ${index}.`);
  return found;
}
