import * as v from "valibot";
import type { Estate, EstateNode, UserRole } from "./estate";

const text = v.string();
const fieldValue = v.union([v.string(), v.number(), v.boolean()]);
const node: v.GenericSchema<EstateNode> = v.object({
  id: v.number(),
  identifier: text,
  name: text,
  startDate: v.exactOptional(text),
  finishDate: v.exactOptional(text),
  children: v.array(v.lazy(() => node)),
});

/** The role of a user of whom nothing is said, by the place in the list: the first administers, others contribute. */
export function defaultRole(index: number): UserRole {
  return index === 0 ? "administrator" : "contributor";
}

const estate = v.object({
  version: v.literal(1),
  label: text,
  description: text,
  notes: v.array(v.object({ subject: text, text, workItems: v.array(v.number()) })),
  customFields: v.array(
    v.object({
      referenceName: text,
      name: text,
      type: v.picklist(["string", "integer", "double", "dateTime", "boolean", "plainText", "html"]),
    }),
  ),
  users: v.pipe(
    v.array(
      v.object({
        id: text,
        displayName: text,
        uniqueName: text,
        role: v.optional(v.picklist(["administrator", "contributor", "reader", "stakeholder"])),
      }),
    ),
    // Estates kept from before users had roles.
    v.transform((users) => users.map((user, index) => ({ ...user, role: user.role ?? defaultRole(index) }))),
  ),
  projects: v.array(
    v.object({
      id: text,
      name: text,
      description: text,
      process: v.picklist(["Agile", "Scrum", "CMMI", "Basic"]),
      customStates: v.array(
        v.object({
          type: text,
          name: text,
          category: v.picklist(["Proposed", "InProgress", "Resolved", "Completed", "Removed"]),
          color: text,
          after: text,
        }),
      ),
      areas: node,
      iterations: node,
      teams: v.array(v.object({ id: text, name: text, areaPaths: v.array(text) })),
    }),
  ),
  workItems: v.array(
    v.object({
      id: v.number(),
      project: text,
      changes: v.array(
        v.object({ rev: v.number(), date: text, by: text, fields: v.record(text, v.nullable(fieldValue)) }),
      ),
      links: v.array(
        v.object({
          rel: text,
          target: v.union([v.number(), text]),
          comment: v.nullable(text),
          addedDate: text,
          addedBy: text,
          removedDate: v.nullable(text),
          removedBy: v.nullable(text),
        }),
      ),
      deleted: v.nullable(v.object({ date: text, by: text })),
    }),
  ),
  documents: v.array(
    v.object({
      publisher: text,
      extension: text,
      scopeType: v.picklist(["Default", "User"]),
      scopeValue: text,
      collection: text,
      id: text,
      etag: v.number(),
      body: v.record(text, v.unknown()),
    }),
  ),
  unreadableAreas: v.record(text, v.array(text)),
});

/** Takes in an estate from a file. Throws where it is not one. */
export function parseEstate(value: unknown): Estate {
  return v.parse(estate, value);
}
