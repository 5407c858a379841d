/** The official clients of extensions, inside a frame: what they find, send and read must fit the local Azure Boards. */
import { join } from "node:path";
import type { IExtensionDataService } from "azure-devops-extension-api";
import type { TeamContext } from "azure-devops-extension-api/Core";
import type { TeamSettingsIteration, TeamSettingsPatch } from "azure-devops-extension-api/Work";
import type { WorkItemBatchGetRequest, WorkItemClassificationNode } from "azure-devops-extension-api/WorkItemTracking";
import type { Frame } from "playwright-core";
import type { ServerVersion } from "../../../scripts/local-boards/http/apiVersion";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { NOW, SmallEstate } from "../../integration/local-boards/smallEstate";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { openHub } from "./hubPage";
import { useTestExtension } from "./testExtension";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTestExtension({
  name: "Clients",
  script: join(__dirname, "apiClientsPage.ts"),
  contributions: [
    {
      id: "hub",
      type: "ms.vss-web.hub",
      targets: ["ms.vss-work-web.work-hub-group"],
      properties: { name: "Clients", uri: "dist/page.html" },
    },
  ],
});

const PROJECT = "Contoso Move";
const TEAM = { project: PROJECT, team: "Move team" };
const CHILD = "System.LinkTypes.Hierarchy-Forward";
const CREATED = new Date("2026-01-05T09:30:00Z");
const MISSING = 999;

/** The midnight in UTC that a day (`YYYY-MM-DD`) begins with. */
const day = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** A small organisation, with the extension's hub open in it. */
async function open(serverVersion?: ServerVersion) {
  const small = new SmallEstate();
  const server = small.item("A server", { tags: ["wave:1"] });
  const database = small.item("A database", { iteration: "Contoso Move\\Sprint 1" });
  const boards = await localBoards.start({
    estate: small.build(),
    extensionDirectory: extension.directory,
    clock: () => NOW,
    ...(serverVersion === undefined ? {} : { serverVersion }),
  });
  const frame = await openHub(await browser.newPage(), boards.hubUrl());
  return { boards, frame, small, server, database };
}

describe("the official clients in a frame", () => {
  let boards: RunningBoards;
  let frame: Frame;
  let small: SmallEstate;
  let server: number;
  let database: number;

  beforeAll(async () => {
    ({ boards, frame, small, server, database } = await open());
  });

  /** Creates a user story of this title and gives its id. */
  function create(title: string): Promise<number> {
    return frame.evaluate(
      async ([project, text]) => {
        const document = [{ op: "add", path: "/fields/System.Title", value: text }];
        return (await window.clients.wit.createWorkItem(document, project, "User Story")).id;
      },
      [PROJECT, title] as const,
    );
  }

  /** Names a work item anew, on the condition that it is of this revision. */
  function rename(id: number, rev: number, title: string): Promise<unknown> {
    return frame.evaluate(
      ([item, tested, text]) =>
        window.clients.wit.updateWorkItem(
          [
            { op: "test", path: "/rev", value: tested },
            { op: "add", path: "/fields/System.Title", value: text },
          ],
          item,
        ),
      [id, rev, title] as const,
    );
  }

  describe("projects and teams", () => {
    it("come as bare lists without addresses", async () => {
      const projects = await frame.evaluate(async () => [...(await window.clients.core.getProjects())]);
      expect(projects).toMatchObject([{ id: small.project.id, name: PROJECT }]);
      expect(projects[0]).not.toHaveProperty("url");
      const teams = await frame.evaluate((project) => window.clients.core.getTeams(project), PROJECT);
      expect(teams).toMatchObject([{ name: "Move team", projectName: PROJECT }]);
      expect(teams[0]).not.toHaveProperty("url");
    });

    it("are read one by one", async () => {
      expect(await frame.evaluate((project) => window.clients.core.getProject(project), PROJECT)).toMatchObject({
        id: small.project.id,
        defaultTeam: { name: "Move team" },
      });
    });
  });

  describe("queries", () => {
    it("find work items, with kinds by number and the time of asking as a date", async () => {
      const { result, kinds } = await frame.evaluate(async (project) => {
        const { QueryType, QueryResultType } = window.clients.enums;
        const query = "SELECT [System.Id] FROM WorkItems WHERE [System.Title] CONTAINS 'A ' ORDER BY [System.Id]";
        const result = await window.clients.wit.queryByWiql({ query }, project);
        return { result, kinds: [QueryType[result.queryType], QueryResultType[result.queryResultType]] };
      }, PROJECT);
      expect(kinds).toEqual(["Flat", "WorkItem"]);
      expect(result.asOf).toEqual(new Date(NOW));
      expect(result.workItems).toEqual([{ id: server }, { id: database }]);
    });

    it("over links find a work item and what is one hop away", async () => {
      const [parent, child] = [await create("Above"), await create("Below")];
      const { result, kinds } = await frame.evaluate(
        async ([project, source, value]) => {
          const { QueryType, QueryResultType } = window.clients.enums;
          await window.clients.wit.updateWorkItem([{ op: "add", path: "/relations/-", value }], source);
          const query =
            `SELECT [System.Id] FROM WorkItemLinks WHERE [Source].[System.Id] = ${source} ` +
            `AND [System.Links.LinkType] = '${value.rel}' MODE (MustContain)`;
          const result = await window.clients.wit.queryByWiql({ query }, project);
          return { result, kinds: [QueryType[result.queryType], QueryResultType[result.queryResultType]] };
        },
        [PROJECT, parent, { rel: CHILD, url: `${boards.organizationUrl}/_apis/wit/workItems/${child}` }] as const,
      );
      expect(kinds).toEqual(["OneHop", "WorkItemLink"]);
      const ends = result.workItemRelations.map(({ rel, source, target }) => [rel ?? null, source ?? null, target]);
      expect(ends).toEqual([
        [null, null, { id: parent }],
        [CHILD, { id: parent }, { id: child }],
      ]);
    });

    it("that are wrong are refused with 400 and a type key", async () => {
      browser.expectErrors(/status of 400/);
      const refusal = await frame.evaluate(
        (project) =>
          window.clients.refusal(window.clients.wit.queryByWiql({ query: "SELECT [Nothing] FROM WorkItems" }, project)),
        PROJECT,
      );
      expect(refusal).toMatchObject({
        name: "TFS.WebApi.Exception",
        status: 400,
        message: expect.stringContaining("TF51005") as unknown,
        typeKey: expect.any(String) as unknown,
      });
    });
  });

  describe("work items", () => {
    it("are read in a batch, with dates as dates and people as objects", async () => {
      const request = { ids: [server, database], fields: ["System.Title", "System.CreatedDate", "System.CreatedBy"] };
      const items = await frame.evaluate(
        ([project, read]) => window.clients.wit.getWorkItemsBatch(read as WorkItemBatchGetRequest, project),
        [PROJECT, request] as const,
      );
      expect(items.map(({ id, rev }) => [id, rev])).toEqual([
        [server, 1],
        [database, 1],
      ]);
      expect(items[0]?.fields).toEqual({
        "System.Title": "A server",
        "System.CreatedDate": CREATED,
        "System.CreatedBy": expect.objectContaining({ displayName: "Lead Person", uniqueName: "lead@contoso.example" }),
      });
      expect(items[0]).not.toHaveProperty("url");
      expect(items[0]).not.toHaveProperty("_links");
    });

    it("are created by a JSON patch", async () => {
      const created = await frame.evaluate(
        (project) =>
          window.clients.wit.createWorkItem(
            [{ op: "add", path: "/fields/System.Title", value: "New" }],
            project,
            "User Story",
          ),
        PROJECT,
      );
      expect(created).toMatchObject({
        rev: 1,
        fields: { "System.Title": "New", "System.State": "New", "System.CreatedDate": new Date(NOW) },
      });
      expect(created).not.toHaveProperty("url");
      expect(created).not.toHaveProperty("_links");
    });

    it("are not written over a newer revision: 412 with its type key", async () => {
      browser.expectErrors(/status of 412/);
      const id = await create("Old");
      expect(await rename(id, 1, "Newer")).toMatchObject({ rev: 2, fields: { "System.Title": "Newer" } });
      const refusal = await frame.evaluate(
        (item) =>
          window.clients.refusal(
            window.clients.wit.updateWorkItem([{ op: "test", path: "/rev", value: 1 }], item, undefined),
          ),
        id,
      );
      expect(refusal).toEqual({
        name: "TFS.WebApi.Exception",
        status: 412,
        typeKey: "TestPatchOperationFailedException",
        message: "VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.",
      });
    });

    it("are linked and parted, which makes no revision", async () => {
      const [parent, child] = [await create("Parent"), await create("Child")];
      const [linked, parted] = await frame.evaluate(
        async ([id, value]) => {
          const { Relations } = window.clients.enums.WorkItemExpand;
          const read = () => window.clients.wit.getWorkItem(id, undefined, undefined, undefined, Relations);
          await window.clients.wit.updateWorkItem([{ op: "add", path: "/relations/-", value }], id);
          const before = await read();
          await window.clients.wit.updateWorkItem([{ op: "remove", path: "/relations/0" }], id);
          return [before, await read()] as const;
        },
        [parent, { rel: CHILD, url: `${boards.organizationUrl}/_apis/wit/workItems/${child}` }] as const,
      );
      expect(linked.rev).toBe(1);
      // The address of a relation is what it says, not an address of the answer: it stays.
      expect(linked.relations).toEqual([
        { rel: CHILD, url: expect.stringMatching(new RegExp(`/workItems/${child}$`)), attributes: expect.anything() },
      ]);
      expect(parted.rev).toBe(1);
      expect(parted.relations ?? []).toEqual([]);
    });

    it("have revisions, and updates with what was and what became", async () => {
      const id = await create("First");
      await rename(id, 1, "Second");
      const { revisions, updates } = await frame.evaluate(
        async (item) => ({
          revisions: await window.clients.wit.getRevisions(item),
          updates: await window.clients.wit.getUpdates(item),
        }),
        id,
      );
      expect(revisions.map(({ rev, fields }) => [rev, fields["System.Title"] as unknown])).toEqual([
        [1, "First"],
        [2, "Second"],
      ]);
      expect(revisions[0]).not.toHaveProperty("url");
      expect(updates.map(({ rev }) => rev)).toEqual([1, 2]);
      expect(updates[1]?.fields["System.Title"]).toEqual({ oldValue: "First", newValue: "Second" });
      const changed: unknown = revisions[1]?.fields["System.ChangedDate"];
      expect(changed).toBeInstanceOf(Date);
      // A revision stands until the next one; the last has no end.
      expect(updates.map(({ revisedDate }) => revisedDate)).toEqual([changed, new Date("9999-01-01T00:00:00Z")]);
      expect(updates[1]?.revisedBy).toMatchObject({ displayName: "Lead Person" });
    });

    it("that are missing are refused with 404 and a type key", async () => {
      browser.expectErrors(/status of 404/);
      const refusal = await frame.evaluate((id) => window.clients.refusal(window.clients.wit.getWorkItem(id)), MISSING);
      expect(refusal).toEqual({
        name: "TFS.WebApi.Exception",
        status: 404,
        typeKey: "WorkItemUnauthorizedAccessException",
        message: `TF401232: Work item ${MISSING} does not exist, or you do not have permissions to read it.`,
      });
    });
  });

  describe("areas and iterations", () => {
    it("are read by the number of their group, with days as dates", async () => {
      const { node, kind } = await frame.evaluate(async (project) => {
        const { TreeNodeStructureType, TreeStructureGroup } = window.clients.enums;
        const node = await window.clients.wit.getClassificationNode(
          project,
          TreeStructureGroup.Iterations,
          "Sprint 1",
          1,
        );
        return { node, kind: TreeNodeStructureType[node.structureType] };
      }, PROJECT);
      expect(kind).toBe("Iteration");
      expect(node).toMatchObject({
        name: "Sprint 1",
        path: "\\Contoso Move\\Iteration\\Sprint 1",
        attributes: { startDate: new Date("2026-03-02T00:00:00Z"), finishDate: new Date("2026-03-13T00:00:00Z") },
        hasChildren: true,
        children: [{ name: "Week 1", path: "\\Contoso Move\\Iteration\\Sprint 1\\Week 1" }],
      });
      expect(node).not.toHaveProperty("url");
      expect(node).not.toHaveProperty("_links");
    });

    it("have a root for each of the two", async () => {
      const kinds = await frame.evaluate(async (project) => {
        const roots = await window.clients.wit.getRootNodes(project, 1);
        return roots.map(({ structureType }) => window.clients.enums.TreeNodeStructureType[structureType]);
      }, PROJECT);
      expect(kinds.sort()).toEqual(["Area", "Iteration"]);
    });

    it("are created, found and deleted", async () => {
      browser.expectErrors(/status of 404/);
      const { created, found, gone } = await frame.evaluate(
        async ([project, posted]) => {
          const { wit, refusal, enums } = window.clients;
          const { Areas } = enums.TreeStructureGroup;
          const node = await wit.createOrUpdateClassificationNode(
            posted as WorkItemClassificationNode,
            project,
            Areas,
            "Payroll",
          );
          const read = () => wit.getClassificationNode(project, Areas, "Payroll/Salaries and wages");
          const again = await read();
          await wit.deleteClassificationNode(project, Areas, "Payroll/Salaries and wages");
          return { created: node, found: again, gone: await refusal(read()) };
        },
        [PROJECT, { name: "Salaries and wages" }] as const,
      );
      expect(created).toMatchObject({ path: "\\Contoso Move\\Area\\Payroll\\Salaries and wages", hasChildren: false });
      expect(found).toEqual(created);
      expect(gone).toMatchObject({ status: 404, typeKey: expect.any(String) as unknown });
    });
  });

  describe("backlogs and teams", () => {
    it("say how a backlog is made, with the place of bugs by number", async () => {
      const { configuration, bugs } = await frame.evaluate(async (team) => {
        const configuration = await window.clients.work.getBacklogConfigurations(team as TeamContext);
        return { configuration, bugs: window.clients.enums.BugsBehavior[configuration.bugsBehavior] };
      }, TEAM);
      expect(bugs).toBe("AsRequirements");
      expect(configuration.requirementBacklog.workItemTypes.map(({ name }) => name)).toContain("User Story");
      const stories = configuration.workItemTypeMappedStates.find((one) => one.workItemTypeName === "User Story");
      expect(stories?.states).toMatchObject({ New: "Proposed", Active: "InProgress", Closed: "Completed" });
      expect(configuration).not.toHaveProperty("url");
      expect(configuration).not.toHaveProperty("_links");
    });

    it("say which areas are a team's", async () => {
      const areas = await frame.evaluate((team) => window.clients.work.getTeamFieldValues(team as TeamContext), TEAM);
      expect(areas).toEqual({
        field: { referenceName: "System.AreaPath" },
        defaultValue: PROJECT,
        values: [{ value: PROJECT, includeChildren: true }],
      });
    });
  });

  describe("where the connection fails", () => {
    const UNREACHABLE = {
      name: "NetworkException",
      message: "TF400893: Unable to contact the server. Please check your network connection and try again.",
    };

    afterEach(() => boards.boards.setFaults([]));

    it("a dropped connection is a NetworkException without a status", async () => {
      browser.expectErrors(/ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_FAILED/);
      boards.boards.setFaults([{ method: "GET", route: "wit/workitems", action: { kind: "drop" } }]);
      const refusal = await frame.evaluate((id) => window.clients.refusal(window.clients.wit.getWorkItem(id)), server);
      expect(refusal).toEqual(UNREACHABLE);
    });

    it("a wrong token is one too, since its 401 says nothing of other origins", async () => {
      browser.expectErrors(/CORS policy|ERR_FAILED|status of 401/);
      const refusal = await frame.evaluate(
        (id) => window.clients.refusal(window.clients.witWithToken("wrong").getWorkItem(id)),
        server,
      );
      expect(refusal).toEqual(UNREACHABLE);
    });
  });

  describe("extension data", () => {
    it("keeps documents through the SDK's service, and refuses a stale one", async () => {
      browser.expectErrors(/status of 400/);
      const { created, read, updated, stale } = await frame.evaluate(async () => {
        const { SDK, refusal } = window.clients;
        const service = await SDK.getService<IExtensionDataService>("ms.vss-features.extension-data-service");
        const manager = await service.getExtensionDataManager(SDK.getExtensionContext().id, await SDK.getAccessToken());
        const created: unknown = await manager.createDocument("plans", { id: "one", wave: 1 });
        const read: unknown = await manager.getDocument("plans", "one");
        const updated: unknown = await manager.setDocument("plans", { id: "one", wave: 2, __etag: 1 });
        const stale = await refusal(manager.setDocument("plans", { id: "one", wave: 3, __etag: 1 }));
        return { created, read, updated, stale };
      });
      expect(created).toEqual({ id: "one", wave: 1, __etag: 1 });
      expect(read).toEqual(created);
      expect(updated).toEqual({ id: "one", wave: 2, __etag: 2 });
      expect(stale).toMatchObject({ status: 400, typeKey: "InvalidDocumentVersionException" });
    });
  });
});

describe("the official clients on the work of a team", () => {
  let frame: Frame;
  let small: SmallEstate;
  /** The id of the only iteration that the team has chosen. */
  let sprint: string;

  beforeAll(async () => {
    ({ frame, small } = await open());
    const { identifier, children } = small.project.iterations;
    sprint = children[0]?.identifier ?? "";
    await frame.evaluate(
      async ([team, backlogIteration, id]) => {
        const { work } = window.clients;
        await work.updateTeamSettings({ backlogIteration } as TeamSettingsPatch, team as TeamContext);
        await work.postTeamIteration({ id } as TeamSettingsIteration, team as TeamContext);
      },
      [TEAM, identifier, sprint] as const,
    );
  });

  it("read and write settings, with enumerations by number", async () => {
    const { before, updated, after, names } = await frame.evaluate(async (team) => {
      const { work, enums } = window.clients;
      const { AsTasks } = enums.BugsBehavior;
      const read = () => work.getTeamSettings(team as TeamContext);
      const before = await read();
      const updated = await work.updateTeamSettings(
        { bugsBehavior: AsTasks } as TeamSettingsPatch,
        team as TeamContext,
      );
      const after = await read();
      return { before, updated, after, names: [before, after].map((one) => enums.BugsBehavior[one.bugsBehavior]) };
    }, TEAM);
    expect(names).toEqual(["AsRequirements", "AsTasks"]);
    expect(before).toMatchObject({ bugsBehavior: 1, workingDays: [1, 2, 3, 4, 5] });
    expect(after).toMatchObject({
      backlogIteration: { id: small.project.iterations.identifier, name: PROJECT, path: "" },
      bugsBehavior: 2,
      workingDays: before.workingDays,
    });
    expect(updated).toEqual(after);
    expect(after).not.toHaveProperty("url");
    expect(after).not.toHaveProperty("_links");
  });

  it("list iterations, with days as dates and the time frame by number", async () => {
    const { all, current, frames } = await frame.evaluate(async (team) => {
      const { work, enums } = window.clients;
      const all = [...(await work.getTeamIterations(team as TeamContext))];
      const current = [...(await work.getTeamIterations(team as TeamContext, "current"))];
      return { all, current, frames: all.map(({ attributes }) => enums.TimeFrame[attributes.timeFrame]) };
    }, TEAM);
    expect(frames).toEqual(["Current"]);
    expect(all).toEqual([
      {
        id: sprint,
        name: "Sprint 1",
        path: "Contoso Move\\Sprint 1",
        attributes: { startDate: day("2026-03-02"), finishDate: day("2026-03-13"), timeFrame: 1 },
      },
    ]);
    expect(current).toEqual(all);
  });

  it("read and update capacities, with days off as dates", async () => {
    const plan = {
      activities: [{ name: "Development", capacityPerDay: 6.5 }],
      daysOff: [{ start: day("2026-03-05"), end: day("2026-03-06") }],
    };
    const { before, updated, after } = await frame.evaluate(
      async ([team, iteration, member, patch]) => {
        const { work } = window.clients;
        const read = () => work.getCapacitiesWithIdentityRefAndTotals(team as TeamContext, iteration);
        const before = await read();
        const updated = await work.updateCapacityWithIdentityRef(patch, team as TeamContext, iteration, member);
        return { before, updated, after: await read() };
      },
      [TEAM, sprint, small.other.id, plan] as const,
    );
    expect(before).toEqual({ teamMembers: [], totalCapacityPerDay: 0, totalDaysOff: 0 });
    expect(updated).toMatchObject({ teamMember: { id: small.other.id, displayName: "Other Person" }, ...plan });
    expect(updated).not.toHaveProperty("url");
    expect(updated).not.toHaveProperty("_links");
    expect(after).toEqual({ teamMembers: [updated], totalCapacityPerDay: 6.5, totalDaysOff: 2 });
  });

  it("read and replace the days off of the team, as dates", async () => {
    const daysOff = [{ start: day("2026-03-09"), end: day("2026-03-10") }];
    const { before, updated, after } = await frame.evaluate(
      async ([team, iteration, patch]) => {
        const { work } = window.clients;
        const read = () => work.getTeamDaysOff(team as TeamContext, iteration);
        const before = await read();
        const updated = await work.updateTeamDaysOff(patch, team as TeamContext, iteration);
        return { before, updated, after: await read() };
      },
      [TEAM, sprint, { daysOff }] as const,
    );
    expect(before).toEqual({ daysOff: [] });
    expect(updated).toEqual({ daysOff });
    expect(after).toEqual(updated);
  });

  it("list boards, and the columns of one with their type by number", async () => {
    const { boards, columns, kinds } = await frame.evaluate(async (team) => {
      const { work, enums } = window.clients;
      const boards = [...(await work.getBoards(team as TeamContext))];
      const columns = [...(await work.getBoardColumns(team as TeamContext, "Stories"))];
      return { boards, columns, kinds: columns.map(({ columnType }) => enums.BoardColumnType[columnType]) };
    }, TEAM);
    expect(boards.map(({ name }) => name)).toEqual(["Stories", "Features", "Epics"]);
    expect(boards[0]).not.toHaveProperty("url");
    expect(kinds).toEqual(["Incoming", "InProgress", "InProgress", "Outgoing"]);
    expect(columns.map(({ name, columnType }) => [name, columnType])).toEqual([
      ["New", 0],
      ["Active", 1],
      ["Resolved", 1],
      ["Closed", 2],
    ]);
    expect(columns[1]?.stateMappings).toEqual({ "User Story": "Active" });
  });
});

describe("the official clients before an Azure DevOps Server", () => {
  let frame: Frame;
  let server: number;

  beforeAll(async () => {
    ({ frame, server } = await open("7.0"));
  });

  it("are in a sandboxed frame, whose origin is opaque", async () => {
    expect(await frame.evaluate(() => window.origin)).toBe("null");
  });

  it("reach work items by their older version", async () => {
    const read = await frame.evaluate((id) => window.clients.wit.getWorkItem(id), server);
    expect(read.fields["System.CreatedDate"]).toEqual(CREATED);
  });

  it("are refused where they ask for 7.2", async () => {
    browser.expectErrors(/status of 400/);
    const refusal = await frame.evaluate(
      (project) => window.clients.refusal(window.clients.work.getBacklogConfigurations({ project } as TeamContext)),
      PROJECT,
    );
    expect(refusal).toEqual({
      name: "TFS.WebApi.Exception",
      status: 400,
      typeKey: "VssVersionOutOfRangeException",
      message:
        "The requested REST API version of 7.2 is out of range for this server. " +
        "The latest REST API version this server supports is 7.0.",
    });
  });
});
