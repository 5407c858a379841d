/** `ms.vss-tfs-web.tfs-global-messages-service`: banner, corner dialog and toast of the host page. */
import * as v from "valibot";
import { button, element, link } from "../dom";

const callback = v.optional(v.custom<(...args: unknown[]) => unknown>((value) => typeof value === "function"));
const messageLinks = v.optional(v.array(v.object({ name: v.string(), href: v.string() })), []);

const bannerSchema = v.object({
  buttons: v.optional(
    v.array(v.object({ text: v.optional(v.string()), href: v.optional(v.string()), command: v.optional(v.string()) })),
    [],
  ),
  dismissable: v.optional(v.boolean(), true),
  level: v.optional(v.picklist([0, 1, 2, 3]), 0),
  message: v.optional(v.string()),
  messageFormat: v.optional(v.string()),
  messageLinks,
});

const dialogSchema = v.object({
  title: v.optional(v.string(), ""),
  message: v.optional(v.string()),
  messageFormat: v.optional(v.string()),
  messageLinks,
  contributionId: v.optional(v.string()),
  contributionConfiguration: v.optional(v.record(v.string(), v.unknown()), {}),
  onDismiss: callback,
});

const toastSchema = v.object({
  message: v.string(),
  duration: v.number(),
  callToAction: v.optional(v.string()),
  onCallToActionClick: callback,
  forceOverrideExisting: v.optional(v.boolean(), false),
});
type Toast = v.InferOutput<typeof toastSchema>;

/** `MessageBannerLevel` by number. */
const LEVELS = ["info", "warning", "error", "success"] as const;

/** Fills `{0}`, `{1}` … with links; everything else is text. */
function formatted(
  message: string | undefined,
  format: string | undefined,
  links: readonly { name: string; href: string }[],
): Node[] {
  if (format === undefined) return [document.createTextNode(message ?? "")];
  return format.split(/(\{\d+\})/).map((part) => {
    const index = /^\{(\d+)\}$/.exec(part)?.[1];
    const target = index === undefined ? undefined : links[Number(index)];
    return target === undefined ? document.createTextNode(part) : link(target.href, target.name);
  });
}

/** Where messages stand on the page, and how a contribution is shown in a dialog. */
export interface MessagePlaces {
  readonly banner: HTMLElement;
  readonly corner: HTMLElement;
  openContribution(
    contributionId: string,
    options: { title: string; configuration: Record<string, unknown>; onClose: () => void },
  ): { close(): void };
}

/** Makes the service. */
export function globalMessagesService(places: MessagePlaces): object {
  let closeDialog: (() => void) | null = null;
  const toasts: Toast[] = [];
  let showing: { end(): void } | null = null;

  function showToast(toast: Toast): void {
    const box = element("div", { class: "toast", role: "status" }, element("span", {}, toast.message));
    const end = (): void => {
      clearTimeout(timer);
      box.remove();
      showing = null;
      const next = toasts.shift();
      if (next !== undefined) showToast(next);
    };
    if (toast.callToAction !== undefined) {
      box.append(
        button(toast.callToAction, () => {
          toast.onCallToActionClick?.();
          end();
        }),
      );
    }
    const timer = setTimeout(end, toast.duration);
    places.corner.append(box);
    showing = { end };
  }

  return {
    addBanner(given: unknown) {
      const banner = v.parse(bannerSchema, given);
      const command = banner.buttons.find((one) => one.command !== undefined);
      if (command !== undefined) {
        throw new Error("Banner buttons with a command are not supported by the local Azure Boards; use href.");
      }
      const level = LEVELS[banner.level];
      const message = formatted(banner.message, banner.messageFormat, banner.messageLinks);
      const box = element(
        "div",
        { class: `banner ${level}`, role: level === "error" ? "alert" : "status" },
        element("span", { class: "banner-text" }, ...message),
        ...banner.buttons.map((one) => link(one.href ?? "", one.text ?? "", { class: "banner-button" })),
        banner.dismissable ? button("✕", () => box.remove(), { "aria-label": "Dismiss" }) : null,
      );
      places.banner.replaceChildren(box);
    },
    closeBanner() {
      places.banner.replaceChildren();
    },
    addDialog(given: unknown) {
      const dialog = v.parse(dialogSchema, given);
      closeDialog?.();
      const onClose = (): void => {
        closeDialog = null;
        dialog.onDismiss?.();
      };
      if (dialog.contributionId !== undefined) {
        const options = { title: dialog.title, configuration: dialog.contributionConfiguration, onClose };
        const opened = places.openContribution(dialog.contributionId, options);
        closeDialog = () => opened.close();
        return;
      }
      const message = formatted(dialog.message, dialog.messageFormat, dialog.messageLinks);
      const box = element(
        "div",
        { class: "corner-dialog", role: "dialog", "aria-label": dialog.title || "Message" },
        dialog.title === "" ? null : element("h2", {}, dialog.title),
        element("p", {}, ...message),
      );
      closeDialog = () => {
        box.remove();
        onClose();
      };
      const close = closeDialog;
      box.append(button("Close", () => close()));
      places.corner.append(box);
    },
    closeDialog() {
      closeDialog?.();
    },
    addToast(given: unknown) {
      const toast = v.parse(toastSchema, given);
      if (showing === null) showToast(toast);
      else if (toast.forceOverrideExisting) {
        toasts.unshift(toast);
        showing.end();
      } else toasts.push(toast);
    },
  };
}
