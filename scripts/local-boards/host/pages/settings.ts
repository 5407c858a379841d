/** The settings of a project: a list of hubs, and the one that was chosen. */
import { element } from "../dom";
import type { Forms } from "../form/opening";
import type { NamedProject, PageData } from "../pageData";
import { addresses, settingsHubs } from "../pageData";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { showHub } from "./hub";

/** Shows a hub of the settings, or says what there is where none is chosen. */
export function showSettings(
  shell: Shell,
  data: PageData,
  theme: ThemeSwitch,
  forms: Forms,
  project: NamedProject,
  contributionId: string | null,
): void {
  if (contributionId !== null) {
    showHub(shell, data, theme, forms, project, contributionId, "Settings");
    return;
  }
  document.title = `${project.name} - Settings`;
  const hubs = settingsHubs(data.extension.contributions);
  shell.main.append(
    element("h1", {}, "Project settings"),
    element("p", {}, "The local Azure Boards has the settings of extensions, and none of its own."),
    element(
      "ul",
      {},
      ...hubs.map(({ id, name, description }) =>
        element(
          "li",
          {},
          element("a", { href: addresses.settings(data.organization.url, project.name, id) }, name),
          ` ${description}`,
        ),
      ),
    ),
  );
}
