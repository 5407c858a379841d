import * as v from "valibot";
import type { WorkItem } from "../domain/workItem";
import { ApiError, Cancelled } from "./errors";
import { segment, type Transport } from "./transport";
import { FIELD_NAMES } from "./workItemFields";
import { PATCH_TYPE } from "./batchWriting";

/**
 * Whether this reader may change the work item: asked by a write that Azure DevOps only validates. Null where it can't be
 * told; a write that is refused says why then.
 *
 * @throws Cancelled
 */
export async function mayWrite(
  transport: Transport,
  item: Pick<WorkItem, "id" | "title">,
  signal?: AbortSignal,
): Promise<boolean | null> {
  try {
    await transport.send({
      method: "PATCH",
      class: "read",
      path: `_apis/wit/workitems/${segment(String(item.id))}`,
      query: { validateOnly: true },
      body: [{ op: "add", path: `/fields/${FIELD_NAMES.title}`, value: item.title }],
      contentType: PATCH_TYPE,
      schema: v.unknown(),
      signal,
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    return thrown instanceof ApiError && isForbidden(thrown) ? false : null;
  }
}

function isForbidden({ status, code, typeKey }: ApiError): boolean {
  return status === 403 || code === "TF237111" || /unauthorized|permission/i.test(typeKey);
}
