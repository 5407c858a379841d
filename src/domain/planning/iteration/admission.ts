import { refOf } from "../../backlog/model";
import type { Scene } from "../../change/scene";
import { dependencyModel } from "../../dependencies/buildModel";
import { targetsOf } from "../../dependencies/graph";
import { type DependencyModel, itemOf, KIND, needsOf } from "../../dependencies/model";
import { evidenceOf } from "../../evidence/evidence";
import { counted } from "../../text";
import type { WorkItemRef } from "../../workItem";

/** A dependency of a workload that goes into a release and that breaks the admission rule of the framework. */
export interface AdmissionFault {
  /** What goes into the release, or belongs to what goes into it. */
  readonly item: WorkItemRef;
  readonly provider: WorkItemRef;
  /** One sentence: what the provider is and why that breaks the rule. */
  readonly reason: string;
}

/**
 * What breaks the framework's rule for adding to a release: all that an asset or its workload waits for is promoted, in this
 * or an earlier release, or proven reachable (D1, D6). Asked of assets in scope that are in another release afterwards than
 * before; what is waited for is judged as it will be. By asset, then by what it waits for; what a workload waits for is told
 * once, of the workload. Linear in items and links.
 */
export function admissionFaults(before: Scene, after: Scene): AdmissionFault[] {
  const { snapshot, backlog, policy, readings, now } = after;
  const entering = new Set(
    [...after.assets.values()]
      .filter((asset) => asset.claims.some((id) => before.assets.get(asset.item.id)?.claims.includes(id) !== true))
      .map(({ item }) => item.id),
  );
  if (entering.size === 0) return [];
  const { satisfied } = evidenceOf(snapshot, backlog, policy, readings, now);
  const model = dependencyModel(snapshot, backlog, policy, readings, satisfied);
  const faults: AdmissionFault[] = [];
  const told = new Set<number>();
  for (const [node, { asset }] of model.assets.entries()) {
    const release = model.releaseOf[node] ?? -1;
    if (!entering.has(asset.item.id) || release === -1) continue;
    addFaults(faults, model, node, refOf(asset.item), release);
    // What its workload waits for, it waits for: told once for all of them, by the first.
    const part = model.partOf[node] ?? -1;
    if (part === -1 || told.has(part)) continue;
    told.add(part);
    const needs = needsOf(model, part);
    const { id, title, type } = itemOf(model, needs);
    addFaults(faults, model, needs, { id, title, type }, release);
  }
  return faults.sort((a, b) => a.item.id - b.item.id || a.provider.id - b.provider.id);
}

function addFaults(
  into: AdmissionFault[],
  model: DependencyModel,
  node: number,
  item: WorkItemRef,
  release: number,
): void {
  for (const target of targetsOf(model.hard, node)) {
    const reason = reasonOf(model, target, release);
    if (reason === null) continue;
    const { id, title, type } = itemOf(model, target);
    into.push({ item, provider: { id, title, type }, reason });
  }
}

/** Why what is waited for breaks the rule; null where it does not, or where that is asked of the workload itself. */
function reasonOf(model: DependencyModel, provider: number, release: number): string | null {
  const { title } = itemOf(model, provider);
  const other = model.others[provider - model.firstOther];
  switch (model.kinds[provider]) {
    case KIND.needs:
      return null;
    case KIND.asset:
      return placeReason(title, model, model.releaseOf[provider] ?? -1, release);
    case KIND.whole:
      return wholeReason(title, model, provider, release);
    case KIND.excluded:
      return `${title} is out of scope (${other?.reason ?? ""}), and no evidence says that it can be reached.`;
    case KIND.unmapped:
      return `${title} is a workload without assets: nothing says when it is moved.`;
    case KIND.item:
      return `${title} is open, and neither an asset nor a workload by the mapping.`;
    default:
      return `${title} could not be read: nobody knows whether it is moved by then.`;
  }
}

function placeReason(title: string, model: DependencyModel, its: number, own: number): string | null {
  if (its === -1) return `${title} is not promoted and in no release.`;
  if (its > own) return `${title} is not promoted and in a later release, ${model.releases[its]?.name ?? ""}.`;
  return null;
}

/** A workload is as late as the last of its assets that are not promoted yet. */
function wholeReason(title: string, model: DependencyModel, whole: number, own: number): string | null {
  const targets = [...targetsOf(model.hard, whole)];
  if (targets.some((target) => model.kinds[target] === KIND.gap)) {
    return `${title} names items that could not be read: nobody knows whether they are moved by then.`;
  }
  const places = targets.map((target) => model.releaseOf[target] ?? -1);
  const unplanned = places.filter((place) => place === -1).length;
  if (unplanned > 0) return `${title} has ${counted(unplanned, "asset")} not promoted and in no release.`;
  return placeReason(title, model, Math.max(...places, 0), own);
}
