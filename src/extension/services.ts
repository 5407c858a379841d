import type {
  IExtensionDataService,
  IHostNavigationService,
  ILocationService,
  IProjectPageService,
} from "azure-devops-extension-api";
import * as SDK from "azure-devops-extension-sdk";
import type { DocumentStore } from "../boards/policyStore";
import type { Snapshot } from "../domain/snapshot";
import { type Addresses, createAddresses } from "./addresses";
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

/** Everything that the page around us gives, fetched once. */
export interface Host {
  /** Ends with a slash, e.g. `https://dev.azure.com/contoso/`. */
  readonly organizationUrl: string;
  readonly project: Snapshot["project"];
  readonly reader: Snapshot["reader"];
  readonly navigation: Navigation;
  readonly documents: DocumentStore;
  readonly addresses: Addresses;
  readonly getAccessToken: () => Promise<string>;
}

/**
 * Asks the host for its services. To be called after the handshake: before it, a service never arrives.
 *
 * @throws Error when the page belongs to no project, or a service is missing
 */
export async function connectServices(): Promise<Host> {
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
    throw new Error("Azure DevOps named no project for this page. Open the hub from a project's Boards menu.");
  }
  const root = organizationUrl.endsWith("/") ? organizationUrl : `${organizationUrl}/`;
  return {
    organizationUrl: root,
    project: { id: project.id, name: project.name },
    reader: reader(),
    navigation: createNavigation(navigation),
    documents: createDocumentStore({
      service: documents,
      extensionId: SDK.getExtensionContext().id,
      getAccessToken: SDK.getAccessToken,
    }),
    addresses: createAddresses(root, project.name, SDK.getContributionId()),
    getAccessToken: SDK.getAccessToken,
  };
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
