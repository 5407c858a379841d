import { isIP } from "node:net";

/**
 * Whether a request was meant for this server by the name that it was sent to. A page elsewhere can let its own name
 * lead to this machine; to the browser it then is of this origin, and could read the token in a page or ask the control
 * API. Only a name can be turned like that: addresses, `localhost` and the server's own name are let through.
 * @param host the `Host` header
 * @param origin where the server is served
 */
export function isOwnHost(host: string | undefined, origin: string): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return (
    hostname === new URL(origin).hostname ||
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0
  );
}
