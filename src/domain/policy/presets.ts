import type { WorkItemTypeInfo } from "../snapshot";
import { fold } from "../text";
import type { Stage } from "../readiness/stage";
import { MINIMAL_CHECKLIST } from "./checklists";
import type { Policy, PresetId, Signal, StateRow } from "./policy";

/** What the product ships for one process (M10): the table from state to stage, and the signals above it. */
export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  /** The usual type of an asset and of a workload in this process. */
  readonly assetType: string;
  readonly workloadType: string;
  /** State → stage; a state that is missing here stays unmapped until a person maps it (M4). */
  readonly states: Readonly<Record<string, Stage>>;
  /** Every state of the asset's type is Pending, Closed too: the stage lives in the tasks. */
  readonly everyStatePending: boolean;
  readonly signals: readonly Signal[];
}

/** The asset tasks of the Cloud Adoption Framework's plan template. */
export const FRAMEWORK_ASSET_TASKS = [
  "Assess",
  "Migrate",
  "Optimize workload(s)",
  "Secure and Manage",
  "Document configuration",
] as const;

/** The stories of the framework's Workload Template that describe a phase; both spellings of the last one are in use. */
export const FRAMEWORK_PHASE_TITLES = [
  "Prerequisites",
  "Assess the workload",
  "Test workload",
  "Optimize workload assets",
  "Promote workload",
  "Decom*ission retired assets",
] as const;

const LATER_STAGES_BY_TAG: readonly Signal[] = [
  { kind: "tag", stage: "Staged", tag: "stage:staged" },
  { kind: "tag", stage: "Accepted", tag: "stage:accepted" },
  { kind: "tag", stage: "Promoted", tag: "stage:promoted" },
];

const FRAMEWORK_SIGNALS: readonly Signal[] = [
  { kind: "childTask", stage: "Assessed", titles: ["Assess"], when: "finished" },
  { kind: "childTask", stage: "Replicating", titles: ["Migrate"], when: "started" },
  { kind: "childTask", stage: "Replicated", titles: ["Migrate"], when: "finished" },
  { kind: "childTask", stage: "Staged", titles: ["Document configuration"], when: "finished" },
  { kind: "phaseItem", stage: "InTest", titles: ["Manual test with power users"], when: "started" },
  { kind: "phaseItem", stage: "Accepted", titles: ["Manual test with power users"], when: "finished" },
  { kind: "phaseItem", stage: "Promoted", titles: ["Promotion"], when: "finished" },
];

const AGILE_STATES = { New: "Pending", Active: "Replicating", Resolved: "Replicated", Closed: "Replicated" } as const;

/** The presets of M10. */
export const PRESETS: readonly Preset[] = [
  {
    id: "agile",
    name: "Agile",
    assetType: "User Story",
    workloadType: "Feature",
    states: AGILE_STATES,
    everyStatePending: false,
    signals: LATER_STAGES_BY_TAG,
  },
  {
    id: "scrum",
    name: "Scrum",
    assetType: "Product Backlog Item",
    workloadType: "Feature",
    states: { New: "Pending", Approved: "Assessed", Committed: "Replicating", Done: "Replicated" },
    everyStatePending: false,
    signals: LATER_STAGES_BY_TAG,
  },
  {
    id: "cmmi",
    name: "CMMI",
    assetType: "Requirement",
    workloadType: "Feature",
    states: { Proposed: "Pending", Active: "Replicating", Resolved: "Replicated", Closed: "Replicated" },
    everyStatePending: false,
    signals: LATER_STAGES_BY_TAG,
  },
  {
    id: "basic",
    name: "Basic",
    assetType: "Issue",
    workloadType: "Epic",
    states: { "To Do": "Pending", Doing: "Replicating", Done: "Replicated" },
    everyStatePending: false,
    signals: LATER_STAGES_BY_TAG,
  },
  {
    id: "framework",
    name: "Framework template (Agile)",
    assetType: "User Story",
    workloadType: "Feature",
    states: {},
    everyStatePending: true,
    signals: FRAMEWORK_SIGNALS,
  },
];

/** The preset with this id. */
export function presetOf(id: PresetId): Preset {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (preset === undefined) throw new Error(`There is no preset "${id}".`);
  return preset;
}

/**
 * The state table that a preset gives for the project's own types (M4): a row for each state that it knows. A state of
 * category Removed needs no row, and a custom state gets none: it stays unmapped until a person decides.
 */
export function stateTableOf(
  preset: Preset,
  assetTypes: readonly string[],
  types: readonly WorkItemTypeInfo[],
): StateRow[] {
  const stageByState = new Map(Object.entries(preset.states).map(([state, stage]) => [fold(state), stage]));
  return assetTypes.flatMap((assetType) => {
    const type = types.find(({ name }) => fold(name) === fold(assetType));
    return (type?.states ?? []).flatMap(({ name, category }) => {
      if (category === "Removed") return [];
      const stage = preset.everyStatePending ? "Pending" : stageByState.get(fold(name));
      return stage === undefined ? [] : [{ type: assetType, state: name, stage }];
    });
  });
}

/** The link that ties two items without saying more; the usual way to attach a blocker or a waiver. */
export const RELATED = "System.LinkTypes.Related";

/** The parts of a policy that are the same for every preset: defaults of M5–M9 that a team may change. */
export const POLICY_DEFAULTS = {
  schemaVersion: 1,
  notDoneReasons: ["Cut", "Deferred", "Obsolete", "Abandoned", "Duplicate", "Rejected", "Out of scope"],
  strategy: { kind: "tag", prefix: "strategy:" },
  assetKind: { kind: "tag", prefix: "kind:" },
  blockingItems: { types: [], tags: ["blocker"], links: [RELATED] },
  uatDefects: { types: ["Bug"], tags: ["uat"], links: [RELATED] },
  dependencies: { serves: [], soft: [RELATED] },
  tasks: {
    activities: [
      { titles: ["Assess", "Assess *"], stage: "Assessed" },
      { titles: ["Migrate", "Migrate *", "Replicate", "Replicate *"], stage: "Replicated" },
    ],
    block: false,
  },
  evidence: { types: ["Task"], checklist: MINIMAL_CHECKLIST },
  areas: [],
  inventory: { isDemanded: false },
  planning: { doneStage: "Replicated", graceDays: 1, commitmentTag: "committed:", outages: [] },
  labels: { release: "Release" },
} as const satisfies Partial<Policy>;

/** Tags that take one item in or out of the assets, whatever the rule says (M1). */
export const ASSET_TAGS = { includeTag: "asset", excludeTag: "not-an-asset" } as const;
