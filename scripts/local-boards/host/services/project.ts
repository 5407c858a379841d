/** `ms.vss-tfs-web.tfs-page-data-service`: the project of the page. */
import type { NamedProject } from "../pageData";

/** Makes the service. */
export function projectPageService(project: NamedProject): object {
  return { getProject: () => ({ id: project.id, name: project.name }) };
}
