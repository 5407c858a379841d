import { readAreaPaths, readMetadata } from "../../../src/boards/metadata";
import { json } from "./support/answers";
import { ORGANIZATION } from "./support/fakeBoards";
import { transportTo } from "./support/reading";
import { ScriptedFetch, step } from "./support/scriptedFetch";

const TYPES = "GET my%20project/_apis/wit/workitemtypes";
const ITERATIONS = "GET my%20project/_apis/wit/classificationnodes/iterations?$depth=14";
const FIELDS = "GET my%20project/_apis/wit/fields";

function metadata(types: unknown, iterations: unknown) {
  const script = new ScriptedFetch(ORGANIZATION, [
    step(TYPES, () => json({ count: 1, value: types })),
    step(ITERATIONS, () => json(iterations)),
    step(FIELDS, () => json({ count: 1, value: [{ name: "Title", referenceName: "System.Title", type: "string" }] })),
  ]);
  return readMetadata(transportTo(script.fetch), "my project").finally(() => {
    script.done();
  });
}

const ROOT = { id: 1, name: "My", path: "\\My\\Iteration", structureType: "iteration", hasChildren: false };

describe("metadata", () => {
  it("gives types with their states in workflow order, iterations as work items name them, and fields", async () => {
    const result = await metadata(
      [
        {
          name: "User Story",
          color: "009CCC",
          states: [
            { name: "New", color: "b2b2b2", category: "Proposed" },
            { name: "Cut over", color: "339933", category: "Completed" },
          ],
        },
      ],
      {
        ...ROOT,
        children: [
          {
            name: "Iteration",
            path: "\\My\\Iteration\\Iteration",
            attributes: { startDate: "2026-01-05T00:00:00Z", finishDate: "2026-01-16T00:00:00Z" },
            children: [{ name: "Sprint 1", path: "\\My\\Iteration\\Iteration\\Sprint 1" }],
          },
        ],
      },
    );
    expect(result).toEqual({
      types: [
        {
          name: "User Story",
          states: [
            { name: "New", category: "Proposed" },
            { name: "Cut over", category: "Completed" },
          ],
        },
      ],
      iterations: [
        { path: "My", name: "My", level: 0, startDate: null, finishDate: null },
        {
          path: "My\\Iteration",
          name: "Iteration",
          level: 1,
          startDate: Date.parse("2026-01-05"),
          finishDate: Date.parse("2026-01-16"),
        },
        { path: "My\\Iteration\\Sprint 1", name: "Sprint 1", level: 2, startDate: null, finishDate: null },
      ],
      fields: ["System.Title"],
    });
  });

  it("with a state category that nobody knows is an error naming the place", async () => {
    const states = [{ name: "New", category: "Dreaming" }];
    await expect(metadata([{ name: "User Story", states }], ROOT)).rejects.toThrow(/value\.0\.states\.0\.category/);
  });
});

describe("area paths", () => {
  it("are those that work items carry", async () => {
    const root = { name: "My", path: "\\My\\Area", children: [{ name: "Payments", path: "\\My\\Area\\Payments" }] };
    const request = "GET p/_apis/wit/classificationnodes/areas?$depth=14";
    const script = new ScriptedFetch(ORGANIZATION, [step(request, () => json(root))]);
    await expect(readAreaPaths(transportTo(script.fetch), "p")).resolves.toEqual(["My", "My\\Payments"]);
    script.done();
  });
});
