import type { Correction } from "./openapi";

const LINK = {
  type: "object",
  properties: { href: { type: "string" } },
  required: ["href"],
  additionalProperties: false,
};
const NOTHING = { type: "null" };

/** Where the official documents do not describe what the service answers, with the proof. */
const LASTING: readonly Correction[] = [
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
];

/** Where the stand-in is wrong: to be mended there and taken out here. */
const DEFECTS: readonly Correction[] = [
  {
    of: "WorkItemDeleteReference.deletedBy",
    allows: { type: "object" },
    reason: "rest/recycleBin.ts answers an identity; the documents and the official types have a text",
  },
];

export const CORRECTIONS: readonly Correction[] = [...LASTING, ...DEFECTS];
