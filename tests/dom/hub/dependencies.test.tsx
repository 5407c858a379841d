import { render, screen, within } from "@testing-library/react";
import * as React from "react";
import { MOST_DRAWN } from "../../../src/domain/dependencies/drawing";
import type { DrawnEdge } from "../../../src/domain/dependencies/drawing";
import type { DrawnNode } from "../../../src/domain/dependencies/drawnNode";
import { assess } from "../../../src/domain/readiness/assess";
import type { WorkItem } from "../../../src/domain/workItem";
import { DependenciesTab } from "../../../src/hub/dependencies/DependenciesTab";
import { layoutOf, NODE_HEIGHT, NODE_WIDTH } from "../../../src/hub/dependencies/layout";
import { nodeSentence } from "../../../src/hub/dependencies/words";
import { judgedOf } from "../../../src/hub/judged";
import { FIRST_LEDGER } from "../../../src/hub/store/ledgerView";
import { FIRST_VIEW } from "../../../src/hub/store/view";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";
import "../../builders/report";
import { hubWith } from "./hubWorld";

const REVERSE = "System.LinkTypes.Dependency-Reverse";

function node(id: number, layer: number, row: number, changes: Partial<DrawnNode> = {}): DrawnNode {
  const common = {
    type: "User Story",
    kind: "asset",
    stage: "Replicated",
    release: "R1",
    workload: "Payroll",
  } as const;
  return { ...common, id, title: `VM ${id}`, isOfRelease: true, isBehind: false, layer, row, ...changes };
}

function edge(from: number, to: number, state: DrawnEdge["state"] = "satisfied"): DrawnEdge {
  return { from, to, strength: "hard", state };
}

/** The tab of release R1, with these assets in one workload and links from the first of each pair to what it waits for. */
function shown(
  items: readonly WorkItem[],
  waits: readonly (readonly [number, number])[],
  around: number | null = null,
) {
  const links = waits.map(([source, target]) => ({ type: REVERSE, source, target }));
  const estate = snapshot([feature(1, { title: "Payroll", tags: ["release:R1"] }), ...items], { links });
  const report = assess(estate, policy(), NOW);
  const view = { ...FIRST_VIEW, ledger: { ...FIRST_LEDGER, around } };
  const judged = judgedOf(report, { kind: "release", release: "R1" });
  if (judged === null) throw new Error("The report has no release R1.");
  const { around: provide } = hubWith(report, { view }, estate);
  return render(provide(<DependenciesTab judged={judged} release="R1" gate="staging" view={view} />));
}

describe("the places of a drawing", () => {
  const nodes = [node(1, 1, 0), node(2, 0, 1), node(3, 0, 0)];

  it("stand left of what waits for them, in reading order, and none over another", () => {
    const { nodes: placed, width, height } = layoutOf({ nodes, edges: [] });
    expect(placed.map((place) => place.node.id)).toEqual([3, 2, 1]);
    const [first, below, beside] = placed;
    expect(below?.y).toBeGreaterThanOrEqual((first?.y ?? 0) + NODE_HEIGHT);
    expect(beside?.x).toBeGreaterThanOrEqual((first?.x ?? 0) + NODE_WIDTH);
    expect(width).toBeGreaterThanOrEqual((beside?.x ?? 0) + NODE_WIDTH);
    expect(height).toBeGreaterThanOrEqual((below?.y ?? 0) + NODE_HEIGHT);
  });

  it("have lines that begin at the right of what is waited for and end at the left of what waits", () => {
    const { nodes: placed, edges } = layoutOf({ nodes, edges: [edge(1, 3)] });
    const [provider, , dependant] = placed;
    expect(edges[0]?.path).toMatch(new RegExp(`^M${(provider?.x ?? 0) + NODE_WIDTH} `));
    expect(edges[0]?.path).toMatch(new RegExp(` ${dependant?.x} ${(dependant?.y ?? 0) + NODE_HEIGHT / 2}$`));
  });

  it("have the two lines of a circle apart from each other", () => {
    const { edges } = layoutOf({ nodes, edges: [edge(2, 3, "cycle"), edge(3, 2, "cycle")] });
    expect(new Set(edges.map(({ path }) => path)).size).toBe(2);
    expect(edges.every(({ path }) => !path.includes("NaN"))).toBe(true);
  });

  it("leave out a line to what is not drawn", () => {
    expect(layoutOf({ nodes, edges: [edge(1, 99)] }).edges).toEqual([]);
  });
});

it("reads a node out with its stage, its release where that is another, and what it waits for", () => {
  const nodes = [
    node(1, 1, 0, { isBehind: true, stage: "Pending" }),
    node(2, 0, 0, { isOfRelease: false, release: "R7" }),
  ];
  const drawing = { nodes, edges: [edge(1, 2, "later")] };
  expect(nodes.map((each) => nodeSentence(each, drawing))).toEqual([
    "VM 1: Pending, behind; waits for VM 2 (later release).",
    "VM 2: Replicated · R7.",
  ]);
});

describe("the dependencies of a release", () => {
  it("stand in a table as well as in the drawing", () => {
    shown([asset(10, 1), asset(11, 1)], [[10, 11]]);
    const [, line] = within(screen.getByRole("table", { name: "Dependencies" })).getAllByRole("row");
    expect(line?.textContent).toContain("VM 10");
    expect(line?.textContent).toMatch(/waits for.*VM 11.*behind$/);
    expect(screen.getByRole("group", { name: "Drawing of the dependencies" })).toBeTruthy();
  });

  it("teach how to say them where there are none", () => {
    shown([asset(10, 1)], []);
    expect(screen.getByText(/Link an asset to what it needs as its Predecessor/)).toBeTruthy();
  });

  describe("beyond what anyone reads as a picture", () => {
    const items = Array.from({ length: MOST_DRAWN + 5 }, (_, index) => asset(10 + index, 1));
    const waits = items.slice(1).map(({ id }) => [id, 10] as const);

    it("are summed up: how they stand, and what holds back most", () => {
      shown(items, waits);
      expect(screen.getByText(/55 work items: more than 50/)).toBeTruthy();
      const roots = screen.getByRole("region", { name: "What holds back most" });
      expect(roots.textContent).toContain("VM 10 54 assets wait");
      expect(screen.queryByRole("group", { name: "Drawing of the dependencies" })).toBeNull();
    });

    it("are drawn around one asset", () => {
      shown(items, waits, 12);
      const drawing = screen.getByRole("group", { name: "Drawing of the dependencies" });
      expect(
        within(drawing)
          .getAllByRole("link")
          .map(({ textContent }) => textContent?.slice(0, 5)),
      ).toEqual(["VM 10", "VM 12"]);
    });
  });
});
