import type { Frame } from "playwright-core";
import type { FaultAction } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, userStory } from "./estate";
import { useTinyExtension } from "./extension/build";
import { openHub } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTinyExtension();

/** What a page makes of a request: an answer with the headers that it can read, or a failed connection. */
type Seen = { readonly status: number; readonly headers: Readonly<Record<string, string>> } | "failed connection";

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let boards: RunningBoards;
let frame: Frame;

beforeAll(async () => {
  boards = await localBoards.start({ estate: estateOf([userStory(1)]), extensionDirectory: extension.directory });
});

beforeEach(async () => {
  frame = await openHub(await browser.newPage(), boards.hubUrl());
});

afterEach(() => boards.boards.setFaults([]));

function spoil(action: FaultAction): void {
  boards.boards.setFaults([{ route: "_apis/projects", action }]);
}

/** Asks for the projects out of the extension's frame, with its token. */
function ask({ method = "GET", headers = {} }: Asked = {}): Promise<Seen> {
  return frame.evaluate(
    async ([url, verb, more]) => {
      const authorization = `Bearer ${await window.SDK.getAccessToken()}`;
      try {
        const response = await fetch(url, { method: verb, headers: { authorization, ...more } });
        return { status: response.status, headers: Object.fromEntries(response.headers.entries()) };
      } catch (error) {
        if (error instanceof TypeError) return "failed connection";
        throw error;
      }
    },
    [`${boards.organizationUrl}/_apis/projects`, method, headers] as const,
  );
}

/** The same answer at another time: dates drop the zeros that they end in, so that its length changes. */
function ofAnyLength(seen: Seen): unknown {
  if (seen === "failed connection") return seen;
  return { ...seen, headers: { ...seen.headers, "content-length": expect.stringMatching(/^\d+$/) } };
}

describe("a page of another origin", () => {
  it("is what an extension's frame is", () => {
    expect(new URL(frame.url()).origin).not.toBe(new URL(boards.organizationUrl).origin);
  });

  it("can read the headers that Azure DevOps exposes, and no others", async () => {
    const exposed = {
      activityid: "1",
      etag: '"2"',
      "request-context": "3",
      "x-ms-continuationtoken": "4",
      "x-tfs-session": "5",
      "x-vss-globalmessage": "6",
    };
    const others = { "retry-after": "5", "x-ratelimit-remaining": "0", "x-total-count": "1" };
    spoil({ kind: "status", status: 200, headers: { ...exposed, ...others }, body: "{}" });
    const seen = await ask();
    // What any page may read is not asked about here.
    const safe = { "content-length": "2", "content-type": "application/json; charset=utf-8" };
    expect(seen).toEqual({ status: 200, headers: { ...safe, ...exposed } });
  });

  it("sees that it is blocked, and not for how long", async () => {
    browser.expectErrors(/status of 429/);
    spoil({ kind: "answer", name: "throttled" });
    const seen = await ask();
    expect(seen).toMatchObject({ status: 429 });
    expect(seen).not.toHaveProperty("headers.retry-after");
  });

  it("sees an answer as ever where it is slowed down", async () => {
    const unspoiled = await ask();
    spoil({ kind: "answer", name: "slowed" });
    expect(unspoiled).toMatchObject({ status: 200 });
    expect(await ask()).toEqual(ofAnyLength(unspoiled));
  });

  it.each<[string, FaultAction]>([
    ["a 401", { kind: "status", status: 401 }],
    ["the sign-in page", { kind: "answer", name: "signIn" }],
    ["a stopped organisation", { kind: "answer", name: "stopped" }],
  ])("sees a failed connection for %s", async (_, action) => {
    browser.expectErrors(/blocked by CORS policy|net::ERR_FAILED/);
    expect(await ask()).toMatchObject({ status: 200 });
    spoil(action);
    expect(await ask()).toBe("failed connection");
  });

  it("sees a failed connection for a token that is not good", async () => {
    browser.expectErrors(/blocked by CORS policy|net::ERR_FAILED/);
    expect(await ask({ headers: { authorization: "Bearer nonsense" } })).toBe("failed connection");
  });

  it("may send what the official client sends", async () => {
    const seen = await ask({
      headers: {
        accept: "application/json;api-version=7.1;excludeUrls=true",
        "content-type": "application/json",
        "x-tfs-fedauthredirect": "Suppress",
        "x-tfs-session": "11111111-2222-4333-8444-555555555555,getProjects",
        "x-vss-reauthenticationaction": "Suppress",
      },
    });
    expect(seen).toMatchObject({ status: 200 });
  });

  it("may send no header that the preflight does not admit, so that nothing arrives", async () => {
    browser.expectErrors(/not allowed by Access-Control-Allow-Headers|net::ERR_FAILED/);
    const control = `${new URL(boards.organizationUrl).origin}/_local/requests`;
    await fetch(control, { method: "DELETE" });
    expect(await ask({ headers: { "x-of-our-own": "1" } })).toBe("failed connection");
    expect(await (await fetch(control)).json()).toEqual([]);
  });

  it("may use the methods of REST", async () => {
    browser.expectErrors(/status of 404|not allowed by Access-Control-Allow-Methods|net::ERR_FAILED/);
    for (const method of ["PATCH", "PUT", "DELETE", "POST"])
      expect(await ask({ method })).toMatchObject({ status: 404 });
    expect(await ask({ method: "PURGE" })).toBe("failed connection");
  });
});
