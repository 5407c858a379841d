import { stableGuid } from "../estates/stable";
import type { Organization } from "./organization";
import type { Project } from "./project";

/** A tag that a project has. */
export interface Tag {
  readonly id: string;
  readonly name: string;
}

/** The names of tags in a value of System.Tags, without blanks and doubles; spellings that differ in case are one. */
export function tagNames(value: string): readonly string[] {
  const byName = new Map<string, string>();
  for (const part of value.split(/[;,]/)) {
    const tag = part.trim();
    if (tag !== "" && !byName.has(tag.toLowerCase())) byName.set(tag.toLowerCase(), tag);
  }
  return [...byName.values()];
}

/**
 * The tags of a project, by name: those that its work items carry now, whoever may read them, in their first spelling.
 * The service also keeps a tag for some days after its last use [D]; here it is gone with it.
 */
export function tagsOf(project: Project, organization: Organization): readonly Tag[] {
  const byName = new Map<string, Tag>();
  for (const item of organization.workItems()) {
    const value = item.project === project ? item.fields["System.Tags"] : undefined;
    if (typeof value !== "string") continue;
    for (const name of tagNames(value)) {
      const key = name.toLowerCase();
      if (!byName.has(key)) byName.set(key, { id: stableGuid(`tag ${project.estate.id} ${key}`), name });
    }
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}
