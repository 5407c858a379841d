/** The host page's script: reads what the server says of the page and shows it. */
import "./styles/host.css";
import "./styles/form.css";
import "./styles/menus.css";
import "./styles/list.css";
import "./styles/dashboard.css";
import * as v from "valibot";
import { createForms } from "./form/forms";
import { PAGE_DATA_ELEMENT, pageDataSchema } from "./pageData";
import { showBacklog } from "./pages/backlog";
import { showDashboard } from "./pages/dashboard";
import { showHub } from "./pages/hub";
import { showNotFound } from "./pages/notFound";
import { showProjects } from "./pages/projects";
import { showSettings } from "./pages/settings";
import { showWorkItem } from "./pages/workItem";
import { showWorkItems } from "./pages/workItems";
import { createShell } from "./shell/shell";
import { createThemeSwitch } from "./theme/themeSwitch";

const text = document.getElementById(PAGE_DATA_ELEMENT)?.textContent ?? "";
const data = v.parse(pageDataSchema, JSON.parse(text));
const theme = createThemeSwitch();
const shell = createShell(data, theme);
const forms = createForms(shell, data, theme);

switch (data.page.kind) {
  case "projects":
    showProjects(shell, data);
    break;
  case "workItems":
    showWorkItems(shell, data, theme, forms, data.page.project);
    break;
  case "backlog":
    showBacklog(shell, data, theme, forms, data.page.project);
    break;
  case "dashboard":
    showDashboard(shell, data, theme, forms, data.page.project);
    break;
  case "workItem":
    showWorkItem(shell, data, forms, data.page.project, data.page.id);
    break;
  case "hub":
    showHub(shell, data, theme, forms, data.page.project, data.page.contributionId);
    break;
  case "settings":
    showSettings(shell, data, theme, forms, data.page.project, data.page.contributionId);
    break;
  case "notFound":
    showNotFound(shell, data, data.page);
    break;
}
