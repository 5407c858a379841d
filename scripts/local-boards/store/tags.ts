import { stableGuid } from "../estates/stable";
import type { Project } from "./project";
import type { WorkItem } from "./workItem";

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

/** Which tags the work items of each project carry, and how many of them do. */
export class TagIndex {
  private readonly byProject = new Map<Project, Map<string, { readonly name: string; uses: number }>>();

  /** Counts the tags of a work item. */
  add(item: WorkItem): void {
    const names = namesOf(item);
    if (names.length === 0) return;
    const tags = this.byProject.get(item.project) ?? new Map<string, { readonly name: string; uses: number }>();
    this.byProject.set(item.project, tags);
    for (const name of names) {
      const tag = tags.get(name.toLowerCase());
      if (tag === undefined) tags.set(name.toLowerCase(), { name, uses: 1 });
      else tag.uses += 1;
    }
  }

  /** Counts the tags of a work item no more, before they change. */
  remove(item: WorkItem): void {
    const tags = this.byProject.get(item.project);
    for (const name of namesOf(item)) {
      const tag = tags?.get(name.toLowerCase());
      if (tag === undefined) throw new Error(`The tag ${name} of work item ${item.id} was not counted.`);
      tag.uses -= 1;
      if (tag.uses === 0) tags?.delete(name.toLowerCase());
    }
  }

  has(project: Project, name: string): boolean {
    return this.byProject.get(project)?.has(name.toLowerCase()) ?? false;
  }

  /**
   * The tags of a project, by name: those that its work items carry now, whoever may read them, each in the spelling in which
   * it was used first. The service also keeps a tag for some days after its last use [D]; here it is gone with it.
   */
  of(project: Project): readonly Tag[] {
    return [...(this.byProject.get(project) ?? [])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { name }]) => tagOf(project, name));
  }
}

/** A tag of a project by its name, whether a work item carries it or not. */
export function tagOf(project: Project, name: string): Tag {
  return { id: stableGuid(`tag ${project.estate.id} ${name.toLowerCase()}`), name };
}

function namesOf(item: WorkItem): readonly string[] {
  const value = item.fields["System.Tags"];
  return typeof value === "string" ? tagNames(value) : [];
}
