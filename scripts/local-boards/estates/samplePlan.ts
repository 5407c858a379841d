/** How far an asset of the sample has come; the rungs that tags and states of the sample record. */
export const RUNGS = ["New", "Active", "Resolved", "Staged", "Accepted", "Promoted"] as const;

export type Rung = (typeof RUNGS)[number];

/** A workload of the sample: who owns it, its kind of assets, and how far they have come, least to most. */
export interface WorkloadPlan {
  readonly name: string;
  readonly team: string;
  /** Kinds of its assets, in turn. */
  readonly kinds: readonly string[];
  readonly assets: number;
  /** Rungs of its assets, in turn. */
  readonly rungs: readonly Rung[];
}

/** A small workload of the first release with which a team tried its way; all of it is promoted. */
export interface PilotPlan {
  readonly name: string;
  readonly team: string;
  /** Kinds of its assets, in turn. */
  readonly kinds: readonly string[];
  /** Days from the move of an asset until it was promoted, in turn. */
  readonly settles: readonly number[];
  /** How many of its assets were moved in each sprint, from the first one on. */
  readonly moves: readonly number[];
}

/** A release of the sample with the sprints in which it is worked on, counted from 1. */
export interface ReleasePlan {
  readonly name: string;
  /** What is to be seen in it. */
  readonly condition: string;
  readonly sprints: readonly [first: number, last: number];
  readonly workloads: readonly WorkloadPlan[];
}

export const TEAMS = ["Platform", "Payroll", "Retail", "Finance", "Logistics"] as const;

/** An area beside those of the plan; `--unreadable-area` hides it where a provider must be out of sight. */
export const LEGAL = "Legal";

/** The team that looks after that area too. */
export const LEGAL_OWNER = "Payroll";

/** Sprints of two weeks; the tenth is the current one. */
export const SPRINTS = 16;
export const CURRENT_SPRINT = 10;

/** The sprint in which a freeze let nothing be moved: what was committed in it slipped. */
export const FROZEN_SPRINT = 7;

/** The asset, counted from 0, that was moved, opened again in a later sprint, and moved once more. */
export const REOPENED = { workload: "Store systems", index: 2 } as const;

/** A team that planned a sprint without committing to anything. */
export const UNCOMMITTED = { team: "Retail", sprint: 5 } as const;

const SERVERS = ["vm", "vm", "database"];
const BUSINESS = ["application", "vm", "database", "vm"];
const FILES = ["file-share", "vm", "file-share"];

const NAMES: Readonly<Record<string, string>> = {
  vm: "VM",
  database: "Database",
  "file-share": "File share",
  application: "Application",
  appliance: "Appliance",
};

/** How people call a kind of asset. */
export function kindName(kind: string): string {
  return NAMES[kind] ?? kind;
}

/** Kind and title of an asset of a workload, counted from 0. */
export function plannedAsset({ kinds, name }: WorkloadPlan, index: number): { kind: string; title: string } {
  const kind = kinds[index % kinds.length] ?? "vm";
  return { kind, title: `${kindName(kind)} ${name} ${String(index + 1).padStart(2, "0")}` };
}

/** What the teams promoted before their own releases: without a past of its own no team has a forecast. */
export const PILOTS: readonly PilotPlan[] = [
  {
    name: "Personnel portal",
    team: "Payroll",
    kinds: BUSINESS,
    settles: [28, 42, 63],
    moves: [4, 4, 3, 4, 4, 4, 0, 2],
  },
  { name: "Price service", team: "Retail", kinds: BUSINESS, settles: [28, 49, 77], moves: [3, 4, 3, 4, 4, 5] },
  { name: "Expense claims", team: "Finance", kinds: BUSINESS, settles: [28, 49, 77], moves: [3, 4, 3, 4, 3, 5] },
  { name: "Depot tablets", team: "Logistics", kinds: SERVERS, settles: [28, 42, 70], moves: [1, 2, 1, 2, 1, 2] },
  { name: "Backup vaults", team: "Platform", kinds: SERVERS, settles: [42, 63, 77], moves: [0, 0, 1, 1, 1, 6, 0, 7] },
];

/** Seven releases and their twenty workloads, each release in another condition. */
export const RELEASES: readonly ReleasePlan[] = [
  {
    name: "R1 Foundation",
    condition: "Promoted: every asset went through all stages.",
    sprints: [1, 6],
    workloads: [
      { name: "Identity and DNS", team: "Platform", kinds: SERVERS, assets: 7, rungs: ["Promoted"] },
      { name: "File services", team: "Platform", kinds: FILES, assets: 8, rungs: ["Promoted"] },
      { name: "Monitoring", team: "Platform", kinds: SERVERS, assets: 6, rungs: ["Promoted"] },
    ],
  },
  {
    name: "R2 Payroll",
    condition: "Ready for promotion: every asset was accepted by its users.",
    sprints: [3, 8],
    workloads: [
      { name: "Payroll core", team: "Payroll", kinds: BUSINESS, assets: 9, rungs: ["Accepted"] },
      { name: "Time recording", team: "Payroll", kinds: BUSINESS, assets: 7, rungs: ["Accepted"] },
      { name: "Pensions", team: "Payroll", kinds: SERVERS, assets: 6, rungs: ["Accepted"] },
    ],
  },
  {
    name: "R3 Retail",
    condition: "Ready for UAT: every asset is staged.",
    sprints: [5, 10],
    workloads: [
      { name: "Web shop", team: "Retail", kinds: BUSINESS, assets: 10, rungs: ["Staged"] },
      { name: "Store systems", team: "Retail", kinds: SERVERS, assets: 9, rungs: ["Staged"] },
      { name: "Loyalty programme", team: "Retail", kinds: BUSINESS, assets: 6, rungs: ["Staged"] },
    ],
  },
  {
    name: "R4 Finance",
    condition: "In the middle of it, with blockers of many kinds.",
    sprints: [6, 12],
    workloads: [
      {
        name: "General ledger",
        team: "Finance",
        kinds: BUSINESS,
        assets: 9,
        rungs: ["Staged", "Resolved", "Active", "Resolved"],
      },
      { name: "Invoicing", team: "Finance", kinds: BUSINESS, assets: 10, rungs: ["Resolved", "Resolved", "Staged"] },
      { name: "Treasury", team: "Finance", kinds: SERVERS, assets: 7, rungs: ["Active", "Resolved", "New"] },
      { name: "Financial reporting", team: "Finance", kinds: SERVERS, assets: 6, rungs: ["Resolved"] },
    ],
  },
  {
    name: "R5 Logistics",
    condition: "One of its workloads has no asset yet.",
    sprints: [9, 14],
    workloads: [
      {
        name: "Warehouse",
        team: "Logistics",
        kinds: BUSINESS,
        assets: 9,
        rungs: ["Active", "New", "Active", "Resolved"],
      },
      { name: "Fleet", team: "Logistics", kinds: SERVERS, assets: 7, rungs: ["New", "Active"] },
      { name: "Customs", team: "Logistics", kinds: BUSINESS, assets: 0, rungs: ["New"] },
    ],
  },
  {
    name: "R6 Analytics",
    condition: "An asset is in a state that the organisation added: On hold.",
    sprints: [10, 14],
    workloads: [
      { name: "Data warehouse", team: "Platform", kinds: ["database", "vm"], assets: 8, rungs: ["Resolved", "Active"] },
      { name: "Report portal", team: "Platform", kinds: BUSINESS, assets: 6, rungs: ["Active", "New"] },
    ],
  },
  {
    name: "R7 Heritage",
    condition: "Not started.",
    sprints: [13, 16],
    workloads: [
      { name: "Personnel archive", team: "Payroll", kinds: FILES, assets: 7, rungs: ["New"] },
      { name: "Mainframe bridge", team: "Platform", kinds: ["appliance", "application"], assets: 5, rungs: ["New"] },
    ],
  },
];
