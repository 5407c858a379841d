import type { IWorkItemFormNavigationService, IWorkItemFormService } from "azure-devops-extension-api/WorkItemTracking";
import { createWorkItemForm, type FormEvent, type OpenItem, registerForm } from "../../../src/extension/workItemForm";

type Method = (args: unknown) => void;

/** Registers, and gives what a host calls. */
function registered() {
  let methods: Record<string, Method> = {};
  const events = registerForm((given) => {
    methods = given as Record<string, Method>;
  });
  const call = (name: string, args: unknown): void => {
    const method = methods[name];
    if (method === undefined) throw new Error(`Nothing is registered as ${name}.`);
    method(args);
  };
  return { events, call };
}

describe("the events of a form", () => {
  it("that come before anybody listens are told once somebody does", () => {
    const { events, call } = registered();
    call("onLoaded", { id: 7, isNew: false, isReadOnly: true });
    const heard: FormEvent[] = [];
    events.listen((event) => heard.push(event));
    call("onSaved", { id: 7 });
    expect(heard).toEqual([
      { kind: "loaded", item: { id: 7, isNew: false, isReadOnly: true } },
      { kind: "saved", id: 7 },
    ]);
  });

  it.each([
    ["onSaved", "saved"],
    ["onRefreshed", "refreshed"],
    ["onReset", "reset"],
    ["onUnloaded", "unloaded"],
  ])("%s is %s", (name, kind) => {
    const { events, call } = registered();
    const heard: FormEvent[] = [];
    events.listen((event) => heard.push(event));
    call(name, { id: 3 });
    expect(heard).toEqual([{ kind, id: 3 }]);
  });

  it("carry values as they cross frames: dates, people, and null that got lost", () => {
    const { events, call } = registered();
    const heard: FormEvent[] = [];
    events.listen((event) => heard.push(event));
    call("onFieldChanged", {
      id: 3,
      changedFields: {
        "System.State": "Active",
        "Custom.Due": new Date("2026-12-01T00:00:00Z"),
        "System.AssignedTo": "Ana Example <ana@example.com>",
        "System.ChangedBy": { displayName: "Ana Example", uniqueName: "ana@example.com", id: "u1" },
        "System.Title": "a <b> c",
        "Custom.Gone": undefined,
        "Custom.Odd": { what: 1 },
      },
    });
    expect(heard).toEqual([
      {
        kind: "changed",
        id: 3,
        fields: {
          "System.State": "Active",
          "Custom.Due": "2026-12-01T00:00:00.000Z",
          "System.AssignedTo": "ana@example.com",
          "System.ChangedBy": "ana@example.com",
          "System.Title": "a <b> c",
          "Custom.Gone": null,
        },
      },
    ]);
  });

  it("about no work item are refused, so that the host hears of its mistake", () => {
    const { events, call } = registered();
    events.listen(() => undefined);
    expect(() => {
      call("onLoaded", {});
    }).toThrow();
  });
});

const ITEM: OpenItem = { id: 7, isNew: false, isReadOnly: false };
const PARENT = {
  rel: "System.LinkTypes.Hierarchy-Reverse",
  url: "https://b/_apis/wit/workItems/1",
  attributes: { c: 1 },
};
const OTHER = { rel: "System.LinkTypes.Related", url: "https://b/_apis/wit/workItems/9", attributes: {} };

/** A form with one work item; `id` says which form is on top. What the test does not name fails. */
function formWith(given: {
  readonly id?: () => unknown;
  readonly current?: Record<string, unknown>;
  readonly saved?: Record<string, unknown>;
  readonly fields?: readonly string[];
  readonly relations?: readonly object[];
  readonly isDirty?: boolean;
  readonly take?: (fields: Record<string, unknown>) => Record<string, boolean>;
}) {
  const id = given.id ?? (() => 7);
  const done: [string, unknown][] = [];
  const service = {
    getFieldValues: async (names: string[], options?: { returnOriginalValue: boolean }) => {
      const values: Record<string, unknown> = {
        ...(options?.returnOriginalValue === true ? (given.saved ?? given.current) : given.current),
        "System.Id": id(),
      };
      // A field that the type lacks makes the host fail, and null members vanish on the way.
      for (const name of names) if (!["System.Id", ...(given.fields ?? [])].includes(name)) throw new Error(name);
      return Object.fromEntries(names.filter((name) => values[name] != null).map((name) => [name, values[name]]));
    },
    isDirty: async () => given.isDirty ?? false,
    refresh: async () => {
      done.push(["refresh", null]);
    },
    getFields: async () => (given.fields ?? []).map((referenceName) => ({ referenceName, name: "any" })),
    getWorkItemRelations: async () => given.relations,
    getWorkItemResourceUrl: async (target: number) => `https://b/_apis/wit/workItems/${target}`,
    setFieldValues: async (fields: Record<string, unknown>) => {
      done.push(["set", fields]);
      return (given.take ?? ((all) => Object.fromEntries(Object.keys(all).map((name) => [name, true]))))(fields);
    },
    removeWorkItemRelations: async (relations: unknown) => {
      done.push(["remove", relations]);
    },
    addWorkItemRelations: async (relations: unknown) => {
      done.push(["add", relations]);
    },
  };
  const navigation = {
    openWorkItem: async (target: number) => {
      done.push(["open", target]);
    },
  };
  const form = createWorkItemForm(
    service as unknown as IWorkItemFormService,
    navigation as unknown as IWorkItemFormNavigationService,
  );
  return { form, done };
}

describe("reading the form", () => {
  it("gives unsaved values beside the saved ones, and the parent of the links in the form", async () => {
    const { form } = formWith({
      fields: ["System.State", "System.Tags"],
      current: { "System.State": "Active", "System.Tags": "a; b" },
      saved: { "System.State": "New" },
      relations: [OTHER, PARENT],
    });
    expect(await form.read(ITEM, ["System.State", "System.Tags"])).toEqual({
      current: { "System.State": "Active", "System.Tags": "a; b" },
      saved: { "System.State": "New", "System.Tags": null },
      parent: 1,
    });
  });

  it("asks for fields as the form writes them and leaves out those that the type lacks", async () => {
    const { form } = formWith({ fields: ["Custom.Kind"], current: { "Custom.Kind": "vm" } });
    const reading = await form.read(ITEM, ["custom.kind", "Custom.Nothing"]);
    expect(reading).toEqual({ current: { "custom.kind": "vm" }, saved: { "custom.kind": "vm" }, parent: null });
  });

  it.each([0, 1, 2, 3])("gives nothing when another form opens after %i answers", async (answers) => {
    let asked = 0;
    const { form } = formWith({
      fields: ["System.State"],
      current: { "System.State": "Active" },
      id: () => (asked++ < answers ? 7 : 8),
    });
    expect(await form.read(ITEM, ["System.State"])).toBeNull();
  });

  it.each([0, -3, null])("knows a new work item by its lack of a number (%p)", async (id) => {
    const { form } = formWith({ fields: ["System.State"], current: { "System.State": "New" }, id: () => id });
    expect(await form.read({ id: 0, isNew: true, isReadOnly: false }, ["System.State"])).not.toBeNull();
    expect(await form.read(ITEM, ["System.State"])).toBeNull();
  });
});

describe("writing into the form", () => {
  it("sets the fields as the form names them; what is emptied gets an empty text", async () => {
    const { form, done } = formWith({ fields: ["System.Tags", "Custom.Kind"] });
    const outcome = await form.write(ITEM, { fields: { "System.Tags": "a; b", "custom.kind": null } });
    expect(outcome).toEqual({ kind: "set" });
    expect(done).toEqual([["set", { "System.Tags": "a; b", "Custom.Kind": "" }]]);
  });

  it("writes nothing while another form is on top", async () => {
    const { form, done } = formWith({ fields: ["System.Tags"], id: () => 8 });
    expect(await form.write(ITEM, { fields: { "System.Tags": "a" }, parent: 3 })).toEqual({ kind: "covered" });
    expect(done).toEqual([]);
  });

  it("looks again right before it writes", async () => {
    let asked = 0;
    const { form, done } = formWith({ fields: ["System.Tags"], id: () => (asked++ < 1 ? 7 : 8) });
    expect(await form.write(ITEM, { fields: { "System.Tags": "a" } })).toEqual({ kind: "covered" });
    expect(done).toEqual([]);
  });

  it("says which fields the form did not take, and leaves the links alone then", async () => {
    const { form, done } = formWith({
      fields: ["System.State", "System.Tags"],
      take: () => ({ "System.State": false, "System.Tags": true }),
    });
    const outcome = await form.write(ITEM, { fields: { "System.State": "X", "System.Tags": "a" }, parent: 3 });
    expect(outcome).toEqual({ kind: "refused", names: ["System.State"] });
    expect(done.map(([what]) => what)).toEqual(["set"]);
  });

  it("takes a field that the form says nothing of for refused", async () => {
    const { form } = formWith({ fields: ["System.State"], take: () => ({}) });
    const outcome = await form.write(ITEM, { fields: { "System.State": "X" } });
    expect(outcome).toEqual({ kind: "refused", names: ["System.State"] });
  });

  it("sets nothing where the type lacks one of the fields", async () => {
    const { form, done } = formWith({ fields: ["System.State"] });
    const outcome = await form.write(ITEM, { fields: { "System.State": "X", "Custom.Kind": "vm" } });
    expect(outcome).toEqual({ kind: "refused", names: ["Custom.Kind"] });
    expect(done).toEqual([]);
  });

  it("puts another parent in the place of the one that is there, as the form gave it", async () => {
    const { form, done } = formWith({ relations: [OTHER, PARENT] });
    expect(await form.write(ITEM, { fields: {}, parent: 3 })).toEqual({ kind: "set" });
    expect(done).toEqual([
      ["remove", [PARENT]],
      ["add", [{ rel: PARENT.rel, url: "https://b/_apis/wit/workItems/3", attributes: {} }]],
    ]);
  });

  it("leaves the links of a form alone that opened meanwhile", async () => {
    let asked = 0;
    const { form, done } = formWith({ relations: [PARENT], id: () => (asked++ < 1 ? 7 : 8) });
    expect(await form.write(ITEM, { fields: {}, parent: 3 })).toEqual({ kind: "covered" });
    expect(done).toEqual([]);
  });

  it("takes the parent away", async () => {
    const { form, done } = formWith({ relations: [PARENT] });
    await form.write(ITEM, { fields: {}, parent: null });
    expect(done).toEqual([["remove", [PARENT]]]);
  });

  it("opens other work items above", async () => {
    const { form, done } = formWith({});
    await form.openWorkItem(12);
    expect(done).toEqual([["open", 12]]);
  });
});

describe("letting the form read its work item again", () => {
  it("is done where nothing is unsaved", async () => {
    const { form, done } = formWith({});
    await form.reload(ITEM);
    expect(done).toEqual([["refresh", null]]);
  });

  it.each([
    ["something is unsaved", { isDirty: true }, undefined],
    ["another work item is open above", { id: () => 8 }, undefined],
    ["it was never saved", {}, { isNew: true }],
  ])("is left where %s", async (_, given, changes) => {
    const { form, done } = formWith(given);
    await form.reload({ ...ITEM, ...changes });
    expect(done).toEqual([]);
  });
});
