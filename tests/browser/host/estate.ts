/** A small estate: one project, as many user stories as asked for, every field given by the test. */

import type {
  Estate,
  EstateLink,
  EstateUser,
  EstateWorkItem,
  FieldValue,
} from "../../../scripts/local-boards/model/estate";
import { newTeam } from "../../../scripts/local-boards/store/project";

export const PROJECT = { id: "11111111-2222-4333-8444-555555555555", name: "Fabrikam Move" };
export const USER: EstateUser = {
  id: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  displayName: "Ana Example",
  uniqueName: "ana@example.com",
  role: "administrator",
};
const START = "2026-01-05T08:00:00.000Z";

/** A link to another work item. */
export function linkTo(target: number, rel: string): EstateLink {
  return { rel, target, comment: null, addedDate: START, addedBy: USER.uniqueName, removedDate: null, removedBy: null };
}

/** A user story with one revision, or more where further changes are given. */
export function userStory(
  id: number,
  fields: Record<string, FieldValue> = {},
  links: readonly EstateLink[] = [],
  later: readonly Record<string, FieldValue | null>[] = [],
): EstateWorkItem {
  const first = {
    "System.WorkItemType": "User Story",
    "System.TeamProject": PROJECT.name,
    "System.Title": `Story ${id}`,
    "System.State": "New",
    "System.Reason": "New",
    "System.AreaPath": PROJECT.name,
    "System.IterationPath": PROJECT.name,
    "System.CreatedBy": USER.uniqueName,
    "System.CreatedDate": START,
    "System.ChangedBy": USER.uniqueName,
    "System.ChangedDate": START,
    ...fields,
  };
  const sets: readonly Record<string, FieldValue | null>[] = [first, ...later];
  const changes = sets.map((set, index) => {
    const date = new Date(Date.parse(START) + index * 86_400_000).toISOString();
    const stamp: Record<string, FieldValue> =
      index === 0 ? {} : { "System.ChangedDate": date, "System.ChangedBy": USER.uniqueName };
    return { rev: index + 1, date, by: USER.uniqueName, fields: { ...set, ...stamp } };
  });
  return { id, project: PROJECT.id, changes, links, deleted: null };
}

/** An estate of these work items. */
export function estateOf(workItems: readonly EstateWorkItem[]): Estate {
  const node = (id: number) => ({
    id,
    identifier: `00000000-0000-4000-8000-00000000000${id}`,
    name: PROJECT.name,
    children: [],
  });
  return {
    version: 1,
    label: "sample",
    description: "Made for a test.",
    notes: [],
    customFields: [],
    users: [USER],
    projects: [
      {
        ...PROJECT,
        description: "A project made for a test.",
        process: "Agile",
        customStates: [],
        areas: node(1),
        iterations: node(2),
        // Every project has a team.
        teams: [newTeam("00000000-0000-4000-8000-000000000020", `${PROJECT.name} Team`, [PROJECT.name])],
        queries: [],
      },
    ],
    workItems,
    documents: [],
    unreadableAreas: {},
    uneditableAreas: {},
  };
}
