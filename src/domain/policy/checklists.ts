import type { EvidenceRule } from "./policy";

/** The evidence that satisfies a dependency on what stays where it is (D6); no gate asks for it. */
export const CONNECTIVITY = "connectivity";

const ENTRY = { isRequired: false, isIndependent: false, validDays: null } as const;

/** The checklist that a new policy begins with: what nobody wants to have missed. Nothing in it is asked for until a team asks (E1). */
export const MINIMAL_CHECKLIST: readonly EvidenceRule[] = [
  { ...ENTRY, id: "change-approved", title: "Change approved", gate: "staging", attests: "proof", scope: "workload" },
  {
    ...ENTRY,
    id: "replication-verified",
    title: "Replication verified",
    gate: "staging",
    attests: "proof",
    scope: "asset",
  },
  { ...ENTRY, id: "test-plan", title: "Test plan agreed", gate: "uat", attests: "proof", scope: "workload" },
  { ...ENTRY, id: "staging-tested", title: "Staging tested", gate: "uat", attests: "test", scope: "workload" },
  { ...ENTRY, id: "documented", title: "Migration documented", gate: "uat", attests: "proof", scope: "workload" },
  {
    ...ENTRY,
    id: "business-accepted",
    title: "Accepted by the business",
    gate: "promotion",
    attests: "signOff",
    scope: "workload",
    isIndependent: true,
  },
  {
    ...ENTRY,
    id: "security-accepted",
    title: "Accepted by security",
    gate: "promotion",
    attests: "signOff",
    scope: "workload",
    isIndependent: true,
  },
  {
    ...ENTRY,
    id: "operations-accepted",
    title: "Accepted by operations",
    gate: "promotion",
    attests: "signOff",
    scope: "workload",
  },
  {
    ...ENTRY,
    id: "rollback-rehearsed",
    title: "Rollback rehearsed",
    gate: "promotion",
    attests: "test",
    scope: "workload",
    validDays: 30,
  },
  {
    ...ENTRY,
    id: "release-approved",
    title: "Release approved",
    gate: "promotion",
    attests: "signOff",
    scope: "release",
  },
  {
    ...ENTRY,
    id: CONNECTIVITY,
    title: "Reachable from the cloud",
    gate: null,
    attests: "proof",
    scope: "asset",
  },
];
