import type { Estate } from "../../../scripts/local-boards/model/estate";
import { PATCH, serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const HOUR = 3_600_000;
const RELATED = "System.LinkTypes.Related";

describe("limits and computed fields of work items", () => {
  let served: Served;
  let small: SmallEstate;

  async function start(items: number, change: (estate: Estate) => Estate = (estate) => estate): Promise<void> {
    small = new SmallEstate();
    for (let n = 1; n <= items; n += 1) small.item(`Item ${n}`, { at: NOW - 10 * HOUR });
    served = await serve({ estate: change(small.build()), clock: () => NOW });
  }
  afterEach(() => served.close());

  const patch = (id: number, ...body: unknown[]): Promise<Answer> =>
    served.send("PATCH", `/_apis/wit/workitems/${id}`, { body, contentType: PATCH });
  const set = (field: string, value: unknown): object => ({ op: "add", path: `/fields/${field}`, value });
  const relation = (rel: string, url: string): object => ({ op: "add", path: "/relations/-", value: { rel, url } });
  const related = (id: number): object => relation(RELATED, `${served.origin}/local/_apis/wit/workItems/${id}`);
  const fieldsOf = async (query: string): Promise<Record<string, unknown>> =>
    ((await served.send("GET", `/_apis/wit/workitems/1?${query}`)).json as { fields: Record<string, unknown> }).fields;

  it("a work item has at most 1,000 links, at either end and in one patch as well", async () => {
    await start(1003);
    const many = Array.from({ length: 1000 }, (_, n) => related(n + 2));
    expect((await patch(1, ...many, related(1002))).status).toBe(400);
    expect((await patch(1, ...many)).status).toBe(200);
    const refused = await patch(1, related(1002));
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("has 1000 links") as string]);
    expect((await patch(1002, related(1))).status).toBe(400);
    expect((await patch(1, { op: "remove", path: "/relations/0" }, related(1002))).status).toBe(200);
  });

  it("REST makes at most 10,000 revisions of a work item; links are none", async () => {
    await start(2, (estate) => ({
      ...estate,
      workItems: estate.workItems.map((item) => {
        const [first] = item.changes;
        if (first === undefined || item.id !== 1) return item;
        const later = Array.from({ length: 9998 }, (_, n) => ({
          rev: n + 2,
          date: new Date(Date.parse(first.date) + n + 1).toISOString(),
          by: first.by,
          fields: { "System.Title": `Title ${n}` },
        }));
        return { ...item, changes: [first, ...later] };
      }),
    }));
    expect((await patch(1, set("System.Title", "The last"))).json).toMatchObject({ rev: 10_000 });
    const refused = await patch(1, set("System.Title", "One more"));
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("10000 revisions") as string]);
    expect((await patch(1, related(2))).status).toBe(200);
    expect((await served.send("GET", "/_apis/wit/workitems/1/revisions?$skip=9999")).json).toMatchObject({
      count: 1,
      value: [{ rev: 10_000, fields: { "System.Title": "The last" } }],
    });
  });

  it("a work item has at most 100 tags", async () => {
    await start(1);
    const tags = (count: number): string => Array.from({ length: count }, (_, n) => `tag ${n}`).join("; ");
    expect((await patch(1, set("System.Tags", tags(101)))).status).toBe(400);
    expect((await patch(1, set("System.Tags", tags(100)))).status).toBe(200);
  });

  it("refuses two parents in one patch, and the same link twice in a creation", async () => {
    await start(3);
    const parent = (id: number): object =>
      relation("System.LinkTypes.Hierarchy-Reverse", `${served.origin}/local/_apis/wit/workItems/${id}`);
    expect((await patch(1, parent(2), parent(3))).status).toBe(400);
    const body = [set("System.Title", "New"), related(1), related(1)];
    const created = await served.send("POST", "/Contoso%20Move/_apis/wit/workitems/$Task", {
      body,
      contentType: PATCH,
    });
    expect(created.status).toBe(400);
    expect((await served.send("GET", "/_apis/wit/workitems/4")).status).toBe(404);
  });

  it("counts links by their kind, in answers that name the counts alone, and can be queried by them", async () => {
    await start(3);
    await patch(1, related(2), related(3), relation("Hyperlink", "https://example.com/"));
    await patch(
      1,
      relation("ArtifactLink", "vstfs:///Git/Commit/x"),
      relation("AttachedFile", "https://example.com/a"),
    );
    await served.send("DELETE", "/_apis/wit/workitems/3");
    const kinds = ["RelatedLink", "HyperLink", "ExternalLink", "AttachedFile", "RemoteLink"];
    const names = kinds.map((kind) => `System.${kind}Count`);
    expect(await fieldsOf(`fields=${names.join(",")}`)).toEqual(
      Object.fromEntries(names.map((name, n) => [name, n === 4 ? 0 : 1])),
    );
    expect(Object.keys(await fieldsOf("$expand=all"))).not.toEqual(expect.arrayContaining([names[0]]));
    const query = "SELECT [System.Id] FROM WorkItems WHERE [System.RelatedLinkCount] > 0";
    expect((await served.send("POST", "/_apis/wit/wiql", { body: { query } })).json).toMatchObject({
      workItems: [{ id: 1 }, { id: 2 }],
    });
  });

  it("reads the parent and the counts as they were", async () => {
    await start(2);
    small.builder.parent(1, 2, NOW - 5 * HOUR, small.lead);
    await served.close();
    served = await serve({ estate: small.build(), clock: () => NOW });
    const asOf = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
    const named = "fields=System.Parent,System.RelatedLinkCount";
    expect(await fieldsOf(`${named}&asOf=${asOf(6)}`)).toEqual({ "System.RelatedLinkCount": 0 });
    expect(await fieldsOf(`${named}&asOf=${asOf(4)}`)).toEqual({ "System.Parent": 2, "System.RelatedLinkCount": 1 });
  });

  it("numbers every change of the organisation, and nobody sets the number", async () => {
    await start(2);
    const before = Number((await fieldsOf("$expand=fields"))["System.Watermark"]);
    await patch(2, set("System.Title", "Changed"));
    await patch(1, set("System.Title", "Changed"));
    expect((await fieldsOf("$expand=fields"))["System.Watermark"]).toBeGreaterThan(before + 1);
    expect((await patch(1, set("System.Watermark", 1))).status).toBe(400);
  });

  it("tells what a new work item of a type begins with, and makes none", async () => {
    await start(1);
    const answer = await served.send("GET", "/Contoso%20Move/_apis/wit/workitems/$bug");
    expect(answer.json).toMatchObject({
      fields: { "System.WorkItemType": "Bug", "System.State": "New", "System.AreaPath": "Contoso Move" },
    });
    expect(Object.keys(answer.json as object)).not.toContain("id");
    expect((await served.send("GET", "/Contoso%20Move/_apis/wit/workitems/$Nothing")).status).toBe(404);
    expect((await served.send("GET", "/_apis/wit/workitems/2")).status).toBe(404);
  });

  it("tells one update by its number", async () => {
    await start(1);
    await patch(1, set("System.Title", "Changed"));
    expect((await served.send("GET", "/_apis/wit/workitems/1/updates/2")).json).toMatchObject({
      id: 2,
      rev: 2,
      fields: { "System.Title": { oldValue: "Item 1", newValue: "Changed" } },
    });
    expect((await served.send("GET", "/_apis/wit/workitems/1/updates/3")).status).toBe(404);
  });
});
