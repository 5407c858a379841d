import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type * as v from "valibot";
import { SYSTEM_FIELDS } from "../../../scripts/local-boards/process/fields";
import { NAMED } from "../../../src/boards/choices";
import { MADE } from "../../../src/boards/creating";
import { MEMBER_CAPACITY, TEAM_CAPACITY } from "../../../src/boards/planning/capacity";
import { BACKLOG_FIELDS } from "../../../src/boards/planning/effortField";
import {
  TEAM,
  TEAM_DAYS_OFF,
  TEAM_FIELD_VALUES,
  TEAM_ITERATION,
  TEAM_SETTINGS,
} from "../../../src/boards/planning/teams";
import { LATEST, RECYCLED } from "../../../src/boards/recycling";
import { REVISION, REVISION_FIELD_NAMES, REVISION_PAGE } from "../../../src/boards/revisions";
import {
  CLASSIFICATION_NODE,
  DELETED_ITEM,
  DELETED_REFERENCE,
  FIELD,
  LINK_QUERY_RESULT,
  QUERY_RESULT,
  RELATION_TYPE,
  WORK_ITEM_TYPE,
} from "../../../src/boards/schemas";
import { TAG } from "../../../src/boards/tags";
import { ERROR_BODY } from "../../../src/boards/transport";
import { ITEM } from "../../../src/boards/workItemMapping";
import { WITH_ID } from "../../../src/boards/workItems";
import { CURRENT } from "../../../src/boards/itemEdits";
import { WRITTEN } from "../../../src/boards/writing";
import { type Area, OpenApi, present, type Schema } from "../local-boards/openapi";

const IDENTITY = ["displayName", "id", "imageUrl", "uniqueName"];
const FIELDS = [
  "Microsoft.VSTS.Common.ClosedBy",
  ...IDENTITY.map((name) => `Microsoft.VSTS.Common.ClosedBy/${name}`),
  "Microsoft.VSTS.Common.ClosedDate",
  "Microsoft.VSTS.Common.Priority",
  "Microsoft.VSTS.Common.StateChangeDate",
  "Microsoft.VSTS.Scheduling.Effort",
  "Microsoft.VSTS.Scheduling.Size",
  "Microsoft.VSTS.Scheduling.StoryPoints",
  "System.AreaPath",
  "System.AssignedTo",
  ...IDENTITY.map((name) => `System.AssignedTo/${name}`),
  "System.BoardColumn",
  "System.ChangedDate",
  "System.CreatedBy",
  ...IDENTITY.map((name) => `System.CreatedBy/${name}`),
  "System.CreatedDate",
  "System.IterationPath",
  "System.Parent",
  "System.Reason",
  "System.State",
  "System.Tags",
  "System.Title",
  "System.WorkItemType",
];

const CAPACITY = [
  "activities",
  "activities/capacityPerDay",
  "daysOff",
  "daysOff/end",
  "daysOff/start",
  "teamMember",
  "teamMember/displayName",
];

/** What the product reads of each answer: its schema, the definition in the document of work item tracking or `area:` another, properties. */
const READ: readonly (readonly [
  name: string,
  schema: v.GenericSchema,
  definition: string,
  reads: readonly string[],
])[] = [
  ["QUERY_RESULT", QUERY_RESULT, "WorkItemQueryResult", ["asOf", "workItems", "workItems/id"]],
  [
    "LINK_QUERY_RESULT",
    LINK_QUERY_RESULT,
    "WorkItemQueryResult",
    [
      "workItemRelations",
      "workItemRelations/rel",
      "workItemRelations/source",
      "workItemRelations/source/id",
      "workItemRelations/target",
      "workItemRelations/target/id",
    ],
  ],
  ["RELATION_TYPE", RELATION_TYPE, "WorkItemRelationType", ["referenceName"]],
  ["WITH_ID", WITH_ID, "WorkItem", ["id"]],
  [
    "ITEM",
    ITEM,
    "WorkItem",
    ["fields", ...FIELDS.map((name) => `fields/${name}`), "id", "relations", "relations/rel", "relations/url", "rev"],
  ],
  ["NAMED", NAMED, "WorkItem", ["fields", "fields/System.Title", "fields/System.WorkItemType", "id"]],
  [
    "MADE",
    MADE,
    "WorkItem",
    [
      "fields",
      "fields/System.AreaPath",
      "fields/System.CreatedDate",
      "fields/System.IterationPath",
      "fields/System.Parent",
      "fields/System.State",
      "fields/System.Tags",
      "fields/System.Title",
      "fields/System.WorkItemType",
      "id",
      "rev",
    ],
  ],
  [
    "LATEST",
    LATEST,
    "WorkItem",
    [
      "fields",
      "fields/System.ChangedBy",
      ...IDENTITY.map((name) => `fields/System.ChangedBy/${name}`),
      "fields/System.ChangedDate",
      "relations",
      "relations/rel",
      "relations/url",
      "rev",
    ],
  ],
  ["RECYCLED", RECYCLED, "WorkItemDelete", ["id"]],
  ["WRITTEN", WRITTEN, "WorkItem", ["rev"]],
  ["CURRENT", CURRENT, "WorkItem", ["fields", "relations", "relations/rel", "relations/url", "rev"]],
  [
    "DELETED_ITEM",
    DELETED_ITEM,
    "WorkItemDelete",
    ["code", "deletedDate", "id", "name", "resource", "resource/fields", "resource/fields/System.CreatedDate", "type"],
  ],
  [
    "REVISION",
    REVISION,
    "WorkItem",
    ["fields", ...REVISION_FIELD_NAMES.map((name) => `fields/${name}`).sort(), "id", "rev"],
  ],
  ["REVISION_PAGE", REVISION_PAGE, "StreamedBatch", ["continuationToken", "isLastBatch", "values"]],
  ["DELETED_REFERENCE", DELETED_REFERENCE, "WorkItemDeleteShallowReference", ["id"]],
  ["WORK_ITEM_TYPE", WORK_ITEM_TYPE, "WorkItemType", ["name", "states", "states/category", "states/name"]],
  ["FIELD", FIELD, "WorkItemField2", ["referenceName"]],
  [
    "CLASSIFICATION_NODE",
    CLASSIFICATION_NODE,
    "WorkItemClassificationNode",
    ["attributes", "attributes/finishDate", "attributes/startDate", "children", "name", "path"],
  ],
  ["TAG", TAG, "WorkItemTagDefinition", ["name"]],
  ["TEAM", TEAM, "core:WebApiTeam", ["id", "name"]],
  ["TEAM_SETTINGS", TEAM_SETTINGS, "work:TeamSetting", ["workingDays"]],
  [
    "TEAM_FIELD_VALUES",
    TEAM_FIELD_VALUES,
    "work:TeamFieldValues",
    ["field", "field/referenceName", "values", "values/includeChildren", "values/value"],
  ],
  [
    "TEAM_ITERATION",
    TEAM_ITERATION,
    "work:TeamSettingsIteration",
    ["attributes", "attributes/finishDate", "attributes/startDate", "id", "name", "path"],
  ],
  ["TEAM_DAYS_OFF", TEAM_DAYS_OFF, "work:TeamSettingsDaysOff", ["daysOff", "daysOff/end", "daysOff/start"]],
  ["MEMBER_CAPACITY", MEMBER_CAPACITY, "work:TeamMemberCapacityIdentityRef", CAPACITY],
  [
    "TEAM_CAPACITY",
    TEAM_CAPACITY,
    "work:TeamCapacity",
    ["teamMembers", ...CAPACITY.map((name) => `teamMembers/${name}`)],
  ],
  ["BACKLOG_FIELDS", BACKLOG_FIELDS, "work:BacklogConfiguration", ["backlogFields", "backlogFields/typeFields"]],
];

/** Schemas of no answer that the document describes. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  EXTRA_FIELDS: "reads the same work items as ITEM, by names that the policy gives",
  FIELDS: "stands inside ITEM",
  MEMBER_LIST: "the answer before 7.0, of which there is no document here",
  IDENTITY_OBJECT: "stands inside ITEM",
  RELATION: "stands inside ITEM and CURRENT",
  STORE_ERROR: "an error of the host's extension data service",
  ERROR_BODY: "the document has no errors; held to recorded ones below",
};

/** Members of dictionaries, whose names the document does not give. */
const DICTIONARIES: Readonly<Record<string, readonly string[]>> = {
  // Named in its description.
  "WorkItemClassificationNode/attributes": ["startDate", "finishDate"],
  "WorkItem/fields": SYSTEM_FIELDS.map(({ referenceName }) => referenceName),
};

interface Walked {
  readonly type: string;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly wrapped?: v.GenericSchema;
  readonly item?: v.GenericSchema;
  readonly options?: readonly v.GenericSchema[];
  readonly getter?: (input: unknown) => v.GenericSchema;
}

/** Paths of all properties that a schema names, in order; a schema inside itself is walked once. */
function pathsOf(schema: v.GenericSchema, seen: readonly unknown[] = []): string[] {
  if (seen.includes(schema)) return [];
  const inside = [...seen, schema];
  const { type, entries, wrapped, item, options, getter } = schema as unknown as Walked;
  if (entries !== undefined) {
    return Object.entries(entries)
      .flatMap(([name, entry]) => [name, ...pathsOf(entry, inside).map((below) => `${name}/${below}`)])
      .sort();
  }
  if (type === "lazy" && getter !== undefined) return pathsOf(getter(undefined), inside);
  const parts = [
    ...(wrapped === undefined ? [] : [wrapped]),
    ...(item === undefined ? [] : [item]),
    ...(options ?? []),
  ];
  return parts.flatMap((part) => (typeof part === "object" ? pathsOf(part, inside) : []));
}

/** Whether the document has the property that a path below a definition names. */
function isDocumented(api: OpenApi, area: Area, definition: string, [name, ...rest]: readonly string[]): boolean {
  const property = api.propertiesOf(area, definition)[name ?? ""];
  if (property === undefined) return false;
  const [next, ...further] = rest;
  if (next === undefined) return true;
  const names = DICTIONARIES[`${definition}/${name}`];
  if (names !== undefined) {
    // What stands in a field is no part of the document, but for people.
    return names.includes(next) && (further.length === 0 || isDocumented(api, area, "IdentityRef", further));
  }
  const below = definitionOf(property);
  return below !== null && isDocumented(api, area, below, rest);
}

function definitionOf({ $ref, items }: Schema): string | null {
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf("/") + 1);
  return items === undefined ? null : definitionOf(items);
}

describe("what the product reads of Azure DevOps' answers", () => {
  it.each(READ)("%s reads the properties that are listed, and no other", (_, schema, __, reads) => {
    expect(pathsOf(schema)).toEqual(reads);
  });

  it("every schema of an answer is listed", () => {
    // The other folder below holds what the extension itself stores.
    const files = ["", "planning"].flatMap((below) => {
      const folder = resolve(__dirname, "../../../src/boards", below);
      return readdirSync(folder).flatMap((file) => (file.endsWith(".ts") ? [resolve(folder, file)] : []));
    });
    const named = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^(?:export )?const ([A-Z_]+)\b[^=]*= v\.object\(/gm)].map(
        ([, name]) => name,
      ),
    );
    expect(named.sort()).toEqual([...READ.map(([name]) => name), ...Object.keys(OF_OTHERS)].sort());
  });

  (present ? describe : describe.skip)("is in the official document (skipped without ../shared/contracts)", () => {
    const api = present ? new OpenApi([]) : null;

    it.each(READ)("%s", (_, schema, definition) => {
      if (api === null) throw new Error("The documents are absent.");
      const paths = pathsOf(schema);
      const [name = "", area = "wit"] = definition.split(":").reverse();
      expect(paths.filter((path) => !isDocumented(api, area as Area, name, path.split("/")))).toEqual([]);
      expect(paths.length).toBeGreaterThan(0);
    });
  });

  const recorded = resolve(__dirname, "../../../../shared/contracts/recorded/test_boards_areas.json");
  (existsSync(recorded) ? it : it.skip)("reads of an error what recorded ones have (skipped without ../shared)", () => {
    const pairs = JSON.parse(readFileSync(recorded, "utf8")) as { status: number; responseBody: object }[];
    const errors = pairs.filter(({ status }) => status >= 400);
    expect(errors.length).toBeGreaterThan(0);
    expect(pathsOf(ERROR_BODY)).toEqual(["message", "typeKey"]);
    for (const { responseBody } of errors) {
      expect(Object.keys(responseBody)).toEqual(expect.arrayContaining(pathsOf(ERROR_BODY)));
    }
  });
});
