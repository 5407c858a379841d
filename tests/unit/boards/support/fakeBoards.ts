import { json, refusal } from "./answers";

/** A work item as the fake keeps it. */
export interface FakeItem {
  readonly id: number;
  readonly project?: string;
  readonly type?: string;
  readonly parent?: number | null;
  readonly children?: readonly number[];
  /** Other links, as this item carries them. */
  readonly links?: readonly { readonly rel: string; readonly target: number }[];
  /** In the recycle bin: neither queries nor batch reads show it. */
  readonly deleted?: boolean;
  /** Not shown to the reader, and in no recycle bin. */
  readonly hidden?: boolean;
  /** Listed by queries although it is not shown: it was hidden or deleted between the two. */
  readonly listedAnyway?: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A request to the fake, for faults to choose by. */
export interface FakeRequest {
  readonly kind: "metadata" | "query" | "linkQuery" | "batch" | "recyclebin";
  readonly ids: readonly number[];
  readonly url: string;
  readonly body: { readonly query?: string; readonly [property: string]: unknown };
  /** From 1, over all requests. */
  readonly nth: number;
}

/** How the fake is to behave; by default as documented and without faults. */
export interface FakeOptions {
  /** What a request is answered instead; an Error is a broken line, null the true answer. */
  readonly fault?: (request: FakeRequest) => Response | Error | null;
  readonly omittedAs?: "null" | "absent";
  readonly fields?: readonly string[];
  /** A limit of the server's own below the `$top` that it was asked for. */
  readonly mostResults?: number;
}

export const ORGANIZATION = "https://dev.azure.com/contoso";
export const PROJECT = { id: "11111111-2222-3333-4444-555555555555", name: "Contoso" };
export const AS_OF = "2026-11-23T09:00:00.123Z";

export const FIELDS = [
  "System.WorkItemType",
  "System.State",
  "System.Reason",
  "System.Title",
  "System.AreaPath",
  "System.IterationPath",
  "System.Tags",
  "System.Parent",
  "System.AssignedTo",
  "System.BoardColumn",
  "System.CreatedDate",
  "System.ChangedDate",
  "Microsoft.VSTS.Common.StateChangeDate",
  "Microsoft.VSTS.Common.ClosedDate",
  "Microsoft.VSTS.Common.Priority",
  "Microsoft.VSTS.Scheduling.StoryPoints",
  "Custom.Wave",
];

/** Types of links that the organization has, but for those that every one has. */
const RELATION_TYPES = [
  "System.LinkTypes.Dependency-Forward",
  "System.LinkTypes.Dependency-Reverse",
  "System.LinkTypes.Related",
  "Custom.Serves-Forward",
  "Custom.Serves-Reverse",
];

const QUERY =
  /^SELECT \[System\.Id\] FROM WorkItems WHERE \[System\.TeamProject\] = @project AND \[System\.WorkItemType\] (NOT )?IN \((.*?)\) AND \[System\.Id\] > (\d+) ORDER BY \[System\.Id\](?: ASOF '(.*)')?$/;

const LINK_QUERY =
  /^SELECT \[System\.Id\] FROM WorkItemLinks WHERE \[Source\]\.\[System\.TeamProject\] = @project AND \[Source\]\.\[System\.Id\] >= (\d+)(?: AND \[Source\]\.\[System\.WorkItemType\] (NOT )?IN \((.*?)\))? AND \((\[System\.Links\.LinkType\] = .*?)\) AND \[Target\]\.\[System\.Id\] > 0 ORDER BY \[Source\]\.\[System\.Id\] ASOF '(.*)' MODE \(MustContain\)$/;

/** A few work items behind the calls that a reading makes. Any other call, or a call it would refuse, fails loudly. */
export class FakeBoards {
  /** Every request so far. */
  readonly requests: FakeRequest[] = [];
  private readonly items: ReadonlyMap<number, FakeItem>;

  constructor(
    items: readonly FakeItem[],
    private readonly options: FakeOptions = {},
  ) {
    this.items = new Map(items.map((item) => [item.id, item]));
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = this.understand(url, init);
    this.requests.push(request);
    const fault = this.options.fault?.(request) ?? null;
    if (fault instanceof Error) throw fault;
    return fault ?? this.answer(request);
  };

  /** The requests of one kind. */
  of(kind: FakeRequest["kind"]): FakeRequest[] {
    return this.requests.filter((request) => request.kind === kind);
  }

  private understand(url: string, init: RequestInit): FakeRequest {
    const body = (typeof init.body === "string" ? JSON.parse(init.body) : {}) as FakeRequest["body"];
    const { pathname, searchParams } = new URL(url);
    const kind = pathname.endsWith("/wiql")
      ? body.query?.includes("FROM WorkItemLinks")
        ? "linkQuery"
        : "query"
      : pathname.endsWith("/workitemsbatch")
        ? "batch"
        : pathname.endsWith("/recyclebin")
          ? "recyclebin"
          : "metadata";
    const ids =
      kind === "batch"
        ? (body.ids as number[])
        : kind === "recyclebin"
          ? (searchParams.get("ids") ?? "").split(",").map(Number)
          : [];
    return { kind, ids, url, body, nth: this.requests.length + 1 };
  }

  private answer(request: FakeRequest): Response {
    switch (request.kind) {
      case "query":
        return this.query(request);
      case "linkQuery":
        return this.linkQuery(request);
      case "batch":
        return this.batch(request);
      case "recyclebin":
        return this.recycleBin(request);
      case "metadata":
        return this.metadata(request);
    }
  }

  private query({ url, body }: FakeRequest): Response {
    const match = QUERY.exec(body.query ?? "");
    if (match === null) throw new Error(`The fake does not understand the query: ${body.query}`);
    const [, not, list = "", after, asOf] = match;
    const { searchParams } = new URL(url);
    if ((asOf !== undefined) !== (searchParams.get("timePrecision") === "true")) {
      return refusal(400, "You cannot supply a time with the date when running a query using date precision.", "X");
    }
    const types = textsOf(list);
    const most = Math.min(Number(searchParams.get("$top")), this.options.mostResults ?? 20_000);
    const found = [...this.items.values()]
      .filter(({ project = PROJECT.name }) => project === PROJECT.name)
      .filter(({ deleted = false, hidden = false, listedAnyway = false }) => listedAnyway || !(deleted || hidden))
      .filter(({ type = "User Story" }) => types.has(type.toLowerCase()) === (not === undefined))
      .filter(({ id }) => id > Number(after))
      .sort((a, b) => a.id - b.id)
      .slice(0, most);
    return json({
      queryType: "flat",
      asOf: asOf ?? AS_OF,
      columns: [],
      workItems: found.map(({ id }) => ({ id, url: "" })),
    });
  }

  private linkQuery({ url, body }: FakeRequest): Response {
    const match = LINK_QUERY.exec(body.query ?? "");
    if (match === null) throw new Error(`The fake does not understand the query: ${body.query}`);
    const [, from, not, list, types = "", asOf] = match;
    const { searchParams } = new URL(url);
    if (searchParams.get("timePrecision") !== "true") {
      return refusal(400, "You cannot supply a time with the date when running a query using date precision.", "X");
    }
    const ofTypes = list === undefined ? null : textsOf(list);
    const rels = new Set([...types.matchAll(/= '(.*?)'/g)].map(([, rel]) => rel));
    const isShown = (id: number): boolean => {
      const item = this.items.get(id);
      return item !== undefined && item.deleted !== true && item.hidden !== true;
    };
    const rows = [...this.items.values()]
      .filter(({ id, project = PROJECT.name }) => project === PROJECT.name && id >= Number(from) && isShown(id))
      .filter(({ type = "User Story" }) => ofTypes === null || ofTypes.has(type.toLowerCase()) === (not === undefined))
      .sort((a, b) => a.id - b.id)
      .flatMap(({ id, links = [] }) => {
        const fitting = links.filter(({ rel, target }) => rels.has(rel) && isShown(target));
        return fitting.length === 0
          ? []
          : [
              { target: { id } },
              ...fitting.map(({ rel, target }) => ({ rel, source: { id }, target: { id: target } })),
            ];
      });
    const most = Math.min(Number(searchParams.get("$top")), 20_000);
    return json({ queryType: "oneHop", asOf, columns: [], workItemRelations: rows.slice(0, most) });
  }

  private batch({ ids, body }: FakeRequest): Response {
    if (ids.length > 200)
      return refusal(400, "VS403474: You requested more than 200 ids.", "VssPropertyValidationException");
    if (body.fields !== undefined && body.$expand !== undefined) {
      return refusal(
        400,
        "The expand parameter can not be used with the fields parameter.",
        "ConflictingParametersException",
      );
    }
    const unknown = ((body.fields ?? []) as string[]).find((name) => !(this.options.fields ?? FIELDS).includes(name));
    if (unknown !== undefined)
      return refusal(400, `TF51535: Cannot find field ${unknown}.`, "WorkItemFieldInvalidException");
    const value = ids.map((id) => {
      const item = this.items.get(id);
      // As of a past time, what was made later is not there.
      const made = item?.fields?.["System.CreatedDate"];
      const isLater = typeof body.asOf === "string" && typeof made === "string" && made > body.asOf;
      return item === undefined || item.deleted || item.hidden || isLater
        ? null
        : wireItem(item, body.$expand === "relations");
    });
    return json({ value: this.options.omittedAs === "absent" ? value.filter((item) => item !== null) : value });
  }

  private recycleBin({ ids }: FakeRequest): Response {
    const found = ids.flatMap((id) => {
      const item = this.items.get(id);
      return item?.deleted
        ? [{ id, name: `Item ${id}`, type: item.type ?? "User Story", deletedDate: "2026-11-01T00:00:00Z" }]
        : [];
    });
    return json({ count: found.length, value: found });
  }

  private metadata({ url }: FakeRequest): Response {
    const resource = new URL(url).pathname.split("/_apis/wit/")[1];
    switch (resource) {
      case "workitemtypes":
        return json({
          value: [{ name: "User Story", states: [{ name: "New", color: "b2b2b2", category: "Proposed" }] }],
        });
      case "classificationnodes/iterations":
        return json({ name: "Contoso", path: "\\Contoso\\Iteration", hasChildren: false });
      case "workitemrelationtypes":
        return json({ value: RELATION_TYPES.map((referenceName) => ({ referenceName, name: referenceName })) });
      case "fields":
        return json({
          value: (this.options.fields ?? FIELDS).map((referenceName) => ({ referenceName, name: referenceName })),
        });
      default:
        throw new Error(`The fake does not know ${url}`);
    }
  }
}

/** The texts of a list in WIQL, in lower case. */
function textsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(", ").map((text) => text.slice(1, -1).replaceAll("''", "'").toLowerCase()));
}

function wireItem(item: FakeItem, withLinks: boolean): unknown {
  const {
    id,
    type = "User Story",
    project = PROJECT.name,
    parent = null,
    children = [],
    links = [],
    fields = {},
  } = item;
  const relations = [...children.map((target) => ({ rel: "System.LinkTypes.Hierarchy-Forward", target })), ...links];
  return {
    id,
    rev: 1,
    fields: {
      "System.WorkItemType": type,
      "System.State": "New",
      "System.Title": `Item ${id}`,
      "System.AreaPath": project,
      "System.IterationPath": project,
      "System.CreatedDate": "2026-01-05T08:00:00Z",
      "System.ChangedDate": "2026-01-05T08:00:00.1Z",
      ...(parent === null ? {} : { "System.Parent": parent }),
      ...fields,
    },
    ...(withLinks && relations.length > 0
      ? {
          relations: relations.map(({ rel, target }) => ({
            rel,
            url: `${ORGANIZATION}/_apis/wit/workItems/${target}`,
            attributes: { isLocked: false },
          })),
        }
      : {}),
    url: `${ORGANIZATION}/_apis/wit/workItems/${id}`,
  };
}
