/** The menu of selected work items, and the toolbar with the same actions. */
import { button, element } from "../dom";
import type { MenuPlace } from "../list/grid";
import type { Selection } from "../list/selection";
import type { NamedProject, PageData } from "../pageData";
import { createServices } from "../services/services";
import type { Forms } from "../form/opening";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { createActionFrames } from "./actionFrames";
import { type Action, actionsOf, groupsOf, type MENU_TARGETS } from "./actions";
import { openMenu } from "./menu";

/** What the menu needs of its page. */
export interface ItemMenuOptions {
  readonly shell: Shell;
  readonly data: PageData;
  readonly theme: ThemeSwitch;
  readonly forms: Forms;
  readonly project: NamedProject;
  readonly menu: keyof typeof MENU_TARGETS;
  readonly selection: Selection;
  /** What an action is told of what is selected now. */
  context(): object;
  /** Opens one work item. */
  openItem(id: number): void;
  /** Reads the list anew. */
  refresh(): void;
}

/** The menu and toolbar of a list. */
export interface ItemMenu {
  readonly toolbar: HTMLElement;
  /** Opens the menu for what is selected, at the row of one work item of it. */
  open(id: number, at: MenuPlace, opener: HTMLElement): void;
}

/** Makes menu and toolbar. */
export function createItemMenu(options: ItemMenuOptions): ItemMenu {
  const { shell, data, theme, project, selection } = options;
  const actions = actionsOf(data.extension.contributions, options.menu);
  const frames = createActionFrames({
    data,
    project,
    theme,
    corner: shell.corner,
    services: createServices({
      data,
      project,
      theme,
      forms: options.forms,
      banner: shell.banner,
      corner: shell.corner,
      getFullScreen: () => shell.getFullScreen(),
      setFullScreen: (on) => shell.setFullScreen(on),
    }),
  });

  function run(action: Action): void {
    void frames.run(action, options.context());
  }

  const count = element("span", { class: "selected-count", role: "status" });
  const clear = button("Clear selection", () => selection.clear());
  const buttons = actions.map((action) => button(action.label, () => run(action), { title: action.hint }));
  const toolbar = element(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Work items" },
    button("Refresh", () => options.refresh()),
    ...buttons,
    clear,
    count,
  );

  function showCount(): void {
    const { size } = selection;
    count.textContent = size === 0 ? "" : `${size.toLocaleString()} selected`;
    clear.hidden = size === 0;
    for (const one of buttons) one.disabled = size === 0;
  }
  selection.onChange(showCount);
  showCount();

  return {
    toolbar,
    open(id, at, opener) {
      frames.prepare(actions);
      const icon = ({ contribution }: Action): string | null =>
        contribution.icon === null ? null : contribution.icon[theme.current() === "light" ? "light" : "dark"];
      openMenu({
        label: selection.size === 1 ? "Actions for 1 work item" : `Actions for ${selection.size} work items`,
        groups: [
          [{ label: "Open", run: () => options.openItem(id) }],
          ...groupsOf(actions).map((group) =>
            group.map((action) => ({
              label: action.label,
              hint: action.hint,
              icon: icon(action),
              run: () => run(action),
            })),
          ),
        ],
        at,
        opener,
      });
    },
  };
}
