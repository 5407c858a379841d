/** The page for addresses that lead nowhere: it says what is there instead. */
import { element } from "../dom";
import { addresses, boardsHubs, type NamedProject, type PageData } from "../pageData";
import type { Shell } from "../shell/shell";

/** Shows what can be reached from here. */
export function showNotFound(
  shell: Shell,
  data: PageData,
  page: { readonly project: NamedProject | null; readonly path: string },
): void {
  document.title = "Not found - Local Azure Boards";
  const { url } = data.organization;
  const item = (href: string, text: string): HTMLElement => element("li", {}, element("a", { href }, text));
  const places = page.project === null ? data.projects : [page.project];
  const hubs = boardsHubs(data.extension.contributions);
  shell.main.append(
    element("h1", {}, "There is no page at this address"),
    element("p", {}, element("code", {}, page.path)),
    element("p", {}, "The local Azure Boards has these:"),
    element(
      "ul",
      {},
      item(addresses.projects(url), "Projects"),
      ...places.flatMap(({ name }) => [
        item(addresses.workItems(url, name), `${name}: work items`),
        ...hubs.map((hub) => item(addresses.hub(url, name, hub.id), `${name}: ${hub.name}`)),
      ]),
    ),
  );
}
