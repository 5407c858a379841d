import { serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

interface Locations {
  readonly count: number;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

const RECORDED_MEMBERS = [
  "area",
  "id",
  "maxVersion",
  "minVersion",
  "releasedVersion",
  "resourceName",
  "resourceVersion",
  "routeTemplate",
];
const PREVIEW = { accept: "application/json;api-version=5.0-preview.1" };

describe("locations of resources", () => {
  let served: Served;

  beforeAll(async () => {
    served = await serve({ estate: new SmallEstate().build(), clock: () => NOW });
  });
  afterAll(() => served.close());

  const options = async (path: string): Promise<Locations> => {
    const answer = await served.send("OPTIONS", path);
    expect(answer.status).toBe(200);
    return answer.json as Locations;
  };

  it("are listed for an area, without regard to case, with the recorded members", async () => {
    const { count, value } = await options("/_apis/WIT");
    expect(count).toBe(value.length);
    expect(new Set(value.map(({ area }) => area))).toEqual(new Set(["wit"]));
    for (const location of value) expect(Object.keys(location).sort()).toEqual(RECORDED_MEMBERS);
    expect(value).toContainEqual({
      id: "72c7ddf8-2cdc-4f60-90cd-ab71c14a399b",
      area: "wit",
      resourceName: "workItems",
      routeTemplate: "{project}/_apis/{area}/{resource}/{id}",
      resourceVersion: 3,
      minVersion: "1.0",
      maxVersion: "7.2",
      releasedVersion: "7.1",
    });
  });

  it("are listed for all areas at once, each resource once, whatever the host types", async () => {
    const all = await options("/_apis?allHostTypes=True");
    expect(await options("/_apis")).toEqual(all);
    const ids = all.value.map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(new Set(all.value.map(({ area }) => area))).toEqual(
      new Set(["wit", "work", "core", "Location", "ExtensionManagement"]),
    );
  });

  it("are none for an area that is not served", async () => {
    expect(await options("/_apis/build")).toEqual({ count: 0, value: [] });
  });

  it("are bare to a client that asks for bare arrays", async () => {
    const answer = await served.send("OPTIONS", "/_apis/work", { accept: "application/json;noArrayWrap=true" });
    expect(answer.json).toContainEqual(expect.objectContaining({ resourceName: "backlogconfiguration" }));
  });

  it("need a token, stand below the organisation alone, and are no preflight", async () => {
    expect((await served.raw("OPTIONS", "/local/_apis/wit")).status).toBe(401);
    expect((await served.send("OPTIONS", "/Contoso%20Move/_apis/wit")).status).toBe(404);
    const preflight = await served.raw("OPTIONS", "/local/_apis/wit", {
      origin: "http://elsewhere.example",
      "access-control-request-method": "GET",
    });
    expect([preflight.status, preflight.text]).toEqual([200, ""]);
  });

  it("have areas, with an address that ends with a slash", async () => {
    const { json } = await served.send("GET", "/_apis/ResourceAreas", PREVIEW);
    const { count, value } = json as Locations;
    expect(count).toBe(value.length);
    expect(value).toContainEqual({
      id: "6c2b0933-3600-42ae-bf8b-93d4f7e83594",
      name: "ExtensionManagement",
      locationUrl: `${served.origin}/local/`,
    });
    const one = await served.send("GET", "/_apis/resourceareas/5264459E-E5E0-4BD8-B118-0985E68A4EC5", PREVIEW);
    expect(one.json).toEqual({
      id: "5264459e-e5e0-4bd8-b118-0985e68a4ec5",
      name: "wit",
      locationUrl: `${served.origin}/local/`,
    });
  });

  it("have no area of what is not served", async () => {
    const analytics = await served.send("GET", "/_apis/resourceareas/f47c4501-5e41-4a7c-b17b-19b7cef00b91", PREVIEW);
    expect([analytics.status, analytics.json]).toEqual([
      404,
      expect.objectContaining({ typeKey: "ResourceAreaNotFoundException" }),
    ]);
  });
});
