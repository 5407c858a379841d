import type { EstateTeam, FieldValue } from "../model/estate";
import type { Context } from "../http/context";
import { ServiceError } from "../http/errors";
import { findCategory } from "../process/categories";
import { findTeam, type Project } from "../store/project";
import { COMPUTED, readNow, type Reading } from "../store/values";
import { changesUntil, fieldsAt, foldFields, linksAt, type WorkItem } from "../store/workItem";
import type { Link, LinkWorld } from "../wiql/links";
import type { QueryWorld, Reader } from "../wiql/world";
import { currentPlace, sprintsOf } from "./work/sprints";
import { teamOf, type TeamOfProject } from "./work/team";

/** The estate as a query of a request sees it. */
export function queryWorld(context: Context): QueryWorld<Reading> {
  const { organization, user } = context;
  const reader = (name: string): Reader<Reading> => {
    const compute = COMPUTED.get(name);
    return compute === undefined
      ? (reading) => reading.fields[name] ?? null
      : (reading) => compute(reading, organization);
  };
  return {
    now: context.now,
    me: user.uniqueName,
    project: context.project?.estate.name ?? null,
    // In the address only; in the body it is ignored [C].
    timePrecision: context.query.isTrue("timePrecision"),
    findField: (name) => organization.fields.find(name),
    pathExists: (field, path) =>
      organization.projects.some((project) => {
        if (field.referenceName !== "System.AreaPath") return project.iterations.find(path) !== null;
        return project.areas.find(path) !== null && organization.canReadArea(path, user);
      }),
    namesOf: (uniqueName) => {
      const found = organization.userNamed(uniqueName);
      return found === null ? [uniqueName] : [found.uniqueName, found.displayName];
    },
    reader: (field) => reader(field.referenceName),
    pastReader: (field) => pastReader(field.referenceName, reader(field.referenceName)),
    iterationPath: (team, offset) => iterationPath(macroTeam(team, "@CurrentIteration", context), offset, context.now),
    teamAreas: (team) => macroTeam(team, "@TeamAreas", context).team.areas,
    category: (name) => {
      const categories = organization.projects.map((project) => ({
        project,
        category: findCategory(project.process, name),
      }));
      const types = new Map<Project, ReadonlySet<string>>();
      for (const { project, category } of categories) {
        if (category !== null) types.set(project, new Set(category.types.map((type) => type.name)));
      }
      if (types.size === 0) return null;
      return ({ item, fields }) => types.get(item.project)?.has(String(fields["System.WorkItemType"])) ?? false;
    },
    membersOf: (group) => {
      const found = teamNamed(group, context);
      if (found === null) return null;
      const members = found.team.members.flatMap((id) => organization.findUser(id)?.uniqueName.toLowerCase() ?? []);
      return new Set(members);
    },
  };
}

/** What who asks may read, each as it was at a time; items that were not there then are left out. */
export function readingsAt(asOf: string | null, context: Context): Reading[] {
  const { organization, user } = context;
  const readings: Reading[] = [];
  for (const item of organization.workItems()) {
    if (!organization.canRead(item, user)) continue;
    const reading = asOf === null ? readNow(item) : readingAt(item, asOf);
    if (reading !== null) readings.push(reading);
  }
  return readings;
}

/** The links between readings; what is deleted or cannot be read has no end in them. */
export function linkWorld(readings: readonly Reading[]): LinkWorld<Reading> {
  const byId = new Map(readings.map((reading) => [reading.item.id, reading]));
  const known = new Map<Reading, readonly Link<Reading>[]>();
  return {
    all: readings,
    idOf: (reading) => reading.item.id,
    linksOf: (reading) => {
      const before = known.get(reading);
      if (before !== undefined) return before;
      const links = linksAt(reading.item, reading.asOf).flatMap(({ rel, target }): Link<Reading>[] => {
        const found = typeof target === "number" ? byId.get(target) : undefined;
        return found === undefined ? [] : [{ rel, target: found }];
      });
      known.set(reading, links);
      return links;
    },
  };
}

function readingAt(item: WorkItem, asOf: string): Reading | null {
  const fields = fieldsAt(item, asOf);
  return fields === null ? null : { item, fields, asOf };
}

/** Fields that a revision has by being made, whatever it sets. */
const OF_REVISION: ReadonlySet<string> = new Set([
  "System.Id",
  "System.Rev",
  "System.History",
  "System.CommentCount",
  "System.CreatedDate",
  "System.CreatedBy",
  "System.ChangedDate",
  "System.ChangedBy",
]);

function pastReader(name: string, read: Reader<Reading>): (reading: Reading) => readonly (FieldValue | null)[] {
  const isStored = !COMPUTED.has(name) && !OF_REVISION.has(name);
  return (reading) => {
    const { item, asOf } = reading;
    const changes = asOf === null ? item.changes : changesUntil(item, asOf);
    if (isStored) {
      // What a change does not set keeps the value before it, which is there already: only the first may lack it.
      return changes.flatMap(({ fields }, index) => {
        const value = fields[name];
        return value !== undefined ? [value] : index === 0 ? [null] : [];
      });
    }
    return changes.map((change, index) => {
      const isLast = index === changes.length - 1;
      const fields = foldFields(item.id, changes.slice(0, index + 1));
      return read(isLast ? reading : { item, fields, asOf: change.date });
    });
  };
}

/** `[Project]\Team`, with the id behind it that the web pages of Azure Boards write [C]. */
const TEAM = /^\[(.+)\]\\(.+?)(?:\s*<.*>)?$/;

function teamNamed(text: string, context: Context): TeamOfProject | null {
  const [, projectName, teamName] = TEAM.exec(text) ?? [];
  const project = projectName === undefined ? null : context.organization.findProject(projectName);
  const team: EstateTeam | null = project === null || teamName === undefined ? null : findTeam(project, teamName);
  return project === null || team === null ? null : { project, team };
}

/**
 * The team of a macro: the one that it names, else the address', else the default team of the address' project [C].
 * Without one the service fails as if it had a fault of its own [C]; the type key is [?].
 */
function macroTeam(text: string | null, macro: string, context: Context): TeamOfProject {
  if (text !== null && !TEAM.test(text)) throw macroError(`'${text}' is not of the form '[project]\\team'`);
  const found = text !== null ? teamNamed(text, context) : context.project === null ? null : teamOf(context);
  if (found !== null) return found;
  throw macroError(`VS402612: The macro '${macro}' is not supported without a team context.`);
}

function macroError(message: string): ServiceError {
  return new ServiceError(500, "WorkItemTrackingQueryException", message);
}

/**
 * The iteration of `@CurrentIteration ± n`: so many after the one that `$timeframe=current` answers, among those that the team
 * has chosen. How the lack of such an iteration is refused is [?].
 */
function iterationPath(of: TeamOfProject, offset: number, now: number): string {
  const sprints = sprintsOf(of, now);
  const current = currentPlace(sprints);
  const wanted = current < 0 ? undefined : sprints[current + offset];
  if (wanted !== undefined) return wanted.placed.path;
  throw new ServiceError(
    400,
    "CurrentIterationDoesNotExistException",
    current < 0
      ? `The team ${of.team.name} has no current iteration: choose one with dates around today in its settings.`
      : `The team ${of.team.name} has no iteration ${offset} after its current one.`,
  );
}
