/**
 * What a form has to know of a project: fields, types with their workflow, trees of areas and iterations, people and
 * kinds of links. All of it is read by the calls that every client has; only the reasons of transitions, which no call
 * answers, come from the processes themselves.
 */
import * as v from "valibot";
import type { WorkItemTypeDefinition } from "../../process/definition";
import { FIELD_TYPES, type FieldType } from "../../process/fields";
import { findType, systemProcess } from "../../process/process";
import type { Rest } from "../rest";

/** A field of the organisation. */
export interface FieldFacts {
  readonly referenceName: string;
  readonly name: string;
  readonly type: FieldType;
  readonly isIdentity: boolean;
  readonly readOnly: boolean;
}

/** Somebody to whom work can be assigned; carried in identity fields as it is. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly uniqueName: string;
}

/** What is known of one project. */
export interface ProjectFacts {
  readonly project: string;
  readonly fields: readonly FieldFacts[];
  readonly types: readonly WorkItemTypeDefinition[];
  /** The field that says how big a requirement is; larger work always has Effort. */
  readonly effortField: string;
  /** Paths as work items carry them, the root first. */
  readonly areas: readonly string[];
  readonly iterations: readonly string[];
  readonly people: readonly Person[];
  readonly relationTypes: readonly RelationType[];
}

const fieldsSchema = v.object({
  value: v.array(
    v.object({
      referenceName: v.string(),
      name: v.string(),
      type: v.picklist(Object.keys(FIELD_TYPES) as FieldType[]),
      isIdentity: v.boolean(),
      readOnly: v.boolean(),
    }),
  ),
});

const typesSchema = v.object({
  value: v.array(
    v.object({
      name: v.string(),
      states: v.array(
        v.object({
          name: v.string(),
          category: v.picklist(["Proposed", "InProgress", "Resolved", "Completed", "Removed"]),
        }),
      ),
    }),
  ),
});

const projectSchema = v.object({
  capabilities: v.object({
    processTemplate: v.object({ templateName: v.picklist(["Agile", "Scrum", "CMMI", "Basic"]) }),
  }),
});

interface TreeNode {
  readonly name: string;
  readonly structureType: "area" | "iteration";
  readonly children?: readonly TreeNode[] | undefined;
}
const nodeSchema: v.GenericSchema<TreeNode> = v.object({
  name: v.string(),
  structureType: v.picklist(["area", "iteration"]),
  children: v.optional(v.array(v.lazy(() => nodeSchema))),
});
const nodesSchema = v.object({ value: v.array(nodeSchema) });

const relationTypeSchema = v.looseObject({
  referenceName: v.string(),
  name: v.string(),
  attributes: v.looseObject({ usage: v.string(), remote: v.optional(v.boolean(), false) }),
});
/** A kind of link, as the service answers it. */
export type RelationType = v.InferOutput<typeof relationTypeSchema>;
const relationTypesSchema = v.object({ value: v.array(relationTypeSchema) });

/** Deeper than any tree of areas or iterations may be. */
const WHOLE_TREE = 20;

function pathsOf(root: TreeNode | undefined): string[] {
  const paths: string[] = [];
  const visit = (node: TreeNode, above: string): void => {
    const path = above === "" ? node.name : `${above}\\${node.name}`;
    paths.push(path);
    for (const child of node.children ?? []) visit(child, path);
  };
  if (root !== undefined) visit(root, "");
  return paths;
}

/**
 * Reads what a form has to know of a project. Rejects with the service's message.
 * @param people the organisation's users; Azure DevOps searches them in its directory
 */
export async function readProjectFacts(rest: Rest, project: string, people: readonly Person[]): Promise<ProjectFacts> {
  const place = `/${encodeURIComponent(project)}/_apis/wit`;
  const version = "api-version=7.0";
  const [fields, types, about, nodes, relationTypes] = await Promise.all([
    rest.get(`/_apis/wit/fields?${version}`),
    rest.get(`${place}/workitemtypes?${version}`),
    rest.get(`/_apis/projects/${encodeURIComponent(project)}?includeCapabilities=true&${version}`),
    rest.get(`${place}/classificationnodes?$depth=${WHOLE_TREE}&${version}`),
    rest.get(`/_apis/wit/workitemrelationtypes?${version}`),
  ]);
  const process = systemProcess(v.parse(projectSchema, about).capabilities.processTemplate.templateName);
  const roots = v.parse(nodesSchema, nodes).value;
  return {
    project,
    fields: v.parse(fieldsSchema, fields).value,
    types: v.parse(typesSchema, types).value.map(({ name, states }) => {
      const definition = findType(process, name);
      if (definition === null) throw new Error(`The process ${process.name} has no type ${name}.`);
      return { ...definition, states };
    }),
    effortField: process.effortField,
    areas: pathsOf(roots.find((node) => node.structureType === "area")),
    iterations: pathsOf(roots.find((node) => node.structureType === "iteration")),
    people: people.map(({ id, displayName, uniqueName }) => ({ id, displayName, uniqueName })),
    relationTypes: v.parse(relationTypesSchema, relationTypes).value,
  };
}

/** A field by its reference name, without regard to case. */
export function findField(facts: ProjectFacts, referenceName: string): FieldFacts | null {
  const wanted = referenceName.toLowerCase();
  return facts.fields.find((field) => field.referenceName.toLowerCase() === wanted) ?? null;
}

/** A field by its reference name or its name, without regard to case. */
export function findFieldNamed(facts: ProjectFacts, name: string): FieldFacts | null {
  const wanted = name.toLowerCase();
  return findField(facts, name) ?? facts.fields.find((field) => field.name.toLowerCase() === wanted) ?? null;
}

/** A type by its name, without regard to case. */
export function typeNamed(facts: ProjectFacts, name: string): WorkItemTypeDefinition | null {
  const wanted = name.toLowerCase();
  return facts.types.find((type) => type.name.toLowerCase() === wanted) ?? null;
}

/** The field that says how big a work item of this type is, or how much of it is left; null where it has none. */
export function sizeField(facts: ProjectFacts, type: WorkItemTypeDefinition): string | null {
  switch (type.level) {
    case "requirement":
    case "bug":
      return facts.effortField;
    case "portfolio":
      return "Microsoft.VSTS.Scheduling.Effort";
    case "task":
      return "Microsoft.VSTS.Scheduling.RemainingWork";
    case "none":
      return null;
  }
}
