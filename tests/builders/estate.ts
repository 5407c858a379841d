import type { Policy, PresetId } from "../../src/domain/policy/policy";
import { ASSET_TAGS, POLICY_DEFAULTS, presetOf, stateTableOf } from "../../src/domain/policy/presets";
import { FRAMEWORK_ASSET_TASKS, FRAMEWORK_PHASE_TITLES } from "../../src/domain/policy/presets";
import type { Snapshot, WorkItemTypeInfo } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";

/** A Monday in the middle of everything the tests build. */
export const NOW = Date.parse("2026-11-23T09:00:00Z");

/** A day as an instant at midnight UTC. */
export function day(text: string): number {
  return Date.parse(`${text}T00:00:00Z`);
}

const AGILE_STATES: WorkItemTypeInfo["states"] = [
  { name: "New", category: "Proposed" },
  { name: "Active", category: "InProgress" },
  { name: "Resolved", category: "Resolved" },
  { name: "Closed", category: "Completed" },
  { name: "Removed", category: "Removed" },
];

/** The Agile types that the tests use; User Story has the custom state On hold besides. */
export const AGILE_TYPES: readonly WorkItemTypeInfo[] = [
  { name: "Epic", states: AGILE_STATES },
  { name: "Feature", states: AGILE_STATES },
  { name: "User Story", states: [...AGILE_STATES, { name: "On hold", category: "InProgress" }] },
  { name: "Task", states: AGILE_STATES },
  { name: "Bug", states: AGILE_STATES },
  { name: "Issue", states: AGILE_STATES },
];

/** A work item as it is on the day it was made: a new, untagged User Story of its own, last changed in January 2026. */
export function workItem(id: number, changes: Partial<WorkItem> = {}): WorkItem {
  const january = day("2026-01-05");
  return {
    id,
    rev: 1,
    type: "User Story",
    state: "New",
    reason: "",
    title: `Item ${id}`,
    areaPath: "Contoso",
    iterationPath: "Contoso",
    tags: [],
    parent: null,
    children: null,
    predecessors: null,
    successors: null,
    assignedTo: null,
    createdBy: null,
    closedBy: null,
    effort: null,
    priority: null,
    boardColumn: null,
    createdDate: january,
    changedDate: january,
    stateChangeDate: january,
    closedDate: null,
    fields: {},
    ...changes,
  };
}

/** A workload candidate. */
export function feature(id: number, changes: Partial<WorkItem> = {}): WorkItem {
  return workItem(id, { type: "Feature", title: `Workload ${id}`, ...changes });
}

/** An asset below a workload: a User Story of kind vm. */
export function asset(id: number, parent: number | null, changes: Partial<WorkItem> = {}): WorkItem {
  return workItem(id, { title: `VM ${id}`, parent, ...changes, tags: ["kind:vm", ...(changes.tags ?? [])] });
}

/** A task. */
export function task(id: number, parent: number, title: string, changes: Partial<WorkItem> = {}): WorkItem {
  return workItem(id, { type: "Task", parent, title, ...changes });
}

/** A snapshot of these items, read whole. */
export function snapshot(workItems: readonly WorkItem[], changes: Partial<Snapshot> = {}): Snapshot {
  return {
    asOf: NOW,
    project: { id: "p1", name: "Contoso" },
    reader: { id: "u1", displayName: "Kim" },
    types: AGILE_TYPES,
    iterations: [{ path: "Contoso", name: "Contoso", level: 0, startDate: null, finishDate: null }],
    workItems,
    deleted: [],
    links: [],
    histories: [],
    records: [],
    losses: [],
    ...changes,
  };
}

/** The Agile preset: assets are User Stories with a `kind:` tag below Features, releases are tags. */
export function policy(changes: Partial<Policy> = {}, preset: PresetId = "agile"): Policy {
  const { signals } = presetOf(preset);
  return {
    ...POLICY_DEFAULTS,
    preset,
    assets: { types: ["User Story"], when: [{ kind: "tag", tag: "kind:*" }], phaseTitles: [], ...ASSET_TAGS },
    workloads: { types: ["Feature"], confirmed: [], splits: [] },
    releases: {
      source: { kind: "tag", prefix: "release:" },
      assetsFollowWorkload: true,
      defaultModel: "staged",
      settings: [],
    },
    stateTable: stateTableOf(presetOf(preset), ["User Story"], AGILE_TYPES),
    signals,
    ...changes,
  };
}

/** The framework preset: assets are the stories with the framework's asset tasks, and their stage lives in the tasks. */
export function frameworkPolicy(changes: Partial<Policy> = {}): Policy {
  return policy(
    {
      assets: {
        types: ["User Story"],
        when: [{ kind: "childTasks", titles: FRAMEWORK_ASSET_TASKS, atLeast: 2 }],
        phaseTitles: FRAMEWORK_PHASE_TITLES,
        ...ASSET_TAGS,
      },
      ...changes,
    },
    "framework",
  );
}

/** Tags that put an asset in state Resolved onto these rungs. */
export const STAGED = ["stage:staged"];
export const ACCEPTED = [...STAGED, "stage:accepted"];
export const PROMOTED = [...ACCEPTED, "stage:promoted"];

const SIMPLE_STATES: WorkItemTypeInfo["states"] = [
  { name: "To Do", category: "Proposed" },
  { name: "Doing", category: "InProgress" },
  { name: "Done", category: "Completed" },
];
const SCRUM_STATES: WorkItemTypeInfo["states"] = [
  { name: "New", category: "Proposed" },
  { name: "Approved", category: "Proposed" },
  { name: "Committed", category: "InProgress" },
  { name: "Done", category: "Completed" },
  { name: "Removed", category: "Removed" },
];
const CMMI_STATES: WorkItemTypeInfo["states"] = [
  { name: "Proposed", category: "Proposed" },
  { name: "Active", category: "InProgress" },
  { name: "Resolved", category: "Resolved" },
  { name: "Closed", category: "Completed" },
];

/** The types of the process that a preset is for: those of its assets, workloads and tasks. */
export const PROCESS_TYPES: Readonly<Record<PresetId, readonly WorkItemTypeInfo[]>> = {
  agile: AGILE_TYPES,
  framework: AGILE_TYPES,
  scrum: [
    { name: "Feature", states: SCRUM_STATES },
    { name: "Product Backlog Item", states: SCRUM_STATES },
    { name: "Task", states: SIMPLE_STATES },
  ],
  cmmi: [
    { name: "Feature", states: CMMI_STATES },
    { name: "Requirement", states: CMMI_STATES },
    { name: "Task", states: CMMI_STATES },
  ],
  basic: [
    { name: "Epic", states: SIMPLE_STATES },
    { name: "Issue", states: SIMPLE_STATES },
    { name: "Task", states: SIMPLE_STATES },
  ],
};

/** The policy that a preset gives in its own process; for the framework, {@link frameworkPolicy}. */
export function presetPolicy(id: PresetId, changes: Partial<Policy> = {}): Policy {
  if (id === "framework") return frameworkPolicy(changes);
  const preset = presetOf(id);
  return policy(
    {
      assets: { types: [preset.assetType], when: [{ kind: "tag", tag: "kind:*" }], phaseTitles: [], ...ASSET_TAGS },
      workloads: { types: [preset.workloadType], confirmed: [], splits: [] },
      stateTable: stateTableOf(preset, [preset.assetType], PROCESS_TYPES[id]),
      ...changes,
    },
    id,
  );
}

/** An asset with the framework's asset tasks, numbered from its own id on: Assess, Migrate, Document configuration. */
export function frameworkAsset(
  id: number,
  parent: number | null,
  tasks: readonly [assess: string, migrate: string, document: string] = ["New", "New", "New"],
  changes: Partial<WorkItem> = {},
): WorkItem[] {
  const titles = ["Assess", "Migrate", "Document configuration"] as const;
  return [
    workItem(id, { title: `VM ${id}`, parent, ...changes }),
    ...titles.map((title, index) => task(id + index + 1, id, title, { state: tasks[index] ?? "New" })),
  ];
}
