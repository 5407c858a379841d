import { systemClock } from "../boards/clock";
import { createTransport, type Transport } from "../boards/transport";
import type { PageHost } from "./services";

/** The way to Azure DevOps of the page around us, with its sign-in. */
export function transportOf({ organizationUrl, getAccessToken }: PageHost): Transport {
  return createTransport({
    organizationUrl,
    fetch: (url, init) => fetch(url, init),
    getToken: getAccessToken,
    clock: systemClock,
    random: Math.random,
  });
}
