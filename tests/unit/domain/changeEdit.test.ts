import type { ItemWrite } from "../../../src/domain/change/change";
import { edited, inverseOf, withWrites, writesOf } from "../../../src/domain/change/edit";
import { assess } from "../../../src/domain/readiness/assess";
import { asset, day, feature, NOW, policy, snapshot, workItem } from "../../builders/estate";
import { mark } from "../../builders/evidence";

describe("edited", () => {
  const item = workItem(1, { rev: 4, state: "Closed", reason: "Cut", closedDate: 5, fields: { a: 1, b: 2 } });

  it("is one revision on, with a new state from now on and the rest as it was", () => {
    expect(edited(item, { state: "Active" }, NOW)).toEqual({
      ...item,
      rev: 5,
      changedDate: NOW,
      state: "Active",
      reason: "",
      stateChangeDate: NOW,
      closedDate: null,
    });
  });

  it("keeps reason and dates of a state that stays", () => {
    expect(edited(item, { state: "Closed", tags: ["a"], fields: { b: null } }, NOW)).toEqual({
      ...item,
      rev: 5,
      changedDate: NOW,
      tags: ["a"],
      fields: { a: 1, b: null },
    });
  });

  it("has fields that inherit nothing, whatever they are called", () => {
    const { fields } = edited(item, { fields: { b: 3 } }, NOW);
    expect([fields["constructor"], fields["__proto__"]]).toEqual([undefined, undefined]);
  });

  it("tells taking out of a parent from leaving it alone", () => {
    expect(edited(asset(2, 7), { parent: null }, NOW).parent).toBeNull();
    expect(edited(asset(2, 7), {}, NOW).parent).toBe(7);
  });

  it("tells clearing of effort and priority from leaving them alone", () => {
    const planned = workItem(2, { effort: 5, priority: 1 });
    expect(edited(planned, { effort: null, priority: null }, NOW)).toMatchObject({ effort: null, priority: null });
    expect(edited(planned, { effort: 0 }, NOW)).toMatchObject({ effort: 0, priority: 1 });
    expect(edited(planned, { priority: 3 }, NOW)).toMatchObject({ effort: 5, priority: 3 });
  });
});

describe("inverseOf", () => {
  it("names what the edit names, with the values before", () => {
    const item = workItem(1, { state: "New", tags: ["a"], parent: 3, effort: 0, fields: { "Custom.A": "x" } });
    const edit = {
      state: "Active",
      tags: [],
      iterationPath: "Contoso\\R1",
      parent: null,
      effort: 8,
      priority: 1,
      fields: { "Custom.A": null, "Custom.B": 1 },
    };
    expect(inverseOf({ item, edit })).toEqual({
      state: "New",
      tags: ["a"],
      iterationPath: "Contoso",
      parent: 3,
      effort: 0,
      priority: item.priority,
      fields: { "Custom.A": "x", "Custom.B": null },
    });
    expect(inverseOf({ item, edit: { tags: [] } })).toEqual({ tags: ["a"] });
  });
});

describe("withWrites", () => {
  it("moves children from one parent to another, where children were read", () => {
    const items = [
      feature(1, { children: [3, 4] }),
      feature(2, { children: [5] }),
      feature(6),
      asset(3, 1),
      asset(4, 1),
    ];
    const after = withWrites(snapshot(items), [{ item: asset(3, 1), edit: { parent: 2 } }], NOW).workItems;
    expect(after.map(({ id, parent, children }) => [id, parent, children])).toEqual([
      [1, null, [4]],
      [2, null, [3, 5]],
      [6, null, null],
      [3, 2, null],
      [4, 1, null],
    ]);
  });
});

describe("writesOf", () => {
  it("names a write that entries share once, in the order of the entries", () => {
    const [a, b, shared]: ItemWrite[] = [2, 3, 9].map((id) => ({ item: workItem(id), edit: {} }));
    if (a === undefined || b === undefined || shared === undefined) throw new Error("three writes were made");
    expect(writesOf([{ writes: [a, shared] }, { writes: [b, shared] }])).toEqual([a, shared, b]);
  });
});

describe("the histories of a snapshot with writes", () => {
  const item = asset(2, 1, { rev: 3, changedDate: day("2026-02-01") });
  const write: ItemWrite = { item, edit: { iterationPath: "Contoso\\Sprint 2" } };
  const after = edited(item, write.edit, NOW);

  it("go on with the change, or begin with how the item was since its last one", () => {
    expect(withWrites(snapshot([item]), [write], NOW).histories).toEqual([{ id: 2, revisions: [item, after] }]);
    const known = { id: 2, revisions: [{ ...item, rev: 2 }, item] };
    const others = { id: 7, revisions: [] };
    expect(withWrites(snapshot([item], { histories: [known, others] }), [write], NOW).histories).toEqual([
      { id: 2, revisions: [...known.revisions, after] },
      others,
    ]);
  });

  it("leave a sign-off proven that the write does not touch, where the state alone decides a stage (E2)", () => {
    const byState = policy({ signals: [], stateTable: [{ type: "User Story", state: "Resolved", stage: "Accepted" }] });
    const old = { state: "Resolved", stateChangeDate: day("2026-02-01"), changedDate: day("2026-02-01") };
    const signed = asset(2, 1, old);
    const read = snapshot([feature(1), signed, mark(3, 1, ["gate:security-accepted"], day("2026-10-01"))]);
    const stateOf = (given: typeof read) => {
      const report = assess(given, byState, NOW);
      const { promotion } = report.unplanned[0]?.gates ?? {};
      return [promotion?.evidence.find(({ id }) => id === "security-accepted")?.state, report.historyNeeded];
    };
    expect(stateOf(read)).toEqual(["given", []]);
    expect(stateOf(withWrites(read, [{ item: signed, edit: write.edit }], NOW))).toEqual(["given", []]);
    expect(stateOf({ ...read, workItems: read.workItems.map((one) => edited(one, {}, NOW)) })[0]).toBe("unproven");
  });
});
