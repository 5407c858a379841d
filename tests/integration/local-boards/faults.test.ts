import { serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";
import type { FaultAction } from "../../../scripts/local-boards/server";

const USAGE = ["resource", "delay", "limit", "remaining", "reset"] as const;

describe("an answer of Azure DevOps in trouble", () => {
  let served: Served;
  let item = 0;

  beforeAll(async () => {
    const estate = new SmallEstate();
    item = estate.item("One");
    served = await serve({ estate: estate.build(), clock: () => NOW });
  });
  afterAll(() => served.close());
  afterEach(() => served.boards.setFaults([]));

  const read = (): Promise<Answer> => served.send("GET", `/_apis/wit/workitems/${item}`);

  /** What a read is answered while these rules are in force. */
  function spoiled(...actions: FaultAction[]): Promise<Answer> {
    served.boards.setFaults(actions.map((action) => ({ route: "workitems", action })));
    return read();
  }

  /** Values of the headers on usage, without the beginning that they share. */
  function usage({ headers }: Answer): Record<string, string | null> {
    return Object.fromEntries(USAGE.map((name) => [name, headers.get(`x-ratelimit-${name}`)]));
  }

  function isCrossOrigin({ headers }: Answer): boolean {
    return headers.get("access-control-allow-origin") === "*";
  }

  it("to who used too much is 429 with what remains, when it is there again, and how long to wait", async () => {
    const answer = await spoiled({ kind: "answer", name: "throttled" });
    expect([answer.status, answer.headers.get("retry-after"), isCrossOrigin(answer)]).toEqual([429, "30", true]);
    expect(usage(answer)).toEqual({
      resource: "Concurrency",
      delay: null,
      limit: "200",
      remaining: "0",
      reset: String(NOW / 1000 + 300),
    });
    expect(answer.json).toMatchObject({
      typeKey: "RequestBlockedException",
      message: expect.stringMatching(/^TF400733: /) as string,
    });
  });

  it("to who is slowed down is the whole answer, held up, with how long it was", async () => {
    const unspoiled = await read();
    expect(usage(unspoiled).limit).toBeNull();
    const began = performance.now();
    const answer = await spoiled({ kind: "answer", name: "slowed", milliseconds: 40 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(39);
    expect([answer.status, answer.json]).toEqual([200, unspoiled.json]);
    expect(answer.headers.get("content-type")).toBe(unspoiled.headers.get("content-type"));
    expect(answer.headers.get("retry-after")).toBe("30");
    expect(usage(answer)).toMatchObject({ delay: "0.040", remaining: "0" });
  });

  it("comes with a warning before anything is slowed down", async () => {
    const answer = await spoiled({ kind: "answer", name: "slowed" });
    expect(answer.status).toBe(200);
    expect(usage(answer)).toMatchObject({ delay: null, remaining: "10" });
  });

  it("keeps the headers of being slowed down where a further rule answers a status", async () => {
    const answer = await spoiled({ kind: "answer", name: "slowed" }, { kind: "status", status: 502 });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([502, "30"]);
  });

  it("of a stopped organisation is 503, begins with a byte-order mark, and no other origin can read it", async () => {
    served.boards.setFaults([{ route: "workitems", action: { kind: "answer", name: "stopped" } }]);
    const answer = await fetch(`${served.origin}/local/_apis/wit/workitems/${item}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "application/json"]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(JSON.parse(bytes.subarray(3).toString("utf8"))).toMatchObject({
      typeKey: "VssServiceException",
      message: expect.stringMatching(/^TF24668: .* is stopped: local\. /) as string,
    });
  });

  it("may be the sign-in page, the same that a wrong personal access token gets", async () => {
    const wrong = await served.raw("GET", "/local/_apis/projects", { authorization: "Basic bm9uc2Vuc2U=" });
    const answer = await spoiled({ kind: "answer", name: "signIn" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([203, "text/html; charset=utf-8"]);
    expect(answer.text).toBe(wrong.text);
    expect(isCrossOrigin(answer)).toBe(false);
  });

  it("to a write that lost a race is 409 TF26071, and nothing is written", async () => {
    served.boards.setFaults([{ method: "PATCH", route: "workitems", action: { kind: "answer", name: "raced" } }]);
    const write = (): Promise<Answer> =>
      served.send("PATCH", `/_apis/wit/workitems/${item}`, {
        contentType: "application/json-patch+json",
        body: [{ op: "add", path: "/fields/System.Title", value: "Two" }],
      });
    const lost = await write();
    expect([lost.status, lost.json]).toEqual([
      409,
      expect.objectContaining({
        typeKey: "WorkItemRevisionMismatchException",
        message: expect.stringMatching(/^TF26071: /) as string,
      }),
    ]);
    expect((await read()).json).toMatchObject({ rev: 1, fields: { "System.Title": "One" } });
    served.boards.setFaults([]);
    expect((await write()).status).toBe(200);
  });

  it("is set by the control API, which gives the rule back", async () => {
    const rules = [{ route: "workitems", nth: 1, action: { kind: "answer", name: "throttled" } }];
    const set = await served.raw("PUT", "/_local/faults", {}, JSON.stringify(rules));
    expect([set.status, set.json]).toEqual([200, rules]);
    expect([(await read()).status, (await read()).status]).toEqual([429, 200]);
  });
});

describe("a status with headers", () => {
  it("has these headers and the body that it was told", async () => {
    const served = await serve({ estate: new SmallEstate().build(), clock: () => NOW });
    const headers = { "Content-Type": "text/plain", "X-TFS-ProcessId": "1" };
    served.boards.setFaults([{ route: "projects", action: { kind: "status", status: 502, headers, body: "Bad" } }]);
    const answer = await served.send("GET", "/_apis/projects");
    expect([
      answer.status,
      answer.text,
      answer.headers.get("content-type"),
      answer.headers.get("x-tfs-processid"),
    ]).toEqual([502, "Bad", "text/plain", "1"]);
    await served.close();
  });
});
