import { route } from "../../../scripts/local-boards/host/node/routes";
import type { Contribution } from "../../../scripts/local-boards/host/pageData";

const PROJECT = { id: "11111111-2222-4333-8444-555555555555", name: "Fabrikam Move" };

function contribution(id: string, over: Partial<Contribution> = {}): Contribution {
  const targets = ["ms.vss-work-web.work-hub-group"];
  return {
    id,
    type: "ms.vss-web.hub",
    targets,
    name: id,
    description: "",
    url: null,
    icon: null,
    order: 1,
    height: null,
    properties: {},
    ...over,
  };
}

function at(path: string): ReturnType<typeof route> {
  return route(path, {
    organization: "local",
    projects: [PROJECT],
    contributions: [contribution("pub.ext.hub"), contribution("pub.ext.code", { targets: ["ms.vss-code-web.code"] })],
  });
}

it.each([
  ["/", "/local/"],
  ["/local/Fabrikam%20Move", "/local/Fabrikam%20Move/_workitems"],
  [`/local/${PROJECT.id}`, "/local/Fabrikam%20Move/_workitems"],
])("%s leads on to %s", (path, redirect) => {
  expect(at(path)).toEqual({ redirect });
});

it.each([
  ["/local", { kind: "projects" }],
  ["/LOCAL/", { kind: "projects" }],
  ["/local/fabrikam%20move/_workitems", { kind: "workItems", project: PROJECT }],
  [`/local/${PROJECT.id}/_WorkItems/`, { kind: "workItems", project: PROJECT }],
  ["/local/Fabrikam%20Move/_workitems/edit/42", { kind: "workItem", project: PROJECT, id: 42 }],
  ["/local/Fabrikam%20Move/_backlogs", { kind: "backlog", project: PROJECT }],
  ["/local/Fabrikam%20Move/_dashboards", { kind: "dashboard", project: PROJECT }],
  [`/local/${PROJECT.id}/_BACKLOGS/`, { kind: "backlog", project: PROJECT }],
  ["/local/Fabrikam%20Move/_apps/hub/pub.ext.hub", { kind: "hub", project: PROJECT, contributionId: "pub.ext.hub" }],
])("%s is a page", (path, page) => {
  expect(at(path)).toEqual({ page });
});

it.each([
  ["/other", null],
  ["/local/Nowhere", null],
  ["/%zz", null],
  ["/local/Fabrikam%20Move/_git", PROJECT],
  ["/local/Fabrikam%20Move/_workitems/edit/none", PROJECT],
  ["/local/Fabrikam%20Move/_backlogs/more", PROJECT],
  ["/local/Fabrikam%20Move/_dashboards/more", PROJECT],
  ["/local/Fabrikam%20Move/_workitems/edit/1/more", PROJECT],
  ["/local/Fabrikam%20Move/_apps/hub/pub.ext.code", PROJECT],
  ["/local/Fabrikam%20Move/_apps/hub/pub.ext.missing", PROJECT],
])("%s is no page", (path, project) => {
  expect(at(path)).toEqual({ page: { kind: "notFound", project, path } });
});
