import * as React from "react";
import * as ReactDOM from "react-dom";
import { systemClock } from "../boards/clock";
import { createMemoryHistory } from "../boards/historyCache";
import { createItemAccess } from "../boards/itemAccess";
import "../components/base.css";
import { keepFocus } from "../components/keepFocus";
import { type Links, LinksProvider } from "../components/links";
import type { OnRecord } from "../components/record/BlockerActions";
import { showAtHeightOf } from "../extension/height";
import { openRecordPanel } from "../extension/changePanel";
import { reportLoadFailure, start } from "../extension/start";
import { followTheme } from "../extension/theme";
import { transportOf } from "../extension/transport";
import { connectForm, type FormHost } from "../extension/workItemForm";
import { FormProvider } from "./FormContext";
import { FormPageView } from "./FormPageView";
import { createFormPage } from "./store/formPage";
import "./workItemForm.css";

const now = (): number => systemClock.now();

/**
 * Up to so many histories are read one by one: the stream of a whole project is too much for one form, where the hub has not
 * gone through it before.
 */
const MOST_ONE_BY_ONE = 100;

function openPage(root: HTMLElement, host: FormHost): void {
  const { project, events, form, changes, addresses } = host;
  const transport = transportOf(host);
  // They come while Azure DevOps is asked for what they judge. Where one fails to, its first use says so.
  const [engine, judging] = [import("../domain/readiness/standing"), import("../boards/judged")];
  for (const part of [engine, judging]) part.catch(() => undefined);
  const history = { cache: createMemoryHistory(), mostOneByOne: MOST_ONE_BY_ONE };
  const page = createFormPage({
    projectName: project.name,
    ...createItemAccess(transport, host),
    withHistory: async (snapshot, policy, signal, onUnfinished) => {
      const { assessWithHistory } = await judging;
      return (await assessWithHistory(transport, { snapshot, policy, signal, onUnfinished, ...history })).snapshot;
    },
    engine: () => engine,
    events,
    form,
    changes,
    onReturn: (listener) => {
      window.addEventListener("focus", listener);
    },
    now,
  });
  const links: Links = {
    workItem: addresses.workItem,
    open: host.open,
    openItem: (id) => {
      void page.openWorkItem(id);
    },
  };
  const record: OnRecord = (request) => {
    void keepFocus(() => openRecordPanel(host.panels, request)).then(page.reload);
  };
  page.start();
  ReactDOM.render(
    <LinksProvider value={links}>
      <FormProvider value={{ page, addresses, open: host.open, record }}>
        <FormPageView now={now} />
      </FormProvider>
    </LinksProvider>,
    root,
  );
  showAtHeightOf(root).catch(reportLoadFailure);
}

async function main(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("The page has no root.");
  followTheme();
  const started = await start(connectForm);
  if (started.kind === "inside") {
    openPage(root, started.host);
    return;
  }
  ReactDOM.render(
    <main className="rr-light rr-form">
      <h1 className="rr-form-sentence">This page is a part of the work item form of Azure DevOps.</h1>
      <p>It shows nothing on its own. Open a work item and choose the tab Migration.</p>
    </main>,
    root,
  );
  if (started.late !== null) openPage(root, await started.late);
}

main().catch(reportLoadFailure);
