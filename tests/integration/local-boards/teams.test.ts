import type { UserRole } from "../../../scripts/local-boards/model/estate";
import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const TEAMS = "/_apis/projects/Contoso%20Move/teams";

interface Team {
  readonly id: string;
  readonly name: string;
}

describe("teams", () => {
  let served: Served;
  let users: Record<UserRole, string>;

  beforeEach(async () => {
    const small = new SmallEstate();
    users = {
      administrator: small.lead.id,
      contributor: small.other.id,
      reader: small.builder.user("Reading Person", "reader@contoso.example", "reader").id,
      stakeholder: small.builder.user("Holding Person", "stakeholder@contoso.example", "stakeholder").id,
    };
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  const create = (name: string): Promise<Answer> => served.send("POST", TEAMS, { body: { name } });
  const names = (answer: Answer): string[] => (answer.json as { value: Team[] }).value.map(({ name }) => name);

  it("are listed by project, page by page", async () => {
    await create("Second");
    await create("Third");
    expect(names(await served.send("GET", TEAMS))).toEqual(["Move team", "Second", "Third"]);
    expect(names(await served.send("GET", `${TEAMS}?$skip=1&$top=1`))).toEqual(["Second"]);
    expect((await served.send("GET", `${TEAMS}?$top=many`)).status).toBe(400);
  });

  it("are listed of the whole organisation, in previews alone", async () => {
    expect((await served.send("GET", "/_apis/teams")).status).toBe(400);
    const accept = "application/json;api-version=7.1-preview.3";
    expect(names(await served.send("GET", "/_apis/teams", { accept }))).toEqual(["Move team"]);
  });

  it("are those alone that the user is in, with $mine", async () => {
    await create("Second");
    expect(names(await served.send("GET", `${TEAMS}?$mine=true`))).toEqual(["Second"]);
    expect(names(await served.send("GET", `${TEAMS}?$mine=true`, { user: users.contributor }))).toEqual([]);
  });

  it("are found by name, without regard to case, and by id", async () => {
    const byName = await served.send("GET", `${TEAMS}/move%20TEAM`);
    const { id } = byName.json as Team;
    expect(byName.json).toMatchObject({ name: "Move team", projectName: "Contoso Move", description: "" });
    expect((await served.send("GET", `${TEAMS}/${id}`)).json).toEqual(byName.json);
    expect((await served.send("GET", `${TEAMS}/nobody`)).status).toBe(404);
  });

  it("are made with 201, without areas and sprints, with who made them in them", async () => {
    const made = await create("Second");
    expect([made.status, made.json]).toMatchObject([
      201,
      { name: "Second", identity: { isContainer: true, providerDisplayName: "[Contoso Move]\\Second" } },
    ]);
    const values = "/Contoso%20Move/Second/_apis/work/teamsettings/teamfieldvalues";
    expect((await served.send("GET", values)).json).toMatchObject({ defaultValue: null, values: [] });
    expect((await served.send("GET", `${TEAMS}/Second/members`)).json).toMatchObject({
      count: 1,
      value: [{ isTeamAdmin: true, identity: { displayName: "Lead Person", uniqueName: "lead@contoso.example" } }],
    });
  });

  it("have names of their own", async () => {
    expect((await create("MOVE TEAM")).status).toBe(400);
    expect((await create("")).status).toBe(400);
    expect((await create("A/B")).status).toBe(400);
  });

  it("are renamed, and keep their id", async () => {
    const { id } = (await create("Second")).json as Team;
    const renamed = await served.send("PATCH", `${TEAMS}/Second`, { body: { name: "Other", description: "New" } });
    expect([renamed.status, renamed.json]).toMatchObject([200, { id, name: "Other", description: "New" }]);
    expect((await served.send("GET", `${TEAMS}/Second`)).status).toBe(404);
  });

  it("are deleted with 204, but the default team", async () => {
    await create("Second");
    expect((await served.send("DELETE", `${TEAMS}/Second`)).status).toBe(204);
    expect((await served.send("DELETE", `${TEAMS}/Move%20team`)).status).toBe(400);
    expect(names(await served.send("GET", TEAMS))).toEqual(["Move team"]);
  });

  it.each(["contributor", "stakeholder", "reader"] as const)("are read by a %s and changed by none", async (role) => {
    const user = users[role];
    expect((await served.send("GET", TEAMS, { user })).status).toBe(200);
    expect((await served.send("POST", TEAMS, { body: { name: "New" }, user })).status).toBe(403);
    expect((await served.send("PATCH", `${TEAMS}/Move%20team`, { body: { name: "New" }, user })).status).toBe(403);
    expect((await served.send("DELETE", `${TEAMS}/Move%20team`, { user })).status).toBe(403);
  });
});
