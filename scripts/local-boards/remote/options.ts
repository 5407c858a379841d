/** The options that put a real organisation behind the pages. */
import { type OrganizationAddress, OrganizationUrlError, parseOrganizationUrl } from "./organizationUrl";

/** A real organisation, as the command line names it. */
export interface OrganizationOptions {
  readonly address: OrganizationAddress;
  /** Name or id of the project. */
  readonly project: string;
  readonly allowsWrites: boolean;
}

/** What stands behind `--organization`, `--project` and `--allow-writes`, and the options that go with a made estate alone. */
export interface GivenOptions {
  readonly organization: string | undefined;
  readonly project: string | undefined;
  readonly allowsWrites: boolean;
  /** Names of other options that were given. */
  readonly others: readonly string[];
}

/** Options that contradict each other, or lack one; the message says which. */
export class OrganizationOptionsError extends Error {}

/**
 * Reads the options.
 * @returns null where no organisation is named
 * @throws OrganizationOptionsError
 */
export function organizationOptions(given: GivenOptions): OrganizationOptions | null {
  const { organization, project, allowsWrites, others } = given;
  if (organization === undefined) {
    if (project !== undefined) throw new OrganizationOptionsError("--project goes with --organization URL.");
    if (allowsWrites) throw new OrganizationOptionsError("--allow-writes goes with --organization URL.");
    return null;
  }
  const [other] = others;
  if (other !== undefined) {
    throw new OrganizationOptionsError(`--${other} goes with what is made here, not with --organization.`);
  }
  if (project === undefined) {
    throw new OrganizationOptionsError("--organization needs --project NAME: one project is tried at a time.");
  }
  try {
    return { address: parseOrganizationUrl(organization), project, allowsWrites };
  } catch (error) {
    if (!(error instanceof OrganizationUrlError)) throw error;
    throw new OrganizationOptionsError(`--organization: ${error.message}`);
  }
}
