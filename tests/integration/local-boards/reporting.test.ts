import { PATCH, serve, type Answer, type Sent, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

interface Batch {
  readonly values: { readonly id: number; readonly rev: number; readonly fields: Record<string, unknown> }[];
  readonly nextLink: string;
  readonly continuationToken: string;
  readonly isLastBatch: boolean;
}

const REVISIONS = "/_apis/wit/reporting/workitemrevisions";
const LINKS = "/_apis/wit/reporting/workitemlinks";
const HOUR = 3_600_000;

describe("the stream of revisions", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    const { builder, lead } = small;
    small.item("One", { at: NOW - 9 * HOUR, tags: ["kind:vm", "Later"] });
    small.item("Two", { at: NOW - 8 * HOUR, type: "Task" });
    small.item("Hidden", { at: NOW - 8 * HOUR, area: "Contoso Move\\Secret" });
    builder.change(1, NOW - 7 * HOUR, lead, {
      "System.Description": "<p>Long</p>",
      "System.AssignedTo": lead.uniqueName,
    });
    builder.change(2, NOW - 6 * HOUR, lead, { "System.History": "A comment" });
    builder.change(1, NOW - 5 * HOUR, lead, { "System.Title": "One, renamed" });
    served = await serve({ estate: small.build(), clock: () => NOW });
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
  });
  afterEach(() => served.close());

  async function page(query = "", sent: Sent & { method?: string } = {}): Promise<Batch> {
    const answer = await served.send(sent.method ?? "GET", REVISIONS + query, sent);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.json as Batch;
  }
  const told = ({ values }: Batch): string[] => values.map(({ id, rev }) => `${id}.${rev}`);
  const retitle = (id: number, value: string): Promise<Answer> =>
    served.send("PATCH", `/_apis/wit/workitems/${id}`, {
      body: [{ op: "add", path: "/fields/System.Title", value }],
      contentType: PATCH,
    });

  it("has each revision that can be read once, in the order in which they were made", async () => {
    const all = await page();
    expect(told(all)).toEqual(["1.1", "2.1", "1.2", "2.2", "1.3"]);
    expect(all.isLastBatch).toBe(true);
    expect(all.values.map(({ fields }) => fields["System.Title"])).toEqual([
      "One",
      "Two",
      "One",
      "Two",
      "One, renamed",
    ]);
  });

  it("goes on by its next link over pages of any size, and later with what was made since", async () => {
    const follow = async (link: string): Promise<Batch> =>
      (await served.send("GET", link.slice(`${served.origin}/local`.length))).json as Batch;
    const first = await page("?$maxPageSize=2&fields=System.Title&api-version=7.1");
    expect([told(first), first.isLastBatch]).toEqual([["1.1", "2.1"], false]);
    await retitle(2, "Two, renamed");
    const second = await follow(first.nextLink);
    expect([told(second), second.isLastBatch]).toEqual([["1.2", "2.2"], false]);
    const third = await follow(second.nextLink);
    expect([told(third), third.isLastBatch]).toEqual([["1.3", "2.3"], true]);
    const empty = await follow(third.nextLink);
    expect(empty).toMatchObject({ values: [], isLastBatch: true, continuationToken: third.continuationToken });
    await retitle(1, "One, again");
    const later = await follow(empty.nextLink);
    expect(later.values).toEqual([{ id: 1, rev: 4, fields: { "System.Title": "One, again" } }]);
  });

  it("starts after a date, and takes no token beside it", async () => {
    const since = new Date(NOW - 6.5 * HOUR).toISOString();
    expect(told(await page(`?startDateTime=${since}`))).toEqual(["2.2", "1.3"]);
    expect(told(await page(`?startDateTime=${new Date(NOW).toISOString()}`))).toEqual([]);
    expect((await served.send("GET", `${REVISIONS}?startDateTime=${since}&continuationToken=1`)).status).toBe(400);
    expect((await served.send("GET", `${REVISIONS}?startDateTime=soon`)).status).toBe(400);
    expect((await served.send("GET", `${REVISIONS}?continuationToken=x`)).status).toBe(400);
    expect((await served.send("GET", `${REVISIONS}?$maxPageSize=0`)).status).toBe(400);
  });

  it("is of one project, of types, of the latest revisions, or of comments alone", async () => {
    expect(told(await page("?types=task"))).toEqual(["2.1", "2.2"]);
    expect(told(await page("?includeLatestOnly=true"))).toEqual(["2.2", "1.3"]);
    expect(told(await page("?includeDiscussionChangesOnly=true"))).toEqual(["2.2"]);
    expect(((await served.send("GET", `/Contoso%20Move${REVISIONS}`)).json as Batch).values).toHaveLength(5);
  });

  it("writes identities as texts and tags as one, unless references are asked for", async () => {
    const [plain] = (await page("?fields=System.CreatedBy,System.Tags")).values;
    expect(plain?.fields).toEqual({
      "System.CreatedBy": "Lead Person <lead@contoso.example>",
      "System.Tags": "kind:vm; Later",
    });
    const [rich] = (await page("?fields=System.CreatedBy,System.Tags&includeIdentityRef=true&includeTagRef=true"))
      .values;
    expect(rich?.fields).toMatchObject({
      "System.CreatedBy": { uniqueName: "lead@contoso.example", displayName: "Lead Person" },
      "System.Tags": [{ name: "kind:vm" }, { name: "Later" }],
    });
  });

  it("has long text only where all fields are asked for", async () => {
    const described = (batch: Batch): unknown => batch.values[2]?.fields["System.Description"];
    expect(described(await page())).toBeUndefined();
    expect(described(await page("?$expand=fields"))).toBe("<p>Long</p>");
    expect((await served.send("GET", `${REVISIONS}?$expand=relations`)).status).toBe(400);
    expect((await served.send("GET", `${REVISIONS}?fields=System.Nothing`)).status).toBe(400);
  });

  it("takes its filter in the body of a POST as well, which changes nothing", async () => {
    const body = { fields: ["System.Id", "System.Rev", "System.Watermark"], types: ["Task"], includeLatestOnly: true };
    const found = await page("?$maxPageSize=10", { method: "POST", body });
    expect(found.values).toEqual([
      { id: 2, rev: 2, fields: { "System.Id": 2, "System.Rev": 2, "System.Watermark": expect.any(Number) as number } },
    ]);
    expect((await served.send("POST", REVISIONS, { body: { types: "Task" } })).status).toBe(400);
  });

  it("leaves out what lies in the recycle bin, or marks it where it is asked for", async () => {
    await served.send("DELETE", "/_apis/wit/workitems/1");
    expect(told(await page())).toEqual(["2.1", "2.2"]);
    const all = await page("?includeDeleted=true&fields=System.IsDeleted");
    expect(told(all)).toEqual(["1.1", "2.1", "1.2", "2.2", "1.3", "1.4"]);
    expect(all.values.map(({ fields }) => fields["System.IsDeleted"]).filter(Boolean)).toEqual([true]);
    await served.send("PATCH", "/_apis/wit/recyclebin/1", { body: { IsDeleted: false } });
    expect(told(await page())).toEqual(["1.1", "2.1", "1.2", "2.2", "1.3", "1.4", "1.5"]);
  });

  it("goes on with an old token after a restart", async () => {
    const { continuationToken } = await page();
    await retitle(2, "Before the restart");
    const again = await serve({ estate: served.boards.snapshot(), clock: () => NOW });
    try {
      const rest = (await again.send("GET", `${REVISIONS}?continuationToken=${continuationToken}`)).json as Batch;
      expect(told(rest)).toEqual(["2.3"]);
    } finally {
      await again.close();
    }
  });
});

describe("the stream of links", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    small.item("Workload", { type: "Feature" });
    small.item("Asset");
    small.item("Hidden", { area: "Contoso Move\\Secret" });
    small.item("Other", { type: "Task" });
    small.builder.parent(2, 1, NOW - 3 * HOUR, small.lead);
    small.builder.link(4, "System.LinkTypes.Related", 2, NOW - 2 * HOUR, small.other);
    small.builder.link(2, "System.LinkTypes.Related", 3, NOW - HOUR, small.other);
    served = await serve({ estate: small.build(), clock: () => NOW });
    served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
  });
  afterEach(() => served.close());

  const values = async (query = ""): Promise<Record<string, unknown>[]> =>
    ((await served.send("GET", LINKS + query)).json as { values: Record<string, unknown>[] }).values;

  it("tells of each link once, at the end that it leads forward from, both ends readable", async () => {
    expect(await values()).toEqual([
      {
        rel: "System.LinkTypes.Hierarchy-Forward",
        sourceId: 1,
        targetId: 2,
        changedDate: new Date(NOW - 3 * HOUR).toISOString().replace(".000", ""),
        changedBy: expect.objectContaining({ uniqueName: "lead@contoso.example" }) as object,
        isActive: true,
        changedOperation: "create",
        sourceProjectId: small.project.id,
        targetProjectId: small.project.id,
      },
      expect.objectContaining({ rel: "System.LinkTypes.Related", sourceId: 2, targetId: 4, isActive: true }),
    ]);
  });

  it("tells later that a link was taken away, and of new ones", async () => {
    const first = (await served.send("GET", LINKS)).json as Batch;
    const relations = async (): Promise<{ rel: string; url: string }[]> =>
      ((await served.send("GET", "/_apis/wit/workitems/2?$expand=relations")).json as { relations: never[] }).relations;
    const index = (await relations()).findIndex(({ rel }) => rel === "System.LinkTypes.Hierarchy-Reverse");
    const url = `${served.origin}/local/_apis/wit/workItems/4`;
    const value = { rel: "System.LinkTypes.Dependency-Reverse", url, attributes: { comment: "first" } };
    await served.send("PATCH", "/_apis/wit/workitems/2", {
      body: [
        { op: "remove", path: `/relations/${index}` },
        { op: "add", path: "/relations/-", value },
      ],
      contentType: PATCH,
    });
    expect(await values(`?continuationToken=${first.continuationToken}`)).toMatchObject([
      {
        rel: "System.LinkTypes.Hierarchy-Forward",
        sourceId: 1,
        targetId: 2,
        isActive: false,
        changedOperation: "remove",
      },
      { rel: "System.LinkTypes.Dependency-Forward", sourceId: 4, targetId: 2, isActive: true, comment: "first" },
    ]);
  });

  it("is the same after a restart, of links whose comment was changed and that were ended as well", async () => {
    const comment = { op: "replace", path: "/relations/0/attributes/comment", value: "said later" };
    await served.send("PATCH", "/_apis/wit/workitems/1", { body: [comment], contentType: PATCH });
    const commented = await values();
    expect(commented[0]).toMatchObject({ sourceId: 1, targetId: 2, comment: "said later" });
    await served.send("PATCH", "/_apis/wit/workitems/1", {
      body: [
        { ...comment, value: "said last" },
        { op: "remove", path: "/relations/0" },
      ],
      contentType: PATCH,
    });
    const live = await values();
    expect(live.map(({ isActive, comment: said }) => [isActive, said])).toEqual([
      [true, "said last"],
      [true, undefined],
      [false, "said last"],
    ]);
    const again = await serve({ estate: served.boards.snapshot(), clock: () => NOW });
    try {
      again.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
      const stable = (text: string): string => text.replaceAll(/127\.0\.0\.1:\d+/g, "host");
      expect(stable((await again.send("GET", LINKS)).text)).toBe(stable((await served.send("GET", LINKS)).text));
    } finally {
      await again.close();
    }
  });

  it("is of some link types, of links with a type of work item, or since a date", async () => {
    const ids = async (query: string): Promise<unknown[]> => (await values(query)).map(({ targetId }) => targetId);
    expect(await ids("?linkTypes=System.LinkTypes.Related")).toEqual([4]);
    expect(await ids("?types=Feature")).toEqual([2]);
    expect(await ids(`?startDateTime=${new Date(NOW - 2.5 * HOUR).toISOString()}`)).toEqual([4]);
    expect((await served.send("GET", `${LINKS}?linkTypes=Nothing`)).status).toBe(400);
  });
});
