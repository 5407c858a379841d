/** `ms.vss-work-web.work-item-form-navigation-service`: opens work items over the page. */
import * as v from "valibot";
import type { Forms } from "../form/opening";
import type { NamedProject } from "../pageData";
import type { WorkItem } from "../workItems";

/**
 * The work item as extensions get it: without its links, whether it has any or not (azure-devops-extension-api #75) [C].
 */
function withoutLinks(item: WorkItem | null): object | null {
  if (item === null) return null;
  const { relations: _, ...rest } = item;
  return rest;
}

const newSchema = v.optional(v.nullable(v.record(v.string(), v.unknown())));

/** Makes the service; new work items are of the page's project. */
export function formNavigationService(forms: Forms, project: NamedProject): object {
  return {
    async openWorkItem(id: unknown, inNewTab?: unknown) {
      const wanted = v.parse(v.pipe(v.number(), v.integer()), id);
      if (inNewTab !== true) return withoutLinks(await forms.open(wanted));
      forms.openWindow(wanted);
      return null;
    },
    async openNewWorkItem(type: unknown, initialValues?: unknown) {
      const values = v.parse(newSchema, initialValues) ?? {};
      return withoutLinks(await forms.openNew({ project: project.name, type: v.parse(v.string(), type), values }));
    },
  };
}
