import { checked } from "../../../../src/domain/inventory/checkPlan";
import { blankItem, newItemOf } from "../../../../src/domain/inventory/drafts";
import type { ImportPlan, RunEntry } from "../../../../src/domain/inventory/importPlan";
import { record, sceneWith } from "../../../builders/inventory";

const scene = sceneWith([]);
const create = (key: string, tags: readonly string[]): RunEntry => ({
  kind: "create",
  key,
  item: newItemOf(scene, blankItem(scene, { type: "User Story", title: key, tags }), ""),
  under: null,
  after: [],
});

it("refuses what the mapping would read as no asset, with its record and what needs it (M1)", () => {
  const plan: ImportPlan = {
    purpose: "import",
    title: "a.csv",
    entries: [
      create("a:1", ["kind:vm"]),
      create("a:2", ["own"]),
      { kind: "link", key: "link", type: "x", from: { key: "a:1" }, to: { key: "a:2" }, after: ["a:1", "a:2"] },
    ],
    records: ["a:1", "a:2"].map((key) => ({ before: null, after: record(key), item: { key }, workload: null })),
    refused: [],
    notes: [{ key: "a:2", text: "A note." }],
  };
  const wanted = { isAsset: true, workload: null };
  const after = checked(plan, new Map(["a:1", "a:2"].map((key) => [key, wanted])), scene);
  expect(after.entries.map(({ key }) => key)).toEqual(["a:1"]);
  expect(after.records.map(({ item }) => item)).toEqual([{ key: "a:1" }]);
  expect(after.refused).toEqual([
    { key: "a:2", item: null, reason: "The mapping would not read it as an asset afterwards." },
  ]);
  expect(after.notes).toEqual([]);
});

it("notes which work item would have more links than Azure Boards takes", () => {
  const keys = Array.from({ length: 1_001 }, (_, index) => `a:${index}`);
  const plan = (count: number): ImportPlan => ({
    purpose: "import",
    title: "a.csv",
    entries: [
      create("workload:x", []),
      ...keys.slice(0, count).map((key) => ({ ...create(key, ["kind:vm"]), under: { key: "workload:x" } })),
    ],
    records: [],
    refused: [],
    notes: [],
  });
  const wanted = new Map([["a:0", { isAsset: true, workload: null }]]);
  expect(checked(plan(1_000), wanted, scene).notes).toEqual([]);
  expect(checked(plan(1_001), wanted, scene).notes).toEqual([
    {
      key: "a:0",
      text: "workload:x would have 1,001 links, and Azure Boards takes 1,000: the rest will be refused. Spread its assets over several workloads.",
    },
  ]);
});
