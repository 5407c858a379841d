import type {
  Change,
  CustomState,
  Estate,
  EstateField,
  EstateLink,
  EstateNode,
  EstateNote,
  EstateProject,
  EstateQuery,
  EstateTeam,
  EstateUser,
  FieldValue,
  ProcessName,
  UserRole,
} from "../model/estate";
import { defaultRole } from "../model/estateSchema";
import { applyWorkflow } from "../patch/workflow";
import { findType, processOf } from "../process/process";
import { findLinkType, oppositeOf } from "../store/linkTypes";
import { newTeam } from "../store/project";
import { foldFields } from "../store/workItem";
import { stableGuid } from "./stable";

/** A node to be built: its name, its days (`YYYY-MM-DD`) and what is below it. */
export interface NodePlan {
  readonly name: string;
  readonly start?: string;
  readonly finish?: string;
  readonly children?: readonly NodePlan[];
}

export interface ProjectPlan {
  readonly name: string;
  readonly description?: string;
  readonly process?: ProcessName;
  readonly customStates?: readonly CustomState[];
  /** Nodes below the roots. */
  readonly areas?: readonly NodePlan[];
  readonly iterations?: readonly NodePlan[];
  /** Teams by name with their area paths; one team over everything where absent. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
  readonly queries?: readonly EstateQuery[];
}

type FieldPlan = Readonly<Record<string, FieldValue | null>>;

/** A work item to be built. */
export interface ItemPlan {
  readonly type: string;
  readonly title: string;
  readonly project: EstateProject;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: EstateUser;
  readonly id?: number;
  readonly tags?: readonly string[];
  readonly fields?: FieldPlan;
}

interface Draft {
  readonly id: number;
  readonly project: EstateProject;
  readonly changes: Change[];
  readonly links: EstateLink[];
  deleted: { date: string; by: string } | null;
}

/** Puts an estate together in the way its history would have made it: revisions and links with their dates. */
export class EstateBuilder {
  private readonly users: EstateUser[] = [];
  private readonly projects: EstateProject[] = [];
  private readonly items = new Map<number, Draft>();
  private readonly notes: EstateNote[] = [];
  private readonly customFields: EstateField[] = [];
  private nextNode = 1000;
  private nextId: number;

  private readonly when: (time: number) => number;

  /**
   * @param options.firstId id of the first work item; 1 where absent.
   * @param options.when turns every time that is given into the one that is kept; it must rise strictly. By default it
   * keeps them as they are.
   */
  constructor(options: { readonly firstId?: number; readonly when?: (time: number) => number } = {}) {
    this.nextId = options.firstId ?? 1;
    this.when = options.when ?? ((time) => time);
  }

  /** Adds a person; without a role the first one administers and all others contribute. */
  user(displayName: string, uniqueName: string, role: UserRole = defaultRole(this.users.length)): EstateUser {
    const user = { id: stableGuid(`user ${uniqueName}`), displayName, uniqueName, role };
    this.users.push(user);
    return user;
  }

  /** Everybody so far. */
  people(): readonly EstateUser[] {
    return this.users;
  }

  field(field: EstateField): void {
    this.customFields.push(field);
  }

  project(plan: ProjectPlan): EstateProject {
    const teams = plan.teams ?? { [`${plan.name} Team`]: [plan.name] };
    const project: EstateProject = {
      id: stableGuid(`project ${plan.name}`),
      name: plan.name,
      description: plan.description ?? "",
      process: plan.process ?? "Agile",
      customStates: plan.customStates ?? [],
      areas: this.node({ name: plan.name, children: plan.areas ?? [] }, `${plan.name} areas`),
      iterations: this.node({ name: plan.name, children: plan.iterations ?? [] }, `${plan.name} iterations`),
      teams: Object.entries(teams).map(([name, areaPaths]) =>
        newTeam(stableGuid(`team ${plan.name} ${name}`), name, areaPaths),
      ),
      queries: plan.queries ?? [],
    };
    this.projects.push(project);
    return project;
  }

  /**
   * Gives the teams of a project what they are made without: people, sprints, habits.
   * @param equip the team as it is to be
   */
  equipTeams(project: EstateProject, equip: (team: EstateTeam) => EstateTeam): void {
    const index = this.projects.findIndex(({ id }) => id === project.id);
    const present = this.projects[index];
    if (present === undefined) throw new Error(`There is no project ${project.name}.`);
    this.projects[index] = { ...present, teams: present.teams.map(equip) };
  }

  /** Adds a work item with its first revision and returns its id. */
  item(plan: ItemPlan): number {
    const id = plan.id ?? this.nextId;
    if (this.items.has(id)) throw new Error(`Work item ${id} is there already.`);
    this.nextId = Math.max(this.nextId, id + 1);
    const fields: Record<string, FieldValue | null> = {
      "System.TeamProject": plan.project.name,
      "System.WorkItemType": plan.type,
      "System.AreaPath": plan.project.name,
      "System.IterationPath": plan.project.name,
      "System.Title": plan.title,
      "Microsoft.VSTS.Common.Priority": 2,
      ...plan.fields,
    };
    if (plan.tags !== undefined && plan.tags.length > 0) fields["System.Tags"] = joinTags(plan.tags);
    const stamp = { date: this.timeOf(plan.at), by: plan.by.uniqueName };
    applyWorkflow(this.typeOf(plan.project, plan.type), null, fields, stamp, true);
    const changes = [{ rev: 1, ...stamp, fields: withoutEmpty(fields) }];
    this.items.set(id, { id, project: plan.project, changes, links: [], deleted: null });
    return id;
  }

  /** Appends a revision; the workflow sets reason and dates. Throws where `at` is not after the revision before. */
  change(id: number, at: number, by: EstateUser, fields: FieldPlan): void {
    const item = this.find(id);
    const before = foldFields(id, item.changes);
    const date = this.timeOf(at);
    if (date <= String(before["System.ChangedDate"]))
      throw new Error(`The revision of ${id} at ${date} comes too late.`);
    const draft: Record<string, FieldValue | null> = { ...fields };
    if ("System.State" in draft) {
      const type = this.typeOf(item.project, String(before["System.WorkItemType"]));
      applyWorkflow(type, before, draft, { date, by: by.uniqueName }, true);
    }
    item.changes.push({ rev: item.changes.length + 1, date, by: by.uniqueName, fields: draft });
  }

  /**
   * Puts a revision in its place among those that are there, as if it had been made then. What a later one sets stays as it
   * sets it; `tag` is there from now on, in later tags too. Fields that the workflow looks at (the state) are not for this.
   */
  insert(id: number, at: number, by: EstateUser, { tag, ...fields }: FieldPlan & { readonly tag?: string }): void {
    const item = this.find(id);
    const date = this.timeOf(at);
    const before = item.changes.filter((change) => change.date < date);
    const after = item.changes.slice(before.length);
    if (before.length === 0) throw new Error(`The work item ${id} was not there at ${date}.`);
    if (after[0]?.date === date) throw new Error(`The work item ${id} was changed at ${date} already.`);
    const withTag = (tags: FieldValue | null | undefined): FieldPlan =>
      tag === undefined ? {} : { "System.Tags": joinTags([...String(tags ?? "").split(";"), tag]) };
    const added = { ...fields, ...withTag(foldFields(id, before)["System.Tags"]) };
    const later = after.map((change) =>
      "System.Tags" in change.fields
        ? { ...change, fields: { ...change.fields, ...withTag(change.fields["System.Tags"]) } }
        : change,
    );
    const changes = [...before, { rev: 0, date, by: by.uniqueName, fields: added }, ...later];
    item.changes.splice(0, item.changes.length, ...changes.map((change, index) => ({ ...change, rev: index + 1 })));
  }

  /** A field as it was at a time; null where it had no value, or the work item was not there or was deleted. */
  valueAt(id: number, at: number, field: string): FieldValue | null {
    const { changes, deleted } = this.find(id);
    const date = this.timeOf(at);
    const before = changes.filter((change) => change.date <= date);
    if (before.length === 0 || (deleted !== null && deleted.date <= date)) return null;
    return foldFields(id, before)[field] ?? null;
  }

  /** Adds tags in a revision of their own. */
  tag(id: number, at: number, by: EstateUser, ...tags: readonly string[]): void {
    const present = String(foldFields(id, this.find(id).changes)["System.Tags"] ?? "");
    this.change(id, at, by, { "System.Tags": joinTags([...present.split(";"), ...tags]) });
  }

  /** Links two work items, at both ends; not before both are there. */
  link(from: number, rel: string, to: number, at: number, by: EstateUser): void {
    const type = findLinkType(rel);
    if (type === null) throw new Error(`There is no link type ${rel}.`);
    const created = [from, to].map((id) => this.find(id).changes[0]?.date ?? "");
    const entry = {
      comment: null,
      addedDate: [this.timeOf(at), ...created].sort().at(-1) ?? this.timeOf(at),
      addedBy: by.uniqueName,
      removedDate: null,
      removedBy: null,
    };
    this.find(from).links.push({ ...entry, rel, target: to });
    this.find(to).links.push({ ...entry, rel: oppositeOf(type).referenceName, target: from });
  }

  /** Puts a work item below another. */
  parent(child: number, parent: number, at: number, by: EstateUser): void {
    this.link(child, "System.LinkTypes.Hierarchy-Reverse", parent, at, by);
  }

  remove(id: number, at: number, by: EstateUser): void {
    this.find(id).deleted = { date: this.timeOf(at), by: by.uniqueName };
  }

  note(subject: string, text: string, ...workItems: readonly number[]): void {
    this.notes.push({ subject, text, workItems });
  }

  /** The estate so far. */
  build(about: { readonly label: string; readonly description: string }): Estate {
    return {
      version: 1,
      ...about,
      notes: this.notes,
      users: this.users,
      customFields: this.customFields,
      projects: this.projects,
      workItems: [...this.items.values()].map((item) => ({
        id: item.id,
        project: item.project.id,
        changes: item.changes,
        links: item.links,
        deleted: item.deleted,
      })),
      documents: [],
      unreadableAreas: {},
      uneditableAreas: {},
    };
  }

  /** The time that is kept for one that is given, ISO 8601 in UTC. */
  timeOf(time: number): string {
    return new Date(Math.round(this.when(time))).toISOString();
  }

  private find(id: number): Draft {
    const item = this.items.get(id);
    if (item === undefined) throw new Error(`There is no work item ${id}.`);
    return item;
  }

  private typeOf(project: EstateProject, name: string): NonNullable<ReturnType<typeof findType>> {
    const type = findType(processOf(project), name);
    if (type === null) throw new Error(`The process ${project.process} has no type ${name}.`);
    return type;
  }

  private node(plan: NodePlan, place: string): EstateNode {
    const here = `${place}\\${plan.name}`;
    const id = this.nextNode;
    this.nextNode += 1;
    return {
      id,
      identifier: stableGuid(here),
      name: plan.name,
      // Azure Boards keeps the days of iterations as midnights in UTC [R].
      ...(plan.start === undefined ? {} : { startDate: `${plan.start}T00:00:00.000Z` }),
      ...(plan.finish === undefined ? {} : { finishDate: `${plan.finish}T00:00:00.000Z` }),
      children: (plan.children ?? []).map((child) => this.node(child, here)),
    };
  }
}

function joinTags(tags: readonly string[]): string {
  const names = new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""));
  return [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join("; ");
}

function withoutEmpty(fields: FieldPlan): Record<string, FieldValue> {
  const result: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null) result[name] = value;
  return result;
}
