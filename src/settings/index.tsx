import * as React from "react";
import * as ReactDOM from "react-dom";
import { readRecordMap } from "../boards/inventory/recordMap";
import { mayWrite } from "../boards/permission";
import { createPolicyStore } from "../boards/policyStore";
import { readSnapshot } from "../boards/readSnapshot";
import "../components/base.css";
import { type Links, LinksProvider } from "../components/links";
import { connectServices, type Host } from "../extension/services";
import { reportLoadFailure, showPage, start } from "../extension/start";
import { followTheme } from "../extension/theme";
import { transportOf } from "../extension/transport";
import "./settings.css";
import { SettingsPage } from "./SettingsPage";
import { createSettings } from "./store/settings";

const root = document.getElementById("root");

/** The schema is packed beside the pages. */
const SCHEMA_URL = new URL("../static/policy.schema.json", window.location.href).href;

function openSettings(host: Host): void {
  const { project, reader, documents, navigation, addresses } = host;
  const transport = transportOf(host);
  const loadRecords = () => readRecordMap(documents, project.id);
  // It comes while Azure DevOps is asked for what it judges. Where it fails to, the first judging says so.
  const judging = import("./store/judging");
  judging.catch(() => undefined);
  const settings = createSettings({
    loadJudging: () => judging,
    readSnapshot: (policy, signal, onProgress) =>
      readSnapshot(transport, { project, reader, policy, loadRecords, signal, onProgress }),
    policies: createPolicyStore(documents, project.id),
    mayWrite: (item) => mayWrite(transport, item),
    later(callback, milliseconds) {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    navigation,
  });
  window.addEventListener("beforeunload", (event) => {
    const { data } = settings.get();
    if (data.kind === "ready" && (data.effect.kind !== "unchanged" || data.conflict !== null)) event.preventDefault();
  });
  const links: Links = { workItem: addresses.workItem, open: navigation.open };
  ReactDOM.render(
    <LinksProvider value={links}>
      <SettingsPage
        settings={settings}
        projectName={project.name}
        proposalUrl={addresses.hub("view=mapping")}
        schemaUrl={SCHEMA_URL}
        open={navigation.open}
      />
    </LinksProvider>,
    root,
    showPage,
  );
  settings.start().catch(reportLoadFailure);
}

async function main(): Promise<void> {
  followTheme();
  const started = await start(connectServices);
  if (started.kind === "inside") {
    openSettings(started.host);
    return;
  }
  ReactDOM.render(
    <main className="rr-light rr-settings">
      <h1>These settings are a part of Azure DevOps.</h1>
      <p>They show nothing on their own. Open a project&apos;s settings and choose Release Readiness.</p>
    </main>,
    root,
  );
  if (started.late !== null) openSettings(await started.late);
}

main().catch(reportLoadFailure);
