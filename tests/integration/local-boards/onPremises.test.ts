import { ROUTES } from "../../../scripts/local-boards/rest/routes";
import { serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

describe.each(["7.0", "7.1"] as const)("an Azure DevOps Server of version %s", (serverVersion) => {
  let served: Served;

  beforeAll(async () => {
    const small = new SmallEstate();
    small.item("A server");
    served = await serve({ estate: small.build(), clock: () => NOW, serverVersion });
  });
  afterAll(() => served.close());

  it("answers in its newest version and in older ones", async () => {
    for (const version of [serverVersion, `${serverVersion}-preview`, "5.0-preview.3"]) {
      expect((await served.send("GET", `/_apis/wit/workitems/1?api-version=${version}`)).status).toBe(200);
    }
    const unsaid = await served.send("GET", "/_apis/projects", { accept: "application/json" });
    expect(unsaid.headers.get("content-type")).toBe(`application/json; charset=utf-8; api-version=${serverVersion}`);
  });

  it("refuses newer ones and says which is its newest", async () => {
    const newer = await served.send("GET", "/_apis/projects?api-version=7.2-preview.4");
    expect([newer.status, newer.json]).toEqual([
      400,
      expect.objectContaining({
        message: `The requested REST API version of 7.2 is out of range for this server. The latest REST API version this server supports is ${serverVersion}.`,
        typeKey: "VssVersionOutOfRangeException",
      }),
    ]);
  });

  it("lists no newer version", async () => {
    const { value } = (await served.send("OPTIONS", "/_apis")).json as {
      value: { minVersion: string; maxVersion: string; releasedVersion: string }[];
    };
    expect(new Set(value.map(({ maxVersion }) => maxVersion))).toEqual(new Set([serverVersion]));
    expect(value.filter(({ minVersion }) => Number(minVersion) > Number(serverVersion))).toEqual([]);
    expect(new Set(value.map(({ releasedVersion }) => releasedVersion))).toEqual(new Set([serverVersion, "0.0"]));
  });

  it("has no route of a resource that came later", async () => {
    const later = ROUTES.filter(({ resource }) => Number(resource.minVersion) > Number(serverVersion));
    for (const { method, template } of later) {
      const answer = await served.send(method, `/_apis/${template}`);
      expect([template, answer.status, answer.headers.get("content-type")]).toEqual([template, 404, "text/plain"]);
    }
  });

  it("has everything in one place, and says so with null", async () => {
    const accept = "application/json;api-version=7.0-preview";
    expect((await served.send("GET", "/_apis/resourceareas", { accept })).json).toEqual({ count: 0, value: null });
    expect((await served.send("GET", "/_apis/connectiondata", { accept })).json).toMatchObject({
      deploymentType: "onPremises",
    });
  });
});
