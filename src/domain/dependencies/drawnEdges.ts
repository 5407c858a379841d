import { FINE, type GateView, ROOT_KINDS, SIDE, type Side, sideOf } from "./gateView";
import { type Graph, targetsOf } from "./graph";
import { type DependencyModel, itemOf, KIND, needsOf } from "./model";
import type { Together } from "./together";

/** How a dependency stands at a gate, from the worst on. `satisfied`: the gate asks no more of the provider. */
export const EDGE_STATES = [
  "cycle",
  "excluded",
  "item",
  "behind",
  "later",
  "unreadable",
  "unmapped",
  "satisfied",
] as const;
export type EdgeState = (typeof EDGE_STATES)[number];

/** A drawn edge, with the nodes of the model that it was made from. */
export interface FoundEdge {
  readonly from: number;
  readonly to: number;
  readonly fromNode: number;
  readonly toNode: number;
  readonly strength: "hard" | "soft";
  readonly state: EdgeState;
  /** Whether the provider is planned for a later release, and not promoted (D3). */
  readonly isLater: boolean;
}

/** What is reached from some assets. */
export interface FoundEdges {
  /** By the id of its work item, a node that stands for each end of an edge. */
  readonly nodes: ReadonlyMap<number, number>;
  /** By dependant, then provider. */
  readonly edges: readonly FoundEdge[];
  readonly visited: ReadonlySet<number>;
}

/**
 * Walks from assets to all that they wait for, directly and further on. A workload that a link names is one end of that link:
 * what its assets wait for, it waits for.
 */
export function edgesOf(
  model: DependencyModel,
  view: GateView,
  together: Together,
  assets: readonly number[],
): FoundEdges {
  const nodes = new Map<number, number>();
  const edges = new Map<string, FoundEdge>();
  const visited = new Set<number>(assets);
  const begun = new Set(assets);
  const states = new EdgeStates(model, view, together);
  // Each with the node that it is drawn as: assets behind a provider workload are drawn as that workload.
  const queue = assets.map((node) => ({ node, as: node }));
  const seen = new Set(queue.map(({ node, as }) => `${node} ${as}`));
  const follow = (node: number, as: number) => {
    const key = `${node} ${as}`;
    if (seen.has(key)) return;
    seen.add(key);
    visited.add(node);
    queue.push({ node, as });
  };
  const connect = (node: number, as: number, target: number, strength: "hard" | "soft", isMet: boolean) => {
    const [from, to] = [itemOf(model, as).id, itemOf(model, target).id];
    if (from === to) return;
    nodes.set(from, nodes.get(from) ?? as);
    nodes.set(to, nodes.get(to) ?? target);
    const state = isMet ? "satisfied" : states.of(node, target);
    const isLater = state !== "satisfied" && sideOf(model, node, target) === SIDE.later;
    const found: FoundEdge = { from, to, fromNode: as, toNode: target, strength, state, isLater };
    const before = edges.get(`${from} ${to}`);
    if (before === undefined || isWorse(found, before)) edges.set(`${from} ${to}`, found);
  };

  const graphs: readonly (readonly [Graph, "hard" | "soft", boolean])[] = [
    [model.hard, "hard", false],
    [model.met, "hard", true],
    [model.soft, "soft", false],
  ];
  // It grows while it is walked through.
  for (const { node, as } of queue) {
    // Its workload may need something by a soft link alone, to which no edge leads.
    const part = model.partOf[node] ?? -1;
    if (model.kinds[node] === KIND.asset && part !== -1) {
      const needs = needsOf(model, part);
      follow(needs, model.kinds[as] === KIND.asset ? needs : as);
    }
    for (const [graph, strength, isMet] of graphs) {
      for (const target of targetsOf(graph, node)) {
        const kind = model.kinds[target];
        if (kind === KIND.needs || kind === KIND.gap) continue;
        if (model.kinds[node] === KIND.whole) {
          // What belongs to the release itself is drawn on its own.
          if (!begun.has(target)) follow(target, as);
          continue;
        }
        // Assets of one provider workload that wait for each other are one node of the drawing.
        if (model.kinds[as] === KIND.whole && model.partOf[target] === model.partOf[as]) continue;
        connect(node, as, target, strength, isMet);
        follow(target, target);
      }
    }
  }
  return { nodes, edges: [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to), visited };
}

/** Of what was found, the edges that touch one work item, with what stands at their ends. */
export function edgesAround({ nodes, edges, visited }: FoundEdges, id: number): FoundEdges {
  const near = edges.filter(({ from, to }) => from === id || to === id);
  const ids = new Set(near.flatMap(({ from, to }) => [from, to]));
  return { nodes: new Map([...nodes].filter(([item]) => ids.has(item))), edges: near, visited };
}

/** A hard edge says more than a soft one between the same two; of two alike, the worse one. */
function isWorse(found: FoundEdge, before: FoundEdge): boolean {
  if (found.strength !== before.strength) return found.strength === "hard";
  return EDGE_STATES.indexOf(found.state) < EDGE_STATES.indexOf(before.state);
}

/** How single edges stand at a gate. */
class EdgeStates {
  private readonly wholes = new Map<string, EdgeState>();

  constructor(
    private readonly model: DependencyModel,
    private readonly view: GateView,
    private readonly together: Together,
  ) {}

  of(dependant: number, provider: number): EdgeState {
    const { components, kinds } = this.model;
    const component = components.of[provider] ?? 0;
    const isTogether = components.of[dependant] === component;
    if (isTogether && this.together.isFault(component)) return "cycle";
    const side = isTogether ? SIDE.same : sideOf(this.model, dependant, provider);
    return kinds[provider] === KIND.whole ? this.ofWhole(dependant, provider, side) : this.ofProvider(provider, side);
  }

  /** The worst of its assets; the same for all that see it from one side, inside or outside its circle. */
  private ofWhole(dependant: number, provider: number, side: Side): EdgeState {
    const key = `${provider} ${side} ${this.model.components.of[dependant] === this.model.components.of[provider]}`;
    let state = this.wholes.get(key);
    if (state === undefined) {
      const states = new Set<EdgeState>();
      for (const target of targetsOf(this.model.hard, provider)) states.add(this.of(dependant, target));
      state = EDGE_STATES.find((each) => states.has(each)) ?? "satisfied";
      this.wholes.set(key, state);
    }
    return state;
  }

  private ofProvider(provider: number, side: Side): EdgeState {
    const kind = this.view.kindOf(provider, side);
    if (kind === FINE) return "satisfied";
    switch (ROOT_KINDS[kind]?.code) {
      case "DEP_BEHIND":
        return "behind";
      case "DEP_LATER_RELEASE":
        return "later";
      case "EXCLUDED_NEEDED":
        return "excluded";
      case "BLOCKER_OPEN":
        return "item";
      case "DEP_UNMAPPED":
        return "unmapped";
      default:
        // Not readable, or a history that was not read.
        return "unreadable";
    }
  }
}
