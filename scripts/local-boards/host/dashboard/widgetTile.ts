/** A widget on a dashboard: its frame, and what the dashboard and the page in it say to each other. */
import * as v from "valibot";
import { element } from "../dom";
import { type ExtensionFrame, mountExtensionFrame, type ServiceLookup } from "../frame/extensionFrame";
import type { NamedProject, PageData } from "../pageData";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { type CatalogWidget, objectIdOf, pixelsOf } from "./catalog";
import type { KeptWidget } from "./store";

/** What frames on a dashboard are made of. */
export interface DashboardSurroundings {
  readonly data: PageData;
  readonly project: NamedProject;
  readonly theme: ThemeSwitch;
  readonly services: ServiceLookup;
}

/** A widget that is shown. */
export interface WidgetTile {
  readonly element: HTMLElement;
  /** Shows other settings, another name or another size; nothing is kept. */
  show(widget: KeptWidget): void;
  close(): void;
}

/** What a widget and its configuration are told of the widget [D]. */
export function widgetSettings({ name, size, settings }: KeptWidget): object {
  return { name, size, customSettings: { data: settings, version: { major: 1, minor: 0, patch: 0 } } };
}

/** `WidgetStatusType` [D]. */
const statusSchema = v.object({ statusType: v.optional(v.picklist([0, 1, 2]), 0) });
const UNCONFIGURED = 2;
const failureSchema = v.object({ message: v.string(), isUserVisible: v.optional(v.boolean(), true) });

/**
 * Puts a widget into a container, which must be in the document. It is told to load when its page has, and to load again
 * with other settings after that [D]. Whether `preload` is called before that is [?]: it is not called here.
 */
export function mountWidget(
  container: HTMLElement,
  around: DashboardSurroundings,
  { contribution }: CatalogWidget,
  kept: KeptWidget,
): WidgetTile {
  const trouble = element("p", { class: "widget-trouble", role: "alert" });
  const box = element("div", { class: "widget-frame" });
  const tile = element("div", { class: "widget-tile" }, box, trouble);
  container.append(tile);
  const frame: ExtensionFrame = mountExtensionFrame(box, { ...around, contribution });
  let isLoaded = false;
  let shown = kept;

  function place({ name, size }: KeptWidget): void {
    tile.style.width = `${pixelsOf(size.columnSpan)}px`;
    tile.style.height = `${pixelsOf(size.rowSpan)}px`;
    frame.element.querySelector("iframe")?.setAttribute("title", name);
  }

  async function call(method: "load" | "reload"): Promise<void> {
    try {
      const status = v.parse(
        statusSchema,
        await frame.invoke(objectIdOf(contribution), method, [widgetSettings(shown)]),
      );
      trouble.textContent = status.statusType === UNCONFIGURED ? "Configure this widget: edit the dashboard." : "";
    } catch (error) {
      // A failure that people may not see is told without its reason [D].
      const told = v.safeParse(failureSchema, error);
      const reason = told.success && told.output.isUserVisible ? ` ${told.output.message}` : "";
      trouble.textContent = `${shown.name} could not be loaded.${reason}`;
    }
  }

  place(kept);
  // Why a page did not load its frame shows itself.
  void frame.loaded.then(
    () => {
      isLoaded = true;
      return call("load");
    },
    () => undefined,
  );

  return {
    element: tile,
    show(widget) {
      shown = widget;
      place(widget);
      // What comes before the page has loaded is what it loads with.
      if (isLoaded) void call("reload");
    },
    close() {
      frame.close();
      tile.remove();
    },
  };
}
