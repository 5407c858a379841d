import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as v from "valibot";
import type { Estate, EstateNode, EstateProject, EstateUser, FieldValue, ProcessName } from "../model/estate";
import { FieldCatalogue } from "../process/fields";
import { ClassificationTree } from "../store/classification";
import { EstateBuilder, type NodePlan } from "./builder";

const fieldValue = v.union([v.string(), v.number(), v.boolean(), v.null()]);

const workItemFile = v.object({
  value: v.array(
    v.object({
      id: v.pipe(v.number(), v.integer()),
      fields: v.record(v.string(), fieldValue),
      relations: v.nullish(v.array(v.object({ rel: v.string(), url: v.string() }))),
    }),
  ),
});

type TemplateItem = v.InferOutput<typeof workItemFile>["value"][number];

interface TemplateNode {
  readonly name: string | null;
  readonly children?: readonly TemplateNode[] | null | undefined;
}

const templateNode: v.GenericSchema<TemplateNode> = v.object({
  name: v.nullable(v.string()),
  children: v.optional(v.nullable(v.array(v.lazy(() => templateNode)))),
});

const settingsFile = v.object({ type: v.picklist(["Agile", "Scrum", "CMMI", "Basic"]) });
const areaFile = v.object({ values: v.array(v.object({ value: v.string() })) });
const teamFile = v.array(v.object({ name: v.string(), description: v.optional(v.string()) }));
const teamSettingFile = v.object({
  bugsBehavior: v.optional(v.picklist(["off", "asRequirements", "asTasks"])),
  backlogVisibilities: v.optional(v.record(v.string(), v.boolean())),
});

/** Fields that an item's history says, or that a link says; the rest of a template's fields are taken over. */
const TAKEN_FROM_ELSEWHERE = new Set([
  "System.TeamProject",
  "System.WorkItemType",
  "System.AreaPath",
  "System.IterationPath",
  "System.Title",
  "System.CreatedDate",
  "System.CreatedBy",
  "System.ChangedDate",
  "System.ChangedBy",
  "System.State",
  "System.Reason",
  "System.BoardLane",
]);

/**
 * Loads an Azure DevOps Demo Generator template folder. Its project is named after the folder; ids are kept.
 * Paths that name `$ProjectName$`, or a project that is not there, lead to the project's root.
 * @param options.now time of the links, which a template does not date.
 * @throws Error that names the file that is missing or not of this format.
 */
export async function templateEstate(directory: string, options: { readonly now: number }): Promise<Estate> {
  const folder = resolve(directory);
  const name = basename(folder);
  const items = await readItems(folder);
  const builder = new EstateBuilder();
  const people = new People(builder);
  const project = await readProject(folder, name, builder);
  const fields = new FieldCatalogue([]);
  for (const item of items) addItem(item, project, builder, people, fields);
  addLinks(items, builder, people, options.now);
  await equipTeams(folder, project, builder);
  return builder.build({
    label: `template ${name}`,
    description: `Loaded from the Azure DevOps Demo Generator template ${name}.`,
  });
}

async function readJson<T>(file: string, schema: v.GenericSchema<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw notATemplate(file, error);
  }
  try {
    return v.parse(schema, JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(`${file} is not of the Azure DevOps Demo Generator's format: ${reason}`, { cause: error });
  }
}

function notATemplate(path: string, cause: unknown): Error {
  const reason = (cause as Error).message;
  return new Error(`${path} cannot be read (${reason}). Is this an Azure DevOps Demo Generator template?`, { cause });
}

/** Null where there is no such file: templates leave out what they have no use for. */
async function readOptionalJson<T>(folder: string, file: string, schema: v.GenericSchema<T>): Promise<T | null> {
  const present: readonly string[] = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return present.includes(file) ? readJson(join(folder, file), schema) : null;
}

async function readItems(folder: string): Promise<readonly TemplateItem[]> {
  const workItems = join(folder, "WorkItems");
  let files: readonly string[];
  try {
    files = await readdir(workItems);
  } catch (error) {
    throw notATemplate(workItems, error);
  }
  const items: TemplateItem[] = [];
  for (const file of files.filter((candidate) => candidate.endsWith(".json"))) {
    items.push(...(await readJson(join(workItems, file), workItemFile)).value);
  }
  if (items.length === 0) {
    throw new Error(`${workItems} has no work items. Is this an Azure DevOps Demo Generator template?`);
  }
  return items.sort((a, b) => a.id - b.id);
}

async function readProject(folder: string, name: string, builder: EstateBuilder): Promise<EstateProject> {
  const settings = await readOptionalJson(folder, "ProjectSettings.json", settingsFile);
  const iterations = await readOptionalJson(folder, "Iterations.json", templateNode);
  const areas = await readOptionalJson(folder, "TeamArea.json", areaFile);
  const teams = await readOptionalJson(join(folder, "Teams"), "Teams.json", teamFile);
  const process: ProcessName = settings?.type ?? "Agile";
  return builder.project({
    name,
    description: `Azure DevOps Demo Generator template ${name}`,
    process,
    areas: areaPlans((areas?.values ?? []).map(({ value }) => value)),
    iterations: nodePlans(iterations?.children ?? []),
    ...(teams === null ? {} : { teams: Object.fromEntries(teams.map((team) => [team.name, [name]])) }),
  });
}

/**
 * A template does not say who is in a team or which sprints it has: everybody is in each, and each has those iterations that
 * have dates and nothing below them. Where its bugs and backlogs stand may be in the team's folder.
 */
async function equipTeams(folder: string, project: EstateProject, builder: EstateBuilder): Promise<void> {
  const described = (await readOptionalJson(join(folder, "Teams"), "Teams.json", teamFile)) ?? [];
  const settings = new Map<string, v.InferOutput<typeof teamSettingFile>>();
  for (const { name } of project.teams) {
    const setting = await readOptionalJson(join(folder, "Teams", name), "TeamSetting.json", teamSettingFile);
    if (setting !== null) settings.set(name, setting);
  }
  builder.equipTeams(project, (team) => {
    const setting = settings.get(team.name);
    const visibilities = Object.entries(setting?.backlogVisibilities ?? {});
    return {
      ...team,
      description: described.find(({ name }) => name === team.name)?.description ?? "",
      members: builder.people().map(({ id }) => id),
      backlogIteration: project.iterations.identifier,
      iterations: datedLeaves(project.iterations).map(({ identifier }) => ({
        iteration: identifier,
        capacities: [],
        daysOff: [],
      })),
      bugsBehavior: setting?.bugsBehavior ?? team.bugsBehavior,
      hiddenBacklogs: visibilities.flatMap(([level, isVisible]) => (isVisible ? [] : [level])),
    };
  });
}

function datedLeaves(node: EstateNode): readonly EstateNode[] {
  if (node.children.length > 0) return node.children.flatMap(datedLeaves);
  return node.startDate === undefined ? [] : [node];
}

function nodePlans(nodes: readonly TemplateNode[]): readonly NodePlan[] {
  return nodes.flatMap((node) =>
    node.name === null ? [] : [{ name: node.name, children: nodePlans(node.children ?? []) }],
  );
}

/** Areas below the root; one that is only a placeholder (`$AreaName$`) has no name of its own and is left out. */
function areaPlans(paths: readonly string[]): readonly NodePlan[] {
  const names = paths.map((path) => path.split("\\")[1] ?? "").filter((name) => name !== "" && !name.includes("$"));
  return [...new Set(names)].map((name) => ({ name }));
}

function addItem(
  item: TemplateItem,
  project: EstateProject,
  builder: EstateBuilder,
  people: People,
  catalogue: FieldCatalogue,
): void {
  const source = item.fields;
  const fields: Record<string, FieldValue | null> = {
    "System.AreaPath": pathIn(source["System.AreaPath"], project, "area"),
    "System.IterationPath": pathIn(source["System.IterationPath"], project, "iteration"),
  };
  for (const [name, value] of Object.entries(source)) {
    if (TAKEN_FROM_ELSEWHERE.has(name) || value === null || value === "") continue;
    const field = catalogue.find(name);
    if (field === null) throw new Error(`Work item ${item.id} has the field ${name}, which is not known here.`);
    fields[field.referenceName] = field.isIdentity ? people.find(String(value)).uniqueName : value;
  }
  const by = people.find(text(source["System.CreatedBy"]));
  const created = dateOf(source["System.CreatedDate"], item.id);
  builder.item({
    id: item.id,
    type: text(source["System.WorkItemType"]),
    title: text(source["System.Title"]),
    project,
    at: created,
    by,
    fields,
  });
  const changed = dateOf(source["System.ChangedDate"], item.id);
  const state = text(source["System.State"]);
  const changer = people.find(text(source["System.ChangedBy"]));
  // The template has the last revision only; a state that no item begins in was entered when it was last changed.
  const stateFields = { "System.State": state, "System.Reason": source["System.Reason"] ?? null };
  if (changed > created) builder.change(item.id, changed, changer, stateFields);
}

/** Links by the id at the end of their address; each is written at both ends and made once. */
function addLinks(items: readonly TemplateItem[], builder: EstateBuilder, people: People, now: number): void {
  const ids = new Set(items.map((item) => item.id));
  const made = new Set<string>();
  for (const item of items) {
    for (const relation of item.relations ?? []) {
      const target = Number(/\/workitems\/(\d+)$/i.exec(relation.url)?.[1] ?? Number.NaN);
      // Demo generator templates also name attachments and items of the original project, which are not part of them.
      if (!ids.has(target)) continue;
      const isReverse = relation.rel.endsWith("-Reverse");
      const [from, to] = isReverse ? [target, item.id] : [item.id, target];
      const rel = isReverse ? relation.rel.replace(/-Reverse$/, "-Forward") : relation.rel;
      const isSymmetric = !rel.endsWith("-Forward");
      const key = isSymmetric ? `${rel} ${Math.min(from, to)} ${Math.max(from, to)}` : `${rel} ${from} ${to}`;
      if (made.has(key)) continue;
      made.add(key);
      const at = Math.min(now, Math.max(dateOf(item.fields["System.CreatedDate"], item.id), 0));
      builder.link(from, rel, to, at, people.find(text(item.fields["System.CreatedBy"])));
    }
  }
}

function pathIn(value: FieldValue | null | undefined, project: EstateProject, kind: "area" | "iteration"): string {
  const tree = new ClassificationTree(kind, kind === "area" ? project.areas : project.iterations);
  const below = text(value).split("\\").slice(1);
  return tree.find([project.name, ...below].join("\\"))?.path ?? project.name;
}

function dateOf(value: FieldValue | null | undefined, id: number): number {
  const time = Date.parse(text(value));
  if (Number.isNaN(time)) throw new Error(`Work item ${id} has a date that cannot be read: ${text(value)}.`);
  return time;
}

function text(value: FieldValue | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

/** People of a template, written as `Display name <unique name>`. */
class People {
  private readonly known = new Map<string, EstateUser>();

  constructor(private readonly builder: EstateBuilder) {
    // Who signs in; a template need not name anyone.
    this.find("Migration Lead <lead@contoso.example>");
  }

  find(written: string): EstateUser {
    const match = /^(.*?)\s*<([^>]+)>\s*$/.exec(written);
    const uniqueName = match?.[2] ?? (written === "" ? "unknown@contoso.example" : written);
    const present = this.known.get(uniqueName.toLowerCase());
    if (present !== undefined) return present;
    const user = this.builder.user(match?.[1] || uniqueName, uniqueName);
    this.known.set(uniqueName.toLowerCase(), user);
    return user;
  }
}
