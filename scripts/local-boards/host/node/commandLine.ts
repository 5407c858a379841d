/** The options of `npm start`. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { SERVICE_ANSWER_NAMES, SERVICE_ANSWERS, type FaultRule } from "../../faults";
import { SERVER_VERSIONS, type ServerVersion } from "../../http/apiVersion";
import { organizationOptions, type OrganizationOptions, OrganizationOptionsError } from "../../remote/options";
import type { HandshakeForm } from "../pageData";
import { FAULT_SYNTAX, parseFault } from "./faultRule";

/** What was asked for. */
export interface CommandLine {
  readonly help: boolean;
  readonly port: number;
  readonly host: string;
  /** Folder of a Demo Generator template; null for a generated estate. */
  readonly template: string | null;
  /** How many work items the large estate is to have; null for the sample or a template. */
  readonly largeItems: number | null;
  readonly data: string;
  readonly reset: boolean;
  readonly faults: readonly FaultRule[];
  readonly unreadableAreas: readonly string[];
  /** Unique name or display name of who signs in; null for the estate's first user. */
  readonly user: string | null;
  /** The newest version of the Azure DevOps Server to behave as; null for the cloud. */
  readonly serverVersion: ServerVersion | null;
  /** Also true where a server is asked for. */
  readonly sandbox: boolean;
  readonly handshake: HandshakeForm;
  /** A real organisation behind the pages; null where one is made here. */
  readonly organization: OrganizationOptions | null;
}

/** Wrong options; the message says what, where and what to do. */
export class CommandLineError extends Error {}

interface Option {
  readonly name: string;
  /** What stands for the value in help; absent for a switch. */
  readonly value?: string;
  readonly multiple?: boolean;
  readonly help: string;
}

const OPTIONS: readonly Option[] = [
  {
    name: "port",
    value: "N",
    help: "port of the pages and REST (8080); the extension's files are on N+1; 0 picks two",
  },
  { name: "host", value: "NAME", help: "name or address to serve under (localhost: reachable from this machine only)" },
  { name: "estate", value: "NAME", help: "what to fill it with: sample (the default) or large; both are generated" },
  { name: "items", value: "N", help: "how many work items the large estate has (50000)" },
  { name: "template", value: "DIR", help: "fill it from a folder in the format of the Azure DevOps Demo Generator" },
  {
    name: "organization",
    value: "URL",
    help: "show a real organisation instead, read-only; its token is taken from AZURE_DEVOPS_TOKEN",
  },
  { name: "project", value: "NAME", help: "the project of that organisation" },
  { name: "allow-writes", help: "let work items of that project be created and changed: for real" },
  { name: "data", value: "DIR", help: "folder in which changes are kept (.local-boards)" },
  { name: "reset", help: "forget the changes that were kept and start anew" },
  { name: "fault", value: "RULE", multiple: true, help: `spoil requests: ${FAULT_SYNTAX}; may be repeated` },
  {
    name: "unreadable-area",
    value: "PATH",
    multiple: true,
    help: "an area path that you cannot read; may be repeated",
  },
  {
    name: "user",
    value: "NAME",
    help: "who signs in, by unique name or display name (the first; see the page's menu)",
  },
  {
    name: "on-premises",
    value: "VERSION",
    help: "behave as Azure DevOps Server: 7.0 (Server 2022) or 7.1 (2022.1 and later); implies --sandbox",
  },
  { name: "sandbox", help: "put the extension into a sandboxed frame, as Azure DevOps Server does" },
  { name: "legacy-handshake", help: "answer the SDK's handshake in the older form, without user and host" },
  { name: "help", help: "print this and end" },
];

/** The help text: one line an option, and examples of faults. */
export function helpText(): string {
  const left = OPTIONS.map(({ name, value }) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...left.map((text) => text.length));
  const lines = OPTIONS.map(({ help }, index) => `  ${(left[index] ?? "").padEnd(width)}  ${help}`);
  return [
    "npm start -- [options]",
    "",
    "Runs a local Azure Boards with the extension inside.",
    "",
    ...lines,
    "",
    "Faults, for example:",
    '  --fault "POST workitemsbatch@2=503"   the second batch read answers 503',
    "  --fault wiql@every:3=delay:2000       every third query takes two seconds longer",
    "  --fault wit/workitems=drop            connections for work items are dropped",
    "  --fault workitemsbatch@2-4=truncate   the answers of requests 2 to 4 are cut short",
    "  --fault wiql=503,Retry-After:5        every query answers 503 with that header",
    "  --fault wiql=slowed:2000              every query takes two seconds longer and says that it was slowed down",
    ...SERVICE_ANSWER_NAMES.filter((name) => name !== "slowed").map(
      (name) => `  ${`--fault wit/=${name}`.padEnd(36)}  ${SERVICE_ANSWERS[name].label}`,
    ),
    "",
  ].join("\n");
}

function configOptions(): NonNullable<ParseArgsConfig["options"]> {
  return Object.fromEntries(
    OPTIONS.map(({ name, value, multiple = false }) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), multiple },
    ]),
  );
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  // The next port is used as well.
  if (port >= 0 && port < 65535) return port;
  throw new CommandLineError(`--port ${text}: expected a number from 0 to 65534 (0 picks free ports).`);
}

function parseServerVersion(text: string | undefined): ServerVersion | null {
  if (text === undefined) return null;
  const version = SERVER_VERSIONS.find((one) => one === text);
  if (version !== undefined) return version;
  throw new CommandLineError(
    `--on-premises ${text}: expected the newest REST API version of the server, ${SERVER_VERSIONS.join(" or ")}.`,
  );
}

/** How many work items a large estate may have: beyond it Azure DevOps has other limits, and this machine too. */
const MOST_ITEMS = 200_000;

function parseItems(estate: string | undefined, text: string | undefined): number | null {
  if (estate !== "large") {
    if (text !== undefined) throw new CommandLineError("--items goes with --estate large.");
    return null;
  }
  const items = text === undefined ? 50_000 : /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (items >= 1 && items <= MOST_ITEMS) return items;
  throw new CommandLineError(`--items ${text}: expected a number from 1 to ${MOST_ITEMS}.`);
}

/**
 * Reads the options.
 * @throws CommandLineError for an unknown option or a wrong value
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    ({ values } = parseArgs({ args: [...args], options: configOptions(), strict: true, allowPositionals: false }));
  } catch (error) {
    throw new CommandLineError(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string): string | undefined => {
    const value = values[name];
    if (value === "") throw new CommandLineError(`--${name}: a value is missing.`);
    return typeof value === "string" ? value : undefined;
  };
  const texts = (name: string): string[] => {
    const value = values[name];
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  };

  const template = text("template") ?? null;
  const estate = text("estate");
  if (estate !== undefined && estate !== "sample" && estate !== "large") {
    throw new CommandLineError(
      `--estate ${estate}: there is no such estate; expected sample or large, or use --template DIR.`,
    );
  }
  if (estate !== undefined && template !== null) {
    throw new CommandLineError("--estate and --template exclude each other; give one of them.");
  }
  const serverVersion = parseServerVersion(text("on-premises"));
  const faults = texts("fault").map((rule) => {
    try {
      return parseFault(rule);
    } catch (error) {
      throw new CommandLineError(`--fault: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return {
    help: values["help"] === true,
    port: parsePort(text("port") ?? "8080"),
    host: text("host") ?? "localhost",
    template,
    largeItems: parseItems(estate, text("items")),
    data: text("data") ?? ".local-boards",
    reset: values["reset"] === true,
    faults,
    unreadableAreas: texts("unreadable-area"),
    user: text("user") ?? null,
    serverVersion,
    sandbox: values["sandbox"] === true || serverVersion !== null,
    handshake: values["legacy-handshake"] === true ? "legacyWithoutContext" : "current",
    organization: parseOrganization(text("organization"), text("project"), values),
  };
}

function isThisMachine(host: unknown): boolean {
  return host === undefined || host === "localhost" || host === "127.0.0.1" || host === "::1";
}

/** Options of what is made here: a real organisation has its own. */
const OF_ESTATES = ["estate", "items", "template", "unreadable-area", "user", "on-premises"];

function parseOrganization(
  organization: string | undefined,
  project: string | undefined,
  values: Readonly<Record<string, unknown>>,
): OrganizationOptions | null {
  const others = OF_ESTATES.filter((name) => values[name] !== undefined);
  // Every page carries a local token, with which whoever reaches it reads the organisation.
  if (organization !== undefined && !isThisMachine(values["host"])) {
    throw new CommandLineError("--host: a real organisation is shown to this machine alone; leave --host out.");
  }
  try {
    return organizationOptions({ organization, project, allowsWrites: values["allow-writes"] === true, others });
  } catch (error) {
    if (!(error instanceof OrganizationOptionsError)) throw error;
    throw new CommandLineError(error.message);
  }
}
