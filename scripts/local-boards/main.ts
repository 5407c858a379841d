/** `npm start`: the local Azure Boards from the command line. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { claimFile } from "./dataFolder";
import { sampleInventory } from "./estates/sampleInventory";
import { type CommandLine, CommandLineError, helpText, parseCommandLine } from "./host/node/commandLine";
import { type Estate, forgetEstate, largeEstate, loadEstate, sampleEstate, templateEstate } from "./server";
import type { OrganizationOptions } from "./remote/options";
import { startOrganization } from "./remote/start";
import { takeToken } from "./remote/token";
import { type HostOptions, type RunningBoards, startLocalBoards } from "./shell";
import { ClassificationTree } from "./store/classification";

/** The bundle stands in build/local-boards, its page's script beside it, the extension's folder two above. */
const HERE = dirname(fileURLToPath(import.meta.url));
const EXTENSION_DIRECTORY = resolve(HERE, "..", "..");

/** One file an estate; folders of the same name in different places are different templates. */
function keptIn(options: CommandLine): string {
  if (options.largeItems !== null) return resolve(options.data, `large-${options.largeItems}.json`);
  if (options.template === null) return resolve(options.data, "sample.json");
  const folder = resolve(options.template);
  const place = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  return resolve(options.data, `template-${basename(folder)}-${place}.json`);
}

async function makeEstate(options: CommandLine): Promise<Estate> {
  const now = Date.now();
  if (options.largeItems !== null) return largeEstate({ now, items: options.largeItems });
  return options.template === null ? sampleEstate({ now }) : templateEstate(resolve(options.template), { now });
}

/** Writes the files that go with the sample estate, to try an import with; their folder, or null for another estate. */
async function keepSampleFiles({ data, largeItems, template }: CommandLine): Promise<string | null> {
  if (largeItems !== null || template !== null) return null;
  const folder = resolve(data, "inventory-samples");
  await mkdir(folder, { recursive: true });
  for (const { name, text } of sampleInventory()) await writeFile(join(folder, name), text);
  return folder;
}

/** What went wrong in words for the person at the terminal. */
function explain(error: unknown, options: CommandLine): string {
  const code = (error as NodeJS.ErrnoException).code;
  const { port, host } = options;
  if (code === "EADDRINUSE") {
    const used = (error as { port?: number }).port ?? port;
    return `Port ${used} is in use (ports ${port} and ${port + 1} are needed). Choose others with --port N, or --port 0.`;
  }
  if (code === "EACCES" && port > 0 && port < 1024) return `Port ${port} needs special rights. Choose one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `This machine has no address ${host}. See --host.`;
  return error instanceof Error ? error.message : String(error);
}

function hostOptions({ port, host, sandbox, handshake }: CommandLine): HostOptions {
  const hostDirectory = join(HERE, "host");
  return { extensionDirectory: EXTENSION_DIRECTORY, hostDirectory, port, host, sandbox, handshake };
}

async function run(options: CommandLine): Promise<void> {
  if (options.organization !== null) {
    await serveOrganization(options, options.organization);
    return;
  }
  const file = keptIn(options);
  const release = await claimFile(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === undefined ? error : new Error(`--data ${options.data}: ${error.message}`, { cause: error });
  });
  try {
    await serve(options, file, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function serve(options: CommandLine, file: string, release: () => Promise<void>): Promise<void> {
  if (options.reset) await forgetEstate(file);
  const kept = await loadEstate(file);
  const estate = kept ?? (await makeEstate(options));
  const unknown = options.unreadableAreas.filter((path) => !hasArea(estate, path));
  if (unknown.length > 0) {
    throw new Error(
      `--unreadable-area: the estate has no area ${unknown.join(", nor ")}; expected a path such as ${areaExample(estate)}.`,
    );
  }
  const running = await startLocalBoards({
    estate,
    ...hostOptions(options),
    clock: () => Date.now(),
    persistence: { file },
    faults: options.faults,
    unreadableAreas: options.unreadableAreas,
    ...(options.user === null ? {} : { user: options.user }),
    ...(options.serverVersion === null ? {} : { serverVersion: options.serverVersion }),
  });
  // Before anything is said: whoever reads that it runs may end it at once.
  closeOnSignal(running, release);
  // From here on only changes are written.
  await running.boards.save();
  const samples = await keepSampleFiles(options);
  const { label, description } = running.boards.describe();
  console.log(`
Local Azure Boards is running. Open

  ${running.hubUrl()}

Organisation for clients   ${running.organizationUrl}
Signed in                  ${running.user.displayName} (${running.user.role})
Personal access token      ${running.token}
Extension's files          ${running.extensionOrigin}
Estate                     ${label}: ${description}
Changes are kept in        ${file}${kept === null ? " (new)" : " (kept from before; --reset starts anew)"}${unreadableLine(running)}${samples === null ? "" : `\nInventory files to import  ${samples}`}

Ctrl+C ends it.`);
}

async function serveOrganization(options: CommandLine, organization: OrganizationOptions): Promise<void> {
  const { address, allowsWrites } = organization;
  const token = takeToken(process.env);
  if (address.warning !== null) console.error(`Warning: ${address.warning}`);
  const { running, world, file, release } = await startOrganization({
    ...organization,
    token,
    host: hostOptions(options),
    clock: () => Date.now(),
    faults: options.faults,
    data: options.data,
    reset: options.reset,
  });
  closeOnSignal(running, release);
  console.log(`
The local pages show a real organisation. Open

  ${running.hubUrl()}

Organisation               ${address.url}
Project                    ${world.project.name}
Signed in                  ${world.user.displayName}
Changes                    ${allowsWrites ? "ALLOWED: work items of the project are changed for real" : "none are sent; --allow-writes lets work items be changed"}
Organisation for clients   ${running.organizationUrl}
Token for clients          ${running.token} (of these pages alone)
Extension's files          ${running.extensionOrigin}
The extension's documents  ${file}; they are not sent to the organisation

Ctrl+C ends it.`);
}

function hasArea(estate: Estate, path: string): boolean {
  return estate.projects.some(({ areas }) => new ClassificationTree("area", areas).find(path) !== null);
}

function areaExample({ projects: [first] }: Estate): string {
  const child = first?.areas.children[0];
  return child === undefined ? `${first?.name ?? "Project"}` : `${first?.name}\\${child.name}`;
}

/** What the signed-in user cannot read, from the options or kept from before; the empty text where it is nothing. */
function unreadableLine(running: RunningBoards): string {
  const areas = running.boards.snapshot().unreadableAreas[running.user.id] ?? [];
  return areas.length === 0 ? "" : `\nAreas you cannot read      ${areas.join(", ")}`;
}

function closeOnSignal(running: Pick<RunningBoards, "close">, release: () => Promise<void>): void {
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    running
      .close()
      .then(release)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(`The changes could not be kept: ${error instanceof Error ? error.message : String(error)}`);
          process.exit(1);
        },
      );
  };
  process.on("SIGINT", close);
  process.on("SIGTERM", close);
}

async function main(args: readonly string[]): Promise<void> {
  let options: CommandLine;
  try {
    options = parseCommandLine(args);
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    console.error(`${error.message}\nnpm start -- --help lists the options.`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    console.log(helpText());
    return;
  }
  try {
    await run(options);
  } catch (error) {
    console.error(explain(error, options));
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
