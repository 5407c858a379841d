import type * as v from "valibot";
import type { IterationNode, WorkItemTypeInfo } from "../domain/snapshot";
import { CLASSIFICATION_NODE, FIELD, listOf, WORK_ITEM_TYPE, type WireNode } from "./schemas";
import { segment, type Transport } from "./transport";

/** What a project's process and trees look like. */
export interface Metadata {
  readonly types: readonly WorkItemTypeInfo[];
  readonly iterations: readonly IterationNode[];
  /** Reference names of the fields that the project has. */
  readonly fields: readonly string[];
}

/** Deepest tree that Azure DevOps allows, and so deep enough to get all of it at once. */
const DEEPEST_TREE = 14;

/**
 * Reads the project's work item types with their states, its iterations and its fields: three calls.
 *
 * @throws what the transport throws
 */
export async function readMetadata(transport: Transport, projectId: string, signal?: AbortSignal): Promise<Metadata> {
  const [process, fields] = await Promise.all([
    readProcess(transport, projectId, signal),
    readFieldNames(transport, projectId, signal),
  ]);
  return { ...process, fields };
}

/**
 * Reads the project's work item types with their states, and its iterations: two calls.
 *
 * @throws what the transport throws
 */
export async function readProcess(
  transport: Transport,
  projectId: string,
  signal?: AbortSignal,
): Promise<Omit<Metadata, "fields">> {
  const [types, iterations] = await Promise.all([
    readTypes(transport, projectId, signal),
    get(transport, projectId, "classificationnodes/iterations", { $depth: DEEPEST_TREE }, CLASSIFICATION_NODE, signal),
  ]);
  return { types, iterations: nodesBelow(iterations, 0) };
}

/**
 * Reads the work item types of a project with their states.
 *
 * @param project its id or name
 * @throws what the transport throws
 */
export async function readTypes(
  transport: Transport,
  project: string,
  signal?: AbortSignal,
): Promise<readonly WorkItemTypeInfo[]> {
  const types = await get(transport, project, "workitemtypes", {}, listOf(WORK_ITEM_TYPE), signal);
  return types.value.map(({ name, states }) => ({ name, states }));
}

/**
 * Reads the reference names of the fields that the project has.
 *
 * @throws what the transport throws
 */
export async function readFieldNames(
  transport: Transport,
  projectId: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const fields = await get(transport, projectId, "fields", {}, listOf(FIELD), signal);
  return fields.value.map(({ referenceName }) => referenceName);
}

/**
 * Reads the paths of the area tree, as work items carry them (`Contoso\Payments`), parents before children.
 *
 * @throws what the transport throws
 */
export async function readAreaPaths(transport: Transport, projectId: string, signal?: AbortSignal): Promise<string[]> {
  const path = "classificationnodes/areas";
  const root = await get(transport, projectId, path, { $depth: DEEPEST_TREE }, CLASSIFICATION_NODE, signal);
  return nodesBelow(root, 0).map((node) => node.path);
}

function get<S extends v.GenericSchema>(
  transport: Transport,
  projectId: string,
  resource: string,
  query: Readonly<Record<string, number>>,
  schema: S,
  signal: AbortSignal | undefined,
): Promise<v.InferOutput<S>> {
  const path = `${segment(projectId)}/_apis/wit/${resource}`;
  return transport.send({ method: "GET", class: "read", path, query, schema, signal });
}

function nodesBelow(node: WireNode, level: number): IterationNode[] {
  return [
    {
      path: pathOnWorkItems(node.path),
      name: node.name,
      level,
      startDate: node.attributes?.startDate ?? null,
      finishDate: node.attributes?.finishDate ?? null,
    },
    ...(node.children ?? []).flatMap((child) => nodesBelow(child, level + 1)),
  ];
}

/** `\Contoso\Iteration\Sprint 1` is `Contoso\Sprint 1` on work items: a slash before and the tree's name inside are extra. */
function pathOnWorkItems(path: string): string {
  const [project = "", , ...below] = path.replace(/^\\/, "").split("\\");
  return [project, ...below].join("\\");
}
