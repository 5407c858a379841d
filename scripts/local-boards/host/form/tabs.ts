/** Tabs of a form, as the ARIA practices have them: arrows move between them, each shows its panel at once. */
import { element } from "../dom";

/** One tab. */
export interface Tab {
  readonly id: string;
  readonly name: string;
  readonly panel: HTMLElement;
  /** Called when it is shown for the first time. */
  readonly onFirstShown?: () => void;
}

/** A row of tabs and their panels. */
export interface Tabs {
  readonly element: HTMLElement;
  /** Shows a tab; an id that none has shows the first. */
  show(id: string | null): void;
}

/** Makes the tabs; none is shown before `show`. */
export function createTabs(tabs: readonly Tab[], prefix: string): Tabs {
  const opened = new Set<string>();
  const buttons = tabs.map((tab, index) => {
    const button = element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${prefix}-tab-${index}`,
        "aria-controls": `${prefix}-panel-${index}`,
        click: () => show(tab.id),
      },
      tab.name,
    );
    tab.panel.id = `${prefix}-panel-${index}`;
    tab.panel.setAttribute("role", "tabpanel");
    tab.panel.setAttribute("aria-labelledby", button.id);
    tab.panel.classList.add("form-panel");
    return button;
  });

  function show(id: string | null): void {
    const current = tabs.find((tab) => tab.id === id) ?? tabs[0];
    tabs.forEach((tab, index) => {
      const isCurrent = tab === current;
      tab.panel.hidden = !isCurrent;
      buttons[index]?.setAttribute("aria-selected", String(isCurrent));
      buttons[index]?.setAttribute("tabindex", isCurrent ? "0" : "-1");
    });
    if (current === undefined || opened.has(current.id)) return;
    opened.add(current.id);
    current.onFirstShown?.();
  }

  function onKey(event: Event): void {
    const { key } = event as KeyboardEvent;
    const current = buttons.findIndex((button) => button === document.activeElement);
    const last = buttons.length - 1;
    const next =
      key === "ArrowRight"
        ? (current + 1) % buttons.length
        : key === "ArrowLeft"
          ? (current + last) % buttons.length
          : key === "Home"
            ? 0
            : key === "End"
              ? last
              : -1;
    const tab = tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    show(tab.id);
    buttons[next]?.focus();
  }

  const row = element(
    "div",
    { class: "form-tabs", role: "tablist", "aria-label": "Pages", keydown: onKey },
    ...buttons,
  );
  return {
    element: element("div", { class: "form-body" }, row, ...tabs.map((tab) => tab.panel)),
    show,
  };
}
