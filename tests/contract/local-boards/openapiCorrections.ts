import type { Correction } from "./openapi";

const LINK = {
  type: "object",
  properties: { href: { type: "string" } },
  required: ["href"],
  additionalProperties: false,
};
/** The members of Microsoft's own example [D], and those that a client which works with it reads [C]. */
const LINK_CHANGE = {
  type: "object",
  properties: {
    rel: { type: "string" },
    sourceId: { type: "integer" },
    targetId: { type: "integer" },
    isActive: { type: "boolean" },
    changedDate: { type: "string", format: "date-time" },
    changedBy: { type: "object" },
    comment: { type: "string" },
    changedOperation: { enum: ["create", "remove"] },
    sourceProjectId: { type: "string", format: "uuid" },
    targetProjectId: { type: "string", format: "uuid" },
  },
  additionalProperties: false,
};
const NOTHING = { type: "null" };

/** Where the official documents do not describe what the service answers, with the proof. */
export const CORRECTIONS: readonly Correction[] = [
  {
    of: "ReferenceLinks.*",
    allows: LINK,
    reason: "test_boards_areas pair 12: links stand by their names, and not below a member `links`",
  },
  {
    of: "WorkItem.multilineFieldsFormat",
    allows: { type: "object" },
    reason: "test_boards_releations_create_remove pair 9: there since 2025, the documents are older",
  },
  {
    of: "WorkItemTypeFieldInstance.defaultValue",
    allows: NOTHING,
    reason: "published answers of the service [C]; Swagger 2.0 has no way to say that a value may be null",
  },
  {
    of: "WorkItemStateTransition.actions",
    allows: NOTHING,
    reason: "published answers of the service [C]; Swagger 2.0 has no way to say that a value may be null",
  },
  {
    of: "WorkItemField.description",
    allows: NOTHING,
    reason: "published answers of the service [C]; Swagger 2.0 has no way to say that a value may be null",
  },
  {
    of: "WorkItemLink.rel",
    allows: NOTHING,
    reason: "Microsoft's own example of a backlog's work items [D]: roots have no link",
  },
  {
    of: "WorkItemLink.source",
    allows: NOTHING,
    reason: "Microsoft's own example of a backlog's work items [D]: roots have no link",
  },
  {
    of: "BoardRow.name",
    allows: NOTHING,
    reason: "Microsoft's own example of a board's rows [D]: the default row has no name",
  },
  {
    of: "TeamSetting.defaultIteration",
    allows: NOTHING,
    reason: "recorded as null, where a team has chosen none [R]",
  },
  {
    of: "TeamIterationAttributes.startDate",
    allows: NOTHING,
    reason: "recorded as null, where an iteration has no dates [R]",
  },
  {
    of: "TeamIterationAttributes.finishDate",
    allows: NOTHING,
    reason: "recorded as null, where an iteration has no dates [R]",
  },
  {
    of: "Identity.descriptor",
    allows: { type: "string" },
    reason: "test_boards_areas pair 10: one text, and not an object of two",
  },
  {
    of: "PropertiesCollection.*",
    allows: { type: "object" },
    reason: "test_boards_areas pair 10: properties stand by their names",
  },
  {
    of: "StreamedBatch.values",
    allows: { type: "array", items: { anyOf: [{ $ref: "wit#/definitions/WorkItem" }, LINK_CHANGE] } },
    reason: "the documents say texts of a type T: work items, and changes of links",
  },
];
