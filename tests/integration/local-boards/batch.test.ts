import type { UserRole } from "../../../scripts/local-boards/model/estate";
import { serve, type Answer, type Sent, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PATCH_JSON = { "Content-Type": "application/json-patch+json" };

interface EntryAnswer {
  readonly code: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Item {
  readonly id: number;
  readonly rev: number;
  readonly fields: Record<string, unknown>;
  readonly relations?: { readonly rel: string; readonly url: string }[];
}

describe("a batch of writes", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    small.builder.user("Reading Person", "reader@contoso.example", "reader" satisfies UserRole);
    small.item("One");
    small.item("Two");
    small.item("Hidden", { area: "Contoso Move\\Secret" });
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  function send(body: unknown, sent: Sent & { method?: string } = {}): Promise<Answer> {
    return served.send(sent.method ?? "PATCH", "/_apis/wit/$batch", { body, ...sent });
  }

  async function answers(body: unknown, sent: Sent = {}): Promise<EntryAnswer[]> {
    const answer = await send(body, sent);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    const { count, value } = answer.json as { count: number; value: EntryAnswer[] };
    expect(value).toHaveLength(count);
    return value;
  }

  const title = (value: string): object => ({ op: "add", path: "/fields/System.Title", value });
  const change = (id: number, ...body: unknown[]): object => ({
    method: "PATCH",
    uri: `/_apis/wit/workitems/${id}?api-version=7.1`,
    headers: PATCH_JSON,
    body,
  });
  const creation = (type: string, ...body: unknown[]): object => ({
    method: "PATCH",
    uri: `/Contoso%20Move/_apis/wit/workitems/$${type}?api-version=7.1`,
    headers: PATCH_JSON,
    body,
  });
  const link = (rel: string, id: number): object => ({
    op: "add",
    path: "/relations/-",
    value: { rel: `System.LinkTypes.${rel}`, url: `${served.origin}/local/_apis/wit/workitems/${id}` },
  });
  const itemOf = (answer: EntryAnswer | undefined): Item => JSON.parse(answer?.body ?? "null") as Item;
  const typeKeyOf = (answer: EntryAnswer | undefined): unknown =>
    (JSON.parse(answer?.body ?? "null") as { typeKey: string }).typeKey;

  it.each(["PATCH", "POST"])(
    "is taken by %s, and answers each entry's status, headers and body as a text",
    async (method) => {
      const answer = await send([change(1, title("Changed"))], { method });
      expect(answer.status).toBe(200);
      const { value } = answer.json as { value: EntryAnswer[] };
      expect(value[0]).toMatchObject({
        code: 200,
        headers: { "Content-Type": "application/json; charset=utf-8; api-version=7.1" },
      });
      expect(itemOf(value[0])).toMatchObject({ id: 1, rev: 2, fields: { "System.Title": "Changed" } });
    },
  );

  it("runs entries in their order, and a failure stops no later one", async () => {
    const found = await answers([
      change(1, title("First")),
      change(1, { op: "test", path: "/rev", value: 1 }, title("Stale")),
      change(99, title("Nobody")),
      change(2, { op: "add", path: "/fields/System.State", value: "Nonsense" }),
      change(1, { op: "test", path: "/rev", value: 2 }, title("Second")),
    ]);
    expect(found.map(({ code }) => code)).toEqual([200, 412, 404, 400, 200]);
    expect(found.slice(1, 4).map(typeKeyOf)).toEqual([
      "TestPatchOperationFailedException",
      "WorkItemUnauthorizedAccessException",
      "RuleValidationException",
    ]);
    const read = (await served.send("GET", "/_apis/wit/workitems?ids=1,2")).json as { value: Item[] };
    expect(read.value.map(({ rev, fields }) => [rev, fields["System.Title"]])).toEqual([
      [3, "Second"],
      [1, "Two"],
    ]);
  });

  it("makes work items and links them to what earlier entries made", async () => {
    const found = await answers([
      creation("Feature", { op: "add", path: "/id", value: -1 }, title("Workload")),
      creation("User Story", { op: "add", path: "/id", value: -2 }, title("Asset"), link("Hierarchy-Reverse", -1)),
      change(1, link("Related", -2)),
    ]);
    expect(found.map(({ code }) => code)).toEqual([200, 200, 200]);
    expect(found.map(itemOf).map(({ id, rev }) => [id, rev])).toEqual([
      [4, 1],
      [5, 1],
      [1, 1],
    ]);
    expect(itemOf(found[1]).fields["System.Parent"]).toBe(4);
    expect(itemOf(found[2]).relations?.map(({ rel, url }) => [rel, url.split("/").at(-1)])).toEqual([
      ["System.LinkTypes.Related", "5"],
    ]);
  });

  it("refuses a link to what failed, or comes later", async () => {
    const found = await answers([
      creation("Feature", { op: "add", path: "/id", value: -1 }),
      change(1, link("Related", -1)),
      change(2, link("Related", -2)),
      creation("Feature", { op: "add", path: "/id", value: -2 }, title("Later")),
    ]);
    expect(found.map(({ code }) => code)).toEqual([400, 400, 400, 200]);
  });

  it("holds each entry to the rules of a single request: version, media type, permission, area", async () => {
    const reader = small.build().users[2]?.id ?? "";
    const uri = "/_apis/wit/workitems/1";
    const entries = [
      { method: "PATCH", uri, headers: PATCH_JSON, body: [title("x")] },
      { method: "PATCH", uri: `${uri}?api-version=7.2`, headers: PATCH_JSON, body: [title("x")] },
      {
        method: "PATCH",
        uri: `${uri}?api-version=7.1`,
        headers: { "content-type": "application/json" },
        body: [title("x")],
      },
      { method: "PATCH", uri: `/Nowhere${uri}?api-version=7.1`, headers: PATCH_JSON, body: [title("x")] },
    ];
    const found = await answers(entries);
    expect(found.map(({ code }) => code)).toEqual([400, 400, 415, 404]);
    expect(found.map(typeKeyOf)).toEqual([
      "VssVersionNotSpecifiedException",
      "VssInvalidPreviewVersionException",
      "VssRequestContentTypeNotSupportedException",
      "ProjectDoesNotExistWithNameException",
    ]);
    expect((await answers([change(1, title("x"))], { user: reader })).map(({ code }) => code)).toEqual([403]);
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
    expect((await answers([change(3, title("x"))])).map(({ code }) => code)).toEqual([404]);
  });

  it("takes the parameters of each entry's own address", async () => {
    const [first] = await answers([
      { ...change(1, title("Only checked")), uri: "/_apis/wit/workitems/1?api-version=7.1&validateOnly=true" },
    ]);
    expect(itemOf(first).fields["System.Title"]).toBe("Only checked");
    expect((await served.send("GET", "/_apis/wit/workitems/1")).json).toMatchObject({ rev: 1 });
  });

  it("refuses entries that write no work item, by name", async () => {
    const entry = (method: string, uri: string): object => ({ method, uri, headers: PATCH_JSON, body: [] });
    const found = await answers([
      entry("GET", "/_apis/wit/workitems/1?api-version=7.1"),
      entry("DELETE", "/_apis/wit/workitems/1?api-version=7.1"),
      entry("PATCH", "/_apis/wit/$batch?api-version=7.1"),
      entry("PATCH", "https://elsewhere.example/org/_apis/wit/workitems/1?api-version=7.1"),
      entry("PATCH", `${served.origin}/_local/../_apis/wit/workitems/1`),
    ]);
    expect(found.map(({ code }) => code)).toEqual([400, 400, 400, 400, 400]);
    expect(found[0]?.body).toContain("GET /_apis/wit/workitems/1?api-version=7.1 is not served in a batch");
    expect((await served.send("GET", "/_apis/wit/workitems/1")).status).toBe(200);
  });

  it("takes 200 entries and no more, and no body of another form", async () => {
    const many = (count: number): object[] => Array.from({ length: count }, (_, n) => change(1, title(`Title ${n}`)));
    expect((await answers(many(200))).filter(({ code }) => code === 200)).toHaveLength(200);
    expect((await send(many(201))).status).toBe(400);
    expect((await send({ method: "PATCH" })).status).toBe(400);
    expect((await send([{ uri: "/_apis/wit/workitems/1" }])).status).toBe(400);
    expect((await served.send("GET", "/_apis/wit/workitems/1")).json).toMatchObject({ rev: 201 });
  });
});
