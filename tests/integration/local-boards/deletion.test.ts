import { PATCH, serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

describe("deleting work items", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    small.builder.user("Reading Person", "reader@contoso.example", "reader");
    small.item("Workload", { type: "Feature" });
    small.item("One", { tags: ["alone"] });
    small.item("Two");
    small.item("Hidden", { area: "Contoso Move\\Secret" });
    small.builder.parent(2, 1, NOW - 60_000, small.lead);
    served = await serve({ estate: small.build(), clock: () => NOW });
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
  });
  afterEach(() => served.close());

  const removeMany = (body: unknown, user = small.lead.id): Promise<Answer> =>
    served.send("POST", "/Contoso%20Move/_apis/wit/workitemsdelete", { body, user });
  const get = async (path: string): Promise<unknown> => (await served.send("GET", `/_apis/wit/${path}`)).json;
  const restore = (id: number): Promise<Answer> =>
    served.send("PATCH", `/_apis/wit/recyclebin/${id}`, { body: { IsDeleted: false } });

  it("many at once gives each a result of its own", async () => {
    const answer = await removeMany({ ids: [2, 99, 4, 3] });
    expect(answer.status).toBe(200);
    const { results } = answer.json as { results: Record<string, unknown>[] };
    expect(results.map(({ id, code }) => [id, code])).toEqual([
      [2, 200],
      [99, 404],
      [4, 404],
      [3, 200],
    ]);
    expect(results[0]).toMatchObject({ name: "One", type: "User Story", project: "Contoso Move", resource: { id: 2 } });
    expect(results[1]?.message).toMatch(/^TF401232: Work item 99 /);
    expect(await get("recyclebin")).toMatchObject({ count: 2 });
  });

  it("many at once can remove them for good, as far as the user may", async () => {
    const reader = small.build().users[2]?.id ?? "";
    expect((await removeMany({ ids: [2] }, reader)).json).toMatchObject({ results: [{ id: 2, code: 403 }] });
    expect((await removeMany({ ids: [2], destroy: true }, small.other.id)).json).toMatchObject({
      results: [{ id: 2, code: 403 }],
    });
    expect((await removeMany({ ids: [2], destroy: true })).json).toEqual({ results: [{ id: 2, code: 200 }] });
    expect(await get("recyclebin")).toMatchObject({ count: 0 });
    expect((await served.send("GET", "/_apis/wit/workitems/2")).status).toBe(404);
  });

  it("many at once is for at most 200 ids, since version 7.1", async () => {
    expect((await removeMany({ ids: Array.from({ length: 201 }, () => 2) })).status).toBe(400);
    expect((await removeMany({ ids: ["2"] })).status).toBe(400);
    const older = await served.send("POST", "/_apis/wit/workitemsdelete", {
      body: { ids: [2] },
      accept: "application/json;api-version=7.0",
    });
    expect(older.status).toBe(400);
    expect(await get("workitems/2")).toMatchObject({ rev: 1 });
  });

  it("is a revision, and so is restoring; the updates tell of both", async () => {
    await served.send("DELETE", "/_apis/wit/workitems/2");
    expect(await get("recyclebin/2")).toMatchObject({ resource: { rev: 2, fields: { "System.IsDeleted": true } } });
    await restore(2);
    const item = (await get("workitems/2?$expand=all")) as { rev: number; fields: object };
    expect(item.rev).toBe(3);
    expect(Object.keys(item.fields)).not.toContain("System.IsDeleted");
    const { value } = (await get("workitems/2/updates")) as {
      value: { rev: number; fields?: Record<string, unknown> }[];
    };
    expect(
      value.flatMap(({ rev, fields }) => (fields?.["System.IsDeleted"] ? [[rev, fields["System.IsDeleted"]]] : [])),
    ).toEqual([
      [2, { newValue: true }],
      [3, { oldValue: true }],
    ]);
  });

  it("hides links at both ends and the tag that nothing else carries; restoring brings them back", async () => {
    const parentOf = async (id: number): Promise<unknown> =>
      ((await get(`workitems/${id}?$expand=all`)) as { fields: Record<string, unknown> }).fields["System.Parent"];
    const childrenOf = async (id: number): Promise<unknown> =>
      ((await get(`workitems/${id}?$expand=relations`)) as { relations?: unknown[] }).relations?.length ?? 0;
    const tags = async (): Promise<unknown> =>
      ((await served.send("GET", "/Contoso%20Move/_apis/wit/tags")).json as { count: number }).count;
    expect([await parentOf(2), await childrenOf(1), await tags()]).toEqual([1, 1, 1]);
    await removeMany({ ids: [1] });
    expect([await parentOf(2), await tags()]).toEqual([undefined, 1]);
    await removeMany({ ids: [2] });
    expect(await tags()).toBe(0);
    await restore(1);
    expect(await childrenOf(1)).toBe(0);
    await restore(2);
    expect([await parentOf(2), await childrenOf(1), await tags()]).toEqual([1, 1, 1]);
  });

  it("holds links across projects at both ends as well", async () => {
    const two = new SmallEstate();
    two.item("Here", { type: "Feature" });
    const there = two.builder.project({ name: "Elsewhere" });
    two.builder.item({ type: "User Story", title: "There", project: there, at: NOW - 1000, by: two.lead });
    const both = await serve({ estate: two.build(), clock: () => NOW });
    try {
      const url = `${both.origin}/local/${there.id}/_apis/wit/workItems/2`;
      const body = [{ op: "add", path: "/relations/-", value: { rel: "System.LinkTypes.Hierarchy-Forward", url } }];
      expect((await both.send("PATCH", "/_apis/wit/workitems/1", { body, contentType: PATCH })).status).toBe(200);
      const relations = async (id: number): Promise<unknown> =>
        ((await both.send("GET", `/_apis/wit/workitems/${id}?$expand=relations`)).json as { relations?: unknown })
          .relations;
      expect(await relations(1)).toMatchObject([{ url }]);
      await both.send("DELETE", "/Elsewhere/_apis/wit/workitems/2");
      expect(await relations(1)).toBeUndefined();
      await both.send("PATCH", "/Elsewhere/_apis/wit/recyclebin/2", { body: { IsDeleted: false } });
      expect(await relations(1)).toMatchObject([{ url }]);
      expect(await relations(2)).toMatchObject([{ rel: "System.LinkTypes.Hierarchy-Reverse" }]);
    } finally {
      await both.close();
    }
  });
});
