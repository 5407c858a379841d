import * as React from "react";
import * as ReactDOM from "react-dom";
import { createBrowserHistory } from "../boards/browserHistory";
import { systemClock } from "../boards/clock";
import { createPolicyStore } from "../boards/policyStore";
import "../components/base.css";
import { reportLoadFailure, showPage, start } from "../extension/start";
import { followTheme } from "../extension/theme";
import { transportOf } from "../extension/transport";
import { connectWidget, type WidgetHost } from "../extension/widget";
import type { WidgetWays } from "./ways";
import { createWidget, type Widget } from "./widget";
import { WidgetView } from "./WidgetView";

const now = (): number => systemClock.now();

function projectOf(host: WidgetHost): Widget {
  const { project, reader, documents } = host;
  const transport = transportOf(host);
  // It comes while Azure DevOps is asked for the mapping. Where it fails to, the first judging says so.
  const judging = import("./judging");
  judging.catch(() => undefined);
  const cache = createBrowserHistory(() => window.indexedDB, {
    organizationUrl: host.organizationUrl,
    readerId: reader.id,
  });
  return createWidget({
    policies: createPolicyStore(documents, project.id),
    judge: async (policy, signal, onProgress) =>
      (await judging).readAndJudge(transport, { project, reader, documents, policy, cache, signal, onProgress }),
    forecast: async (judged, policy, signal) => {
      const { forecastLines } = await import("./forecasting");
      return forecastLines(transport, { judged, policy, cache, signal });
    },
    now,
  });
}

async function openPage(root: HTMLElement, host: WidgetHost): Promise<void> {
  const ways: WidgetWays = { addresses: host.addresses, open: host.open, now };
  const widget = projectOf(host);
  if (host.role === "configuration") {
    const [{ createConfiguring }, { ConfigurationView }] = await Promise.all([
      import("./configuring"),
      import("./ConfigurationView"),
    ]);
    const configuring = createConfiguring(widget);
    host.serve.configuration(configuring.page);
    ReactDOM.render(<ConfigurationView configuring={configuring} ways={ways} />, root, showPage);
  } else {
    host.serve.widget({ show: widget.place });
    ReactDOM.render(<WidgetView widget={widget} ways={ways} />, root, showPage);
  }
  await widget.read();
}

async function main(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("The page has no root.");
  followTheme();
  const started = await start(connectWidget);
  if (started.kind === "inside") {
    await openPage(root, started.host);
    return;
  }
  ReactDOM.render(
    <main className="rr-light rr-widget">
      <h1>This page is a widget for the dashboards of Azure DevOps.</h1>
      <p>It shows nothing on its own. Edit a dashboard and add the widget Release Readiness.</p>
    </main>,
    root,
  );
  if (started.late !== null) await openPage(root, await started.late);
}

main().catch(reportLoadFailure);
