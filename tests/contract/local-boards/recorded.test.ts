import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import type { FaultRule } from "../../../scripts/local-boards/server";
import { serve, type Answer, type Served } from "../../integration/local-boards/serve";

const FOLDER = resolve(__dirname, "../../../../shared/contracts/recorded");
const present = existsSync(FOLDER);
const ORGANIZATION = "https://dev.azure.com/contoso";

interface Pair {
  readonly n: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
}

/** How the pairs of one file are replayed: in their order, against one estate. */
interface Recording {
  readonly name: string;
  readonly file: string;
  /** When the first of them was answered. */
  readonly now: number;
  readonly estate: () => Estate;
  /** What the organisation suffered from. */
  readonly faults?: readonly FaultRule[];
  /** Numbers of the pairs that are replayed. */
  readonly replayed: readonly number[];
  /** Pairs of what is not served and will not be, with the reason. */
  readonly notReplayed: Readonly<Record<number, string>>;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const ABOUT = { label: "recorded", description: "What a recording began with." };
const LINKS_BEGAN = Date.parse("2026-03-31T18:36:26.230Z");
const AREAS_BEGAN = Date.parse("2025-01-09T12:02:30.000Z");
const QUERIES_BEGAN = Date.parse("2025-01-10T12:13:06.117Z");
const QUERY_PROJECT = "WorkItemCreateShowUpdateDeleteTests";
/** What the recorded answer says that it asked for. */
const SHOWN_QUERY =
  "SELECT [System.Id], [System.WorkItemType], [System.Title], [System.AssignedTo], [System.State], [System.Tags] FROM workitems";
const NO_PROJECTS = "projects are not created or deleted";

const RECORDINGS: readonly Recording[] = [
  {
    name: "areas",
    file: "test_boards_areas.json",
    now: AREAS_BEGAN,
    estate: () => {
      const builder = new EstateBuilder();
      builder.user("Test User", "test@example.com");
      builder.project({
        name: "Area1000001",
        process: "Basic",
        iterations: [{ name: "Sprint 1" }],
      });
      return builder.build(ABOUT);
    },
    replayed: [0, ...range(8, 40)],
    notReplayed: { 2: NO_PROJECTS, 41: NO_PROJECTS },
  },
  {
    name: "links",
    file: "test_boards_releations_create_remove.json",
    now: LINKS_BEGAN,
    estate: () => {
      const builder = new EstateBuilder();
      const lead = builder.user("Test User", "test@example.com");
      const project = builder.project({ name: "WIRel000001", process: "Basic" });
      // So that the next one gets the id that the recording begins with.
      builder.item({ id: 972, type: "Task", title: "The one before", project, at: LINKS_BEGAN - 1000, by: lead });
      return builder.build(ABOUT);
    },
    replayed: range(8, 52),
    notReplayed: { 1: NO_PROJECTS, 53: NO_PROJECTS },
  },
  {
    name: "queries",
    file: "test_queryShow.json",
    now: QUERIES_BEGAN,
    estate: () => {
      const builder = new EstateBuilder();
      const lead = builder.user("Test User", "test@example.com");
      const project = builder.project({
        name: QUERY_PROJECT,
        process: "Basic",
        queries: [
          { id: "253d8eb4-0bd1-4c92-adc9-d305c8b99b92", name: "All", folder: "Shared Queries", wiql: SHOWN_QUERY },
        ],
      });
      const at = QUERIES_BEGAN - 60_000;
      builder.item({ id: 40, type: "Issue", title: "Test", project, at, by: lead });
      builder.item({ id: 41, type: "Task", title: "Test2", project, at, by: lead });
      return builder.build(ABOUT);
    },
    replayed: range(0, 3),
    notReplayed: {},
  },
  {
    name: "stopped",
    file: "test_devops_team_createUpdateShowListDeleteListMember.json",
    now: AREAS_BEGAN,
    estate: () => {
      const builder = new EstateBuilder();
      builder.user("Test User", "test@example.com");
      return builder.build(ABOUT);
    },
    faults: [{ route: "_apis", action: { kind: "answer", name: "stopped" } }],
    replayed: range(0, 3),
    notReplayed: {},
  },
];

/**
 * Where answers differ from the recorded ones, with the reason; `*` is any element of a list. A difference that begins with
 * a recording's name is of that one alone.
 */
const DIFFERENCES: Readonly<Record<string, string>> = {
  "- header vary": "answers are not compressed",
  "-/capabilities/versioncontrol": "there is no version control",
  "-/_links/collection": "project collections are not served",
  "areas =/identity/descriptor": "made of the team's id, which the recording invented",
  "areas =/identity/subjectDescriptor": "made of the team's id, which the recording invented",
  "areas =/identity/properties/Domain/$value": "names the project by its id",
  "-/identity/properties/ScopeId": "security scopes are not served",
  "-/identity/properties/SecuringHostId": "security scopes are not served",
  "-/identity/properties/VirtualPlugin": "security scopes are not served",
  "areas #/value": "fewer resource areas: those of what is served",
  "areas =/count": "fewer resource areas: those of what is served",
  "areas =/value/*/name": "fewer resource areas: those of what is served",
  "areas =/id": "nodes are numbered otherwise",
  "areas =/value/*/id": "nodes are numbered otherwise",
  "areas =/children/*/id": "nodes are numbered otherwise",
  "areas =/children/*/children/*/id": "nodes are numbered otherwise",
  "areas =/typeName": "the classes are not the service's own",
  "=/revision": "projects have no revisions",
  "=/lastUpdateTime": "projects have no history",
  "links =/fields/System.AreaId": "nodes are numbered otherwise",
  "links =/fields/System.IterationId": "nodes are numbered otherwise",
  "links =/fields/System.CreatedBy/descriptor": "made of the user's id, which the recording invented",
  "links =/fields/System.ChangedBy/descriptor": "made of the user's id, which the recording invented",
  "links =/fields/System.AuthorizedAs/descriptor": "made of the user's id, which the recording invented",
  "links =/fields/System.PersonId": "persons are numbered otherwise",
  "links =/fields/System.Watermark": "changes are counted from the first one of the estate",
  "links =/fields/System.CreatedDate": "the clock stands still while it is replayed",
  "links =/fields/System.ChangedDate": "the clock stands still while it is replayed",
  "links =/fields/System.AuthorizedDate": "the clock stands still while it is replayed",
  "links =/fields/Microsoft.VSTS.Common.StateChangeDate": "the clock stands still while it is replayed",
  "links =/asOf": "the clock stands still while it is replayed",
  "queries =/asOf": "the clock stands still while it is replayed",
  "queries =/value/*/rev": "the work items of the estate have no history",
};

/**
 * How one value differs from another in form, as paths: `-` lacks in ours, `+` lacks in theirs, `~` is of another kind,
 * `#` is a list of another length, `=` another value. Texts that stand for a kind of value are told by it.
 */
function differences(ours: unknown, theirs: unknown, path = ""): string[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const inside = ours
      .slice(0, theirs.length)
      .flatMap((element, index) => differences(element, theirs[index], `${path}/*`));
    return [...(ours.length === theirs.length ? [] : [`#${path}`]), ...inside];
  }
  if (isObject(ours) && isObject(theirs)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((name) => {
      const here = `${path}/${name}`;
      if (!(name in ours)) return [`-${here}`];
      return name in theirs ? differences(ours[name], theirs[name], here) : [`+${here}`];
    });
  }
  const kind = kindOf(ours);
  if (kind !== kindOf(theirs)) return [`~${path}`];
  return ours === theirs || kind === "uuid" || kind === "address" ? [] : [`=${path}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value !== "string") return typeof value;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return "date";
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value)) return "uuid";
  return /^https?:/.test(value) ? "address" : "text";
}

/** The address of a work item without its parameters. */
function itemOf(url: string): string {
  return url.replace(/\?.*$/, "");
}

/** Kinds and targets of a work item's relations, in their order. */
function relationsOf(answer: unknown): string[] {
  const list =
    isObject(answer) && Array.isArray(answer.relations) ? (answer.relations as { rel: string; url: string }[]) : [];
  return list.map(({ rel, url }) => `${rel} ${url.slice(url.lastIndexOf("/") + 1)}`);
}

/** The headers that the recording kept and that say something of the answer. */
const HEADERS = ["content-type", "location", "x-total-count", "vary"] as const;

function headerDifferences(ours: Headers, theirs: Readonly<Record<string, string>>): string[] {
  return HEADERS.flatMap((name) => {
    const [our, their] = [ours.get(name), theirs[name] ?? null];
    if (our === their || (our !== null && their !== null && name === "location")) return [];
    return [`${our === null ? "-" : their === null ? "+" : "~"} header ${name}`];
  });
}

describe.each(RECORDINGS)("recorded answers of Azure DevOps: $file", (recording) => {
  const { name, file, now, estate, faults = [], replayed, notReplayed } = recording;
  const pairs = present ? (JSON.parse(readFileSync(resolve(FOLDER, file), "utf8")) as Pair[]) : [];
  /** Our ids of what was created in the recording under others. */
  const ids = new Map<number, number>();
  /** What each work item is linked with, as it was answered last: kinds of links and ids, in ours and in their order. */
  const relations = new Map<string, { readonly ours: string[]; readonly theirs: string[] }>();
  let served: Served;

  beforeAll(async () => {
    served = await serve({ estate: estate(), clock: () => now, faults });
  });
  afterAll(() => served.close());

  function pair(n: number): Pair {
    const found = pairs.find((candidate) => candidate.n === n);
    if (found === undefined) throw new Error(`${file} has no pair ${n}.`);
    return found;
  }

  const idOf = (recorded: number): number => ids.get(recorded) ?? recorded;

  async function replay({ method, url, requestHeaders, requestBody }: Pair): Promise<Answer> {
    const path = url.slice(ORGANIZATION.length).replace(/\?ids=(\d+)$/, (_, id) => `?ids=${idOf(Number(id))}`);
    const body = JSON.parse(
      JSON.stringify(requestBody).replaceAll(ORGANIZATION, `${served.origin}/local`),
      (member, value: unknown) => {
        if (member === "id" && typeof value === "number") return idOf(value);
        return member === "path" && typeof value === "string" ? placeOf(value, url) : value;
      },
    ) as unknown;
    const { Accept: accept, "Content-Type": contentType } = requestHeaders;
    return served.send(method, path, {
      ...(body === null ? {} : { body }),
      ...(accept === undefined ? {} : { accept }),
      ...(contentType === undefined ? {} : { contentType }),
    });
  }

  /** The order of relations is nobody's to rely on [R], so one is taken away by its target. */
  function placeOf(path: string, url: string): string {
    const [, index] = /^\/relations\/(\d+)$/.exec(path) ?? [];
    if (index === undefined) return path;
    const of = relations.get(itemOf(url));
    const [removed] = of?.theirs.splice(Number(index), 1) ?? [];
    const place = of?.ours.indexOf(removed ?? "none") ?? -1;
    if (place < 0) throw new Error(`${url} has no relation ${path} to take away.`);
    // What stands behind it moves up before the next operation.
    of?.ours.splice(place, 1);
    return `/relations/${place}`;
  }

  const replaying = present ? it : it.skip;
  for (const n of replayed) {
    replaying(`pair ${n}`, () => hold(n));
  }

  /** A body behind a byte-order mark was recorded as text; the organisation's own name is ours. */
  function plain(recorded: Pair): Pair {
    if (typeof recorded.responseBody !== "string" || !recorded.responseBody.startsWith("\uFEFF")) return recorded;
    const text = recorded.responseBody.slice(1).replace("stopped: contoso.", "stopped: local.");
    return { ...recorded, responseBody: JSON.parse(text) as unknown };
  }

  async function hold(n: number): Promise<void> {
    const recorded = plain(pair(n));
    const answer = await replay(recorded);
    expect([answer.status, answer.status === recorded.status ? "" : answer.text]).toEqual([recorded.status, ""]);
    const { json } = answer;
    if (isObject(json) && isObject(recorded.responseBody) && recorded.method === "POST") {
      const [our, their] = [json.id, recorded.responseBody.id];
      if (typeof our === "number" && typeof their === "number") ids.set(their, our);
    }
    const [ours, theirs] = [relationsOf(json), relationsOf(recorded.responseBody)];
    expect([...ours].sort()).toEqual([...theirs].sort());
    if (ours.length > 0) relations.set(itemOf(recorded.url), { ours, theirs });
    // What other origins can read: nothing, or at least what was recorded.
    const exposed = recorded.responseHeaders["access-control-expose-headers"];
    const ourExposed = answer.headers.get("access-control-expose-headers");
    if (exposed === undefined) expect(ourExposed).toBeNull();
    else expect(ourExposed).toContain(exposed);
    const found = [
      ...differences(json ?? null, recorded.responseBody),
      ...headerDifferences(answer.headers, recorded.responseHeaders),
    ];
    const keyOf = (difference: string): string | null =>
      [difference, `${name} ${difference}`].find((key) => key in DIFFERENCES) ?? null;
    for (const key of found.map(keyOf)) if (key !== null) met.add(key);
    expect(found.filter((difference) => keyOf(difference) === null)).toEqual([]);
    // Errors are the same in each word, but for the class that is the service's own.
    if (recorded.status >= 400)
      expect({ ...(json as object), typeName: "" }).toEqual({ ...(recorded.responseBody as object), typeName: "" });
  }

  replaying("every pair is replayed, or listed with the reason why not", () => {
    const listed = Object.keys(notReplayed).map(Number);
    expect([...replayed, ...listed].sort((a, b) => a - b)).toEqual(pairs.map(({ n }) => n));
  });
});

/** The differences that were met while replaying. */
const met = new Set<string>();

(present ? it : it.skip)("each difference from the recordings that is listed is met", () => {
  expect(Object.keys(DIFFERENCES).filter((difference) => !met.has(difference))).toEqual([]);
});
