import * as v from "valibot";
import { listOf } from "./schemas";
import { segment, type Transport } from "./transport";

/** A tag of the project. */
export const TAG = v.object({ name: v.string() });

/**
 * The names of the tags that the project has, as people wrote them.
 *
 * @throws what the transport throws
 */
export async function readTagNames(
  transport: Transport,
  projectId: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const tags = await transport.send({
    method: "GET",
    class: "read",
    path: `${segment(projectId)}/_apis/wit/tags`,
    schema: listOf(TAG),
    signal,
  });
  return tags.value.map(({ name }) => name);
}
