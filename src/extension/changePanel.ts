import type { IHostPageLayoutService } from "azure-devops-extension-api";
import * as SDK from "azure-devops-extension-sdk";
import type { RecordRequest } from "../domain/record/request";

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

/** The panel's title for what is to be recorded. */
export const RECORD_TITLES: Readonly<Record<RecordRequest["kind"], string>> = {
  checklist: "Create the gate checklist",
  evidence: "Record evidence",
  waiver: "Ask for a waiver",
  approve: "Approve",
  decision: "Decide go or no-go",
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
export function openChangePanel(host: PanelHost, ids: readonly number[], action: PanelAction): Promise<void> {
  return openPanel(host, PANEL_TITLES[action], { ids: [...ids], action });
}

/**
 * Opens the panel to record evidence, a waiver, an approval or a decision, or to create the gate checklist (section 7).
 * Resolves when it is closed.
 */
export function openRecordPanel(host: PanelHost, request: RecordRequest): Promise<void> {
  return openPanel(host, RECORD_TITLES[request.kind], { record: request });
}

function openPanel(
  { layout, extensionId }: PanelHost,
  title: string,
  configuration: Readonly<Record<string, unknown>>,
): Promise<void> {
  return new Promise((resolve) => {
    layout.openPanel(`${extensionId}.${PANEL}`, {
      title,
      size: LARGE,
      configuration,
      onClose: () => {
        resolve();
      },
    });
  });
}
