import type {
  Change,
  Estate,
  EstateDocument,
  EstateLink,
  EstateProject,
  EstateUser,
  EstateWorkItem,
} from "../model/estate";
import { FieldCatalogue, customField } from "../process/fields";
import { ChangeLog, withWatermarks } from "./changeLog";
import { isUnder } from "./classification";
import { openProject, type Project } from "./project";
import { Notifications } from "./notifications";
import { TagIndex } from "./tags";
import { fieldsAfter, foldFields, openWorkItem, type WorkItem } from "./workItem";

/** The organisation in memory: everything that REST reads and writes. */
export class Organization {
  readonly users: readonly EstateUser[];
  readonly fields: FieldCatalogue;
  readonly projects: Project[];
  documents: readonly EstateDocument[];
  /** Revisions and changes of links in the order in which they were made. */
  readonly log: ChangeLog;
  /** The tags that work items carry. */
  readonly tags = new TagIndex();
  /** Of whom would have been told what, since the server was started. */
  readonly notifications = new Notifications();
  private readonly estate: Estate;
  private readonly items = new Map<number, WorkItem>();
  /** All that are stored, by id: the one that is added last has the highest. */
  private ordered: WorkItem[] = [];
  private highestId = 0;
  private highestNodeId = 0;
  private readonly unreadable = new Map<string, readonly string[]>();
  private readonly uneditable = new Map<string, readonly string[]>();
  private readonly userByName = new Map<string, EstateUser>();

  constructor(estate: Estate) {
    this.estate = estate;
    this.users = estate.users;
    this.fields = new FieldCatalogue(
      estate.customFields.map((field) => customField(field.referenceName, field.name, field.type)),
    );
    this.projects = estate.projects.map(openProject);
    this.documents = estate.documents;
    this.highestNodeId = Math.max(this.presentNodeId(), estate.spentIds?.node ?? 0);
    this.highestId = estate.spentIds?.workItem ?? 0;
    for (const [user, areas] of Object.entries(estate.unreadableAreas)) this.unreadable.set(user, areas);
    for (const [user, areas] of Object.entries(estate.uneditableAreas)) this.uneditable.set(user, areas);
    for (const user of estate.users) this.userByName.set(user.uniqueName.toLowerCase(), user);
    const byId = new Map(this.projects.map((project) => [project.estate.id, project]));
    const { workItems, last } = withWatermarks(estate.workItems, estate.watermark ?? 0);
    this.log = new ChangeLog(workItems, last);
    for (const stored of workItems) {
      const project = byId.get(stored.project);
      if (project === undefined) throw new Error(`Work item ${stored.id} is of no project of the estate.`);
      if (this.items.has(stored.id)) throw new Error(`The estate has two work items ${stored.id}.`);
      this.items.set(stored.id, openWorkItem(stored, project));
      this.highestId = Math.max(this.highestId, stored.id);
    }
    this.ordered = [...this.items.values()].sort((a, b) => a.id - b.id);
    for (const item of this.workItems()) this.tags.add(item);
  }

  /** A project by id or name, without regard to case. */
  findProject(nameOrId: string): Project | null {
    const wanted = nameOrId.toLowerCase();
    return this.projects.find(({ estate }) => estate.id === wanted || estate.name.toLowerCase() === wanted) ?? null;
  }

  /** Replaces a project's definition, e.g. after a change of its iterations. */
  replaceProject(project: Project, estate: EstateProject): void {
    Object.assign(project, openProject(estate));
  }

  findUser(id: string): EstateUser | null {
    return this.users.find((user) => user.id === id) ?? null;
  }

  /** The user of that unique name, without regard to case. */
  userNamed(uniqueName: string): EstateUser | null {
    return this.userByName.get(uniqueName.toLowerCase()) ?? null;
  }

  /** A work item that is not in the recycle bin, whoever may read it. */
  find(id: number): WorkItem | null {
    const item = this.items.get(id);
    return item !== undefined && item.deleted === null ? item : null;
  }

  /** A work item that the user may read: not deleted, and in a readable area. */
  findReadable(id: number, user: EstateUser): WorkItem | null {
    const item = this.find(id);
    return item !== null && this.canRead(item, user) ? item : null;
  }

  /** A work item in the recycle bin that the user may read. */
  findDeleted(id: number, user: EstateUser): WorkItem | null {
    const item = this.items.get(id);
    return item !== undefined && item.deleted !== null && this.canRead(item, user) ? item : null;
  }

  canRead(item: WorkItem, user: EstateUser): boolean {
    const hidden = this.unreadable.get(user.id);
    if (hidden === undefined || hidden.length === 0) return true;
    const area = String(item.fields["System.AreaPath"]);
    return !hidden.some((root) => isUnder(area, root));
  }

  canReadArea(path: string, user: EstateUser): boolean {
    return !(this.unreadable.get(user.id) ?? []).some((root) => isUnder(path, root));
  }

  /** Whether the user may change what lies in an area; see roles for what else that needs. */
  canEditArea(path: string, user: EstateUser): boolean {
    return !(this.uneditable.get(user.id) ?? []).some((root) => isUnder(path, root));
  }

  /** A work item, in the recycle bin or not, that the user may read. */
  findStored(id: number, user: EstateUser): WorkItem | null {
    const item = this.items.get(id);
    return item !== undefined && this.canRead(item, user) ? item : null;
  }

  /** All work items that are not in the recycle bin, in the order of their ids. */
  *workItems(): Generator<WorkItem> {
    for (const item of this.ordered) if (item.deleted === null) yield item;
  }

  /** All work items in the recycle bin, in the order of their ids. */
  *deletedWorkItems(): Generator<WorkItem> {
    for (const item of this.ordered) if (item.deleted !== null) yield item;
  }

  /** The id that the next work item gets. */
  nextId(): number {
    return this.highestId + 1;
  }

  /** Adds a work item with its first revision. Throws where the id is not a new one. */
  add(id: number, project: Project, first: Change): WorkItem {
    if (id <= this.highestId) throw new Error(`The id ${id} is not above ${this.highestId}, the highest one.`);
    const changes = [this.log.revised(id, first)];
    const item = openWorkItem({ id, project: project.estate.id, changes, links: [], deleted: null }, project);
    this.items.set(id, item);
    this.ordered.push(item);
    this.highestId = id;
    this.tags.add(item);
    return item;
  }

  /** Appends a revision. */
  revise(item: WorkItem, change: Change): void {
    const marked = this.log.revised(item.id, change);
    if (item.deleted === null) this.tags.remove(item);
    item.changes = [...item.changes, marked];
    item.fields = fieldsAfter(item.fields, marked);
    if (item.deleted === null) this.tags.add(item);
  }

  setLinks(item: WorkItem, links: readonly EstateLink[]): void {
    item.links = this.log.linked(item.id, links);
  }

  /** Puts another history in the place of the one that a work item has, e.g. after a node of its paths was renamed. */
  rewrite(item: WorkItem, changes: readonly Change[]): void {
    item.changes = changes;
    item.fields = foldFields(item.id, changes);
  }

  /** Moves a work item into the recycle bin, or out of it with null. */
  setDeleted(item: WorkItem, deleted: EstateWorkItem["deleted"]): void {
    if (item.deleted === null) this.tags.remove(item);
    item.deleted = deleted;
    if (item.deleted === null) this.tags.add(item);
  }

  /** Removes a work item for good. Links of others that name it stay stored and are not answered. */
  destroy(item: WorkItem): void {
    if (item.deleted === null) this.tags.remove(item);
    this.items.delete(item.id);
    this.ordered.splice(this.ordered.indexOf(item), 1);
  }

  hideAreas(userId: string, areas: readonly string[]): void {
    this.unreadable.set(userId, areas);
  }

  protectAreas(userId: string, areas: readonly string[]): void {
    this.uneditable.set(userId, areas);
  }

  /** Follows a change of areas in what users cannot read and edit; null for an area that is gone. */
  followAreas(pathNow: (path: string) => string | null): void {
    for (const areasByUser of [this.unreadable, this.uneditable]) {
      for (const [user, areas] of areasByUser) {
        areasByUser.set(
          user,
          areas.map(pathNow).filter((path) => path !== null),
        );
      }
    }
  }

  /** The id that the next area or iteration gets; none is given twice, even when it was deleted. */
  nextNodeId(): number {
    this.highestNodeId += 1;
    return this.highestNodeId;
  }

  private presentNodeId(): number {
    return Math.max(0, ...this.projects.flatMap(({ areas, iterations }) => [areas.highestId, iterations.highestId]));
  }

  /** Absent where the highest ids are those of what is there. */
  private spentIds(): Pick<Estate, "spentIds"> {
    const isSpent = this.highestId > (this.ordered.at(-1)?.id ?? 0) || this.highestNodeId > this.presentNodeId();
    return isSpent ? { spentIds: { workItem: this.highestId, node: this.highestNodeId } } : {};
  }

  /** The estate as it stands now. */
  snapshot(): Estate {
    const workItems = this.ordered.map((item): EstateWorkItem => {
      const { id, changes, links, deleted } = item;
      return { id, project: item.project.estate.id, changes, links, deleted };
    });
    const { spentIds: _, ...estate } = this.estate;
    return {
      ...estate,
      ...this.spentIds(),
      projects: this.projects.map((project) => project.estate),
      workItems,
      documents: this.documents,
      watermark: this.log.latest,
      unreadableAreas: Object.fromEntries(this.unreadable),
      uneditableAreas: Object.fromEntries(this.uneditable),
    };
  }
}
