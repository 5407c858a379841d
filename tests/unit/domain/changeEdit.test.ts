import type { ItemWrite } from "../../../src/domain/change/change";
import { edited, inverseOf, withWrites, writesOf } from "../../../src/domain/change/edit";
import { asset, feature, NOW, snapshot, workItem } from "../../builders/estate";

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
});

describe("inverseOf", () => {
  it("names what the edit names, with the values before", () => {
    const item = workItem(1, { state: "New", tags: ["a"], parent: 3, fields: { "Custom.A": "x" } });
    const edit = {
      state: "Active",
      tags: [],
      iterationPath: "Contoso\\R1",
      parent: null,
      fields: { "Custom.A": null, "Custom.B": 1 },
    };
    expect(inverseOf({ item, edit })).toEqual({
      state: "New",
      tags: ["a"],
      iterationPath: "Contoso",
      parent: 3,
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
