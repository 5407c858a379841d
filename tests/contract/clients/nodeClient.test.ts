/** The official Node client, as it is installed, against a served estate: what it finds, sends and reads must fit. */
import { getPersonalAccessTokenHandler, WebApi } from "azure-devops-node-api";
import { DayOfWeek } from "azure-devops-node-api/interfaces/common/System";
import { BugsBehavior, TimeFrame } from "azure-devops-node-api/interfaces/WorkInterfaces";
import {
  TreeStructureGroup,
  WorkItemExpand,
  type WorkItem,
} from "azure-devops-node-api/interfaces/WorkItemTrackingInterfaces";
import type { IWorkApi } from "azure-devops-node-api/WorkApi";
import type { IWorkItemTrackingApi } from "azure-devops-node-api/WorkItemTrackingApi";
import { serve, type Served } from "../../integration/local-boards/serve";
import { NOW, SmallEstate } from "../../integration/local-boards/smallEstate";

const PROJECT = "Contoso Move";
const TEAM = { project: PROJECT, team: "Move team" };

/** The midnight in UTC that a day (`YYYY-MM-DD`) begins with. */
const day = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** Status and message of a refusal, as callers of the client see them. */
async function refusal(call: Promise<unknown>): Promise<{ statusCode: unknown; message: string; result: unknown }> {
  try {
    await call;
  } catch (error) {
    const { statusCode, message, result } = error as { statusCode: unknown; message: string; result: unknown };
    return { statusCode, message, result };
  }
  throw new Error("The call was to be refused.");
}

describe.each([undefined, "7.1"] as const)("azure-devops-node-api, server version %s", (serverVersion) => {
  let served: Served;
  let small: SmallEstate;
  let connection: WebApi;
  let wit: IWorkItemTrackingApi;
  let first: number;
  let second: number;

  beforeEach(async () => {
    small = new SmallEstate();
    first = small.item("A server", { tags: ["wave:1"] });
    second = small.item("A database", { iteration: "Contoso Move\\Sprint 1" });
    served = await serve({
      estate: small.build(),
      clock: () => NOW,
      ...(serverVersion === undefined ? {} : { serverVersion }),
    });
    const token = served.boards.tokens.issue(small.lead.id);
    connection = new WebApi(`${served.origin}/local`, getPersonalAccessTokenHandler(token), { socketTimeout: 10_000 });
    wit = await connection.getWorkItemTrackingApi();
  });
  afterEach(() => served.close());

  it("connects and says who is signed in", async () => {
    expect((await connection.connect()).authenticatedUser).toMatchObject({
      id: small.lead.id,
      providerDisplayName: "Lead Person",
    });
  });

  it("lists projects and reads one", async () => {
    const core = await connection.getCoreApi();
    expect((await core.getProjects()).map(({ name }) => name)).toEqual([PROJECT]);
    expect(await core.getProject(PROJECT)).toMatchObject({ id: small.project.id });
    expect((await core.getTeams(PROJECT)).map(({ name }) => name)).toEqual(["Move team"]);
  });

  it("queries, and reads what it found in a batch", async () => {
    const query = "SELECT [System.Id] FROM WorkItems WHERE [System.Title] CONTAINS 'A ' ORDER BY [System.Id]";
    const { workItems = [] } = await wit.queryByWiql({ query }, { project: PROJECT });
    const ids = workItems.map(({ id }) => id ?? 0);
    expect(ids).toEqual([first, second]);
    const read = await wit.getWorkItemsBatch({ ids, fields: ["System.Title", "System.CreatedDate"] }, PROJECT);
    expect(read.map(({ fields }) => fields?.["System.Title"] as unknown)).toEqual(["A server", "A database"]);
    expect(read[0]?.fields?.["System.CreatedDate"]).toBe("2026-01-05T09:30:00Z");
  });

  it("creates, and refuses a write over a newer revision with 412", async () => {
    const title = (text: string): object => ({ op: "add", path: "/fields/System.Title", value: text });
    const created = await wit.createWorkItem({}, [title("New")], PROJECT, "User Story");
    expect([created.rev, created.fields?.["System.State"]]).toEqual([1, "New"]);
    const id = created.id ?? 0;
    const onRevision = (rev: number): object => ({ op: "test", path: "/rev", value: rev });
    expect((await wit.updateWorkItem({}, [onRevision(1), title("Newer")], id)).rev).toBe(2);
    expect(await refusal(wit.updateWorkItem({}, [onRevision(1), title("Stale")], id))).toMatchObject({
      statusCode: 412,
      message: "VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.",
    });
  });

  it("adds, reads and removes links", async () => {
    const value = {
      rel: "System.LinkTypes.Hierarchy-Forward",
      url: `${served.origin}/local/_apis/wit/workItems/${second}`,
    };
    await wit.updateWorkItem({}, [{ op: "add", path: "/relations/-", value }], first);
    const linked = await wit.getWorkItem(first, undefined, undefined, WorkItemExpand.Relations);
    expect(linked.relations?.map(({ rel, url }) => [rel, url?.split("/").pop()])).toEqual([
      [value.rel, String(second)],
    ]);
    await wit.updateWorkItem({}, [{ op: "remove", path: "/relations/0" }], first);
    const free: WorkItem = await wit.getWorkItem(first, undefined, undefined, WorkItemExpand.Relations);
    expect(free.relations ?? []).toEqual([]);
  });

  it("reads revisions and updates, with dates as dates", async () => {
    await wit.updateWorkItem({}, [{ op: "add", path: "/fields/System.Title", value: "Renamed" }], first);
    expect((await wit.getRevisions(first)).map(({ rev }) => rev)).toEqual([1, 2]);
    const updates = await wit.getUpdates(first);
    expect(updates.map(({ rev }) => rev)).toEqual([1, 2]);
    expect(updates[0]?.revisedDate).toEqual(new Date(NOW));
  });

  it("reads classification nodes", async () => {
    const root = await wit.getClassificationNode(PROJECT, TreeStructureGroup.Iterations, undefined, 2);
    expect(root.children?.map(({ name }) => name)).toEqual(["Sprint 1", "Later"]);
    const week = await wit.getClassificationNode(PROJECT, TreeStructureGroup.Iterations, "Sprint 1/Week 1");
    expect(week.path).toBe("\\Contoso Move\\Iteration\\Sprint 1\\Week 1");
  });

  describe("iterations", () => {
    const { Iterations } = TreeStructureGroup;

    it("are created with their days, renamed and deleted", async () => {
      const attributes = { startDate: day("2026-03-16"), finishDate: day("2026-03-27") };
      const created = await wit.createOrUpdateClassificationNode({ name: "Sprint 2", attributes }, PROJECT, Iterations);
      // The client leaves the days of a node as text.
      const kept = { startDate: "2026-03-16T00:00:00Z", finishDate: "2026-03-27T00:00:00Z" };
      expect(created).toMatchObject({ path: "\\Contoso Move\\Iteration\\Sprint 2", attributes: kept });
      const renamed = await wit.updateClassificationNode({ name: "Second" }, PROJECT, Iterations, "Sprint 2");
      expect(renamed).toMatchObject({ id: created.id, path: "\\Contoso Move\\Iteration\\Second", attributes: kept });
      expect(await wit.getClassificationNode(PROJECT, Iterations, "Sprint 2")).toBeNull();
      await wit.deleteClassificationNode(PROJECT, Iterations, "Second");
      expect(await wit.getClassificationNode(PROJECT, Iterations, "Second")).toBeNull();
    });

    it("leave their work items to another when they are deleted", async () => {
      const later = await wit.getClassificationNode(PROJECT, Iterations, "Later");
      await wit.deleteClassificationNode(PROJECT, Iterations, "Sprint 1", later.id);
      expect((await wit.getWorkItem(second)).fields?.["System.IterationPath"]).toBe("Contoso Move\\Later");
    });

    it("are not created under a name that is taken: 409", async () => {
      const again = wit.createOrUpdateClassificationNode({ name: "sprint 1" }, PROJECT, Iterations);
      expect(await refusal(again)).toMatchObject({
        statusCode: 409,
        result: { typeKey: "ClassificationNodeDuplicateNameException" },
      });
    });
  });

  describe("the work of a team", () => {
    let work: IWorkApi;
    let sprint: string;

    beforeEach(async () => {
      work = await connection.getWorkApi();
      const { identifier, children } = small.project.iterations;
      sprint = children[0]?.identifier ?? "";
      await work.updateTeamSettings({ backlogIteration: identifier }, TEAM);
      await work.postTeamIteration({ id: sprint }, TEAM);
    });

    it("has settings, with enumerations by number", async () => {
      expect(await work.getTeamSettings(TEAM)).toMatchObject({
        backlogIteration: { name: PROJECT, path: "" },
        bugsBehavior: BugsBehavior.AsRequirements,
      });
      const patch = { bugsBehavior: BugsBehavior.AsTasks, workingDays: [DayOfWeek.Sunday, DayOfWeek.Monday] };
      expect(await work.updateTeamSettings(patch, TEAM)).toMatchObject(patch);
      expect(await work.getTeamSettings(TEAM)).toMatchObject({ backlogIteration: { name: PROJECT }, ...patch });
    });

    it("goes by iterations that are chosen and taken away, with days as dates and time frames by number", async () => {
      const attributes = { startDate: day("2026-03-16"), finishDate: day("2026-03-27") };
      const node = await wit.createOrUpdateClassificationNode(
        { name: "Sprint 2", attributes },
        PROJECT,
        TreeStructureGroup.Iterations,
      );
      const chosen = await work.postTeamIteration({ id: node.identifier ?? "" }, TEAM);
      const next = {
        id: node.identifier,
        path: "Contoso Move\\Sprint 2",
        attributes: { ...attributes, timeFrame: TimeFrame.Future },
      };
      expect(chosen).toMatchObject(next);
      const current = {
        id: sprint,
        path: "Contoso Move\\Sprint 1",
        attributes: {
          startDate: day("2026-03-02"),
          finishDate: day("2026-03-13"),
          timeFrame: TimeFrame.Current,
        },
      };
      expect(await work.getTeamIterations(TEAM)).toMatchObject([current, next]);
      expect(await work.getTeamIterations(TEAM, "current")).toMatchObject([current]);
      await work.deleteTeamIteration(TEAM, sprint);
      expect(await work.getTeamIterations(TEAM)).toMatchObject([next]);
      // No current iteration is a 404, of which the client makes null.
      expect(await work.getTeamIterations(TEAM, "current")).toBeNull();
    });

    it("is planned by capacities, which are added up", async () => {
      expect(await work.getCapacitiesWithIdentityRefAndTotals(TEAM, sprint)).toEqual({
        teamMembers: [],
        totalCapacityPerDay: 0,
        totalDaysOff: 0,
      });
      const plan = {
        activities: [{ name: "Development", capacityPerDay: 6.5 }],
        daysOff: [{ start: day("2026-03-05"), end: day("2026-03-06") }],
      };
      const member = { teamMember: { id: small.other.id, displayName: "Other Person" }, ...plan };
      const updated = await work.updateCapacityWithIdentityRef(plan, TEAM, sprint, small.other.id);
      expect(updated).toMatchObject(member);
      expect(await work.getCapacityWithIdentityRef(TEAM, sprint, small.other.id)).toEqual(updated);
      expect(await work.getCapacitiesWithIdentityRefAndTotals(TEAM, sprint)).toMatchObject({
        teamMembers: [member],
        totalCapacityPerDay: 6.5,
        totalDaysOff: 2,
      });
    });

    it("rests on days off of the whole team", async () => {
      const daysOff = [{ start: day("2026-03-09"), end: day("2026-03-10") }];
      expect(await work.getTeamDaysOff(TEAM, sprint)).toMatchObject({ daysOff: [] });
      expect(await work.updateTeamDaysOff({ daysOff }, TEAM, sprint)).toMatchObject({ daysOff });
      expect(await work.getTeamDaysOff(TEAM, sprint)).toMatchObject({ daysOff });
    });
  });

  it("is told null of a work item that it cannot read", async () => {
    // The client makes null of every 404.
    expect(await wit.getWorkItem(999)).toBeNull();
  });

  it("keeps documents of an extension, and is refused a stale one with 400", async () => {
    const management = await connection.getExtensionManagementApi();
    const place = ["acme", "readiness", "Default", "Current", "plans"] as const;
    expect(await management.createDocumentByName({ id: "a", value: 1 }, ...place)).toMatchObject({ __etag: 1 });
    expect(await management.setDocumentByName({ id: "a", value: 2, __etag: 1 }, ...place)).toMatchObject({ __etag: 2 });
    expect(await refusal(management.updateDocumentByName({ id: "a", value: 3, __etag: 1 }, ...place))).toMatchObject({
      statusCode: 400,
      result: { typeKey: "InvalidDocumentVersionException" },
    });
    expect(await management.getDocumentsByName(...place)).toEqual([{ id: "a", value: 2, __etag: 2 }]);
    await management.deleteDocumentByName(...place, "a");
    expect(await management.getDocumentByName(...place, "a")).toBeNull();
  });
});
