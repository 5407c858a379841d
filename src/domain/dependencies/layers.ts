import { componentsOf } from "./components";
import { type EdgeList, graphOf, targetsOf } from "./graph";

/** Where a node of a drawing stands: in a layer, and at a place within it, both from 0. */
export interface DrawnPlace {
  readonly layer: number;
  readonly row: number;
}

/**
 * Layers for a drawing: what waits for nothing stands in layer 0, all else one beyond the furthest of what it waits for; what
 * waits for each other shares a layer (longest path, circles condensed). In each layer nodes are near what they wait for.
 */
export function placesInLayers(size: number, edges: EdgeList): readonly DrawnPlace[] {
  const graph = graphOf(size, edges);
  const { of, count } = componentsOf(graph);
  const byComponent = Array.from({ length: size }, (_, node) => node).sort(
    (a, b) => (of[a] ?? 0) - (of[b] ?? 0) || a - b,
  );
  const layers = new Int32Array(count);
  for (const node of byComponent) {
    const component = of[node] ?? 0;
    for (const target of targetsOf(graph, node)) {
      const other = of[target] ?? 0;
      if (other !== component) layers[component] = Math.max(layers[component] ?? 0, (layers[other] ?? 0) + 1);
    }
  }

  const places: DrawnPlace[] = Array.from({ length: size }, (_, node) => ({
    layer: layers[of[node] ?? 0] ?? 0,
    row: 0,
  }));
  const last = places.reduce((most, { layer }) => Math.max(most, layer), 0);
  for (let layer = 0; layer <= last; layer++) {
    const nearness = (node: number) => {
      const below = [...targetsOf(graph, node)]
        .map((target) => places[target])
        .filter((place) => (place?.layer ?? layer) < layer);
      return below.reduce((sum, place) => sum + (place?.row ?? 0), 0) / Math.max(below.length, 1);
    };
    const members = [...places.keys()]
      .filter((node) => places[node]?.layer === layer)
      .map((node) => ({ node, near: nearness(node) }));
    members.sort((a, b) => a.near - b.near || a.node - b.node);
    for (const [row, { node }] of members.entries()) places[node] = { layer, row };
  }
  return places;
}
