/** The extension of the dashboard tests: widgets around one page, some with a configuration. */
import { join } from "node:path";
import { useTestExtension } from "./testExtension";

const WIDGET = "ms.vss-dashboards-web.widget";
const CATALOG = "ms.vss-dashboards-web.widget-catalog";
const CONFIGURATION = "ms.vss-dashboards-web.widget-configuration";

function widget(
  id: string,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
  uri = "dist/page.html",
): object {
  return {
    id,
    type: WIDGET,
    targets: [CATALOG, "tests.dashboards.settings"],
    properties: {
      name,
      description: `What ${name} shows.`,
      uri,
      isNameConfigurable: true,
      supportedSizes: [
        { rowSpan: 1, columnSpan: 2 },
        { rowSpan: 2, columnSpan: 3 },
      ],
      supportedScopes: ["project_team"],
      ...more,
    },
  };
}

const CONTRIBUTIONS = [
  widget("plain", "Plain"),
  widget("failing", "Failing", {}, "dist/page.html?status=fails"),
  widget("unconfigured", "Unconfigured", {}, "dist/page.html?status=unconfigured"),
  widget("sizeless", "Without sizes", { supportedSizes: [] }),
  widget("scopeless", "Of another scope", { supportedScopes: ["collection_user"] }),
  {
    id: "settings",
    type: CONFIGURATION,
    targets: [CONFIGURATION],
    properties: { name: "Settings", uri: "dist/page.html?as=configuration" },
  },
];

/** Builds the extension; the folder is removed after the tests of the file. */
export function useDashboardExtension(): { readonly directory: string } {
  return useTestExtension({
    name: "Dashboards",
    contributions: CONTRIBUTIONS,
    script: join(__dirname, "dashboardExtensionPage.ts"),
  });
}
