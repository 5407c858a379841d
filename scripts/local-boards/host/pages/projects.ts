/** The organisation's page: its projects. */
import { append, element } from "../dom";
import { addresses, boardsHubs, type PageData } from "../pageData";
import type { Shell } from "../shell/shell";

/** Shows the list of projects. */
export function showProjects(shell: Shell, data: PageData): void {
  document.title = `Projects - ${data.organization.name}`;
  const { url } = data.organization;
  const hubs = boardsHubs(data.extension.contributions);
  append(
    shell.main,
    element("h1", {}, "Projects"),
    data.projects.length === 0 ? element("p", {}, "This organisation has no project.") : null,
    element(
      "ul",
      { class: "cards" },
      ...data.projects.map((project) =>
        element(
          "li",
          {},
          element("h2", {}, element("a", { href: addresses.workItems(url, project.name) }, project.name)),
          element("p", {}, project.description),
          element(
            "p",
            { class: "card-links" },
            ...hubs.map((hub) => element("a", { href: addresses.hub(url, project.name, hub.id) }, hub.name)),
            element("a", { href: addresses.workItems(url, project.name) }, "Work items"),
          ),
        ),
      ),
    ),
  );
}
