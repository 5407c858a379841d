import * as v from "valibot";
import { ApiError, BoardsError, Cancelled, NetworkError, Unparseable } from "../../../src/boards/errors";
import { DEFAULT_RETRY } from "../../../src/boards/retryPolicy";
import { createTransport, type BoardsRequest, type TransportEvent } from "../../../src/boards/transport";
import { json, raw, refusal, tooMany } from "./support/answers";
import { transportTo } from "./support/reading";
import { ScriptedFetch, step, type Step } from "./support/scriptedFetch";
import { VirtualClock } from "./support/virtualClock";

const ORGANIZATION = "https://dev.azure.com/contoso";
const ANY = v.unknown();

type Request = BoardsRequest<v.GenericSchema>;

function scripted(steps: readonly Step[], getToken = () => Promise.resolve("token"), maxConcurrent = 6) {
  const script = new ScriptedFetch(ORGANIZATION, steps);
  const clock = new VirtualClock();
  const events: TransportEvent[] = [];
  const transport = createTransport({
    organizationUrl: `${ORGANIZATION}/`,
    fetch: script.fetch,
    getToken,
    clock,
    maxConcurrent,
    // The longest wait of the spread, so that waits are round numbers.
    random: () => 1,
    observer: (event) => events.push(event),
  });
  const send = (changes: Partial<Request> = {}): Promise<unknown> =>
    transport.send({ method: "GET", class: "read", path: "p/_apis/x", schema: ANY, ...changes });
  return { script, clock, events, send };
}

const GET = "GET p/_apis/x";

describe("a request", () => {
  it("carries the version in Accept, the token, and no wish for a sign-in page", async () => {
    const { script, send } = scripted([step(`${GET}?$top=5&name=a%20%26%20b`, () => json({ ok: true }))]);
    await expect(send({ query: { $top: 5, name: "a & b" } })).resolves.toEqual({ ok: true });
    expect(script.inits[0]?.headers).toEqual({
      Accept: "application/json;api-version=7.0",
      Authorization: "Bearer token",
      "X-TFS-FedAuthRedirect": "Suppress",
      "X-VSS-ReauthenticationAction": "Suppress",
    });
    script.done();
  });

  it("with a body says what it is", async () => {
    const { script, send } = scripted([step("POST p/_apis/x", () => json({}))]);
    await send({ method: "POST", body: { query: "q" } });
    expect(script.inits[0]?.headers).toMatchObject({ "Content-Type": "application/json" });
    expect(script.inits[0]?.body).toBe('{"query":"q"}');
  });

  it("tells the observer when it is sent, answered and has to wait", async () => {
    const { send, events } = scripted([step(GET, () => tooMany()), step(GET, () => json({}))]);
    await send();
    expect(events.map((event) => event.kind)).toEqual(["sent", "answered", "waiting", "sent", "answered"]);
  });
});

describe("an answer", () => {
  it("may begin with a byte-order mark", async () => {
    const { send } = scripted([step(GET, () => raw('\uFEFF{"a":1}'))]);
    await expect(send()).resolves.toEqual({ a: 1 });
  });

  it("that the schema refuses is an error naming the place, and is not asked for again", async () => {
    const { script, send } = scripted([step(GET, () => json({ value: [{ id: 1 }, { id: "two" }] }))]);
    const schema = v.object({ value: v.array(v.object({ id: v.number() })) });
    const error: unknown = await send({ schema }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unparseable);
    expect(error).toMatchObject({ place: "value.1.id", message: expect.stringContaining("at value.1.id") as string });
    script.done();
  });

  it.each([
    ["203", () => raw("<!DOCTYPE html><title>Sign In</title>", 203, "text/html; charset=utf-8")],
    ["302", () => raw("", 302)],
    ["200 and text/html", () => raw("hello", 200, "text/html")],
    ["200 and the wrong content type", () => raw("  <html></html>")],
  ])("that is a web page (%s) is an error about signing in, and is not asked for again", async (_, answer) => {
    const { script, send } = scripted([step(GET, answer)]);
    await expect(send()).rejects.toMatchObject({
      name: "ApiError",
      message: expect.stringContaining("sign-in") as string,
    });
    script.done();
  });

  it("without a body is null", async () => {
    const { send } = scripted([step("DELETE p/_apis/x", () => new Response(null, { status: 204 }))]);
    await expect(send({ method: "DELETE", class: "write" })).resolves.toBeNull();
  });
});

describe("a refusal", () => {
  it("carries status, typeKey, code, method, address and Azure DevOps' own words", async () => {
    const message = "TF401232: Work item 7 does not exist, or you do not have permissions to read it.";
    const { script, send } = scripted([step(GET, () => refusal(404, message, "WorkItemUnauthorizedAccessException"))]);
    const error: unknown = await send().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 404,
      typeKey: "WorkItemUnauthorizedAccessException",
      code: "TF401232",
      method: "GET",
      url: `${ORGANIZATION}/p/_apis/x`,
      message: expect.stringContaining(message) as string,
    });
    script.done();
  });

  it("in plain text, as for an unknown route, is understood too", async () => {
    const { send } = scripted([step(GET, () => raw("The controller was not found.", 404, "text/plain"))]);
    await expect(send()).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining("controller") as string,
    });
  });

  it("with a web page for a body does not repeat the page", async () => {
    const { send } = scripted([step(GET, () => raw("<html>Server Error</html>", 500, "text/html"))]);
    await expect(send()).rejects.toMatchObject({ message: expect.not.stringContaining("<html>") as string });
  });

  it("of a stopped organization, a 503 behind a byte-order mark, gives its words after the retries", async () => {
    const answer = () => raw('\uFEFF{"message":"VS800075: The organization is not available.","typeKey":"X"}', 503);
    const { send } = scripted([1, 2, 3, 4].map(() => step(GET, answer)));
    await expect(send()).rejects.toMatchObject({ status: 503, code: "VS800075" });
  });

  it.each([400, 403, 404, 409, 412, 500])("with status %d is not tried again", async (status) => {
    const { script, send, clock } = scripted([step(GET, () => refusal(status, "no", "X"))]);
    await expect(send()).rejects.toMatchObject({ status });
    script.done();
    expect(clock.now()).toBe(0);
  });
});

describe("trouble on the way", () => {
  const lost = () => new TypeError("fetch failed");
  const cut = () => raw('{"value":[{"id":1},{"i');

  it.each([
    ["429", () => tooMany(), 5_000 + 10_000],
    ["503", () => raw("", 503), 5_000 + 10_000],
    ["502", () => raw("", 502), 1_000 + 2_000],
    ["504", () => raw("", 504), 1_000 + 2_000],
    ["a lost connection", lost, 1_000 + 2_000],
    ["an answer that was cut off", cut, 1_000 + 2_000],
  ])("makes a read wait and try again: %s", async (_, answer, waited) => {
    const { script, send, clock } = scripted([step(GET, answer), step(GET, answer), step(GET, () => json({ ok: 1 }))]);
    await expect(send()).resolves.toEqual({ ok: 1 });
    expect(clock.now()).toBe(waited);
    script.done();
  });

  it("makes a POST that only reads try again too", async () => {
    const { script, send } = scripted([step("POST p/_apis/x", cut), step("POST p/_apis/x", () => json({ ok: 1 }))]);
    await expect(send({ method: "POST", body: {} })).resolves.toEqual({ ok: 1 });
    script.done();
  });

  it("ends in the error once the tries are used up", async () => {
    const { script, send, clock } = scripted([1, 2, 3, 4].map(() => step(GET, lost)));
    await expect(send()).rejects.toBeInstanceOf(NetworkError);
    expect(clock.now()).toBe(1_000 + 2_000 + 4_000);
    script.done();
  });

  it("of an answer that is never whole ends in an error about the answer", async () => {
    const { send } = scripted([1, 2, 3, 4].map(() => step(GET, cut)));
    await expect(send()).rejects.toBeInstanceOf(Unparseable);
  });

  it("without an answer says that a missing scope looks the same", async () => {
    const { send } = scripted([1, 2, 3, 4].map(() => step(GET, lost)));
    await expect(send()).rejects.toThrow(/scope.*CORS/);
  });
});

describe("Retry-After", () => {
  it("is honoured where it can be read", async () => {
    const { send, clock } = scripted([step(GET, () => tooMany({ "retry-after": "42" })), step(GET, () => json({}))]);
    await send();
    expect(clock.now()).toBe(42_000);
  });

  it("may be a date", async () => {
    const at = new Date(30_000).toUTCString();
    const { send, clock } = scripted([step(GET, () => tooMany({ "retry-after": at })), step(GET, () => json({}))]);
    await send();
    expect(clock.now()).toBe(30_000);
  });

  it("on a good answer holds the next request back", async () => {
    const { send, clock } = scripted([
      step(GET, () => json({ ok: 1 }, 200, { "retry-after": "7" })),
      step(GET, () => json({ ok: 2 })),
    ]);
    await expect(send()).resolves.toEqual({ ok: 1 });
    expect(clock.now()).toBe(0);
    await expect(send()).resolves.toEqual({ ok: 2 });
    expect(clock.now()).toBe(7_000);
  });

  it("is not waited for longer than the usage window of five minutes", async () => {
    const { send, clock } = scripted([step(GET, () => tooMany({ "retry-after": "86400" })), step(GET, () => json({}))]);
    await send();
    expect(clock.now()).toBe(DEFAULT_RETRY.longestMs);
  });
});

describe("a write", () => {
  const write = { method: "PATCH", class: "write", body: [] } as const;
  const PATCH = "PATCH p/_apis/x";

  it.each([
    ["a lost connection", () => new TypeError("fetch failed")],
    ["503", () => raw("", 503)],
    ["504", () => raw("", 504)],
    ["an answer that was cut off", () => raw("{")],
  ])("is not tried again after %s: it may have been carried out", async (_, answer) => {
    const { script, send } = scripted([step(PATCH, answer)]);
    await expect(send(write)).rejects.toBeInstanceOf(BoardsError);
    script.done();
  });

  it("is tried again after 429, which says that it was not carried out", async () => {
    const { script, send } = scripted([step(PATCH, () => tooMany()), step(PATCH, () => json({ rev: 2 }))]);
    await expect(send(write)).resolves.toEqual({ rev: 2 });
    script.done();
  });

  it("that tests the revision is tried again: the test keeps it from being carried out twice", async () => {
    const { script, send } = scripted([
      step(PATCH, () => new TypeError("fetch failed")),
      step(PATCH, () =>
        refusal(412, "VS403351: Test Operation for path /rev failed.", "TestPatchOperationFailedException"),
      ),
    ]);
    await expect(send({ ...write, class: "guardedWrite" })).rejects.toMatchObject({ status: 412, code: "VS403351" });
    script.done();
  });
});

describe("the token", () => {
  it("is asked for once and used for all requests", async () => {
    const getToken = jest.fn(() => Promise.resolve("t1"));
    const { send } = scripted([step(GET, () => json({})), step(GET, () => json({}))], getToken);
    await Promise.all([send(), send()]);
    expect(getToken).toHaveBeenCalledTimes(1);
  });

  it("is asked for again once after 401, whatever the class, without a wait", async () => {
    let count = 0;
    const getToken = jest.fn(() => Promise.resolve(`t${(count += 1)}`));
    const PATCH = "PATCH p/_apis/x";
    const { script, send, clock } = scripted([step(PATCH, () => raw("", 401)), step(PATCH, () => json({}))], getToken);
    await send({ method: "PATCH", class: "write", body: [] });
    expect(script.inits.map(({ headers }) => (headers as Record<string, string>).Authorization)).toEqual([
      "Bearer t1",
      "Bearer t2",
    ]);
    expect(clock.now()).toBe(0);
  });

  it("that is refused twice is an error", async () => {
    const { script, send } = scripted([step(GET, () => raw("", 401)), step(GET, () => raw("", 401))]);
    await expect(send()).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining("Sign in again") as string,
    });
    script.done();
  });

  it("is asked for once more, not once for each, when several requests are refused one after the other", async () => {
    let count = 0;
    const getToken = jest.fn(() => Promise.resolve(`t${(count += 1)}`));
    const clock = new VirtualClock();
    const transport = transportTo(
      async (url, init) => {
        await clock.sleep(url.endsWith("slow") ? 200 : 100);
        return (init.headers as Record<string, string>).Authorization === "Bearer t1" ? raw("", 401) : json({});
      },
      { clock, getToken },
    );
    const send = (path: string) => transport.send({ method: "GET", class: "read", path, schema: ANY });
    await Promise.all([send("quick"), send("slow")]);
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  it("that is not given is an error, and is asked for anew by the next request", async () => {
    const getToken = jest.fn().mockRejectedValueOnce(new Error("signed out")).mockResolvedValueOnce("t");
    const { send } = scripted([step(GET, () => json({ ok: 1 }))], getToken as () => Promise<string>);
    await expect(send()).rejects.toThrow(/no access token: signed out/);
    await expect(send()).resolves.toEqual({ ok: 1 });
  });
});

describe("cancelling", () => {
  it("ends a request that is under way", async () => {
    const controller = new AbortController();
    const hangs = (init: RequestInit) =>
      new Promise<Response>((_, reject) => {
        init.signal?.addEventListener("abort", () => {
          reject(new DOMException("aborted", "AbortError"));
        });
        controller.abort();
      });
    const { send } = scripted([step(GET, hangs)]);
    await expect(send({ signal: controller.signal })).rejects.toBeInstanceOf(Cancelled);
  });

  it("ends a wait", async () => {
    const controller = new AbortController();
    const { send, script } = scripted([
      step(GET, () => {
        setImmediate(() => {
          controller.abort();
        });
        return tooMany();
      }),
    ]);
    await expect(send({ signal: controller.signal })).rejects.toBeInstanceOf(Cancelled);
    script.done();
  });
});

describe("concurrency", () => {
  /** Sends so many requests at once to a server that takes `tookMs` for each, and says how many were under way at most. */
  async function busiest(
    requests: number,
    tookMs: (nth: number) => number,
    answer: (nth: number) => Response = () => json({}),
  ) {
    const clock = new VirtualClock();
    let underWay = 0;
    let nth = 0;
    const seen: number[] = [];
    const transport = transportTo(
      async () => {
        const own = (nth += 1);
        underWay += 1;
        seen.push(underWay);
        await clock.sleep(tookMs(own));
        underWay -= 1;
        return answer(own);
      },
      { clock },
    );
    const one = () => transport.send({ method: "GET", class: "read", path: "x", schema: ANY });
    await Promise.all(Array.from({ length: requests }, one));
    return { seen, took: clock.now() };
  }

  it("is bounded, and used", async () => {
    const { seen, took } = await busiest(60, () => 200);
    expect(Math.max(...seen)).toBe(6);
    expect(took).toBe((60 / 6) * 200);
  });

  it("falls when calls become slow, one at a time, and not below one", async () => {
    const { seen } = await busiest(60, () => 2_500);
    expect(seen.slice(-3)).toEqual([1, 1, 1]);
    expect(seen.slice(6, 11).every((count) => count <= 5)).toBe(true);
    expect(seen.slice(6, 11)).toContain(5);
  });

  it("halves at once when Azure DevOps refuses calls for their number", async () => {
    const { seen } = await busiest(
      24,
      () => 100,
      (nth) => (nth === 1 ? tooMany() : json({})),
    );
    expect(Math.max(...seen.slice(0, 6))).toBe(6);
    expect(Math.max(...seen.slice(6, 9))).toBe(3);
  });

  it("recovers when calls are quick again", async () => {
    const { seen } = await busiest(200, (nth) => (nth <= 30 ? 2_500 : 100));
    expect(Math.min(...seen.slice(20, 40))).toBe(1);
    expect(seen.at(-1)).toBe(6);
  });

  it("lets nobody in whose signal was aborted while waiting, and loses no lane over it", async () => {
    const controller = new AbortController();
    const slow = async (): Promise<Response> => {
      await clock.sleep(100);
      return json({});
    };
    const steps = [step("GET a", slow), step("GET c", () => json({}))];
    const { clock, send, script } = scripted(steps, () => Promise.resolve("t"), 1);
    const request = (path: string, signal?: AbortSignal) => send({ path, signal });
    const first = request("a");
    const second = request("b", controller.signal);
    const third = request("c");
    controller.abort();
    await expect(second).rejects.toBeInstanceOf(Cancelled);
    await Promise.all([first, third]);
    script.done();
  });
});
