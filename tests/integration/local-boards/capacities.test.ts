import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const TEAM = "/Contoso%20Move/Move%20team/_apis/work/teamsettings";

describe("capacities", () => {
  let served: Served;
  let small: SmallEstate;
  let sprint: string;
  let reader: string;
  let stakeholder: string;

  beforeEach(async () => {
    small = new SmallEstate();
    reader = small.builder.user("Reading Person", "reader@contoso.example", "reader").id;
    stakeholder = small.builder.user("Holding Person", "stakeholder@contoso.example", "stakeholder").id;
    served = await serve({ estate: small.build(), clock: () => NOW });
    const id = small.project.iterations.children[0]?.identifier ?? "";
    await served.send("PATCH", TEAM, { body: { backlogIteration: small.project.iterations.identifier } });
    await served.send("POST", `${TEAM}/iterations`, { body: { id } });
    sprint = `${TEAM}/iterations/${id}`;
  });
  afterEach(() => served.close());

  const plan = (user: string, body: object, asker?: string): Promise<Answer> =>
    served.send("PATCH", `${sprint}/capacities/${user}`, { body, ...(asker === undefined ? {} : { user: asker }) });
  const read = async (accept?: string): Promise<unknown> =>
    (await served.send("GET", `${sprint}/capacities`, accept === undefined ? {} : { accept })).json;
  const hours = (capacityPerDay: number): object => ({ activities: [{ name: "Development", capacityPerDay }] });
  const days = (start: string, end: string): object => ({ daysOff: [{ start, end }] });

  it("are empty until somebody plans them", async () => {
    expect(await read()).toEqual({ teamMembers: [], totalCapacityPerDay: 0, totalDaysOff: 0 });
    expect((await served.send("GET", `${sprint}/capacities/${small.lead.id}`)).status).toBe(404);
  });

  it("are planned by person: what a request does not name stays", async () => {
    expect((await plan(small.lead.id, hours(6))).status).toBe(200);
    const answer = await plan(small.lead.id, days("2026-03-05T00:00:00Z", "2026-03-06T00:00:00Z"));
    expect(answer.json).toMatchObject({
      teamMember: { displayName: "Lead Person" },
      activities: [{ name: "Development", capacityPerDay: 6 }],
      daysOff: [{ start: "2026-03-05T00:00:00Z", end: "2026-03-06T00:00:00Z" }],
    });
    expect((await served.send("GET", `${sprint}/capacities/${small.lead.id}`)).json).toEqual(answer.json);
  });

  it("are added up from 7.0 on, and are a list in older versions and in earlier previews", async () => {
    await plan(small.lead.id, hours(6));
    await plan(small.other.id, hours(2.5));
    expect(await read()).toMatchObject({ totalCapacityPerDay: 8.5, teamMembers: [{}, {}] });
    expect(await read("application/json;api-version=7.1-preview.3")).toMatchObject({ totalCapacityPerDay: 8.5 });
    for (const version of ["6.0", "5.0-preview.2", "7.1-preview.2"]) {
      expect(await read(`application/json;api-version=${version}`)).toMatchObject({ count: 2, value: [{}, {}] });
    }
  });

  it("count working days within the iteration as days off, each once a member", async () => {
    await plan(small.lead.id, days("2026-03-06T00:00:00Z", "2026-03-10T00:00:00Z"));
    await plan(small.other.id, hours(8));
    expect(await read()).toMatchObject({ totalDaysOff: 3 });
    // Monday is a day off already for one of the two; a day after the iteration does not count.
    const off = [
      { start: "2026-03-09T00:00:00Z", end: "2026-03-09T00:00:00Z" },
      { start: "2026-03-16T00:00:00Z", end: "2026-03-16T00:00:00Z" },
    ];
    await served.send("PATCH", `${sprint}/teamdaysoff`, { body: { daysOff: off } });
    expect(await read()).toMatchObject({ totalDaysOff: 4 });
  });

  it("are replaced as a whole", async () => {
    await plan(small.lead.id, hours(6));
    const put = await served.send("PUT", `${sprint}/capacities`, {
      body: [{ teamMember: { id: small.other.id }, ...hours(4), daysOff: [] }],
    });
    expect([put.status, put.json]).toMatchObject([200, { count: 1, value: [{ activities: [{ capacityPerDay: 4 }] }] }]);
    expect(await read()).toMatchObject({ totalCapacityPerDay: 4, teamMembers: [{}] });
  });

  it("refuse people that there are not, negative hours, and days that end before they start", async () => {
    expect((await plan("00000000-0000-0000-0000-000000000001", hours(6))).status).toBe(404);
    expect((await plan(small.lead.id, hours(-1))).status).toBe(400);
    expect((await plan(small.lead.id, hours(25))).status).toBe(400);
    expect((await plan(small.lead.id, days("2026-03-06", "2026-03-05"))).status).toBe(400);
    expect((await plan(small.lead.id, days("2026-03-06", "2028-03-05"))).status).toBe(400);
    const twice = { teamMember: { id: small.lead.id } };
    expect((await served.send("PUT", `${sprint}/capacities`, { body: [twice, twice] })).status).toBe(400);
    expect(await read()).toMatchObject({ teamMembers: [] });
  });

  it("are planned by contributors, and only looked at by stakeholders and readers", async () => {
    expect((await plan(small.lead.id, hours(6), small.other.id)).status).toBe(200);
    for (const user of [reader, stakeholder]) {
      expect((await plan(small.lead.id, hours(1), user)).status).toBe(403);
      const off = await served.send("PATCH", `${sprint}/teamdaysoff`, { body: { daysOff: [] }, user });
      expect(off.status).toBe(403);
      expect((await served.send("GET", `${sprint}/capacities`, { user })).status).toBe(200);
    }
  });

  it("of an iteration that the team has not chosen are not there", async () => {
    const later = small.project.iterations.children[1]?.identifier ?? "";
    expect((await served.send("GET", `${TEAM}/iterations/${later}/capacities`)).status).toBe(404);
  });

  it("go with the iteration when it is taken from the team", async () => {
    await plan(small.lead.id, hours(6));
    const id = sprint.split("/").at(-1);
    await served.send("DELETE", sprint);
    await served.send("POST", `${TEAM}/iterations`, { body: { id } });
    expect(await read()).toMatchObject({ teamMembers: [] });
  });

  describe("days off of the team", () => {
    it("are replaced, and kept as midnights in UTC", async () => {
      const set = await served.send("PATCH", `${sprint}/teamdaysoff`, {
        body: days("2026-03-05T10:00:00Z", "2026-03-05T18:00:00Z"),
      });
      expect(set.json).toMatchObject({ daysOff: [{ start: "2026-03-05T00:00:00Z", end: "2026-03-05T00:00:00Z" }] });
      expect((await served.send("GET", `${sprint}/teamdaysoff`)).json).toEqual(set.json);
      expect((await served.send("PATCH", `${sprint}/teamdaysoff`, { body: {} })).status).toBe(400);
    });
  });

  describe("of all teams", () => {
    const totals = (): Promise<Answer> =>
      served.send("GET", `/Contoso%20Move/_apis/work/iterations/${sprint.split("/").at(-1)}/iterationcapacities`);

    it("are added up over those that have chosen the iteration", async () => {
      await plan(small.lead.id, { ...hours(6), ...days("2026-03-05", "2026-03-05") });
      await served.send("POST", "/_apis/projects/Contoso%20Move/teams", { body: { name: "Without sprints" } });
      const { json } = await totals();
      expect(json).toMatchObject({ totalIterationCapacityPerDay: 6, totalIterationDaysOff: 1 });
      expect((json as { teams: unknown[] }).teams).toEqual([
        { teamId: small.project.teams[0]?.id, teamCapacityPerDay: 6, teamTotalDaysOff: 1 },
      ]);
    });

    it("are of an iteration that there is", async () => {
      const unknown = "00000000-0000-0000-0000-000000000001";
      const path = `/Contoso%20Move/_apis/work/iterations/${unknown}/iterationcapacities`;
      expect((await served.send("GET", path)).status).toBe(404);
    });
  });
});
