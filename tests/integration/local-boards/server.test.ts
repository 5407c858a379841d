import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetEstate, loadEstate, sampleEstate } from "../../../scripts/local-boards/server";
import { PATCH, serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

/** What the official client asks for with every request. */
const CLIENT_ACCEPT =
  "application/json;api-version=5.0-preview.2;excludeUrls=true;enumsAsNumbers=true;msDateFormat=true;noArrayWrap=true";

describe("the server", () => {
  let served: Served;
  let small: SmallEstate;

  beforeEach(async () => {
    small = new SmallEstate();
    small.item("A server");
    small.item("Hidden", { area: "Contoso Move\\Secret" });
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterEach(() => served.close());

  describe("and who asks", () => {
    const READ = "/local/_apis/wit/workitems/1?api-version=7.1";

    it("takes a token as Bearer and as personal access token", async () => {
      const token = served.boards.tokens.issue(small.other.id);
      const basic = Buffer.from(`:${token}`).toString("base64");
      expect((await served.raw("GET", READ, { authorization: `Bearer ${token}` })).status).toBe(200);
      expect((await served.raw("GET", READ, { authorization: `Basic ${basic}` })).status).toBe(200);
    });

    it("answers 401 without the headers of CORS to all others", async () => {
      for (const authorization of ["", "Bearer nonsense", "Basic bm9uc2Vuc2U="]) {
        const refused = await served.raw("GET", READ, { authorization, "x-tfs-fedauthredirect": "Suppress" });
        expect(refused.status).toBe(401);
        expect(refused.headers.get("access-control-allow-origin")).toBeNull();
      }
    });

    it("answers a wrong personal access token with a sign-in page, as if all were well", async () => {
      const page = await served.raw("GET", READ, { authorization: "Basic bm9uc2Vuc2U=" });
      expect(page.status).toBe(203);
      expect(page.headers.get("content-type")).toMatch(/^text\/html/);
      expect(page.headers.get("access-control-allow-origin")).toBeNull();
    });

    it("issues no token to a stranger", () => {
      expect(() => served.boards.tokens.issue("nobody")).toThrow("There is no user nobody.");
    });

    it("says who it is", async () => {
      const answer = await served.send("GET", "/_apis/connectionData", {
        user: small.other.id,
        accept: "application/json;api-version=7.1-preview",
      });
      expect(answer.json).toMatchObject({
        authenticatedUser: { id: small.other.id, providerDisplayName: "Other Person" },
      });
    });
  });

  describe("and other origins", () => {
    it("exposes the documented headers and no more", async () => {
      const { headers } = await served.send("GET", "/_apis/projects");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-expose-headers")?.split(",").sort()).toEqual(
        [
          "ActivityId",
          "ETag",
          "Request-Context",
          "X-MS-ContinuationToken",
          "X-TFS-Session",
          "X-VSS-GlobalMessage",
        ].sort(),
      );
    });

    it("answers a preflight without a token", async () => {
      const answer = await served.raw("OPTIONS", "/local/_apis/projects", {
        origin: "http://elsewhere.example",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization,content-type",
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("access-control-allow-headers")).toMatch(/authorization.*content-type/);
      expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
    });
  });

  describe("and the form of answers", () => {
    it("names the version in successes and not in errors", async () => {
      expect((await served.send("GET", "/_apis/projects")).headers.get("content-type")).toBe(
        "application/json; charset=utf-8; api-version=7.1",
      );
      expect((await served.send("GET", "/_apis/wit/workitems/99")).headers.get("content-type")).toBe(
        "application/json; charset=utf-8",
      );
    });

    it("answers bare arrays, numbers, dates in ticks and no addresses to the official client", async () => {
      const projects = await served.send("GET", "/_apis/projects", { accept: CLIENT_ACCEPT });
      expect(projects.json).toEqual([expect.objectContaining({ name: "Contoso Move", state: 1, visibility: 0 })]);
      expect(projects.text).not.toContain('"url"');
      const one = await served.send("GET", "/_apis/wit/workitems/1", { accept: CLIENT_ACCEPT });
      expect(one.text).toContain(String.raw`"System.CreatedDate":"\/Date(1767605400000)\/"`);
      expect(one.text).not.toContain('"_links"');
    });

    it("answers an unknown route in plain text", async () => {
      const answer = await served.send("GET", "/_apis/wit/nothing");
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/plain"]);
    });

    it("finds routes and projects without regard to case, and projects by id", async () => {
      for (const project of ["CONTOSO%20move", small.project.id]) {
        expect((await served.send("GET", `/${project}/_APIS/WIT/WorkItemTypes/user%20story/States`)).status).toBe(200);
      }
      expect((await served.send("GET", "/Nowhere/_apis/wit/workitemtypes")).json).toMatchObject({
        typeKey: "ProjectDoesNotExistWithNameException",
      });
    });

    it("refuses versions out of range, and previews that do not say so", async () => {
      const asked = async (version: string): Promise<unknown> =>
        ((await served.send("GET", `/_apis/projects?api-version=${version}`)).json as { typeKey?: string }).typeKey;
      expect(await asked("7.2")).toBe("VssInvalidPreviewVersionException");
      expect(await asked("7.2-preview.1")).toBeUndefined();
      expect(await asked("9.0")).toBe("VssVersionOutOfRangeException");
      expect(await asked("x")).toBe("VssInvalidApiResourceVersionException");
    });

    it("takes any address for what it is", async () => {
      expect((await served.send("GET", "/%E0%A4%A/_apis/projects")).status).toBe(404);
      expect((await served.raw("GET", "//")).status).toBe(418);
      expect((await served.send("GET", "/a/b/c/_apis/projects")).status).toBe(418);
    });

    it.each(["text/plain;charset=UTF-8", "application/x-www-form-urlencoded"])(
      "refuses a body that says it is %s with 415",
      async (contentType) => {
        const body = { query: "SELECT [System.Id] FROM WorkItems" };
        const refused = await served.send("POST", "/_apis/wit/wiql", { body, contentType });
        expect(refused.status).toBe(415);
        expect(refused.json).toMatchObject({ typeKey: "VssRequestContentTypeNotSupportedException" });
      },
    );

    it("takes any content type where there is no body", async () => {
      const answer = await served.send("GET", "/_apis/wit/workitems/1", { contentType: "undefined" });
      expect(answer.status).toBe(200);
    });

    it("refuses a body that is not JSON", async () => {
      const token = served.boards.tokens.issue(small.lead.id);
      const headers = {
        authorization: `Bearer ${token}`,
        accept: "application/json;api-version=7.1",
        "content-type": "application/json",
      };
      const refused = await served.raw("POST", "/local/_apis/wit/wiql", headers, "{");
      expect(refused.json).toMatchObject({ typeKey: "VssPropertyValidationException" });
    });

    it("leaves other paths to others", async () => {
      for (const path of ["/", "/local", "/local/Contoso%20Move/_workitems", "/elsewhere/_apis/projects"]) {
        expect((await served.raw("GET", path)).status).toBe(418);
      }
    });
  });

  describe("and classification nodes", () => {
    const nodes = (path: string): ReturnType<Served["send"]> =>
      served.send("GET", `/Contoso%20Move/_apis/wit/classificationNodes${path}`);

    it("answers as deep as asked for, with dates where there are any", async () => {
      expect((await nodes("/iterations?$depth=1")).json).toMatchObject({
        name: "Contoso Move",
        structureType: "iteration",
        path: "\\Contoso Move\\Iteration",
        hasChildren: true,
        children: [
          {
            name: "Sprint 1",
            path: "\\Contoso Move\\Iteration\\Sprint 1",
            hasChildren: true,
            attributes: { startDate: "2026-03-02T00:00:00Z", finishDate: "2026-03-13T00:00:00Z" },
          },
          { name: "Later", hasChildren: false },
        ],
      });
      const { json } = await nodes("/iterations");
      expect(json).not.toHaveProperty("children");
    });

    it("finds a node by slashes, by escaped backslashes, and by number of its tree", async () => {
      for (const path of [
        "/iterations/Sprint%201/Week%201",
        "/iterations/%5CSprint%201%5CWeek%201",
        "/1/sprint%201/week%201",
      ]) {
        expect((await nodes(path)).json).toMatchObject({ name: "Week 1" });
      }
      expect((await nodes("/iterations/Nowhere")).status).toBe(404);
    });

    it("hides areas that the reader may not read", async () => {
      served.boards.hideAreas(small.lead.id, ["Contoso Move\\Secret"]);
      const { children } = (await nodes("/areas?$depth=2")).json as { children: { name: string }[] };
      expect(children.map(({ name }) => name)).toEqual(["Payroll"]);
      expect((await nodes("/areas/Secret/Deeper")).status).toBe(404);
    });
  });

  describe("and extension data", () => {
    const BASE = "/_apis/ExtensionManagement/InstalledExtensions/acme/readiness/Data/Scopes";
    const accept = "application/json;api-version=7.2-preview.1";
    const DOCUMENTS = `${BASE}/Default/Current/Collections/plans/Documents`;
    const send = (method: string, path: string, body?: unknown, user?: string): ReturnType<Served["send"]> =>
      served.send(method, path, { body, accept, ...(user === undefined ? {} : { user }) });
    const typeKey = async (answer: ReturnType<Served["send"]>): Promise<unknown> => {
      const { status, json } = await answer;
      return [status, (json as { typeKey?: string }).typeKey];
    };

    it("counts versions, and refuses a stale one with 400", async () => {
      expect((await send("POST", DOCUMENTS, { id: "a", value: 1 })).json).toEqual({ id: "a", value: 1, __etag: 1 });
      expect((await send("PUT", DOCUMENTS, { id: "a", value: 2, __etag: 1 })).json).toMatchObject({ __etag: 2 });
      expect(await typeKey(send("PUT", DOCUMENTS, { id: "a", value: 3, __etag: 1 }))).toEqual([
        400,
        "InvalidDocumentVersionException",
      ]);
      expect((await send("PUT", DOCUMENTS, { id: "a", value: 3, __etag: -1 })).json).toMatchObject({ __etag: 3 });
      expect((await send("GET", `${DOCUMENTS}/a`)).json).toEqual({ id: "a", value: 3, __etag: 3 });
    });

    it("tells a missing collection from a missing document, and an existing one from a new one", async () => {
      expect(await typeKey(send("GET", DOCUMENTS))).toEqual([404, "DocumentCollectionDoesNotExistException"]);
      expect(await typeKey(send("PATCH", DOCUMENTS, { id: "a" }))).toEqual([
        404,
        "DocumentCollectionDoesNotExistException",
      ]);
      await send("POST", DOCUMENTS, { id: "a" });
      expect(await typeKey(send("GET", `${DOCUMENTS}/b`))).toEqual([404, "DocumentDoesNotExistException"]);
      expect(await typeKey(send("POST", DOCUMENTS, { id: "a" }))).toEqual([400, "DocumentExistsException"]);
      expect((await send("DELETE", `${DOCUMENTS}/a`)).status).toBe(204);
      expect((await send("GET", `${DOCUMENTS}/a`)).status).toBe(404);
    });

    it("takes ids of 50 characters, with slashes in them", async () => {
      expect((await send("POST", DOCUMENTS, { id: "x".repeat(51) })).status).toBe(400);
      await send("POST", DOCUMENTS, { id: "a/b" });
      expect((await send("GET", `${DOCUMENTS}/a%2Fb`)).json).toMatchObject({ id: "a/b" });
    });

    it("keeps a user's own documents from others", async () => {
      const mine = `${BASE}/User/Me/Collections/%24settings/Documents`;
      await send("PUT", mine, { id: "theme", value: "dark" });
      expect((await send("GET", `${mine}/theme`)).json).toMatchObject({ value: "dark" });
      expect((await send("GET", `${mine}/theme`, undefined, small.other.id)).status).toBe(404);
    });
  });

  describe("and faults", () => {
    const control = (method: string, path: string, body?: unknown, headers = {}): ReturnType<Served["raw"]> =>
      served.raw(method, `/_local${path}`, headers, body === undefined ? undefined : JSON.stringify(body));
    const read = (): ReturnType<Served["send"]> => served.send("GET", "/_apis/wit/workitems/1");

    it("answers a status to the first so many requests of a route", async () => {
      await control("PUT", "/faults", [
        {
          method: "GET",
          route: "workitems/1",
          first: 2,
          action: { kind: "status", status: 429, headers: { "Retry-After": "7" } },
        },
      ]);
      const first = await read();
      expect([first.status, first.headers.get("retry-after")]).toEqual([429, "7"]);
      expect(first.text).toContain("TF400733");
      expect((await served.send("GET", "/_apis/projects")).status).toBe(200);
      expect((await read()).status).toBe(429);
      expect((await read()).status).toBe(200);
    });

    it("knows every n-th, a range, and routes by expression", async () => {
      served.boards.setFaults([
        { route: "/workitems\\/\\d+$/", every: 2, from: 3, action: { kind: "status", status: 503 } },
      ]);
      const statuses = [];
      for (let i = 0; i < 6; i += 1) statuses.push((await read()).status);
      expect(statuses).toEqual([200, 200, 200, 503, 200, 503]);
    });

    it("drops connections and cuts answers", async () => {
      served.boards.setFaults([
        { route: "projects", action: { kind: "drop" } },
        { route: "workitems", action: { kind: "truncate" } },
      ]);
      await expect(served.send("GET", "/_apis/projects")).rejects.toThrow();
      await expect(read()).rejects.toThrow();
    });

    it("keeps a log of what was asked and answered", async () => {
      await control("DELETE", "/requests");
      await control("PUT", "/faults", [{ route: "projects", nth: 1, action: { kind: "status", status: 503 } }]);
      await read();
      await served.send("GET", "/_apis/projects?$top=1");
      expect((await control("GET", "/requests")).json).toEqual([
        { method: "GET", path: "/local/_apis/wit/workitems/1", query: "", status: 200, faults: [] },
        { method: "GET", path: "/local/_apis/projects", query: "?$top=1", status: 503, faults: ["status"] },
      ]);
    });

    it("hides areas, and tells of the estate", async () => {
      await control("PUT", "/unreadable-areas", { user: small.lead.id, areas: ["Contoso Move\\Secret"] });
      expect((await served.send("GET", "/_apis/wit/workitems/2")).status).toBe(404);
      const misspelt = await control("PUT", "/unreadable-areas", {
        user: small.lead.id,
        areas: ["Contoso Move\\Secrets"],
      });
      expect([misspelt.status, misspelt.json]).toEqual([400, { message: "There is no area Contoso Move\\Secrets." }]);
      expect((await served.send("GET", "/_apis/wit/workitems/2")).status).toBe(404);
      expect((await control("GET", "/estate")).json).toMatchObject({ label: "small" });
    });

    it("refuses rules that are none, and pages of other origins", async () => {
      expect((await control("PUT", "/faults", [{ route: "/(/", action: { kind: "drop" } }])).status).toBe(400);
      expect((await control("PUT", "/faults", [{ route: "x", action: { kind: "explode" } }])).status).toBe(400);
      expect((await control("GET", "/requests", undefined, { origin: "http://elsewhere.example" })).status).toBe(403);
      expect((await control("GET", "/requests", undefined, { origin: served.origin })).status).toBe(200);
    });
  });
});

describe("keeping an estate", () => {
  let folder: string;
  const served: Served[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "local-boards-"));
  });
  afterEach(async () => {
    for (const one of served.splice(0)) await one.close();
    await rm(folder, { recursive: true });
  });

  async function start(file: string): Promise<Served> {
    const estate = (await loadEstate(file)) ?? sampleEstate({ now: NOW });
    const one = await serve({ estate, clock: () => NOW, persistence: { file } });
    served.push(one);
    return one;
  }

  it("brings back changed work items, documents and hidden areas", async () => {
    const file = join(folder, "kept", "estate.json");
    const first = await start(file);
    const body = [{ op: "add", path: "/fields/System.Title", value: "Renamed" }];
    await first.send("PATCH", "/_apis/wit/workitems/103", { body, contentType: PATCH });
    await first.boards.save();
    const again = await start(file);
    expect((await again.send("GET", "/_apis/wit/workitems/103")).json).toMatchObject({
      fields: { "System.Title": "Renamed" },
    });
    expect(again.boards.snapshot()).toEqual(first.boards.snapshot());
    expect(await readdir(join(folder, "kept"))).toEqual(["estate.json"]);
  });

  it("begins anew when it was forgotten", async () => {
    const file = join(folder, "estate.json");
    await (await start(file)).boards.save();
    await forgetEstate(file);
    expect(await loadEstate(file)).toBeNull();
  });

  it("names a file that is no estate", async () => {
    const file = join(folder, "estate.json");
    await writeFile(file, "{}");
    await expect(loadEstate(file)).rejects.toThrow(/estate\.json is not a kept estate.*--reset/);
  });
});
