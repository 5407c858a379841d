import type { Policy } from "../../domain/policy/policy";
import type { Report } from "../../domain/readiness/report";
import type { Snapshot } from "../../domain/snapshot";

/** What each section's editor is given. */
export interface SectionProps {
  readonly policy: Policy;
  readonly onChange: (policy: Policy) => void;
  /** The project as it was read; null before anything was. */
  readonly snapshot: Snapshot | null;
  /** The latest report under the draft, else under what is stored; null before there is one. */
  readonly report: Report | null;
}

/** Names of the project's work item types. */
export function typeNames(snapshot: Snapshot | null): string[] {
  return (snapshot?.types ?? []).map(({ name }) => name);
}
