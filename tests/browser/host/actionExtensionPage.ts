/** A page of the extension for menu tests: its address says what it registers, and what it does when it is chosen. */
import type { IHostPageLayoutService } from "azure-devops-extension-api";
import * as SDK from "azure-devops-extension-sdk";

declare global {
  interface Window {
    SDK: typeof SDK;
    /** What the action was told, each time. */
    executed: unknown[];
  }
}

window.SDK = SDK;
window.executed = [];

async function start(options: URLSearchParams): Promise<void> {
  if (options.get("init") === "never") return;
  await SDK.init({ loaded: false });
  if (options.get("loads") === "never") {
    await SDK.notifyLoadFailed(new Error("The page gave up."));
    return;
  }
  SDK.register(options.get("as") ?? SDK.getContributionId(), {
    execute: async (context: unknown) => {
      window.executed.push(context);
      if (options.has("fails")) throw new Error("The action gave up.");
      const panel = options.get("opens");
      if (panel === null) return;
      const layout = await SDK.getService<IHostPageLayoutService>("ms.vss-features.host-page-layout-service");
      layout.openPanel(panel, { title: "A panel", size: 2, configuration: { context } });
    },
  });
  await SDK.notifyLoadSucceeded();
  document.body.append(Object.assign(document.createElement("h1"), { textContent: "Extension page" }));
}

void start(new URLSearchParams(location.search));
