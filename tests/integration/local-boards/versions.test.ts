import { atLeast, asServedBy } from "../../../scripts/local-boards/http/apiVersion";
import { RESOURCES } from "../../../scripts/local-boards/rest/resources";
import { serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

/** Resources of each kind: released; released and newer than most; previews alone. */
const RELEASED = "/_apis/wit/workitems/1";
const SINCE_5 = "/_apis/wit/workitemsbatch";
const PREVIEWS = "/_apis/connectiondata";

describe("the version of a request", () => {
  let served: Served;

  beforeAll(async () => {
    const small = new SmallEstate();
    small.item("A server");
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterAll(() => served.close());

  /** The type key of a refusal with its status, or the content type's version of a success. */
  async function answer(path: string, version: string | null, method = "GET", body?: unknown): Promise<unknown> {
    const query = version === null ? "" : `?api-version=${encodeURIComponent(version)}`;
    const { status, headers, json } = await served.send(method, path + query, { accept: "application/json", body });
    if (status === 200) return /api-version=(.*)$/.exec(headers.get("content-type") ?? "")?.[1];
    return [status, (json as { typeKey: string }).typeKey];
  }

  it.each([
    ["7.1", "7.1"],
    ["1.0", "1.0"],
    ["7", "7.0"],
    ["v6.0", "6.0"],
    ["5.0-preview", "5.0-preview"],
    ["5.0-Preview.3", "5.0-preview.3"],
    ["7.2-preview.3", "7.2-preview.3"],
  ])("%s is answered in %s", async (asked, answered) => {
    expect(await answer(RELEASED, asked)).toBe(answered);
  });

  it("may stand in Accept, and the address goes before it", async () => {
    const inAccept = await served.send("GET", RELEASED, { accept: "application/json; api-version=5.0-preview.3" });
    expect(inAccept.headers.get("content-type")).toMatch(/api-version=5\.0-preview\.3$/);
    const inBoth = await served.send("GET", `${RELEASED}?api-version=6.0`, {
      accept: "application/json;api-version=5.0",
    });
    expect(inBoth.headers.get("content-type")).toMatch(/api-version=6\.0$/);
  });

  it("may be left out in reading: the newest released one answers, or the newest preview", async () => {
    expect(await answer(RELEASED, null)).toBe("7.1");
    expect(await answer(PREVIEWS, null)).toBe("7.2-preview.1");
  });

  it.each([
    ["POST", SINCE_5, { ids: [1] }],
    ["DELETE", RELEASED, undefined],
  ])("must be there in a %s", async (method, path, body) => {
    expect(await answer(path, null, method, body)).toEqual([400, "VssVersionNotSpecifiedException"]);
  });

  it.each(["x", "7.1-beta", "7.1-preview.x", "7.1.1", ""])("%p is no version", async (version) => {
    expect(await answer(RELEASED, version)).toEqual([400, "VssInvalidApiResourceVersionException"]);
  });

  it("is out of range above the service's newest, below and above the resource's own, and with its number", async () => {
    const outOfRange = [400, "VssVersionOutOfRangeException"];
    expect(await answer(RELEASED, "7.3-preview")).toEqual(outOfRange);
    expect(await answer(RELEASED, "0.9")).toEqual(outOfRange);
    expect(await answer(SINCE_5, "4.1", "POST", { ids: [1] })).toEqual(outOfRange);
    expect(await answer(RELEASED, "7.2-preview.4")).toEqual(outOfRange);
  });

  it("must say that it is a preview where the resource has not been released in it", async () => {
    const preview = [400, "VssInvalidPreviewVersionException"];
    expect(await answer(RELEASED, "7.2")).toEqual(preview);
    expect(await answer(PREVIEWS, "7.1")).toEqual(preview);
    expect(await answer(PREVIEWS, "7.1-preview")).toBe("7.1-preview");
  });
});

describe("versions", () => {
  it("are compared by their numbers", () => {
    expect(atLeast("7.1-preview.3", "7.1")).toBe(true);
    expect(atLeast("7.0", "7.1")).toBe(false);
    expect(atLeast("10.0", "7.1")).toBe(true);
  });

  it("of a resource are none where all of them are newer than the server", () => {
    expect(asServedBy(RESOURCES.workItemsDelete, "7.0")).toBeNull();
    expect(asServedBy(RESOURCES.workItemsDelete, "7.1")).toMatchObject({ maxVersion: "7.1", releasedVersion: "7.1" });
    expect(asServedBy(RESOURCES.connectionData, "7.0")).toMatchObject({ maxVersion: "7.0", releasedVersion: "0.0" });
  });
});
