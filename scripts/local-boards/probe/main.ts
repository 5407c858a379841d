/** `npm run probe`: asks a real organisation what the local Azure Boards assumes of it. */
import { parseArgs } from "node:util";
import { connect } from "../remote/connection";
import { identify } from "../remote/identify";
import { OrganizationUrlError, parseOrganizationUrl } from "../remote/organizationUrl";
import { takeToken, TOKEN_VARIABLE, TokenError } from "../remote/token";
import { asking } from "./asking";
import { probe, reportOf } from "./probe";
import { NOT_ASKED, QUESTIONS } from "./questions";
import { startStandIn } from "./standIn";

const HELP = `npm run probe -- --organization URL --project NAME [--json]

Asks an organisation of Azure DevOps, by reading alone, what is not documented of it, and prints where it answers
otherwise than the local Azure Boards. The token comes from the environment variable ${TOKEN_VARIABLE}; it needs the
scopes Work Items (read), Project and Team (read) and User Profile (read).
`;

/** Wrong options; the message says what to do. */
class UsageError extends Error {}

interface Wanted {
  readonly organization: string;
  readonly project: string;
  readonly json: boolean;
}

/** Null: only help was asked for. */
function wantedOf(args: readonly string[]): Wanted | null {
  const options = {
    organization: { type: "string" },
    project: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) return null;
  const { organization, project, json = false } = values;
  if (!organization) throw new UsageError("--organization is missing: the address of the organisation to ask.");
  if (!project) throw new UsageError("--project is missing: the name of a project that the token can read.");
  return { organization, project, json };
}

async function run({ organization, project, json }: Wanted): Promise<void> {
  const address = parseOrganizationUrl(organization);
  const connection = connect(address, takeToken(process.env));
  if (address.warning !== null) console.error(address.warning);
  const world = await identify(connection, project);
  const standIn = await startStandIn(Date.now());
  try {
    const findings = await probe(asking(connection, world.project), standIn.asked, QUESTIONS);
    console.log(json ? JSON.stringify({ findings, notAsked: NOT_ASKED }, null, 2) : reportOf(findings));
  } finally {
    await standIn.close();
  }
}

/** 0: asked, whatever the answers; 1: it could not be asked; 2: wrong options. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const wanted = wantedOf(args);
    if (wanted === null) console.log(HELP);
    else await run(wanted);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    const isUsage = error instanceof UsageError || error instanceof OrganizationUrlError || error instanceof TokenError;
    if (isUsage) console.error("npm run probe -- --help says how it is called.");
    return isUsage ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
