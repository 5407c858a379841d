import { releaseId } from "../../../domain/backlog/releases";
import type { ReconciledRow, RowDecision } from "../../../domain/inventory/reconciliation";
import { fold } from "../../../domain/text";
import { type Choices, releaseName } from "./choices";
import { actionOf } from "./deciding";
import type { ImportOptions } from "./scene";

/** A workload that is in another release than an asset that is to go there. */
export interface OtherRelease {
  readonly workload: string;
  /** The release that it is in: its key, and what it is called. */
  readonly key: string;
  readonly name: string;
  /** The release that is asked for the asset, as it is called. */
  readonly wanted: string;
}

/**
 * The workload's release where a work item would be made for another one, so that the workload's scope would be split (M3);
 * null where they agree, or where either is in none.
 */
export function otherRelease(
  row: ReconciledRow,
  decision: RowDecision | undefined,
  options: Pick<ImportOptions, "defaultWorkload" | "release">,
  choices: Pick<Choices, "releases" | "workloads">,
): OtherRelease | null {
  if (actionOf(row, decision) !== "create") return null;
  const known = row.asset ?? row.record;
  const wanted = decision?.release === undefined ? (known?.release ?? options.release) : decision.release;
  const workload = workloadOf(known?.workload ?? null, decision, options, choices);
  if (wanted === null || workload === null || workload.release === null) return null;
  const key = keyOf(choices, wanted);
  if (releaseId(key) === releaseId(workload.release)) return null;
  return {
    workload: workload.item.title,
    key: workload.release,
    name: releaseName(choices, workload.release),
    wanted: releaseName(choices, key),
  };
}

/** Says it in a row. */
export function otherReleaseText({ workload, name, wanted }: OtherRelease): string {
  return `${workload} is in ${name}, not in ${wanted}`;
}

/** The workload that an asset is to go to, where that is there and no other has its title. */
function workloadOf(
  named: string | null,
  decision: RowDecision | undefined,
  { defaultWorkload }: Pick<ImportOptions, "defaultWorkload">,
  { workloads }: Pick<Choices, "workloads">,
): Choices["workloads"][number] | null {
  const chosen = decision?.workload === undefined ? (named ?? defaultWorkload) : decision.workload;
  if (typeof chosen === "number") return workloads.find(({ item }) => item.id === chosen) ?? null;
  if (typeof chosen !== "string") return null;
  const found = workloads.filter(({ item }) => fold(item.title) === fold(chosen));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The key of a release that a file calls by its key or its name; what is none yet, is its own key. */
function keyOf({ releases }: Pick<Choices, "releases">, word: string): string {
  const byKey = releases.find(({ key }) => releaseId(key) === releaseId(word));
  const byName = releases.filter(({ name }) => fold(name) === fold(word));
  return (byKey ?? (byName.length === 1 ? byName[0] : undefined))?.key ?? word;
}
