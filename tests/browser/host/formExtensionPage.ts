/**
 * A page of the extension for form tests: it registers a listener, keeps what it is told in the order of telling, and
 * leaves the SDK on the window for tests to call.
 */
import * as SDK from "azure-devops-extension-sdk";

interface Told {
  readonly name: string;
  readonly args: unknown;
}

declare global {
  interface Window {
    SDK: typeof SDK;
    /** What the listener was told. */
    told: Told[];
    /** A test may listen from outside: what is told last is gone with the frame. */
    report?: (text: string) => void;
  }
}

window.SDK = SDK;
window.told = [];

const EVENTS = ["onLoaded", "onFieldChanged", "onSaved", "onRefreshed", "onReset", "onUnloaded"];

function listener(kind: string): Record<string, (args: unknown) => void> {
  const heard = kind === "partial" ? ["onLoaded"] : EVENTS;
  return Object.fromEntries(
    heard.map((name) => [
      name,
      (args: unknown) => {
        window.told.push({ name, args });
        window.report?.(`${SDK.getContributionId()} ${name} ${JSON.stringify(args)}`);
        if (kind === "failing" && name === "onReset") throw new Error("The listener failed.");
      },
    ]),
  );
}

async function start(options: URLSearchParams): Promise<void> {
  const isLoaded = options.get("loaded") === "true";
  await SDK.init({ loaded: isLoaded });
  const kind = options.get("listener") ?? "whole";
  if (kind !== "none") SDK.register(SDK.getContributionId(), () => listener(kind));
  const heading = document.createElement("h1");
  heading.textContent = "Extension page";
  document.body.append(heading);
  if (!isLoaded) await SDK.notifyLoadSucceeded();
}

void start(new URLSearchParams(location.search));
