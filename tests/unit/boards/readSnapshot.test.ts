import { ApiError, Cancelled } from "../../../src/boards/errors";
import type { Progress } from "../../../src/boards/readSnapshot";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { frameworkPolicy, policy as agilePolicy } from "../../builders/estate";
import { json, raw, refusal, tooMany } from "./support/answers";
import { AS_OF, FakeBoards, PROJECT, type FakeItem, type FakeRequest } from "./support/fakeBoards";
import { accountedFor, reading, transportTo } from "./support/reading";

const READER = { id: "r", displayName: "A reader" };

/** A policy that names the types of all it looks at, unless the changes say otherwise. */
function policy(changes: Partial<Policy> = {}): Policy {
  const evidence = { types: ["Sign-off"], checklist: [] };
  return agilePolicy({ evidence, tasks: { activities: [], block: false }, ...changes });
}

function stories(count: number, changes: Partial<FakeItem> = {}): FakeItem[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, ...changes }));
}

function idsOf(items: readonly { readonly id: number }[]): number[] {
  return items.map(({ id }) => id);
}

function where(request: FakeRequest): string {
  return /AND (\[System\.WorkItemType\].*?\)) AND/.exec(request.body.query ?? "")?.[1] ?? "";
}

describe("what is read", () => {
  it("is, on a first visit, every work item that is not of test management", async () => {
    const { snapshot, boards } = await reading([{ id: 1 }, { id: 2, type: "Test Case" }, { id: 3, type: "Custom" }], {
      policy: null,
    });
    expect(idsOf(snapshot.workItems)).toEqual([1, 3]);
    expect(where(boards.of("query")[0]!)).toContain("NOT IN ('Test Case', 'Test Plan', 'Test Suite'");
  });

  it("is only the types that the policy names, where it names them all", async () => {
    const named = policy({
      blockingItems: { types: ["Issue"], tags: [], links: [] },
      uatDefects: { types: ["Bug"], tags: [], links: [] },
    });
    const items = ["User Story", "Task", "Feature", "Bug", "Sign-off"].map((type, index) => ({ id: index + 1, type }));
    const { snapshot } = await reading(items, { policy: named });
    expect(idsOf(snapshot.workItems)).toEqual([1, 3, 4, 5]);
  });

  it("is every type, where the policy looks at items by their title", async () => {
    const items = [{ id: 1 }, { id: 2, type: "Task" }, { id: 3, type: "Feature" }, { id: 4, type: "Test Case" }];
    const { snapshot } = await reading(items, { policy: frameworkPolicy() });
    expect(idsOf(snapshot.workItems)).toEqual([1, 2, 3]);
  });

  it("is every type, where the policy looks at items by their tag alone", async () => {
    const byTag = policy({
      blockingItems: { types: [], tags: ["blocker"], links: [] },
      uatDefects: { types: ["Bug"], tags: [], links: [] },
    });
    const { snapshot } = await reading([{ id: 1 }, { id: 2, type: "Task" }], { policy: byTag });
    expect(idsOf(snapshot.workItems)).toEqual([1, 2]);
  });

  it("includes a type of test management that the policy names", async () => {
    const named = frameworkPolicy({ uatDefects: { types: ["test case"], tags: [], links: [] } });
    const { snapshot } = await reading(
      [
        { id: 1, type: "Test Case" },
        { id: 2, type: "Test Plan" },
      ],
      { policy: named },
    );
    expect(idsOf(snapshot.workItems)).toEqual([1]);
  });

  it("asks for type names with quotes in them as WIQL writes them", async () => {
    const named = policy({ workloads: { types: ["Owner's app"], confirmed: [], splits: [] } });
    const { snapshot } = await reading([{ id: 1, type: "Owner's app" }], { policy: named });
    expect(idsOf(snapshot.workItems)).toEqual([1]);
  });

  it("overlooks odd white space in a policy's types, as the engine does", async () => {
    const odd = policy({
      assets: { ...policy().assets, types: ["User  Story "] },
      workloads: { types: [" Feature"], confirmed: [], splits: [] },
      blockingItems: { types: ["Issue"], tags: [], links: [] },
    });
    const items = [{ id: 1, type: "Feature", children: [9] }, { id: 2 }];
    const { snapshot } = await reading(items, { policy: odd });
    expect(snapshot.workItems.map(({ id, children }) => [id, children])).toEqual([
      [1, [9]],
      [2, null],
    ]);
    expect(snapshot.losses).toMatchObject([{ kind: "item", id: 9 }]);
  });

  it("gives a field under each spelling that the policy has for it", async () => {
    const { snapshot } = await reading([{ id: 1, fields: { "Custom.Wave": "one" } }], {
      policy: frameworkPolicy({
        releases: { ...frameworkPolicy().releases, source: { kind: "field", field: "custom.wave" } },
        assetKind: { kind: "field", field: "Custom.Wave" },
      }),
    });
    expect(snapshot.workItems[0]?.fields).toEqual({ "custom.wave": "one", "Custom.Wave": "one" });
  });

  it("asks only for fields that the project has", async () => {
    const { snapshot } = await reading([{ id: 1, fields: { "Custom.Wave": "one" } }], {
      policy: frameworkPolicy({
        releases: { ...frameworkPolicy().releases, source: { kind: "field", field: "custom.wave" } },
      }),
    });
    expect(snapshot.losses).toEqual([]);
    expect(snapshot.workItems[0]?.fields).toEqual({ "custom.wave": "one" });
  });
});

describe("the time of a snapshot", () => {
  it("is that of its first query, and all its other queries ask as of then", async () => {
    const { snapshot, boards } = await reading([{ id: 1 }, { id: 2, type: "Feature" }, { id: 3 }], { pageSize: 1 });
    expect(snapshot.asOf).toBe(Date.parse(AS_OF));
    const [first, ...others] = boards.of("query").map(({ body }) => body.query ?? "");
    expect(first).not.toContain("ASOF");
    expect(others.length).toBeGreaterThan(2);
    for (const query of others) expect(query).toContain(`ASOF '${AS_OF}'`);
  });
});

describe("paging", () => {
  it("reads each id once, in pages and batches of the size asked for", async () => {
    const { snapshot, boards } = await reading(stories(25), { policy: null, pageSize: 10, batchSize: 4 });
    expect(idsOf(snapshot.workItems)).toEqual(idsOf(stories(25)));
    expect(boards.of("batch").map(({ ids }) => ids.length)).toEqual([4, 4, 2, 4, 4, 2, 4, 1]);
    expect(boards.of("query")).toHaveLength(4);
  });

  it("is not fooled by a server whose own limit is below the page size", async () => {
    const { snapshot } = await reading(stories(25), { policy: null, pageSize: 1000, mostResults: 7 });
    expect(snapshot.workItems).toHaveLength(25);
  });

  it("reads 200 at a time at most, whatever was asked for", async () => {
    const { boards } = await reading(stories(450), { policy: null, batchSize: 5000 });
    expect(boards.of("batch").map(({ ids }) => ids.length)).toEqual([200, 200, 50]);
  });

  it("keeps the pages that were read when one fails, and says which was not (V2)", async () => {
    const { snapshot } = await reading(stories(9), {
      policy: null,
      pageSize: 3,
      fault: ({ body }) =>
        body.query?.includes("> 6 ") ? refusal(500, "TF400898: An internal error occurred.", "X") : null,
    });
    expect(idsOf(snapshot.workItems)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(snapshot.losses).toEqual([
      { kind: "query", message: expect.stringMatching(/from id 7 on,.*TF400898/) as string },
    ]);
  });

  it("reads what the other query finds when the first one fails", async () => {
    const { snapshot } = await reading([{ id: 1 }, { id: 2, type: "Feature" }], {
      fault: (request) => (where(request).startsWith("[System.WorkItemType] IN") ? raw("no", 500) : null),
    });
    expect(idsOf(snapshot.workItems)).toEqual([1]);
    expect(snapshot.losses.map(({ kind }) => kind)).toEqual(["query"]);
  });

  it("is an error when not one query was answered: there is nothing to judge", async () => {
    const fails = reading([{ id: 1 }], {
      fault: ({ kind }) => (kind === "query" ? refusal(403, "TF50309: No.", "X") : null),
    });
    await expect(fails).rejects.toMatchObject({ name: "ApiError", status: 403, code: "TF50309" });
  });
});

describe("a batch", () => {
  const seven = stories(7);

  it("that fails beyond the retries is a loss that names its ids (V2)", async () => {
    const { snapshot } = await reading(seven, {
      policy: null,
      batchSize: 3,
      fault: ({ kind, ids }) => (kind === "batch" && ids.includes(5) ? new TypeError("fetch failed") : null),
    });
    expect(idsOf(snapshot.workItems)).toEqual([1, 2, 3, 7]);
    expect(snapshot.losses).toEqual([
      { kind: "batch", ids: [4, 5, 6], message: expect.stringContaining("could not be reached") as string },
    ]);
  });

  it("that is refused for one id is read without that one", async () => {
    const { snapshot } = await reading(stories(200), {
      policy: null,
      fault: ({ kind, ids }) =>
        kind === "batch" && ids.includes(77) ? refusal(404, "TF401232: Work item 77 does not exist.", "X") : null,
    });
    expect(snapshot.workItems).toHaveLength(199);
    expect(snapshot.losses).toEqual([
      { kind: "batch", ids: [77], message: expect.stringContaining("TF401232") as string },
    ]);
  });

  it("that is refused whatever its ids does not cost a request for each of them", async () => {
    const { snapshot, boards } = await reading(stories(2000), {
      policy: null,
      fault: ({ kind }) => (kind === "batch" ? refusal(400, "TF51535: Cannot find field X.", "X") : null),
    });
    expect(accountedFor(snapshot)).toEqual(idsOf(stories(2000)));
    expect(boards.of("batch").length).toBeLessThanOrEqual(10 + 100);
  });

  it("loses only the item whose form is not understood, and says where", async () => {
    const { snapshot } = await reading([{ id: 1 }, { id: 2, fields: { "System.CreatedDate": "yesterday" } }], {
      policy: null,
    });
    expect(idsOf(snapshot.workItems)).toEqual([1]);
    expect(snapshot.losses).toEqual([
      { kind: "batch", ids: [2], message: expect.stringContaining("value.1.fields.System.CreatedDate") as string },
    ]);
  });
});

describe.each(["null", "absent"] as const)("an item that a batch read leaves out (%s)", (omittedAs) => {
  it("is deleted when it is in the recycle bin", async () => {
    const { snapshot } = await reading([{ id: 1 }, { id: 2, deleted: true, listedAnyway: true }], {
      policy: null,
      omittedAs,
    });
    expect(snapshot.deleted).toEqual([
      { id: 2, title: "Item 2", type: "User Story", deletedDate: Date.parse("2026-11-01T00:00:00Z") },
    ]);
    expect(snapshot.losses).toEqual([]);
  });

  it("is a loss when it is not there (V2)", async () => {
    const { snapshot } = await reading([{ id: 1 }, { id: 2, hidden: true, listedAnyway: true }], {
      policy: null,
      omittedAs,
    });
    expect(snapshot.losses).toEqual([
      { kind: "item", id: 2, message: expect.stringContaining("Work item 2 is not shown") as string },
    ]);
  });

  it("is a loss that says so when the recycle bin can't be asked", async () => {
    const { snapshot } = await reading([{ id: 1, deleted: true, listedAnyway: true }], {
      policy: null,
      omittedAs,
      fault: ({ kind }) => (kind === "recyclebin" ? refusal(403, "TF237107: No permission.", "X") : null),
    });
    expect(snapshot.losses).toEqual([{ kind: "item", id: 1, message: expect.stringContaining("TF237107") as string }]);
  });
});

describe("a batch answer with an item that nobody asked for", () => {
  it("gives nothing of that item", async () => {
    const stray = { id: 99, rev: 1, fields: {} };
    const { snapshot } = await reading([{ id: 1 }], {
      policy: null,
      fault: ({ kind }) => (kind === "batch" ? json({ value: [stray] }) : null),
    });
    expect(accountedFor(snapshot)).toEqual([1]);
  });
});

describe("a recycle bin that says of one id that it is not there", () => {
  it("has not deleted it", async () => {
    const { snapshot } = await reading(stories(1, { hidden: true, listedAnyway: true }), {
      policy: null,
      fault: ({ kind }) =>
        kind === "recyclebin" ? json({ value: [{ id: 1, code: 404, message: "TF401232" }, null] }) : null,
    });
    expect(snapshot.deleted).toEqual([]);
    expect(snapshot.losses.map(({ kind }) => kind)).toEqual(["item"]);
  });
});

describe("a recycle bin that refuses a list for one unknown id", () => {
  it("is asked for the ids in smaller parts", async () => {
    const hidden = stories(3, { hidden: true, listedAnyway: true });
    const { snapshot } = await reading([...hidden, { id: 4, deleted: true, listedAnyway: true }], {
      policy: null,
      fault: ({ kind, ids }) =>
        kind === "recyclebin" && ids.some((id) => id < 4) ? refusal(404, "TF401232: No.", "X") : null,
    });
    expect(idsOf(snapshot.deleted)).toEqual([4]);
    expect(snapshot.losses.map((loss) => loss.kind === "item" && loss.id)).toEqual([1, 2, 3]);
  });
});

describe("links", () => {
  const workload: FakeItem = { id: 10, type: "Feature", children: [11, 12] };

  it("name the children of workloads, and of nothing else", async () => {
    const { snapshot } = await reading([workload, { id: 11, parent: 10, children: [99] }, { id: 12, parent: 10 }]);
    expect(snapshot.workItems.map(({ id, children }) => [id, children])).toEqual([
      [10, [11, 12]],
      [11, null],
      [12, null],
    ]);
  });

  it("say of a workload without children that it has none", async () => {
    const { snapshot } = await reading([{ id: 10, type: "Feature" }]);
    expect(snapshot.workItems[0]?.children).toEqual([]);
  });

  it("lead to children in another project, and to all that is below those", async () => {
    const elsewhere = { project: "Other" };
    const { snapshot } = await reading([
      workload,
      { id: 11, parent: 10 },
      { id: 12, parent: 10, children: [20], ...elsewhere },
      { id: 20, parent: 12, type: "Issue", ...elsewhere },
    ]);
    expect(idsOf(snapshot.workItems)).toEqual([10, 11, 12, 20]);
  });

  it("make a child that is not shown a loss that says who named it (V2)", async () => {
    const { snapshot } = await reading([workload, { id: 11, parent: 10 }, { id: 12, hidden: true }]);
    expect(snapshot.losses).toEqual([
      { kind: "item", id: 12, message: expect.stringContaining("Work item 12, a child of 10, is not shown") as string },
    ]);
  });

  it("lead up to parents in another project, to the top, and not down to their other children", async () => {
    const elsewhere = { project: "Other", type: "Epic" };
    const { snapshot } = await reading([
      { ...workload, children: [], parent: 2 },
      { id: 2, parent: 1, children: [10, 3], ...elsewhere },
      { id: 1, children: [2, 4], ...elsewhere },
      { id: 3, ...elsewhere },
      { id: 4, ...elsewhere },
    ]);
    expect(snapshot.workItems.map(({ id, children }) => [id, children])).toEqual([
      [1, null],
      [2, null],
      [10, []],
    ]);
  });

  it("make a parent that is not shown a loss (V2)", async () => {
    const { snapshot } = await reading(
      [
        { id: 5, parent: 4 },
        { id: 4, hidden: true },
      ],
      { policy: null },
    );
    expect(snapshot.losses).toEqual([
      { kind: "item", id: 4, message: expect.stringContaining("the parent of 5") as string },
    ]);
  });

  it("that go round in a circle end", async () => {
    const elsewhere = { project: "Other" };
    const { snapshot } = await reading([
      { ...workload, children: [11] },
      { id: 11, parent: 12, children: [12], ...elsewhere },
      { id: 12, parent: 11, children: [11], ...elsewhere },
    ]);
    expect(idsOf(snapshot.workItems)).toEqual([10, 11, 12]);
  });
});

describe("links that mean something to the policy", () => {
  const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";
  const RELATED = "System.LinkTypes.Related";
  const waitsFor = (...targets: number[]) => targets.map((target) => ({ rel: PREDECESSOR, target }));

  it("are read with their types and directions, each once, in order (D1)", async () => {
    const { snapshot } = await reading([
      { id: 2, links: [...waitsFor(1), { rel: RELATED, target: 3 }] },
      { id: 1, links: [{ rel: "System.LinkTypes.Dependency-Forward", target: 2 }] },
      { id: 3, links: [{ rel: RELATED, target: 2 }] },
      { id: 4, type: "Feature", links: waitsFor(1, 2) },
    ]);
    expect(snapshot.links).toEqual([
      { type: PREDECESSOR, source: 2, target: 1 },
      { type: RELATED, source: 2, target: 3 },
      { type: RELATED, source: 3, target: 2 },
      { type: PREDECESSOR, source: 4, target: 1 },
      { type: PREDECESSOR, source: 4, target: 2 },
    ]);
  });

  it("are those of the policy's types too, in the directions that the organization knows", async () => {
    const links = [
      { rel: "Custom.Serves-Forward", target: 2 },
      { rel: "Custom.Unknown-Forward", target: 2 },
    ];
    const serving = (serves: string[]) => frameworkPolicy({ dependencies: { serves, soft: [RELATED] } });
    const items = [{ id: 1, links }, { id: 2 }];
    const { snapshot } = await reading(items, { policy: serving(["custom.serves", "Custom.Gone"]) });
    expect(snapshot.links).toEqual([{ type: "Custom.Serves-Forward", source: 1, target: 2 }]);
    expect((await reading(items, { policy: serving([]) })).snapshot.links).toEqual([]);
  });

  it("are not asked for on a first visit", async () => {
    const { snapshot, boards } = await reading([{ id: 1, links: waitsFor(2) }, { id: 2 }], { policy: null });
    expect(snapshot.links).toEqual([]);
    expect(boards.of("linkQuery")).toEqual([]);
  });

  it("are asked for as of the time of the snapshot, of the types that the policy looks at", async () => {
    const { boards } = await reading([{ id: 1 }], {
      policy: policy({ blockingItems: { types: [], tags: [], links: [] } }),
    });
    const [{ body }] = boards.of("linkQuery") as [FakeRequest];
    expect(body.query).toContain(`ASOF '${AS_OF}'`);
    expect(body.query).toContain("[Source].[System.WorkItemType] IN ('Feature', 'User Story', 'Bug', 'Sign-off')");
  });

  it("lead to providers that no query named, in another project and of any type (D5)", async () => {
    const { snapshot } = await reading([
      { id: 1, links: waitsFor(7, 8) },
      { id: 7, project: "Other", type: "Issue", parent: 6, links: waitsFor(9) },
      { id: 8, type: "Test Case" },
      { id: 6, project: "Other", type: "Epic" },
      { id: 9, project: "Other", type: "Issue" },
    ]);
    expect(snapshot.workItems.map(({ id, predecessors }) => [id, predecessors])).toEqual([
      [1, null],
      [7, null],
      [8, null],
    ]);
    expect(snapshot.losses).toEqual([]);
  });

  it("lead to workloads in another project with all that is below them", async () => {
    const elsewhere = { project: "Other" };
    const { snapshot } = await reading([
      { id: 1, links: waitsFor(7) },
      { id: 7, type: "Feature", children: [8], ...elsewhere },
      { id: 8, parent: 7, ...elsewhere },
    ]);
    expect(snapshot.workItems.map(({ id, children }) => [id, children])).toEqual([
      [1, null],
      [7, [8]],
      [8, []],
    ]);
  });

  it("leave a trace of a provider that is not shown, on workloads, which counts against these alone (V2)", async () => {
    const items = [
      { id: 7, type: "Feature", links: waitsFor(99) },
      { id: 99, hidden: true },
    ];
    const { snapshot } = await reading(items);
    const message = expect.stringContaining("Work item 99, a predecessor of 7, is not") as string;
    expect(snapshot.losses).toEqual([{ kind: "item", id: 99, message, isBeside: true }]);
  });

  it("are not all that named what is a child or a parent too, however late that was found (V2)", async () => {
    const elsewhere = { project: "Other" };
    const { snapshot } = await reading([
      { id: 7, type: "Feature", links: waitsFor(20, 99) },
      { id: 20, type: "Feature", children: [99], ...elsewhere },
      { id: 99, hidden: true },
    ]);
    expect(snapshot.losses).toMatchObject([{ kind: "item", id: 99 }]);
    expect(snapshot.losses[0]).not.toHaveProperty("isBeside");
  });

  it("that could not be read are a loss, and nothing else is (V2)", async () => {
    const { snapshot } = await reading([{ id: 1, links: waitsFor(2) }, { id: 2 }], {
      fault: ({ kind }) => (kind === "linkQuery" ? refusal(500, "TF400898: An internal error occurred.", "X") : null),
    });
    expect(idsOf(snapshot.workItems)).toEqual([1, 2]);
    expect(snapshot.losses).toEqual([
      { kind: "links", message: expect.stringMatching(/^The links between work items could not.*TF400898/) as string },
    ]);
  });

  it("are a loss too where the types of links could not be read", async () => {
    const { snapshot } = await reading([{ id: 1 }], {
      policy: frameworkPolicy({ dependencies: { serves: ["Custom.Serves"], soft: [] } }),
      fault: ({ url }) => (url.includes("workitemrelationtypes") ? refusal(500, "TF400898: No.", "X") : null),
    });
    expect(snapshot.losses.map(({ kind }) => kind)).toEqual(["links"]);
  });
});

describe("as of a past time (T1)", () => {
  const THEN = Date.parse("2026-10-01T00:00:00Z");
  const later = { fields: { "System.CreatedDate": "2026-10-02T00:00:00Z" } };

  it("every query and every batch asks as of then, with links", async () => {
    const { snapshot, boards } = await reading([{ id: 1 }, { id: 2, type: "Feature" }], { asOf: THEN });
    expect(snapshot.asOf).toBe(THEN);
    for (const { body } of [...boards.of("query"), ...boards.of("linkQuery")]) {
      expect(body.query).toContain("ASOF '2026-10-01T00:00:00.000Z'");
    }
    for (const { body } of boards.of("batch")) {
      expect(body).toMatchObject({ asOf: "2026-10-01T00:00:00.000Z", $expand: "relations" });
    }
  });

  it("what did not exist then is no loss, whatever names it", async () => {
    const links = [{ rel: "System.LinkTypes.Dependency-Reverse", target: 3 }];
    const { snapshot } = await reading(
      [
        { id: 1, type: "Feature", children: [2, 4], links },
        { id: 2, ...later },
        { id: 3, ...later },
        { id: 4, hidden: true },
      ],
      {
        asOf: THEN,
        fault: ({ kind, body }) => (kind === "query" && body.query?.includes("NOT IN") ? noItems() : null),
      },
    );
    expect(idsOf(snapshot.workItems)).toEqual([1]);
    expect(snapshot.links).toEqual([]);
    expect(snapshot.losses).toMatchObject([{ kind: "item", id: 4 }]);
  });

  const noItems = () => json({ asOf: "2026-10-01T00:00:00Z", workItems: [] });
});

describe("work items of other projects", () => {
  const items = [
    { id: 1, links: [{ rel: "System.LinkTypes.Dependency-Reverse", target: 7 }] },
    { id: 7, project: "Other", type: "User Story" },
  ];

  it("bring the types of their project (D5)", async () => {
    const { snapshot } = await reading(items);
    expect(snapshot.otherProjects).toEqual([
      { project: "Other", types: [{ name: "User Story", states: [{ name: "New", category: "Proposed" }] }] },
    ]);
    expect((await reading([{ id: 1 }])).snapshot.otherProjects).toBeUndefined();
  });

  const failing = (answer: Response) =>
    reading(items, { fault: ({ url }) => (url.includes("/Other/_apis/wit/workitemtypes") ? answer : null) });

  it("have states of no known category where this reader may not see the types: they count as open", async () => {
    const { snapshot } = await failing(refusal(404, "VS800075: The project does not exist.", "X"));
    expect(snapshot.otherProjects).toEqual([{ project: "Other", types: [] }]);
    expect(snapshot.losses).toEqual([]);
  });

  it("are lost where the types could not be read", async () => {
    const { snapshot } = await failing(refusal(500, "TF400898: No.", "X"));
    expect(idsOf(snapshot.workItems)).toEqual([1]);
    const message = expect.stringContaining("types of project Other") as string;
    expect(snapshot.losses).toEqual([{ kind: "batch", ids: [7], message, isBeside: true }]);
  });
});

describe("a project whose types, iterations or fields can't be read", () => {
  it.each(["workitemtypes", "classificationnodes/iterations", "fields"])("gives no snapshot (%s)", async (resource) => {
    const fails = reading([{ id: 1 }], {
      fault: ({ url }) => (url.includes(`/wit/${resource}`) ? refusal(403, "TF50309: No.", "X") : null),
    });
    await expect(fails).rejects.toBeInstanceOf(ApiError);
  });
});

describe("a failure that ends a reading", () => {
  const noTypes = ({ url }: FakeRequest) => (url.includes("/workitemtypes") ? refusal(403, "TF50309: No.", "X") : null);

  it("stops what is still being read", async () => {
    const boards = new FakeBoards(stories(500), { fault: noTypes });
    const request = { project: PROJECT, policy: null, reader: READER, pageSize: 1 };
    await expect(readSnapshot(transportTo(boards.fetch), request)).rejects.toMatchObject({ status: 403 });
    expect(boards.requests.length).toBeLessThan(20);
  });

  it("is what is thrown, not what it stopped", async () => {
    const fault = (request: FakeRequest) => (request.kind === "query" ? tooMany() : noTypes(request));
    await expect(reading([{ id: 1 }], { fault })).rejects.toMatchObject({ name: "ApiError", status: 403 });
  });
});

describe("cancelling", () => {
  it("ends the reading at once and sends nothing more", async () => {
    const controller = new AbortController();
    const boards = new FakeBoards(stories(1000), {
      fault: ({ kind }) => {
        if (kind === "batch") controller.abort();
        return null;
      },
    });
    const fails = readSnapshot(transportTo(boards.fetch, { maxConcurrent: 1 }), {
      project: PROJECT,
      policy: null,
      reader: READER,
      signal: controller.signal,
    });
    await expect(fails).rejects.toBeInstanceOf(Cancelled);
    expect(boards.of("batch")).toHaveLength(1);
  });

  it("before the start sends nothing", async () => {
    const boards = new FakeBoards([]);
    const request = { project: PROJECT, policy: null, reader: READER, signal: AbortSignal.abort() };
    await expect(readSnapshot(transportTo(boards.fetch), request)).rejects.toBeInstanceOf(Cancelled);
    expect(boards.requests).toEqual([]);
  });
});

describe("progress", () => {
  it("counts what is read against what was named, lost items included, and ends with all", async () => {
    const told: Progress[] = [];
    await reading([...stories(10), { id: 11, hidden: true, listedAnyway: true }], {
      policy: null,
      batchSize: 5,
      onProgress: (progress) => told.push(progress),
    });
    expect(told.map(({ read }) => read)).toEqual([...told.map(({ read }) => read)].sort((a, b) => a - b));
    expect(told.every(({ read, expected }) => read <= expected)).toBe(true);
    expect(told.at(-1)).toEqual({ phase: "deleted", read: 11, expected: 11 });
  });
});
