/** What stands around every host page: top bar, navigation, places for messages, the page's own part. */
import { button, element } from "../dom";
import { addresses, boardsHubs, settingsHubs, type NamedProject, type PageData } from "../pageData";
import { THEME_NAMES, type ThemeName } from "../theme/themes";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { faultButton } from "./faultPanel";
import { userMenu } from "./userMenu";

/** The frame that pages fill. */
export interface Shell {
  /** The page's own part; a `<main>`. */
  readonly main: HTMLElement;
  readonly banner: HTMLElement;
  readonly corner: HTMLElement;
  getFullScreen(): boolean;
  setFullScreen(on: boolean): void;
}

const THEME_LABELS: Readonly<Record<ThemeName, string>> = {
  light: "Light",
  dark: "Dark",
  highContrast: "High contrast",
};

const NAVIGATION_ID = "navigation";

function projectOf(data: PageData): NamedProject | null {
  return "project" in data.page ? data.page.project : null;
}

function breadcrumb(data: PageData, project: NamedProject | null): HTMLElement {
  const { url, name } = data.organization;
  return element(
    "nav",
    { class: "breadcrumb", "aria-label": "Breadcrumb" },
    element("a", { href: addresses.projects(url) }, name),
    project === null ? null : element("span", { "aria-hidden": "true" }, "/"),
    project === null ? null : element("a", { href: addresses.workItems(url, project.name) }, project.name),
  );
}

function themeChooser(theme: ThemeSwitch): HTMLElement {
  const select = element(
    "select",
    { change: () => theme.choose(THEME_NAMES[select.selectedIndex] ?? "light") },
    ...THEME_NAMES.map((name) =>
      element("option", { value: name, selected: name === theme.current() }, THEME_LABELS[name]),
    ),
  );
  return element("label", { class: "theme" }, element("span", { class: "visually-hidden" }, "Theme"), select);
}

function navigationLink(href: string, text: string, current: boolean, icon: Node): HTMLElement {
  const attributes = { href, "aria-current": current ? "page" : undefined };
  return element("li", {}, element("a", attributes, icon, element("span", {}, text)));
}

function navigation(data: PageData, theme: ThemeSwitch, project: NamedProject): HTMLElement {
  const { url } = data.organization;
  const page = data.page;
  const glyph = (text: string): HTMLElement => element("span", { class: "glyph", "aria-hidden": "true" }, text);
  const hubs = boardsHubs(data.extension.contributions).map((hub) => {
    let icon = glyph("◆");
    if (hub.icon !== null) {
      const { light, dark } = hub.icon;
      const source = (): string => (theme.current() === "light" ? light : dark);
      const image = element("img", { class: "glyph", alt: "", src: source() });
      theme.onChanged(() => image.setAttribute("src", source()));
      icon = image;
    }
    const current = page.kind === "hub" && page.contributionId === hub.id;
    return navigationLink(addresses.hub(url, project.name, hub.id), hub.name, current, icon);
  });
  const settings = settingsHubs(data.extension.contributions).map((hub) => {
    const current = page.kind === "settings" && page.contributionId === hub.id;
    return navigationLink(addresses.settings(url, project.name, hub.id), hub.name, current, glyph("◇"));
  });
  const isOverview = page.kind === "settings" && page.contributionId === null;
  const isList = page.kind === "workItems" || page.kind === "workItem";
  return element(
    "nav",
    { class: "navigation", id: NAVIGATION_ID, "aria-label": "Project" },
    element("p", { class: "navigation-project", title: project.name }, project.name),
    element("h2", {}, "Overview"),
    element(
      "ul",
      {},
      navigationLink(addresses.dashboard(url, project.name), "Dashboards", page.kind === "dashboard", glyph("▦")),
    ),
    element("h2", {}, "Boards"),
    element(
      "ul",
      {},
      navigationLink(addresses.workItems(url, project.name), "Work items", isList, glyph("☰")),
      navigationLink(addresses.backlog(url, project.name), "Backlogs", page.kind === "backlog", glyph("≡")),
      ...hubs,
    ),
    element("h2", {}, "Project settings"),
    element(
      "ul",
      {},
      navigationLink(addresses.settings(url, project.name), "Overview", isOverview, glyph("⚙")),
      ...settings,
    ),
  );
}

/** On narrow screens the navigation is folded away behind this button. */
function navigationToggle(): HTMLButtonElement {
  const toggle = button(
    "☰",
    () => {
      const open = document.body.classList.toggle("navigation-open");
      toggle.setAttribute("aria-expanded", String(open));
    },
    {
      class: "icon-button navigation-toggle",
      "aria-label": "Navigation",
      "aria-expanded": "false",
      "aria-controls": NAVIGATION_ID,
    },
  );
  return toggle;
}

/** Builds the frame into the document. */
export function createShell(data: PageData, theme: ThemeSwitch): Shell {
  const project = projectOf(data);
  const banner = element("div", { class: "banners" });
  const corner = element("div", { class: "corner" });
  const main = element("main", { class: "page" });

  function setFullScreen(on: boolean): void {
    document.body.classList.toggle("full-screen", on);
    leaveFullScreen.hidden = !on;
  }
  const leaveFullScreen = button("Exit full screen", () => setFullScreen(false), { class: "leave-full-screen" });
  leaveFullScreen.hidden = true;

  document.body.replaceChildren(
    element(
      "header",
      { class: "top-bar" },
      project === null ? null : navigationToggle(),
      breadcrumb(data, project),
      element(
        "span",
        { class: "stand-in", title: data.estate.description },
        `Local Azure Boards – ${data.estate.label === "sample" ? "generated sample data" : data.estate.label}`,
      ),
      faultButton(),
      themeChooser(theme),
      userMenu(data),
    ),
    element(
      "div",
      { class: "below-top-bar" },
      ...(project === null ? [] : [navigation(data, theme, project)]),
      element("div", { class: "content" }, banner, main),
    ),
    corner,
    leaveFullScreen,
  );

  return {
    main,
    banner,
    corner,
    getFullScreen: () => document.body.classList.contains("full-screen"),
    setFullScreen,
  };
}
