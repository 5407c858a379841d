/** How fast the local Azure Boards is with 50,000 work items, so that it is never what a measurement measures. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largeEstate } from "../../scripts/local-boards/estates/large";
import { createLocalBoards, loadEstate, type LocalBoards } from "../../scripts/local-boards/server";
import { saveEstate } from "../../scripts/local-boards/persistence";
import { measure, print, say } from "./measure";

const ITEMS = 50_000;
const MOST_RESULTS = 20_000;
const FIELDS = [
  "System.Id",
  "System.Rev",
  "System.Title",
  "System.State",
  "System.WorkItemType",
  "System.Tags",
  "System.AreaPath",
  "System.IterationPath",
  "System.Parent",
  "System.ChangedDate",
];

/** Prints how long it takes to start and to answer; each beside a floor. */
export async function benchLocalBoards(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "local-boards-bench-"));
  try {
    await benchStart(join(folder, "estate.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await benchAnswers();
}

async function benchStart(file: string): Promise<void> {
  await saveEstate(file, largeEstate({ now: Date.now(), items: ITEMS }));
  const open = (estate: Parameters<typeof createLocalBoards>[0]["estate"]): LocalBoards =>
    createLocalBoards({ origin: "http://localhost", estate, clock: () => Date.now() });
  const timings = await measure(
    {
      "floor: read the file as JSON": () => JSON.parse(readFileSync(file, "utf8")) as unknown,
      "start with a generated estate": () => open(largeEstate({ now: Date.now(), items: ITEMS })),
      "start with a kept estate": async () => {
        const estate = await loadEstate(file);
        if (estate === null) throw new Error("The estate was not kept.");
        open(estate);
      },
    },
    3,
  );
  print(`${ITEMS.toLocaleString("en-US")} work items: start`, timings, "floor: read the file as JSON");
}

async function benchAnswers(): Promise<void> {
  const estate = largeEstate({ now: Date.now(), items: ITEMS });
  const plain = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const bytes = plain.get(request.url ?? "");
    if (bytes !== undefined) {
      request.resume().on("end", () => response.end(bytes));
      return;
    }
    void boards.handle(request, response);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const boards = createLocalBoards({ origin, estate, clock: () => Date.now() });
  const [user] = boards.users();
  const [project] = boards.projects();
  if (user === undefined || project === undefined) throw new Error("The estate has no user or no project.");
  const token = boards.tokens.issue(user.id);
  const scope = `${boards.organizationUrl}/${project.id}/_apis/wit`;
  const post = async (url: string, body: unknown, method = "POST", type = "application/json"): Promise<string> => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/json;api-version=7.0",
      "content-type": type,
    };
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`);
    return text;
  };

  try {
    const query = (where: string) => ({ query: `SELECT [System.Id] FROM WorkItems WHERE ${where}` });
    const few = query(`[System.Id] <= ${MOST_RESULTS} AND [System.State] <> 'Removed'`);
    const links = {
      query: `SELECT [System.Id] FROM WorkItemLinks WHERE [Source].[System.Id] <= ${MOST_RESULTS}
        AND [System.Links.LinkType] = 'System.LinkTypes.Dependency-Reverse' MODE (MustContain)`,
    };
    const batch = { ids: Array.from({ length: 200 }, (_, index) => 1 + index * 200), fields: FIELDS };
    const everything = { ids: batch.ids, $expand: "all" };
    const asked: Readonly<Record<string, () => Promise<string>>> = {
      "20,000 ids of a query": () => post(`${scope}/wiql`, few),
      "dependencies, as links": () => post(`${scope}/wiql`, links),
      "a batch of 200, ten fields": () => post(`${scope}/workitemsbatch`, batch),
      "a batch of 200, everything": () => post(`${scope}/workitemsbatch`, everything),
    };
    say(`\n${ITEMS.toLocaleString("en-US")} work items: answers, each beside sending the same bytes`);
    for (const [name, ask] of Object.entries(asked)) {
      const text = await ask();
      plain.set("/plain", Buffer.from(text));
      const floor = "floor: the same bytes";
      const timings = await measure({ [floor]: () => post(`${origin}/plain`, batch), [name]: ask }, 15);
      print(`${name} (${Math.ceil(text.length / 1024).toLocaleString("en-US")} KB)`, timings, floor);
    }
    let next = 1;
    const write = (): Promise<string> =>
      post(
        `${scope}/workitems/${next++}`,
        [{ op: "add", path: "/fields/System.Title", value: `Changed ${next}` }],
        "PATCH",
        "application/json-patch+json",
      );
    const read = (): Promise<string> => post(`${scope}/workitemsbatch`, { ids: [1], fields: FIELDS });
    print(
      "one field written",
      await measure({ "floor: one item read": read, "one field written": write }, 30),
      "floor: one item read",
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
