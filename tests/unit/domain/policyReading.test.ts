import { fieldsNamedBy, looksAtType } from "../../../src/boards/selection";
import type { Policy } from "../../../src/domain/policy/policy";
import { readingPolicy } from "../../../src/domain/policy/readingPolicy";
import { policy } from "../../builders/estate";
import { fullPolicy } from "../../builders/policies";

describe("a policy to read with", () => {
  it("is the first one itself where the second looks at nothing further", () => {
    const one = policy();
    const moved: Policy = policy({
      stateTable: [],
      labels: { release: "Wave" },
      signals: [{ kind: "tag", stage: "Staged", tag: "other" }],
    });
    expect(readingPolicy(one, one)).toBe(one);
    expect(readingPolicy(one, moved)).toBe(one);
    const full = fullPolicy();
    expect(readingPolicy(full, fullPolicy())).toBe(full);
  });

  it("stays the same for another stage of the same field or task", () => {
    const at = (stage: "Staged" | "Accepted"): Policy =>
      policy({ signals: [{ kind: "field", stage, field: "Custom.Stage", values: [stage] }] });
    const one = at("Staged");
    expect(readingPolicy(one, at("Accepted"))).toBe(one);
  });

  it("reads every field and every type that either looks at", () => {
    const one = policy({ strategy: { kind: "field", field: "Custom.Old" } });
    const more = policy({
      assets: { ...policy().assets, types: ["Bug"], when: [{ kind: "field", field: "Custom.When", values: ["x"] }] },
      releases: { ...policy().releases, source: { kind: "field", field: "Custom.Release" } },
      assetKind: { kind: "field", field: "Custom.Kind" },
      workloads: { types: ["Epic"], confirmed: [9], splits: [] },
    });
    const read = readingPolicy(one, more);
    expect(fieldsNamedBy(read).sort()).toEqual(["Custom.Kind", "Custom.Old", "Custom.Release", "Custom.When"]);
    for (const type of ["User Story", "Bug", "Epic", "Feature"])
      expect([type, looksAtType(read, type)]).toEqual([type, true]);
    expect(read.workloads.confirmed).toEqual([9]);
  });

  it("takes an empty list that means everything for everything", () => {
    const tagged = { types: [], tags: ["blocker"], links: [] };
    const typed = { types: ["Bug"], tags: [], links: [] };
    const read = readingPolicy(policy({ blockingItems: tagged }), policy({ blockingItems: typed, areas: ["A"] }));
    expect(read.blockingItems).toMatchObject({ types: [], tags: ["blocker"] });
    expect(looksAtType(read, "Issue")).toBe(true);
    expect(read.assets.types).toContain("Bug");
    expect(read.areas).toEqual([]);
    expect(readingPolicy(policy({ areas: ["A"] }), policy({ areas: ["B"] })).areas).toEqual(["A", "B"]);
    expect(readingPolicy(policy({ areas: ["A"] }), policy()).areas).toEqual([]);
  });

  it("reads the tasks of activities, whose types no filter names (TASKS_OPEN)", () => {
    const typed = { types: ["Bug"], tags: [], links: [] };
    const evidence = { types: ["Issue"], checklist: [] };
    const filters = { blockingItems: typed, uatDefects: typed, evidence, signals: [] };
    const one = policy({ ...filters, tasks: { activities: [], block: false } });
    const more = policy({
      ...filters,
      tasks: { activities: [{ titles: ["Assess*"], stage: "Replicated" }], block: true },
    });
    expect([looksAtType(one, "Task"), looksAtType(more, "Task")]).toEqual([false, true]);
    expect(looksAtType(readingPolicy(one, more), "Task")).toBe(true);
    expect(readingPolicy(more, one)).toBe(more);
  });

  it("gains nothing the second time", () => {
    const read = readingPolicy(policy(), fullPolicy());
    expect(readingPolicy(read, fullPolicy())).toBe(read);
    expect(readingPolicy(read, policy())).toBe(read);
  });
});
