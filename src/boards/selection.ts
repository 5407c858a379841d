import type { Policy } from "../domain/policy/policy";
import { fold, tidy } from "../domain/text";
import { isNoneOf, isOneOf } from "./wiql";
import type { ExtraField } from "./workItemMapping";
import { EFFORT_FIELDS, FIELD_NAMES } from "./workItemFields";

/**
 * Types of test management and review. They can be many, no rule of a readiness policy looks at them, and they are read
 * only where a policy names one, or a link does.
 */
const NEVER_ASKED_FOR = [
  "Test Case",
  "Test Plan",
  "Test Suite",
  "Shared Steps",
  "Shared Parameter",
  "Code Review Request",
  "Code Review Response",
  "Feedback Request",
  "Feedback Response",
];

/** A part of the project's work items that is read in one way. */
export interface Selection {
  /** A WIQL condition. */
  readonly where: string;
  /** Whether links are read too, so that children are known. */
  readonly withLinks: boolean;
}

/**
 * What of a project is read.
 *
 * - Without a policy (a first visit): every work item that is not of test management.
 * - With a policy that names the types of everything it looks at: these types.
 * - With a policy that looks at items of any type (by title: child tasks, phase items and activities; by tag alone: blocking
 *   items, defects and evidence): every work item that is not of test management, and those types that it names.
 *
 * Items of the policy's workload types are read with their links: a child that Azure DevOps names and does not show is
 * expected (V2). The selections share no item.
 */
export function selectionsOf(policy: Policy | null): Selection[] {
  const type = FIELD_NAMES.type;
  if (policy === null) return [{ where: isNoneOf(type, NEVER_ASKED_FOR), withLinks: false }];
  const workloads = typesOf(policy.workloads.types);
  const named = typesOf(typesNamedBy(policy));
  const others = without(named, workloads);
  const unasked = without(without(NEVER_ASKED_FOR, named), workloads);
  const rest = looksAtAnyType(policy)
    ? [isNoneOf(type, [...workloads, ...unasked])]
    : others.length > 0
      ? [isOneOf(type, others)]
      : [];
  return [
    ...(workloads.length > 0 ? [{ where: isOneOf(type, workloads), withLinks: true }] : []),
    ...rest.map((where) => ({ where, withLinks: false })),
  ];
}

/**
 * Which of the project's work items carry links that mean anything: those of {@link selectionsOf}. A WIQL condition on
 * `[Source]`; null for all.
 */
export function linkSourcesOf(policy: Policy): string | null {
  const type = `Source].[${FIELD_NAMES.type}`;
  const named = typesOf([...policy.workloads.types, ...typesNamedBy(policy)]);
  if (!looksAtAnyType(policy)) return isOneOf(type, named);
  const unasked = without(NEVER_ASKED_FOR, named);
  return unasked.length === 0 ? null : isNoneOf(type, unasked);
}

/** Whether the policy looks at items of this type at all: those of {@link selectionsOf}. */
export function looksAtType(policy: Policy, type: string): boolean {
  const isAmong = (types: readonly string[]): boolean => types.some((one) => fold(one) === fold(type));
  if (isAmong([...policy.workloads.types, ...typesNamedBy(policy)])) return true;
  return looksAtAnyType(policy) && !isAmong(NEVER_ASKED_FOR);
}

/** Reference names of the fields that the policy looks at, beyond those that every work item has. */
export function fieldsNamedBy(policy: Policy | null): string[] {
  if (policy === null) return [];
  const { assets, releases, signals, strategy, assetKind } = policy;
  const named = [...assets.when, releases.source, ...signals, strategy, assetKind];
  // As each part writes it: that is how the engine looks the value up.
  return [...new Set(named.flatMap((part) => (part.kind === "field" ? [part.field] : [])))];
}

/** The fields to ask for. */
export interface FieldChoice {
  /** Reference names for a batch read. */
  readonly names: readonly string[];
  readonly extra: readonly ExtraField[];
}

/**
 * Of the fields that every work item has and those that the policy names, the ones that the project has: asking for one
 * that does not exist makes Azure DevOps refuse every batch. A field that only the policy knows has no value on any item.
 */
export function fieldsToRead(policy: Policy | null, existing: readonly string[]): FieldChoice {
  const referenceNames = new Map(existing.map((name) => [fold(name), name]));
  const extra = fieldsNamedBy(policy).flatMap((name) => {
    const referenceName = referenceNames.get(fold(name));
    return referenceName === undefined ? [] : [{ name, referenceName }];
  });
  const wanted = distinct([
    ...Object.values(FIELD_NAMES),
    ...EFFORT_FIELDS,
    ...extra.map((field) => field.referenceName),
  ]);
  return { names: wanted.filter((name) => referenceNames.has(fold(name))), extra };
}

/** The types of everything that the policy looks at by type, but for workloads. */
function typesNamedBy({ assets, blockingItems, uatDefects, evidence }: Policy): string[] {
  return [...assets.types, ...blockingItems.types, ...uatDefects.types, ...evidence.types];
}

function looksAtAnyType({ assets, signals, tasks, blockingItems, uatDefects, evidence }: Policy): boolean {
  const byTitle =
    assets.when.some(({ kind }) => kind === "childTasks") ||
    signals.some(({ kind }) => kind === "childTask" || kind === "phaseItem") ||
    tasks.activities.length > 0;
  const byTagAlone =
    evidence.types.length === 0 ||
    [blockingItems, uatDefects].some(({ types, tags }) => types.length === 0 && tags.length > 0);
  return byTitle || byTagAlone;
}

/** Types as Azure Boards writes them: the engine overlooks odd white space in a policy, a query does not. */
function typesOf(names: readonly string[]): string[] {
  return distinct(names.map(tidy));
}

/** Without those that Azure Boards, which has no regard for case, takes for one; compared as the engine compares. */
function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => !seen.has(fold(name)) && seen.add(fold(name)));
}

function without(names: readonly string[], taken: readonly string[]): string[] {
  const gone = new Set(taken.map(fold));
  return names.filter((name) => !gone.has(fold(name)));
}
