import { sampleEstate } from "../../../scripts/local-boards/server";
import { processOf } from "../../../scripts/local-boards/process/process";
import { fieldsOfType } from "../../../scripts/local-boards/process/typeFields";
import { Organization } from "../../../scripts/local-boards/store/organization";
import { NOW, SmallEstate } from "./smallEstate";
import { serve, type Served } from "./serve";

const WIT = "/Contoso%20Move/_apis/wit";

interface Field {
  readonly referenceName: string;
  readonly [member: string]: unknown;
}

describe("work item types, their fields and their categories", () => {
  let served: Served;

  beforeAll(async () => {
    const small = new SmallEstate();
    small.builder.field({ referenceName: "Custom.Wave", name: "Wave", type: "string" });
    served = await serve({ estate: small.build(), clock: () => NOW });
  });
  afterAll(() => served.close());

  const get = async (path: string): Promise<unknown> => {
    const answer = await served.send("GET", WIT + path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json;
  };
  const fieldsOf = async (path: string): Promise<Field[]> => ((await get(path)) as { value: Field[] }).value;

  it("a type tells its colour, its icon and the same fields under both names, with defaults as text", async () => {
    const story = (await get("/workitemtypes/User%20Story")) as {
      readonly color: string;
      readonly icon: { readonly id: string; readonly url: string };
      readonly fields: readonly Field[];
      readonly fieldInstances: readonly Field[];
    };
    expect(story.icon.url).toBe(
      `${served.origin}/local/_apis/wit/workItemIcons/${story.icon.id}?color=${story.color}&v=2`,
    );
    expect(story.fields).toEqual(story.fieldInstances);
    const [project] = served.boards.projects();
    expect(story.fields.find(({ referenceName }) => referenceName.endsWith(".Priority"))).toEqual({
      defaultValue: "2",
      alwaysRequired: false,
      referenceName: "Microsoft.VSTS.Common.Priority",
      name: "Priority",
      url: `${served.origin}/local/${project?.id}/_apis/wit/fields/Microsoft.VSTS.Common.Priority`,
    });
  });

  it("a type has the fields of its process, and those that the organisation added", async () => {
    const names = async (type: string): Promise<string[]> =>
      (await fieldsOf(`/workitemtypes/${type}/fields`)).map(({ referenceName }) => referenceName);
    const story = await names("User%20Story");
    const task = await names("Task");
    for (const name of ["System.Title", "Microsoft.VSTS.Common.StackRank", "Custom.Wave"]) {
      expect([story, task].map((fields) => fields.includes(name))).toEqual([true, true]);
    }
    expect(story).toContain("Microsoft.VSTS.Scheduling.StoryPoints");
    expect(story).not.toContain("Microsoft.VSTS.Scheduling.RemainingWork");
    expect(task).toContain("Microsoft.VSTS.Scheduling.RemainingWork");
    expect(task).not.toContain("Microsoft.VSTS.Scheduling.StoryPoints");
  });

  it("a list of fields has values to choose from where they are asked for", async () => {
    const plain = await fieldsOf("/workitemtypes/Task/fields");
    expect(plain.filter((field) => "allowedValues" in field || "dependentFields" in field)).toEqual([]);
    for (const expand of ["allowedValues", "AllowedValues", "1"]) {
      const fields = await fieldsOf(`/workitemtypes/Task/fields?$expand=${expand}`);
      const valuesOf = (name: string): unknown =>
        fields.find(({ referenceName }) => referenceName === name)?.allowedValues;
      expect(valuesOf("System.State")).toEqual(["New", "Active", "Closed", "Removed"]);
      expect(valuesOf("System.Reason")).toContain("Removed from the backlog");
      expect(valuesOf("Microsoft.VSTS.Common.Priority")).toEqual([1, 2, 3, 4]);
      expect(valuesOf("System.Title")).toEqual([]);
    }
  });

  it("one field is found by either of its names, and tells what depends on it", async () => {
    for (const name of ["System.State", "state"]) {
      const field = (await get(`/workitemtypes/Task/fields/${name}?$expand=all`)) as Field & {
        readonly dependentFields: readonly Field[];
      };
      expect(field).toMatchObject({ referenceName: "System.State", defaultValue: "New", alwaysRequired: true });
      expect(field.dependentFields.map(({ referenceName }) => referenceName)).toContain("System.Reason");
    }
  });

  it.each(["Microsoft.VSTS.Scheduling.StoryPoints", "No.Such"])("a task has no field %s", async (name) => {
    expect(await served.send("GET", `${WIT}/workitemtypes/Task/fields/${name}`)).toMatchObject({
      status: 404,
      json: { message: `TF51535: Cannot find field ${name}.` },
    });
  });

  it("refuses an expand that there is not", async () => {
    const answer = await served.send("GET", `${WIT}/workitemtypes/Task/fields?$expand=everything`);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("everything")]);
  });

  it("categories have their types, the first as default; none is hidden", async () => {
    const { value } = (await get("/workitemtypecategories")) as {
      value: { referenceName: string; defaultWorkItemType?: { name: string }; workItemTypes: { name: string }[] }[];
    };
    expect(
      value.map(({ referenceName, defaultWorkItemType, workItemTypes }) => [
        referenceName,
        defaultWorkItemType?.name,
        workItemTypes.map(({ name }) => name),
      ]),
    ).toEqual([
      ["Microsoft.BugCategory", "Bug", ["Bug"]],
      ["Microsoft.EpicCategory", "Epic", ["Epic"]],
      ["Microsoft.FeatureCategory", "Feature", ["Feature"]],
      ["Microsoft.RequirementCategory", "User Story", ["User Story"]],
      ["Microsoft.TaskCategory", "Task", ["Task"]],
      ["Microsoft.HiddenCategory", undefined, []],
    ]);
  });

  it("a category is found by either of its names, another is not there", async () => {
    for (const name of ["microsoft.bugcategory", "Bug%20Category"]) {
      expect(await get(`/workitemtypecategories/${name}`)).toMatchObject({ referenceName: "Microsoft.BugCategory" });
    }
    expect(await served.send("GET", `${WIT}/workitemtypecategories/Nothing`)).toMatchObject({
      status: 404,
      json: { typeKey: "WorkItemTypeCategoryNotFoundException" },
    });
  });
});

it("no work item of the sample carries a field that its type lacks", () => {
  const estate = sampleEstate({ now: NOW });
  const { fields } = new Organization(estate);
  const lacking = new Set<string>();
  for (const project of estate.projects) {
    const process = processOf(project);
    const byType = new Map(
      process.types.map((type) => [
        type.name,
        new Set(fieldsOfType(process, type, fields).map(({ field }) => field.referenceName)),
      ]),
    );
    for (const item of estate.workItems.filter((candidate) => candidate.project === project.id)) {
      const type = String(item.changes[0]?.fields["System.WorkItemType"]);
      for (const name of item.changes.flatMap((change) => Object.keys(change.fields))) {
        if (byType.get(type)?.has(name) !== true) lacking.add(`${type} ${name}`);
      }
    }
  }
  expect([...lacking]).toEqual([]);
});
