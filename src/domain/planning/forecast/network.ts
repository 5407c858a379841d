import { componentsOf, membersOf } from "../../dependencies/components";
import { EdgeList, type Graph, graphOf } from "../../dependencies/graph";
import { groupBy } from "../../group";
import type { ForecastItem, ForecastPlace, ForecastPlan } from "./plan";
import { type RemainingWork, remainingWork, type Unit } from "./units";

/** What remains up to one gate, and what of it waits for what. */
export interface Network extends RemainingWork {
  /** From what is waited for to what waits. Its first nodes are the units; the others stand for whole workloads and releases. */
  readonly edges: Graph;
  /** How many nodes each node waits for; one more in a circle, so that it never starts. */
  readonly waitsFor: Int32Array;
  /** Sets of releases whose units wait for each other in a circle, so that none of them can begin. */
  readonly circles: readonly { readonly nodes: readonly number[]; readonly releases: readonly number[] }[];
  /** From a release to one that is promoted no later than it (G3): numbers in the plan's order. */
  readonly promotions: EdgeList;
}

/**
 * Builds the network of a gate. A dependency on what has reached the gate is satisfied. What waits for each other within one
 * release moves together (D2): none of it waits for the others, all of it for what they wait for outside.
 *
 * @param gate  the gate's place in the plan
 * @throws RangeError when an item or a dependency names something that the plan does not have
 */
export function networkOf(plan: ForecastPlan, gate: number): Network {
  const work = remainingWork(plan, gate);
  const places = placesOf(plan, work);
  const edges = new EdgeList();
  const promotions = new EdgeList();
  const barriers = new Map<string, number>();

  /** The one node that is finished when a place is; null where nothing of it remains. */
  function endOfPlace(place: ForecastPlace): number | null {
    const units = places.unitsOf(place);
    if (units.length <= 1) return units[0] ?? null;
    const name = `${place.kind} ${place.key}`;
    const known = barriers.get(name);
    if (known !== undefined) return known;
    const barrier = work.units.length + barriers.size;
    barriers.set(name, barrier);
    for (const unit of units) edges.add(unit, barrier);
    return barrier;
  }

  for (const dependency of plan.dependencies) {
    for (const waiting of places.releasesOf(dependency.waits)) {
      for (const first of places.releasesOf(dependency.for)) if (first !== waiting) promotions.add(waiting, first);
    }
    if (dependency.waits.kind === "release") continue;
    const end = endOfPlace(dependency.for);
    if (end !== null) for (const unit of places.unitsOf(dependency.waits)) edges.add(end, unit);
  }
  return { ...work, promotions, ...withoutCircles(work.units, work.units.length + barriers.size, edges) };
}

/** Finds what places of a plan hold of the remaining work. */
function placesOf(plan: ForecastPlan, { units, unitOf }: RemainingWork) {
  const releaseNumbers = new Map(plan.releases.map(({ key }, index) => [key, index]));
  const items = new Map(plan.items.map((item) => [item.id, item]));
  const workloads = new Set(plan.items.map(({ workload }) => workload));
  const numbered = units.map((unit, index) => ({ unit, index }));
  const byWorkload = groupBy(numbered, ({ unit }) => unit.workload);
  const byRelease = groupBy(numbered, ({ unit }) => unit.release);

  function releaseOf(key: string): number {
    const release = releaseNumbers.get(key);
    if (release === undefined) throw new RangeError(`A dependency names the release ${key}, which the plan lacks.`);
    return release;
  }

  function itemOf(key: string): ForecastItem {
    const item = items.get(key);
    if (item === undefined) throw new RangeError(`A dependency names the item ${key}, which the plan lacks.`);
    return item;
  }

  function unitsOf({ kind, key }: ForecastPlace): readonly number[] {
    if (kind === "item") {
      const unit = unitOf.get(itemOf(key).id);
      return unit === undefined ? [] : [unit];
    }
    if (kind === "workload" && !workloads.has(key)) {
      throw new RangeError(`A dependency names the workload ${key}, of which the plan lacks any item.`);
    }
    const found = kind === "workload" ? byWorkload.get(key) : byRelease.get(releaseOf(key));
    return found?.map(({ index }) => index) ?? [];
  }

  return {
    unitsOf,
    /** The releases that a place lies in; a release that is named is itself, even when nothing of it remains. */
    releasesOf(place: ForecastPlace): ReadonlySet<number> {
      if (place.kind === "release") return new Set([releaseOf(place.key)]);
      return new Set(unitsOf(place).map((index) => units[index]?.release ?? 0));
    },
  };
}

function withoutCircles(
  units: readonly Unit[],
  size: number,
  edges: EdgeList,
): Pick<Network, "edges" | "waitsFor" | "circles"> {
  const all = graphOf(size, edges);
  const components = componentsOf(all);
  const circles: { nodes: readonly number[]; releases: readonly number[] }[] = [];
  for (let component = 0; component < components.count; component++) {
    const nodes = membersOf(components, component);
    if (nodes.length === 1) continue;
    const releases = new Set([...nodes].flatMap((node) => units[node]?.release ?? []));
    if (releases.size > 1) circles.push({ nodes: [...nodes], releases: [...releases].sort((a, b) => a - b) });
  }

  const kept = new EdgeList();
  const waitsFor = new Int32Array(size);
  for (let from = 0; from < size; from++) {
    for (const to of all.targets.subarray(all.starts[from], all.starts[from + 1])) {
      // Within a circle a whole still ends with its parts, but its parts do not wait for it.
      if (components.of[from] === components.of[to] && to < units.length) continue;
      kept.add(from, to);
      waitsFor[to] = (waitsFor[to] ?? 0) + 1;
    }
  }
  for (const node of circles.flatMap(({ nodes }) => nodes)) waitsFor[node] = (waitsFor[node] ?? 0) + 1;
  return { edges: graphOf(size, kept), waitsFor, circles };
}
