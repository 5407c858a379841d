/**
 * A tiny extension page around the unmodified SDK: what the address says decides how it starts, and the SDK is left on
 * the window for tests to call.
 */
import * as SDK from "azure-devops-extension-sdk";

declare global {
  interface Window {
    SDK: typeof SDK;
    /** How often the theme was applied. */
    themesApplied: number;
  }
}

window.SDK = SDK;
window.themesApplied = 0;
window.addEventListener("themeApplied", () => window.themesApplied++);

async function start(options: URLSearchParams): Promise<void> {
  if (options.get("init") === "never") return;
  await SDK.init({ loaded: options.get("loaded") !== "false", applyTheme: options.get("theme") !== "false" });
  const content = document.createElement("h1");
  content.textContent = "Extension page";
  document.body.append(content);
  if (options.get("fail") === "true") await SDK.notifyLoadFailed(new Error("The extension gave up."));
}

void start(new URLSearchParams(location.search));
