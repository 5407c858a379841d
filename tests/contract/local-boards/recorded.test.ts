import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { PATCH, serve, type Served } from "../../integration/local-boards/serve";

const RECORDED = resolve(__dirname, "../../../../shared/contracts/recorded");
const present = existsSync(RECORDED);
const NOW = Date.parse("2026-03-31T18:36:26.230Z");
const ORGANIZATION = "https://dev.azure.com/contoso";

interface Pair {
  readonly n: number;
  readonly method: string;
  readonly url: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Record<string, string>;
  readonly responseBody: unknown;
}

function recording(file: string): Pair[] {
  return JSON.parse(readFileSync(resolve(RECORDED, file), "utf8")) as Pair[];
}

function pair(pairs: readonly Pair[], n: number): Pair {
  const found = pairs.find((candidate) => candidate.n === n);
  if (found === undefined) throw new Error(`The recording has no pair ${n}.`);
  return found;
}

/**
 * The form of a value: names of members with the forms of their values. Of an array it is the form of its first element;
 * texts that stand for a kind of value are told by it.
 */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [form(value[0])];
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => [name, form(member)]),
    );
  }
  if (typeof value !== "string") return typeof value;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return "date";
  return /^https?:/.test(value) ? "address" : "string";
}

/** Of an expanded item, members that only the service's own machinery has. */
const OWN_MACHINERY = ["System.PersonId", "System.Watermark", "System.AuthorizedAs"];

function withoutMachinery(item: unknown): unknown {
  const { fields, ...rest } = item as { fields: Record<string, unknown> };
  return {
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN_MACHINERY.includes(name))),
  };
}

(present ? describe : describe.skip)("recorded answers of Azure DevOps (skipped without ../shared/contracts)", () => {
  let served: Served;
  let links: Pair[];
  const PROJECT = "WIRel000001";

  beforeAll(() => {
    links = recording("test_boards_releations_create_remove.json");
  });

  beforeEach(async () => {
    const builder = new EstateBuilder();
    const lead = builder.user("Test User", "test@example.com");
    const project = builder.project({ name: PROJECT, process: "Basic" });
    // So that the next one gets the id that the recording begins with.
    builder.item({ id: 972, type: "Task", title: "The one before", project, at: NOW - 1000, by: lead });
    served = await serve({ estate: builder.build({ label: "recorded", description: "" }), clock: () => NOW });
    expect(served.boards.users()).toEqual([lead]);
  });
  afterEach(() => served.close());

  function replay(recorded: Pair): ReturnType<Served["send"]> {
    const body = JSON.parse(
      JSON.stringify(recorded.requestBody ?? null).replaceAll(ORGANIZATION, `${served.origin}/local`),
    ) as unknown;
    const isPatch = recorded.url.includes("/workItems/") && recorded.method !== "GET";
    return served.send(recorded.method, recorded.url.slice(ORGANIZATION.length), {
      ...(recorded.requestBody === null ? {} : { body }),
      accept: "application/json;api-version=5.0",
      ...(isPatch ? { contentType: `${PATCH}; charset=utf-8` } : {}),
    });
  }

  it("creation, links, reads and queries have the recorded form, status and content type", async () => {
    for (const n of [9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 27, 28, 36]) {
      const recorded = pair(links, n);
      const answer = await replay(recorded);
      expect([n, answer.status]).toEqual([n, recorded.status]);
      expect(answer.headers.get("content-type")).toBe(recorded.responseHeaders["content-type"]);
      const [ours, theirs] = [answer.json, recorded.responseBody].map((body) =>
        "fields" in (body as object) ? form(withoutMachinery(body)) : form(body),
      );
      expect([n, ours]).toEqual([n, theirs]);
    }
  });

  it("a new work item has the recorded defaults, and links leave its revision alone", async () => {
    const created = (await replay(pair(links, 9))).json as { fields: Record<string, unknown> };
    const recorded = pair(links, 9).responseBody as { fields: Record<string, unknown> };
    for (const name of [
      "System.State",
      "System.Reason",
      "System.AreaPath",
      "Microsoft.VSTS.Common.Priority",
      "System.CreatedDate",
    ]) {
      expect([name, created.fields[name]]).toEqual([name, recorded.fields[name]]);
    }
    for (const n of [10, 11, 12]) await replay(pair(links, n));
    const linked = (await replay(pair(links, 16))).json as { rev: number; relations: { url: string }[] };
    expect(linked.rev).toBe((pair(links, 16).responseBody as { rev: number }).rev);
    expect(linked.relations).toHaveLength(3);
  });

  it("the relation types are the recorded ones, in their order", async () => {
    const answer = (await replay(pair(links, 14))).json as { value: unknown[] };
    const recorded = pair(links, 14).responseBody as { value: unknown[] };
    const withoutUrl = (types: readonly unknown[]): unknown[] =>
      types.map((type) => ({ ...(type as Record<string, unknown>), url: "" }));
    expect(withoutUrl(answer.value)).toEqual(withoutUrl(recorded.value));
  });

  it("classification nodes have the recorded form", async () => {
    const areas = recording("test_boards_areas.json");
    const of = (path: string): Pair => {
      const found = areas.find(({ method, url }) => method === "GET" && url.endsWith(path));
      if (found === undefined) throw new Error(`The recording has no ${path}.`);
      return found;
    };
    for (const path of ["classificationNodes/areas?$depth=1", "classificationNodes?$depth=0"]) {
      const recorded = of(path);
      const answer = await served.send("GET", `/${PROJECT}/_apis/wit/${path}`, {
        accept: "application/json;api-version=5.0",
      });
      expect(form(answer.json)).toEqual(form(recorded.responseBody));
    }
  });
});
