/** A page that leaves the caches of histories on the window, for tests to call in a real browser. */
import { createMemoryHistory, type HistoryCache } from "../../../src/boards/historyCache";
import { createIndexedDbHistory } from "../../../src/boards/indexedDbHistory";

declare global {
  interface Window {
    histories: Readonly<Record<"memory" | "browser" | "ofAnother" | "ofElsewhere", HistoryCache>>;
  }
}

const organizationUrl = "https://dev.azure.com/contoso";

window.histories = {
  memory: createMemoryHistory(),
  browser: createIndexedDbHistory(indexedDB, { organizationUrl, readerId: "u1" }),
  ofAnother: createIndexedDbHistory(indexedDB, { organizationUrl, readerId: "u2" }),
  ofElsewhere: createIndexedDbHistory(indexedDB, {
    organizationUrl: "https://dev.azure.com/fabrikam",
    readerId: "u1",
  }),
};
