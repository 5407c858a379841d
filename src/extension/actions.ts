import type { IHostPageLayoutService } from "azure-devops-extension-api";
import * as SDK from "azure-devops-extension-sdk";
import { openChangePanel, PAGE_LAYOUT, type PanelAction } from "./changePanel";

/** What an entry of a menu can do to the page around it. */
export interface ActionTools {
  /** Opens the change panel over the page. */
  openPanel(ids: readonly number[], action: PanelAction): void;
  /** Says something that the person has to close. */
  openMessage(title: string, message: string): void;
}

/** What serving an action needs of the SDK. */
export type ActionSdk = Pick<
  typeof SDK,
  | "init"
  | "register"
  | "getService"
  | "getContributionId"
  | "getExtensionContext"
  | "notifyLoadSucceeded"
  | "notifyLoadFailed"
>;

/** `contribution` is the entry's id within the extension; `context` is what the host says of the selection. */
export type Execute = (contribution: string, context: unknown, tools: ActionTools) => void;

/**
 * Says what happens when a person chooses the menu entry that this page was loaded for. The page is never seen. Never
 * rejects: the host is told when the page can't be used.
 */
export async function serveAction(execute: Execute, sdk: ActionSdk = SDK): Promise<void> {
  try {
    await sdk.init({ loaded: false, applyTheme: false });
    register(execute, sdk);
    await sdk.notifyLoadSucceeded();
  } catch (thrown) {
    await sdk.notifyLoadFailed(thrown instanceof Error ? thrown : String(thrown));
  }
}

function register(execute: Execute, sdk: ActionSdk): void {
  const id = sdk.getContributionId();
  const extensionId = sdk.getExtensionContext().id;
  const name = id.startsWith(`${extensionId}.`) ? id.slice(extensionId.length + 1) : id;
  let asked: Promise<IHostPageLayoutService> | null = null;
  sdk.register(id, {
    execute: async (context: unknown): Promise<void> => {
      // What a host hands over is never released, so that it is asked for once; a refusal is not kept.
      asked ??= sdk.getService<IHostPageLayoutService>(PAGE_LAYOUT);
      let layout: IHostPageLayoutService;
      try {
        layout = await asked;
      } catch (thrown) {
        asked = null;
        throw thrown;
      }
      execute(name, context, toolsOf(layout, extensionId));
    },
  });
}

function toolsOf(layout: IHostPageLayoutService, extensionId: string): ActionTools {
  return {
    openPanel(ids, action) {
      void openChangePanel({ layout, extensionId }, ids, action);
    },
    openMessage(title, message) {
      layout.openMessageDialog(message, { title, showCancel: false });
    },
  };
}
