/**
 * The list of a project's work items: filtered by the service, read and shown a page at a time. It stands for the
 * results of a query, with their menu; what is selected stays so from page to page, until the filter changes.
 */
import { button, element } from "../dom";
import { onChanges } from "../form/changes";
import type { Forms } from "../form/opening";
import { cell, type GridRow } from "../list/grid";
import { createItemList } from "../list/itemList";
import { queryResultsContext } from "../menus/actions";
import { addresses, type NamedProject, type PageData } from "../pageData";
import { createRest } from "../rest";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { fieldText, queryIds, readWorkItems, type WorkItem } from "../workItems";

const PAGE_SIZE = 100;
const COLUMNS = [
  ["Id", "System.Id"],
  ["Type", "System.WorkItemType"],
  ["Title", "System.Title"],
  ["State", "System.State"],
  ["Iteration", "System.IterationPath"],
  ["Tags", "System.Tags"],
] as const;
/** Somebody typing is not finished yet before this long. */
const TYPING_MILLISECONDS = 250;

/** What the address says: the filter and the page, from 1. */
function readAddress(): { text: string; page: number } {
  const search = new URLSearchParams(location.search);
  return { text: search.get("text") ?? "", page: Math.max(1, Number.parseInt(search.get("page") ?? "1", 10) || 1) };
}

function address(text: string, page: number): string {
  const search = new URLSearchParams();
  if (text !== "") search.set("text", text);
  if (page > 1) search.set("page", String(page));
  const query = search.toString();
  return location.pathname + (query === "" ? "" : `?${query}`);
}

function rowOf(data: PageData, project: NamedProject, item: WorkItem): GridRow {
  const href = addresses.workItem(data.organization.url, project.name, item.id);
  const title = fieldText(item.fields["System.Title"]);
  const cells = COLUMNS.map(([label, field]) => {
    if (field === "System.Title") return cell(label, element("a", { href, dir: "auto", title }, title));
    return cell(label, field === "System.Id" ? String(item.id) : fieldText(item.fields[field]));
  });
  return { id: item.id, title: `${item.id} ${title}`, cells };
}

/** Shows the list; filter and page are in the address. */
export function showWorkItems(
  shell: Shell,
  data: PageData,
  theme: ThemeSwitch,
  forms: Forms,
  project: NamedProject,
): void {
  document.title = `Work items - ${project.name}`;
  const rest = createRest(data.organization.url, data.token);
  const filter = element("input", { type: "search", placeholder: "Title, tag or id", name: "text" });
  const status = element("p", { role: "status", class: "list-status" });
  /** Types of the work items seen so far: an action is told those of what is selected. */
  const types = new Map<number, string>();
  let found: { text: string; ids: number[] } | null = null;
  /** Whether it is to be asked anew which work items match. */
  let isOld = false;
  let latest = 0;

  const { selection, grid, toolbar } = createItemList({
    shell,
    data,
    theme,
    forms,
    project,
    menu: "queryResults",
    context: (selected) =>
      queryResultsContext(selected.inOrder(found?.ids ?? []).map((id) => ({ id, type: types.get(id) ?? "" }))),
    refresh,
    caption: `Work items of ${project.name}`,
    columns: COLUMNS.map(([label]) => label),
    isTree: false,
  });
  const previous = button("Previous", () => go(readAddress().page - 1));
  const next = button("Next", () => go(readAddress().page + 1));
  shell.main.append(
    element("h1", {}, "Work items"),
    element(
      "div",
      { class: "list-tools" },
      element("label", {}, element("span", {}, "Filter"), filter),
      status,
      element("div", { class: "pager" }, previous, next),
    ),
    toolbar,
    grid.table,
  );

  async function load(): Promise<void> {
    const turn = ++latest;
    const { text, page } = readAddress();
    filter.value = text;
    status.textContent = "Reading…";
    previous.disabled = next.disabled = true;
    try {
      if (found !== null && found.text !== text) selection.clear();
      const ids = found?.text === text && !isOld ? found.ids : await queryIds(rest, project.name, text);
      const first = (page - 1) * PAGE_SIZE;
      const asked = ids.slice(first, first + PAGE_SIZE);
      const items = await readWorkItems(
        rest,
        asked,
        COLUMNS.map(([, field]) => field),
      );
      if (turn !== latest) return; // a newer filter or page is on its way
      found = { text, ids };
      isOld = false;
      selection.retain(ids);
      show(items, asked.length, first, ids.length);
    } catch (error) {
      if (turn !== latest) return;
      grid.show([]);
      selection.show([], false);
      const reason = error instanceof Error ? error.message : String(error);
      status.textContent = `The work items could not be read: ${reason}`;
    }
  }

  function show(items: WorkItem[], asked: number, first: number, total: number): void {
    for (const item of items) types.set(item.id, fieldText(item.fields["System.WorkItemType"]));
    grid.show(items.map((item) => rowOf(data, project, item)));
    selection.show(
      items.map(({ id }) => id),
      true,
    );
    previous.disabled = first === 0;
    next.disabled = first + asked >= total;
    const unread = asked - items.length;
    status.textContent =
      total === 0
        ? "No work item matches."
        : asked === 0
          ? `There is no such page; ${total.toLocaleString()} work items match.`
          : `${(first + 1).toLocaleString()}–${(first + asked).toLocaleString()} of ${total.toLocaleString()}` +
            (unread === 0 ? "" : `; ${unread} could not be read`);
  }

  /** Asks anew which work items match, and shows them as they are now. */
  function refresh(): void {
    isOld = true;
    void load();
  }

  function go(page: number): void {
    history.pushState(null, "", address(readAddress().text, page));
    void load();
  }

  let typing: ReturnType<typeof setTimeout> | undefined;
  filter.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      history.replaceState(null, "", address(filter.value, 1));
      void load();
    }, TYPING_MILLISECONDS);
  });
  window.addEventListener("popstate", () => void load());
  onChanges(refresh);
  void load();
}
