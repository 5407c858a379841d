import type { LocalBoardsOptions } from "../../../scripts/local-boards/server";
import { PATCH, serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PROJECT = "/Contoso%20Move/_apis";
const HOUR = 3_600_000;

describe("what was destroyed, deleted, renamed or moved", () => {
  let now = NOW;
  let served: Served;
  let small: SmallEstate;

  async function start(options: Partial<LocalBoardsOptions> = {}): Promise<void> {
    served = await serve({ estate: small.build(), clock: () => now, ...options });
  }

  beforeEach(() => {
    now = NOW;
    small = new SmallEstate();
  });
  afterEach(() => served.close());

  async function create(title: string): Promise<number> {
    const answer = await served.send("POST", `${PROJECT}/wit/workitems/$Task`, {
      contentType: PATCH,
      body: [{ op: "add", path: "/fields/System.Title", value: title }],
    });
    return (answer.json as { id: number }).id;
  }

  it("leaves its ids to nobody else, also after a restart", async () => {
    small.item("One");
    await start();
    const last = await create("Destroyed");
    const node = await served.send("POST", `${PROJECT}/wit/classificationnodes/areas`, { body: { name: "Gone" } });
    await served.send("DELETE", `${PROJECT}/wit/workitems/${last}?destroy=true`);
    await served.send("DELETE", `${PROJECT}/wit/classificationnodes/areas/Gone`);
    const kept = served.boards.snapshot();
    await served.close();
    await start({ estate: kept });
    expect(await create("New")).toBe(last + 1);
    const next = await served.send("POST", `${PROJECT}/wit/classificationnodes/areas`, { body: { name: "Next" } });
    expect((next.json as { id: number }).id).toBe((node.json as { id: number }).id + 1);
  });

  it("is not there as of a time when it lay in the recycle bin", async () => {
    const id = small.item("One");
    await start();
    await served.send("DELETE", `${PROJECT}/wit/workitems/${id}`);
    now += HOUR;
    const between = new Date(now).toISOString();
    now += HOUR;
    await served.send("PATCH", `${PROJECT}/wit/recyclebin/${id}`, { body: { IsDeleted: false } });
    const then = await served.send("GET", `${PROJECT}/wit/workitems/${id}?asOf=${between}`);
    expect(then.status).toBe(404);
    const query = `SELECT [System.Id] FROM WorkItems WHERE [System.Id] = ${id} ASOF '${between}'`;
    const found = await served.send("POST", `${PROJECT}/wit/wiql?timePrecision=true`, { body: { query } });
    expect((found.json as { workItems: unknown[] }).workItems).toEqual([]);
    expect((await served.send("GET", `${PROJECT}/wit/workitems/${id}`)).status).toBe(200);
  });

  it("is followed by stored queries: a path of a renamed node is the new one", async () => {
    await start();
    const wiql = "SELECT [System.Id] FROM WorkItems WHERE [System.AreaPath] UNDER 'Contoso Move\\Payroll'";
    const kept = await served.send("POST", `${PROJECT}/wit/queries/Shared%20Queries`, { body: { name: "Pay", wiql } });
    await served.send("PATCH", `${PROJECT}/wit/classificationnodes/areas/Payroll`, { body: { name: "Wages" } });
    const run = await served.send("GET", `${PROJECT}/wit/wiql/${(kept.json as { id: string }).id}`);
    expect([run.status, run.status === 200 ? "" : run.text]).toEqual([200, ""]);
  });

  it("goes to no area that who deletes cannot read or edit", async () => {
    const id = small.item("One", { area: "Contoso Move\\Payroll" });
    await start();
    const secret = await served.send("GET", `${PROJECT}/wit/classificationnodes/areas/Secret`);
    const target = (secret.json as { id: number }).id;
    const remove = (): ReturnType<Served["send"]> =>
      served.send("DELETE", `${PROJECT}/wit/classificationnodes/areas/Payroll?$reclassifyId=${target}`);
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
    expect((await remove()).status).toBe(404);
    served.boards.hideAreas(small.lead.id, []);
    const areas = ["Contoso Move\\Secret"];
    await served.raw("PUT", "/_local/uneditable-areas", {}, JSON.stringify({ user: small.lead.id, areas }));
    expect((await remove()).status).toBe(403);
    const item = await served.send("GET", `${PROJECT}/wit/workitems/${id}`);
    expect(item.json).toMatchObject({ fields: { "System.AreaPath": "Contoso Move\\Payroll" } });
  });

  it("has no days beyond the year 9999", async () => {
    await start();
    const attributes = { startDate: "+012345-01-01T00:00:00Z", finishDate: "+012345-01-02T00:00:00Z" };
    const answer = await served.send("POST", `${PROJECT}/wit/classificationnodes/iterations`, {
      body: { name: "Far", attributes },
    });
    expect(answer.status).toBe(400);
  });
});
