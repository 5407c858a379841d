/** A hub: the extension's page fills the host page. */
import { element } from "../dom";
import { mountExtensionFrame } from "../frame/extensionFrame";
import type { Forms } from "../form/opening";
import type { NamedProject, PageData } from "../pageData";
import { createServices } from "../services/services";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";

/**
 * Shows the hub of a contribution.
 * @param area where it stands, for the title of the page
 */
export function showHub(
  shell: Shell,
  data: PageData,
  theme: ThemeSwitch,
  forms: Forms,
  project: NamedProject,
  contributionId: string,
  area = "Boards",
): void {
  const hub = data.extension.contributions.find((one) => one.id === contributionId);
  if (hub === undefined) throw new Error(`The page names a hub that the manifest has not: ${contributionId}.`);
  document.title = `${hub.name} - ${area}`;
  shell.main.classList.add("hub");
  if (hub.url === null) {
    shell.main.append(
      element("h1", {}, hub.name),
      element("p", {}, "This hub has no page: its contribution in vss-extension.json has no uri."),
    );
    return;
  }
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
  mountExtensionFrame(shell.main, { data, project, contribution: hub, theme, services });
}
