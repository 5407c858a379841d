/**
 * `ms.vss-features.host-navigation-service`: the address of the host page in the hands of the extension.
 *
 * Hashes are given and taken without the leading `#`. Setting one makes a history entry without telling the listeners;
 * they hear of what the person does: back, forward, an edited address. Whether the real host also echoes an
 * extension's own change is unverified, so an extension must not rely on either.
 */
import { safeUrl } from "../dom";
import type { NamedProject, Page } from "../pageData";

type HashListener = (hash: string) => unknown;

function currentHash(): string {
  return location.hash.replace(/^#/, "");
}

function withHash(hash: unknown): string {
  const text = typeof hash === "string" ? hash.replace(/^#/, "") : "";
  return `${location.pathname}${location.search}${text === "" ? "" : `#${text}`}`;
}

function followable(url: unknown): string {
  const href = safeUrl(String(url));
  if (href === null) throw new Error(`Only http and https addresses can be opened, not ${String(url)}.`);
  return href;
}

/** Route and place of a host page; ids of other routes than the hub's are in public use and not documented [?]. */
function placeOf(page: Page, project: NamedProject): { routeId: string; routeValues: Record<string, string> } {
  const routeValues = { project: project.name };
  switch (page.kind) {
    case "hub":
      return { routeId: "ms.vss-web.hub-route", routeValues: { ...routeValues, contributionId: page.contributionId } };
    case "settings":
      return {
        routeId: "ms.vss-admin-web.project-admin-hub-route",
        routeValues: { ...routeValues, adminPivot: page.contributionId ?? "" },
      };
    case "workItem":
      return {
        routeId: "ms.vss-work-web.work-items-form-route-with-id",
        routeValues: { ...routeValues, id: String(page.id) },
      };
    default:
      return { routeId: "ms.vss-work-web.work-items-hub-route", routeValues };
  }
}

/**
 * Makes the service for one host page.
 * @param hubName what the hub is called, on a hub's page
 */
export function navigationService(project: NamedProject, page: Page, hubName: string | null): object {
  const listeners: HashListener[] = [];
  window.addEventListener("hashchange", () => {
    for (const listener of listeners) {
      Promise.resolve(listener(currentHash())).catch((error: unknown) =>
        console.error("The extension's hash listener failed:", error),
      );
    }
  });

  return {
    getHash: currentHash,
    setHash(hash: unknown) {
      if (withHash(hash) !== withHash(currentHash())) history.pushState(null, "", withHash(hash));
    },
    replaceHash(hash: unknown) {
      history.replaceState(null, "", withHash(hash));
    },
    onHashChanged(listener: unknown) {
      if (typeof listener !== "function") throw new Error("onHashChanged needs a function.");
      listeners.push(listener as HashListener);
    },
    getQueryParams: () => Object.fromEntries(new URLSearchParams(location.search)),
    setQueryParams(parameters: unknown) {
      const search = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries((parameters ?? {}) as Record<string, unknown>)) {
        if (typeof value === "string" && value !== "") search.set(name, value);
        else search.delete(name);
      }
      const text = search.toString();
      history.replaceState(null, "", `${location.pathname}${text === "" ? "" : `?${text}`}${location.hash}`);
    },
    getPageRoute: () => {
      const { routeId, routeValues } = placeOf(page, project);
      return { id: routeId, routeValues };
    },
    getPageNavigationElements: () => {
      const isSettings = page.kind === "settings";
      const hubId = isSettings || page.kind === "hub" ? page.contributionId : null;
      return [
        isSettings
          ? { id: "ms.vss-web.project-admin-hub-group", name: "Project settings", type: "ms.vss-web.hub-group" }
          : { id: "ms.vss-work-web.work-hub-group", name: "Boards", type: "ms.vss-web.hub-group" },
        ...(hubId === null ? [] : [{ id: hubId, name: hubName ?? "", type: "ms.vss-web.hub" }]),
      ];
    },
    navigate(url: unknown) {
      location.assign(followable(url));
    },
    openNewWindow(url: unknown, features?: unknown) {
      const text = typeof features === "string" && features !== "" ? `${features},noopener` : "noopener";
      window.open(followable(url), "_blank", text);
    },
    reload() {
      location.reload();
    },
    setDocumentTitle(title: unknown) {
      document.title = String(title);
    },
  };
}
