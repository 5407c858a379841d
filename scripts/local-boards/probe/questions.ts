import { LINK_TYPES } from "../store/linkTypes";
import { RESOURCES, type Resource } from "../rest/resources";
import * as v from "valibot";
import type { Asked, Reading } from "./asking";
import { formOf, mediaType, namesIn, type Observation, outcome, refusal } from "./observation";

/** How sure the stand-in's behaviour is: documented, recorded, seen in packages, inferred, unverified. */
export type Grade = "D" | "R" | "S" | "C" | "?";

/** Something that can be asked of any organisation without changing it. */
export interface Question {
  readonly id: string;
  /** What is asked, in one line. */
  readonly asks: string;
  readonly grade: Grade;
  observe(asked: Asked): Promise<Observation>;
}

/** What the probe does not ask, and why. */
export const NOT_ASKED: readonly { readonly asks: string; readonly why: string }[] = [
  { asks: "The most entries of $batch", why: "a batch writes" },
  { asks: "The size limit of an extension's document, and creating one that exists", why: "it would write" },
  { asks: "A missing collection of extension data", why: "the extension must be installed, and it is on another host" },
  { asks: "Whether a pipeline's token can read extension data", why: "only a pipeline has one" },
  { asks: "Whether a server task may use an empty EndpointId", why: "only a pipeline can tell" },
  {
    asks: "Whether the host repeats a form event for a late listener",
    why: "only a page in the organisation can tell",
  },
  { asks: "A refused suppressNotifications or bypassRules", why: "it would write where it is allowed" },
];

const WIQL = "/{project}/_apis/wit/wiql";
const BATCH = "/{project}/_apis/wit/workitemsbatch";
/** The highest number that an id can be: nobody's. */
const NOBODY = 2_147_483_647;

function simple(id: string, asks: string, grade: Grade, reading: Reading, observe = outcome): Question {
  return { id, asks, grade, observe: async (asked) => observe(await asked.ask(reading), asked) };
}

function query(id: string, asks: string, grade: Grade, where: string, more = ""): Question {
  const text = `SELECT [System.Id] FROM WorkItems WHERE ${where}`;
  return simple(id, asks, grade, { method: "POST", path: `${WIQL}${more}`, body: { query: text } });
}

function links(id: string, asks: string, grade: Grade, rest: string): Question {
  const text = `SELECT [System.Id] FROM WorkItemLinks WHERE [Source].[System.Id] = ${NOBODY} AND [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward' ${rest}`;
  return simple(id, asks, grade, { method: "POST", path: WIQL, body: { query: text } });
}

const QUERIES: readonly Question[] = [
  query("flat", "the form of a query's answer", "R", `[System.Id] = ${NOBODY}`),
  query("unknownField", "a query names an unknown field", "?", "[No.Such.Field] = 'x'"),
  query("unknownPath", "a query names an unknown path", "C", "[System.IterationPath] UNDER 'No such\\Path'"),
  query("time", "a literal with a time", "C", "[System.ChangedDate] > '2026-01-01T08:00:00Z'"),
  query("midnight", "a literal with the time of midnight", "?", "[System.ChangedDate] > '2026-01-01T00:00:00Z'"),
  query("longQuery", "a query of 33,000 characters", "D", `[System.Title] = '${"x".repeat(33_000)}'`),
  query("top0", "$top is 0", "?", `[System.Id] = ${NOBODY}`, "?$top=0"),
  query("top20001", "$top is 20,001", "?", `[System.Id] = ${NOBODY}`, "?$top=20001"),
  query("unknownMacro", "a macro that does not exist", "?", "[System.AssignedTo] = @Nonsense"),
  // Below a project it would be the default team's, which has one or not.
  simple("currentIteration", "@CurrentIteration where no team can be meant", "C", {
    method: "POST",
    path: "/_apis/wit/wiql",
    body: { query: "SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration" },
  }),
  query("follows", "@Follows, which is not served here", "?", "[System.Id] IN (@Follows)"),
  query("any", "[Any] as a value", "D", `[System.State] = [Any] AND [System.Id] = ${NOBODY}`),
  query("notEver", "NOT EVER", "D", "NOT EVER [System.State] = 'Active'"),
  query("syntax", "a query that ends too soon", "?", "[System.Id] ="),
  query("emptyIn", "an empty list after IN", "?", "[System.Id] IN ()"),
  query("order", "an operator that does not fit its field", "?", "[System.Title] UNDER 'x'"),
  links("oneHop", "the form of a link query's answer", "R", "MODE (MustContain)"),
  links("tree", "the form of a tree query's answer", "R", "MODE (Recursive)"),
  links("treeOrder", "ORDER BY with Recursive", "D", "ORDER BY [System.Title] MODE (Recursive)"),
  links("treeAsOf", "ASOF with Recursive", "D", "ASOF '2026-01-01' MODE (Recursive)"),
];

const ITEMS: readonly Question[] = [
  simple("missing", "a work item that does not exist", "C", { path: `/{project}/_apis/wit/workitems/${NOBODY}` }),
  simple("ids201", "201 ids in one batch", "C", {
    method: "POST",
    path: BATCH,
    body: { ids: Array.from({ length: 201 }, (_, index) => index + 1), fields: ["System.Id"] },
  }),
  {
    id: "omit",
    asks: "what errorPolicy omit answers for an id that cannot be read",
    grade: "C",
    async observe(asked) {
      const body = { ids: [NOBODY], fields: ["System.Id"], errorPolicy: "omit" };
      const answered = await asked.ask({ method: "POST", path: BATCH, body });
      const list = v.safeParse(v.object({ value: v.array(v.unknown()) }), answered.json);
      if (!list.success) return refusal(answered, asked);
      return list.output.value.length === 0 ? "left out" : list.output.value[0] === null ? "null" : "something else";
    },
  },
  simple("fieldsAndExpand", "fields together with $expand", "C", {
    method: "POST",
    path: BATCH,
    body: { ids: [NOBODY], fields: ["System.Id"], $expand: "relations" },
  }),
  simple("batchField", "a batch asks for an unknown field", "?", {
    method: "POST",
    path: BATCH,
    body: { ids: [NOBODY], fields: ["No.Such.Field"], errorPolicy: "omit" },
  }),
  simple(
    "asOfComputed",
    "computed fields as of a past day",
    "?",
    {
      method: "POST",
      path: BATCH,
      body: {
        ids: [NOBODY],
        fields: ["System.Parent", "System.BoardColumn"],
        asOf: "2026-01-01T00:00:00Z",
        errorPolicy: "omit",
      },
    },
    statusOnly,
  ),
  simple("wrongPolicy", "$errorPolicy instead of errorPolicy", "C", {
    path: `/{project}/_apis/wit/workitems?ids=${NOBODY}&$errorPolicy=omit`,
  }),
  {
    id: "relationTypes",
    asks: "the relation types",
    grade: "R",
    async observe(asked) {
      const { json } = await asked.ask({ path: "/_apis/wit/workitemrelationtypes" });
      const types = v.parse(v.object({ value: v.array(v.object({ referenceName: v.string() })) }), json).value;
      const ours = LINK_TYPES.map(({ referenceName }) => referenceName);
      const theirs = types.map(({ referenceName }) => referenceName);
      return {
        missing: ours.filter((name) => !theirs.includes(name)).join(", "),
        further: theirs.filter((name) => !ours.includes(name) && /^(System|Microsoft)\./.test(name)).join(", "),
      };
    },
  },
  simple("reporting", "a page of the stream of revisions", "S", {
    path: "/{project}/_apis/wit/reporting/workitemrevisions?fields=System.Id&$maxPageSize=1",
  }),
  simple("missingNode", "an area that does not exist", "?", {
    path: "/{project}/_apis/wit/classificationnodes/areas/No%20such%20area",
  }),
  simple("timeframe", "$timeframe=past", "S", {
    path: "/{project}/_apis/work/teamsettings/iterations?$timeframe=past",
  }),
];

const VERSIONS: readonly Question[] = [
  version("preview50", "5.0-preview.3, which the extension client sends", "R", "5.0-preview.3"),
  version("v72", "7.2 without -preview", "C", "7.2"),
  version("v99", "9.9", "C", "9.9"),
  version("tooHighPreview", "7.1-preview.9", "C", "7.1-preview.9"),
  version("nonsense", "a version that is none", "S", "newest"),
  simple(
    "noVersion",
    "a GET that names no version",
    "C",
    { path: "/{project}/_apis/wit/workitemtypes", version: null },
    statusOnly,
  ),
  simple("noVersionPost", "a POST that names no version", "S", {
    method: "POST",
    path: WIQL,
    version: null,
    body: { query: `SELECT [System.Id] FROM WorkItems WHERE [System.Id] = ${NOBODY}` },
  }),
  simple("previewOnly", "a resource of previews alone, without -preview", "C", { path: "/_apis/connectionData" }),
];

function version(id: string, asks: string, grade: Grade, wanted: string): Question {
  return simple(id, asks, grade, { path: `/{project}/_apis/wit/workitems/${NOBODY}`, version: wanted });
}

const LOCATION = v.object({
  id: v.string(),
  resourceVersion: v.number(),
  minVersion: v.string(),
  maxVersion: v.string(),
  releasedVersion: v.string(),
});

const TRANSPORT: readonly Question[] = [
  simple("unknownRoute", "an address that leads nowhere", "R", { path: "/_apis/wit/nothing-is-here" }),
  {
    id: "preflight",
    asks: "what a preflight admits",
    grade: "?",
    async observe(asked) {
      const { status, headers } = await asked.ask({
        method: "OPTIONS",
        path: WIQL,
        credentials: "none",
        headers: {
          origin: "https://extension.example",
          "access-control-request-method": "POST",
          "access-control-request-headers":
            "authorization,content-type,x-tfs-fedauthredirect,x-vss-reauthenticationaction,x-nobody-knows",
        },
      });
      return {
        status,
        origin: headers.get("access-control-allow-origin"),
        methods: namesIn(headers.get("access-control-allow-methods")).join(","),
        admitsUnknown: namesIn(headers.get("access-control-allow-headers")).includes("x-nobody-knows"),
        admitsSuppress: namesIn(headers.get("access-control-allow-headers")).includes("x-tfs-fedauthredirect"),
      };
    },
  },
  {
    id: "exposed",
    asks: "which headers a page of another origin can read",
    grade: "R",
    async observe(asked) {
      const { headers } = await asked.ask({
        path: "/{project}/_apis/wit/workitemtypes",
        headers: { origin: "https://extension.example" },
      });
      return {
        origin: headers.get("access-control-allow-origin"),
        exposed: namesIn(headers.get("access-control-expose-headers")).join(","),
      };
    },
  },
  {
    id: "throttling",
    asks: "whether a plain answer carries headers of throttling",
    grade: "D",
    async observe(asked) {
      const { headers } = await asked.ask({ path: "/{project}/_apis/wit/workitemtypes" });
      const names = ["retry-after", "x-ratelimit-resource", "x-ratelimit-limit", "x-ratelimit-remaining"];
      return names.filter((name) => headers.has(name)).join(", ");
    },
  },
  {
    id: "noToken",
    asks: "a request without a token, and whether a page may see the refusal",
    grade: "C",
    async observe(asked) {
      const { status, headers } = await asked.ask({
        path: "/{project}/_apis/wit/workitemtypes",
        credentials: "none",
        headers: { origin: "https://extension.example" },
      });
      return { status, isReadable: headers.has("access-control-allow-origin") };
    },
  },
  simple(
    "wrongToken",
    "a token that is nobody's, without suppressing the sign-in page",
    "C",
    { path: "/{project}/_apis/wit/workitemtypes", credentials: "wrong", headers: { "x-tfs-fedauthredirect": "" } },
    (answered) => ({ status: answered.status, type: mediaType(answered.headers) }),
  ),
  simple(
    "contentType",
    "a GET with Content-Type: undefined",
    "S",
    {
      path: "/{project}/_apis/wit/workitemrelationtypes",
      headers: { "content-type": "undefined" },
    },
    statusOnly,
  ),
  {
    id: "style",
    asks: "the style that the extension client asks for",
    grade: "R",
    async observe(asked) {
      const { json } = await asked.ask({
        path: "/{project}/_apis/wit/classificationnodes?$depth=0",
        version: "7.2-preview.2",
        style: "excludeUrls=true;enumsAsNumbers=true;msDateFormat=true;noArrayWrap=true",
      });
      const [first] = Array.isArray(json) ? (json as readonly unknown[]) : [];
      return { isBare: Array.isArray(json), form: formOf(first ?? null) };
    },
  },
  {
    id: "locations",
    asks: "the versions of the resources that are served here",
    grade: "R",
    async observe(asked) {
      const differing: string[] = [];
      for (const area of ["wit", "work", "core"]) {
        const { json } = await asked.ask({ method: "OPTIONS", path: `/_apis/${area}`, version: null });
        const { value } = v.parse(v.object({ value: v.array(v.unknown()) }), json);
        const theirs = new Map(
          value.map((location) => v.parse(LOCATION, location)).map((location) => [location.id.toLowerCase(), location]),
        );
        for (const ours of Object.values<Resource>(RESOURCES).filter((one) => one.area === area)) {
          const found = theirs.get(ours.id);
          if (found === undefined) differing.push(`${area}/${ours.name}: not there`);
          else if (found.maxVersion !== ours.maxVersion || found.releasedVersion !== ours.releasedVersion) {
            differing.push(`${area}/${ours.name}: ${found.maxVersion}, released ${found.releasedVersion}`);
          }
        }
      }
      return differing.join("; ");
    },
  },
  simple("resourceAreas", "the resource areas", "R", { path: "/_apis/resourceareas", version: "7.0-preview.1" }),
];

/** All questions, by subject. */
export const QUESTIONS: readonly Question[] = [...QUERIES, ...ITEMS, ...VERSIONS, ...TRANSPORT];

function statusOnly({ status }: { readonly status: number }): Observation {
  return { status };
}
