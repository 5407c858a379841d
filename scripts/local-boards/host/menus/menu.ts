/** A menu that opens at a button or at a point: keyboard as the ARIA practices have it, one open at a time. */
import { element } from "../dom";

/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  /** Shown where the pointer rests on it. */
  readonly hint?: string | undefined;
  /** Said beside the label, e.g. a role. */
  readonly detail?: string;
  /** Address of a picture before the label. */
  readonly icon?: string | null;
  /** Makes it one choice of several. */
  readonly checked?: boolean;
  run(): void;
}

/** What a menu is made of. */
export interface MenuOptions {
  readonly label: string;
  /** Groups of items, with lines between them. */
  readonly groups: readonly (readonly MenuItem[])[];
  /** Where it opens: below an element, or at a point of the window. */
  readonly at: Element | { readonly x: number; readonly y: number };
  /** Gets the focus when the menu closes. */
  readonly opener: HTMLElement;
  readonly onClose?: () => void;
}

let closeOpen: (() => void) | null = null;

function itemElement(item: MenuItem, run: () => void): HTMLElement {
  return element(
    "button",
    {
      type: "button",
      class: "menu-item",
      role: item.checked === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": item.checked === undefined ? undefined : String(item.checked),
      title: item.hint,
      tabindex: -1,
      click: run,
    },
    item.checked === undefined
      ? null
      : element("span", { class: "glyph", "aria-hidden": "true" }, item.checked ? "✓" : ""),
    item.icon === undefined || item.icon === null ? null : element("img", { class: "glyph", alt: "", src: item.icon }),
    element("span", { class: "menu-label" }, item.label),
    item.detail === undefined ? null : element("span", { class: "menu-detail" }, item.detail),
  );
}

function place(menu: HTMLElement, at: MenuOptions["at"]): void {
  const { x, y } = at instanceof Element ? below(at) : at;
  // Within the window, whatever the place; margins are those of the style sheet.
  menu.style.left = `${Math.max(0, Math.min(x, window.innerWidth - menu.offsetWidth))}px`;
  menu.style.top = `${Math.max(0, Math.min(y, window.innerHeight - menu.offsetHeight))}px`;
}

function below(anchor: Element): { x: number; y: number } {
  const { left, bottom } = anchor.getBoundingClientRect();
  return { x: left, y: bottom };
}

/** Opens a menu and puts the focus into it; another one that is open closes. */
export function openMenu(options: MenuOptions): void {
  closeOpen?.();
  const buttons: HTMLElement[] = [];

  function close(): void {
    if (closeOpen !== close) return;
    closeOpen = null;
    window.removeEventListener("pointerdown", onPointerDown, true);
    window.removeEventListener("blur", close);
    window.removeEventListener("resize", close);
    const hadFocus = menu.contains(document.activeElement);
    menu.remove();
    if (hadFocus) options.opener.focus();
    options.onClose?.();
  }

  function onPointerDown(event: Event): void {
    if (!(event.target instanceof Node && menu.contains(event.target))) close();
  }

  function onKey(event: Event): void {
    const { key } = event as KeyboardEvent;
    const current = buttons.findIndex((one) => one === document.activeElement);
    const next =
      key === "ArrowDown"
        ? (current + 1) % buttons.length
        : key === "ArrowUp"
          ? (current + buttons.length - 1) % buttons.length
          : key === "Home"
            ? 0
            : key === "End"
              ? buttons.length - 1
              : buttons.findIndex((one, index) => isBegin(one, key) && index > current);
    if (key === "Escape" || key === "Tab") close();
    else if (next >= 0) buttons[next]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const groups = options.groups.filter((group) => group.length > 0);
  const menu = element(
    "div",
    { class: "menu", role: "menu", "aria-label": options.label, keydown: onKey, contextmenu: preventDefault },
    ...groups.flatMap((group, index) => [
      index === 0 ? null : element("div", { role: "separator" }),
      ...group.map((item) => {
        const made = itemElement(item, () => {
          close();
          item.run();
        });
        buttons.push(made);
        return made;
      }),
    ]),
  );
  // In the part of the page that it belongs to: over a modal dialog nothing else can be reached.
  (options.opener.closest("dialog, main, header") ?? document.body).append(menu);
  place(menu, options.at);
  closeOpen = close;
  window.addEventListener("pointerdown", onPointerDown, true);
  // A click into a frame is none of this window's, but takes the focus from it.
  window.addEventListener("blur", close);
  window.addEventListener("resize", close);
  (buttons.find((one) => one.getAttribute("aria-checked") === "true") ?? buttons[0])?.focus();
}

function preventDefault(event: Event): void {
  event.preventDefault();
}

/** Whether a letter that was typed begins the item's label. */
function isBegin(item: HTMLElement, key: string): boolean {
  const label = item.querySelector(".menu-label")?.textContent ?? "";
  return key.length === 1 && key !== " " && label.toLowerCase().startsWith(key.toLowerCase());
}

/** A button that opens a menu of what is there when it is pressed. */
export function menuButton(
  made: HTMLButtonElement,
  options: () => Pick<MenuOptions, "label" | "groups">,
): HTMLButtonElement {
  made.setAttribute("aria-haspopup", "menu");
  made.setAttribute("aria-expanded", "false");
  made.addEventListener("click", () => {
    // The pointer that presses it has closed an open one already; the second press is to close.
    made.setAttribute("aria-expanded", "true");
    openMenu({
      ...options(),
      at: made,
      opener: made,
      onClose: () => made.setAttribute("aria-expanded", "false"),
    });
  });
  return made;
}
