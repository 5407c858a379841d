/** Addresses of real organisations, as people copy them from their browser. */

/** The address of an organisation, or of a collection of Azure DevOps Server. */
export interface OrganizationAddress {
  /** Without a slash at its end, e.g. `https://dev.azure.com/contoso`. */
  readonly url: string;
  /** e.g. `contoso`; the collection's name on a server. */
  readonly name: string;
  /** All addresses under which its answers may name it; the first is `url`. */
  readonly prefixes: readonly string[];
  /** Something that the caller should know before a token is sent there; null where there is nothing. */
  readonly warning: string | null;
}

/** An address that is none of an organisation; the message says which forms there are. */
export class OrganizationUrlError extends Error {}

const FORMS =
  "expected https://dev.azure.com/ORGANIZATION, https://ORGANIZATION.visualstudio.com or, on a server, https://SERVER/tfs/COLLECTION";
const CLOUD = "dev.azure.com";
const OLD_CLOUD = ".visualstudio.com";

/**
 * Reads the address of an organisation.
 * @throws OrganizationUrlError
 */
export function parseOrganizationUrl(text: string): OrganizationAddress {
  // A name or password in an address would be printed wherever the address is; it is not repeated here either.
  if (text.includes("@")) throw new OrganizationUrlError(`The address must hold no name or password; ${FORMS}.`);
  if (!URL.canParse(text) || hasBadEscape(text)) throw new OrganizationUrlError(`${text} is no address; ${FORMS}.`);
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new OrganizationUrlError(`${text} is not of the web; ${FORMS}.`);
  }
  if (url.search !== "" || url.hash !== "") {
    throw new OrganizationUrlError(`${text} has more than the organisation's address; ${FORMS}.`);
  }
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  if (segments.some((segment) => segment.startsWith("_"))) {
    throw new OrganizationUrlError(`${text} is the address of a page; ${FORMS}.`);
  }
  const warning = warningOf(url);
  if (url.hostname === CLOUD) return inCloud(text, url, segments, warning);
  if (url.hostname.endsWith(OLD_CLOUD)) return inOldCloud(text, url, segments, warning);
  const collection = segments.at(-1);
  if (collection === undefined) throw new OrganizationUrlError(`${text} names no collection; ${FORMS}.`);
  const address = `${url.origin}/${segments.join("/")}`;
  return { url: address, name: decodeURIComponent(collection), prefixes: [address], warning };
}

function inCloud(text: string, url: URL, segments: readonly string[], warning: string | null): OrganizationAddress {
  const [name, ...more] = segments;
  if (name === undefined) throw new OrganizationUrlError(`${text} names no organisation; ${FORMS}.`);
  if (more.length > 0) throw tooLong(text, `${url.origin}/${name}`, more[0] ?? "");
  const address = `${url.origin}/${name}`;
  // An organisation that has not switched to the new address is named by the old one in its answers.
  return { url: address, name, prefixes: [address, ...oldAddresses(name)], warning };
}

function inOldCloud(text: string, url: URL, segments: readonly string[], warning: string | null): OrganizationAddress {
  const name = url.hostname.slice(0, -OLD_CLOUD.length);
  const isDefault = segments[0]?.toLowerCase() === "defaultcollection";
  const more = isDefault ? segments.slice(1) : segments;
  if (more[0] !== undefined) throw tooLong(text, url.origin, more[0]);
  const address = isDefault ? `${url.origin}/${segments[0]}` : url.origin;
  const others = [`https://${CLOUD}/${name}`, ...oldAddresses(name)].filter((one) => one !== address);
  return { url: address, name, prefixes: [address, ...others], warning };
}

/** The longer one first: the other is a part of it. */
function oldAddresses(name: string): readonly string[] {
  const address = `https://${name}${OLD_CLOUD}`;
  return [`${address}/DefaultCollection`, address];
}

function hasBadEscape(text: string): boolean {
  try {
    decodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
}

function tooLong(text: string, organization: string, project: string): OrganizationUrlError {
  return new OrganizationUrlError(
    `${text} is the address of a project: give the organisation as ${organization} and the project as --project "${decodeURIComponent(project)}".`,
  );
}

function warningOf(url: URL): string | null {
  if (url.protocol === "https:" || isThisMachine(url.hostname)) return null;
  return `${url.origin} is reached without encryption: everybody on the way can read the token. Use https where the server has it.`;
}

function isThisMachine(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d+){3}$/.test(name);
}
