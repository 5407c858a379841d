import type { ProjectTypes } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import { ApiError, Cancelled, textOf } from "./errors";
import type { ItemReading } from "./itemReading";
import { readTypes } from "./metadata";
import type { Transport } from "./transport";

/**
 * Reads the types of the other projects that the work items of a reading are of, so that their states have a category (D5):
 * one call a project. Where Azure DevOps refuses, the project is there without types, and its items count as open. Where it
 * fails, the items are taken for lost: calling them open would be a guess.
 *
 * @throws Cancelled
 */
export async function readOtherProjects(
  transport: Transport,
  own: string,
  reading: ItemReading,
  signal: AbortSignal,
): Promise<readonly ProjectTypes[]> {
  const items = new Map<string, { readonly project: string; readonly ids: number[] }>();
  for (const item of reading.items.values()) {
    const project = projectOf(item);
    const key = fold(project);
    if (key === fold(own)) continue;
    const entry = items.get(key) ?? { project, ids: [] };
    entry.ids.push(item.id);
    items.set(key, entry);
  }
  const inOrder = [...items.values()].sort((a, b) => (a.project < b.project ? -1 : 1));
  const read = await Promise.all(
    inOrder.map(async ({ project, ids }): Promise<ProjectTypes> => {
      try {
        return { project, types: await readTypes(transport, project, signal) };
      } catch (thrown) {
        if (thrown instanceof Cancelled) throw thrown;
        const isRefused = thrown instanceof ApiError && (thrown.status === 403 || thrown.status === 404);
        if (!isRefused) {
          reading.takeBack(ids, `The work item types of project ${project} could not be read. ${textOf(thrown)}`);
        }
        return { project, types: [] };
      }
    }),
  );
  return read;
}

/** The name of a work item's project: its area path begins with it. */
function projectOf({ areaPath }: WorkItem): string {
  return areaPath.split("\\", 1)[0] ?? "";
}
