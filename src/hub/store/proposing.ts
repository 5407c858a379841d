/** What a proposal takes, in a part of its own: a project that has its mapping never loads it. */
import type { Policy } from "../../domain/policy/policy";
import { type Chosen, isComplete, policyFrom, propose, type Proposal } from "../../domain/policy/proposal";
import { assess } from "../../domain/readiness/assess";
import type { Snapshot } from "../../domain/snapshot";
import type { Proposing } from "./state";

/** A mapping that the project seems to use, with what it would say today. */
export function proposalOf(
  snapshot: Snapshot,
  current: Policy | null,
): Pick<Proposing, "snapshot" | "proposal" | "chosen" | "preview"> {
  const proposal = propose(snapshot, current);
  const { chosen } = proposal;
  return { snapshot, proposal, chosen, preview: previewOf(snapshot, proposal, chosen) };
}

/** The mapping that these choices make, with the report that it gives; null while something is left to choose. */
export function previewOf(snapshot: Snapshot, proposal: Proposal, chosen: Chosen): Proposing["preview"] {
  if (!isComplete(proposal)) return null;
  const policy = policyFrom(snapshot, proposal, chosen);
  return { policy, report: assess(snapshot, policy, snapshot.asOf) };
}
