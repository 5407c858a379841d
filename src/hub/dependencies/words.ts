import { stageName } from "../../components/wording";
import type { DependencyDrawing, DrawnEdge } from "../../domain/dependencies/drawing";
import type { DrawnNode } from "../../domain/dependencies/drawnNode";

/** How a dependency stands, in a word; `isFault`: the plan itself is wrong, and no work puts it right. */
export interface EdgeWord {
  readonly word: string;
  readonly meaning: string;
  readonly shape: string;
  readonly isFault: boolean;
}

/** The word of each state that a dependency can have. */
export const EDGE_WORDS: Readonly<Record<DrawnEdge["state"], EdgeWord>> = {
  cycle: {
    word: "circle",
    meaning: "They wait for each other across releases: one of the links has to go, or they move together.",
    shape: "↻",
    isFault: true,
  },
  later: {
    word: "later release",
    meaning: "What is waited for is planned for a later release.",
    shape: "⚑",
    isFault: true,
  },
  behind: { word: "behind", meaning: "What is waited for is below what the gate asks.", shape: "■", isFault: false },
  item: {
    word: "open item",
    meaning: "What is waited for is no asset, and is not finished.",
    shape: "■",
    isFault: false,
  },
  excluded: {
    word: "not moved",
    meaning: "What is waited for is retired, retained or removed, and nothing proves that it can be reached.",
    shape: "✕",
    isFault: false,
  },
  unreadable: { word: "not readable", meaning: "What is waited for could not be read.", shape: "?", isFault: false },
  unmapped: { word: "no stage", meaning: "What is waited for has no stage.", shape: "?", isFault: false },
  satisfied: { word: "met", meaning: "What is waited for is as far as the gate asks.", shape: "✓", isFault: false },
};

/** What stands below a node's title: `Replicating · R6 Analytics`. */
export function nodeFacts({ kind, stage, release, isOfRelease }: DrawnNode): string {
  return [standingOf(kind, stage), ...(isOfRelease || release === null ? [] : [release])].join(" · ");
}

function standingOf(kind: DrawnNode["kind"], stage: DrawnNode["stage"]): string {
  switch (kind) {
    case "asset":
      return stage === null ? "no stage" : stageName(stage);
    case "workload":
      return stage === null ? "workload" : `workload, ${stageName(stage)}`;
    case "item":
      return "no asset";
    case "excluded":
      return "not moved";
    case "unmapped":
      return "no stage";
    case "unreadable":
      return "not readable";
  }
}

/** All of a node in one sentence, as it is read out: what it is, and what it waits for. */
export function nodeSentence(node: DrawnNode, { nodes, edges }: Pick<DependencyDrawing, "nodes" | "edges">): string {
  const waits = edges
    .filter(({ from }) => from === node.id)
    .map(({ to, state }) => `${titleOf(nodes, to)} (${EDGE_WORDS[state].word})`);
  const facts = `${node.title}: ${nodeFacts(node)}${node.isBehind ? ", behind" : ""}`;
  return waits.length === 0 ? `${facts}.` : `${facts}; waits for ${waits.join(", ")}.`;
}

function titleOf(nodes: DependencyDrawing["nodes"], id: number): string {
  return nodes.find((node) => node.id === id)?.title ?? `work item ${id}`;
}
