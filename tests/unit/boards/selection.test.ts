import { looksAtType } from "../../../src/boards/selection";
import { frameworkPolicy, policy } from "../../builders/estate";

describe("whether a policy looks at a type", () => {
  const narrow = policy({
    blockingItems: { types: ["Issue"], tags: [], links: [] },
    uatDefects: { types: ["Bug"], tags: ["uat"], links: [] },
    evidence: { types: ["Sign-off"], checklist: [] },
    tasks: { activities: [], block: false },
  });

  it.each(["User Story", "feature", "Issue", "Bug", "Sign-off"])("it does at %s, which it names", (type) => {
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

  it("does at any type where evidence may be of any (E1), and where titles of open tasks count (TASKS_OPEN)", () => {
    expect(looksAtType({ ...narrow, evidence: { types: [], checklist: [] } }, "Task")).toBe(true);
    const activities = [{ titles: ["Migrate"], stage: "Replicated" as const }];
    expect(looksAtType({ ...narrow, tasks: { activities, block: false } }, "Task")).toBe(true);
  });

  it("does at a type of test management that it names", () => {
    expect(looksAtType(policy({ uatDefects: { types: ["Test Case"], tags: [], links: [] } }), "test case")).toBe(true);
  });
});
