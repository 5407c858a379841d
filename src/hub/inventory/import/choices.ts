import { kindWords, strategyWords } from "../../../components/change/words";
import { claimsOf, releaseId } from "../../../domain/backlog/releases";
import type { ReleaseSource } from "../../../domain/policy/policy";
import type { RowDecision } from "../../../domain/inventory/reconciliation";
import type { WorkItem, WorkItemRef } from "../../../domain/workItem";
import { fold, tidy } from "../../../domain/text";
import type { Ready } from "../../store/state";

/** What can be chosen for assets in this project. */
export interface Choices {
  readonly kinds: readonly string[];
  readonly strategies: readonly string[];
  /** What this team calls a release, and where it is named. */
  readonly releaseLabel: string;
  readonly releaseSource: ReleaseSource["kind"];
  /** Keys and names, in the order of releases. */
  readonly releases: readonly { readonly key: string; readonly name: string }[];
  readonly iterations: readonly string[];
  /**
   * Work items of a workload's type, by title; `label` is the title, with the id where several share it; `release` the key
   * of the one release that it is in, null for none or several.
   */
  readonly workloads: readonly {
    readonly item: WorkItemRef;
    readonly label: string;
    readonly release: string | null;
  }[];
  /** Work items of an asset's type, which a row may be mapped to, by title. */
  readonly assets: readonly WorkItem[];
}

/** Reads what can be chosen. */
export function choicesOf({ snapshot, stored, report }: Pick<Ready, "snapshot" | "stored" | "report">): Choices {
  const { policy } = stored;
  const ofTypes = (types: readonly string[]): readonly WorkItem[] => {
    const wanted = new Set(types.map(fold));
    return snapshot.workItems
      .filter(({ type }) => wanted.has(fold(type)))
      .sort((a, b) => a.title.localeCompare(b.title, "en") || a.id - b.id);
  };
  const workloads = ofTypes(policy.workloads.types);
  const counts = new Map<string, number>();
  for (const { title } of workloads) counts.set(fold(title), (counts.get(fold(title)) ?? 0) + 1);
  const releases = report.releases.map(({ key, name }) => ({ key, name }));
  const releaseOf = (item: WorkItem): string | null => {
    const [own = null, ...others] = claimsOf(item, policy.releases);
    if (own === null || others.length > 0) return null;
    return releases.find(({ key }) => releaseId(key) === own)?.key ?? own;
  };
  return {
    kinds: kindWords(snapshot, policy),
    strategies: strategyWords(snapshot, policy),
    releaseLabel: policy.labels.release,
    releaseSource: policy.releases.source.kind,
    releases,
    iterations: snapshot.iterations.map(({ path }) => path),
    workloads: workloads.map((item) => ({
      item,
      label: counts.get(fold(item.title)) === 1 ? item.title : `${item.title} (${item.id})`,
      release: releaseOf(item),
    })),
    assets: ofTypes(policy.assets.types),
  };
}

/** How a release is called, by its key. */
export function releaseName({ releases }: Pick<Choices, "releases">, key: string): string {
  return releases.find((release) => fold(release.key) === fold(key))?.name ?? key;
}

/** The workload that a typed text means: one that is there, or a new one of that title; null for an empty text. */
export function workloadNamed(
  { workloads }: Pick<Choices, "workloads">,
  text: string,
): NonNullable<RowDecision["workload"]> | null {
  const title = tidy(text);
  if (title === "") return null;
  const found = workloads.find(({ label }) => fold(label) === fold(title));
  return found?.item.id ?? { create: title };
}

/** How a workload is typed that was decided on. */
export function workloadText(
  { workloads }: Pick<Choices, "workloads">,
  workload: number | { readonly create: string } | null,
): string {
  if (workload === null) return "";
  if (typeof workload === "object") return workload.create;
  return workloads.find(({ item }) => item.id === workload)?.label ?? `Work item ${workload}`;
}
