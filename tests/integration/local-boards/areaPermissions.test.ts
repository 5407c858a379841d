import { PATCH, serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PROTECTED = "Contoso Move\\Secret";
const PROJECT = "/Contoso%20Move";

describe("an area that a user may read and not edit", () => {
  let served: Served;
  let user: string;
  let inside: number;
  let outside: number;

  beforeEach(async () => {
    const small = new SmallEstate();
    user = small.other.id;
    inside = small.item("Inside", { area: `${PROTECTED}\\Deeper` });
    outside = small.item("Outside");
    served = await serve({ estate: small.build(), clock: () => NOW });
    await protect([PROTECTED]);
  });
  afterEach(() => served.close());

  async function protect(areas: string[]): Promise<void> {
    const set = await served.raw("PUT", "/_local/uneditable-areas", {}, JSON.stringify({ user, areas }));
    expect(set.status).toBe(204);
  }

  function patch(id: number, ...operations: object[]): Promise<Answer> {
    return served.send("PATCH", `/_apis/wit/workitems/${id}`, { body: operations, contentType: PATCH, user });
  }

  function setField(name: string, value: unknown): object {
    return { op: "add", path: `/fields/${name}`, value };
  }

  function related(id: number): object {
    const url = `${served.origin}/local/_apis/wit/workItems/${id}`;
    return { op: "add", path: "/relations/-", value: { rel: "System.LinkTypes.Related", url } };
  }

  function expectRefused(answer: Answer): void {
    expect(answer.status).toBe(403);
    expect((answer.json as { message: string }).message).toMatch(/^TF237111: /);
  }

  async function fieldsOf(id: number): Promise<Record<string, unknown>> {
    return ((await served.send("GET", `/_apis/wit/workitems/${id}`)).json as { fields: Record<string, unknown> })
      .fields;
  }

  it("lets its work items be read", async () => {
    expect((await served.send("GET", `/_apis/wit/workitems/${inside}`, { user })).status).toBe(200);
  });

  it("refuses changes, and changes nothing", async () => {
    expectRefused(await patch(inside, setField("System.Title", "Another")));
    expect((await fieldsOf(inside))["System.Title"]).toBe("Inside");
  });

  it("refuses new work items in it, and takes them beside it", async () => {
    const create = (area: string): Promise<Answer> =>
      served.send("POST", `${PROJECT}/_apis/wit/workitems/$Task`, {
        body: [setField("System.Title", "New"), setField("System.AreaPath", area)],
        contentType: PATCH,
        user,
      });
    expectRefused(await create(PROTECTED));
    expect((await create("Contoso Move\\Payroll")).status).toBe(200);
  });

  it("is neither moved into nor out of", async () => {
    expectRefused(await patch(outside, setField("System.AreaPath", PROTECTED)));
    expectRefused(await patch(inside, setField("System.AreaPath", "Contoso Move")));
    expect((await fieldsOf(outside))["System.AreaPath"]).toBe("Contoso Move");
  });

  it("refuses deletion", async () => {
    expectRefused(await served.send("DELETE", `/_apis/wit/workitems/${inside}`, { user }));
    expect((await served.send("DELETE", `/_apis/wit/workitems/${outside}`, { user })).status).toBe(200);
  });

  it("refuses links at both ends, made and taken away", async () => {
    expectRefused(await patch(outside, related(inside)));
    expectRefused(await patch(inside, related(outside)));
    await protect([]);
    expect((await patch(outside, related(inside))).status).toBe(200);
    await protect([PROTECTED]);
    expectRefused(await patch(outside, { op: "remove", path: "/relations/0" }));
  });

  it("is open to other users", async () => {
    const answer = await served.send("PATCH", `/_apis/wit/workitems/${inside}`, {
      body: [setField("System.Title", "Another")],
      contentType: PATCH,
    });
    expect(answer.status).toBe(200);
  });

  it("must be an area that there is", async () => {
    const body = JSON.stringify({ user, areas: ["Contoso Move\\Sekret"] });
    expect((await served.raw("PUT", "/_local/uneditable-areas", {}, body)).status).toBe(400);
  });
});
