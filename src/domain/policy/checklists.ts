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

/**
 * What the Microsoft Cloud Adoption Framework asks of a workload on its way to promotion. Left out is what the engine reads
 * from stages, links and dates by itself (replication, dependencies, open remediation, freezes), and what comes after
 * promotion. An entry that the minimal checklist has too carries the same id, so that a team may change over later.
 */
// Marked as pure, so that pages which know the minimal one alone need not load it.
export const FRAMEWORK_CHECKLIST: readonly EvidenceRule[] = /* @__PURE__ */ frameworkRules();

function frameworkRules(): readonly EvidenceRule[] {
  const proof = { ...ENTRY, attests: "proof", scope: "workload" } as const;
  const test = { ...ENTRY, attests: "test", scope: "workload" } as const;
  const signOff = { ...ENTRY, attests: "signOff", scope: "workload", isIndependent: true } as const;
  return [
    { ...proof, id: "change-approved", title: "Change approved", gate: "staging" },
    { ...proof, id: "replication-verified", title: "Replication verified", gate: "staging", scope: "asset" },
    { ...proof, id: "automated-tests", title: "Automated tests run", gate: "uat", scope: "asset" },
    { ...proof, id: "configuration-documented", title: "Configuration documented", gate: "uat", scope: "asset" },
    { ...test, id: "test-migration", title: "Test migration passed", gate: "uat", scope: "asset" },
    { ...proof, id: "documented", title: "Migration documented", gate: "uat" },
    { ...proof, id: "test-plan", title: "Test plan agreed", gate: "uat" },
    { ...proof, id: "power-users", title: "Power users prepared", gate: "uat" },
    { ...signOff, id: "business-accepted", title: "Accepted by the business", gate: "promotion" },
    { ...signOff, id: "security-accepted", title: "Accepted by security", gate: "promotion" },
    { ...signOff, id: "plan-approved", title: "Migration plan and rollback authority approved", gate: "promotion" },
    { ...proof, id: "compatibility-assessed", title: "Compatibility with the cloud assessed", gate: "promotion" },
    { ...proof, id: "architecture-designed", title: "Architecture designed", gate: "promotion" },
    { ...proof, id: "business-change-planned", title: "Business change planned", gate: "promotion" },
    { ...proof, id: "technical-changes", title: "Technical changes made", gate: "promotion" },
    { ...proof, id: "domain-aligned", title: "Domain aligned", gate: "promotion" },
    { ...proof, id: "user-routing", title: "User routing set up", gate: "promotion" },
    { ...test, id: "routes-tested", title: "Routes of end users tested", gate: "promotion" },
    { ...proof, id: "identity-aligned", title: "Identity aligned", gate: "promotion" },
    { ...test, id: "performance-validated", title: "Performance validated", gate: "promotion" },
    { ...test, id: "performance-checked", title: "Performance checked a last time", gate: "promotion", validDays: 30 },
    { ...proof, id: "recovery-validated", title: "Continuity and recovery plan validated", gate: "promotion" },
    { ...test, id: "recovery-tested", title: "Continuity and recovery tested", gate: "promotion" },
    { ...test, id: "rollback-rehearsed", title: "Rollback rehearsed", gate: "promotion", validDays: 30 },
    { ...proof, id: "data-classified", title: "Data classification validated", gate: "promotion" },
    { ...test, id: "data-synchronised", title: "Production data synchronised and validated", gate: "promotion" },
    { ...test, id: "isolation-tested", title: "Network isolation tested", gate: "promotion" },
    { ...test, id: "dependencies-tested", title: "Dependencies reachable", gate: "promotion" },
    { ...proof, id: "users-trained", title: "End users trained", gate: "promotion" },
    { ...proof, id: "outage-approved", title: "Outage window approved", gate: "promotion" },
    { ...proof, id: "timing-communicated", title: "Promotion date communicated", gate: "promotion" },
    { ...proof, id: "cutover-communicated", title: "Cutover plan communicated", gate: "promotion" },
    { ...proof, id: "costs-validated", title: "Costs compared with the plan", gate: "promotion" },
    {
      ...signOff,
      id: "release-approved",
      title: "Release approved",
      gate: "promotion",
      scope: "release",
      isIndependent: false,
    },
    { ...proof, id: CONNECTIVITY, title: "Reachable from the cloud", gate: null, scope: "asset" },
  ];
}

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
