import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const TEAM = "/Contoso%20Move/Move%20team/_apis/work";
const ITERATIONS = `${TEAM}/teamsettings/iterations`;
const DAY = 86_400_000;

interface Iteration {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly attributes: { readonly startDate: string | null; readonly finishDate: string | null; timeFrame: string };
}

describe("iterations of a team", () => {
  let served: Served;
  let small: SmallEstate;
  let now: number;

  beforeEach(async () => {
    now = NOW;
    small = new SmallEstate();
    await begin();
  });
  afterEach(() => served.close());

  /** Serves the estate with the root as backlog iteration. */
  async function begin(): Promise<void> {
    served = await serve({ estate: small.build(), clock: () => now });
    await served.send("PATCH", `${TEAM}/teamsettings`, {
      body: { backlogIteration: small.project.iterations.identifier },
    });
  }

  const choose = (id: string): Promise<Answer> => served.send("POST", ITERATIONS, { body: { id } });
  const list = async (query = ""): Promise<Iteration[]> =>
    ((await served.send("GET", ITERATIONS + query)).json as { value: Iteration[] }).value;
  const sprint1 = (): string => identifierOf("Sprint 1");
  const later = (): string => identifierOf("Later");

  function identifierOf(name: string): string {
    const node = small.project.iterations.children.find((candidate) => candidate.name === name);
    if (node === undefined) throw new Error(`There is no iteration ${name}.`);
    return node.identifier;
  }

  async function node(name: string, attributes?: object, parent = ""): Promise<string> {
    const made = await served.send("POST", `/Contoso%20Move/_apis/wit/classificationnodes/iterations/${parent}`, {
      body: { name, attributes },
    });
    return (made.json as { identifier: string }).identifier;
  }

  it("are chosen with 201, and are listed with the path that work items have", async () => {
    const chosen = await choose(sprint1());
    expect([chosen.status, chosen.json]).toMatchObject([201, { id: sprint1(), path: "Contoso Move\\Sprint 1" }]);
    expect(await list()).toEqual([
      {
        id: sprint1(),
        name: "Sprint 1",
        path: "Contoso Move\\Sprint 1",
        attributes: { startDate: "2026-03-02T00:00:00Z", finishDate: "2026-03-13T00:00:00Z", timeFrame: "current" },
        url: expect.stringMatching(/_apis\/work\/teamsettings\/iterations\/[\da-f-]+$/) as unknown,
      },
    ]);
  });

  it("are chosen once, however often it is asked for", async () => {
    await choose(sprint1());
    expect((await choose(sprint1())).status).toBe(201);
    expect(await list()).toHaveLength(1);
  });

  it("need a backlog iteration", async () => {
    await served.close();
    served = await serve({ estate: small.build(), clock: () => now });
    const answer = await choose(sprint1());
    expect([answer.status, answer.json]).toMatchObject([400, { typeKey: "InvalidTeamSettingsException" }]);
    expect((answer.json as { message: string }).message).toMatch(/^TF400497: /);
  });

  it("lie below the backlog iteration", async () => {
    await served.send("PATCH", `${TEAM}/teamsettings`, { body: { backlogIteration: later() } });
    expect((await choose(sprint1())).status).toBe(400);
    expect((await choose(later())).status).toBe(201);
    expect((await choose("00000000-0000-0000-0000-000000000001")).status).toBe(400);
  });

  it("are ordered by their start, those without dates last", async () => {
    await choose(later());
    await choose(await node("Sprint 2", { startDate: "2026-03-16", finishDate: "2026-03-27" }));
    await choose(sprint1());
    expect((await list()).map(({ name }) => name)).toEqual(["Sprint 1", "Sprint 2", "Later"]);
  });

  it("are past, current or future by their days, of which the last belongs to them", async () => {
    await choose(sprint1());
    const frames: string[] = [];
    for (const day of ["2026-03-01T23:00Z", "2026-03-02T00:00Z", "2026-03-13T23:59Z", "2026-03-14T00:00Z"]) {
      now = Date.parse(day);
      frames.push((await list())[0]?.attributes.timeFrame ?? "");
    }
    expect(frames).toEqual(["future", "current", "current", "past"]);
  });

  it("have a time frame without dates too: the first is current, the others lie in the future", async () => {
    await choose(later());
    await choose(await node("Even later"));
    expect((await list()).map(({ attributes }) => attributes)).toEqual([
      { startDate: null, finishDate: null, timeFrame: "current" },
      { startDate: null, finishDate: null, timeFrame: "future" },
    ]);
    await choose(sprint1());
    expect((await list()).map(({ attributes }) => attributes.timeFrame)).toEqual(["current", "future", "future"]);
  });

  it("are answered with numbers to who asks for them", async () => {
    await choose(sprint1());
    const accept = "application/json;api-version=7.1;enumsAsNumbers=true;noArrayWrap=true";
    expect((await served.send("GET", ITERATIONS, { accept })).json).toMatchObject([{ attributes: { timeFrame: 1 } }]);
  });

  describe("the current one", () => {
    it("is asked for by its time frame, and no other time frame is", async () => {
      await choose(sprint1());
      expect((await list("?$timeframe=current")).map(({ name }) => name)).toEqual(["Sprint 1"]);
      expect((await served.send("GET", `${ITERATIONS}?$timeframe=past`)).status).toBe(400);
      expect((await served.send("GET", `${ITERATIONS}?$timeframe=future`)).status).toBe(400);
    });

    it("is an error where there is none", async () => {
      await choose(sprint1());
      now += 7 * DAY;
      const answer = await served.send("GET", `${ITERATIONS}?$timeframe=current`);
      expect([answer.status, answer.json]).toMatchObject([404, { typeKey: "CurrentIterationDoesNotExistException" }]);
    });

    it("is the one that began last, where today lies in several", async () => {
      await choose(sprint1());
      await choose(await node("Days", { startDate: "2026-03-09", finishDate: "2026-03-11" }, "Sprint%201"));
      expect((await list("?$timeframe=current")).map(({ path }) => path)).toEqual(["Contoso Move\\Sprint 1\\Days"]);
    });
  });

  it("are read by their id, with the addresses of what belongs to them", async () => {
    await choose(sprint1());
    const links = ((await served.send("GET", `${ITERATIONS}/${sprint1()}`)).json as { _links: object })._links;
    expect(Object.keys(links)).toEqual(
      expect.arrayContaining(["self", "capacity", "workitems", "teamDaysOff", "classificationNode"]),
    );
    expect((await served.send("GET", `${ITERATIONS}/${later()}`)).status).toBe(404);
  });

  it("follow a new name of the node, and go with it", async () => {
    await choose(sprint1());
    const nodes = "/Contoso%20Move/_apis/wit/classificationnodes/iterations";
    await served.send("PATCH", `${nodes}/Sprint%201`, { body: { name: "First" } });
    expect((await list()).map(({ path }) => path)).toEqual(["Contoso Move\\First"]);
    await served.send("DELETE", `${nodes}/First`);
    expect(await list()).toEqual([]);
  });

  it("are taken away with 204; the node stays", async () => {
    await choose(sprint1());
    expect((await served.send("DELETE", `${ITERATIONS}/${sprint1()}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    const node = "/Contoso%20Move/_apis/wit/classificationnodes/iterations/Sprint%201";
    expect((await served.send("GET", node)).status).toBe(200);
  });

  it("are at most 300", async () => {
    for (let count = 0; count < 300; count += 1) await choose(await node(`S${count}`));
    expect((await choose(sprint1())).status).toBe(400);
    expect(await list()).toHaveLength(300);
  });

  it("are an administrator's to choose", async () => {
    const user = small.other.id;
    expect((await served.send("POST", ITERATIONS, { body: { id: sprint1() }, user })).status).toBe(403);
    await choose(sprint1());
    expect((await served.send("DELETE", `${ITERATIONS}/${sprint1()}`, { user })).status).toBe(403);
    expect((await served.send("GET", ITERATIONS, { user })).status).toBe(200);
  });

  describe("their work items", () => {
    it("are requirements, tasks and bugs in them or below, each below its parent where that is among them", async () => {
      await served.close();
      const iteration = "Contoso Move\\Sprint 1";
      const story = small.item("Story", { iteration });
      const task = small.item("Task", { type: "Task", iteration: `${iteration}\\Week 1` });
      const bug = small.item("Bug", { type: "Bug", iteration });
      small.item("Feature", { type: "Feature", iteration });
      small.item("Elsewhere", { iteration: "Contoso Move\\Later" });
      small.builder.parent(task, story, NOW - DAY, small.lead);
      await begin();
      await choose(sprint1());
      const relations = async (): Promise<unknown> =>
        ((await served.send("GET", `${ITERATIONS}/${sprint1()}/workitems`)).json as { workItemRelations: unknown })
          .workItemRelations;
      expect(await relations()).toMatchObject([
        { rel: null, source: null, target: { id: story } },
        { rel: "System.LinkTypes.Hierarchy-Forward", source: { id: story }, target: { id: task } },
        { rel: null, source: null, target: { id: bug } },
      ]);
      await served.send("PATCH", `${TEAM}/teamsettings`, { body: { bugsBehavior: "off" } });
      expect(await relations()).toHaveLength(2);
    });
  });
});
