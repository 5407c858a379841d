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

const PROOF = { ...ENTRY, attests: "proof", scope: "workload" } as const;
const TEST = { ...ENTRY, attests: "test", scope: "workload" } as const;
const SIGN_OFF = { ...ENTRY, attests: "signOff", scope: "workload", isIndependent: true } as const;

/**
 * What the Microsoft Cloud Adoption Framework asks of a workload on its way to promotion. Left out is what the engine reads
 * from stages, links and dates by itself (replication, dependencies, open remediation, freezes), and what comes after
 * promotion. An entry that the minimal checklist has too carries the same id, so that a team may change over later.
 */
export const FRAMEWORK_CHECKLIST: readonly EvidenceRule[] = [
  { ...PROOF, id: "change-approved", title: "Change approved", gate: "staging" },
  { ...PROOF, id: "replication-verified", title: "Replication verified", gate: "staging", scope: "asset" },
  { ...PROOF, id: "automated-tests", title: "Automated tests run", gate: "uat", scope: "asset" },
  { ...PROOF, id: "configuration-documented", title: "Configuration documented", gate: "uat", scope: "asset" },
  { ...TEST, id: "test-migration", title: "Test migration passed", gate: "uat", scope: "asset" },
  { ...PROOF, id: "documented", title: "Migration documented", gate: "uat" },
  { ...PROOF, id: "test-plan", title: "Test plan agreed", gate: "uat" },
  { ...PROOF, id: "power-users", title: "Power users prepared", gate: "uat" },
  { ...SIGN_OFF, id: "business-accepted", title: "Accepted by the business", gate: "promotion" },
  { ...SIGN_OFF, id: "security-accepted", title: "Accepted by security", gate: "promotion" },
  { ...SIGN_OFF, id: "plan-approved", title: "Migration plan and rollback authority approved", gate: "promotion" },
  { ...PROOF, id: "compatibility-assessed", title: "Compatibility with the cloud assessed", gate: "promotion" },
  { ...PROOF, id: "architecture-designed", title: "Architecture designed", gate: "promotion" },
  { ...PROOF, id: "business-change-planned", title: "Business change planned", gate: "promotion" },
  { ...PROOF, id: "technical-changes", title: "Technical changes made", gate: "promotion" },
  { ...PROOF, id: "domain-aligned", title: "Domain aligned", gate: "promotion" },
  { ...PROOF, id: "user-routing", title: "User routing set up", gate: "promotion" },
  { ...TEST, id: "routes-tested", title: "Routes of end users tested", gate: "promotion" },
  { ...PROOF, id: "identity-aligned", title: "Identity aligned", gate: "promotion" },
  { ...TEST, id: "performance-validated", title: "Performance validated", gate: "promotion" },
  { ...TEST, id: "performance-checked", title: "Performance checked a last time", gate: "promotion", validDays: 30 },
  { ...PROOF, id: "recovery-validated", title: "Continuity and recovery plan validated", gate: "promotion" },
  { ...TEST, id: "recovery-tested", title: "Continuity and recovery tested", gate: "promotion" },
  { ...TEST, id: "rollback-rehearsed", title: "Rollback rehearsed", gate: "promotion", validDays: 30 },
  { ...PROOF, id: "data-classified", title: "Data classification validated", gate: "promotion" },
  { ...TEST, id: "data-synchronised", title: "Production data synchronised and validated", gate: "promotion" },
  { ...TEST, id: "isolation-tested", title: "Network isolation tested", gate: "promotion" },
  { ...TEST, id: "dependencies-tested", title: "Dependencies reachable", gate: "promotion" },
  { ...PROOF, id: "users-trained", title: "End users trained", gate: "promotion" },
  { ...PROOF, id: "outage-approved", title: "Outage window approved", gate: "promotion" },
  { ...PROOF, id: "timing-communicated", title: "Promotion date communicated", gate: "promotion" },
  { ...PROOF, id: "cutover-communicated", title: "Cutover plan communicated", gate: "promotion" },
  { ...PROOF, id: "costs-validated", title: "Costs compared with the plan", gate: "promotion" },
  {
    ...SIGN_OFF,
    id: "release-approved",
    title: "Release approved",
    gate: "promotion",
    scope: "release",
    isIndependent: false,
  },
  { ...PROOF, id: CONNECTIVITY, title: "Reachable from the cloud", gate: null, scope: "asset" },
];

/** A checklist to choose. */
export interface Checklist {
  readonly id: "minimal" | "framework";
  readonly name: string;
  readonly rules: readonly EvidenceRule[];
}

/** The checklists that the product ships, the shortest first. */
export const CHECKLISTS: readonly Checklist[] = [
  { id: "minimal", name: "Minimal", rules: MINIMAL_CHECKLIST },
  { id: "framework", name: "Cloud Adoption Framework", rules: FRAMEWORK_CHECKLIST },
];
