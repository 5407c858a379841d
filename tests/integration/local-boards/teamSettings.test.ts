import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const SETTINGS = "/Contoso%20Move/Move%20team/_apis/work/teamsettings";
const VALUES = `${SETTINGS}/teamfieldvalues`;

describe("settings of a team", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  const patch = (body: object): Promise<Answer> => served.send("PATCH", SETTINGS, { body });
  const iteration = (name: string): string =>
    small.project.iterations.children.find((node) => node.name === name)?.identifier ?? "";

  it("are those of a new team: the working days, bugs as requirements, all levels, no iteration", async () => {
    expect((await served.send("GET", SETTINGS)).json).toMatchObject({
      backlogIteration: null,
      defaultIteration: null,
      bugsBehavior: "asRequirements",
      workingDays: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      backlogVisibilities: {
        "Microsoft.EpicCategory": true,
        "Microsoft.FeatureCategory": true,
        "Microsoft.RequirementCategory": true,
      },
    });
  });

  it("are the same below the project, whose default team is meant", async () => {
    const below = await served.send("GET", "/Contoso%20Move/_apis/work/teamsettings");
    expect(below.json).toEqual((await served.send("GET", SETTINGS)).json);
  });

  it("change where the request names them, and stay where not", async () => {
    const answer = await patch({ backlogIteration: iteration("Sprint 1"), workingDays: ["sunday", "monday"] });
    expect([answer.status, answer.json]).toMatchObject([
      200,
      { backlogIteration: { name: "Sprint 1", path: "\\Sprint 1" }, workingDays: ["sunday", "monday"] },
    ]);
    expect((await patch({ bugsBehavior: "asTasks" })).json).toMatchObject({
      bugsBehavior: "asTasks",
      workingDays: ["sunday", "monday"],
      backlogIteration: { name: "Sprint 1" },
    });
  });

  it("take numbers for enumerations, and answer numbers to who asks for them", async () => {
    await patch({ bugsBehavior: 2, workingDays: [0, 6] });
    const accept = "application/json;api-version=7.1;enumsAsNumbers=true";
    expect((await served.send("GET", SETTINGS, { accept })).json).toMatchObject({
      bugsBehavior: 2,
      workingDays: [0, 6],
    });
  });

  it("have the root's path empty", async () => {
    expect((await patch({ backlogIteration: small.project.iterations.identifier })).json).toMatchObject({
      backlogIteration: { name: "Contoso Move", path: "" },
    });
  });

  it("have a default iteration or a macro in its place", async () => {
    expect((await patch({ defaultIteration: iteration("Later") })).json).toMatchObject({
      defaultIteration: { name: "Later" },
    });
    const answer = (await patch({ defaultIterationMacro: "@currentIteration" })).json;
    expect(answer).toMatchObject({ defaultIteration: null, defaultIterationMacro: "@CurrentIteration" });
    expect((await patch({ defaultIterationMacro: "@yesterday" })).status).toBe(400);
  });

  it("hide levels that the visibilities do not name, in the configuration and among the boards too", async () => {
    await patch({ backlogVisibilities: { "Microsoft.RequirementCategory": true, "Microsoft.EpicCategory": false } });
    const configuration = "/Contoso%20Move/Move%20team/_apis/work/backlogconfiguration";
    expect((await served.send("GET", configuration)).json).toMatchObject({
      hiddenBacklogs: ["Microsoft.FeatureCategory", "Microsoft.EpicCategory"],
      portfolioBacklogs: [{ isHidden: true }, { isHidden: true }],
      requirementBacklog: { isHidden: false },
    });
    const boards = await served.send("GET", "/Contoso%20Move/Move%20team/_apis/work/boards");
    expect(boards.json).toMatchObject({ count: 1, value: [{ name: "Stories" }] });
    expect((await patch({ backlogVisibilities: { "Custom.Level": true } })).status).toBe(400);
  });

  it("refuse what there is not", async () => {
    const answer = await patch({ backlogIteration: "00000000-0000-0000-0000-000000000001" });
    expect([answer.status, answer.json]).toMatchObject([400, { typeKey: "InvalidTeamSettingsException" }]);
    expect((await patch({ bugsBehavior: "sometimes" })).status).toBe(400);
    expect((await patch({ workingDays: ["caturday"] })).status).toBe(400);
  });

  it("are an administrator's to change", async () => {
    const user = small.other.id;
    expect((await served.send("PATCH", SETTINGS, { body: { bugsBehavior: "off" }, user })).status).toBe(403);
    expect((await served.send("GET", SETTINGS)).json).toMatchObject({ bugsBehavior: "asRequirements" });
  });

  describe("areas", () => {
    const payroll = { value: "Contoso Move\\Payroll", includeChildren: false };
    const write = (body: object, user?: string): Promise<Answer> =>
      served.send("PATCH", VALUES, { body, ...(user === undefined ? {} : { user }) });

    it("need a default value, and values", async () => {
      const answer = await write({ values: [payroll] });
      expect([answer.status, answer.json]).toMatchObject([
        400,
        { typeKey: "TeamFieldArgumentNullException", message: "DefaultValue", eventId: 0 },
      ]);
      expect((await write({ defaultValue: payroll.value })).json).toMatchObject({
        typeKey: "TeamFieldArgumentNullException",
      });
    });

    it("keep their order, whichever is the default", async () => {
      const secret = { value: "Contoso Move\\Secret", includeChildren: true };
      const answer = await write({ defaultValue: secret.value, values: [payroll, secret] });
      expect([answer.status, answer.json]).toMatchObject([
        200,
        { field: { referenceName: "System.AreaPath" }, defaultValue: secret.value, values: [payroll, secret] },
      ]);
      expect((await served.send("GET", VALUES)).json).toEqual(answer.json);
    });

    it("must be there, at most 300, and the default among them", async () => {
      const gone = { value: "Contoso Move\\Gone" };
      expect((await write({ defaultValue: gone.value, values: [gone] })).status).toBe(400);
      expect((await write({ defaultValue: "Contoso Move", values: [payroll] })).status).toBe(400);
      const many = Array.from({ length: 301 }, () => payroll);
      expect((await write({ defaultValue: payroll.value, values: many })).status).toBe(400);
    });

    it("are an administrator's to change", async () => {
      const body = { defaultValue: payroll.value, values: [payroll] };
      expect((await write(body, small.other.id)).status).toBe(403);
    });
  });
});
