import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEstate } from "../../../scripts/local-boards/server";
import { type Noting, noting, passOn, type Passing } from "./remoteOrganization";
import { PATCH, serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PROJECT = "/Contoso%20Move";
const DOCUMENTS =
  "/_apis/ExtensionManagement/InstalledExtensions/pub/ext/Data/Scopes/Default/Current/Collections/c/Documents";
const PREVIEW = { accept: "application/json;api-version=7.1-preview" };
const TITLE = [{ op: "add", path: "/fields/System.Title", value: "Changed" }];
const patch = { "content-type": PATCH };

let organization: Served;
let token: string;
let small: SmallEstate;
let item: number;
let elsewhere: number;
const passing: Passing[] = [];
const noted: Noting[] = [];

beforeEach(async () => {
  small = new SmallEstate();
  item = small.item("Database server");
  small.item("Second", { tags: ["one"] });
  const other = small.builder.project({ name: "Other Project" });
  elsewhere = small.builder.item({
    type: "Task",
    title: "Of another project",
    project: other,
    at: NOW,
    by: small.lead,
    tags: [],
    fields: {},
  });
  organization = await serve({ estate: small.build(), clock: () => NOW });
  token = organization.boards.tokens.issue(small.lead.id);
});

afterEach(async () => {
  await Promise.all([...passing.splice(0), ...noted.splice(0), organization].map((one) => one.close()));
});

async function pass(options: Parameters<typeof passOn>[1] = {}): Promise<Passing> {
  const made = await passOn({ url: `${organization.origin}/local`, token, project: "contoso move" }, options);
  passing.push(made);
  return made;
}

/** Answers like an organisation when it is asked who and where, and as the test says otherwise. */
async function passOnTo(
  answer: NonNullable<Parameters<typeof noting>[0]> = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  },
  more: object = {},
): Promise<[Passing, Noting]> {
  const server = await noting((request, response) => {
    const json = { "content-type": "application/json" };
    if (/connectiondata/i.test(request.url)) {
      const authenticatedUser = { id: "u1", providerDisplayName: "Ana", properties: { Account: { $value: "ana@x" } } };
      response.writeHead(200, json).end(JSON.stringify({ authenticatedUser }));
    } else if (/_apis\/projects\//i.test(request.url)) {
      response.writeHead(200, json).end(JSON.stringify({ id: "p1", name: "Move" }));
    } else answer(request, response);
  });
  noted.push(server);
  const made = await passOn({
    url: `${server.origin}/tfs/Collection`,
    token: "secret-of-the-test",
    project: "Move",
    ...more,
  });
  passing.push(made);
  return [made, server];
}

async function requestsOf(served: Served): Promise<{ method: string; path: string }[]> {
  return (await served.raw("GET", "/_local/requests")).json as { method: string; path: string }[];
}

describe("reading a real organisation", () => {
  it("answers what the organisation answers, with local addresses in place of its own", async () => {
    const local = await pass();
    const direct = await organization.send("GET", `${PROJECT}/_apis/wit/workitems/${item}?$expand=all`);
    const passed = await local.send("GET", `${PROJECT}/_apis/wit/workitems/${item}?$expand=all`);
    expect(passed.status).toBe(200);
    expect(passed.text).toBe(direct.text.replaceAll(`"${organization.origin}/`, `"${local.origin}/`));
    expect(passed.text).not.toContain(organization.origin);
    expect(passed.headers.get("content-type")).toBe(direct.headers.get("content-type"));
  });

  it("sends queries and batches, which are read by POST", async () => {
    const local = await pass();
    const wiql = await local.send("POST", `${PROJECT}/_apis/wit/wiql`, {
      query: "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project",
    });
    expect(wiql.json).toMatchObject({ workItems: [{ id: item }, { id: item + 1 }] });
    const batch = await local.send("POST", "/_apis/wit/workitemsbatch", { ids: [item], fields: ["System.Title"] });
    expect(batch.json).toMatchObject({ count: 1, value: [{ id: item }] });
  });

  it("answers errors, statuses and the bare style as the organisation does", async () => {
    const local = await pass();
    const missing = await local.send("GET", "/_apis/wit/workitems/9999");
    expect(missing.status).toBe(404);
    expect(missing.json).toMatchObject({ typeKey: "WorkItemUnauthorizedAccessException" });
    const bare = await local.send("GET", `${PROJECT}/_apis/wit/workitemtypes`, undefined, {
      accept: "application/json;api-version=5.0;excludeUrls=true;noArrayWrap=true",
      "content-type": "undefined",
    });
    expect(Array.isArray(bare.json)).toBe(true);
  });

  it("names the token's user and the one project, and says that it is real and read-only", async () => {
    const { boards } = await pass();
    expect(boards.users()).toEqual([
      { id: small.lead.id, displayName: "Lead Person", uniqueName: "lead@contoso.example", role: "reader" },
    ]);
    expect(boards.projects()).toMatchObject([{ id: small.project.id, name: "Contoso Move" }]);
    expect(boards.describe().label).toBe("real organisation local, read-only");
    expect((await pass({ allowsWrites: true })).boards.describe().label).toContain("changes are real");
  });

  it("asks for the local token before anything is sent, and refuses the real one", async () => {
    const local = await pass();
    await organization.raw("DELETE", "/_local/requests");
    const path = `/local${PROJECT}/_apis/wit/workitems/${item}`;
    expect((await local.raw("GET", path)).status).toBe(401);
    expect((await local.raw("GET", path, { authorization: `Bearer ${token}` })).status).toBe(401);
    expect(await requestsOf(organization)).toEqual([]);
  });

  it("answers preflights and the headers of CORS as the stand-in does", async () => {
    const local = await pass();
    const ask = { origin: "http://elsewhere.example", "access-control-request-method": "GET" };
    for (const [method, path, headers] of [
      ["OPTIONS", "/_apis/wit/workitemsbatch", ask],
      ["GET", `/_apis/wit/workitems/${item}`, {}],
    ] as const) {
      const [here, there] = [
        await local.send(method, path, undefined, headers),
        await organization.send(method, path, { headers }),
      ];
      const cors = (answer: typeof here): string[][] =>
        [...answer.headers].filter(([name]) => name.startsWith("access-control-"));
      expect(cors(here).length).toBeGreaterThan(3);
      expect(cors(here)).toEqual(cors(there));
    }
  });

  it.each([
    ["another project", "GET", "/Other%20Project/_apis/wit/workitemtypes", 404],
    ["another area", "GET", "/_apis/git/repositories", 403],
    ["another project's team", "GET", "/Other/Team/_apis/work/teamsettings", 404],
    ["a path that leaves its area", "GET", "/_apis/wit/%2e%2e%2fgit/repositories", 403],
    ["the same, escaped twice", "GET", "/_apis/wit/%252e%252e%252fgit", 403],
  ])("sends nothing of %s", async (_, method, path, status) => {
    const local = await pass();
    await organization.raw("DELETE", "/_local/requests");
    const answer = await local.send(method, path);
    expect([answer.status, (answer.json as { typeKey: string }).typeKey]).toEqual([status, "NotPassedOnException"]);
    expect(await requestsOf(organization)).toEqual([]);
  });
});

describe("writing to a real organisation", () => {
  const WRITES: readonly [string, string, string, unknown][] = [
    ["changing", "PATCH", "/_apis/wit/workitems/1", TITLE],
    [
      "a change that says twice whether it is one",
      "PATCH",
      "/_apis/wit/workitems/1?validateOnly=true&ValidateOnly=false",
      TITLE,
    ],
    ["creating, if only on trial", "POST", `${PROJECT}/_apis/wit/workitems/$Task?validateOnly=true`, TITLE],
    ["creating", "POST", `${PROJECT}/_apis/wit/workitems/$Task`, TITLE],
    ["deleting", "DELETE", "/_apis/wit/workitems/1", undefined],
    ["many at once", "PATCH", "/_apis/wit/$batch", []],
    ["a write in the clothes of a query", "POST", "/_apis/wit/wiql/..%2Fworkitems/$Task", TITLE],
    ["an area node", "POST", `${PROJECT}/_apis/wit/classificationnodes/areas`, { name: "New" }],
    ["team settings", "PATCH", `${PROJECT}/_apis/work/teamsettings`, {}],
    ["a project", "DELETE", `/_apis/projects/1`, undefined],
  ];

  it.each(WRITES)("is refused unless it is allowed: %s", async (_, method, path, body) => {
    const local = await pass();
    await organization.raw("DELETE", "/_local/requests");
    const answer = await local.send(method, path, body, patch);
    expect([answer.status, (answer.json as { typeKey: string }).typeKey]).toEqual([403, "NotPassedOnException"]);
    expect(await requestsOf(organization)).toEqual([]);
  });

  it("may be asked about: a change that is only validated is passed on, and changes nothing", async () => {
    const local = await pass();
    const { json } = await local.send("PATCH", `/_apis/wit/workitems/${item}?validateOnly=true`, TITLE, patch);
    expect(json).toMatchObject({ id: item, fields: { "System.Title": "Changed" } });
    const there = await local.send("GET", `/_apis/wit/workitems/${item}`);
    expect(there.json).toMatchObject({ rev: 1 });
  });

  it("says how it would be allowed", async () => {
    const local = await pass();
    const { json } = await local.send("PATCH", `/_apis/wit/workitems/${item}`, TITLE, patch);
    expect((json as { message: string }).message).toContain("Start with --allow-writes");
  });

  it("changes and creates work items of the project where it is allowed", async () => {
    const local = await pass({ allowsWrites: true });
    const changed = await local.send("PATCH", `/_apis/wit/workitems/${item}`, TITLE, patch);
    expect(changed.json).toMatchObject({ id: item, rev: 2, fields: { "System.Title": "Changed" } });
    const created = await local.send("POST", `${PROJECT}/_apis/wit/workitems/$Task`, TITLE, patch);
    expect(created.status).toBe(200);
    expect(organization.boards.snapshot().workItems).toHaveLength(4);
  });

  it.each(WRITES.filter(([what]) => !/^(a change|changing|creating)/.test(what)))(
    "lets nothing else through all the same: %s",
    async (_, method, path, body) => {
      const local = await pass({ allowsWrites: true });
      const before = JSON.stringify(organization.boards.snapshot());
      expect((await local.send(method, path, body, patch)).status).toBe(403);
      expect(JSON.stringify(organization.boards.snapshot())).toBe(before);
    },
  );

  it("refuses a work item of another project, also where the address names none", async () => {
    const local = await pass({ allowsWrites: true });
    for (let times = 0; times < 2; times += 1) {
      const answer = await local.send("PATCH", `/_apis/wit/workitems/${elsewhere}`, TITLE, patch);
      expect([answer.status, answer.text.includes("is not of the project Contoso Move")]).toEqual([403, true]);
    }
    expect((await requestsOf(organization)).some(({ method }) => method === "PATCH")).toBe(false);
  });

  it("does not take a read for cover of another method", async () => {
    const local = await pass({ allowsWrites: true });
    const headers = { "x-http-method-override": "DELETE" };
    const answer = await local.send("POST", `${PROJECT}/_apis/wit/wiql`, { query: "SELECT" }, headers);
    expect(answer.status).toBe(400);
  });

  it("changes nothing whose project cannot be looked up, and takes nothing into another project", async () => {
    const local = await pass({ allowsWrites: true });
    await organization.raw(
      "PUT",
      "/_local/faults",
      {},
      JSON.stringify([{ method: "GET", route: `workitems/${item}`, action: { kind: "status", status: 503 } }]),
    );
    const before = JSON.stringify(organization.boards.snapshot());
    for (const place of ["", PROJECT]) {
      const answer = await local.send("PATCH", `${place}/_apis/wit/workitems/${item}`, TITLE, patch);
      expect(answer.status).toBe(503);
    }
    await organization.raw("DELETE", "/_local/faults");
    for (const path of ["/fields/System.TeamProject", "/fields/Team%20Project", "/fields/system.teamproject"]) {
      const move = [{ op: "add", path, value: "Other" }];
      const answer = await local.send("PATCH", `${PROJECT}/_apis/wit/workitems/${item}`, move, patch);
      expect(answer.status).toBe(403);
    }
    expect(JSON.stringify(organization.boards.snapshot())).toBe(before);
  });

  it("sends links with the organisation's own address, escaped or not, and leaves what people wrote", async () => {
    const [local, server] = await passOnTo();
    const allowed = await passOn(
      { url: `${server.origin}/tfs/Collection`, token: "secret-of-the-test", project: "Move" },
      { allowsWrites: true },
    );
    passing.push(allowed);
    const mine = `${allowed.origin}/local`;
    const text = JSON.stringify([
      {
        op: "add",
        path: "/relations/-",
        value: { rel: "System.LinkTypes.Related", url: `${mine}/_apis/wit/workItems/7` },
      },
      { op: "add", path: "/fields/System.Description", value: `see <a href="${mine}/x">${mine}</a>` },
      { op: "add", path: "/fields/System.Title", value: `${mine}ly named` },
    ]);
    const send = (body: string): Promise<unknown> =>
      allowed.raw(
        "POST",
        "/local/Move/_apis/wit/workitems/$Task",
        { authorization: `Bearer ${allowed.token}`, ...patch },
        body,
      );
    await send(text);
    await send(
      `[{"op":"add","path":"/relations/-","url":"${mine.replaceAll("/", String.raw`\/`)}\\/_apis\\/wit\\/workItems\\/7"}]`,
    );
    const [plain = "", escaped = ""] = server.arrived.filter(({ method }) => method === "POST").map(({ body }) => body);
    const theirs = `${server.origin}/tfs/Collection`;
    expect(plain).toBe(text.replace(`"${mine}/_apis`, `"${theirs}/_apis`));
    expect(JSON.parse(escaped)).toEqual([{ op: "add", path: "/relations/-", url: `${theirs}/_apis/wit/workItems/7` }]);
    expect(local.origin).not.toBe(allowed.origin);
  });
});

describe("documents of extensions", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "remote-documents-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("are kept on this machine, and the organisation is never told of them", async () => {
    const file = join(folder, "documents.json");
    const local = await pass({ persistence: { file } });
    await organization.raw("DELETE", "/_local/requests");
    expect((await local.send("PUT", DOCUMENTS, { id: "policy", value: 1 }, PREVIEW)).status).toBe(200);
    expect((await local.send("GET", `${DOCUMENTS}/policy`, undefined, PREVIEW)).json).toMatchObject({ value: 1 });
    await local.boards.save();
    expect(await requestsOf(organization)).toEqual([]);
    expect(organization.boards.snapshot().documents).toEqual([]);

    const kept = await loadEstate(file);
    const again = await pass({ documents: kept?.documents ?? [] });
    expect((await again.send("GET", `${DOCUMENTS}/policy`, undefined, PREVIEW)).json).toMatchObject({ value: 1 });
    expect([kept?.workItems, kept?.projects]).toEqual([[], []]);
  });
});

describe("the real token", () => {
  it("is in no answer, header or kept file, even where the organisation repeats it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "remote-token-"));
    try {
      const secret = "secret-of-the-test";
      const basic = Buffer.from(`:${secret}`).toString("base64");
      const [local, server] = await passOnTo((request, response) => {
        const repeated = `${request.headers.authorization} ${secret}`;
        response.writeHead(500, { "content-type": "application/json", activityid: repeated, "set-cookie": repeated });
        response.end(JSON.stringify({ message: repeated }));
      });
      const answer = await local.send("GET", "/_apis/wit/fields", undefined, { cookie: "a=b" });
      const all = JSON.stringify([answer.text, [...answer.headers], local.boards.describe(), local.boards.users()]);
      expect(all).toContain("***");
      for (const part of [secret, basic]) expect(all).not.toContain(part);
      const received = server.arrived.at(-1)?.headers ?? {};
      expect(received.authorization).toBe(`Basic ${basic}`);
      expect([received.cookie, JSON.stringify(received).includes(local.token)]).toEqual([undefined, false]);
      expect(answer.headers.get("set-cookie")).toBeNull();
      await local.boards.save();
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("follows no redirect: another host is never asked", async () => {
    const foreign = await noting();
    noted.push(foreign);
    const [local] = await passOnTo((_, response) => {
      response.writeHead(302, { location: `${foreign.origin}/signin` }).end();
    });
    const answer = await local.send("GET", "/_apis/wit/fields");
    expect([answer.status, answer.headers.get("location")]).toEqual([502, null]);
    expect(answer.json).toMatchObject({ typeKey: "RedirectNotFollowedException" });
    expect(foreign.arrived).toEqual([]);
  });

  it("goes to the organisation alone, however a request is addressed", async () => {
    const foreign = await noting();
    noted.push(foreign);
    const [local, server] = await passOnTo();
    const { host } = new URL(foreign.origin);
    for (const path of [
      `//${host}/_apis/wit/fields`,
      `/@${host}/_apis/wit/fields`,
      `/_apis/wit/fields?u=${foreign.origin}`,
    ]) {
      await local.send("GET", path, undefined, { "x-forwarded-host": host });
    }
    expect(foreign.arrived).toEqual([]);
    expect(server.arrived.every(({ headers }) => headers["x-forwarded-host"] === undefined)).toBe(true);
  });
});

describe("what an organisation may answer", () => {
  it("passes a 429 with its headers, and continuation tokens and entity tags", async () => {
    const headers = {
      "content-type": "application/json",
      "retry-after": "7",
      "x-ratelimit-remaining": "0",
      "x-ms-continuationtoken": "next",
      etag: '"5"',
      connection: "close",
      "x-frame-options": "SAMEORIGIN",
    };
    const [local] = await passOnTo((_, response) =>
      response.writeHead(429, headers).end('{"message":"TF400733: blocked"}'),
    );
    const answer = await local.send("GET", "/_apis/wit/fields");
    expect(answer.status).toBe(429);
    expect(
      ["retry-after", "x-ratelimit-remaining", "x-ms-continuationtoken", "etag"].map((one) => answer.headers.get(one)),
    ).toEqual(["7", "0", "next", '"5"']);
    expect(answer.headers.get("x-frame-options")).toBeNull();
    expect(answer.headers.get("access-control-expose-headers")).not.toMatch(/retry-after/i);
  });

  it.each([401, 203])("gives a %i no headers of CORS, as the cloud does", async (status) => {
    const [local] = await passOnTo((_, response) =>
      response.writeHead(status, { "content-type": "text/html" }).end("<p>"),
    );
    const answer = await local.send("GET", "/_apis/wit/fields");
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([status, null]);
  });

  it("passes bytes that are no JSON as they are", async () => {
    const bytes = Buffer.from([0, 255, 128, 34, 10]);
    const [local] = await passOnTo((_, response) =>
      response.writeHead(200, { "content-type": "image/png" }).end(bytes),
    );
    const response = await fetch(`${local.origin}/local/_apis/wit/attachments/1`, {
      headers: { authorization: `Bearer ${local.token}` },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it("says so where it takes too long, is too large, or has gone", async () => {
    const [slow] = await passOnTo(() => undefined, { timeoutMs: 300 });
    expect((await slow.send("GET", "/_apis/wit/fields")).status).toBe(504);
    const [large] = await passOnTo((_, response) => response.writeHead(200).end("x".repeat(5_000)), {
      largestAnswer: 4_000,
    });
    expect((await large.send("GET", "/_apis/wit/fields")).status).toBe(502);
    const [gone, server] = await passOnTo();
    await server.close();
    noted.splice(noted.indexOf(server), 1);
    const answer = await gone.send("GET", "/_apis/wit/fields");
    expect(answer.status).toBe(502);
    expect(answer.text).toContain("cannot be reached (ECONNREFUSED)");
  });

  it("ends the request there when who asked has gone away here", async () => {
    let closed: () => void = () => undefined;
    const ended = new Promise<void>((fulfil) => {
      closed = fulfil;
    });
    const abort = new AbortController();
    const [local] = await passOnTo((_, response) => {
      response.on("close", closed);
      abort.abort();
    });
    const asked = fetch(`${local.origin}/local/_apis/wit/fields`, {
      headers: { authorization: `Bearer ${local.token}` },
      signal: abort.signal,
    });
    await expect(asked).rejects.toThrow();
    await ended;
  });
});

describe("faults and the log", () => {
  it("work in front of a real organisation", async () => {
    const local = await pass();
    const faults = [
      { route: "wit/fields", nth: 1, action: { kind: "status", status: 503 } },
      { route: "wit/fields", nth: 2, action: { kind: "drop" } },
      { route: "wit/fields", nth: 3, action: { kind: "truncate" } },
    ];
    const set = await local.raw("PUT", "/_local/faults", {}, JSON.stringify(faults));
    expect([set.status, set.json]).toEqual([200, faults]);
    await organization.raw("DELETE", "/_local/requests");
    const spoiled = await local.send("GET", "/_apis/wit/fields");
    expect([spoiled.status, spoiled.headers.get("access-control-allow-origin")]).toEqual([503, "*"]);
    await expect(local.send("GET", "/_apis/wit/fields")).rejects.toThrow();
    await expect(local.send("GET", "/_apis/wit/fields")).rejects.toThrow();
    expect((await local.send("GET", "/_apis/wit/fields")).status).toBe(200);
    // The first two did not reach it.
    expect(await requestsOf(organization)).toHaveLength(2);
    const { json } = await local.raw("GET", "/_local/requests");
    expect(
      (json as { status: number | null; faults: string[] }[]).map(({ status, faults: kinds }) => [status, ...kinds]),
    ).toEqual([[503, "status"], [null, "drop"], [null, "truncate"], [200]]);
  });

  it("are set by the host's own pages alone, and nothing of the organisation can be", async () => {
    const local = await pass();
    const foreign = await local.raw("GET", "/_local/requests", { origin: "http://elsewhere.example" });
    expect(foreign.status).toBe(403);
    expect((await local.raw("PUT", "/_local/clock", {}, '{"offset":1}')).status).toBe(404);
    expect((await local.raw("PUT", "/_local/unreadable-areas", {}, "{}")).status).toBe(404);
    expect((await local.raw("GET", "/_local/estate")).json).toMatchObject({ users: [{ displayName: "Lead Person" }] });
  });
});

describe("an organisation that cannot be tried", () => {
  const start = (url: string, project = "Contoso Move", secret = token): Promise<unknown> =>
    passOn({ url, token: secret, project }).then((made) => passing.push(made));

  it("is said to refuse the token", async () => {
    await expect(start(`${organization.origin}/local`, "Contoso Move", "nobodys-token")).rejects.toThrow(
      /does not accept the token in AZURE_DEVOPS_TOKEN \(status 401\).*Work Items \(read/,
    );
  });

  it.each([
    [203, "its sign-in page, status 203"],
    [302, "its sign-in page, status 302"],
    [403, "forbids it GET /_apis/connectionData (403)"],
    [500, "with status 500"],
    [404, "There is no organisation at"],
    [200, "answers otherwise than Azure DevOps does"],
  ])("is explained when it answers %i", async (status, message) => {
    const server = await noting((_, response) => {
      response
        .writeHead(status, { "content-type": "application/json", location: "https://elsewhere.example/" })
        .end("{}");
    });
    noted.push(server);
    await expect(start(`${server.origin}/tfs/C`)).rejects.toThrow(message);
    expect(server.arrived).toHaveLength(1);
  });

  it("is said to have no such project", async () => {
    await expect(start(`${organization.origin}/local`, "No such")).rejects.toThrow('There is no project "No such" in');
  });

  it("is said to be out of reach", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(start(`http://127.0.0.1:${port}/c`)).rejects.toThrow("cannot be reached (ECONNREFUSED)");
  });
});
