import * as React from "react";
import { LinksProvider } from "../../../src/components/links";
import { createStore } from "../../../src/components/store/store";
import { HubProvider } from "../../../src/hub/HubContext";
import type { Hub } from "../../../src/hub/store/hub";
import type { HubState } from "../../../src/hub/store/state";
import { FIRST_VIEW } from "../../../src/hub/store/view";
import type { Report } from "../../../src/domain/readiness/report";
import type { Snapshot } from "../../../src/domain/snapshot";
import { NOW, policy, snapshot } from "../../builders/estate";

/** A hub that shows a report, and notes which views are opened. Whatever else is asked of it fails, unless `also` has it. */
export function hubWith(
  report: Report,
  changes: Partial<Pick<HubState, "view" | "pasts" | "mayWrite">> = {},
  estate: Snapshot = snapshot([]),
  also: Partial<Hub> = {},
) {
  const store = createStore<HubState>({
    data: {
      kind: "ready",
      report,
      snapshot: estate,
      stored: { policy: policy(), etag: 1 },
      readAt: NOW,
      refreshing: null,
      refreshProblem: null,
    },
    view: FIRST_VIEW,
    mayWrite: true,
    pasts: new Map(),
    ...changes,
  });
  const opened: unknown[] = [];
  let retries = 0;
  const known: Partial<Hub> = {
    get: store.get,
    subscribe: store.subscribe,
    open: (change) => {
      opened.push(change);
      store.set({ ...store.get(), view: { ...store.get().view, ...change } });
    },
    adjust: (change) => {
      store.set({ ...store.get(), view: { ...store.get().view, ...change } });
    },
    retryPast: () => {
      retries += 1;
    },
    ...also,
  };
  const hub = new Proxy(known, {
    get(target, name) {
      const found = Reflect.get(target, name) as unknown;
      if (found === undefined) throw new Error(`The test does not expect hub.${String(name)}.`);
      return found;
    },
  }) as Hub;
  const around = (page: JSX.Element): JSX.Element => (
    <LinksProvider
      value={{
        workItem: (id) => `https://boards.example/${id}`,
        open: () => {
          throw new Error("The test opens no link.");
        },
      }}
    >
      <HubProvider
        value={{
          hub,
          addressOf: (hash) => `https://hub.example/#${hash}`,
          settingsUrl: "https://hub.example/settings",
          openOutside: () => {
            throw new Error("The test opens nothing outside.");
          },
          loadInventory: () => Promise.reject(new Error("The test opens no inventory.")),
          loadPlanning: () => Promise.reject(new Error("The test opens no plans.")),
          now: () => NOW,
        }}
      >
        {page}
      </HubProvider>
    </LinksProvider>
  );
  return { hub, around, opened, retries: () => retries };
}
