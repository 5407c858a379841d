import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate, EstateNode, EstateWorkItem } from "../../../scripts/local-boards/model/estate";
import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PROJECT = "/Contoso%20Move";

function ids(answer: Answer): number[] {
  const { workItems } = answer.json as { workItems?: { id: number }[] };
  if (workItems === undefined) throw new Error(`No result: ${answer.text}`);
  return workItems.map(({ id }) => id);
}

function message(answer: Answer): string {
  return (answer.json as { message: string }).message;
}

/** The estate, its team with a member, and with the iterations Sprint 1 (now) and Later, which has dates as well. */
function withTeam(small: SmallEstate): Estate {
  const estate = small.build();
  const dated = (node: EstateNode): EstateNode =>
    node.name === "Later" ? { ...node, startDate: "2026-03-16T00:00:00Z", finishDate: "2026-03-27T00:00:00Z" } : node;
  const projects = estate.projects.map((project) => ({
    ...project,
    iterations: { ...project.iterations, children: project.iterations.children.map(dated) },
    teams: project.teams.map((team) => ({
      ...team,
      members: [small.other.id],
      areas: [{ path: "Contoso Move\\Payroll", includeChildren: true }],
      iterations: project.iterations.children.map(({ identifier }) => ({
        iteration: identifier,
        capacities: [],
        daysOff: [],
      })),
    })),
  }));
  return { ...estate, projects };
}

describe("queries over REST", () => {
  let served: Served;

  async function start(arrange: (estate: SmallEstate) => void): Promise<SmallEstate> {
    const small = new SmallEstate();
    arrange(small);
    served = await serve({ estate: withTeam(small), clock: () => NOW });
    return small;
  }

  function query(where: string, path = `${PROJECT}/_apis/wit/wiql`): Promise<Answer> {
    return served.send("POST", path, { body: { query: `SELECT [System.Id], [Title] FROM WorkItems ${where}` } });
  }

  afterEach(() => served.close());

  it("answers ids, columns and the time, and no fields", async () => {
    const small = await start((estate) => estate.item("A"));
    const answer = (await query("WHERE [System.TeamProject] = @project ORDER BY [System.Id] DESC")).json;
    expect(answer).toEqual({
      queryType: "flat",
      queryResultType: "workItem",
      asOf: "2026-03-10T12:00:00Z",
      columns: [
        { referenceName: "System.Id", name: "ID", url: `${served.origin}/local/_apis/wit/fields/System.Id` },
        { referenceName: "System.Title", name: "Title", url: `${served.origin}/local/_apis/wit/fields/System.Title` },
      ],
      sortColumns: [
        {
          field: { referenceName: "System.Id", name: "ID", url: `${served.origin}/local/_apis/wit/fields/System.Id` },
          descending: true,
        },
      ],
      workItems: [{ id: 1, url: `${served.origin}/local/${small.project.id}/_apis/wit/workItems/1` }],
    });
  });

  it("names no project in the addresses of a query of the organisation", async () => {
    await start((estate) => estate.item("A"));
    const answer = (await query("", "/_apis/wit/wiql")).json as { workItems: { url: string }[] };
    expect(answer.workItems[0]?.url).toBe(`${served.origin}/local/_apis/wit/workItems/1`);
  });

  it.each([
    ["equality without regard to case", "[System.Title] = 'ALPHA'", [1]],
    ["inequality, which empty fields satisfy", "[System.AssignedTo] <> 'other@contoso.example'", [1, 3, 4]],
    ["emptiness by an empty text", "[System.AssignedTo] = ''", [1, 3, 4]],
    ["a list", "[System.Title] IN ('alpha', 'delta''s')", [1, 4]],
    ["a negated list", "[System.Title] NOT IN ('alpha', 'delta''s')", [2, 3]],
    ["a tree", "[System.IterationPath] UNDER 'Contoso Move\\Sprint 1'", [2, 3]],
    ["outside a tree", "[System.IterationPath] NOT UNDER 'Contoso Move\\Sprint 1'", [1, 4]],
    ["one node", "[System.IterationPath] = 'contoso move\\sprint 1'", [2]],
    ["a part of a text", "[System.Title] CONTAINS 'L'", [1, 4]],
    ["a whole tag, not a part of one", "[System.Tags] CONTAINS 'release:r1'", [2]],
    ["no part of a tag", "[System.Tags] CONTAINS 'release:'", []],
    ["a tag that is not there", "[System.Tags] NOT CONTAINS 'release:R1'", [1, 3, 4]],
    ["words", "[System.Description] CONTAINS WORDS 'moved serv*'", [3]],
    ["an empty long text", "[System.Description] IS EMPTY", [1, 2, 4]],
    ["a long text", "[System.Description] IS NOT EMPTY", [3]],
    ["numbers, in quotes too", "[System.Id] > 1 AND [System.Id] < '4'", [2, 3]],
    ["a day", "[System.CreatedDate] = '2026-01-05'", [1, 2, 3]],
    ["days relative to today", "[System.CreatedDate] >= @Today - 5", [4]],
    [
      "the start of the month",
      "[System.CreatedDate] >= @StartOfMonth AND [System.CreatedDate] < @StartOfMonth + 1",
      [4],
    ],
    ["me", "[System.CreatedBy] = @Me", [1, 2, 3, 4]],
    ["a name", "[System.AssignedTo] = 'Other Person'", [2]],
    ["NOT before AND before OR", "NOT [System.Id] = 1 AND [System.Id] < 3 OR [System.Id] = 4", [2, 4]],
    ["parentheses", "[System.Id] < 3 AND ([System.Id] = 2 OR [System.Id] = 4)", [2]],
    ["the parent", "[System.Parent] = 1", [2]],
    ["what was ever so", "EVER [System.AssignedTo] = 'lead@contoso.example'", [2]],
    ["what was ever so, as an operator", "[System.AssignedTo] EVER 'lead@contoso.example'", [2]],
    ["what was ever empty", "EVER [System.AssignedTo] = '' AND [System.Id] < 3", [1, 2]],
    ["what a revision ever was by itself", "EVER [System.Rev] = 2", [2, 3]],
    ["a field of the same value", "[System.AssignedTo] <> [System.ChangedBy]", [1, 2, 3, 4]],
    ["days of two fields", "[System.ChangedDate] > [System.CreatedDate]", [2, 3]],
    ["fields that are both empty", "[System.AssignedTo] = [Activated By]", [1, 3, 4]],
    ["any value", "[System.AssignedTo] = [Any]", [2]],
    ["a category of types", "[System.WorkItemType] IN GROUP 'Microsoft.RequirementCategory'", [1, 2, 3]],
    ["types outside of a category", "[System.WorkItemType] NOT IN GROUP 'microsoft.requirementcategory'", [4]],
    ["a part of a name", "[System.AssignedTo] CONTAINS 'other per'", [2]],
    ["the people of a team", "[System.AssignedTo] IN GROUP '[Contoso Move]\\Move team'", [2]],
    ["words in any case", "not [system.title] in ('alpha') aNd [TITLE] contains 'a'", [2, 3, 4]],
    ["a shift in the macro's own period", "[System.CreatedDate] < @StartOfYear('+1') - 1", []],
  ])("knows %s", async (_, where, expected) => {
    await start((estate) => {
      estate.item("Alpha");
      estate.item("Beta", { tags: ["release:R1"], iteration: "Contoso Move\\Sprint 1" });
      estate.item("Gamma", { iteration: "Contoso Move\\Sprint 1\\Week 1" });
      estate.item("Delta's", { at: Date.parse("2026-03-08T00:00:00Z"), type: "Task" });
      estate.builder.parent(2, 1, NOW, estate.lead);
      estate.builder.change(2, Date.parse("2026-01-05T12:00:00Z"), estate.lead, {
        "System.AssignedTo": "lead@contoso.example",
      });
      estate.builder.change(2, Date.parse("2026-01-06T00:00:00Z"), estate.lead, {
        "System.AssignedTo": "other@contoso.example",
      });
      estate.builder.change(3, Date.parse("2026-01-06T00:00:00Z"), estate.lead, {
        "System.Description": "<p>A moved server</p>",
      });
    });
    expect(ids(await query(`WHERE ${where}`))).toEqual(expected);
  });

  it.each([
    ["an unknown field", "WHERE [Custom.Nothing] = 1", /^TF51005: .*\[Custom\.Nothing\].*position 50/],
    [
      "a path that does not exist",
      "WHERE [System.AreaPath] UNDER 'Contoso Move\\Nowhere'",
      /^TF51011: The specified area path/,
    ],
    [
      "an iteration that does not exist",
      "WHERE [System.IterationPath] = 'Nowhere'",
      /^TF51011: The specified iteration path/,
    ],
    [
      "a time at the precision of days",
      "WHERE [System.ChangedDate] > '2026-01-05T10:00:00Z'",
      /^You cannot supply a time with the date/,
    ],
    [
      "a time in ASOF at the precision of days",
      "WHERE [System.Id] > 0 ASOF '2026-01-05T10:00:00Z'",
      /^You cannot supply a time with the date/,
    ],
    [
      "a macro in ASOF that leads out of all dates",
      "WHERE [System.Id] > 0 ASOF @Today - 99999999999",
      /^The date is not in the years 1 to 9999\..*@today - 99999999999.*position 71/,
    ],
    [
      "a shift that leads out of all dates",
      "WHERE [System.Id] > 0 ASOF @StartOfDay('+99999999999y')",
      /^The date is not in the years 1 to 9999/,
    ],
    [
      "a condition on a day that leads out of all dates",
      "WHERE [System.CreatedDate] = @Today + 99999999999",
      /^The date is not in the years 1 to 9999/,
    ],
    ["the year 0", "WHERE [System.CreatedDate] > '0000-12-31'", /^The date is not in the years 1 to 9999/],
    ["the year 10000", "WHERE [System.CreatedDate] < @StartOfYear + 7974", /^The date is not in the years 1 to 9999/],
    ["EVER that is negated", "WHERE NOT EVER [System.State] = 'New'", /^EVER cannot be negated.*position 50/],
    ["EVER that is negated as an operator", "WHERE [System.State] NOT EVER 'New'", /^EVER cannot be negated/],
    ["EVER within what is negated", "WHERE NOT ([System.Id] = 1 OR EVER [System.State] = 'New')", /^EVER cannot/],
    ["EVER with another operator", "WHERE EVER [System.State] <> 'New'", /^EVER goes with a comparison by =/],
    ["EVER of a path", "WHERE EVER [System.AreaPath] = 'Contoso Move'", /^The operator EVER does not apply/],
    ["fields of two types", "WHERE [System.CreatedBy] = [System.CreatedDate]", /^The value does not fit/],
    ["an order of paths", "WHERE [System.AreaPath] = [System.AreaPath]", /^The operator = \[Field\] does not apply/],
    ["a field in a list", "WHERE [System.Id] IN ([System.Rev])", /^A value is expected/],
    ["an unknown category", "WHERE [System.WorkItemType] IN GROUP 'Nothing'", /^There is no category Nothing/],
    ["an unknown group", "WHERE [System.AssignedTo] IN GROUP 'Nobody'", /^The group Nobody is not served here/],
    ["a group of other texts", "WHERE [System.Title] IN GROUP 'x'", /^The operator IN GROUP does not apply/],
    ["a macro without data", "WHERE [System.Id] IN (@Follows)", /^The macro @follows is not served here/],
    ["an order of truths", "WHERE [System.BoardColumnDone] > true", /^The operator > does not apply/],
    ["MODE over work items", "WHERE [System.Id] = 1 MODE (MustContain)", /^MODE belongs to queries over/],
    ["a prefix over work items", "WHERE [Source].[System.Id] = 1", /^A prefix belongs to queries over/],
    ["a text that is not closed", "WHERE [System.Title] = 'x", /^The string is not closed.*position 67/],
    ["long text to sort by", "ORDER BY [System.Description]", /^Long text cannot be sorted by/],
    ["UNDER outside of trees", "WHERE [System.Title] UNDER 'x'", /^The operator UNDER does not apply/],
    ["a number that is none", "WHERE [System.Id] > 'x'", /^The value is not a number/],
    ["what follows the end", "WHERE [System.Id] = 1 GROUP", /^Expecting end of string\. .*GROUP/],
  ])("refuses %s", async (_, where, expected) => {
    await start((estate) => estate.item("A"));
    const refused = await query(where);
    expect(refused.status).toBe(400);
    expect(message(refused)).toMatch(expected);
  });

  it("knows the iterations and areas of the address' team, of the default team and of a team that is named", async () => {
    await start((estate) => {
      estate.item("Now", { iteration: "Contoso Move\\Sprint 1" });
      estate.item("Later", { iteration: "Contoso Move\\Later" });
      estate.item("Below", { iteration: "Contoso Move\\Sprint 1\\Week 1", area: "Contoso Move\\Payroll" });
    });
    const ofTeam = `${PROJECT}/Move%20team/_apis/wit/wiql`;
    expect(ids(await query("WHERE [System.IterationPath] = @CurrentIteration", ofTeam))).toEqual([1]);
    expect(ids(await query("WHERE [System.IterationPath] = @currentIteration + 1"))).toEqual([2]);
    expect(ids(await query("WHERE [System.IterationPath] UNDER @CurrentIteration"))).toEqual([1, 3]);
    expect(ids(await query("WHERE [System.AreaPath] = @TeamAreas"))).toEqual([3]);
    const named = "@CurrentIteration('[Contoso Move]\\Move team <id:12>')";
    expect(ids(await query(`WHERE [System.IterationPath] = ${named}`, "/_apis/wit/wiql"))).toEqual([1]);
  });

  it.each([
    [
      "@CurrentIteration",
      "/_apis/wit/wiql",
      500,
      "VS402612: The macro '@CurrentIteration' is not supported without a team context.",
    ],
    [
      "@CurrentIteration('[Contoso Move]\\No one')",
      "/_apis/wit/wiql",
      500,
      "VS402612: The macro '@CurrentIteration' is not supported without a team context.",
    ],
    ["@CurrentIteration('Move team')", "/_apis/wit/wiql", 500, "'Move team' is not of the form '[project]\\team'"],
    [
      "@CurrentIteration - 1",
      `${PROJECT}/_apis/wit/wiql`,
      400,
      "The team Move team has no iteration -1 after its current one.",
    ],
    [
      "'x'",
      `${PROJECT}/No%20team/_apis/wit/wiql`,
      404,
      "The team with id 'No team' does not exist, or you do not have permission to access it.",
    ],
  ])("refuses %s at %s", async (value, path, status, text) => {
    await start((estate) => estate.item("A"));
    const refused = await query(`WHERE [System.IterationPath] = ${value}`, path);
    expect([refused.status, message(refused)]).toEqual([status, text]);
  });

  it("refuses the current iteration on a day that is in none", async () => {
    const small = new SmallEstate();
    served = await serve({ estate: withTeam(small), clock: () => Date.parse("2026-03-14T00:00:00Z") });
    const refused = await query("WHERE [System.IterationPath] = @CurrentIteration");
    expect([refused.status, message(refused)]).toEqual([
      400,
      "The team Move team has no current iteration: choose one with dates around today in its settings.",
    ]);
  });

  it("asks only the revisions until ASOF whether something was ever so", async () => {
    await start((estate) => {
      estate.item("A");
      estate.builder.change(1, Date.parse("2026-03-02T00:00:00Z"), estate.lead, { "System.State": "Active" });
    });
    expect(ids(await query("WHERE EVER [System.State] = 'Active' ASOF '2026-03-01'"))).toEqual([]);
    expect(ids(await query("WHERE EVER [System.State] = 'Active' ASOF '3-3-26'"))).toEqual([1]);
  });

  it("compares with the time where the address asks for it, and not where the body does", async () => {
    await start((estate) => estate.item("A"));
    const text = "SELECT [System.Id] FROM WorkItems WHERE [System.CreatedDate] > '2026-01-05T09:00:00Z'";
    const inBody = await served.send("POST", "/_apis/wit/wiql", { body: { query: text, timePrecision: true } });
    expect(inBody.status).toBe(400);
    const inAddress = await served.send("POST", "/_apis/wit/wiql?timePrecision=true", { body: { query: text } });
    expect(ids(inAddress)).toEqual([1]);
  });

  it("takes a macro that hours shift for the day it then lies in, and for that very time where times count", async () => {
    await start((estate) => {
      estate.item("In the morning of that day", { at: Date.parse("2026-03-09T08:00:00Z") });
      estate.item("In the evening of that day", { at: Date.parse("2026-03-09T22:00:00Z") });
      estate.item("On the day after", { at: Date.parse("2026-03-10T08:00:00Z") });
    });
    const where = (operator: string): string => `WHERE [System.CreatedDate] ${operator} @StartOfDay('-3h')`;
    expect(ids(await query(where("=")))).toEqual([1, 2]);
    expect(ids(await query(where(">")))).toEqual([3]);
    expect(ids(await query(where(">"), `${PROJECT}/_apis/wit/wiql?timePrecision=true`))).toEqual([2, 3]);
    expect((await query("ASOF @StartOfDay('-3h')")).json).toMatchObject({ asOf: "2026-03-09T00:00:00Z" });
  });

  it("reads the years of the first century as they are", async () => {
    await start((estate) => estate.item("A"));
    const answer = await query("ASOF '0050-01-01'");
    expect([answer.status, answer.json]).toEqual([200, expect.objectContaining({ asOf: "0050-01-01T00:00:00Z" })]);
  });

  it("leaves out what the reader may not read, and does not know its area", async () => {
    const small = await start((estate) => {
      estate.item("Open");
      estate.item("Hidden", { area: "Contoso Move\\Secret\\Deeper" });
    });
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
    expect(ids(await query(""))).toEqual([1]);
    expect(message(await query("WHERE [System.AreaPath] UNDER 'Contoso Move\\Secret'"))).toMatch(/^TF51011/);
  });

  it("answers as of a past time", async () => {
    await start((estate) => {
      estate.item("Old");
      estate.item("Young", { at: Date.parse("2026-03-01T00:00:00Z") });
      estate.builder.change(1, Date.parse("2026-03-02T00:00:00Z"), estate.lead, { "System.State": "Active" });
    });
    const then = await query("WHERE [System.State] = 'New' ASOF '2026-02-01'");
    expect(ids(then)).toEqual([1]);
    expect((then.json as { asOf: string }).asOf).toBe("2026-02-01T00:00:00Z");
    expect(ids(await query("WHERE [System.State] = 'New'"))).toEqual([2]);
  });

  it.each([
    ["parentheses", "(", ")"],
    ["NOT", "NOT ", ""],
  ])("takes %s 100 deep, as often as they come, and refuses a deeper one by its position", async (_, open, close) => {
    await start((estate) => estate.item("A"));
    const nested = (depth: number): string => `${open.repeat(depth)}[System.Id] = 1${close.repeat(depth)}`;
    expect(ids(await query(`WHERE ${nested(100)} AND ${nested(100)}`))).toEqual([1]);
    for (const depth of [101, 7_800]) {
      const refused = await query(`WHERE ${nested(depth)}`);
      expect(refused.status).toBe(400);
      expect(message(refused)).toMatch(/^NOT and parentheses are nested more than 100 deep\./);
      const position = "SELECT [System.Id], [Title] FROM WorkItems WHERE ".length + 100 * open.length + 1;
      expect(message(refused)).toContain(`(position ${position})`);
    }
  });

  it("refuses a query of more than 32,000 characters", async () => {
    await start((estate) => estate.item("A"));
    const long = await query(`WHERE [System.Title] = '${"x".repeat(32_000)}'`);
    expect(long.status).toBe(400);
    expect(message(long)).toMatch(/32000 characters/);
  });
});

/** An estate of so many items, made of one item's history. */
function manyItems(count: number): Estate {
  const builder = new EstateBuilder();
  const lead = builder.user("Lead Person", "lead@contoso.example");
  const project = builder.project({ name: "Contoso Move" });
  const first = builder.item({ type: "Task", title: "One of many", project, at: NOW - 1000, by: lead });
  const estate = builder.build({ label: "many", description: "" });
  const [pattern] = estate.workItems;
  if (pattern === undefined) throw new Error("The estate has no item.");
  const workItems: EstateWorkItem[] = Array.from({ length: count }, (_, index) => ({ ...pattern, id: first + index }));
  return { ...estate, workItems };
}

describe("many results", () => {
  let served: Served;

  beforeAll(async () => {
    served = await serve({ estate: manyItems(20_001), clock: () => NOW });
  });
  afterAll(() => served.close());

  function page(last: number, top: number): Promise<Answer> {
    const text = `SELECT [System.Id] FROM WorkItems WHERE [System.Id] > ${last} ORDER BY [System.Id]`;
    return served.send("POST", `/_apis/wit/wiql?$top=${top}`, { body: { query: text } });
  }

  it("are refused above 20,000 where no $top is given", async () => {
    const all = await served.send("POST", "/_apis/wit/wiql", { body: { query: "SELECT [System.Id] FROM WorkItems" } });
    expect(all.status).toBe(400);
    expect(message(all)).toBe(
      "VS402337: The number of work items returned exceeds the size limit of 20000. Change the query to return fewer items.",
    );
    const fewer = "SELECT [System.Id] FROM WorkItems WHERE [System.Id] > 1";
    expect(ids(await served.send("POST", "/_apis/wit/wiql", { body: { query: fewer } }))).toHaveLength(20_000);
  });

  it("come whole, page after page by id", async () => {
    const seen: number[] = [];
    for (;;) {
      const found = ids(await page(seen.at(-1) ?? 0, 7000));
      if (found.length === 0) break;
      seen.push(...found);
    }
    expect(seen).toEqual(Array.from({ length: 20_001 }, (_, index) => index + 1));
  });

  it("take a $top from 1 to 20,000", async () => {
    expect((await page(0, 0)).status).toBe(400);
    expect((await page(0, 20_001)).status).toBe(400);
  });
});
