/** The page of one work item: its form. */
import { element } from "../dom";
import type { Forms } from "../form/opening";
import { addresses, type NamedProject, type PageData } from "../pageData";
import { RestError } from "../rest";
import type { Shell } from "../shell/shell";

/** Shows the form of a work item, or why it cannot be shown. The address may name the tab: `?tab=<contribution id>`. */
export function showWorkItem(shell: Shell, data: PageData, forms: Forms, project: NamedProject, id: number): void {
  document.title = `Work item ${id}`;
  shell.main.append(element("h1", {}, `Work item ${id}`), element("p", { role: "status" }, "Reading…"));
  const tab = new URLSearchParams(location.search).get("tab");
  forms.showPage(shell.main, id, tab).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const isAbsent = error instanceof RestError && error.status === 404;
    const list = addresses.workItems(data.organization.url, project.name);
    shell.main.replaceChildren(
      element("h1", {}, isAbsent ? `There is no work item ${id} to be read` : `Work item ${id} could not be read`),
      element("p", { role: "alert" }, message),
      element("p", {}, element("a", { href: list }, `Work items of ${project.name}`)),
    );
  });
}
