/** `npm run probe` as a process of its own: its exit codes, and that it prints no token. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import * as v from "valibot";
import { QUESTIONS } from "../../../scripts/local-boards/probe/questions";
import { serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const ROOT = join(__dirname, "..", "..", "..");
const REPORT = v.object({ findings: v.array(v.object({ id: v.string(), isSame: v.boolean() })) });

let folder: string;
let organization: Served;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "probe-main-"));
  buildSync({
    entryPoints: [join(ROOT, "scripts/local-boards/probe/main.ts")],
    outfile: join(folder, "probe.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const small = new SmallEstate();
  small.item("Something secret");
  const faults = [{ route: "wit/nothing-is-here", action: { kind: "status", status: 500 } as const }];
  organization = await serve({ estate: small.build(), clock: () => NOW, faults });
  token = organization.boards.tokens.issue(small.lead.id);
});

afterAll(async () => {
  await organization.close();
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], secret: string | null = token): Promise<{ code: number | null; output: string }> {
  const { AZURE_DEVOPS_TOKEN: _, ...environment } = process.env;
  const env = secret === null ? environment : { ...environment, AZURE_DEVOPS_TOKEN: secret };
  const child = spawn(process.execPath, [join(folder, "probe.mjs"), ...args], { env });
  let output = "";
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((fulfil) => child.on("close", (code) => fulfil({ code, output })));
}

function asked(project = "Contoso Move"): string[] {
  return ["--organization", `${organization.origin}/local`, "--project", project];
}

it("ends with 0 when it could ask, whatever the answers; they can be read by a machine", async () => {
  const { code, output } = await run([...asked(), "--json"]);
  expect(code).toBe(0);
  const { findings } = v.parse(REPORT, JSON.parse(output));
  expect(findings.map(({ id }) => id)).toEqual(QUESTIONS.map(({ id }) => id));
  expect(findings.filter(({ isSame }) => !isSame).map(({ id }) => id)).toEqual(["unknownRoute"]);
  for (const text of [token, Buffer.from(`:${token}`).toString("base64"), "Something secret"]) {
    expect(output.includes(text)).toBe(false);
  }
});

it.each([
  ["an option is wrong", ["--nonsense"], 2, "--nonsense"],
  ["no project is named", ["--organization", "https://dev.azure.com/contoso"], 2, "--project is missing"],
  ["the address is none", ["--organization", "contoso", "--project", "P"], 2, "contoso is no address"],
])("ends with 2 when %s", async (_, args, code, message) => {
  const ended = await run(args);
  expect([ended.code, ended.output.includes(message)]).toEqual([code, true]);
});

it("ends with 2 when there is no token to ask with", async () => {
  const { code, output } = await run(asked(), null);
  expect([code, output.includes("set the environment variable AZURE_DEVOPS_TOKEN")]).toEqual([2, true]);
});

it("ends with 1 when it could not ask: an unknown project, a token that is refused", async () => {
  const [project, refused] = await Promise.all([run(asked("Nowhere")), run(asked(), "wrong-token-of-nobody")]);
  expect([project.code, project.output.includes('no project "Nowhere"')]).toEqual([1, true]);
  expect([refused.code, refused.output.includes("does not accept the token")]).toEqual([1, true]);
  expect(refused.output).not.toContain("wrong-token-of-nobody");
});
