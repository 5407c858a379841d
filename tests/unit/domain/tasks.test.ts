/** §8 TASKS_OPEN: tasks that say less than their asset; §9: the hint where they say more. */
import type { TaskRule } from "../../../src/domain/policy/policy";
import type { WorkloadAssessment } from "../../../src/domain/readiness/report";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, policy, task } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const payroll = feature(1, { tags: ["release:R1"] });
const vm = asset(2, 1, { state: "Resolved" });

function judge(items: readonly WorkItem[], tasks: Partial<TaskRule> = {}): WorkloadAssessment {
  return reportOf([payroll, ...items], { policy: { tasks: { ...policy().tasks, ...tasks } } }).releases[0]!
    .workloads[0]!;
}
const open = (workload: WorkloadAssessment) =>
  workload.gates.staging.blockers
    .filter(({ code }) => code === "TASKS_OPEN")
    .map(({ workItem, effect }) => [workItem?.id, effect]);

describe("an open task of an activity that its asset has behind it", () => {
  it("warns, and leaves the gate ready", () => {
    const workload = judge([vm, task(3, 2, "Migrate")]);
    expect(open(workload)).toEqual([[3, "warns"]]);
    expect(workload.gates.staging.verdict).toBe("ready");
  });

  it("blocks where the policy says so", () => {
    const workload = judge([vm, task(3, 2, "Migrate")], { block: true });
    expect(open(workload)).toEqual([[3, "blocks"]]);
    expect(workload.gates.staging.verdict).toBe("blocked");
  });

  it.each(["Migrate database", "migrate", "Assess  again"])("is one by the pattern of its title: %s", (title) =>
    expect(open(judge([vm, task(3, 2, title)]))).toHaveLength(1),
  );

  it.each([
    ["whose title no activity knows", [vm, task(3, 2, "Order licences")]],
    ["that is closed", [vm, task(3, 2, "Migrate", { state: "Closed" })]],
    ["of an asset that is not Replicated yet", [{ ...vm, state: "Active" }, task(3, 2, "Assess")]],
    ["that is evidence", [vm, task(3, 2, "Migrate", { tags: ["gate:replication-verified"] })]],
  ] as const)("is none %s", (_what, items) => expect(open(judge(items))).toEqual([]));

  it("is none of an activity that is still ahead", () =>
    expect(open(judge([vm, task(3, 2, "Test")], { activities: [{ titles: ["Test"], stage: "Accepted" }] }))).toEqual(
      [],
    ));
});

describe("an asset that has not moved though all its tasks are closed (§9)", () => {
  const waiting = { ...vm, state: "Active" };

  it("has a hint, and keeps its stage", () => {
    const [found] = judge([waiting, task(3, 2, "Migrate", { state: "Closed" })]).assets;
    expect(found).toMatchObject({ stage: "Replicating", hint: expect.stringContaining("still Replicating") as string });
  });

  it("has none while one of them is open", () =>
    expect(judge([waiting, task(3, 2, "Migrate")]).assets[0]?.hint).toBeNull());
});
