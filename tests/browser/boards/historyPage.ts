/** A page that leaves the caches of histories on the window, for tests to call in a real browser. */
import { createMemoryHistory, type HistoryCache } from "../../../src/boards/historyCache";
import { createIndexedDbHistory } from "../../../src/boards/indexedDbHistory";

declare global {
  interface Window {
    histories: Readonly<Record<"memory" | "browser" | "ofAnother", HistoryCache>>;
  }
}

window.histories = {
  memory: createMemoryHistory(),
  browser: createIndexedDbHistory(indexedDB, "https://dev.azure.com/contoso"),
  ofAnother: createIndexedDbHistory(indexedDB, "https://dev.azure.com/fabrikam"),
};
