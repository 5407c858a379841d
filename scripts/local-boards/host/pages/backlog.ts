/**
 * The backlog of a project: its portfolio and requirement levels as a tree. Places are read for all work items at once,
 * what is shown of them when they are shown.
 */
import * as v from "valibot";
import { button, element } from "../dom";
import { onChanges } from "../form/changes";
import type { Forms } from "../form/opening";
import { type BacklogRow, BacklogTree, STEP } from "../list/backlogTree";
import { cell, type GridRow } from "../list/grid";
import { createItemList } from "../list/itemList";
import { backlogContext } from "../menus/actions";
import { addresses, type NamedProject, type PageData } from "../pageData";
import { createRest, type Rest } from "../rest";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { fieldText, queryIdsOfTypes, readWorkItems, type WorkItem } from "../workItems";

const types = v.object({ workItemTypes: v.array(v.object({ name: v.string() })) });
const configurationSchema = v.object({
  requirementBacklog: types,
  portfolioBacklogs: v.array(types),
  backlogFields: v.object({ typeFields: v.object({ Order: v.string(), Effort: v.string() }) }),
});
const placeSchema = v.fallback(v.nullable(v.number()), null);

/** What a project calls a backlog: its types, and the fields that it is ordered and sized by. */
interface Configuration {
  readonly types: readonly string[];
  readonly rankField: string;
  readonly effortField: string;
}

async function readConfiguration(rest: Rest, project: string): Promise<Configuration> {
  const path = `/${encodeURIComponent(project)}/_apis/work/backlogconfiguration?api-version=7.0`;
  const answer = v.parse(configurationSchema, await rest.get(path));
  const levels = [...answer.portfolioBacklogs, answer.requirementBacklog];
  const { Order, Effort } = answer.backlogFields.typeFields;
  return {
    types: levels.flatMap((level) => level.workItemTypes.map(({ name }) => name)),
    rankField: Order,
    effortField: Effort,
  };
}

/** Shows the backlog. */
export function showBacklog(
  shell: Shell,
  data: PageData,
  theme: ThemeSwitch,
  forms: Forms,
  project: NamedProject,
): void {
  document.title = `Backlogs - ${project.name}`;
  const rest = createRest(data.organization.url, data.token);
  const status = element("p", { role: "status", class: "list-status" });
  const tree = new BacklogTree();
  /** What was read of work items that are shown, or were. */
  let known = new Map<number, WorkItem>();
  let effortField = "";
  let shown: readonly number[] = [];
  let latest = 0;

  const columns = ["Id", "Type", "Title", "State", "Effort", "Iteration", "Tags"];
  const { selection, grid, toolbar } = createItemList({
    shell,
    data,
    theme,
    forms,
    project,
    menu: "backlog",
    context: (selected) => backlogContext(selected.inOrder(shown)),
    refresh: () => void load(),
    caption: `Backlog of ${project.name}`,
    columns,
    isTree: true,
    onKey,
  });
  shell.main.append(
    element("h1", {}, "Backlogs"),
    element("div", { class: "list-tools" }, status),
    toolbar,
    grid.table,
  );

  /** Reads which work items there are and where they stand, then shows them. */
  async function load(): Promise<void> {
    const turn = ++latest;
    status.textContent = "Reading…";
    try {
      const configuration = await readConfiguration(rest, project.name);
      const ids = await queryIdsOfTypes(rest, project.name, configuration.types);
      const places = await readWorkItems(rest, ids, ["System.Parent", configuration.rankField]);
      if (turn !== latest) return;
      effortField = configuration.effortField;
      known = new Map();
      tree.take(
        places.map(({ id, fields }) => ({
          id,
          parent: v.parse(placeSchema, fields["System.Parent"]),
          rank: v.parse(placeSchema, fields[configuration.rankField]),
        })),
      );
      await show();
    } catch (error) {
      if (turn === latest) fail(error);
    }
  }

  function fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    status.textContent = `The backlog could not be read: ${reason}`;
  }

  /** Shows the rows that are open, after reading what is not known of them. */
  async function show(): Promise<void> {
    const turn = ++latest;
    const rows = tree.rows();
    const missing = rows.filter(({ id }) => !known.has(id)).map(({ id }) => id);
    if (missing.length > 0) {
      const fields = ["System.WorkItemType", "System.Title", "System.State", "System.IterationPath", "System.Tags"];
      const items = await readWorkItems(rest, missing, [...fields, effortField]);
      if (turn !== latest) return; // something else is to be shown by now
      for (const item of items) known.set(item.id, item);
    }
    shown = rows.map(({ id }) => id);
    grid.show(
      rows.map(gridRow),
      new Map(rows.flatMap((row) => (row.more.length === 0 ? [] : [[row.id, moreLine(row)]]))),
    );
    selection.show(shown, false);
    const hidden = rows.flatMap(({ more }) => more).reduce((sum, one) => sum + one.hidden, 0);
    status.textContent =
      tree.size === 0
        ? "The backlog is empty."
        : `${tree.size.toLocaleString()} work items, ${rows.length.toLocaleString()} shown` +
          (hidden === 0 ? "" : `, ${hidden.toLocaleString()} more beside them`);
  }

  function showAgain(): void {
    show().catch(fail);
  }

  function expand(id: number, on: boolean): void {
    tree.setExpanded(id, on);
    showAgain();
  }

  function gridRow(row: BacklogRow): GridRow {
    const { id, level, isExpanded } = row;
    const fields = known.get(id)?.fields ?? {};
    const title = fieldText(fields["System.Title"]) || "(not readable any more)";
    const toggle =
      isExpanded === null
        ? element("span", { class: "backlog-toggle" })
        : button(isExpanded ? "▾" : "▸", () => expand(id, !isExpanded), {
            class: "icon-button backlog-toggle",
            "aria-label": `${isExpanded ? "Collapse" : "Expand"} ${id} ${title}`,
            tabindex: -1,
          });
    const href = addresses.workItem(data.organization.url, project.name, id);
    const line = element("div", { class: "backlog-title" }, toggle, element("a", { href, dir: "auto", title }, title));
    line.style.setProperty("--level", String(level));
    return {
      id,
      title: `${id} ${title}`,
      level,
      ...(isExpanded === null ? {} : { isExpanded }),
      cells: [
        cell("Id", String(id)),
        cell("Type", fieldText(fields["System.WorkItemType"])),
        cell("Title", line),
        cell("State", fieldText(fields["System.State"])),
        cell("Effort", fieldText(fields[effortField])),
        cell("Iteration", fieldText(fields["System.IterationPath"])),
        cell("Tags", fieldText(fields["System.Tags"])),
      ],
    };
  }

  /** Buttons for siblings that are not shown. */
  function moreLine({ more }: BacklogRow): HTMLTableRowElement {
    const buttons = more.map(({ parent, hidden }) => {
      const place = parent === null ? "at the top" : `below ${parent}`;
      return button(`Show ${Math.min(hidden, STEP)} more ${place} (${hidden.toLocaleString()} left)`, () => {
        tree.showMore(parent);
        showAgain();
      });
    });
    const content = element("td", { role: "gridcell", colspan: columns.length + 2 }, ...buttons);
    return element("tr", { role: "row", class: "backlog-more" }, content);
  }

  /** Right opens a row, or goes below it; left closes it, or goes above it. */
  function onKey(id: number, key: string): boolean {
    const isExpanded = tree.isExpanded(id);
    const child = tree.firstChild(id);
    const parent = tree.parentOf(id);
    if (key === "ArrowRight" && child !== null) {
      if (isExpanded) grid.goTo(child);
      else expand(id, true);
    } else if (key === "ArrowLeft" && isExpanded) expand(id, false);
    else if (key === "ArrowLeft" && parent !== null) grid.goTo(parent);
    else return false;
    return true;
  }

  onChanges(() => void load());
  void load();
}
