import "azure-devops-ui/Core/override.css";
import * as React from "react";
import * as ReactDOM from "react-dom";
import { createBrowserHistory } from "../boards/browserHistory";
import { systemClock } from "../boards/clock";
import { readRecordMap } from "../boards/inventory/recordMap";
import { mayWrite } from "../boards/permission";
import { createPastSnapshots } from "../boards/pastSnapshots";
import { createPolicyStore } from "../boards/policyStore";
import type { RecordReading } from "../boards/records";
import { readSnapshot } from "../boards/readSnapshot";
import "../components/base.css";
import { keepFocus } from "../components/keepFocus";
import { type Links, LinksProvider } from "../components/links";
import { openChangePanel, openRecordPanel } from "../extension/changePanel";
import { createChanges } from "../extension/changes";
import { once } from "../domain/once";
import type { Host } from "../extension/services";
import { reportLoadFailure, showPage, start } from "../extension/start";
import { followTheme } from "../extension/theme";
import { transportOf } from "../extension/transport";
import "./hub.css";
import { HubProvider, type HubTools } from "./HubContext";
import { HubPage } from "./HubPage";
import { OutsidePage } from "./OutsidePage";
import { createHub } from "./store/hub";

const now = (): number => systemClock.now();
const root = document.getElementById("root");

function show(page: JSX.Element): void {
  ReactDOM.render(page, root, showPage);
}

function openHub(host: Host): void {
  const transport = transportOf(host);
  const pasts = createPastSnapshots(transport);
  // It comes while Azure DevOps is asked for what it judges. Where it fails to, the first judging says so.
  const engine = import("../boards/judged");
  engine.catch(() => undefined);
  const cache = createBrowserHistory(() => window.indexedDB, {
    organizationUrl: host.organizationUrl,
    readerId: host.reader.id,
  });
  const loadRecords = (): Promise<RecordReading> => readRecordMap(host.documents, host.project.id);
  const hub = createHub({
    readSnapshot: (policy, signal, onProgress) =>
      readSnapshot(transport, {
        project: host.project,
        reader: host.reader,
        policy,
        loadRecords,
        signal,
        onProgress,
      }),
    judge: async (snapshot, policy, signal, onUnfinished) => {
      const { assessWithHistory } = await engine;
      return assessWithHistory(transport, { snapshot, policy, cache, signal, onUnfinished });
    },
    loadProposing: () => import("./store/proposing"),
    readPast: (asOf, policy, signal, onProgress) =>
      pasts.read({ project: host.project, reader: host.reader, policy, asOf, loadRecords, signal, onProgress }),
    policies: createPolicyStore(host.documents, host.project.id),
    mayWrite: (item) => mayWrite(transport, item),
    openPanel: (ids, action) => keepFocus(() => openChangePanel(host.panels, ids, action)),
    openRecordPanel: (request) => keepFocus(() => openRecordPanel(host.panels, request)),
    changes: createChanges(),
    now,
    navigation: host.navigation,
  });
  const links: Links = { workItem: host.addresses.workItem, open: host.navigation.open };
  const tools: HubTools = {
    hub,
    addressOf: host.addresses.hub,
    settingsUrl: host.addresses.settings,
    openOutside: host.navigation.open,
    loadInventory: async () => {
      const { connectInventory } = await import("./inventory/connect");
      return connectInventory(host, transport);
    },
    loadPlanning: once(async () => {
      const { connectPlanning } = await import("./planning/connect");
      return connectPlanning(host, transport, cache, hub);
    }),
    now,
  };
  show(
    <LinksProvider value={links}>
      <HubProvider value={tools}>
        <HubPage projectName={host.project.name} now={now} onTitle={host.navigation.setTitle} />
      </HubProvider>
    </LinksProvider>,
  );
  hub.start().catch(reportLoadFailure);
}

async function main(): Promise<void> {
  followTheme();
  const started = await start();
  if (started.kind === "inside") {
    openHub(started.host);
    return;
  }
  ReactDOM.render(<OutsidePage isWaiting={started.late !== null} />, root);
  if (started.late !== null) openHub(await started.late);
}

main().catch(reportLoadFailure);
