import type { UserRole } from "../../../scripts/local-boards/model/estate";
import type { Route } from "../../../scripts/local-boards/http/router";
import { ROUTES } from "../../../scripts/local-boards/rest/routes";
import { PATCH, serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const PROJECT = "/Contoso%20Move";
const ROLES: readonly UserRole[] = ["administrator", "contributor", "stakeholder", "reader"];
const ALLOWED = [200, 204];

interface Refusal {
  readonly status: number;
  readonly typeKey?: string;
  readonly message?: string;
}

const NO_EDIT: Refusal = { status: 403, message: expect.stringMatching(/^TF237111: /) as string };
const NO_DELETE: Refusal = { status: 403, typeKey: "AccessCheckException" };
const NO_TAG: Refusal = {
  status: 403,
  typeKey: "AccessCheckException",
  message: "TF401289: The current user does not have permissions to create tags.",
};
const NO_BYPASS: Refusal = { status: 403, message: expect.stringMatching(/^TF401322: /) as string };
const NO_SILENCE: Refusal = {
  status: 500,
  message: "VS403410: You don't have suppress notifications permission.",
};

describe("permissions", () => {
  let served: Served;
  let small: SmallEstate;
  let users: Record<UserRole, string>;
  /** A work item, one that carries the tag "known", and one in the recycle bin. */
  let item: number;
  let deleted: number;

  beforeEach(async () => {
    small = new SmallEstate();
    const reader = small.builder.user("Reading Person", "reader@contoso.example", "reader");
    const stakeholder = small.builder.user("Holding Person", "stakeholder@contoso.example", "stakeholder");
    users = {
      administrator: small.lead.id,
      contributor: small.other.id,
      stakeholder: stakeholder.id,
      reader: reader.id,
    };
    item = small.item("A server");
    small.item("Another server", { tags: ["known"] });
    deleted = small.item("Deleted");
    small.builder.remove(deleted, Date.parse("2026-02-01T09:00:00Z"), small.lead);
    small.item("Hidden", { area: "Contoso Move\\Secret" });
    served = await serve({ estate: small.build(), clock: () => NOW });
    for (const id of Object.values(users)) served.boards.hideAreas(id, ["Contoso Move\\Secret"]);
  });

  afterEach(() => served.close());

  const title = [{ op: "add", path: "/fields/System.Title", value: "A title" }];
  const tagged = (tags: string): object[] => [{ op: "add", path: "/fields/System.Tags", value: tags }];

  function write(method: string, path: string, body?: unknown): (role: UserRole) => Promise<Answer> {
    return (role) => served.send(method, path, { body, contentType: PATCH, user: users[role] });
  }

  const WRITES: readonly [string, (role: UserRole) => Promise<Answer>, Partial<Record<UserRole, Refusal>>][] = [
    ["creating", (role) => write("POST", `${PROJECT}/_apis/wit/workitems/$Task`, title)(role), { reader: NO_EDIT }],
    ["changing", (role) => write("PATCH", `/_apis/wit/workitems/${item}`, title)(role), { reader: NO_EDIT }],
    [
      "checking a change",
      (role) => write("PATCH", `/_apis/wit/workitems/${item}?validateOnly=true`, title)(role),
      { reader: NO_EDIT },
    ],
    [
      "adding a tag that the project has, in any case of its letters",
      (role) => write("PATCH", `/_apis/wit/workitems/${item}`, tagged("KNOWN"))(role),
      { reader: NO_EDIT },
    ],
    [
      "adding a tag that the project does not have",
      (role) => write("PATCH", `/_apis/wit/workitems/${item}`, tagged("known; new"))(role),
      { reader: NO_EDIT, stakeholder: NO_TAG },
    ],
    [
      "adding such a tag by the field's other name",
      (role) =>
        write("PATCH", `/_apis/wit/workitems/${item}`, [{ op: "add", path: "/fields/Tags", value: "new" }])(role),
      { reader: NO_EDIT, stakeholder: NO_TAG },
    ],
    [
      "adding such a tag as a number",
      (role) =>
        write("PATCH", `/_apis/wit/workitems/${item}`, [{ op: "replace", path: "/fields/System.Tags", value: 7 }])(
          role,
        ),
      { reader: NO_EDIT, stakeholder: NO_TAG },
    ],
    [
      "creating by the older method",
      (role) => write("PATCH", `${PROJECT}/_apis/wit/workitems/$Task`, title)(role),
      { reader: NO_EDIT },
    ],
    [
      "changing below the project",
      (role) => write("PATCH", `${PROJECT}/_apis/wit/workitems/${item}`, title)(role),
      { reader: NO_EDIT },
    ],
    [
      "linking",
      (role) =>
        write("PATCH", `/_apis/wit/workitems/${item}`, [
          {
            op: "add",
            path: "/relations/-",
            value: { rel: "System.LinkTypes.Related", url: `${served.origin}/local/_apis/wit/workItems/2` },
          },
        ])(role),
      { reader: NO_EDIT },
    ],
    [
      "creating with a tag that the project does not have",
      (role) => write("POST", `${PROJECT}/_apis/wit/workitems/$Task`, [...title, ...tagged("new")])(role),
      { reader: NO_EDIT, stakeholder: NO_TAG },
    ],
    [
      "deleting",
      (role) => write("DELETE", `/_apis/wit/workitems/${item}`)(role),
      { reader: NO_DELETE, stakeholder: NO_DELETE },
    ],
    [
      "restoring",
      (role) =>
        served.send("PATCH", `/_apis/wit/recyclebin/${deleted}`, { body: { IsDeleted: false }, user: users[role] }),
      { reader: NO_DELETE, stakeholder: NO_DELETE },
    ],
    [
      "destroying from the recycle bin",
      (role) => write("DELETE", `/_apis/wit/recyclebin/${deleted}`)(role),
      { reader: NO_DELETE, stakeholder: NO_DELETE, contributor: NO_DELETE },
    ],
    [
      "destroying at once",
      (role) => write("DELETE", `/_apis/wit/workitems/${item}?destroy=true`)(role),
      { reader: NO_DELETE, stakeholder: NO_DELETE, contributor: NO_DELETE },
    ],
    [
      "bypassing the rules",
      (role) => write("PATCH", `/_apis/wit/workitems/${item}?bypassRules=true`, title)(role),
      { reader: NO_EDIT, stakeholder: NO_BYPASS, contributor: NO_BYPASS },
    ],
    [
      "suppressing notifications",
      (role) => write("PATCH", `/_apis/wit/workitems/${item}?suppressNotifications=true`, title)(role),
      { reader: NO_EDIT, stakeholder: NO_SILENCE, contributor: NO_SILENCE },
    ],
  ];

  describe.each(WRITES)("%s", (_, attempt, refusals) => {
    it.each(ROLES.filter((role) => refusals[role] === undefined))("is allowed to a %s", async (role) => {
      const answer = await attempt(role);
      expect([answer.text, ALLOWED.includes(answer.status)]).toEqual([answer.text, true]);
    });

    const refused = ROLES.filter((role) => refusals[role] !== undefined);
    if (refused.length > 0) {
      it.each(refused)("is refused to a %s, and changes nothing", async (role) => {
        const before = JSON.stringify(served.boards.snapshot());
        const answer = await attempt(role);
        expect({ status: answer.status, ...(answer.json as object) }).toMatchObject({ ...refusals[role] });
        expect(JSON.stringify(served.boards.snapshot())).toBe(before);
      });
    }
  });

  it.each(ROLES)("leave reading and extension data open to a %s", async (role) => {
    const user = users[role];
    expect((await served.send("GET", `/_apis/wit/workitems/${item}`, { user })).status).toBe(200);
    const documents =
      "/_apis/ExtensionManagement/InstalledExtensions/pub/ext/Data/Scopes/Default/Current/Collections/c/Documents";
    const accept = "application/json;api-version=7.1-preview";
    expect((await served.send("POST", documents, { body: { id: "x" }, user, accept })).status).toBe(200);
  });

  it("are asked after what can be read and before tests of a revision", async () => {
    const failing = [{ op: "test", path: "/rev", value: 7 }, ...title];
    const statusOf = async (role: UserRole, id: number): Promise<number> =>
      (await write("PATCH", `/_apis/wit/workitems/${id}`, failing)(role)).status;
    expect(await statusOf("reader", 999)).toBe(404);
    expect(await statusOf("reader", 4)).toBe(404);
    expect(await statusOf("reader", item)).toBe(403);
    expect(await statusOf("contributor", item)).toBe(412);
    const anonymous = await served.raw("PATCH", `/local/_apis/wit/workitems/${item}`);
    expect(anonymous.status).toBe(401);
  });

  it("know every route that writes work items", () => {
    const isWriting = ({ method, template }: Route): boolean =>
      method !== "GET" && /^wit\/(workitems|recyclebin|\$batch)(?!batch)/.test(template);
    // A route that is new here needs a row in the table above; $batch and workitemsdelete, which answer for each work
    // item of theirs, have tests of their own.
    expect(ROUTES.filter(isWriting).map(({ method, template }) => `${method} ${template}`)).toEqual([
      "PATCH wit/workitems/${type}",
      "PATCH wit/workitems/{id}",
      "DELETE wit/workitems/{id}",
      "POST wit/workitems/${type}",
      "POST wit/workitemsdelete",
      "PATCH wit/$batch",
      "POST wit/$batch",
      "PATCH wit/recyclebin/{id}",
      "DELETE wit/recyclebin/{id}",
    ]);
  });

  it("hold below the address of another project as well: nothing of this one is there", async () => {
    const other = { ...small.project, id: "99999999-9999-4999-8999-999999999999", name: "Other" };
    const two = await serve({ estate: { ...small.build(), projects: [small.project, other] }, clock: () => NOW });
    try {
      const user = users.administrator;
      const body = { IsDeleted: false };
      const send = (method: string, path: string, sent: object = {}): Promise<Answer> =>
        two.send(method, `/Other/_apis/wit/${path}`, { user, ...sent });
      const answers = await Promise.all([
        send("GET", `recyclebin/${deleted}`),
        send("PATCH", `recyclebin/${deleted}`, { body }),
        send("DELETE", `recyclebin/${deleted}`),
        send("PATCH", `workitems/${item}`, { body: title, contentType: PATCH }),
        send("DELETE", `workitems/${item}`),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
      expect((await send("GET", `recyclebin?ids=${deleted}`)).json).toMatchObject({ count: 0 });
    } finally {
      await two.close();
    }
  });

  it("let a stakeholder keep and remove the tags that an item has", async () => {
    await write("PATCH", `/_apis/wit/workitems/${item}`, tagged("known; own"))("administrator");
    const kept = await write("PATCH", `/_apis/wit/workitems/${item}`, tagged("own"))("stakeholder");
    expect(kept.json).toMatchObject({ fields: { "System.Tags": "own" } });
    const removed = await write("PATCH", `/_apis/wit/workitems/${item}`, [
      { op: "remove", path: "/fields/System.Tags" },
    ])("stakeholder");
    expect(removed.status).toBe(200);
  });
});

describe("the tags of a project", () => {
  let served: Served;
  afterEach(() => served.close());

  it("are those in use, each once, by name, with an id that stays", async () => {
    const small = new SmallEstate();
    small.item("A", { tags: ["wave-2", "Kind:VM"] });
    const gone = small.item("B", { tags: ["gone"] });
    small.item("C", { tags: ["kind:vm", "Alpha"] });
    small.builder.remove(gone, Date.parse("2026-02-01T09:00:00Z"), small.lead);
    served = await serve({ estate: small.build(), clock: () => NOW });
    const answer = await served.send("GET", `${PROJECT}/_apis/wit/tags`);
    const { count, value } = answer.json as { count: number; value: { id: string; name: string; url: string }[] };
    expect([count, value.map(({ name }) => name)]).toEqual([3, ["Alpha", "Kind:VM", "wave-2"]]);
    expect(new Set(value.map(({ id }) => id)).size).toBe(3);
    for (const { id, url } of value) {
      expect(url).toBe(`${served.origin}/local/${small.project.id}/_apis/wit/tags/${id}`);
    }
    const again = await served.send("GET", `${PROJECT}/_apis/wit/tags`);
    expect(again.json).toEqual(answer.json);
  });
});

describe("a work item type", () => {
  let served: Served;
  afterEach(() => served.close());

  it("says its states, and where each leads; a state that was added leads to all and is reached from all", async () => {
    const small = new SmallEstate();
    const project = {
      ...small.project,
      customStates: [
        { type: "User Story", name: "On hold", category: "InProgress" as const, color: "b4009e", after: "Active" },
      ],
    };
    served = await serve({ estate: { ...small.build(), projects: [project] }, clock: () => NOW });
    const answer = await served.send("GET", `${PROJECT}/_apis/wit/workitemtypes/User%20Story`);
    interface Type {
      states: { name: string; color: string; category: string }[];
      transitions: Record<string, { to: string; actions: null }[]>;
    }
    const { states, transitions } = answer.json as Type;
    const names = states.map(({ name }) => name);
    expect(names).toEqual(["New", "Active", "On hold", "Resolved", "Closed", "Removed"]);
    expect(states[2]).toEqual({ name: "On hold", color: "b4009e", category: "InProgress" });
    const targets = (from: string): string[] => (transitions[from] ?? []).map(({ to }) => to);
    expect(Object.keys(transitions)).toEqual(["", ...names]);
    expect(targets("")).toEqual(["New"]);
    expect(targets("On hold")).toEqual(names);
    for (const name of names) expect(targets(name)).toEqual(expect.arrayContaining([name, "On hold"]));
    expect(transitions["New"]?.[0]).toEqual({ to: "New", actions: null });
  });
});
