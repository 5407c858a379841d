import * as React from "react";
import { WorkItemName } from "../../components/links";
import type { DependencyDrawing, DrawnEdge } from "../../domain/dependencies/drawing";
import type { DrawnNode } from "../../domain/dependencies/drawnNode";
import { EDGE_STATES } from "../../domain/dependencies/drawnEdges";
import { ViewLink } from "../HubContext";
import type { View } from "../store/view";
import { EDGE_WORDS, nodeFacts } from "./words";

/** Every dependency of a drawing as a line: who waits, for whom, and how that stands; the worst first. */
export function EdgeTable(props: { readonly drawing: DependencyDrawing; readonly view: View }): JSX.Element {
  const { drawing, view } = props;
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]));
  const edges = [...drawing.edges].sort((a, b) => EDGE_STATES.indexOf(a.state) - EDGE_STATES.indexOf(b.state));
  return (
    <table className="rr-edges">
      <caption className="rr-unseen">Dependencies</caption>
      <thead>
        <tr>
          <th scope="col">What waits</th>
          <th scope="col">For</th>
          <th scope="col">Stands</th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge) => (
          <tr key={`${edge.from} ${edge.to}`}>
            <End node={nodes.get(edge.from)} view={view} />
            <End node={nodes.get(edge.to)} view={view} label="waits for" />
            <Standing edge={edge} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function End(props: {
  readonly node: DrawnNode | undefined;
  readonly view: View;
  readonly label?: string;
}): JSX.Element | null {
  const { node, view, label } = props;
  if (node === undefined) return null;
  return (
    <td>
      {label !== undefined && <span className="rr-edges-label rr-soft">{label}</span>}
      <WorkItemName item={node} />
      <span className="rr-soft rr-edges-facts">
        {nodeFacts(node)}
        {node.id !== view.ledger.around && (
          <>
            {" · "}
            <ViewLink to={{ ...view, ledger: { ...view.ledger, around: node.id } }} title={`Draw around ${node.title}`}>
              around it
            </ViewLink>
          </>
        )}
      </span>
    </td>
  );
}

/** Shape and word say it, whatever the colour. */
export function Standing({ edge }: { readonly edge: Pick<DrawnEdge, "state" | "strength"> }): JSX.Element {
  const { shape, word, meaning } = EDGE_WORDS[edge.state];
  return (
    <td title={meaning}>
      <span className={`rr-edge-word rr-edge-word-${edge.state}`}>
        <span aria-hidden="true">{shape}</span> {word}
      </span>
      {edge.strength === "soft" && <span className="rr-soft"> (a hint only)</span>}
    </td>
  );
}
