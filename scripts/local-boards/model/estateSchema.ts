import * as v from "valibot";
import type { Estate, EstateNode, EstateTeam, UserRole, Weekday } from "./estate";

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

export const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const satisfies readonly Weekday[];

/** The working days of a new team [D]. */
export const WORKING_DAYS: Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

const daysOff = v.array(v.object({ start: text, end: text }));

/** Estates kept from before teams had more than areas have `areaPaths` and nothing else. */
const team: v.GenericSchema<unknown, EstateTeam> = v.pipe(
  v.object({
    id: text,
    name: text,
    description: v.optional(text, ""),
    areaPaths: v.optional(v.array(text), []),
    areas: v.optional(v.array(v.object({ path: text, includeChildren: v.boolean() }))),
    defaultArea: v.optional(v.nullable(text)),
    members: v.optional(v.array(text), []),
    backlogIteration: v.optional(v.nullable(text), null),
    defaultIteration: v.optional(v.nullable(text), null),
    defaultIterationMacro: v.optional(v.nullable(text), null),
    iterations: v.optional(
      v.array(
        v.object({
          iteration: text,
          capacities: v.array(
            v.object({
              member: text,
              activities: v.array(v.object({ name: text, hoursPerDay: v.number() })),
              daysOff,
            }),
          ),
          daysOff,
        }),
      ),
      [],
    ),
    workingDays: v.optional(v.array(v.picklist(WEEKDAYS)), WORKING_DAYS),
    bugsBehavior: v.optional(v.picklist(["off", "asRequirements", "asTasks"]), "asRequirements"),
    hiddenBacklogs: v.optional(v.array(text), []),
  }),
  v.transform(({ areaPaths, areas, defaultArea, ...rest }) => {
    const present = areas ?? areaPaths.map((path) => ({ path, includeChildren: true }));
    // Before the default was kept, it was the first area.
    return {
      ...rest,
      areas: present,
      defaultArea: defaultArea === undefined ? (present[0]?.path ?? null) : defaultArea,
    };
  }),
);

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
      teams: v.array(team),
      queries: v.optional(v.array(v.object({ id: text, name: text, folder: text, wiql: text })), []),
    }),
  ),
  workItems: v.array(
    v.object({
      id: v.number(),
      project: text,
      changes: v.array(
        v.object({
          rev: v.number(),
          date: text,
          by: text,
          fields: v.record(text, v.nullable(fieldValue)),
          watermark: v.exactOptional(v.number()),
        }),
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
          addedWatermark: v.exactOptional(v.number()),
          removedWatermark: v.exactOptional(v.number()),
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
  spentIds: v.exactOptional(v.object({ workItem: v.number(), node: v.number() })),
  watermark: v.exactOptional(v.number()),
  unreadableAreas: v.record(text, v.array(text)),
  uneditableAreas: v.optional(v.record(text, v.array(text)), {}),
});

/** Takes in an estate from a file. Throws where it is not one. */
export function parseEstate(value: unknown): Estate {
  return v.parse(estate, value);
}
