/** The panel beside a dashboard in which a widget is configured: name and size by the dashboard, the rest by the extension [D]. */
import * as v from "valibot";
import { button, element } from "../dom";
import { mountExtensionFrame } from "../frame/extensionFrame";
import { type CatalogWidget, objectIdOf } from "./catalog";
import type { KeptWidget } from "./store";
import { type DashboardSurroundings, widgetSettings } from "./widgetTile";

/** What becomes of a configuration. */
export interface ConfigurationOutcome {
  /** Told of each change while the panel is open, for the widget to show it. */
  preview(widget: KeptWidget): void;
  /** Keeps what was configured; the panel stays open where that is rejected. */
  save(widget: KeptWidget): Promise<void>;
  /** The panel is closed and nothing is kept. */
  cancel(): void;
}

/** What the page of a configuration says when something was changed in it [D]. */
const CHANGE = "ms.vss-dashboards-web.configurationChange";

const customSettings = v.object({ data: v.nullable(v.string()) });
const changeSchema = v.object({ data: customSettings });
const saveSchema = v.object({ isValid: v.literal(true), customSettings: v.optional(customSettings) });

function messageOf(error: unknown): string {
  const parsed = v.safeParse(v.object({ message: v.string() }), error);
  return parsed.success ? parsed.output.message : "The settings are not complete.";
}

/** Opens the panel for a widget. */
export function openConfiguration(
  around: DashboardSurroundings,
  widget: CatalogWidget,
  kept: KeptWidget,
  outcome: ConfigurationOutcome,
): void {
  const { configuration, sizes, isNameConfigurable } = widget;
  let shown = kept;
  const change = (changed: Partial<KeptWidget>): void => {
    shown = { ...shown, ...changed };
    outcome.preview(shown);
  };

  const name = element("input", {
    type: "text",
    value: kept.name,
    maxlength: 255,
    change: () => change({ name: name.value }),
  });
  const size = element(
    "select",
    {
      change: () => {
        const chosen = sizes[size.selectedIndex];
        if (chosen !== undefined) change({ size: chosen });
      },
    },
    ...sizes.map(({ rowSpan, columnSpan }) =>
      element(
        "option",
        { selected: rowSpan === kept.size.rowSpan && columnSpan === kept.size.columnSpan },
        `${columnSpan} × ${rowSpan}`,
      ),
    ),
  );
  const body = element("div", { class: "overlay-body" });
  const problem = element("p", { role: "alert" });
  const save = button("Save", () => void finish(), { class: "primary", disabled: configuration !== null });
  const dialog = element(
    "dialog",
    {
      class: "overlay panel small",
      "aria-label": "Configuration",
      cancel: (event) => {
        event.preventDefault();
        close();
        outcome.cancel();
      },
    },
    element(
      "div",
      { class: "overlay-content" },
      element("header", { class: "overlay-header" }, element("h2", {}, "Configuration")),
      isNameConfigurable ? element("label", { class: "widget-field" }, "Title", name) : null,
      element("label", { class: "widget-field" }, "Size", size),
      body,
      problem,
      element(
        "footer",
        { class: "overlay-footer" },
        save,
        button("Cancel", () => {
          close();
          outcome.cancel();
        }),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  const frame =
    configuration === null ? null : mountExtensionFrame(body, { ...around, contribution: configuration, onResize });
  if (frame !== null) void load(frame);

  function onResize(height: number): void {
    body.style.minHeight = `${height}px`;
  }

  function close(): void {
    frame?.close();
    dialog.close();
    dialog.remove();
  }

  async function load(shownFrame: NonNullable<typeof frame>): Promise<void> {
    if (configuration === null) return;
    const context = {
      /** Answers with what the widget made of it [D]; nothing of ours asks for that. */
      notify(event: unknown, args: unknown): object {
        const parsed = v.safeParse(changeSchema, args);
        if (event === CHANGE && parsed.success) change({ settings: parsed.output.data.data });
        return { getResponse: () => "" };
      },
    };
    try {
      await shownFrame.loaded;
      await shownFrame.invoke(objectIdOf(configuration), "load", [widgetSettings(kept), context]);
      save.disabled = false;
    } catch (error) {
      problem.textContent = `The configuration could not be loaded. ${messageOf(error)}`;
    }
  }

  /** Asks the page for what is to be kept; it rejects what can't be [D]. */
  async function finish(): Promise<void> {
    problem.textContent = "";
    save.disabled = true;
    try {
      if (frame !== null && configuration !== null) {
        const saved = v.parse(saveSchema, await frame.invoke(objectIdOf(configuration), "onSave", []));
        if (saved.customSettings !== undefined) shown = { ...shown, settings: saved.customSettings.data };
      }
      await outcome.save(shown);
      close();
    } catch (error) {
      problem.textContent = `Not saved. ${messageOf(error)}`;
      save.disabled = false;
    }
  }
}
