import { NOW, SmallEstate } from "./smallEstate";
import { PATCH, serve, type Answer, type Served } from "./serve";

interface Wire {
  readonly id: number;
  readonly rev: number;
  readonly fields: Record<string, unknown>;
  readonly relations?: { rel: string; url: string; attributes: Record<string, unknown> }[];
  readonly url?: string;
}

const PROJECT = "/Contoso%20Move";
const CHILD = "System.LinkTypes.Hierarchy-Forward";

function item(answer: Answer): Wire {
  return answer.json as Wire;
}

function list(answer: Answer): (Wire | null)[] {
  return (answer.json as { value: (Wire | null)[] }).value;
}

function failure(answer: Answer): { status: number; typeKey: unknown; message: unknown } {
  const { typeKey, message } = answer.json as { typeKey: unknown; message: unknown };
  return { status: answer.status, typeKey, message };
}

describe("work items over REST", () => {
  let served: Served;
  let now: number;
  let small: SmallEstate;

  async function start(
    arrange: (estate: SmallEstate) => void = () => undefined,
    omittedAs?: "null" | "absent",
  ): Promise<void> {
    small = new SmallEstate();
    arrange(small);
    now = NOW;
    served = await serve({
      estate: small.build(),
      clock: () => now,
      ...(omittedAs === undefined ? {} : { omittedAs }),
    });
  }

  function patch(id: number, ...operations: unknown[]): Promise<Answer> {
    return served.send("PATCH", `/_apis/wit/workitems/${id}`, { body: operations, contentType: PATCH });
  }

  function set(field: string, value: unknown): unknown {
    return { op: "add", path: `/fields/${field}`, value };
  }

  afterEach(() => served.close());

  describe("reading one", () => {
    it("answers fields without the empty ones, identities as objects, and a url with the project's id", async () => {
      await start((estate) => estate.item("A server"));
      const found = item(await served.send("GET", "/_apis/wit/workitems/1"));
      expect(found).toMatchObject({ id: 1, rev: 1, fields: { "System.Title": "A server", "System.State": "New" } });
      expect(found.fields["System.CreatedBy"]).toMatchObject({
        displayName: "Lead Person",
        uniqueName: "lead@contoso.example",
        id: small.lead.id,
      });
      expect(Object.keys(found.fields)).not.toContain("System.AssignedTo");
      expect(Object.keys(found.fields)).not.toContain("System.Id");
      expect(found.url).toBe(`${served.origin}/local/${small.project.id}/_apis/wit/workItems/1`);
      expect(found.relations).toBeUndefined();
    });

    it("answers a missing item and an unreadable one in the same way", async () => {
      await start((estate) => estate.item("Hidden", { area: "Contoso Move\\Secret\\Deeper" }));
      served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
      for (const id of [1, 999]) {
        expect(failure(await served.send("GET", `/_apis/wit/workitems/${id}`))).toEqual({
          status: 404,
          typeKey: "WorkItemUnauthorizedAccessException",
          message: `TF401232: Work item ${id} does not exist, or you do not have permissions to read it.`,
        });
      }
      expect((await served.send("GET", "/_apis/wit/workitems/1", { user: small.other.id })).status).toBe(200);
    });

    it("reads a past revision with asOf", async () => {
      await start((estate) => {
        const id = estate.item("Before");
        estate.builder.change(id, Date.parse("2026-02-01T00:00:00Z"), estate.other, { "System.Title": "After" });
      });
      const then = item(await served.send("GET", "/_apis/wit/workitems/1?asOf=2026-01-20T00:00:00Z"));
      expect(then).toMatchObject({ rev: 1, fields: { "System.Title": "Before" } });
      expect(item(await served.send("GET", "/_apis/wit/workitems/1")).fields["System.Title"]).toBe("After");
    });

    it("shows ids and levels only where they are asked for", async () => {
      await start((estate) => estate.item("A", { iteration: "Contoso Move\\Sprint 1\\Week 1" }));
      const all = item(await served.send("GET", "/_apis/wit/workitems/1?$expand=All")).fields;
      expect(all).toMatchObject({ "System.Id": 1, "System.Rev": 1, "System.IterationLevel3": "Week 1" });
      const named = item(await served.send("GET", "/_apis/wit/workitems/1?fields=System.Id,System.Tags")).fields;
      expect(named).toEqual({ "System.Id": 1 });
    });

    it("refuses an unknown field, and fields together with $expand", async () => {
      await start((estate) => estate.item("A"));
      expect((await served.send("GET", "/_apis/wit/workitems/1?fields=System.Nothing")).status).toBe(400);
      expect((await served.send("GET", "/_apis/wit/workitems/1?fields=System.Id&$expand=relations")).status).toBe(400);
    });
  });

  describe("reading many", () => {
    const read = (body: unknown): Promise<Answer> => served.send("POST", "/_apis/wit/workitemsbatch", { body });

    it("answers in the order that was asked for", async () => {
      await start((estate) => ["A", "B", "C"].forEach((title) => estate.item(title)));
      const found = list(await read({ ids: [3, 1, 2], fields: ["System.Title"] }));
      expect(found.map((entry) => entry?.fields)).toEqual([
        { "System.Title": "C" },
        { "System.Title": "A" },
        { "System.Title": "B" },
      ]);
    });

    it("refuses more than 200 ids", async () => {
      await start();
      const ids = Array.from({ length: 201 }, (_, index) => index + 1);
      expect(failure(await read({ ids }))).toMatchObject({
        status: 400,
        typeKey: "VssPropertyValidationException",
        message: expect.stringContaining("VS403474") as unknown,
      });
    });

    it("fails as a whole for one bad id, unless it is told to omit", async () => {
      await start((estate) => estate.item("A"));
      expect((await read({ ids: [1, 77] })).status).toBe(404);
      const omitted = list(await read({ ids: [77, 1], errorPolicy: "omit" }));
      expect(omitted.map((entry) => entry?.id ?? null)).toEqual([null, 1]);
    });

    it("can leave omitted ids out instead", async () => {
      await start((estate) => estate.item("A"), "absent");
      const omitted = list(await read({ ids: [77, 1], errorPolicy: "omit" }));
      expect(omitted.map((entry) => entry?.id)).toEqual([1]);
    });

    it("takes errorPolicy in a GET, and ignores $errorPolicy", async () => {
      await start((estate) => estate.item("A"));
      expect((await served.send("GET", "/_apis/wit/workitems?ids=1,77&errorPolicy=omit")).status).toBe(200);
      expect((await served.send("GET", "/_apis/wit/workitems?ids=1,77&$errorPolicy=omit")).status).toBe(404);
    });
  });

  describe("changing", () => {
    it("makes one revision for one patch and keeps the one before", async () => {
      await start((estate) => estate.item("A"));
      const changed = item(
        await patch(1, { op: "test", path: "/rev", value: 1 }, set("System.Title", "B"), set("System.Tags", "x; b;X")),
      );
      expect(changed).toMatchObject({ rev: 2, fields: { "System.Title": "B", "System.Tags": "b; x" } });
      const revisions = list(await served.send("GET", "/_apis/wit/workitems/1/revisions"));
      expect(revisions.map((entry) => [entry?.rev, entry?.fields["System.Title"]])).toEqual([
        [1, "A"],
        [2, "B"],
      ]);
    });

    it("refuses a patch for another revision with 412 and changes nothing", async () => {
      await start((estate) => estate.item("A"));
      expect(failure(await patch(1, { op: "test", path: "/rev", value: 4 }, set("System.Title", "B")))).toEqual({
        status: 412,
        typeKey: "TestPatchOperationFailedException",
        message: "VS403351: Test Operation for path /rev failed, value 1 was not equal to test value 4.",
      });
      expect(item(await served.send("GET", "/_apis/wit/workitems/1"))).toMatchObject({
        rev: 1,
        fields: { "System.Title": "A" },
      });
    });

    it("makes no revision where nothing changes", async () => {
      await start((estate) => estate.item("A"));
      expect(item(await patch(1, set("System.Title", "A"))).rev).toBe(1);
    });

    it("wants a patch in its own media type, and a version", async () => {
      await start((estate) => estate.item("A"));
      const asJson = await served.send("PATCH", "/_apis/wit/workitems/1", { body: [set("System.Title", "B")] });
      expect(asJson.status).toBe(415);
      const unversioned = await served.send("PATCH", "/_apis/wit/workitems/1", {
        body: [set("System.Title", "B")],
        contentType: PATCH,
        accept: "application/json",
      });
      expect(failure(unversioned)).toMatchObject({ status: 400, typeKey: "VssVersionNotSpecifiedException" });
    });

    it("stamps the dates of a state's change, and takes them back with it", async () => {
      await start((estate) => estate.item("A"));
      now = Date.parse("2026-03-11T08:00:00.100Z");
      const closed = item(await patch(1, set("System.State", "Closed")));
      expect(closed.fields).toMatchObject({
        "System.State": "Closed",
        "System.Reason": "Acceptance tests pass",
        "Microsoft.VSTS.Common.StateChangeDate": "2026-03-11T08:00:00.1Z",
        "Microsoft.VSTS.Common.ClosedDate": "2026-03-11T08:00:00.1Z",
      });
      now += 60_000;
      const active = item(await patch(1, set("System.State", "active"))).fields;
      expect(active).toMatchObject({ "System.State": "Active", "System.Reason": "Reintroduced in Scope" });
      expect(active["Microsoft.VSTS.Common.ActivatedDate"]).toBe("2026-03-11T08:01:00.1Z");
      expect(active["Microsoft.VSTS.Common.ClosedDate"]).toBeUndefined();
      now += 60_000;
      const renamed = item(await patch(1, set("System.Title", "B"))).fields;
      expect(renamed["Microsoft.VSTS.Common.StateChangeDate"]).toBe("2026-03-11T08:01:00.1Z");
      expect(renamed["System.ChangedDate"]).toBe("2026-03-11T08:02:00.1Z");
    });

    it("counts what is taken up again as activated anew, and not what goes on", async () => {
      await start((estate) => estate.item("A"));
      const activatedBy = async (state: string): Promise<unknown> => {
        now += 60_000;
        return item(await patch(1, set("System.State", state))).fields["Microsoft.VSTS.Common.ActivatedDate"];
      };
      const first = await activatedBy("Active");
      expect(await activatedBy("Resolved")).toBe(first);
      const second = await activatedBy("Active");
      expect(second).toBe(new Date(now).toISOString().replace(".000Z", "Z"));
      expect(await activatedBy("Closed")).toBe(second);
      expect(await activatedBy("Active")).not.toBe(second);
      expect(await activatedBy("New")).toBeUndefined();
    });

    it("takes a reason of the state, and no other", async () => {
      await start((estate) => estate.item("Migrate", { type: "Task" }));
      expect((await patch(1, set("System.State", "Closed"), set("System.Reason", "Because"))).status).toBe(400);
      const cut = item(await patch(1, set("System.State", "Closed"), set("System.Reason", "Cut")));
      expect(cut.fields["System.Reason"]).toBe("Cut");
    });

    it.each([
      ["a state that the type does not have", "System.State", "Done", /^TF401320: Rule Error for field State/],
      [
        "a priority that no process has",
        "Microsoft.VSTS.Common.Priority",
        5,
        /^TF401320: Rule Error for field Priority/,
      ],
      ["no title", "System.Title", "", /^TF401320: Rule Error for field Title\. Error code: Required/],
      ["a title that is too long", "System.Title", "x".repeat(256), /InvalidTooLong/],
      ["a path that does not exist", "System.IterationPath", "Contoso Move\\Nowhere", /^TF401347/],
      ["an unknown person", "System.AssignedTo", "Nobody", /Rule Error for field Assigned To/],
      ["a number that is none", "Microsoft.VSTS.Scheduling.StoryPoints", "many", /InvalidType/],
      ["what only the service sets", "System.CreatedDate", "2020-01-01T00:00:00Z", /ReadOnly/],
      ["a field that no type has", "Custom.Unknown", "x", /^TF51535/],
    ])("refuses %s", async (_, field, value, message) => {
      await start((estate) => estate.item("A"));
      const refused = await patch(1, set(field, value));
      expect(failure(refused)).toMatchObject({ status: 400, message: expect.stringMatching(message) as unknown });
      expect(item(await served.send("GET", "/_apis/wit/workitems/1")).rev).toBe(1);
    });

    it("finds a person by object, unique name, display name, or both names", async () => {
      await start((estate) => estate.item("A"));
      for (const value of [
        { id: small.other.id },
        "OTHER@contoso.example",
        "Other Person",
        "Other Person <other@contoso.example>",
      ]) {
        await patch(1, { op: "remove", path: "/fields/System.AssignedTo" });
        expect(item(await patch(1, set("System.AssignedTo", value))).fields["System.AssignedTo"]).toMatchObject({
          uniqueName: "other@contoso.example",
        });
      }
    });

    it("checks and keeps nothing with validateOnly", async () => {
      await start((estate) => estate.item("A"));
      const answer = await served.send("PATCH", "/_apis/wit/workitems/1?validateOnly=true", {
        body: [set("System.Title", "B")],
        contentType: PATCH,
      });
      expect(item(answer)).toMatchObject({ rev: 2, fields: { "System.Title": "B" } });
      expect(item(await served.send("GET", "/_apis/wit/workitems/1"))).toMatchObject({
        rev: 1,
        fields: { "System.Title": "A" },
      });
    });

    it("tells each update's old and new values, and changed links", async () => {
      await start((estate) => ["A", "B"].forEach((title) => estate.item(title)));
      await patch(1, set("System.Title", "C"));
      now += 1000;
      await patch(1, {
        op: "add",
        path: "/relations/-",
        value: { rel: CHILD, url: `${served.origin}/local/_apis/wit/workItems/2` },
      });
      const updates = list(await served.send("GET", "/_apis/wit/workitems/1/updates")) as unknown as {
        rev: number;
        fields?: Record<string, unknown>;
        relations?: { added?: unknown[] };
        revisedDate: string;
      }[];
      expect(updates.map((update) => update.rev)).toEqual([1, 2, 2]);
      expect(updates[1]?.fields?.["System.Title"]).toEqual({ oldValue: "A", newValue: "C" });
      expect(updates[2]?.relations?.added).toHaveLength(1);
      expect(updates[2]?.revisedDate).toBe("9999-01-01T00:00:00Z");
    });
  });

  describe("links", () => {
    const link = (target: number, rel = CHILD): unknown => ({
      op: "add",
      path: "/relations/-",
      value: { rel, url: `${served.origin}/local/_apis/wit/workItems/${target}`, attributes: { comment: "why" } },
    });
    const relations = async (id: number): Promise<NonNullable<Wire["relations"]>> =>
      item(await served.send("GET", `/_apis/wit/workitems/${id}?$expand=relations`)).relations ?? [];

    it("are made at both ends, give the parent, and make no revision", async () => {
      await start((estate) => ["Parent", "Child"].forEach((title) => estate.item(title)));
      expect(item(await patch(1, link(2)))).toMatchObject({
        rev: 1,
        relations: [{ rel: CHILD, attributes: { name: "Child", comment: "why" } }],
      });
      expect(await relations(2)).toMatchObject([
        { rel: "System.LinkTypes.Hierarchy-Reverse", attributes: { name: "Parent" } },
      ]);
      expect(item(await served.send("GET", "/_apis/wit/workitems/2"))).toMatchObject({
        rev: 1,
        fields: { "System.Parent": 1 },
      });
    });

    it("are removed by their index in the order that was read, from the highest down", async () => {
      await start((estate) => ["P", "A", "B", "C"].forEach((title) => estate.item(title)));
      await patch(1, link(2), link(3), link(4));
      const before = await relations(1);
      await patch(1, { op: "remove", path: "/relations/2" }, { op: "remove", path: "/relations/0" });
      expect((await relations(1)).map(({ url }) => url)).toEqual([before[1]?.url]);
      expect((await patch(1, { op: "remove", path: "/relations/5" })).status).toBe(400);
    });

    it("have the last comment that a patch gives them, also beside other changes", async () => {
      await start((estate) => ["P", "A", "B"].forEach((title) => estate.item(title)));
      await patch(1, link(2), link(3));
      const comment = (index: number, value: string): unknown => ({
        op: "replace",
        path: `/relations/${index}/attributes/comment`,
        value,
      });
      await patch(1, comment(0, "first"), comment(1, "other"), comment(0, "second"));
      expect((await relations(1)).map(({ attributes }) => attributes.comment)).toEqual(["second", "other"]);
      await patch(1, comment(1, "left"), { op: "remove", path: "/relations/0" }, comment(0, "still left"));
      expect((await relations(1)).map(({ attributes }) => attributes.comment)).toEqual(["still left"]);
    });

    it("refuse a second parent, a circle, a double, itself and what is not there", async () => {
      await start((estate) => ["A", "B", "C"].forEach((title) => estate.item(title)));
      await patch(1, link(2));
      expect(failure(await patch(3, link(2))).message).toMatch(/only one Parent link/);
      expect((await patch(2, link(1))).status).toBe(400);
      expect((await patch(1, link(2))).status).toBe(400);
      expect((await patch(1, link(1))).status).toBe(400);
      expect((await patch(1, link(99))).status).toBe(404);
      expect((await patch(1, link(3, "System.LinkTypes.Nothing"))).status).toBe(400);
      expect(await relations(1)).toHaveLength(1);
    });

    it("refuse a circle of dependencies, over any number of steps, and take one of related items", async () => {
      await start((estate) => ["A", "B", "C", "D"].forEach((title) => estate.item(title)));
      const successor = "System.LinkTypes.Dependency-Forward";
      const predecessor = "System.LinkTypes.Dependency-Reverse";
      expect((await patch(1, link(2, successor))).status).toBe(200);
      expect((await patch(2, link(3, successor))).status).toBe(200);
      const refused = await patch(3, link(1, successor));
      expect(failure(refused)).toMatchObject({ status: 400, message: expect.stringMatching(/circle/) as unknown });
      expect((await patch(1, link(3, predecessor))).status).toBe(400);
      expect((await patch(1, link(3, successor))).status).toBe(200);
      for (const [from, to] of [
        [1, 4],
        [4, 2],
        [2, 1],
      ] as const) {
        expect((await patch(from, link(to, "System.LinkTypes.Related"))).status).toBe(200);
      }
    });

    it("still name what the reader may not read", async () => {
      await start((estate) => {
        estate.item("Open");
        estate.item("Hidden", { area: "Contoso Move\\Secret" });
        estate.builder.link(1, CHILD, 2, NOW, estate.lead);
      });
      served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
      expect((await relations(1)).map(({ url }) => url)).toEqual([expect.stringMatching(/workItems\/2$/)]);
      expect((await served.send("GET", "/_apis/wit/workitems/2")).status).toBe(404);
    });
  });

  describe("creating", () => {
    const create = (type: string, ...body: unknown[]): Promise<Answer> =>
      served.send("POST", `${PROJECT}/_apis/wit/workitems/$${type}`, { body, contentType: PATCH });

    it("answers 200 with the first revision and its defaults", async () => {
      await start();
      const answer = await create("User%20Story", set("System.Title", "New one"));
      expect(answer.status).toBe(200);
      expect(item(answer)).toMatchObject({
        rev: 1,
        fields: {
          "System.State": "New",
          "System.Reason": "New",
          "System.AreaPath": "Contoso Move",
          "System.IterationPath": "Contoso Move",
          "Microsoft.VSTS.Common.Priority": 2,
          "Microsoft.VSTS.Common.StateChangeDate": "2026-03-10T12:00:00Z",
        },
      });
    });

    it("refuses an unknown type, no title, and another state than the first", async () => {
      await start();
      expect(failure(await create("Nothing", set("System.Title", "A")))).toMatchObject({
        status: 404,
        message: expect.stringMatching(/^VS402323/) as unknown,
      });
      expect((await create("Task")).status).toBe(400);
      expect((await create("Task", set("System.Title", "A"), set("System.State", "Closed"))).status).toBe(400);
    });
  });

  describe("deleting", () => {
    it("moves to the recycle bin, where it is found, and from where it comes back", async () => {
      await start((estate) => {
        ["A", "B"].forEach((title) => estate.item(title));
        estate.builder.parent(2, 1, NOW, estate.lead);
      });
      expect((await served.send("DELETE", "/_apis/wit/workitems/2")).status).toBe(200);
      expect((await served.send("GET", "/_apis/wit/workitems/2")).status).toBe(404);
      expect(item(await served.send("GET", "/_apis/wit/workitems/1?$expand=relations")).relations).toBeUndefined();
      const bin = await served.send("GET", `${PROJECT}/_apis/wit/recyclebin?ids=1,2`);
      expect(list(bin)).toMatchObject([{ id: 2, name: "B", type: "User Story", deletedDate: "2026-03-10T12:00:00Z" }]);
      const restored = await served.send("PATCH", "/_apis/wit/recyclebin/2", { body: { IsDeleted: false } });
      expect(restored.status).toBe(200);
      expect(item(await served.send("GET", "/_apis/wit/workitems/2")).fields["System.Parent"]).toBe(1);
    });
  });
});
