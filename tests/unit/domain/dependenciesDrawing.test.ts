import { dependencyDrawing, MOST_DRAWN } from "../../../src/domain/dependencies/drawing";
import { placesInLayers } from "../../../src/domain/dependencies/layers";
import { EdgeList } from "../../../src/domain/dependencies/graph";
import { RELATED } from "../../../src/domain/policy/presets";
import type { Gate } from "../../../src/domain/readiness/report";
import type { Link } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, policy, PROMOTED, snapshot, task } from "../../builders/estate";

const needs = (from: number, ...to: number[]): Link[] =>
  to.map((target) => ({ type: "System.LinkTypes.Dependency-Reverse", source: from, target }));

const WORKLOADS = [
  feature(1, { tags: ["release:R1"], title: "Payroll" }),
  feature(2, { tags: ["release:R2"], title: "Files" }),
  feature(3, { tags: ["release:R1"], title: "Orders" }),
];
const active = (id: number, workload: number) => asset(id, workload, { state: "Active" });
const replicated = (id: number, workload: number, tags: readonly string[] = []) =>
  asset(id, workload, { state: "Resolved", tags });

function draw(items: readonly WorkItem[], links: readonly Link[], gate: Gate = "staging", release = "R1") {
  return dependencyDrawing(snapshot([...WORKLOADS, ...items], { links }), policy(), release, gate);
}

const edges = (drawing: ReturnType<typeof draw>) =>
  drawing.edges.map(({ from, to, strength, state }) => `${from} ${to} ${strength} ${state}`);

describe("the drawing of what a release waits for", () => {
  it("shows what is linked, with its stage, release, workload and whether it is behind", () => {
    const { nodes, isDrawn } = draw([replicated(10, 1), active(20, 3), replicated(11, 1)], needs(10, 20));
    const common = { type: "User Story", kind: "asset", release: "R1", isOfRelease: true, row: 0 };
    expect([isDrawn, nodes]).toEqual([
      true,
      [
        { ...common, id: 10, title: "VM 10", stage: "Replicated", workload: "Payroll", isBehind: false, layer: 1 },
        { ...common, id: 20, title: "VM 20", stage: "Replicating", workload: "Orders", isBehind: true, layer: 0 },
      ],
    ]);
  });

  it("goes on to what providers in other releases wait for, and not to what waits for the release", () => {
    const items = [replicated(10, 1), replicated(20, 2), active(21, 2), replicated(22, 2)];
    const drawing = draw(items, [...needs(10, 20), ...needs(20, 21), ...needs(22, 10)]);
    expect(drawing.nodes.map(({ id, isOfRelease }) => [id, isOfRelease])).toEqual([
      [10, true],
      [20, false],
      [21, false],
    ]);
    expect(edges(drawing)).toEqual(["10 20 hard later", "20 21 hard behind"]);
  });

  it("tells the states of edges", () => {
    const items = [
      replicated(10, 1),
      replicated(11, 3, PROMOTED),
      active(12, 3),
      replicated(13, 3),
      asset(14, 3, { tags: ["strategy:retain"] }),
      asset(15, 3, { state: "On hold" }),
      task(30, 3, "Open the firewall"),
      task(31, 3, "Order the line", { state: "Closed" }),
    ];
    const links = [...needs(10, 11, 12, 14, 15, 30, 31, 999), { type: RELATED, source: 10, target: 13 }];
    expect(edges(draw(items, links))).toEqual([
      "10 11 hard satisfied",
      "10 12 hard behind",
      "10 13 soft satisfied",
      "10 14 hard excluded",
      "10 15 hard unmapped",
      "10 30 hard item",
      "10 31 hard satisfied",
      "10 999 hard unreadable",
      "13 10 soft satisfied",
    ]);
    expect(draw(items, links).counts).toEqual({
      satisfied: 4,
      behind: 1,
      later: 0,
      cycle: 0,
      unreadable: 1,
      excluded: 1,
      unmapped: 1,
      item: 1,
    });
  });

  it("draws a workload that a link names as one node, which waits for what its assets wait for", () => {
    const items = [replicated(10, 1), replicated(20, 2), active(21, 2), active(22, 2), replicated(12, 3)];
    const drawing = draw(items, [...needs(1, 2), ...needs(20, 21), ...needs(20, 12)]);
    expect(drawing.nodes.map(({ id, kind, stage, isBehind }) => [id, kind, stage, isBehind])).toEqual([
      [1, "workload", "Replicated", false],
      [2, "workload", "Replicating", true],
      [12, "asset", "Replicated", false],
    ]);
    expect(edges(drawing)).toEqual(["1 2 hard behind", "2 12 hard satisfied"]);
  });

  it("draws the assets of the release themselves, also behind a workload that a link names", () => {
    const items = [replicated(10, 1), replicated(30, 3), active(31, 3), active(20, 2)];
    const drawing = draw(items, [...needs(10, 3), ...needs(30, 31), ...needs(31, 20)]);
    expect(edges(drawing)).toEqual(["10 3 hard behind", "30 31 hard behind", "31 20 hard behind"]);
  });

  it("D2, D3: lists circles across releases and what is planned too late", () => {
    const items = [replicated(10, 1), replicated(11, 1), replicated(20, 2), replicated(21, 2)];
    const drawing = draw(items, [...needs(10, 20), ...needs(20, 10), ...needs(11, 21)]);
    expect(edges(drawing)).toEqual(["10 20 hard cycle", "11 21 hard later", "20 10 hard cycle"]);
    expect(drawing.cycles.map((cycle) => cycle.map(({ id }) => id))).toEqual([[10, 20]]);
    const faults = drawing.orderFaults.map((fault) => [
      fault.dependant.id,
      fault.dependantRelease,
      fault.provider.id,
      fault.providerRelease,
    ]);
    expect(faults).toEqual([
      [10, "R1", 20, "R2"],
      [11, "R1", 21, "R2"],
    ]);
  });

  it("D4: names what holds back most first", () => {
    const items = [replicated(10, 1), active(11, 1), active(20, 3), active(21, 3)];
    expect(draw(items, [...needs(10, 20, 21), ...needs(11, 20)]).roots).toEqual([
      { item: { id: 20, title: "VM 20", type: "User Story" }, waiting: 2 },
      { item: { id: 21, title: "VM 21", type: "User Story" }, waiting: 1 },
    ]);
  });

  it("D2: a circle inside the release is no fault", () => {
    const drawing = draw([replicated(10, 1), replicated(20, 3)], [...needs(10, 20), ...needs(20, 10)]);
    expect([edges(drawing), drawing.cycles]).toEqual([["10 20 hard satisfied", "20 10 hard satisfied"], []]);
  });

  it("beyond fifty nodes nothing is drawn, and all else is summed up", () => {
    const providers = Array.from({ length: MOST_DRAWN }, (_, index) => active(100 + index, 2));
    const links = needs(10, ...providers.map(({ id }) => id));
    const drawing = draw([replicated(10, 1), ...providers], links);
    expect(drawing).toMatchObject({ isDrawn: false, nodeCount: 51, nodes: [], edges: [], counts: { behind: 50 } });
    expect(drawing.orderFaults).toHaveLength(50);
    expect(draw([replicated(10, 1), ...providers], links.slice(1)).nodes).toHaveLength(50);
  });

  it("around one work item shows what it waits for and what waits for it, however much there is besides", () => {
    const items = Array.from({ length: MOST_DRAWN + 5 }, (_, index) => active(10 + index, 1));
    const links = [...needs(12, 11, 13), ...items.flatMap(({ id }) => needs(id, 10))];
    const whole = dependencyDrawing(snapshot([...WORKLOADS, ...items], { links }), policy(), "R1", "staging");
    const near = dependencyDrawing(
      snapshot([...WORKLOADS, ...items], { links }),
      policy(),
      "R1",
      "staging",
      new Set(),
      12,
    );
    expect([whole.isDrawn, whole.edges]).toEqual([false, []]);
    expect(near.isDrawn).toBe(true);
    expect(near.nodes.map(({ id }) => id)).toEqual([10, 11, 12, 13]);
    expect(edges(near)).toEqual(["12 10 hard behind", "12 11 hard behind", "12 13 hard behind"]);
    expect(near.roots).toEqual(whole.roots);
  });

  it("a release that is not there is an error that names it", () => {
    expect(() => draw([], [], "staging", "R9")).toThrow("There is no release R9");
  });
});

describe("layers of a drawing", () => {
  const layersOf = (size: number, pairs: readonly (readonly [number, number])[]) => {
    const list = new EdgeList();
    for (const [from, to] of pairs) list.add(from, to);
    return placesInLayers(size, list);
  };

  it("stand one beyond the furthest of what they wait for", () => {
    const found = layersOf(4, [
      [0, 1],
      [1, 2],
      [0, 2],
      [3, 2],
    ]);
    expect(found.map(({ layer }) => layer)).toEqual([2, 1, 0, 1]);
    expect(new Set(found.map(({ layer, row }) => `${layer} ${row}`)).size).toBe(4);
  });

  it("hold what waits for each other together", () => {
    const found = layersOf(3, [
      [0, 1],
      [1, 0],
      [1, 2],
    ]);
    expect(found.map(({ layer }) => layer)).toEqual([1, 1, 0]);
  });

  it("put each near what it waits for", () => {
    const found = layersOf(4, [
      [2, 1],
      [3, 0],
    ]);
    expect(found.map(({ row }) => row)).toEqual([0, 1, 1, 0]);
  });
});
