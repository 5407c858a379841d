import * as SDK from "azure-devops-extension-sdk";
import * as v from "valibot";
import { RECORD_REQUEST, type RecordRequest } from "../domain/record/request";
import { type PanelAction, PANEL_TITLES } from "./changePanel";
import { connectPage, type PageHost } from "./services";

/** What a panel's page is opened for: work items to change or to look at, or something to record. */
export type PanelSubject =
  | { readonly kind: "change"; readonly ids: readonly number[]; readonly action: PanelAction }
  | { readonly kind: "record"; readonly request: RecordRequest };

/** How a panel's page was opened. */
export interface PanelRequest {
  readonly subject: PanelSubject;
  /** Closes the panel; null where the host gives no way to. */
  readonly close: (() => void) | null;
}

/** What the page around a panel gives, and what it asks for. */
export interface PanelPageHost extends PageHost {
  readonly request: PanelRequest;
}

const ACTIONS = Object.keys(PANEL_TITLES) as PanelAction[];
const isFunction = (value: unknown): value is () => unknown => typeof value === "function";
const CLOSER = { panel: v.optional(v.object({ close: v.custom<() => unknown>(isFunction) })) };
const CONFIGURATION = v.union([
  v.object({
    ids: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.minLength(1)),
    action: v.picklist(ACTIONS),
    ...CLOSER,
  }),
  v.object({ record: RECORD_REQUEST, ...CLOSER }),
]);

/**
 * Asks the host for the services of a panel's page, and what it is opened for. To be called after the handshake.
 *
 * @throws Error when it was opened for nothing that it knows; what {@link connectPage} throws
 */
export async function connectPanelPage(): Promise<PanelPageHost> {
  const request = panelRequestOf(SDK.getConfiguration());
  return { ...(await connectPage()), request };
}

/**
 * Reads what a panel is opened with.
 *
 * @throws Error when that is nothing that it knows
 */
export function panelRequestOf(configuration: unknown): PanelRequest {
  const parsed = v.safeParse(CONFIGURATION, configuration);
  if (!parsed.success) {
    throw new Error("This panel was opened without work items. Select some in a list or backlog, and use its menu.");
  }
  const { output } = parsed;
  const { panel } = output;
  return {
    subject:
      "record" in output
        ? { kind: "record", request: output.record }
        : { kind: "change", ids: output.ids, action: output.action },
    close:
      panel === undefined
        ? null
        : () => {
            panel.close();
          },
  };
}
