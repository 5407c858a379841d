import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { ProcessName } from "../../../scripts/local-boards/model/estate";
import { PATCH, serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const TEAM = "/Contoso%20Move/Move%20team/_apis/work";

interface Column {
  readonly name: string;
  readonly columnType: string;
  readonly stateMappings: Record<string, string>;
}

describe("backlogs and boards", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  const get = async (path: string): Promise<unknown> => (await served.send("GET", `${TEAM}/${path}`)).json;

  it("the configuration has all levels, with colours, columns and types", async () => {
    const configuration = await get("backlogconfiguration");
    expect(configuration).toMatchObject({
      taskBacklog: { id: "Microsoft.TaskCategory", rank: 1, type: "task", workItemTypes: [{ name: "Task" }] },
      requirementBacklog: {
        id: "Microsoft.RequirementCategory",
        name: "Stories",
        rank: 2,
        type: "requirement",
        isHidden: false,
        workItemCountLimit: 1000,
        defaultWorkItemType: { name: "User Story" },
        addPanelFields: [{ referenceName: "System.Title" }],
      },
      portfolioBacklogs: [
        { id: "Microsoft.FeatureCategory", name: "Features", rank: 3, type: "portfolio" },
        { id: "Microsoft.EpicCategory", name: "Epics", rank: 4 },
      ],
      backlogFields: { typeFields: { Effort: "Microsoft.VSTS.Scheduling.StoryPoints" } },
      bugsBehavior: "asRequirements",
      isBugsBehaviorConfigured: true,
      hiddenBacklogs: [],
    });
    const { requirementBacklog } = configuration as { requirementBacklog: { color: string; columnFields: object[] } };
    expect(requirementBacklog.color).toMatch(/^[\dA-F]{6}$/);
    expect(requirementBacklog.columnFields[1]).toMatchObject({
      columnFieldReference: { referenceName: "System.Title", name: "Title" },
      width: 400,
    });
  });

  it("the configuration follows the team's settings", async () => {
    await served.send("PATCH", `${TEAM}/teamsettings`, { body: { bugsBehavior: "asTasks" } });
    expect(await get("backlogconfiguration")).toMatchObject({ bugsBehavior: "asTasks" });
  });

  it("the list of backlogs has the levels of the configuration, each found by its id", async () => {
    const { value } = (await get("backlogs")) as { value: { id: string }[] };
    expect(value.map(({ id }) => id)).toEqual([
      "Microsoft.TaskCategory",
      "Microsoft.RequirementCategory",
      "Microsoft.FeatureCategory",
      "Microsoft.EpicCategory",
    ]);
    for (const level of value) expect(await get(`backlogs/${level.id}`)).toEqual(level);
    expect((await served.send("GET", `${TEAM}/backlogs/Custom.Level`)).status).toBe(404);
  });

  describe("the work items of a backlog", () => {
    const ids = async (level: string): Promise<number[]> =>
      ((await get(`backlogs/${level}/workItems`)) as { workItems: { target: { id: number } }[] }).workItems.map(
        ({ target }) => target.id,
      );

    it("need a backlog iteration", async () => {
      const answer = await served.send("GET", `${TEAM}/backlogs/Microsoft.RequirementCategory/workItems`);
      expect([answer.status, (answer.json as { message: string }).message]).toEqual([
        400,
        expect.stringMatching(/^TF400497: /),
      ]);
    });

    it("are what is not done of the level, in the team's areas, by rank; bugs stand where the team says", async () => {
      await served.close();
      const [first, second, done] = [small.item("First"), small.item("Second"), small.item("Done")];
      const [bug, feature, task] = ["Bug", "Feature", "Task"].map((type) => small.item(type, { type }));
      served = await serve({ estate: small.build(), clock: () => NOW });
      const set = (id: number, path: string, value: unknown): Promise<unknown> =>
        served.send("PATCH", `/_apis/wit/workitems/${id}`, { body: [{ op: "add", path, value }], contentType: PATCH });
      await served.send("PATCH", `${TEAM}/teamsettings`, {
        body: { backlogIteration: small.project.iterations.identifier },
      });
      await set(done, "/fields/System.State", "Closed");
      await set(second, "/fields/Microsoft.VSTS.Common.StackRank", 1);
      expect(await ids("Microsoft.RequirementCategory")).toEqual([second, first, bug]);
      expect(await ids("Microsoft.FeatureCategory")).toEqual([feature]);
      await served.send("PATCH", `${TEAM}/teamsettings`, { body: { bugsBehavior: "asTasks" } });
      expect(await ids("Microsoft.RequirementCategory")).toEqual([second, first]);
      expect(await ids("Microsoft.TaskCategory")).toEqual([bug, task]);
      await served.send("PATCH", `${TEAM}/teamsettings/teamfieldvalues`, {
        body: { defaultValue: "Contoso Move\\Payroll", values: [{ value: "Contoso Move\\Payroll" }] },
      });
      expect(await ids("Microsoft.RequirementCategory")).toEqual([]);
    });
  });

  it("a team has a board for each level but the tasks, found by id and by name", async () => {
    const { value } = (await get("boards")) as { value: { id: string; name: string }[] };
    expect(value.map(({ name }) => name)).toEqual(["Stories", "Features", "Epics"]);
    for (const { id, name } of value) {
      const board = await get(`boards/${id}`);
      expect(board).toMatchObject({ id, name, isValid: true, canEdit: true });
      expect(await get(`boards/${name.toLowerCase()}`)).toEqual(board);
    }
    expect((await served.send("GET", `${TEAM}/boards/Tasks`)).status).toBe(404);
  });

  it("a board has the columns, rows and mappings of its level", async () => {
    const columns = (await get("boards/Stories/columns")) as { value: Column[] };
    expect(columns.value.map(({ name, columnType }) => [name, columnType])).toEqual([
      ["New", "incoming"],
      ["Active", "inProgress"],
      ["Resolved", "inProgress"],
      ["Closed", "outgoing"],
    ]);
    expect(columns.value[1]?.stateMappings).toEqual({ "User Story": "Active" });
    const rows = (await get("boards/Stories/rows")) as { value: object[] };
    expect(await get("boards/Stories")).toMatchObject({
      columns: columns.value,
      rows: rows.value,
      allowedMappings: {
        Incoming: { "User Story": ["New"] },
        InProgress: { "User Story": ["New", "Active", "Resolved"] },
        Outgoing: { "User Story": ["Closed"] },
      },
    });
  });

  it("a card stands in a column of its board", async () => {
    await served.close();
    const id = small.item("A story");
    served = await serve({ estate: small.build(), clock: () => NOW });
    const { value } = (await get("boards/Stories/columns")) as { value: Column[] };
    for (const state of ["New", "Active", "Resolved", "Closed"]) {
      const answer = await served.send("PATCH", `/_apis/wit/workitems/${id}`, {
        body: [{ op: "add", path: "/fields/System.State", value: state }],
        contentType: PATCH,
      });
      const { fields } = answer.json as { fields: Record<string, unknown> };
      const column = value.find(({ stateMappings }) => stateMappings["User Story"] === state);
      expect(fields["System.BoardColumn"]).toBe(column?.name);
    }
  });

  it.each([
    ["Agile", "Stories", true],
    ["Scrum", "Backlog items", true],
    ["CMMI", "Requirements", true],
    ["Basic", "Issues", false],
  ] as const)("the boards of %s are led by %s", async (process: ProcessName, name, hasBugs) => {
    await served.close();
    const builder = new EstateBuilder();
    builder.user("Lead Person", "lead@contoso.example");
    builder.project({ name: "Contoso Move", process, teams: { "Move team": ["Contoso Move"] } });
    served = await serve({ estate: builder.build({ label: process, description: "" }), clock: () => NOW });
    expect(((await get("boards")) as { value: { name: string }[] }).value[0]?.name).toBe(name);
    expect(await get("backlogconfiguration")).toMatchObject({ isBugsBehaviorConfigured: hasBugs });
    const { value } = (await get(`boards/${encodeURIComponent(name)}/columns`)) as { value: Column[] };
    expect(value.map(({ columnType }) => columnType).filter((type) => type !== "inProgress")).toEqual([
      "incoming",
      "outgoing",
    ]);
  });
});
