import * as React from "react";
import * as ReactDOM from "react-dom";
import { systemClock } from "../boards/clock";
import { createItemAccess } from "../boards/itemAccess";
import { createRecordAccess } from "../boards/recordAccess";
import "../components/base.css";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { type Links, LinksProvider } from "../components/links";
import { createChanges } from "../extension/changes";
import { connectPanelPage, type PanelPageHost } from "../extension/panel";
import { reportLoadFailure, showPage, start } from "../extension/start";
import { followTheme } from "../extension/theme";
import { transportOf } from "../extension/transport";
import { OutsidePage } from "./OutsidePage";
import { createPanel } from "./panel";
import "./panel.css";
import { PanelPage } from "./PanelPage";

const root = document.getElementById("root");

function openPanel(host: PanelPageHost): void {
  const { request, addresses, open } = host;
  const changes = createChanges();
  const transport = transportOf(host);
  const panel = createPanel(
    {
      ...createItemAccess(transport, host),
      ...createRecordAccess(transport, host.project),
      now: () => systemClock.now(),
      announce: changes.announce,
    },
    request.subject,
  );
  const count = request.subject.kind === "change" ? request.subject.ids.length : null;
  const links: Links = { workItem: addresses.workItem, open };
  ReactDOM.render(
    <ErrorBoundary>
      <LinksProvider value={links}>
        <PanelPage panel={panel} count={count} addresses={addresses} open={open} close={request.close} />
      </LinksProvider>
    </ErrorBoundary>,
    root,
    showPage,
  );
}

async function main(): Promise<void> {
  followTheme();
  const started = await start(connectPanelPage);
  if (started.kind === "inside") {
    openPanel(started.host);
    return;
  }
  ReactDOM.render(<OutsidePage />, root);
  if (started.late !== null) openPanel(await started.late);
}

main().catch(reportLoadFailure);
