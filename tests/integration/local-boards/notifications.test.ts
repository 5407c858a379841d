import { PATCH, serve, type Sent, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

describe("notifications", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    small.item("One");
    small.item("Two");
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  const noted = async (): Promise<unknown> => (await served.raw("GET", "/_local/notifications")).json;
  const retitle = async (query: string, value: string, sent: Sent = {}): Promise<number> => {
    const body = [{ op: "add", path: "/fields/System.Title", value }];
    return (await served.send("PATCH", `/_apis/wit/workitems/1${query}`, { body, contentType: PATCH, ...sent })).status;
  };
  const LEAD = "lead@contoso.example";

  it("are noted for each write that kept something, with who wrote and whether it asked for silence", async () => {
    await retitle("", "Changed");
    await retitle("?suppressNotifications=true", "Changed again");
    await retitle("?validateOnly=true", "Only checked");
    await retitle("", "Changed again");
    expect(await retitle("?suppressNotifications=true", "Refused", { user: small.other.id })).toBe(500);
    await served.send("POST", "/Contoso%20Move/_apis/wit/workitems/$Task", {
      body: [{ op: "add", path: "/fields/System.Title", value: "New" }],
      contentType: PATCH,
      user: small.other.id,
    });
    expect(await noted()).toEqual([
      { workItemId: 1, rev: 2, by: LEAD, suppressed: false },
      { workItemId: 1, rev: 3, by: LEAD, suppressed: true },
      { workItemId: 3, rev: 1, by: "other@contoso.example", suppressed: false },
    ]);
  });

  it("are noted for links, deletions and restorations, and for each entry of a batch", async () => {
    const url = `${served.origin}/local/_apis/wit/workItems/2`;
    const value = { rel: "System.LinkTypes.Related", url };
    const body = [{ op: "add", path: "/relations/-", value }];
    const uri = "/_apis/wit/workitems/1?api-version=7.1&suppressNotifications=true";
    const headers = { "Content-Type": PATCH };
    await served.send("PATCH", "/_apis/wit/$batch", { body: [{ method: "PATCH", uri, headers, body }] });
    await served.send("DELETE", "/_apis/wit/workitems/1");
    await served.send("PATCH", "/_apis/wit/recyclebin/1", { body: { IsDeleted: false } });
    await served.send("POST", "/_apis/wit/workitemsdelete", { body: { ids: [1], skipNotifications: true } });
    expect(await noted()).toEqual([
      { workItemId: 1, rev: 1, by: LEAD, suppressed: true },
      { workItemId: 1, rev: 2, by: LEAD, suppressed: false },
      { workItemId: 1, rev: 3, by: LEAD, suppressed: false },
      { workItemId: 1, rev: 4, by: LEAD, suppressed: true },
    ]);
  });

  it("are forgotten when asked", async () => {
    await retitle("", "Changed");
    expect((await served.raw("DELETE", "/_local/notifications")).status).toBe(204);
    expect(await noted()).toEqual([]);
  });
});
