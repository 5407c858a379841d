/** The command line as a person meets it: a process of its own, run from a bundle as `npm start` makes it. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

// Each test starts processes; a busy machine takes its time for that.
jest.setTimeout(30_000);

const ROOT = join(__dirname, "..", "..", "..");
const MANIFEST = {
  publisher: "pub",
  id: "ext",
  version: "1.0.0",
  name: "Extension",
  contributions: [
    {
      id: "hub",
      type: "ms.vss-web.hub",
      targets: ["ms.vss-work-web.work-hub-group"],
      properties: { uri: "dist/x.html" },
    },
  ],
};

let home: string;
let data: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "local-boards-main-"));
  data = join(home, "data");
  mkdirSync(join(home, "build", "local-boards"), { recursive: true });
  writeFileSync(join(home, "vss-extension.json"), JSON.stringify(MANIFEST));
  buildSync({
    entryPoints: [join(ROOT, "scripts/local-boards/main.ts")],
    outfile: join(home, "build", "local-boards", "main.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
});

afterAll(() => {
  rmSync(home, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  output(): string;
  /** Waits until the output matches, and gives the match. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  readonly ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [join(home, "build", "local-boards", "main.mjs"), ...args], { cwd: home });
  let output = "";
  const watchers = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const watcher of watchers) watcher();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<number | null>((fulfil) => child.on("close", fulfil));
  return {
    child,
    output: () => output,
    ended,
    says: (pattern) =>
      new Promise((fulfil, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) fulfil(match);
        };
        watchers.add(look);
        void ended.then(() => reject(new Error(`It ended without saying ${pattern}:\n${output}`)));
        look();
      }),
  };
}

function start(...args: string[]): Run {
  return run("--port", "0", "--data", data, ...args);
}

it("says where everything is, serves it, and keeps it when it is told to end", async () => {
  const started = start();
  const [, hub = ""] = await started.says(/(http:\S+_apps\/hub\/pub\.ext\.hub)/);
  const [, organization = ""] = await started.says(/Organisation for clients\s+(\S+)/);
  const [, token = ""] = await started.says(/Personal access token\s+(\S+)/);
  await started.says(/Estate\s+sample:/);
  await started.says(/Ctrl\+C/);

  expect((await fetch(hub)).status).toBe(200);
  const authorization = `Basic ${Buffer.from(`:${token}`).toString("base64")}`;
  const projects = await fetch(`${organization}/_apis/projects?api-version=7.1`, { headers: { authorization } });
  expect(await projects.json()).toMatchObject({
    value: [{ name: "Contoso Datacenter Exit" }, { name: "Contoso Network" }],
  });

  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
  expect(existsSync(join(data, "sample.json"))).toBe(true);

  const again = start();
  await again.says(/kept from before/);
  again.child.kill("SIGINT");
  expect(await again.ended).toBe(0);

  const anew = start("--reset");
  await anew.says(/\(new\)/);
  anew.child.kill("SIGINT");
  expect(await anew.ended).toBe(0);
});

it("puts faults in force from the first request", async () => {
  const started = start("--fault", "_apis/projects=503");
  const [, organization = ""] = await started.says(/Organisation for clients\s+(\S+)/);
  const [, token = ""] = await started.says(/Personal access token\s+(\S+)/);
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${organization}/_apis/projects?api-version=7.1`, { headers })).status).toBe(503);
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
});

it("prints the help and ends", async () => {
  const help = run("--help");
  expect(await help.ended).toBe(0);
  expect(help.output()).toContain("--port N");
});

it("refuses a wrong option with exit code 2", async () => {
  const refused = run("--port", "eighty");
  expect(await refused.ended).toBe(2);
  expect(refused.output()).toBe(
    "--port eighty: expected a number from 0 to 65534 (0 picks free ports).\nnpm start -- --help lists the options.\n",
  );
});

describe("a port in use", () => {
  let other: Server;
  let port: number;
  beforeAll(async () => {
    other = createServer();
    await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
    port = (other.address() as AddressInfo).port;
  });
  afterAll(() => {
    other.close();
  });

  it("is named, with what to do", async () => {
    const refused = run("--port", String(port), "--data", data);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`Port ${port} is in use`);
    expect(refused.output()).toContain("--port N");
  });

  it("is found for the extension's files as well, and nothing stays running", async () => {
    const refused = run("--port", String(port - 1), "--data", data);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`ports ${port - 1} and ${port} are needed`);
  });
});

it("keeps templates of the same name in different places apart", async () => {
  for (const [place, title] of [
    ["one", "First"],
    ["two", "Second"],
  ] as const) {
    const folder = join(home, place, "Plan");
    mkdirSync(join(folder, "WorkItems"), { recursive: true });
    const fields = {
      "System.WorkItemType": "Task",
      "System.Title": title,
      "System.State": "New",
      "System.CreatedDate": "2026-01-05T09:00:00Z",
      "System.ChangedDate": "2026-01-05T09:00:00Z",
    };
    writeFileSync(join(folder, "WorkItems", "Task.json"), JSON.stringify({ value: [{ id: 1, fields }] }));
    const started = start("--template", folder);
    const [, organization = ""] = await started.says(/Organisation for clients\s+(\S+)/);
    const [, token = ""] = await started.says(/Personal access token\s+(\S+)/);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${organization}/_apis/wit/workitems/1?api-version=7.1`, { headers });
    expect(await answer.json()).toMatchObject({ fields: { "System.Title": title } });
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
  }
});

it("says so when a template is not there", async () => {
  const refused = start("--template", "no-such-folder");
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain("no-such-folder");
});

describe("the folder in which changes are kept", () => {
  const rename = async (started: Run, title: string): Promise<void> => {
    const [, organization = ""] = await started.says(/Organisation for clients\s+(\S+)/);
    const [, token = ""] = await started.says(/Personal access token\s+(\S+)/);
    const answer = await fetch(`${organization}/_apis/wit/workitems/103?api-version=7.1`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json-patch+json" },
      body: JSON.stringify([{ op: "add", path: "/fields/System.Title", value: title }]),
    });
    expect(answer.status).toBe(200);
  };

  it("is used by one at a time, and free again afterwards", async () => {
    const first = start();
    await first.says(/Ctrl\+C/);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`in use by another local Azure Boards (process ${first.child.pid})`);
    expect(second.output()).toContain("--data DIR");
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    // What is left beside the estate are the files to try an import with.
    expect(readdirSync(data).filter((name) => !name.endsWith(".json"))).toEqual(["inventory-samples"]);
    expect(readdirSync(join(data, "inventory-samples")).sort()).toEqual([
      "dependency-export.csv",
      "discovery-export.csv",
      "wave-sheet.csv",
    ]);
  });

  it("is whole and free after the process was killed in the middle of its writes", async () => {
    const killed = start();
    await killed.says(/Ctrl\+C/);
    for (let i = 0; i < 20; i += 1) await rename(killed, `Title ${i}`);
    killed.child.kill("SIGKILL");
    await killed.ended;
    writeFileSync(join(data, "sample.json.1.new"), "half of it");

    const again = start();
    await again.says(/Ctrl\+C/);
    expect(existsSync(join(data, "sample.json.1.new"))).toBe(false);
    again.child.kill("SIGTERM");
    expect(await again.ended).toBe(0);
  });

  it("is named where it cannot be one", async () => {
    const file = join(home, "a-file");
    writeFileSync(file, "");
    const refused = run("--port", "0", "--data", file);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`--data ${file}: `);
  });
});

it("refuses an area that the estate does not have, rather than hide nothing", async () => {
  const refused = start("--unreadable-area", "Contoso Datacenter Exit\\Nowhere");
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain("no area Contoso Datacenter Exit\\Nowhere");
  expect(refused.output()).toContain("such as Contoso Datacenter Exit\\Platform");
});

it("says which areas cannot be read, also when they were hidden the time before", async () => {
  for (const args of [["--unreadable-area", "Contoso Datacenter Exit\\Retail"], []]) {
    const started = start(...args);
    await started.says(/Areas you cannot read\s+Contoso Datacenter Exit\\Retail/);
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
  }
});

it("signs in who is named, and says who that is", async () => {
  const started = start("--user", "ingrid solberg");
  const [, organization = ""] = await started.says(/Organisation for clients\s+(\S+)/);
  await started.says(/Signed in\s+Ingrid Solberg \(reader\)/);
  const [, token = ""] = await started.says(/Personal access token\s+(\S+)/);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${organization}/_apis/connectiondata?api-version=7.1-preview`, { headers });
  expect(await answer.json()).toMatchObject({ authenticatedUser: { providerDisplayName: "Ingrid Solberg" } });
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
});

it("refuses to sign in somebody whom the estate does not have", async () => {
  const refused = start("--user", "nobody");
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain("There is no user nobody; there are Amara Okafor, ");
});
