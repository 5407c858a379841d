import type { Estate } from "../../../scripts/local-boards/model/estate";
import { serve, type Answer, type Sent, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const QUERIES = "/Contoso%20Move/_apis/wit/queries";
const ALL = "SELECT [System.Id], [System.Title] FROM WorkItems ORDER BY [System.Id]";
const OPEN = "11111111-1111-4111-8111-111111111111";
const TREE = "22222222-2222-4222-8222-222222222222";
const WHERE = "[System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward'";

interface Item {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly hasChildren?: boolean;
  readonly children?: Item[];
}

function message(answer: Answer): string {
  return (answer.json as { message: string }).message;
}

/** Its shared queries are Releases/Open and Tree. */
function withQueries(small: SmallEstate): Estate {
  const estate = small.build();
  const queries = [
    { id: OPEN, name: "Open", folder: "Shared Queries/Releases", wiql: ALL },
    {
      id: TREE,
      name: "Tree",
      folder: "Shared Queries",
      wiql: `SELECT [System.Id] FROM WorkItemLinks WHERE ${WHERE} MODE (Recursive)`,
    },
  ];
  return { ...estate, projects: estate.projects.map((project) => ({ ...project, queries })) };
}

describe("stored queries", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    small.item("A");
    small.item("B");
    small.builder.parent(2, 1, NOW, small.lead);
    served = await serve({ estate: withQueries(small), clock: () => NOW });
  });
  afterEach(() => served.close());

  const send = (method: string, path: string, sent?: Sent): Promise<Answer> =>
    served.send(method, QUERIES + path, sent);
  const get = async (path: string): Promise<Item> => (await send("GET", path)).json as Item;
  const paths = (item: Item): string[] => [item.path, ...(item.children ?? []).flatMap(paths)];

  it("stand in the folders of the user and of all, as deep as is asked for", async () => {
    const { value } = (await send("GET", "?$depth=2")).json as { value: Item[] };
    expect(value.flatMap(paths)).toEqual([
      "My Queries",
      "Shared Queries",
      "Shared Queries/Releases",
      "Shared Queries/Releases/Open",
      "Shared Queries/Tree",
    ]);
    const shallow = await get("/Shared%20Queries");
    expect([shallow.hasChildren, shallow.children]).toEqual([true, undefined]);
    expect(paths(await get("/shared%20queries?$depth=1"))).toHaveLength(3);
    expect((await send("GET", "?$depth=3")).status).toBe(400);
  });

  it("are found by id and by path, in any case", async () => {
    expect((await get(`/${OPEN}`)).path).toBe("Shared Queries/Releases/Open");
    expect((await get("/SHARED%20queries/releases/open")).id).toBe(OPEN);
    const missing = await send("GET", "/Shared%20Queries/None");
    expect([missing.status, missing.json]).toEqual([
      404,
      expect.objectContaining({
        typeKey: "QueryItemNotFoundException",
        message: "TF401243: The query Shared Queries/None does not exist, or you do not have permission to read it.",
      }),
    ]);
  });

  it.each([
    ["none", ["_links", "id", "isPublic", "name", "path", "queryType", "url"]],
    ["minimal", ["id", "isPublic", "name", "path", "queryType", "wiql"]],
    ["wiql", ["_links", "columns", "id", "isPublic", "name", "path", "queryType", "sortColumns", "url", "wiql"]],
  ])("have the members of $expand=%s", async (expansion, members) => {
    expect(Object.keys(await get(`/${OPEN}?$expand=${expansion}`)).sort()).toEqual(members);
  });

  it("are taken apart into clauses", async () => {
    const wiql =
      "SELECT [System.Id] FROM WorkItems WHERE [Title] = 'it''s' AND ([Id] IN (1, 2) OR NOT [Title] CONTAINS 'x' OR [System.ChangedBy] <> [System.CreatedBy])";
    await send("POST", "/My%20Queries", { body: { name: "Parts", wiql } });
    const field = (referenceName: string): unknown => expect.objectContaining({ referenceName }) as unknown;
    expect(await get("/My%20Queries/Parts?$expand=clauses")).toMatchObject({
      clauses: {
        logicalOperator: "and",
        clauses: [
          {
            field: field("System.Title"),
            operator: { referenceName: "SupportedOperations.Equals", name: "=" },
            value: "it's",
          },
          {
            logicalOperator: "or",
            clauses: [
              { operator: { referenceName: "SupportedOperations.In", name: "In" }, value: "1, 2" },
              { operator: { referenceName: "SupportedOperations.NotContains", name: "Not Contains" }, value: "x" },
              { isFieldValue: true, fieldValue: field("System.CreatedBy") },
            ],
          },
        ],
      },
    });
    expect(await get(`/${TREE}?$expand=all`)).toMatchObject({
      queryType: "tree",
      filterOptions: "linksRecursiveMayContain",
      queryRecursionOption: "parentFirst",
      linkClauses: { field: { referenceName: "System.Links.LinkType" }, value: "System.LinkTypes.Hierarchy-Forward" },
    });
  });

  it("are run by id, with their count in a header, and in the project that they are of", async () => {
    for (const path of ["/_apis", "/Contoso%20Move/_apis", "/Contoso%20Move/Move%20team/_apis"]) {
      const answer = await served.send("GET", `${path}/wit/wiql/${OPEN}`);
      expect(answer.headers.get("x-total-count")).toBe("2");
      expect(answer.json).toMatchObject({
        queryType: "flat",
        workItems: [
          { id: 1, url: `${served.origin}/local/${small.project.id}/_apis/wit/workItems/1` },
          { id: 2, url: `${served.origin}/local/${small.project.id}/_apis/wit/workItems/2` },
        ],
      });
    }
    const tree = await served.send("GET", `/_apis/wit/wiql/${TREE}`);
    expect(tree.json).toMatchObject({ workItemRelations: [{ target: { id: 1 } }, { target: { id: 2 } }] });
  });

  it("are counted by HEAD", async () => {
    const counted = await served.send("HEAD", `/_apis/wit/wiql/${OPEN}`);
    expect([counted.status, counted.headers.get("x-total-count"), counted.text]).toEqual([200, "2", ""]);
  });

  it("are not run where they are a folder, missing, or asked for a team that is not there", async () => {
    const folder = await get("/Shared%20Queries/Releases");
    expect((await served.send("GET", `/_apis/wit/wiql/${folder.id}`)).status).toBe(400);
    expect((await served.send("GET", `/_apis/wit/wiql/${small.project.id}`)).status).toBe(404);
    const noTeam = await served.send("GET", `/Contoso%20Move/None/_apis/wit/wiql/${OPEN}`);
    expect([noTeam.status, noTeam.json]).toMatchObject([500, { typeKey: "TeamNotFoundException" }]);
  });

  it("are made, renamed, given another text, moved and deleted", async () => {
    const folder = await send("POST", "/Shared%20Queries", { body: { name: "Mine", isFolder: true } });
    expect([folder.status, folder.json]).toMatchObject([201, { path: "Shared Queries/Mine", hasChildren: false }]);
    const made = await send("POST", "/Shared%20Queries/Mine", { body: { name: "One", wiql: ALL } });
    const { id } = made.json as Item;
    expect(made.json).toMatchObject({ path: "Shared Queries/Mine/One", wiql: ALL, queryType: "flat" });
    const changedText = "SELECT [System.Id] FROM WorkItemLinks";
    const changed = await send("PATCH", `/${id}`, { body: { name: "Two", wiql: changedText } });
    expect([changed.status, changed.json]).toMatchObject([
      200,
      { id, path: "Shared Queries/Mine/Two", wiql: changedText, queryType: "oneHop" },
    ]);
    const moved = await send("POST", "/My%20Queries", { body: { id: (folder.json as Item).id } });
    expect(moved.json).toMatchObject({ path: "My Queries/Mine" });
    expect((await get(`/${id}`)).path).toBe("My Queries/Mine/Two");
    expect((await send("DELETE", "/My%20Queries/Mine")).status).toBe(204);
    expect((await send("GET", `/${id}`)).status).toBe(404);
  });

  it("keep the ids of their folders, also when these are renamed or left empty", async () => {
    const { id } = await get("/Shared%20Queries/Releases");
    await send("PATCH", "/Shared%20Queries/Releases", { body: { name: "Waves" } });
    expect((await get(`/${id}`)).path).toBe("Shared Queries/Waves");
    expect((await get(`/${OPEN}`)).path).toBe("Shared Queries/Waves/Open");
    await send("DELETE", `/${OPEN}`);
    expect(await get(`/${id}`)).toMatchObject({ path: "Shared Queries/Waves", hasChildren: false });
  });

  it("are searched by their names, and not by those of folders", async () => {
    const found = async (text: string): Promise<string[]> =>
      ((await send("GET", `?$filter=${text}`)).json as { value: Item[] }).value.map(({ name }) => name);
    expect(await found("OP")).toEqual(["Open"]);
    expect(await found("releases")).toEqual([]);
  });

  it("can be checked without being kept", async () => {
    const checked = await send("POST", "/My%20Queries?validateWiqlOnly=true", { body: { name: "X", wiql: ALL } });
    expect(checked.status).toBe(200);
    expect((await send("GET", "/My%20Queries/X")).status).toBe(404);
  });

  it.each([
    ["the same name twice", "POST", "/Shared%20Queries", { name: "tree", wiql: ALL }, 400, /^TF237018/],
    ["a rename to a name that is there", "PATCH", `/${TREE}`, { name: "RELEASES" }, 400, /^TF237018/],
    ["deleting a root", "DELETE", "/Shared%20Queries", undefined, 400, /^TF237023: You cannot delete root folders\.$/],
    ["renaming a root", "PATCH", "/My%20Queries", { name: "x" }, 400, /is not renamed here/],
    [
      "a query that cannot be read",
      "POST",
      "/My%20Queries",
      { name: "x", wiql: "SELECT" },
      400,
      /A field name is expected/,
    ],
    ["a text with an unknown field", "PATCH", `/${OPEN}`, { wiql: "SELECT [No] FROM WorkItems" }, 400, /^TF51005/],
    ["a query without a text", "POST", "/My%20Queries", { name: "x" }, 400, /needs the text of a query/],
    ["a text for a folder", "PATCH", "/Shared%20Queries/Releases", { wiql: ALL }, 400, /is a folder/],
    ["a query within a query", "POST", "/Shared%20Queries/Tree", { name: "x", wiql: ALL }, 400, /is no folder/],
    ["a name that is a path", "POST", "/My%20Queries", { name: "a/b", wiql: ALL }, 400, /name of a query/],
    ["a body that is none", "POST", "/My%20Queries", { name: 1 }, 400, /The body is no query/],
    ["undeleting", "PATCH", `/${OPEN}?$undeleteDescendants=true`, {}, 400, /are not kept here/],
  ])("refuse %s", async (_, method, path, body, status, text) => {
    const refused = await send(method, path, { body });
    expect(refused.status).toBe(status);
    expect(message(refused)).toMatch(text);
  });

  it("refuse to put a folder into itself", async () => {
    const { id } = await get("/Shared%20Queries/Releases");
    const refused = await send("POST", "/Shared%20Queries/Releases", { body: { id } });
    expect([refused.status, message(refused)]).toEqual([400, "Shared Queries/Releases cannot be moved into itself."]);
  });

  it("are kept and listed with the macros of a team that stand for nothing yet, which are refused when they are run", async () => {
    const wiql =
      "SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration + 1 AND [System.AreaPath] = @TeamAreas('[Contoso Move]\\Later team')";
    const made = await send("POST", "/Shared%20Queries", { body: { name: "Next", wiql } });
    expect(made.status).toBe(201);
    const { id } = made.json as Item;
    const listed = await get("/Shared%20Queries/Next?$expand=clauses");
    expect(listed).toMatchObject({ queryType: "flat", wiql, clauses: { logicalOperator: "and" } });
    expect(listed).not.toHaveProperty("isInvalidSyntax");
    const refused = await served.send("GET", `/Contoso%20Move/_apis/wit/wiql/${id}`);
    expect([refused.status, message(refused)]).toEqual([
      400,
      "The team Move team has no current iteration: choose one with dates around today in its settings.",
    ]);
    const bare = "SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration";
    expect((await send("PATCH", `/${id}`, { body: { wiql: bare } })).status).toBe(200);
    const misplaced = await send("PATCH", `/${id}`, { body: { wiql: bare.replace("IterationPath", "AreaPath") } });
    expect([misplaced.status, message(misplaced)]).toEqual([400, expect.stringMatching(/^The value does not fit/)]);
  });

  it("say that their text holds no longer", async () => {
    const wiql = "SELECT [System.Id] FROM WorkItems WHERE [System.AreaPath] UNDER 'Contoso Move\\Secret'";
    await send("POST", "/My%20Queries", { body: { name: "Secrets", wiql } });
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
    expect(await get("/My%20Queries/Secrets?$expand=wiql")).toMatchObject({ isInvalidSyntax: true, wiql });
  });

  it("are seen by their owner alone, and the shared ones changed by administrators alone", async () => {
    const user = small.other.id;
    const { id } = (await send("POST", "/My%20Queries", { body: { name: "Own", wiql: ALL } })).json as Item;
    expect((await send("GET", `/${id}`, { user })).status).toBe(404);
    expect((await send("GET", "/My%20Queries/Own", { user })).status).toBe(404);
    expect((await send("POST", "/My%20Queries", { user, body: { name: "Own", wiql: ALL } })).status).toBe(201);
    expect((await send("GET", `/${OPEN}`, { user })).status).toBe(200);
    const refused = await send("DELETE", `/${OPEN}`, { user });
    expect([refused.status, message(refused)]).toEqual([
      403,
      "TF401256: You do not have Write permissions for query Open.",
    ]);
  });
});
