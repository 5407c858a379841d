/** What a form knows of a project, made for tests from the processes and fields themselves. */
import type { FieldFacts, Person, ProjectFacts } from "../../../scripts/local-boards/host/form/facts";
import { FormModel } from "../../../scripts/local-boards/host/form/model";
import type { Relation, WorkItem } from "../../../scripts/local-boards/host/workItems";
import { SYSTEM_FIELDS } from "../../../scripts/local-boards/process/fields";
import { systemProcess } from "../../../scripts/local-boards/process/process";

export const ANA: Person = { id: "ana", displayName: "Ana Example", uniqueName: "ana@example.com" };
export const BEN: Person = { id: "ben", displayName: "Ben Example", uniqueName: "ben@example.com" };

/** An Agile project with two areas, two iterations and two people. */
export const FACTS: ProjectFacts = {
  project: "Move",
  fields: SYSTEM_FIELDS,
  types: systemProcess("Agile").types,
  effortField: "Microsoft.VSTS.Scheduling.StoryPoints",
  areas: ["Move", "Move\\Finance"],
  iterations: ["Move", "Move\\Sprint 1"],
  people: [ANA, BEN],
  relationTypes: [],
};

/** A relation to a work item. */
export function relationTo(id: number, rel = "System.LinkTypes.Related"): Relation {
  return { rel, url: `http://host/org/_apis/wit/workItems/${id}`, attributes: {} };
}

/** A saved user story. */
export function story(fields: Record<string, unknown> = {}, relations: Relation[] = [], rev = 3): WorkItem {
  return {
    id: 7,
    rev,
    fields: {
      "System.Id": 7,
      "System.TeamProject": "Move",
      "System.WorkItemType": "User Story",
      "System.Title": "General ledger",
      "System.State": "New",
      "System.Reason": "New",
      "System.AreaPath": "Move",
      "System.IterationPath": "Move",
      ...fields,
    },
    relations,
  };
}

/** A form of that story. */
export function formOf(item: WorkItem = story(), isReadOnly = false): FormModel {
  return new FormModel(FACTS, item, isReadOnly);
}

/** A field that every organisation has. */
export function field(referenceName: string): FieldFacts {
  const found = SYSTEM_FIELDS.find((one) => one.referenceName === referenceName);
  if (found === undefined) throw new Error(`There is no field ${referenceName}.`);
  return found;
}
