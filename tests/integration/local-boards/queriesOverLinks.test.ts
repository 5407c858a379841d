import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PROJECT = "/Contoso%20Move/_apis/wit/wiql";
const LINKS = "SELECT [System.Id] FROM workitemLinks";
const CHILD = "[System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward'";
const REL = "System.LinkTypes.Hierarchy-Forward";

interface Relation {
  readonly rel?: string;
  readonly source?: { readonly id: number };
  readonly target: { readonly id: number };
}

/** The rows as `target` or `source>target`. */
function rows(answer: Answer): string[] {
  const { workItemRelations } = answer.json as { workItemRelations?: Relation[] };
  if (workItemRelations === undefined) throw new Error(`No result: ${answer.text}`);
  return workItemRelations.map(({ source, target }) => (source === undefined ? "" : `${source.id}>`) + target.id);
}

describe("queries over links", () => {
  let served: Served;
  let small: SmallEstate;

  /** 1 has the children 2 and 3, 2 has the child 4; 5 stands alone; 3 needs 5. */
  beforeEach(async () => {
    small = new SmallEstate();
    small.item("Top", { type: "Epic" });
    small.item("Middle", { type: "Feature" });
    small.item("Side", { type: "Feature", area: "Contoso Move\\Secret" });
    small.item("Leaf");
    small.item("Alone");
    for (const [child, parent] of [
      [2, 1],
      [3, 1],
      [4, 2],
    ] as const)
      small.builder.parent(child, parent, NOW, small.lead);
    small.builder.link(3, "System.LinkTypes.Dependency-Reverse", 5, NOW, small.lead);
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  function query(text: string, path = PROJECT): Promise<Answer> {
    return served.send("POST", path, { body: { query: `${LINKS} ${text}` } });
  }

  it("answer direct links as rows, each source before its links", async () => {
    const answer = await query(`WHERE [Source].[System.Id] = 2 AND ${CHILD} ORDER BY [System.Id] MODE (MustContain)`);
    const address = (id: number): string => `${served.origin}/local/${small.project.id}/_apis/wit/workItems/${id}`;
    expect(answer.json).toMatchObject({
      queryType: "oneHop",
      queryResultType: "workItemLink",
      sortColumns: [{ descending: false, field: { referenceName: "System.Id" } }],
    });
    expect((answer.json as { workItems?: unknown }).workItems).toBeUndefined();
    expect((answer.json as { workItemRelations: Relation[] }).workItemRelations).toEqual([
      { target: { id: 2, url: address(2) } },
      { rel: REL, source: { id: 2, url: address(2) }, target: { id: 4, url: address(4) } },
    ]);
  });

  it("number the types of the answer as the official client does", async () => {
    const accept = "application/json;api-version=5.0-preview.2;enumsAsNumbers=true";
    const type = async (mode: string): Promise<unknown> => {
      const sent = { body: { query: `${LINKS} WHERE ${CHILD} MODE (${mode})` }, accept };
      return (await served.send("POST", PROJECT, sent)).json;
    };
    expect(await type("MayContain")).toMatchObject({ queryType: 3, queryResultType: 2 });
    expect(await type("Recursive")).toMatchObject({ queryType: 2, queryResultType: 2 });
  });

  it.each([
    ["only sources with a link that fits", "MODE (MustContain)", ["1", "1>2", "1>3", "2", "2>4"]],
    ["the same without a mode", "", ["1", "1>2", "1>3", "2", "2>4"]],
    ["all sources", "mode(maycontain)", ["1", "1>2", "1>3", "2", "2>4", "3", "4", "5"]],
    ["only sources without one", "MODE (DoesNotContain)", ["3", "4", "5"]],
  ])("answer %s with %p", async (_, mode, expected) => {
    expect(rows(await query(`WHERE ${CHILD} ${mode}`))).toEqual(expected);
  });

  it.each([
    ["[Source].[System.Title] = 'Top' AND [Target].[System.Title] = 'Side'", ["1", "1>3"]],
    ["Source.[System.Title] = 'Top' AND Target.Title = 'Side'", ["1", "1>3"]],
    ["[source].Title = 'Top' AND target.System.Title = 'Side'", ["1", "1>3"]],
    ["([Target].[System.Id] = 5) AND ([System.Links.LinkType] <> '')", ["3", "3>5"]],
    [
      "NOT ([System.Links.LinkType] = 'System.LinkTypes.Dependency-Forward') AND [Source].[System.Id] > 3",
      ["4", "4>2"],
    ],
    [
      "([System.Links.LinkType] = 'System.LinkTypes.Dependency-Forward' OR [System.Links.LinkType] = 'System.LinkTypes.Related-Forward')",
      ["5", "5>3"],
    ],
  ])("read %s", async (where, expected) => {
    expect(rows(await query(`WHERE ${where}`))).toEqual(expected);
  });

  it("sort sources and targets, each by its own fields where a prefix says so", async () => {
    const sorted = async (by: string): Promise<string[]> => rows(await query(`WHERE ${CHILD} ORDER BY ${by}`));
    // Middle before Top; of Top, Middle before Side.
    expect(await sorted("[System.Title]")).toEqual(["2", "2>4", "1", "1>2", "1>3"]);
    expect(await sorted("[Source].[System.Id] DESC")).toEqual(["2", "2>4", "1", "1>2", "1>3"]);
    expect(await sorted("[Target].[System.Id] DESC")).toEqual(["1", "1>3", "1>2", "2", "2>4"]);
  });

  it.each([
    [
      "a source with all that fits below it",
      "[Source].[System.Title] = 'Top'",
      "Recursive",
      ["1", "1>2", "2>4", "1>3"],
    ],
    ["each item once", "[Source].[System.Id] > 0", "Recursive", ["1", "1>2", "2>4", "1>3", "5"]],
    [
      "nothing below a child that does not fit",
      "[Source].[System.Id] = 1 AND [Target].[System.Id] <> 2",
      "Recursive",
      ["1", "1>3"],
    ],
    [
      "a source below what is left out for itself",
      "[Source].[System.Id] IN (1, 4) AND [Target].[System.Id] = 3",
      "Recursive",
      ["1", "4", "1>3"],
    ],
    [
      "what fits with all above it",
      "[Source].[System.Id] = 5 AND [Target].[System.Title] = 'Leaf'",
      "Recursive, ReturnMatchingChildren",
      ["1", "1>2", "2>4"],
    ],
    [
      "the same in the other order",
      "[Target].[System.Title] = 'Leaf'",
      "ReturnMatchingChildren, Recursive",
      ["1", "1>2", "2>4"],
    ],
    ["the same by the one word", "[Target].[System.Id] IN (3, 5)", "ReturnMatchingChildren", ["1", "1>3", "5"]],
  ])("answer, of a tree, %s", async (_, where, mode, expected) => {
    const answer = await query(`WHERE ${where} AND (${CHILD}) MODE (${mode})`);
    expect(rows(answer)).toEqual(expected);
    expect(answer.json).toMatchObject({ queryType: "tree" });
  });

  it("leave out links to what is deleted or cannot be read", async () => {
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
    await served.send("DELETE", "/_apis/wit/workitems/4");
    expect(rows(await query(`WHERE ${CHILD}`))).toEqual(["1", "1>2"]);
    expect(rows(await query(`WHERE [Source].[System.Id] = 1 AND ${CHILD} MODE (Recursive)`))).toEqual(["1", "1>2"]);
  });

  it("know the links of a past time", async () => {
    expect(rows(await query(`WHERE ${CHILD} ASOF '2026-02-01'`))).toEqual([]);
  });

  it("answer the first rows with $top", async () => {
    expect(rows(await query(`WHERE ${CHILD}`, `${PROJECT}?$top=2`))).toEqual(["1", "1>2"]);
  });

  it.each([
    ["a field without a prefix", "WHERE [System.Id] = 1", /begins with \[Source\]\. or \[Target\]\..*position 45/],
    [
      "ends mixed by OR",
      "WHERE [Source].[System.Id] = 1 OR [Target].[System.Id] = 2",
      /cannot stand within the same OR.*position 73/,
    ],
    [
      "ends mixed below NOT",
      `WHERE ${CHILD} AND NOT ([Source].[System.Id] = 1 AND [Target].[System.Id] = 2)`,
      /source and on the target/,
    ],
    ["a prefix on the right", "WHERE [Source].[System.Id] = [Target].[System.Id]", /no prefix.*position 68/],
    ["a link type that is none", "WHERE [System.Links.LinkType] = 'Kin'", /The specified link type does not exist/],
    ["an order of link types", "WHERE [System.Links.LinkType] > ''", /The operator > does not apply/],
    ["a list of link types", "WHERE [System.Links.LinkType] IN ('x')", /The operator IN does not apply/],
    ["an unknown mode", "MODE (Sometimes)", /A mode is expected.*position 45/],
    [
      "modes that do not go together",
      `WHERE ${CHILD} MODE (Recursive, MayContain)`,
      /Only Recursive and ReturnMatchingChildren/,
    ],
    ["a tree without a link type", "MODE (Recursive)", /names one type of links/],
    ["a tree of two link types", `WHERE ${CHILD} OR ${CHILD} MODE (Recursive)`, /names one type of links/],
    [
      "a tree upwards",
      "WHERE [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Reverse' MODE (Recursive)",
      /leads from parents/,
    ],
    [
      "a tree of dependencies",
      "WHERE [System.Links.LinkType] = 'System.LinkTypes.Dependency-Forward' MODE (Recursive)",
      /leads from parents/,
    ],
    [
      "a tree that is sorted",
      `WHERE ${CHILD} ORDER BY [System.Id] MODE (Recursive)`,
      /^ORDER BY is not compatible.*position 108/,
    ],
    ["a tree of the past", `WHERE ${CHILD} ASOF '2026-01-01' MODE (Recursive)`, /^ASOF is not compatible/],
  ])("refuse %s", async (_, text, expected) => {
    const refused = await query(text);
    expect(refused.status).toBe(400);
    expect((refused.json as { message: string }).message).toMatch(expected);
  });
});
