/** The host page's script: reads what the server says of the page and shows it. */
import "./styles/host.css";
import "./styles/menus.css";
import * as v from "valibot";
import { PAGE_DATA_ELEMENT, pageDataSchema } from "./pageData";
import { showHub } from "./pages/hub";
import { showNotFound } from "./pages/notFound";
import { showProjects } from "./pages/projects";
import { showWorkItem } from "./pages/workItem";
import { showWorkItems } from "./pages/workItems";
import { createShell } from "./shell/shell";
import { createThemeSwitch } from "./theme/themeSwitch";

const text = document.getElementById(PAGE_DATA_ELEMENT)?.textContent ?? "";
const data = v.parse(pageDataSchema, JSON.parse(text));
const theme = createThemeSwitch();
const shell = createShell(data, theme);

switch (data.page.kind) {
  case "projects":
    showProjects(shell, data);
    break;
  case "workItems":
    showWorkItems(shell, data, data.page.project);
    break;
  case "workItem":
    showWorkItem(shell, data, data.page.project, data.page.id);
    break;
  case "hub":
    showHub(shell, data, theme, data.page.project, data.page.contributionId);
    break;
  case "notFound":
    showNotFound(shell, data, data.page);
    break;
}
