/** The services that a frame can get, by their contribution ids (reference §1.4). */
import { type ExtensionFrame, mountExtensionFrame, type ServiceLookup } from "../frame/extensionFrame";
import type { Forms } from "../form/opening";
import type { NamedProject, PageData } from "../pageData";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { extensionDataService } from "./extensionData";
import { formNavigationService } from "./formNavigation";
import { globalMessagesService } from "./globalMessages";
import { locationService } from "./location";
import { navigationService } from "./navigation";
import { pageLayout } from "./pageLayout";
import { projectPageService } from "./project";
import { workItemFormService } from "./workItemForm";

/** What services need of the page around the frame. */
export interface ServiceSurroundings {
  readonly data: PageData;
  readonly project: NamedProject;
  readonly theme: ThemeSwitch;
  readonly forms: Forms;
  /** Where messages stand: over a modal dialog those of its own, or nobody could reach them. */
  readonly banner: HTMLElement;
  readonly corner: HTMLElement;
  getFullScreen(): boolean;
  setFullScreen(on: boolean): void;
}

/** Makes the services of the frames of one page, or of one form over it; their dialogs and panels share them. */
export function createServices(around: ServiceSurroundings): ServiceLookup {
  const { data, project, theme, forms } = around;
  const { page } = data;
  const hub =
    page.kind === "hub" || page.kind === "settings"
      ? data.extension.contributions.find((one) => one.id === page.contributionId)
      : undefined;

  function mountContent(
    contributionId: string,
    container: HTMLElement,
    configuration: Record<string, unknown>,
    onResize: (height: number) => void,
  ): ExtensionFrame {
    const contribution = data.extension.contributions.find((one) => one.id === contributionId);
    if (contribution === undefined) throw new Error(`The contribution ${contributionId} could not be found.`);
    return mountExtensionFrame(container, {
      data,
      project,
      contribution,
      theme,
      services: lookup,
      configuration,
      onResize,
    });
  }

  const layout = pageLayout({
    mountContent,
    getFullScreen: () => around.getFullScreen(),
    setFullScreen: (on) => around.setFullScreen(on),
  });
  const services = new Map<string, object>([
    ["ms.vss-features.location-service", locationService(data, project.name)],
    ["ms.vss-tfs-web.tfs-page-data-service", projectPageService(project)],
    ["ms.vss-features.extension-data-service", extensionDataService(data.organization.url)],
    ["ms.vss-features.host-navigation-service", navigationService(project, page, hub?.name ?? null)],
    ["ms.vss-features.host-page-layout-service", layout.service],
    ["ms.vss-work-web.work-item-form", workItemFormService(forms)],
    ["ms.vss-work-web.work-item-form-navigation-service", formNavigationService(forms, project)],
    [
      "ms.vss-tfs-web.tfs-global-messages-service",
      globalMessagesService({
        banner: around.banner,
        corner: around.corner,
        openContribution: (id, options) => layout.openDialog(id, options),
      }),
    ],
  ]);
  const lookup: ServiceLookup = (contributionId) => services.get(contributionId);
  return lookup;
}
