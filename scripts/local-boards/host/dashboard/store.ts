/**
 * A project's dashboard as it is kept. Azure DevOps has a REST API of its own for it (`_apis/dashboard`); the extension
 * calls none of that, so the stand-in keeps the dashboard as a document of the host's own beside those of extensions.
 */
import * as v from "valibot";
import { createRest, RestError } from "../rest";

const span = v.pipe(v.number(), v.integer(), v.minValue(1));

const widget = v.object({
  id: v.string(),
  contributionId: v.string(),
  name: v.string(),
  size: v.object({ rowSpan: span, columnSpan: span }),
  /** What the configuration gave to keep; null before the first time. */
  settings: v.nullable(v.string()),
});

const document = v.object({ __etag: v.number(), widgets: v.array(widget) });

/** A widget on the dashboard. */
export type KeptWidget = v.InferOutput<typeof widget>;

/** Where a dashboard is kept. */
export interface DashboardStore {
  load(): Promise<readonly KeptWidget[]>;
  /** Rejects where somebody else changed the dashboard meanwhile. */
  save(widgets: readonly KeptWidget[]): Promise<void>;
}

const COLLECTION = "/_apis/ExtensionManagement/InstalledExtensions/local-boards/dashboards/Data/Scopes/Default/Current";

/** The dashboard of a project. */
export function createDashboardStore(organizationUrl: string, token: string, projectId: string): DashboardStore {
  const rest = createRest(organizationUrl, token);
  const documents = `${COLLECTION}/Collections/dashboards/Documents`;
  let etag: number | null = null;

  return {
    async load() {
      const kept = await documentOf(rest.get(`${documents}/${projectId}`));
      etag = kept?.__etag ?? null;
      return kept?.widgets ?? [];
    },
    async save(widgets) {
      const content = { id: projectId, widgets };
      const written = await (etag === null
        ? rest.send("POST", documents, content)
        : rest.send("PUT", documents, { ...content, __etag: etag }));
      etag = v.parse(document, written).__etag;
    },
  };
}

async function documentOf(answer: Promise<unknown>): Promise<v.InferOutput<typeof document> | null> {
  try {
    return v.parse(document, await answer);
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return null;
    throw error;
  }
}
