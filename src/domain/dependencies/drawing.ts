import { backlogOf } from "../backlog/backlog";
import { releaseId } from "../backlog/releases";
import type { Policy } from "../policy/policy";
import { readingsOf } from "../readiness/assetStages";
import type { Gate } from "../readiness/report";
import type { Snapshot } from "../snapshot";
import type { WorkItemRef } from "../workItem";
import { dependencyModel } from "./buildModel";
import { describeNode, type DrawnNode } from "./drawnNode";
import { type EdgeState, edgesAround, edgesOf } from "./drawnEdges";
import { EdgeList } from "./graph";
import { type DrawnPlace, placesInLayers } from "./layers";
import { type DependencyModel, itemOf, KIND } from "./model";
import { LIST } from "./rootLists";
import { GateRoots } from "./roots";
import { Together } from "./together";

/** A dependency of a drawing, by the ids of its work items: `from` waits for `to`. */
export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  readonly strength: "hard" | "soft";
  readonly state: EdgeState;
}

/** Something that waits for what is planned for a later release (D3). */
export interface OrderFault {
  readonly dependant: WorkItemRef;
  readonly provider: WorkItemRef;
  /** Names of their releases. */
  readonly dependantRelease: string;
  readonly providerRelease: string;
}

/** What a release waits for, at one gate. */
export interface DependencyDrawing {
  readonly gate: Gate;
  /**
   * Whether it is small enough to be drawn; else nodes and edges are empty, and the rest sums them up. What stands around one
   * work item is listed in any case.
   */
  readonly isDrawn: boolean;
  readonly nodeCount: number;
  /** By id. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** How many edges are in each state. */
  readonly counts: Readonly<Record<EdgeState, number>>;
  /** What holds back assets of the release, with how many of them; the most first, at most ten. */
  readonly roots: readonly { readonly item: WorkItemRef; readonly waiting: number }[];
  readonly orderFaults: readonly OrderFault[];
  /** Circles across releases (D2): each item waits for the next, the last one for the first. */
  readonly cycles: readonly (readonly WorkItemRef[])[];
}

/** How many nodes a drawing has at most: more are no picture that anyone reads. */
export const MOST_DRAWN = 50;

const MOST_LISTED_ROOTS = 10;

/**
 * What a release waits for, directly and further on, laid out in layers and rows. `satisfied` are the providers whose
 * connectivity is proven (D6). `around` leaves of it one work item with what it waits for and what waits for it; roots,
 * faults and circles stay those of the whole. Throws where the snapshot has no release of that key.
 */
export function dependencyDrawing(
  snapshot: Snapshot,
  policy: Policy,
  releaseKey: string,
  gate: Gate,
  satisfied: ReadonlySet<number> = new Set(),
  around: number | null = null,
): DependencyDrawing {
  const backlog = backlogOf(snapshot, policy);
  const model = dependencyModel(snapshot, backlog, policy, readingsOf(backlog, policy), satisfied);
  const release = backlog.releases.findIndex(({ key }) => releaseId(key) === releaseId(releaseKey));
  if (release === -1) throw new Error(`There is no release ${releaseKey} in this snapshot; choose one of its report.`);

  const together = new Together(model);
  const roots = new GateRoots(model, gate, together);
  const own = [...model.assets.keys()].filter((node) => model.releaseOf[node] === release);
  const whole = edgesOf(model, roots.view, together, own);
  const found = around === null ? whole : edgesAround(whole, around);
  const nodes = [...found.nodes].sort(([a], [b]) => a - b);
  const edges = found.edges.map(({ from, to, strength, state }): DrawnEdge => ({ from, to, strength, state }));
  const isDrawn = nodes.length <= MOST_DRAWN;
  const indexOf = new Map(nodes.map(([id], index) => [id, index]));
  const isListed = isDrawn || around !== null;
  const places = isListed ? layOut(indexOf, edges) : [];

  return {
    gate,
    isDrawn,
    nodeCount: nodes.length,
    nodes: isListed
      ? nodes.map(([, node], index) => ({
          ...describeNode(model, roots.view, node, release),
          ...(places[index] ?? { layer: 0, row: 0 }),
        }))
      : [],
    edges: isListed ? edges : [],
    counts: countByState(edges),
    roots: biggestRoots(model, roots, own),
    orderFaults: whole.edges
      .filter(({ strength, isLater }) => strength === "hard" && isLater)
      .map(({ fromNode, toNode }) => ({
        dependant: refAt(model, fromNode),
        provider: refAt(model, toNode),
        dependantRelease: releaseName(model, fromNode),
        providerRelease: releaseName(model, toNode),
      })),
    cycles: cyclesOf(model, together, whole.visited),
  };
}

function layOut(indexOf: ReadonlyMap<number, number>, edges: readonly DrawnEdge[]): readonly DrawnPlace[] {
  const list = new EdgeList();
  // Soft links tell no order: both ways they would put everything into one layer.
  for (const { from, to, strength } of edges) {
    if (strength === "hard") list.add(indexOf.get(from) ?? 0, indexOf.get(to) ?? 0);
  }
  return placesInLayers(indexOf.size, list);
}

function countByState(edges: readonly DrawnEdge[]): Record<EdgeState, number> {
  const counts = { satisfied: 0, behind: 0, later: 0, cycle: 0, unreadable: 0, excluded: 0, unmapped: 0, item: 0 };
  for (const { state } of edges) counts[state]++;
  return counts;
}

function biggestRoots(model: DependencyModel, roots: GateRoots, own: readonly number[]) {
  const { lists } = roots;
  const waiting = new Map<number, number>();
  for (const node of own) {
    const number = roots.listOf(node);
    for (let entry = lists.startOf(number, LIST.blocks); entry < lists.endOf(number, LIST.unknown); entry += 3) {
      const root = lists.rootAt(entry);
      if (root !== node) waiting.set(root, (waiting.get(root) ?? 0) + 1);
    }
  }
  return [...waiting]
    .sort(([a, more], [b, less]) => less - more || a - b)
    .slice(0, MOST_LISTED_ROOTS)
    .map(([root, count]) => ({ item: refAt(model, root), waiting: count }));
}

function cyclesOf(model: DependencyModel, together: Together, visited: ReadonlySet<number>): WorkItemRef[][] {
  const components = new Set<number>();
  for (const node of visited) {
    const component = model.components.of[node] ?? 0;
    if (model.kinds[node] === KIND.asset && together.isFault(component)) components.add(component);
  }
  const firsts = [...components].map((component) => together.assetsOf(component)[0] ?? 0).sort((a, b) => a - b);
  return firsts.map((node) => together.cycleOf(node).map((member) => refAt(model, member)));
}

function refAt(model: DependencyModel, node: number): WorkItemRef {
  const { id, title, type } = itemOf(model, node);
  return { id, title, type };
}

function releaseName(model: DependencyModel, node: number): string {
  return model.releases[model.releaseOf[node] ?? -1]?.name ?? "";
}
