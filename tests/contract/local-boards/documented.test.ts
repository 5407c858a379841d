import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { LocalBoardsOptions } from "../../../scripts/local-boards/server";
import { type Answer, PATCH, serve, type Served } from "../../integration/local-boards/serve";
import { NOW, SmallEstate } from "../../integration/local-boards/smallEstate";

/**
 * The errors that Azure DevOps is known to answer, each whole. A text after `text` is the service's own to the letter, as
 * it was documented, recorded or reported; one after `like` is ours around the code that was reported.
 */
interface Documented {
  readonly when: string;
  readonly status: number;
  readonly typeKey: string;
  readonly text?: string;
  readonly like?: RegExp;
  /** Members beside those that every error has. */
  readonly more?: Readonly<Record<string, unknown>>;
  ask(world: World): Promise<Answer>;
}

interface World {
  readonly served: Served;
  readonly item: number;
}

const WIQL = "/Contoso%20Move/_apis/wit/wiql";
const DOCUMENTS =
  "/_apis/ExtensionManagement/InstalledExtensions/contoso/readiness/Data/Scopes/Default/Current/Collections/c/Documents";
const PREVIEW = "application/json;api-version=7.1-preview.1";

function ask(served: Served, where: string): Promise<Answer> {
  return served.send("POST", WIQL, { body: { query: `SELECT [System.Id] FROM WorkItems WHERE ${where}` } });
}

const DOCUMENTED: readonly Documented[] = [
  {
    when: "a batch names 201 ids",
    status: 400,
    typeKey: "VssPropertyValidationException",
    like: /^VS403474: .*200/,
    ask: ({ served }) =>
      served.send("POST", "/_apis/wit/workitemsbatch", { body: { ids: Array.from({ length: 201 }, (_, n) => n + 1) } }),
  },
  {
    when: "a query has 33,000 characters",
    status: 400,
    typeKey: "SyntaxException",
    like: /32000/,
    ask: ({ served }) => ask(served, `[System.Title] = '${"x".repeat(33_000)}'`),
  },
  {
    when: "a query names an iteration path that does not exist",
    status: 400,
    typeKey: "SyntaxException",
    like: /^TF51011: The specified iteration path does not exist\./,
    ask: ({ served }) => ask(served, "[System.IterationPath] UNDER 'Contoso Move\\No such sprint'"),
  },
  {
    when: "a query names a field that does not exist",
    status: 400,
    typeKey: "SyntaxException",
    like: /^TF51005: /,
    ask: ({ served }) => ask(served, "[No.Such.Field] = 'x'"),
  },
  {
    when: "a query compares with a time and asks for no time precision",
    status: 400,
    typeKey: "SyntaxException",
    like: /^You cannot supply a time with the date when running a query using date precision\./,
    ask: ({ served }) => ask(served, "[System.ChangedDate] > '2026-03-01T08:00:00Z'"),
  },
  {
    when: "a work item is missing or hidden",
    status: 404,
    typeKey: "WorkItemUnauthorizedAccessException",
    text: "TF401232: Work item 999 does not exist, or you do not have permissions to read it.",
    more: { eventId: 3200 },
    ask: ({ served }) => served.send("GET", "/_apis/wit/workitems/999"),
  },
  {
    when: "the revision that a patch tests is not the current one",
    status: 412,
    typeKey: "TestPatchOperationFailedException",
    text: "VS403351: Test Operation for path /rev failed, value 1 was not equal to test value 4.",
    ask: ({ served, item }) =>
      served.send("PATCH", `/_apis/wit/workitems/${item}`, {
        contentType: PATCH,
        body: [
          { op: "test", path: "/rev", value: 4 },
          { op: "add", path: "/fields/System.Title", value: "Too late" },
        ],
      }),
  },
  {
    when: "a work item of an unknown type is created",
    status: 404,
    typeKey: "WorkItemTypeNotFoundException",
    like: /^VS402323: /,
    ask: ({ served }) =>
      served.send("POST", "/Contoso%20Move/_apis/wit/workitems/$Saga", {
        contentType: PATCH,
        body: [{ op: "add", path: "/fields/System.Title", value: "x" }],
      }),
  },
  {
    when: "a rule refuses a value",
    status: 400,
    typeKey: "RuleValidationException",
    like: /^TF401320: Rule Error for field Title\. Error code: Required, /,
    more: {
      customProperties: {
        RuleValidationErrors: [
          {
            fieldReferenceName: "System.Title",
            fieldStatusFlags: expect.stringContaining("Required") as unknown,
            errorMessage: expect.stringContaining("TF401320") as unknown,
          },
        ],
      },
    },
    ask: ({ served, item }) =>
      served.send("PATCH", `/_apis/wit/workitems/${item}`, {
        contentType: PATCH,
        body: [{ op: "remove", path: "/fields/System.Title" }],
      }),
  },
  {
    when: "a document is replaced with a stale etag",
    status: 400,
    typeKey: "InvalidDocumentVersionException",
    like: /document d is 2 and not 1/,
    ask: async ({ served }) => {
      await served.send("PUT", DOCUMENTS, { accept: PREVIEW, body: { id: "d", value: 1 } });
      await served.send("PUT", DOCUMENTS, { accept: PREVIEW, body: { id: "d", __etag: 1, value: 2 } });
      return served.send("PUT", DOCUMENTS, { accept: PREVIEW, body: { id: "d", __etag: 1, value: 3 } });
    },
  },
  {
    when: "a document is created under an id that is taken",
    status: 400,
    typeKey: "DocumentExistsException",
    like: /document with id d exists/,
    ask: async ({ served }) => {
      await served.send("POST", DOCUMENTS, { accept: PREVIEW, body: { id: "d" } });
      return served.send("POST", DOCUMENTS, { accept: PREVIEW, body: { id: "d" } });
    },
  },
  {
    when: "a document is missing",
    status: 404,
    typeKey: "DocumentCollectionDoesNotExistException",
    like: /collection c does not exist/,
    ask: ({ served }) => served.send("GET", `${DOCUMENTS}/none`, { accept: PREVIEW }),
  },
  {
    when: "a project is missing",
    status: 404,
    typeKey: "ProjectDoesNotExistWithNameException",
    text: "TF200016: The following project does not exist: Nowhere. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.",
    ask: ({ served }) => served.send("GET", "/_apis/projects/Nowhere"),
  },
  {
    when: "a preview is asked for without saying so",
    status: 400,
    typeKey: "VssInvalidPreviewVersionException",
    like: /-preview flag must be supplied/,
    ask: ({ served }) => served.send("GET", "/_apis/connectionData", { accept: "application/json;api-version=7.1" }),
  },
  {
    when: "the body of a patch is not said to be one",
    status: 415,
    typeKey: "VssRequestContentTypeNotSupportedException",
    like: /application\/json-patch\+json/,
    ask: ({ served, item }) =>
      served.send("PATCH", `/_apis/wit/workitems/${item}`, { body: [{ op: "test", path: "/rev", value: 1 }] }),
  },
];

/** The envelope of every error [R]. */
function envelope({ typeKey, text, like, more }: Pick<Documented, "typeKey" | "text" | "like" | "more">): unknown {
  return {
    $id: "1",
    innerException: null,
    message: text ?? (expect.stringMatching(like ?? /$^/) as unknown),
    typeName: expect.stringMatching(new RegExp(`^[\\w.]+\\.${typeKey}, [\\w.]+$`)) as unknown,
    typeKey,
    errorCode: 0,
    eventId: 3000,
    ...more,
  };
}

async function during<T>(options: Omit<LocalBoardsOptions, "origin">, run: (served: Served) => Promise<T>): Promise<T> {
  const served = await serve(options);
  try {
    return await run(served);
  } finally {
    await served.close();
  }
}

describe("errors of Azure DevOps, whole", () => {
  it.each(DOCUMENTED.map((row) => [row.when, row] as const))("%s", async (_, row) => {
    const small = new SmallEstate();
    const item = small.item("One");
    await during({ estate: small.build(), clock: () => NOW }, async (served) => {
      const answer = await row.ask({ served, item });
      expect([answer.status, answer.json]).toEqual([row.status, envelope(row)]);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    });
  });

  it("a query finds 20,001 work items, unless it asks for the first of them", async () => {
    const builder = new EstateBuilder();
    const by = builder.user("Ana", "ana@example.com");
    const project = builder.project({ name: "Contoso Move" });
    for (let n = 0; n <= 20_000; n++) builder.item({ type: "Task", title: `${n}`, project, at: NOW - 1000, by });
    await during({ estate: builder.build({ label: "full", description: "" }), clock: () => NOW }, async (served) => {
      const answer = await ask(served, "[System.Id] > 0");
      expect([answer.status, answer.json]).toEqual([
        400,
        envelope({
          typeKey: "WorkItemTrackingQueryResultSizeLimitExceededException",
          text: "VS402337: The number of work items returned exceeds the size limit of 20000. Change the query to return fewer items.",
        }),
      ]);
      expect((await ask(served, "[System.Id] > 1")).status).toBe(200);
      const first = await served.send("POST", `${WIQL}?$top=3`, {
        body: { query: "SELECT [System.Id] FROM WorkItems ORDER BY [System.Id]" },
      });
      expect((first.json as { workItems: { id: number }[] }).workItems.map(({ id }) => id)).toEqual([1, 2, 3]);
    });
  });

  it("a server up to 2022.1 is asked for 7.2", async () => {
    const estate = new SmallEstate().build();
    await during({ estate, clock: () => NOW, serverVersion: "7.1" }, async (served) => {
      const answer = await served.send("GET", "/Contoso%20Move/Move%20team/_apis/work/teamsettings/teamfieldvalues", {
        accept: "application/json;api-version=7.2-preview.1",
      });
      expect([answer.status, answer.json]).toEqual([
        400,
        envelope({
          typeKey: "VssVersionOutOfRangeException",
          text: "The requested REST API version of 7.2 is out of range for this server. The latest REST API version this server supports is 7.1.",
        }),
      ]);
    });
  });

  it("an address leads nowhere, which is said in plain text", async () => {
    await during({ estate: new SmallEstate().build(), clock: () => NOW }, async (served) => {
      const answer = await served.send("GET", "/_apis/wit/nothing");
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/plain"]);
      expect(answer.text).not.toContain("{");
    });
  });
});
