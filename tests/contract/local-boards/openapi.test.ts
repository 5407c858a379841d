import { sampleEstate } from "../../../scripts/local-boards/server";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import { ROUTES } from "../../../scripts/local-boards/rest/routes";
import { PATCH, serve, type Sent, type Served } from "../../integration/local-boards/serve";
import { NOW, SmallEstate } from "../../integration/local-boards/smallEstate";
import { OpenApi, present, type Operation } from "./openapi";
import { CORRECTIONS } from "./openapiCorrections";

/** Where in an estate the examples ask. */
interface Place {
  /** Of the project. */
  readonly name: string;
  /** The project and one of its teams, as they stand in an address. */
  readonly project: string;
  readonly team: string;
  /** Work items that are there, and some that lie in the recycle bin; each example that changes one takes its own. */
  readonly ids: readonly number[];
  readonly deleted: readonly number[];
  /** A node below the root of the iterations. */
  readonly sprint: string;
  /** Identifiers of an iteration that the team has chosen and of one that it has not; of somebody in the team. */
  readonly chosen: string;
  readonly spare: string;
  readonly member: string;
  /** Id of a stored query. */
  readonly query: string;
}

type Body = (place: Place) => unknown;

/** One request for one route: `METHOD template`, its path below the organisation, its body. */
type Example = readonly [route: string, path: (place: Place) => string, body?: Body, sent?: Sent];

const patched = { contentType: PATCH };
const title: Body = () => [{ op: "add", path: "/fields/System.Title", value: "An example" }];
const wit = (path: string) => (place: Place) => `/${place.project}/_apis/wit/${path}`;
const item =
  (path: (id: number) => string, which = 0) =>
  (place: Place) =>
    `/${place.project}/_apis/wit/${path(place.ids[which] ?? 0)}`;
const bin = (which: number) => (place: Place) => `/${place.project}/_apis/wit/recyclebin/${place.deleted[which]}`;
const work = (path: string) => (place: Place) => `/${place.project}/${place.team}/_apis/work/${path}`;

const sprint =
  (path: string, of: (place: Place) => string = ({ chosen }) => chosen) =>
  (place: Place) =>
    `/${place.project}/${place.team}/_apis/work/teamsettings/iterations/${of(place)}${path}`;
const TASKS = "SELECT [System.Id] FROM WorkItems WHERE [System.WorkItemType] = 'Task'";
const DAY_OFF = { start: "2026-03-05T00:00:00Z", end: "2026-03-05T00:00:00Z" };

const EXAMPLES: readonly Example[] = [
  ["POST wit/wiql", wit("wiql"), () => ({ query: "SELECT [System.Id] FROM WorkItems ORDER BY [System.Title]" })],
  ["POST wit/workitemsbatch", wit("workitemsbatch"), ({ ids }) => ({ ids: ids.slice(0, 2), $expand: "all" })],
  ["POST wit/workitemsbatch", wit("workitemsbatch"), ({ ids }) => ({ ids, fields: ["System.Title"] })],
  ["GET wit/workitems", item((id) => `workitems?ids=${id}`)],
  ["GET wit/workitems/{id}", item((id) => `workitems/${id}`)],
  ["GET wit/workitems/{id}", item((id) => `workItems/${id}?$expand=all`)],
  ["POST wit/workitems/${type}", wit("workitems/$Task"), title, patched],
  ["PATCH wit/workitems/{id}", item((id) => `workitems/${id}`), title, patched],
  ["DELETE wit/workitems/{id}", item((id) => `workitems/${id}`, 1)],
  ["GET wit/workitems/${type}", wit("workitems/$Task")],
  ["POST wit/workitemsdelete", wit("workitemsdelete"), ({ ids }) => ({ ids: ids.slice(1, 3) })],
  ["GET wit/workitems/{id}/revisions", item((id) => `workitems/${id}/revisions?$expand=all`)],
  ["GET wit/workitems/{id}/revisions/{rev}", item((id) => `workitems/${id}/revisions/1`)],
  ["GET wit/workitems/{id}/updates", item((id) => `workitems/${id}/updates`)],
  ["GET wit/recyclebin", wit("recyclebin")],
  ["GET wit/recyclebin/{id}", bin(0)],
  ["PATCH wit/recyclebin/{id}", bin(0), () => ({ IsDeleted: false })],
  ["DELETE wit/recyclebin/{id}", bin(1)],
  ["GET wit/classificationnodes", wit("classificationnodes?$depth=3")],
  ["GET wit/classificationnodes/{group}/{*path}", wit("classificationnodes/iterations?$depth=3")],
  [
    "GET wit/classificationnodes/{group}/{*path}",
    ({ project, sprint }) => `/${project}/_apis/wit/classificationnodes/Iterations/${sprint}`,
  ],
  ["POST wit/classificationnodes/{group}/{*path}", wit("classificationnodes/areas"), () => ({ name: "Example" })],
  [
    "PATCH wit/classificationnodes/{group}/{*path}",
    ({ project, sprint }) => `/${project}/_apis/wit/classificationnodes/Iterations/${sprint}`,
    () => ({ attributes: { startDate: "2026-03-02T00:00:00Z", finishDate: "2026-03-14T00:00:00Z" } }),
  ],
  ["DELETE wit/classificationnodes/{group}/{*path}", wit("classificationnodes/areas/Example")],
  ["GET wit/tags", wit("tags")],
  ["GET wit/workitemtypes", wit("workitemtypes")],
  ["GET wit/workitemtypes/{type}", wit("workitemtypes/User%20Story")],
  ["GET wit/workitemtypes/{type}/states", wit("workitemtypes/User%20Story/states")],
  ["GET wit/workitemtypes/{type}/fields", wit("workitemtypes/Task/fields?$expand=all")],
  ["GET wit/workitemtypes/{type}/fields/{field}", wit("workitemtypes/Task/fields/System.State?$expand=all")],
  ["GET wit/workitemtypecategories", wit("workitemtypecategories")],
  ["GET wit/workitemtypecategories/{category}", wit("workitemtypecategories/Microsoft.TaskCategory")],
  ["GET wit/fields", wit("fields")],
  ["GET wit/fields/{field}", wit("fields/System.Title")],
  ["GET wit/workitemrelationtypes", () => "/_apis/wit/workitemrelationtypes"],
  ["GET work/backlogconfiguration", work("backlogconfiguration")],
  ["GET work/teamsettings/teamfieldvalues", work("teamsettings/teamfieldvalues")],
  [
    "PATCH work/teamsettings/teamfieldvalues",
    work("teamsettings/teamfieldvalues"),
    ({ name }) => ({ defaultValue: name, values: [{ value: name, includeChildren: true }] }),
  ],
  ["GET wit/workitems/{id}/updates/{updateNumber}", item((id) => `workitems/${id}/updates/1`)],
  ["GET wit/reporting/workitemrevisions", wit("reporting/workitemrevisions?$maxPageSize=50&$expand=fields")],
  [
    "POST wit/reporting/workitemrevisions",
    wit("reporting/workitemrevisions"),
    () => ({ fields: ["System.Title", "System.AssignedTo"], includeIdentityRef: true }),
  ],
  ["GET wit/reporting/workitemlinks", wit("reporting/workitemlinks")],
  ["GET wit/queries", wit("queries?$depth=2&$expand=all")],
  ["POST wit/queries/{*query}", wit("queries/Shared%20Queries"), () => ({ name: "Example", wiql: TASKS })],
  ["GET wit/queries/{*query}", wit("queries/Shared%20Queries/Example?$expand=all")],
  ["PATCH wit/queries/{*query}", wit("queries/Shared%20Queries/Example"), () => ({ name: "Renamed" })],
  ["DELETE wit/queries/{*query}", wit("queries/Shared%20Queries/Renamed")],
  ["GET wit/wiql/{id}", ({ project, query }) => `/${project}/_apis/wit/wiql/${query}`],
  ["HEAD wit/wiql/{id}", ({ project, query }) => `/${project}/_apis/wit/wiql/${query}`],
  ["GET work/backlogs", work("backlogs")],
  ["GET work/backlogs/{backlog}", work("backlogs/Microsoft.RequirementCategory")],
  ["GET work/backlogs/{backlog}/workItems", work("backlogs/Microsoft.RequirementCategory/workItems")],
  ["GET work/boards", work("boards")],
  ["GET work/boards/{board}", work("boards/Stories")],
  ["GET work/boards/{board}/columns", work("boards/Stories/columns")],
  ["GET work/boards/{board}/rows", work("boards/Stories/rows")],
  ["PATCH work/teamsettings", work("teamsettings"), () => ({ bugsBehavior: "asTasks" })],
  ["GET work/teamsettings", work("teamsettings")],
  ["POST work/teamsettings/iterations", work("teamsettings/iterations"), ({ spare }) => ({ id: spare })],
  ["GET work/teamsettings/iterations", work("teamsettings/iterations")],
  ["DELETE work/teamsettings/iterations/{iteration}", sprint("", ({ spare }) => spare)],
  ["GET work/teamsettings/iterations/{iteration}", sprint("")],
  ["GET work/teamsettings/iterations/{iteration}/workitems", sprint("/workitems")],
  [
    "PUT work/teamsettings/iterations/{iteration}/capacities",
    sprint("/capacities"),
    ({ member }) => [
      { teamMember: { id: member }, activities: [{ name: "Development", capacityPerDay: 6 }], daysOff: [] },
    ],
  ],
  ["GET work/teamsettings/iterations/{iteration}/capacities", sprint("/capacities")],
  [
    "PATCH work/teamsettings/iterations/{iteration}/capacities/{member}",
    (place) => sprint(`/capacities/${place.member}`)(place),
    () => ({ activities: [{ name: "Testing", capacityPerDay: 2 }], daysOff: [DAY_OFF] }),
  ],
  [
    "GET work/teamsettings/iterations/{iteration}/capacities/{member}",
    (place) => sprint(`/capacities/${place.member}`)(place),
  ],
  [
    "PATCH work/teamsettings/iterations/{iteration}/teamdaysoff",
    sprint("/teamdaysoff"),
    () => ({ daysOff: [DAY_OFF] }),
  ],
  ["GET work/teamsettings/iterations/{iteration}/teamdaysoff", sprint("/teamdaysoff")],
  [
    "GET work/iterations/{iteration}/iterationcapacities",
    ({ project, chosen }) => `/${project}/_apis/work/iterations/${chosen}/iterationcapacities`,
  ],
  ["GET teams", () => "/_apis/teams", undefined, { accept: "application/json;api-version=7.1-preview.3" }],
  ["POST projects/{project}/teams", ({ project }) => `/_apis/projects/${project}/teams`, () => ({ name: "Example" })],
  ["GET projects/{project}/teams/{team}", ({ project }) => `/_apis/projects/${project}/teams/Example`],
  [
    "PATCH projects/{project}/teams/{team}",
    ({ project }) => `/_apis/projects/${project}/teams/Example`,
    () => ({ description: "An example" }),
  ],
  ["DELETE projects/{project}/teams/{team}", ({ project }) => `/_apis/projects/${project}/teams/Example`],
  [
    "GET projects/{project}/teams/{team}/members",
    ({ project, team }) => `/_apis/projects/${project}/teams/${team}/members`,
  ],
  ["GET projects", () => "/_apis/projects"],
  ["GET projects/{project}", ({ project }) => `/_apis/projects/${project}?includeCapabilities=true`],
  ["GET projects/{project}/teams", ({ project }) => `/_apis/projects/${project}/teams`],
];

/** Requests that the documents do not describe. */
const UNKNOWN_TO_DOCUMENTS: Readonly<Record<string, string>> = {
  "PATCH wit/workitems/${type}": "the document has POST alone; official clients create with PATCH where they are old",
  "PATCH wit/$batch": "an older interface, which the documents leave out",
  "POST wit/$batch": "an older interface, which the documents leave out",
  "GET connectiondata": "the area Location has no document",
  "GET resourceareas": "the area Location has no document",
  "GET resourceareas/{areaId}": "the area Location has no document",
};
const EXTENSION_DATA = "ExtensionManagement/InstalledExtensions/";

const keyOf = ({ method, template }: { readonly method: string; readonly template: string }): string =>
  `${method} ${template}`;

/** Everybody in every team. */
function withMembers(estate: Estate): Estate {
  const members = estate.users.map(({ id }) => id);
  return {
    ...estate,
    projects: estate.projects.map((project) => ({
      ...project,
      teams: project.teams.map((team) => ({ ...team, members })),
    })),
  };
}

const estates: Readonly<Record<string, () => Estate>> = {
  small: () => {
    const small = new SmallEstate();
    const [first, second, third, ...deleted] = ["A", "B", "C", "D", "E"].map((name) =>
      small.item(name, { tags: ["x"] }),
    );
    small.builder.parent(first ?? 0, third ?? 0, NOW - 2000, small.lead);
    small.builder.link(first ?? 0, "System.LinkTypes.Dependency-Forward", second ?? 0, NOW - 2000, small.lead);
    small.builder.change(first ?? 0, NOW - 1000, small.other, { "System.State": "Active" });
    for (const id of deleted) small.builder.remove(id, NOW - 1000, small.other);
    return withMembers(small.build());
  },
  sample: () => sampleEstate({ now: NOW }),
};

(present ? describe : describe.skip)("the official OpenAPI documents (skipped without ../shared/contracts)", () => {
  const api = present ? new OpenApi(CORRECTIONS) : null;
  const operationOf = (method: string, path: string): Operation | null =>
    api?.operation(method, path.slice(path.indexOf("_apis/") + "_apis/".length)) ?? null;

  describe.each(Object.keys(estates))("answers of the %s estate are of the documented form", (name) => {
    let served: Served;
    let place: Place;

    beforeAll(async () => {
      const estate = estates[name]?.();
      const project = estate?.projects[0];
      if (estate === undefined || project === undefined) throw new Error(`The estate ${name} has no project.`);
      served = await serve({ estate, clock: () => NOW });
      const ids = (wanted: (item: Estate["workItems"][number]) => boolean): number[] =>
        estate.workItems
          .filter((candidate) => candidate.project === project.id && wanted(candidate))
          .map(({ id }) => id);
      // One that has relations, a history and more than the rest stands first.
      const present = estate.workItems.filter(({ deleted, links }) => deleted === null && links.length > 0);
      const first = [...present].sort(
        (a, b) => b.links.length + b.changes.length - a.links.length - a.changes.length,
      )[0];
      const others = ids(({ deleted, id }) => deleted === null && id !== first?.id);
      const deleted = ids((candidate) => candidate.deleted !== null);
      for (const id of others.slice(2, 4 - deleted.length)) {
        await served.send("DELETE", `/_apis/wit/workitems/${id}`);
        deleted.push(id);
      }
      place = {
        name: project.name,
        project: encodeURIComponent(project.name),
        team: encodeURIComponent(project.teams[0]?.name ?? ""),
        ids: [first?.id ?? 0, ...others.slice(0, 2)],
        deleted,
        sprint: encodeURIComponent(project.iterations.children[0]?.name ?? ""),
        chosen: project.iterations.children[0]?.identifier ?? "",
        spare: project.iterations.children[1]?.identifier ?? "",
        member: project.teams[0]?.members[0] ?? "",
        query: "",
      };
      const { project: named, team, chosen } = place;
      const settings = `/${named}/${team}/_apis/work/teamsettings`;
      await served.send("PATCH", settings, { body: { backlogIteration: project.iterations.identifier } });
      await served.send("POST", `${settings}/iterations`, { body: { id: chosen } });
      const kept = await served.send("POST", `/${named}/_apis/wit/queries/Shared%20Queries`, {
        body: { name: "Tasks", wiql: TASKS },
      });
      place = { ...place, query: (kept.json as { id: string }).id };
    });
    afterAll(() => served.close());

    it.each(EXAMPLES.map((example) => [example[0], example] as const))("%s", async (route, example) => {
      const [, path, body, sent] = example;
      const [method] = route.split(" ");
      const operation = operationOf(method ?? "", path(place));
      if (operation === null || api === null) throw new Error(`The documents do not know ${route}.`);
      const answer = await served.send(method ?? "", path(place), {
        ...sent,
        ...(body === undefined ? {} : { body: body(place) }),
      });
      expect([answer.status, answer.status < 300 ? "" : answer.text]).toEqual([expect.any(Number), ""]);
      if (operation.schema === null) expect(answer.text).toBe("");
      // The document gives the answer of HEAD a body, which HTTP does not have.
      if (method === "HEAD") return;
      expect(api.problems(operation, answer.json)).toEqual([]);
      const { value } = (answer.json ?? {}) as { value?: unknown };
      // An empty list would show nothing.
      if (Array.isArray(value)) expect(value.length).toBeGreaterThan(0);
    });
  });

  it("each route has an example, or is one that the documents do not know", () => {
    const withExample = new Set(EXAMPLES.map(([route]) => route));
    const routes = ROUTES.filter(({ template }) => !template.startsWith(EXTENSION_DATA));
    const unknown = routes.filter(({ method, template }) => api?.operation(method, template) === null).map(keyOf);
    expect(unknown.sort()).toEqual(Object.keys(UNKNOWN_TO_DOCUMENTS).sort());
    const without = routes.map(keyOf).filter((route) => !withExample.has(route) && !unknown.includes(route));
    expect(without).toEqual([]);
    expect([...withExample].filter((route) => !routes.map(keyOf).includes(route))).toEqual([]);
  });

  it("the documents do not know extension data", () => {
    const routes = ROUTES.filter(({ template }) => template.startsWith(EXTENSION_DATA));
    expect(routes.filter(({ method, template }) => api?.operation(method, template) !== null)).toEqual([]);
    expect(routes.length).toBeGreaterThan(0);
  });

  it("each correction of the documents is needed", () => {
    expect(api?.unusedCorrections()).toEqual([]);
  });
});
