/** What one gate of a release of the sample has to come to. */
export interface ExpectedVerdict {
  /** The release by its name; an unplanned workload by its title. */
  readonly release: string;
  readonly gate: "staging" | "uat" | "promotion";
  readonly verdict: "blocked" | "unknown" | "ready" | "done";
  /** Every code that blocks or leaves it unknown; those that only warn are left out. */
  readonly codes: readonly string[];
  /** How it follows from the definition and the plan of the sample. */
  readonly why: string;
}

/**
 * The verdicts of the sample estate under the mapping that is proposed for it (Agile preset, releases by tag, staged promotion,
 * the minimal checklist), with everything read, histories included. Made by hand from the definition of readiness and the
 * plan of the sample; where the engine and this table differ, find out which is wrong before changing either.
 *
 * Read with it: releases are in the order of their names (R5 and R6 end in the same sprint, the name decides), a workload as
 * provider stands where its least asset stands (D1), and what its own blocker names in the same ledger is not
 * named again as a dependency (D4).
 */
export const SAMPLE_VERDICTS: readonly ExpectedVerdict[] = [
  // R1 Foundation: three workloads and a pilot of each team, every asset promoted, every provider among them.
  {
    release: "R1 Foundation",
    gate: "staging",
    verdict: "done",
    codes: [],
    why: "G1: every asset is past Staged.",
  },
  {
    release: "R1 Foundation",
    gate: "uat",
    verdict: "done",
    codes: [],
    why: "G2: every asset is past Accepted. Monitoring's open proof of this gate warns only: GATE_SKIPPED (G6).",
  },
  {
    release: "R1 Foundation",
    gate: "promotion",
    verdict: "done",
    codes: [],
    why: "G3: every asset and every provider is promoted.",
  },

  // R2 Payroll: every asset in scope accepted; the removed and the retired one of Pensions are out of scope (M4, M7).
  { release: "R2 Payroll", gate: "staging", verdict: "done", codes: [], why: "G1: every asset is past Staged." },
  { release: "R2 Payroll", gate: "uat", verdict: "done", codes: [], why: "G2: every asset is Accepted." },
  {
    release: "R2 Payroll",
    gate: "promotion",
    verdict: "ready",
    codes: [],
    why:
      "G3: UAT is done; providers are in R2 and Accepted, or in R1 and promoted, or an issue of Contoso Network that is Done (D5); " +
      "all sign-offs and rehearsals are given after the last change and by nobody's assignee (E2, E3), of two rehearsals the later " +
      "counts (E1); there is no defect and no freeze. Being overdue warns.",
  },

  // R3 Retail: every asset in scope staged; the abandoned and the retained one are out of scope (M6, M7).
  { release: "R3 Retail", gate: "staging", verdict: "done", codes: [], why: "G1: every asset is Staged." },
  {
    release: "R3 Retail",
    gate: "uat",
    verdict: "ready",
    codes: [],
    why: "G2: staging is done, providers are Staged or promoted, all three proofs of each workload are given after the last change.",
  },
  {
    release: "R3 Retail",
    gate: "promotion",
    verdict: "blocked",
    codes: ["NOT_ACCEPTED"],
    why: "G3: no asset is Accepted. Providers of R3 are behind as well, which their own NOT_ACCEPTED says (D4). No evidence is asked.",
  },

  // R4 Finance: five workloads and one asset without a workload, judged as one more (G5).
  {
    release: "R4 Finance",
    gate: "staging",
    verdict: "blocked",
    codes: [
      "BLOCKER_OPEN",
      "DEP_BEHIND",
      "EVIDENCE_MISSING",
      "EVIDENCE_STALE",
      "NOT_REPLICATED",
      "SCOPE_SPLIT",
      "WAIVER_EXPIRED",
    ],
    why:
      "G1: General ledger, Treasury and the loose asset have assets at Active and New, one of them waived (E4), which leaves the others; " +
      "the issue below General ledger and the one of Contoso Network that Treasury[1] waits for are open (D5); General ledger[1] waits " +
      "for R7's Mainframe bridge[0], later and behind (D3: behind blocks, later is not repeated); Invoicing's archive names no release (M3); " +
      "Treasury's change is not approved, Invoicing's is approved in the future only (§9); the verified replication of General ledger[4] " +
      "is void since it was re-opened (E2); Treasury[3]'s waiver is over. Invoicing[4]'s provider in R6 is Replicated: it warns (D3). " +
      "Financial reporting's provider General ledger is behind by its own blockers (D4). TASKS_OPEN and STAGE_GAP warn.",
  },
  {
    release: "R4 Finance",
    gate: "uat",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "NOT_STAGED", "SCOPE_SPLIT"],
    why:
      "G2: most assets are below Staged; both blocking items and the split hold every gate; Mainframe bridge[0] is New and Data warehouse[4] " +
      "Replicated, both below Staged and later: DEP_BEHIND alone; a waiver of DEP_LATER_RELEASE changes nothing else (L7). No workload " +
      "that is not done with it is asked for evidence of this gate.",
  },
  {
    release: "R4 Finance",
    gate: "promotion",
    verdict: "blocked",
    codes: [
      "BLOCKER_OPEN",
      "DEFECT_OPEN",
      "DEP_LATER_RELEASE",
      "EVIDENCE_STALE",
      "NOT_ACCEPTED",
      "SCOPE_SPLIT",
      "SIGNOFF_MISSING",
      "SIGNOFF_SELF",
    ],
    why:
      "G3: only Tax filing is Accepted; General ledger has an open UAT defect and waits for R7, not promoted (D3); Invoicing[4]'s wait for " +
      "R6 is waived (D6). Of Tax filing the rehearsal ran out and an asset joined after security's sign-off (E2), the business's " +
      "is by an assignee (E3), that of operations is waived by its id (E4). The release's own approval is open (E1).",
  },

  // R5 Logistics: Warehouse and Fleet. Customs has no asset and is no workload (M2): it is listed, and in no verdict.
  {
    release: "R5 Logistics",
    gate: "staging",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_CYCLE", "DEP_UNMAPPED", "EXCLUDED_NEEDED", "NOT_REPLICATED"],
    why:
      "G1: most assets are New or Active; Warehouse[1] and R6's Report portal[2] wait for each other across releases (D2); Fleet[2] " +
      "needs the retained toll terminal without proof that it can be reached (D6), while the weighbridge has it; Fleet[4] needs " +
      "Report portal[0], On hold (D5); the issue related to Fleet[3] is a blocking item (G1). The deleted asset is out of scope (V2).",
  },
  {
    release: "R5 Logistics",
    gate: "uat",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_CYCLE", "DEP_UNMAPPED", "EXCLUDED_NEEDED", "NOT_STAGED"],
    why: "G2: nothing is Staged; circle, stayer, unmapped provider and blocking item hold every gate.",
  },
  {
    release: "R5 Logistics",
    gate: "promotion",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_CYCLE", "DEP_UNMAPPED", "EXCLUDED_NEEDED", "NOT_ACCEPTED"],
    why:
      "G3: nothing is Accepted, the rest as at staging. That R6 is later is not said again of Report portal[0] and [2]: of one root the " +
      "circle and the unmapped state come first (D4).",
  },

  // R6 Analytics: Report portal, and Data warehouse, which R7 claims too; R6 is earlier and owns it (§9).
  {
    release: "R6 Analytics",
    gate: "staging",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "DEP_CYCLE", "NOT_REPLICATED", "STATE_UNMAPPED"],
    why:
      "G1: half of Data warehouse is Active, Report portal and what was rolled back are below Replicated; Report portal[0] is On hold, " +
      "which no waiver changes (M4, E4); Report portal[2] needs Warehouse, a part of which needs it (D2), and the other parts are behind " +
      "outside of that circle: outside edges apply (D2); Data warehouse[1] waits for an open issue (D5). STAGE_REGRESSED warns.",
  },
  {
    release: "R6 Analytics",
    gate: "uat",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "DEP_CYCLE", "NOT_STAGED", "STATE_UNMAPPED"],
    why: "G2: nothing is Staged; circle, what is behind outside of it, unmapped state and open issue hold every gate.",
  },
  {
    release: "R6 Analytics",
    gate: "promotion",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "DEP_CYCLE", "NOT_ACCEPTED", "STATE_UNMAPPED"],
    why: "G3: nothing is Accepted; circle, what is behind outside of it, unmapped state and open issue hold every gate.",
  },

  // R7 Heritage: Personnel archive and Mainframe bridge, not begun, and Data warehouse once more.
  {
    release: "R7 Heritage",
    gate: "staging",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "NOT_REPLICATED"],
    why:
      "G1: all assets of its own are New; Personnel archive[0] needs the legal hold archive, New, without a workload or release and so in no " +
      "ledger (D4); Data warehouse[1] waits for an open issue (D5). The claim of two releases blocks neither (§9).",
  },
  {
    release: "R7 Heritage",
    gate: "uat",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "NOT_STAGED"],
    why: "G2: nothing is Staged, the legal hold archive neither; the open issue holds every gate.",
  },
  {
    release: "R7 Heritage",
    gate: "promotion",
    verdict: "blocked",
    codes: ["BLOCKER_OPEN", "DEP_BEHIND", "NOT_ACCEPTED"],
    why:
      "G3: nothing is Accepted; the legal hold archive is not promoted and in no release, hence in none that is later (D3); the open issue " +
      "holds every gate.",
  },

  // R8 Branch offices: named by one Feature with nothing below it.
  {
    release: "R8 Branch offices",
    gate: "staging",
    verdict: "unknown",
    codes: ["EMPTY_SCOPE"],
    why: "V2: a release without an asset is never ready.",
  },
  {
    release: "R8 Branch offices",
    gate: "uat",
    verdict: "unknown",
    codes: ["EMPTY_SCOPE"],
    why: "V2: as at staging.",
  },
  {
    release: "R8 Branch offices",
    gate: "promotion",
    verdict: "unknown",
    codes: ["EMPTY_SCOPE"],
    why: "V2: as at staging.",
  },

  // Badge readers: unplanned (M3), three assets at New, nothing linked and nothing asked.
  {
    release: "Badge readers",
    gate: "staging",
    verdict: "blocked",
    codes: ["NOT_REPLICATED"],
    why: "G1: its three assets are New. Without a release there is no split (M3).",
  },
  { release: "Badge readers", gate: "uat", verdict: "blocked", codes: ["NOT_STAGED"], why: "G2: they are New." },
  {
    release: "Badge readers",
    gate: "promotion",
    verdict: "blocked",
    codes: ["NOT_ACCEPTED"],
    why: "G3: they are New.",
  },
];
