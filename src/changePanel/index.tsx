import * as React from "react";
import * as ReactDOM from "react-dom";
import { readReleaseKeys, readWorkloadChoices } from "../boards/choices";
import { systemClock } from "../boards/clock";
import { readNeighbourhood } from "../boards/neighbourhood";
import { mayWrite } from "../boards/permission";
import { createPolicyStore } from "../boards/policyStore";
import { createTransport } from "../boards/transport";
import { createWriter } from "../boards/writing";
import "../components/base.css";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { type Links, LinksProvider } from "../components/links";
import { createChanges } from "../extension/changes";
import { connectPanelPage, type PanelPageHost } from "../extension/panel";
import { reportLoadFailure, showPage, start } from "../extension/start";
import { followTheme } from "../extension/theme";
import { OutsidePage } from "./OutsidePage";
import { createPanel } from "./panel";
import "./panel.css";
import { PanelPage } from "./PanelPage";

const root = document.getElementById("root");

function openPanel(host: PanelPageHost): void {
  const { project, reader, request, addresses, open } = host;
  const transport = createTransport({
    organizationUrl: host.organizationUrl,
    fetch: (url, init) => fetch(url, init),
    getToken: host.getAccessToken,
    clock: systemClock,
    random: Math.random,
  });
  const changes = createChanges();
  const panel = createPanel(
    {
      policies: createPolicyStore(host.documents, project.id),
      readNeighbourhood: (policy, ids, withLinked, signal, onProgress) =>
        readNeighbourhood(transport, { project, reader, policy, ids, withLinked, signal, onProgress }),
      mayWrite: (item, signal) => mayWrite(transport, item, signal),
      // Nobody wants a mail for each of forty work items.
      writeOne: createWriter(transport, { isQuiet: request.ids.length > 1 }),
      releaseKeys: (policy, iterations) => readReleaseKeys(transport, project.id, policy, iterations),
      workloads: (policy) => readWorkloadChoices(transport, project.id, policy),
      now: () => systemClock.now(),
      announce: changes.announce,
    },
    request.ids,
    request.action,
  );
  const links: Links = { workItem: addresses.workItem, open };
  ReactDOM.render(
    <ErrorBoundary>
      <LinksProvider value={links}>
        <PanelPage panel={panel} count={request.ids.length} addresses={addresses} open={open} close={request.close} />
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
