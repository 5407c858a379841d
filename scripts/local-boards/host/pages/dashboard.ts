/** A project's dashboard: the widgets of extensions on a grid, and an edit mode for those who may. */
import { catalogOf, type CatalogWidget } from "../dashboard/catalog";
import { openConfiguration } from "../dashboard/configurationPanel";
import { createDashboardStore, type KeptWidget } from "../dashboard/store";
import { type DashboardSurroundings, mountWidget, type WidgetTile } from "../dashboard/widgetTile";
import { button, element } from "../dom";
import type { Forms } from "../form/opening";
import type { NamedProject, PageData } from "../pageData";
import { createServices } from "../services/services";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";

/** Shows the dashboard. */
export function showDashboard(
  shell: Shell,
  data: PageData,
  theme: ThemeSwitch,
  forms: Forms,
  project: NamedProject,
): void {
  document.title = `${project.name} - Dashboards`;
  const catalog = catalogOf(data.extension.contributions);
  const store = createDashboardStore(data.organization.url, data.token, project.id);
  const services = createServices({
    data,
    project,
    theme,
    forms,
    banner: shell.banner,
    corner: shell.corner,
    getFullScreen: () => shell.getFullScreen(),
    setFullScreen: (on) => shell.setFullScreen(on),
  });
  const around: DashboardSurroundings = { data, project, theme, services };
  const tiles = new Map<string, WidgetTile>();
  let kept: readonly KeptWidget[] = [];

  const grid = element("ul", { class: "dashboard-grid" });
  const status = element("p", { role: "status" }, "Loading the dashboard…");
  const adding = element("div", { class: "dashboard-adding", hidden: true });
  const edit = button("Edit", () => setEditing(grid.dataset["editing"] === undefined), { class: "primary" });
  // Readers and stakeholders see dashboards and do not change them [D].
  edit.hidden = data.user.role === "reader" || data.user.role === "stakeholder";
  edit.disabled = true;

  function setEditing(on: boolean): void {
    if (on) grid.dataset["editing"] = "";
    else delete grid.dataset["editing"];
    adding.hidden = !on;
    edit.textContent = on ? "Done editing" : "Edit";
  }

  /** Keeps the dashboard first: what is shown is what is kept. */
  async function keep(widgets: readonly KeptWidget[]): Promise<void> {
    await store.save(widgets);
    kept = widgets;
    tell();
  }

  function tell(): void {
    status.textContent = kept.length > 0 ? "" : "This dashboard has no widgets yet. Edit it to add one.";
  }

  function told(change: Promise<void>): void {
    change.catch((error: unknown) => {
      status.textContent = `The dashboard was not saved. ${error instanceof Error ? error.message : String(error)}`;
    });
  }

  function show(widget: CatalogWidget, shown: KeptWidget): void {
    const label = (name: string): void => {
      configure.setAttribute("aria-label", `Configure ${name}`);
      remove.setAttribute("aria-label", `Remove ${name}`);
    };
    const configure = button("Configure", () => startConfiguring(widget, shown.id, label));
    const remove = button("Remove", () => told(removeWidget(shown.id, place)));
    const place = element("li", { class: "widget-place" });
    grid.append(place);
    tiles.set(shown.id, mountWidget(place, around, widget, shown));
    label(shown.name);
    place.append(element("div", { class: "widget-edit" }, configure, remove));
  }

  function startConfiguring(widget: CatalogWidget, id: string, label: (name: string) => void): void {
    const before = kept.find((one) => one.id === id);
    if (before === undefined) return;
    openConfiguration(around, widget, before, {
      preview: (changed) => tiles.get(id)?.show(changed),
      cancel: () => tiles.get(id)?.show(before),
      save: async (changed) => {
        await keep(kept.map((one) => (one.id === id ? changed : one)));
        tiles.get(id)?.show(changed);
        label(changed.name);
      },
    });
  }

  async function removeWidget(id: string, place: HTMLElement): Promise<void> {
    await keep(kept.filter((one) => one.id !== id));
    tiles.get(id)?.close();
    tiles.delete(id);
    place.remove();
  }

  async function addWidget(widget: CatalogWidget): Promise<void> {
    const { contribution, sizes } = widget;
    const [size] = sizes;
    const added = {
      id: crypto.randomUUID(),
      contributionId: contribution.id,
      name: contribution.name,
      size,
      settings: null,
    };
    await keep([...kept, added]);
    show(widget, added);
  }

  adding.append(
    element("h2", {}, "Add a widget"),
    catalog.length === 0
      ? element("p", {}, "The extension has no widgets.")
      : element(
          "ul",
          {},
          ...catalog.map((widget) => {
            const { name, description } = widget.contribution;
            return element(
              "li",
              {},
              button("Add", () => told(addWidget(widget)), { "aria-label": `Add ${name}` }),
              element("span", {}, element("b", {}, name), ` ${description}`),
            );
          }),
        ),
  );
  shell.main.classList.add("dashboard");
  shell.main.append(
    element("header", { class: "dashboard-head" }, element("h1", {}, `${project.name} Team - Overview`), edit),
    status,
    adding,
    grid,
  );

  async function begin(): Promise<void> {
    try {
      kept = await store.load();
    } catch (error) {
      status.textContent = `The dashboard could not be read. ${error instanceof Error ? error.message : String(error)}`;
      return;
    }
    for (const one of kept) {
      const widget = catalog.find(({ contribution }) => contribution.id === one.contributionId);
      // What an extension no longer has stands on the dashboard for as long as it is kept [C].
      if (widget === undefined)
        grid.append(element("li", { class: "widget-place" }, `${one.name} is not there any more.`));
      else show(widget, one);
    }
    edit.disabled = false;
    tell();
  }
  void begin();
}
