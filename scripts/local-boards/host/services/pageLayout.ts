/** `ms.vss-features.host-page-layout-service`: dialogs, panels and full screen. */
import * as v from "valibot";
import { button, element } from "../dom";
import type { ExtensionFrame } from "../frame/extensionFrame";

const callback = v.optional(v.custom<(...args: unknown[]) => unknown>((value) => typeof value === "function"));
const common = {
  title: v.optional(v.string(), ""),
  onClose: callback,
  lightDismiss: v.optional(v.boolean(), true),
};
const configuration = v.optional(v.record(v.string(), v.unknown()), {});

const messageSchema = v.object({
  ...common,
  showCancel: v.optional(v.boolean(), false),
  okText: v.optional(v.string(), "OK"),
  cancelText: v.optional(v.string(), "Cancel"),
});
const dialogSchema = v.object({ ...common, configuration });
const panelSchema = v.object({
  ...common,
  configuration,
  description: v.optional(v.string(), ""),
  size: v.optional(v.picklist([0, 1, 2]), 1),
  resizeOptions: v.optional(
    v.object({
      userResizable: v.optional(v.boolean(), false),
      minWidth: v.optional(v.number(), 340),
      maxWidth: v.optional(v.number()),
    }),
    {},
  ),
});

/** `PanelSize` by number. */
const PANEL_SIZES = ["small", "medium", "large"] as const;

/** Something open over the page. */
export interface Overlay {
  close(result?: unknown): void;
}

interface OverlayOptions {
  readonly className: string;
  readonly title: string;
  readonly lightDismiss: boolean;
  readonly onClose?: ((result: unknown) => unknown) | undefined;
}

/** Opens a modal dialog element; the browser keeps the focus inside and gives it back afterwards. */
function openOverlay(options: OverlayOptions): { dialog: HTMLDialogElement; body: HTMLElement; overlay: Overlay } {
  let closed = false;
  const close = (result?: unknown): void => {
    if (closed) return;
    closed = true;
    dialog.close();
    dialog.remove();
    options.onClose?.(result);
  };
  const body = element("div", { class: "overlay-body" });
  const dialog = element(
    "dialog",
    {
      class: `overlay ${options.className}`,
      "aria-label": options.title || "Dialog",
      cancel: (event) => {
        event.preventDefault();
        close();
      },
      // A click on the dialog element itself is one on the backdrop: the content covers the rest.
      click: (event) => {
        if (options.lightDismiss && event.target === dialog) close();
      },
    },
    element(
      "div",
      { class: "overlay-content" },
      element(
        "header",
        { class: "overlay-header" },
        element("h2", {}, options.title),
        button("✕", () => close(), { class: "icon-button", "aria-label": "Close" }),
      ),
      body,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body, overlay: { close } };
}

/** What the service needs of the page. */
export interface LayoutPlaces {
  /** Mounts the page of an external-content contribution; throws where there is none of that id. */
  mountContent(
    contributionId: string,
    container: HTMLElement,
    configuration: Record<string, unknown>,
    onResize: (height: number) => void,
  ): ExtensionFrame;
  getFullScreen(): boolean;
  setFullScreen(on: boolean): void;
}

/** The service, and what other services need of it. */
export interface PageLayout {
  readonly service: object;
  openDialog(contributionId: string, given: unknown): Overlay;
}

/** Makes the service. */
export function pageLayout(places: LayoutPlaces): PageLayout {
  /** Content gets `dialog.close` or `panel.close` beside its configuration, as Azure DevOps injects it. */
  function openContent(
    closerName: "dialog" | "panel",
    contributionId: string,
    given: Omit<OverlayOptions, "onClose"> & {
      onClose?: ((...args: unknown[]) => unknown) | undefined;
      configuration: Record<string, unknown>;
    },
  ): { body: HTMLElement; dialog: HTMLDialogElement; overlay: Overlay } {
    let frame: ExtensionFrame | null = null;
    const opened = openOverlay({
      ...given,
      onClose: (result) => {
        frame?.close();
        given.onClose?.(result);
      },
    });
    try {
      frame = places.mountContent(
        contributionId,
        opened.body,
        { ...given.configuration, [closerName]: { close: (result?: unknown) => opened.overlay.close(result) } },
        (height) => opened.body.style.setProperty("height", `${height}px`),
      );
    } catch (error) {
      opened.dialog.remove();
      throw error;
    }
    return opened;
  }

  function openDialog(contributionId: string, given: unknown): Overlay {
    const options = v.parse(dialogSchema, given ?? {});
    return openContent("dialog", contributionId, { ...options, className: "dialog" }).overlay;
  }

  function openPanel(contributionId: string, given: unknown): void {
    const { description, size, resizeOptions, ...options } = v.parse(panelSchema, given ?? {});
    const { body, dialog } = openContent("panel", contributionId, {
      ...options,
      className: `panel ${PANEL_SIZES[size]}`,
    });
    if (description !== "") body.before(element("p", { class: "overlay-description" }, description));
    if (resizeOptions.userResizable) {
      dialog.classList.add("resizable");
      dialog.style.setProperty("min-width", `min(${resizeOptions.minWidth}px, 100vw)`);
      if (resizeOptions.maxWidth !== undefined) dialog.style.setProperty("max-width", `${resizeOptions.maxWidth}px`);
    }
  }

  function openMessageDialog(message: string, given: unknown): void {
    const options = v.parse(messageSchema, given ?? {});
    const { body, overlay } = openOverlay({ ...options, className: "message" });
    body.append(
      element("p", {}, message),
      element(
        "footer",
        { class: "overlay-footer" },
        options.showCancel ? button(options.cancelText, () => overlay.close(false)) : "",
        button(options.okText, () => overlay.close(true), { class: "primary", autofocus: true }),
      ),
    );
  }

  return {
    openDialog,
    service: {
      openCustomDialog(contributionId: unknown, options?: unknown) {
        openDialog(String(contributionId), options);
      },
      openPanel(contributionId: unknown, options?: unknown) {
        openPanel(String(contributionId), options);
      },
      openMessageDialog(message: unknown, options?: unknown) {
        openMessageDialog(String(message), options);
      },
      getFullScreenMode: () => places.getFullScreen(),
      setFullScreenMode(on: unknown) {
        places.setFullScreen(on === true);
      },
    },
  };
}
