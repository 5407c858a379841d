import type { Policy } from "../domain/policy/policy";
import { GATES } from "../domain/readiness/report";
import type { Loss } from "../domain/snapshot";
import { Cancelled, textOf } from "./errors";
import type { Transport } from "./transport";
import { idPages, LARGEST_PAGE, quoted } from "./wiql";
import { FIELD_NAMES } from "./workItemFields";

/** Ids, or why they are not known. */
export interface FoundWaivers {
  readonly ids: readonly number[];
  readonly losses: readonly Loss[];
}

/**
 * The work items of the project that ask to waive a freeze, or that do (E4): of whatever release, in one query. A policy
 * without freezes is asked for none.
 *
 * @throws Cancelled
 */
export async function freezeWaivers(
  transport: Transport,
  projectId: string,
  policy: Policy,
  signal: AbortSignal,
): Promise<FoundWaivers> {
  if (!policy.releases.settings.some(({ freezes }) => (freezes?.length ?? 0) > 0)) return { ids: [], losses: [] };
  const tags = ["waiver:FREEZE", ...GATES.map((gate) => `waiver:FREEZE:${gate}`)];
  const where = `(${tags.map((tag) => `[${FIELD_NAMES.tags}] CONTAINS ${quoted(tag)}`).join(" OR ")})`;
  const ids: number[] = [];
  try {
    for await (const page of idPages(transport, { projectId, where, pageSize: LARGEST_PAGE, asOf: null, signal })) {
      ids.push(...page.ids);
    }
    return { ids, losses: [] };
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    const message = `The waivers of freezes could not be listed. ${textOf(thrown)}`;
    return { ids, losses: [{ kind: "query", message }] };
  }
}
