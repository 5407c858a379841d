/** `npm start -- --organization`, as a process of its own: what it prints, what it keeps, and how it fails. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const ROOT = join(__dirname, "..", "..", "..");

let home: string;
let main: string;
let organization: Served;
let token: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "remote-main-"));
  main = join(home, "build", "local-boards", "main.mjs");
  mkdirSync(join(home, "build", "local-boards"), { recursive: true });
  const properties = { uri: "dist/x.html" };
  const hub = { id: "hub", type: "ms.vss-web.hub", targets: ["ms.vss-work-web.work-hub-group"], properties };
  const manifest = { publisher: "pub", id: "ext", version: "1.0.0", name: "Extension", contributions: [hub] };
  writeFileSync(join(home, "vss-extension.json"), JSON.stringify(manifest));
  buildSync({
    entryPoints: [join(ROOT, "scripts/local-boards/main.ts")],
    outfile: main,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const small = new SmallEstate();
  small.item("A server");
  organization = await serve({ estate: small.build(), clock: () => NOW });
  token = organization.boards.tokens.issue(small.lead.id);
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  await organization.close();
  rmSync(home, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  says(pattern: RegExp): Promise<string>;
}

function start(args: readonly string[], secret: string | null = token): Run {
  const { AZURE_DEVOPS_TOKEN: _, ...environment } = process.env;
  const env = secret === null ? environment : { ...environment, AZURE_DEVOPS_TOKEN: secret };
  const child = spawn(process.execPath, [main, "--port", "0", "--data", "data", ...args], { cwd: home, env });
  running.push(child);
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
    ended,
    output: () => output,
    says: (pattern) =>
      new Promise((fulfil, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) fulfil(match[1] ?? match[0]);
        };
        watchers.add(look);
        void ended.then(() => reject(new Error(`It ended without saying ${pattern}:\n${output}`)));
        look();
      }),
  };
}

function named(project = "Contoso Move"): string[] {
  return ["--organization", `${organization.origin}/local`, "--project", project];
}

it("says what it shows and that nothing is changed, and neither prints nor keeps the token", async () => {
  const run = start(named());
  const local = await run.says(/Token for clients +(\S+)/);
  const url = await run.says(/Organisation for clients +(\S+)/);
  await run.says(/Ctrl\+C/);
  expect(run.output()).toContain("none are sent; --allow-writes lets work items be changed");
  const documents =
    "ExtensionManagement/InstalledExtensions/pub/ext/Data/Scopes/Default/Current/Collections/c/Documents";
  const headers = {
    authorization: `Bearer ${local}`,
    accept: "application/json;api-version=7.1-preview",
    "content-type": "application/json",
  };
  const put = await fetch(`${url}/_apis/${documents}`, { method: "PUT", headers, body: '{"id":"kept"}' });
  expect(put.status).toBe(200);
  expect((await fetch(`${url}/_apis/wit/workitems/999`, { headers })).status).toBe(404);
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  const files = readdirSync(join(home, "data"));
  expect(files).toEqual([expect.stringMatching(/^organization-local-[0-9a-f]{12}\.json/)]);
  const kept = files.map((name) => readFileSync(join(home, "data", name), "utf8")).join();
  expect(kept).toContain('"kept"');
  for (const text of [kept, run.output()]) {
    expect([text.includes(token), text.includes(Buffer.from(`:${token}`).toString("base64"))]).toEqual([false, false]);
  }
});

it("says it loudly where changes are real", async () => {
  const run = start([...named(), "--allow-writes"]);
  await run.says(/ALLOWED: work items of the project are changed for real/);
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
});

it.each([
  ["no token", () => start(named(), null), 1, "There is no token: set the environment variable AZURE_DEVOPS_TOKEN"],
  ["a token that is none", () => start(named(), "two words here"), 1, "holds no token"],
  ["a wrong token", () => start(named(), "wrong-token-of-nobody"), 1, "does not accept the token"],
  ["no such project", () => start(named("Nowhere")), 1, 'There is no project "Nowhere"'],
  ["a wrong option", () => start([...named(), "--user", "Ana"]), 2, "--user goes with what is made here"],
])("ends with words for a person: %s", async (_, run, code, message) => {
  const { ended, output } = run();
  expect(await ended).toBe(code);
  expect(output()).toContain(message);
  expect(output()).not.toMatch(/\n +at |wrong-token-of-nobody|two words here/);
});
