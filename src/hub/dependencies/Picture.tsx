import * as React from "react";
import { classNames } from "../../components/className";
import { VerdictShape } from "../../components/VerdictMark";
import type { DependencyDrawing, DrawnEdge } from "../../domain/dependencies/drawing";
import type { DrawnNode } from "../../domain/dependencies/drawnNode";
import { ViewLink } from "../HubContext";
import type { View } from "../store/view";
import { layoutOf, NODE_HEIGHT, NODE_WIDTH, type PlacedEdge } from "./layout";
import { EDGE_WORDS, nodeFacts, nodeSentence } from "./words";

/**
 * The drawing: lines in SVG, and nodes as links over it, so that text clips, wraps and takes the focus as text does. The table
 * below it says the same to those who don't see it.
 */
export function Picture(props: { readonly drawing: DependencyDrawing; readonly view: View }): JSX.Element {
  const { drawing, view } = props;
  const { width, height, nodes, edges } = React.useMemo(() => layoutOf(drawing), [drawing]);
  const { around } = view.ledger;
  return (
    // What is wider than the page scrolls in itself, by keyboard too.
    <div className="rr-drawing" role="group" aria-label="Drawing of the dependencies" tabIndex={0}>
      <div className="rr-drawing-area" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true" focusable="false">
          {edges.map((placed) => (
            <Line
              key={`${placed.edge.from} ${placed.edge.to}`}
              placed={placed}
              isWorded={isWorded(placed.edge, drawing)}
            />
          ))}
        </svg>
        <ul aria-label="Work items, what is waited for first">
          {nodes.map(({ node, x, y }) => (
            <li key={node.id} style={{ left: x, top: y, width: NODE_WIDTH, height: NODE_HEIGHT }}>
              <ViewLink
                className={classNames(
                  "rr-node",
                  node.isOfRelease && "rr-node-own",
                  node.isBehind && "rr-node-behind",
                  node.id === around && "rr-node-around",
                )}
                to={{ ...view, ledger: { ...view.ledger, around: node.id === around ? null : node.id } }}
                title={nodeSentence(node, drawing)}
              >
                <span className="rr-node-title rr-clip">{node.title}</span>
                <span className="rr-node-facts">
                  <VerdictShape verdict={shapeOf(node)} />
                  <span className="rr-clip">
                    {nodeFacts(node)}
                    {node.isBehind && shapeOf(node) === "blocked" && " · behind"}
                  </span>
                </span>
              </ViewLink>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function shapeOf({ kind, stage, isBehind }: DrawnNode): "blocked" | "unknown" | "done" {
  if (kind === "unreadable" || kind === "unmapped" || stage === "Unknown") return "unknown";
  return isBehind ? "blocked" : "done";
}

/**
 * Faults of the plan carry their word; what is only behind is told by its node, and by how the line is drawn. Two that wait for
 * each other share one word.
 */
function isWorded({ from, to, state }: DrawnEdge, { edges }: DependencyDrawing): boolean {
  if (!EDGE_WORDS[state].isFault) return false;
  return from < to || !edges.some((other) => other.from === to && other.to === from && other.state === state);
}

function Line({ placed, isWorded }: { readonly placed: PlacedEdge; readonly isWorded: boolean }): JSX.Element {
  const { edge, path, head, wordX, wordY } = placed;
  const { shape, word } = EDGE_WORDS[edge.state];
  return (
    <g className={classNames("rr-edge", `rr-edge-${edge.state}`, edge.strength === "soft" && "rr-edge-soft")}>
      <path d={path} />
      <path className="rr-edge-head" d={head} />
      {isWorded && (
        <text x={wordX} y={wordY} dy="4" textAnchor="middle">
          {shape} {word}
        </text>
      )}
    </g>
  );
}
