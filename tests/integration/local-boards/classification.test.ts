import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { UserRole } from "../../../scripts/local-boards/model/estate";
import { PATCH, serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const TEAM_VALUES = "/Contoso%20Move/Move%20team/_apis/work/teamsettings/teamfieldvalues";
const NODES = "/Contoso%20Move/_apis/wit/classificationnodes";

interface Node {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly hasChildren: boolean;
  readonly attributes?: Record<string, string>;
  readonly children?: readonly Node[];
}

describe("areas and iterations that are written", () => {
  let served: Served;
  let small: SmallEstate;
  let item: number;
  let users: Record<UserRole, string>;

  beforeEach(async () => {
    small = new SmallEstate();
    users = {
      administrator: small.lead.id,
      contributor: small.other.id,
      reader: small.builder.user("Reading Person", "reader@contoso.example", "reader").id,
      stakeholder: small.builder.user("Holding Person", "stakeholder@contoso.example", "stakeholder").id,
    };
    item = small.item("An item", { area: "Contoso Move\\Secret\\Deeper", iteration: "Contoso Move\\Sprint 1\\Week 1" });
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  const send = (method: string, path: string, body?: unknown, user?: string): Promise<Answer> =>
    served.send(method, `${NODES}/${path}`, {
      ...(body === undefined ? {} : { body }),
      ...(user === undefined ? {} : { user }),
    });
  const node = (answer: Answer): Node => answer.json as Node;
  const read = async (path: string): Promise<Node> => node(await send("GET", path));
  const messageOf = (answer: Answer): string => (answer.json as { message: string }).message;
  const typeKeyOf = (answer: Answer): string => (answer.json as { typeKey: string }).typeKey;

  async function fieldsOf(id: number): Promise<Record<string, unknown>> {
    return (
      (await served.send("GET", `/_apis/wit/workitems/${id}?$expand=all`)).json as { fields: Record<string, never> }
    ).fields;
  }

  describe("creation", () => {
    it("answers 201 with the node, which is then found", async () => {
      const created = await send("POST", "areas/Payroll", { name: "Pensions" });
      expect(created.status).toBe(201);
      expect(node(created)).toMatchObject({
        name: "Pensions",
        path: "\\Contoso Move\\Area\\Payroll\\Pensions",
        hasChildren: false,
      });
      expect(await read("areas/Payroll/Pensions")).toEqual(node(created));
    });

    it("takes an escaped backslash for a separator", async () => {
      expect(node(await send("POST", "areas/%5CSecret%5CDeeper", { name: "Deepest" })).path).toBe(
        "\\Contoso Move\\Area\\Secret\\Deeper\\Deepest",
      );
    });

    it("keeps the days of an iteration as midnights in UTC, and names the tree by its number too", async () => {
      const created = await send("POST", "1", {
        name: "Sprint 2",
        attributes: { startDate: "2026-03-16T09:30:00Z", finishDate: "2026-03-27T00:00:00Z" },
      });
      expect(node(created).attributes).toEqual({
        startDate: "2026-03-16T00:00:00Z",
        finishDate: "2026-03-27T00:00:00Z",
      });
    });

    it("never gives an id twice", async () => {
      const first = node(await send("POST", "areas", { name: "First" }));
      await send("DELETE", "areas/First");
      expect(node(await send("POST", "iterations", { name: "Second" })).id).toBeGreaterThan(first.id);
    });

    it("lets work items use the node at once", async () => {
      await send("POST", "areas", { name: "Fresh" });
      const changed = await served.send("PATCH", `/_apis/wit/workitems/${item}`, {
        body: [{ op: "add", path: "/fields/System.AreaPath", value: "Contoso Move\\Fresh" }],
        contentType: PATCH,
      });
      expect(changed.status).toBe(200);
    });

    it("refuses a name that a sibling has, without regard to case", async () => {
      const answer = await send("POST", "areas", { name: "payroll" });
      expect([answer.status, typeKeyOf(answer)]).toEqual([409, "ClassificationNodeDuplicateNameException"]);
      expect(messageOf(answer)).toMatch(/^VS402371: /);
      expect((await send("POST", "areas/Secret", { name: "Payroll" })).status).toBe(201);
    });

    it.each([
      "",
      " ",
      "A/B",
      "A\\B",
      "A:B",
      "A*",
      "What?",
      'A"B',
      "<A>",
      "A|B",
      "A;B",
      "#1",
      "$1",
      "R&D",
      "A+B",
      "a\u0007b",
    ])("refuses the name %j", async (name) => {
      expect((await send("POST", "areas", { name })).status).toBe(400);
    });

    it.each(["..", "COM1", "nul", "x".repeat(256)])("refuses the reserved or too long name %j", async (name) => {
      expect((await send("POST", "areas", { name })).status).toBe(400);
    });

    it("takes a name of 255 characters", async () => {
      expect((await send("POST", "areas", { name: "x".repeat(255) })).status).toBe(201);
    });

    it("refuses days that are halved, turned round, of an area, or none", async () => {
      const create = async (group: string, attributes: object): Promise<number> =>
        (await send("POST", group, { name: "Dated", attributes })).status;
      expect(await create("iterations", { startDate: "2026-03-16" })).toBe(400);
      expect(await create("iterations", { startDate: "2026-03-16", finishDate: "2026-03-15" })).toBe(400);
      expect(await create("iterations", { startDate: "soon", finishDate: "later" })).toBe(400);
      expect(await create("areas", { startDate: "2026-03-16", finishDate: "2026-03-20" })).toBe(400);
      expect(await create("iterations", { startDate: null, finishDate: null })).toBe(201);
    });

    it("refuses a parent that there is not", async () => {
      expect((await send("POST", "areas/Nowhere", { name: "New" })).status).toBe(404);
    });

    it("goes fourteen levels deep, the root among them, and no deeper", async () => {
      let path = "areas";
      for (let level = 2; level <= 14; level += 1) {
        expect((await send("POST", path, { name: `L${level}` })).status).toBe(201);
        path += `/L${level}`;
      }
      expect((await send("POST", path, { name: "L15" })).status).toBe(400);
    });
  });

  describe("10,000 nodes", () => {
    it("are all that a tree holds", async () => {
      const builder = new EstateBuilder();
      builder.user("Lead Person", "lead@contoso.example");
      builder.project({
        name: "Contoso Move",
        areas: Array.from({ length: 9_999 }, (_, index) => ({ name: `A${index}` })),
      });
      const full = await serve({ estate: builder.build({ label: "full", description: "" }), clock: () => NOW });
      const create = async (name: string): Promise<number> =>
        (await full.send("POST", `${NODES}/areas`, { body: { name } })).status;
      expect(await create("The last one")).toBe(201);
      expect(await create("One too many")).toBe(400);
      await full.close();
    });
  });

  describe("another name", () => {
    it("is shown by work items at once, in older revisions too, without a new revision", async () => {
      const before = await fieldsOf(item);
      const renamed = await send("PATCH", "areas/Secret", { name: "Open" });
      expect([renamed.status, node(renamed).path]).toEqual([200, "\\Contoso Move\\Area\\Open"]);
      expect(await fieldsOf(item)).toEqual({
        ...before,
        "System.AreaPath": "Contoso Move\\Open\\Deeper",
        "System.AreaLevel2": "Open",
      });
      const revision = (await served.send("GET", `/_apis/wit/workitems/${item}/revisions/1`)).json as {
        fields: Record<string, unknown>;
      };
      expect(revision.fields["System.AreaPath"]).toBe("Contoso Move\\Open\\Deeper");
    });

    it("is followed by queries, also as of a day before", async () => {
      await send("PATCH", "iterations/Sprint%201", { name: "Sprint One" });
      const query = (path: string): Promise<Answer> =>
        served.send("POST", "/Contoso%20Move/_apis/wit/wiql", {
          body: {
            query: `SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] UNDER '${path}' ASOF '2026-02-01'`,
          },
        });
      expect((await query("Contoso Move\\Sprint One")).json).toMatchObject({ workItems: [{ id: item }] });
      expect((await query("Contoso Move\\Sprint 1")).status).toBe(400);
    });

    it("is followed by the areas of teams, and by what users cannot read or edit", async () => {
      served.boards.hideAreas(users.contributor, ["Contoso Move\\Secret"]);
      await served.send("PATCH", TEAM_VALUES, {
        body: {
          defaultValue: "Contoso Move\\Secret\\Deeper",
          values: [{ value: "Contoso Move\\Secret\\Deeper", includeChildren: true }],
        },
      });
      await send("PATCH", "areas/Secret", { name: "Open" });
      expect((await served.send("GET", TEAM_VALUES)).json).toMatchObject({
        defaultValue: "Contoso Move\\Open\\Deeper",
        values: [{ value: "Contoso Move\\Open\\Deeper" }],
      });
      expect((await served.send("GET", `/_apis/wit/workitems/${item}`, { user: users.contributor })).status).toBe(404);
    });

    it("keeps id, days and children", async () => {
      const before = await read("iterations/Sprint%201?$depth=1");
      const after = node(await send("PATCH", "iterations/Sprint%201", { name: "sprint 1" }));
      expect([after.id, after.attributes, after.hasChildren]).toEqual([before.id, before.attributes, true]);
    });

    it("must be free, and cannot be given to a root", async () => {
      expect((await send("PATCH", "areas/Secret", { name: "PAYROLL" })).status).toBe(409);
      expect((await send("PATCH", "areas", { name: "Other" })).status).toBe(400);
    });
  });

  it("days are set, moved and taken away", async () => {
    const set = (attributes: object): Promise<Answer> => send("PATCH", "iterations/Later", { attributes });
    expect(node(await set({ startDate: "2026-04-01", finishDate: "2026-04-10" })).attributes).toEqual({
      startDate: "2026-04-01T00:00:00Z",
      finishDate: "2026-04-10T00:00:00Z",
    });
    expect(node(await set({ finishDate: "2026-04-17" })).attributes).toMatchObject({
      startDate: "2026-04-01T00:00:00Z",
      finishDate: "2026-04-17T00:00:00Z",
    });
    expect((await set({ startDate: null })).status).toBe(400);
    expect(node(await set({ startDate: null, finishDate: null })).attributes).toBeUndefined();
  });

  describe("a move", () => {
    it("answers 200, and takes along what lies below and the work items", async () => {
      const { id } = await read("areas/Secret");
      const moved = await send("POST", "areas/Payroll", { id });
      expect([moved.status, node(moved).path]).toEqual([200, "\\Contoso Move\\Area\\Payroll\\Secret"]);
      expect((await fieldsOf(item))["System.AreaPath"]).toBe("Contoso Move\\Payroll\\Secret\\Deeper");
      expect((await send("GET", "areas/Secret")).status).toBe(404);
    });

    it("does not go below the node itself, to a taken name, or into the other tree", async () => {
      const { id } = await read("areas/Secret");
      expect((await send("POST", "areas/Secret/Deeper", { id })).status).toBe(400);
      await send("POST", "areas/Payroll", { name: "Secret" });
      expect((await send("POST", "areas/Payroll", { id })).status).toBe(409);
      expect((await send("POST", "iterations", { id })).status).toBe(404);
    });
  });

  describe("deletion", () => {
    it("answers 204, and moves work items to the node that is named, in a revision of their own", async () => {
      const before = await fieldsOf(item);
      const { id } = await read("areas/Payroll");
      expect((await send("DELETE", `areas/Secret?$reclassifyId=${id}`)).status).toBe(204);
      const after = await fieldsOf(item);
      expect(after["System.AreaPath"]).toBe("Contoso Move\\Payroll");
      expect(after["System.Rev"]).toBe(Number(before["System.Rev"]) + 1);
      expect(after["System.ChangedBy"]).toMatchObject({ displayName: "Lead Person" });
      expect((await send("GET", "areas/Secret")).status).toBe(404);
    });

    it("reaches work items in the recycle bin", async () => {
      await served.send("DELETE", `/_apis/wit/workitems/${item}`);
      const { id } = await read("areas");
      await send("DELETE", `areas/Secret?$reclassifyId=${id}`);
      await served.send("PATCH", `/_apis/wit/recyclebin/${item}`, { body: { isDeleted: false } });
      expect((await fieldsOf(item))["System.AreaPath"]).toBe("Contoso Move");
    });

    it("needs a target where there are work items, and one that stays", async () => {
      expect((await send("DELETE", "areas/Secret")).status).toBe(400);
      const { id } = await read("areas/Secret/Deeper");
      expect((await send("DELETE", `areas/Secret?$reclassifyId=${id}`)).status).toBe(400);
      expect((await send("DELETE", "areas/Secret?$reclassifyId=99999")).status).toBe(404);
      expect((await fieldsOf(item))["System.Rev"]).toBe(1);
    });

    it("is refused for roots", async () => {
      expect((await send("DELETE", "areas")).status).toBe(400);
      expect((await send("DELETE", "iterations")).status).toBe(400);
    });

    it("takes areas from teams, the default included", async () => {
      await served.send("PATCH", TEAM_VALUES, {
        body: {
          defaultValue: "Contoso Move\\Payroll",
          values: [{ value: "Contoso Move\\Payroll" }, { value: "Contoso Move\\Secret" }],
        },
      });
      await send("DELETE", "areas/Payroll");
      expect((await served.send("GET", TEAM_VALUES)).json).toMatchObject({
        defaultValue: null,
        values: [{ value: "Contoso Move\\Secret", includeChildren: false }],
      });
    });
  });

  it.each(["contributor", "stakeholder", "reader"] as const)("is refused to a %s", async (role) => {
    const user = users[role];
    const id = (await read("areas/Payroll")).id;
    for (const answer of [
      await send("POST", "areas", { name: "New" }, user),
      await send("POST", "areas/Secret", { id }, user),
      await send("PATCH", "areas/Payroll", { name: "New" }, user),
      await send("DELETE", "areas/Payroll", undefined, user),
    ]) {
      expect(answer.status).toBe(403);
      expect(messageOf(answer)).toMatch(/^TF50309: /);
    }
    expect((await read("areas/Payroll")).id).toBe(id);
  });
});
