/**
 * Exchanges the organisation's address for the local one and back, in JSON. Only a text that begins with it is an
 * address: what people wrote about one in a description stays as they wrote it.
 */

/** Both directions. */
export interface AddressExchange {
  /** In an answer: addresses of the organisation become local ones. */
  toLocal(json: string): string;
  /** In a request: local addresses become those of the organisation. */
  toRemote(json: string): string;
}

/** What may follow the organisation's address in one of its addresses; anything else is part of a longer name. */
const ENDS = String.raw`(?=["?#]|\\?/)`;

/**
 * Makes the exchange.
 * @param local e.g. `http://localhost:8080/local`
 * @param prefixes addresses of the organisation; requests get the first
 */
export function exchangeAddresses(local: string, prefixes: readonly string[]): AddressExchange {
  const [remote = ""] = prefixes;
  const fromRemote = matcher(prefixes);
  const fromLocal = matcher([local]);
  return {
    toLocal: (json) => json.replace(fromRemote, (found) => written(found, local)),
    toRemote: (json) => json.replace(fromLocal, (found) => written(found, remote)),
  };
}

/** Finds an address at the beginning of a text of JSON, its slashes escaped or not; names of hosts have no case. */
function matcher(prefixes: readonly string[]): RegExp {
  const longestFirst = [...prefixes].sort((a, b) => b.length - a.length);
  const patterns = longestFirst.map((prefix) => escaped(prefix).replaceAll("/", String.raw`\\?/`));
  return new RegExp(`(?<=(?:^|[^\\\\])")(?:${patterns.join("|")})${ENDS}`, "gi");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** In the form in which the address was found. */
function written(found: string, address: string): string {
  return found.includes(String.raw`\/`) ? address.replaceAll("/", String.raw`\/`) : address;
}
