import type { IHostPageLayoutService } from "azure-devops-extension-api";
import * as SDK from "azure-devops-extension-sdk";

/** The host's service that opens panels and dialogs. */
export const PAGE_LAYOUT = "ms.vss-features.host-page-layout-service";
/** `PanelSize.Large`; the enum itself would load the API package. */
const LARGE = 2;
/** The panel's id within the extension (vss-extension.json). */
const PANEL = "change-panel";

/** What the panel is opened for: one kind of change, any, or to say what is in the way. */
export type PanelAction = "stage" | "release" | "iteration" | "change" | "why";

/** The panel's title for what it is opened for. */
export const PANEL_TITLES: Readonly<Record<PanelAction, string>> = {
  stage: "Move to stage",
  release: "Add to release",
  iteration: "Assign to iteration",
  change: "Change",
  why: "Why is it blocked?",
};

/** What opening the panel needs of the host. */
export interface PanelHost {
  readonly layout: Pick<IHostPageLayoutService, "openPanel">;
  readonly extensionId: string;
}

/** Asks the host for what opens panels. To be called after the handshake. */
export async function connectPanels(): Promise<PanelHost> {
  const layout = await SDK.getService<IHostPageLayoutService>(PAGE_LAYOUT);
  return { layout, extensionId: SDK.getExtensionContext().id };
}

/** Opens the change panel over the page for work items. Resolves when it is closed. */
export function openChangePanel(
  { layout, extensionId }: PanelHost,
  ids: readonly number[],
  action: PanelAction,
): Promise<void> {
  return new Promise((resolve) => {
    layout.openPanel(`${extensionId}.${PANEL}`, {
      title: PANEL_TITLES[action],
      size: LARGE,
      configuration: { ids: [...ids], action },
      onClose: () => {
        resolve();
      },
    });
  });
}
