/** The list of a project's work items: filtered by the service, read and shown a page at a time. */
import { button, element } from "../dom";
import { addresses, type NamedProject, type PageData } from "../pageData";
import { createRest } from "../rest";
import type { Shell } from "../shell/shell";
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

function row(data: PageData, project: NamedProject, item: WorkItem): HTMLElement {
  const href = addresses.workItem(data.organization.url, project.name, item.id);
  const cells = COLUMNS.map(([label, field]) => {
    const text = field === "System.Id" ? String(item.id) : fieldText(item.fields[field]);
    const content = field === "System.Title" ? element("a", { href, dir: "auto" }, text) : text;
    return element("td", { "data-label": label, title: field === "System.Title" ? text : undefined }, content);
  });
  return element("tr", {}, ...cells);
}

/** Shows the list; filter and page are in the address. */
export function showWorkItems(shell: Shell, data: PageData, project: NamedProject): void {
  document.title = `Work items - ${project.name}`;
  const rest = createRest(data.organization.url, data.token);
  const filter = element("input", { type: "search", placeholder: "Title, tag or id", name: "text" });
  const status = element("p", { role: "status", class: "list-status" });
  const body = element("tbody");
  const table = element(
    "table",
    { class: "work-items" },
    element("caption", { class: "visually-hidden" }, `Work items of ${project.name}`),
    element("thead", {}, element("tr", {}, ...COLUMNS.map(([label]) => element("th", { scope: "col" }, label)))),
    body,
  );
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
    table,
  );

  let found: { text: string; ids: number[] } | null = null;
  let latest = 0;

  async function load(): Promise<void> {
    const turn = ++latest;
    const { text, page } = readAddress();
    filter.value = text;
    status.textContent = "Reading…";
    previous.disabled = next.disabled = true;
    try {
      const ids = found?.text === text ? found.ids : await queryIds(rest, project.name, text);
      const first = (page - 1) * PAGE_SIZE;
      const asked = ids.slice(first, first + PAGE_SIZE);
      const items = await readWorkItems(
        rest,
        asked,
        COLUMNS.map(([, field]) => field),
      );
      if (turn !== latest) return; // a newer filter or page is on its way
      found = { text, ids };
      show(items, asked.length, first, ids.length);
    } catch (error) {
      if (turn !== latest) return;
      body.replaceChildren();
      const reason = error instanceof Error ? error.message : String(error);
      status.textContent = `The work items could not be read: ${reason}`;
    }
  }

  function show(items: WorkItem[], asked: number, first: number, total: number): void {
    body.replaceChildren(...items.map((item) => row(data, project, item)));
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
  void load();
}
