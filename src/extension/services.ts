import type {
  IExtensionDataService,
  IHostNavigationService,
  ILocationService,
  IProjectPageService,
} from "azure-devops-extension-api";
import * as SDK from "azure-devops-extension-sdk";
import type { DocumentStore } from "../boards/documents";
import type { Snapshot } from "../domain/snapshot";
import { type Addresses, createAddresses } from "./addresses";
import { connectPanels, type PanelHost } from "./changePanel";
import { createDocumentStore } from "./documents";
import { createNavigation, type Navigation } from "./navigation";

/** Ids by which the host knows its services. */
const SERVICE = {
  location: "ms.vss-features.location-service",
  project: "ms.vss-tfs-web.tfs-page-data-service",
  navigation: "ms.vss-features.host-navigation-service",
  documents: "ms.vss-features.extension-data-service",
} as const;

/** The resource area whose address is the organisation's. */
const CORE_AREA = "79134c72-4a58-4b42-976c-04e7115f32bf";

/** Ids within the extension (vss-extension.json). */
const HUB = "release-readiness-hub";
const SETTINGS = "release-readiness-settings";

/** What the page around us gives to each page of the extension, fetched once. */
export interface PageHost {
  /** Ends with a slash, e.g. `https://dev.azure.com/contoso/`. */
  readonly organizationUrl: string;
  readonly project: Snapshot["project"];
  readonly reader: Snapshot["reader"];
  readonly documents: DocumentStore;
  readonly addresses: Addresses;
  /** Opens an address in a new tab; a sandboxed frame may not do so by itself. */
  readonly open: (url: string) => void;
  readonly getAccessToken: () => Promise<string>;
}

/** What a hub is given. */
export interface Host extends PageHost {
  readonly navigation: Navigation;
  readonly panels: PanelHost;
}

/**
 * Asks the host for the services of a page within another one (a form, a panel). To be called after the handshake: before
 * it, a service never arrives.
 *
 * @throws Error when the page belongs to no project, or a service is missing
 */
export async function connectPage(): Promise<PageHost> {
  const [location, page, navigation, documents] = await Promise.all([
    SDK.getService<ILocationService>(SERVICE.location),
    SDK.getService<IProjectPageService>(SERVICE.project),
    SDK.getService<IHostNavigationService>(SERVICE.navigation),
    SDK.getService<IExtensionDataService>(SERVICE.documents),
  ]);
  const [organizationUrl, project] = await Promise.all([
    location.getResourceAreaLocation(CORE_AREA),
    page.getProject(),
  ]);
  if (project === undefined) {
    throw new Error("Azure DevOps named no project for this page. Open it from a project's Boards menu.");
  }
  const root = organizationUrl.endsWith("/") ? organizationUrl : `${organizationUrl}/`;
  const extensionId = SDK.getExtensionContext().id;
  return {
    organizationUrl: root,
    project: { id: project.id, name: project.name },
    reader: reader(),
    documents: createDocumentStore({ service: documents, extensionId, getAccessToken: SDK.getAccessToken }),
    addresses: createAddresses(root, project.name, `${extensionId}.${HUB}`, `${extensionId}.${SETTINGS}`),
    open(url) {
      navigation.openNewWindow(url, "");
    },
    getAccessToken: SDK.getAccessToken,
  };
}

/**
 * Asks the host for the services of a hub. To be called after the handshake.
 *
 * @throws Error what {@link connectPage} throws
 */
export async function connectServices(): Promise<Host> {
  const [page, navigation, panels] = await Promise.all([
    connectPage(),
    SDK.getService<IHostNavigationService>(SERVICE.navigation),
    connectPanels(),
  ]);
  return { ...page, navigation: createNavigation(navigation), panels };
}

/** Some hosts hand over no user, and the SDK throws then. The report says that its reader is not known. */
function reader(): Snapshot["reader"] {
  try {
    const { id, displayName, name } = SDK.getUser();
    return { id, displayName: displayName || name };
  } catch {
    return { id: "", displayName: "a reader whom Azure DevOps did not name" };
  }
}
