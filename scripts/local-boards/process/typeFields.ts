import type { FieldValue, ProcessName } from "../model/estate";
import type { Process, WorkItemTypeDefinition } from "./definition";
import type { FieldCatalogue, FieldDefinition } from "./fields";
import { firstState } from "./process";

/** A field as a work item type has it. */
export interface TypeField {
  readonly field: FieldDefinition;
  /** Whether a work item can never be without it. */
  readonly isAlwaysRequired: boolean;
  /** What a new work item begins with; null for nothing. */
  readonly defaultValue: FieldValue | null;
  /** The values that there are to choose from; empty where there is no list. */
  readonly allowedValues: readonly FieldValue[];
  /** Fields that are set or checked anew when this one changes. */
  readonly dependentFields: readonly FieldDefinition[];
}

const PREFIX = "Microsoft.VSTS.";

/** What every type has besides its system fields, without the prefix; the rank is the process's own [D]. */
const EVERY_TYPE: readonly string[] = [
  "Common.StateChangeDate",
  "Common.ActivatedDate",
  "Common.ActivatedBy",
  "Common.ResolvedDate",
  "Common.ResolvedBy",
  "Common.ClosedDate",
  "Common.ClosedBy",
  "Common.Priority",
  "Build.IntegrationBuild",
];

const PORTFOLIO: readonly string[] = [
  "Common.ValueArea",
  "Common.BusinessValue",
  "Common.TimeCriticality",
  "Scheduling.Effort",
  "Scheduling.StartDate",
  "Scheduling.TargetDate",
];
const WORK: readonly string[] = ["Scheduling.OriginalEstimate", "Scheduling.RemainingWork", "Scheduling.CompletedWork"];
const DATES: readonly string[] = ["Scheduling.StartDate", "Scheduling.FinishDate"];
const DEFECT: readonly string[] = [
  "Common.Severity",
  "Common.ValueArea",
  "TCM.ReproSteps",
  "TCM.SystemInfo",
  "Build.FoundIn",
];
const CMMI_WORK: readonly string[] = [
  "Common.Discipline",
  "Scheduling.OriginalEstimate",
  "Scheduling.RemainingWork",
  "Scheduling.Size",
];

/** What else a type has, by process and type: Agile, Scrum and CMMI [D], Basic [?]. */
const OF_TYPE: Readonly<Record<ProcessName, Readonly<Record<string, readonly string[]>>>> = {
  Agile: {
    Bug: [...DEFECT, ...WORK, "Common.Activity", "Scheduling.StoryPoints"],
    Epic: [...PORTFOLIO, "Common.Risk"],
    Feature: [...PORTFOLIO, "Common.Risk"],
    Issue: ["Common.Activity", "Scheduling.StoryPoints", "Scheduling.RemainingWork"],
    Task: [...WORK, ...DATES, "Common.Activity"],
    "User Story": [...DATES, "Common.AcceptanceCriteria", "Common.Risk", "Common.ValueArea", "Scheduling.StoryPoints"],
  },
  Scrum: {
    Bug: [...DEFECT, "Common.AcceptanceCriteria", "Common.Activity", "Scheduling.Effort", "Scheduling.RemainingWork"],
    Epic: [...PORTFOLIO, "Common.AcceptanceCriteria"],
    Feature: [...PORTFOLIO, "Common.AcceptanceCriteria"],
    Impediment: ["Scheduling.Effort"],
    "Product Backlog Item": [
      "Common.AcceptanceCriteria",
      "Common.BusinessValue",
      "Common.ValueArea",
      "Scheduling.Effort",
    ],
    Task: ["Common.Activity", "Scheduling.RemainingWork"],
  },
  CMMI: {
    Bug: [...DEFECT, ...CMMI_WORK, "Scheduling.CompletedWork"],
    "Change Request": CMMI_WORK,
    Epic: PORTFOLIO,
    Feature: PORTFOLIO,
    Issue: [...CMMI_WORK, "Common.Severity"],
    Requirement: [...DATES, "Common.ValueArea", "Scheduling.OriginalEstimate", "Scheduling.Size"],
    Risk: [...CMMI_WORK, "Common.Severity", "Build.FoundIn"],
    Task: [...WORK, ...DATES, "Common.Discipline"],
  },
  Basic: {
    Epic: ["Scheduling.Effort", "Scheduling.StartDate", "Scheduling.TargetDate"],
    Issue: ["Scheduling.Effort"],
    Task: ["Common.Activity", "Scheduling.RemainingWork"],
  },
};

/** Fields of the organisation that no type lists [C]. */
const OF_NO_TYPE: readonly string[] = ["System.PersonId", "System.IsDeleted"];

/** Lists to choose from, and what a new work item begins with [D]. */
const LISTS: Readonly<Record<string, { readonly values: readonly FieldValue[]; readonly first?: FieldValue }>> = {
  "Microsoft.VSTS.Common.Priority": { values: [1, 2, 3, 4], first: 2 },
  "Microsoft.VSTS.Common.Severity": {
    values: ["1 - Critical", "2 - High", "3 - Medium", "4 - Low"],
    first: "3 - Medium",
  },
  "Microsoft.VSTS.Common.Risk": { values: ["1 - High", "2 - Medium", "3 - Low"] },
  "Microsoft.VSTS.Common.ValueArea": { values: ["Architectural", "Business"], first: "Business" },
  "Microsoft.VSTS.Common.Activity": {
    values: ["Deployment", "Design", "Development", "Documentation", "Requirements", "Testing"],
  },
  "Microsoft.VSTS.Common.Discipline": {
    values: ["Analysis", "Development", "Test", "User Education", "User Experience"],
  },
};

/** What a published answer of the service calls required [C], and Value Area, which the process requires [D]. */
const ALWAYS_REQUIRED: readonly string[] = [
  "System.Title",
  "System.State",
  "System.AreaId",
  "System.IterationId",
  "Microsoft.VSTS.Common.ValueArea",
];

/** What the workflow sets with the state [D]; that other fields have no dependants is [?]. */
const SET_WITH_STATE: readonly string[] = [
  "System.Reason",
  ...EVERY_TYPE.filter((name) => /(Date|By)$/.test(name)).map((name) => PREFIX + name),
];

/** The fields of a work item type, in the catalogue's order; those that the organisation added are on every type [?]. */
export function fieldsOfType(
  process: Process,
  type: WorkItemTypeDefinition,
  catalogue: FieldCatalogue,
): readonly TypeField[] {
  const own = new Set(
    [...EVERY_TYPE, ...(OF_TYPE[process.name][type.name] ?? [])].map((name) => PREFIX + name).concat(process.rankField),
  );
  const has = ({ referenceName }: FieldDefinition): boolean =>
    own.has(referenceName) || (!referenceName.startsWith(PREFIX) && !OF_NO_TYPE.includes(referenceName));
  const setWithState = SET_WITH_STATE.map((name) => catalogue.find(name)).filter((field) => field !== null);
  return catalogue.all.filter(has).map((field) => ({
    field,
    isAlwaysRequired: ALWAYS_REQUIRED.includes(field.referenceName),
    dependentFields: field.referenceName === "System.State" ? setWithState : [],
    ...choices(field, type),
  }));
}

function choices(
  { referenceName }: FieldDefinition,
  type: WorkItemTypeDefinition,
): Pick<TypeField, "allowedValues" | "defaultValue"> {
  if (referenceName === "System.State") {
    return { allowedValues: type.states.map(({ name }) => name), defaultValue: firstState(type) };
  }
  if (referenceName === "System.Reason") {
    const reasons = Object.values(type.transitions).flatMap((targets) => Object.values(targets).flat());
    return { allowedValues: [...new Set(reasons)].sort(), defaultValue: null };
  }
  const list = LISTS[referenceName];
  return { allowedValues: list?.values ?? [], defaultValue: list?.first ?? null };
}
