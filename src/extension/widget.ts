import * as SDK from "azure-devops-extension-sdk";
import * as v from "valibot";
import { connectPage, type PageHost } from "./services";

/** `WidgetStatusType.Success`; the enum itself would load the API package. */
const SUCCESS = 0;
/** `ConfigurationEvent.ConfigurationChange`. */
const CONFIGURATION_CHANGE = "ms.vss-dashboards-web.configurationChange";
/** The version under which settings are kept; a later form of them gets another. */
const SETTINGS_VERSION = { major: 1, minor: 0, patch: 0 };

/** What a dashboard says of a widget on it. */
export interface WidgetPlacement {
  /** As the dashboard's people call it; empty where they gave no name. */
  readonly name: string;
  /** Cells of the dashboard's grid: one is 160 pixels, with 10 between two. */
  readonly columns: number;
  readonly rows: number;
  /** The settings as the configuration kept them; null before the first time. */
  readonly settings: string | null;
}

/** What the page does as a widget. */
export interface WidgetPage {
  /** Shows the widget, now or anew. The dashboard takes its own spinner away when it resolves. */
  show(placement: WidgetPlacement): void;
}

/** What the page does as the configuration of a widget. */
export interface ConfigurationPage {
  /** Shows the settings to be chosen. `changed` is to be called with each new choice, for the preview. */
  show(placement: WidgetPlacement, changed: (settings: string) => void): void;
  /** The settings to keep; null while none can be kept. */
  chosen(): string | null;
}

/** The page around a widget, and which of the two this page was opened as. */
export interface WidgetHost extends PageHost {
  readonly role: "widget" | "configuration";
  /** Serves what the dashboard asks; what it asked before waits for this. */
  readonly serve: { readonly widget: Serve<WidgetPage>; readonly configuration: Serve<ConfigurationPage> };
}

type Serve<P> = (page: P) => void;

const PLACEMENT = v.pipe(
  v.object({
    name: v.nullish(v.string(), ""),
    size: v.object({ columnSpan: v.number(), rowSpan: v.number() }),
    customSettings: v.nullish(v.object({ data: v.nullish(v.string(), null) })),
  }),
  v.transform(({ name, size, customSettings }): WidgetPlacement => ({
    name,
    columns: size.columnSpan,
    rows: size.rowSpan,
    settings: customSettings?.data ?? null,
  })),
);

type Notify = (event: string, args: { readonly data: unknown }) => unknown;
const CONTEXT = v.object({ notify: v.custom<Notify>((value) => typeof value === "function") });

/** Reads what a dashboard tells a widget. @throws Error when that is not what dashboards tell */
export function placementOf(told: unknown): WidgetPlacement {
  const parsed = v.safeParse(PLACEMENT, told);
  if (!parsed.success) throw new Error("The dashboard did not say how large the widget is. Reload the dashboard.");
  return parsed.output;
}

/** A value that may be asked for before it is there. */
function awaited<T>(): { readonly value: Promise<T>; readonly give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const value = new Promise<T>((resolve) => (give = resolve));
  return { value, give };
}

/**
 * Registers what a dashboard calls, then asks for the services. To be called right after the handshake: what is called before
 * it is registered is never called again.
 *
 * @throws Error what {@link connectPage} throws
 */
export async function connectWidget(): Promise<WidgetHost> {
  const id = SDK.getContributionId();
  const role = id.endsWith("-configuration") ? "configuration" : "widget";
  const [widget, configuration] = [awaited<WidgetPage>(), awaited<ConfigurationPage>()];
  const methods = role === "widget" ? widgetMethods(widget.value) : configurationMethods(configuration.value);
  // A dashboard calls it by the id within the extension; other hosts of contributions by the full one.
  const { id: extension } = SDK.getExtensionContext();
  const short = id.startsWith(`${extension}.`) ? id.slice(extension.length + 1) : id;
  for (const name of new Set([short, id])) SDK.register(name, () => methods);
  return { ...(await connectPage()), role, serve: { widget: widget.give, configuration: configuration.give } };
}

function widgetMethods(page: Promise<WidgetPage>): Record<string, (settings: unknown) => Promise<unknown>> {
  const show = async (told: unknown): Promise<unknown> => {
    const placement = placementOf(told);
    (await page).show(placement);
    return { statusType: SUCCESS };
  };
  // The frame itself says that it is reading, so nothing is drawn before.
  return { preload: async () => ({ statusType: SUCCESS }), load: show, reload: show };
}

function configurationMethods(
  page: Promise<ConfigurationPage>,
): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return {
    load: async (told, context) => {
      const placement = placementOf(told);
      const { notify } = v.parse(CONTEXT, context);
      (await page).show(placement, (settings) => {
        void notify(CONFIGURATION_CHANGE, { data: customSettings(settings) });
      });
      return { statusType: SUCCESS };
    },
    onSave: async () => {
      const chosen = (await page).chosen();
      // The dashboard takes a rejection for settings that can't be kept, and keeps its panel open.
      if (chosen === null) throw Object.assign(new Error("Nothing is chosen yet."), { isValid: false });
      return { isValid: true, customSettings: customSettings(chosen) };
    },
  };
}

function customSettings(data: string): object {
  return { data, version: SETTINGS_VERSION };
}
