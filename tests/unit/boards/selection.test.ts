import { looksAtType } from "../../../src/boards/selection";
import { frameworkPolicy, policy } from "../../builders/estate";

describe("whether a policy looks at a type", () => {
  const narrow = policy({
    blockingItems: { types: ["Issue"], tags: [], links: [] },
    uatDefects: { types: ["Bug"], tags: ["uat"], links: [] },
  });

  it.each(["User Story", "feature", "Issue", "Bug"])("it does at %s, which it names", (type) => {
    expect(looksAtType(narrow, type)).toBe(true);
  });

  it("does not at a type that it does not name", () => {
    expect(looksAtType(narrow, "Task")).toBe(false);
  });

  it("does at any type where titles of tasks count, but for those of test management", () => {
    expect(looksAtType(frameworkPolicy(), "Task")).toBe(true);
    expect(looksAtType(frameworkPolicy(), "Epic")).toBe(true);
    expect(looksAtType(frameworkPolicy(), "Test Case")).toBe(false);
  });

  it("does at any type where a tag alone makes a blocking item", () => {
    const byTag = policy({ blockingItems: { types: [], tags: ["blocker"], links: [] } });
    expect(looksAtType(byTag, "Epic")).toBe(true);
    expect(looksAtType(byTag, "Test Plan")).toBe(false);
  });

  it("does at a type of test management that it names", () => {
    expect(looksAtType(policy({ uatDefects: { types: ["Test Case"], tags: [], links: [] } }), "test case")).toBe(true);
  });
});
