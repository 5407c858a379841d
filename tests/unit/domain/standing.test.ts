import { assess } from "../../../src/domain/readiness/assess";
import { type Standing, standingOf } from "../../../src/domain/readiness/standing";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import {
  asset,
  feature,
  frameworkAsset,
  frameworkPolicy,
  NOW,
  policy,
  snapshot,
  STAGED,
  task,
  workItem,
} from "../../builders/estate";

function standing<K extends Standing["kind"]>(
  kind: K,
  read: Snapshot,
  id: number,
  mapping: Policy = policy(),
  linked: Snapshot | null = null,
): Extract<Standing, { kind: K }> {
  const found = standingOf(read, linked, mapping, id, NOW);
  if (found.kind !== kind) throw new Error(`${found.kind}, not ${kind}`);
  return found as Extract<Standing, { kind: K }>;
}

const payroll = feature(1, { title: "Payroll", tags: ["release:A"] });
const estate = (...items: WorkItem[]) => snapshot([payroll, ...items]);
const sentence = (read: Snapshot, id: number, mapping?: Policy) => standing("asset", read, id, mapping).sentence;

describe("the sentence about an asset", () => {
  it("says that it holds back the next gate of its workload, and why", () => {
    expect(sentence(estate(asset(4, 1, { title: "SQL-04", state: "Active" })), 4)).toBe(
      "SQL-04 holds back Payroll's staging: it is Replicating and must be Replicated.",
    );
  });

  it("says that it holds nothing back, and what else is in the way", () => {
    const read = estate(asset(4, 1, { state: "Resolved" }), asset(5, 1), asset(6, 1));
    expect(sentence(read, 4)).toBe("VM 4 does not hold back Payroll's staging: 2 other things are in the way.");
    expect(sentence(estate(asset(4, 1, { state: "Resolved" })), 4)).toBe(
      "VM 4 does not hold back Payroll's staging: nothing is in its way.",
    );
  });

  it("names what stands below it and is in the way, and counts the rest", () => {
    const blocker = workItem(9, { type: "Issue", title: "Firewall", parent: 4, tags: ["blocker"] });
    expect(sentence(estate(asset(4, 1, { state: "Resolved" }), blocker), 4)).toBe(
      "VM 4 holds back Payroll's staging: Firewall is New and must be closed.",
    );
    expect(sentence(estate(asset(4, 1), blocker), 4)).toBe(
      "VM 4 holds back Payroll's staging: it is Pending and must be Replicated, and 1 more thing is in its way.",
    );
  });

  it("says that nobody can tell", () => {
    expect(sentence(estate(asset(4, 1, { state: "On hold" })), 4)).toBe(
      "VM 4 leaves Payroll's staging unknown: its state On hold is not mapped.",
    );
  });

  it("says that it splits the scope of its workload", () => {
    expect(sentence(estate(asset(4, 1, { state: "Resolved", tags: ["release:B"] }), asset(5, 1)), 4)).toBe(
      "VM 4 holds back Payroll's staging: it is in release B and must be in release A, as the rest of its workload.",
    );
  });

  it("says that dates can't tell", () => {
    const mapping = frameworkPolicy({
      signals: [{ kind: "phaseItem", stage: "Replicated", titles: ["Copy all"], when: "finished" }],
    });
    const read = estate(
      asset(4, 1, { tags: ["asset"] }),
      task(51, 1, "Copy all", { state: "Closed", stateChangeDate: null }),
    );
    expect(sentence(read, 4, mapping)).toBe(
      "VM 4 leaves Payroll's staging unknown: it is Pending, or further: dates can't tell whether it is Replicated.",
    );
  });

  it("says why it is out of scope", () => {
    expect(sentence(estate(asset(4, 1, { tags: ["strategy:retire"] }), asset(5, 1)), 4)).toBe(
      "VM 4 is out of scope: retire.",
    );
    expect(sentence(snapshot([asset(4, null, { state: "Removed" })]), 4)).toBe("VM 4 is out of scope: Removed.");
  });

  it("says that no gate asks for one in no workload and no release", () => {
    expect(sentence(snapshot([asset(4, null)]), 4)).toBe(
      "VM 4 is in no workload and no release: it is Pending, and no gate asks for it.",
    );
  });

  it("speaks of the assets without a workload where it is judged with them", () => {
    const read = snapshot([asset(4, null, { tags: ["release:A"] }), asset(5, null, { tags: ["release:A"] })]);
    const found = standing("asset", read, 4);
    expect(found.sentence).toBe(
      "VM 4 holds back the staging of the assets without a workload: it is Pending and must be Replicated.",
    );
    expect(found.workload).toMatchObject({ item: null, title: "Assets without a workload" });
    expect(found.workload?.assets).toHaveLength(2);
  });

  it("says that everything is through", () => {
    const promoted = { state: "Resolved", tags: [...STAGED, "stage:accepted", "stage:promoted"] };
    expect(sentence(estate(asset(4, 1, promoted)), 4)).toBe("VM 4 holds back nothing: Payroll passed every gate.");
  });
});

describe("an asset", () => {
  it("comes with its workload as the release that owns it judges it", () => {
    const read = estate(asset(4, 1), asset(5, 1, { tags: ["release:B"] }));
    const mapping = policy({
      releases: { ...policy().releases, settings: [{ key: "B", model: "single-step" }] },
    });
    const found = standing("asset", read, 4, mapping);
    const [first] = assess(read, mapping, NOW).releases;
    expect(found.workload).toEqual(first?.workloads[0]);
    expect(found.releases).toEqual([
      { key: "A", name: "A" },
      { key: "B", name: "B" },
    ]);
    expect(found.nextGate).toBe("staging");
  });

  it("has those blockers of its workload that name it, itself or by what they hold back", () => {
    const blocker = workItem(9, { type: "Issue", parent: 4, tags: ["blocker"] });
    const { own } = standing("asset", estate(asset(4, 1), asset(5, 1), blocker), 4);
    expect(own.staging.map(({ code, workItem: item }) => [code, item?.id])).toEqual([
      ["NOT_REPLICATED", 4],
      ["BLOCKER_OPEN", 9],
    ]);
    expect(own.promotion.map(({ code }) => code)).toEqual(["NOT_ACCEPTED", "BLOCKER_OPEN"]);
  });

  it("has a ladder: what is reached, where it stands, what is ahead, and what its model asks", () => {
    const { ladder } = standing("asset", estate(asset(4, 1, { state: "Resolved" })), 4);
    expect(ladder.map(({ stage, position, isAsked }) => `${stage} ${position}${isAsked ? " asked" : ""}`)).toEqual([
      "Pending reached",
      "Assessed reached",
      "Replicating reached",
      "Replicated current asked",
      "Staged ahead asked",
      "InTest ahead",
      "Accepted ahead asked",
      "Promoted ahead asked",
    ]);
    const releases = {
      ...policy().releases,
      settings: [{ key: "A", model: "single-step" as const }],
    };
    const single = standing("asset", estate(asset(4, 1)), 4, policy({ releases }));
    expect(single.ladder.filter(({ isAsked }) => isAsked).map(({ stage }) => stage)).toEqual([
      "Replicated",
      "Staged",
      "Promoted",
    ]);
  });

  it("has nothing reached off the ladder", () => {
    const { ladder } = standing("asset", estate(asset(4, 1, { state: "On hold" })), 4);
    expect(new Set(ladder.map(({ position }) => position))).toEqual(new Set(["ahead"]));
  });

  it("names the tasks and phases that record a rung", () => {
    const read = estate(
      ...frameworkAsset(10, 1, ["Closed", "Active", "New"]),
      workItem(50, { title: "Test workload", parent: 1 }),
      task(51, 50, "Manual test with power users"),
    );
    const { ladder } = standing("asset", read, 10, frameworkPolicy());
    const steps = ladder.flatMap(({ stage, steps: found }) =>
      found.map(({ item, state, when, isReached }) => `${stage} #${item.id} ${state} ${when} ${isReached}`),
    );
    expect(steps).toEqual([
      "Assessed #11 Closed finished true",
      "Replicating #12 Active started true",
      "Replicated #12 Active finished false",
      "Staged #13 New finished false",
      "InTest #51 New started false",
      "Accepted #51 New finished false",
    ]);
  });

  it("names the asset below it that keeps it lower", () => {
    const read = estate(asset(4, 1, { state: "Resolved" }), asset(5, 4));
    expect(standing("asset", read, 4).heldBy).toEqual({ id: 5, title: "VM 5", type: "User Story" });
    expect(standing("asset", read, 5).heldBy).toBeNull();
  });
});

describe("what it waits for, and what waits for it", () => {
  const read = estate(
    asset(4, 1, { predecessors: [5, 20, 21], successors: [6] }),
    asset(5, 1, { state: "Resolved" }),
    asset(6, 1),
  );
  const linked = snapshot([
    asset(20, 9, { state: "Resolved", tags: STAGED }),
    workItem(21, { type: "Issue", title: "Firewall", state: "Active" }),
  ]);

  it("have their state, and their stage where they are assets", () => {
    const { needs, neededBy } = standing("asset", read, 4, policy(), linked);
    expect(needs).toEqual([
      { item: { id: 5, title: "VM 5", type: "User Story" }, state: "Resolved", stage: "Replicated", atLeast: false },
      { item: { id: 20, title: "VM 20", type: "User Story" }, state: "Resolved", stage: "Staged", atLeast: false },
      { item: { id: 21, title: "Firewall", type: "Issue" }, state: "Active", stage: null, atLeast: false },
    ]);
    expect(neededBy.map(({ item }) => item.id)).toEqual([6]);
  });

  it("may stand further where phases of a workload that was not read could raise them", () => {
    const mapping = frameworkPolicy();
    const from = snapshot([
      feature(1),
      asset(4, 1, { tags: ["asset"], predecessors: [20, 30, 5], successors: [] }),
      asset(5, 1, { tags: ["asset"] }),
    ]);
    const far = snapshot([
      ...frameworkAsset(20, 9, ["Closed", "Closed", "Closed"]),
      ...frameworkAsset(30, 9, undefined, { state: "Removed" }),
    ]);
    const { needs } = standing("asset", from, 4, mapping, far);
    expect(needs.map(({ stage, atLeast }) => [stage, atLeast])).toEqual([
      ["Staged", true],
      ["Excluded", false],
      ["Pending", false],
    ]);
  });

  it("can't stand further than any phase could raise them", () => {
    const far = snapshot([asset(20, 9, { state: "Resolved", tags: [...STAGED, "stage:accepted", "stage:promoted"] })]);
    const signals = [...policy().signals, ...frameworkPolicy().signals];
    const from = snapshot([asset(4, null, { predecessors: [20] })]);
    expect(standing("asset", from, 4, policy({ signals }), far).needs).toMatchObject([
      { stage: "Promoted", atLeast: false },
    ]);
  });

  it("say that one could not be read", () => {
    const from = estate(asset(4, 1, { predecessors: [99], successors: null }));
    const { needs, neededBy } = standing("asset", from, 4, policy(), snapshot([]));
    expect(needs).toEqual([
      { item: { id: 99, title: "Work item 99", type: "Work item" }, state: null, stage: null, atLeast: false },
    ]);
    expect(neededBy).toEqual([]);
  });

  it("are not spoken of where links were not read", () => {
    expect(standing("asset", read, 4).needs).toEqual([]);
  });
});

describe("a workload", () => {
  it("has the sentence and the gates of the report", () => {
    const read = estate(asset(4, 1));
    const found = standing("workload", read, 1);
    expect(found.workload).toEqual(assess(read, policy(), NOW).releases[0]?.workloads[0]);
    expect(found.sentence).toBe(
      "Payroll is not ready for staging: 1 thing is in the way: VM 4 (Pending, must be Replicated).",
    );
    expect(found).toMatchObject({ nextGate: "staging", releases: [{ key: "A" }] });
  });

  it("is judged without a release too", () => {
    expect(standing("workload", snapshot([feature(1), asset(4, 1)]), 1).releases).toEqual([]);
  });
});

describe("a part of an asset or of a workload", () => {
  const parts = estate(
    ...frameworkAsset(10, 1),
    task(14, 11, "Below a task"),
    workItem(15, { type: "Issue", parent: 10, tags: ["blocker"] }),
    workItem(16, { type: "Bug", parent: 1, tags: ["uat"] }),
    workItem(50, { title: "Test workload", parent: 1 }),
    task(51, 50, "Manual test with power users"),
    task(52, 50, "Lunch"),
  );

  it.each([
    [11, "task", "asset"],
    [14, "other", "asset"],
    [15, "blocking", "asset"],
    [16, "defect", "workload"],
    [50, "phase", "workload"],
    [51, "phase", "workload"],
    [52, "other", "workload"],
  ] as const)("#%i is %s of an %s", (id, part, kind) => {
    expect(standing("part", parts, id, frameworkPolicy())).toMatchObject({ part, of: { kind } });
  });

  it("says where that asset stands", () => {
    const found = standing("part", parts, 12, frameworkPolicy());
    expect(found.of).toEqual(standing("asset", parts, 10, frameworkPolicy()));
  });
});

describe("another item", () => {
  const other = (read: Snapshot, id: number, mapping?: Policy) => {
    const { reason, how } = standing("other", read, id, mapping);
    return [reason, how.canBeAsset, how.advice];
  };

  it("is a story outside everything, which can be made an asset", () => {
    expect(other(snapshot([workItem(2, { title: "DNS" })]), 2)).toEqual([
      "DNS is no asset by the mapping.",
      true,
      "A tag asset makes it one.",
    ]);
  });

  it("was taken out by its tag, or describes a phase", () => {
    expect(other(snapshot([workItem(2, { title: "DNS", tags: ["not-an-asset"] })]), 2)).toEqual([
      "DNS is no asset: its tag not-an-asset takes it out.",
      true,
      "Take that tag away.",
    ]);
    expect(other(snapshot([workItem(2, { title: "Promote workload" })]), 2, frameworkPolicy())[0]).toBe(
      "Promote workload is no asset: its title is that of a phase.",
    );
  });

  it("is of a type that can't be an asset", () => {
    expect(other(snapshot([workItem(2, { type: "Bug", title: "Typo" })]), 2)).toEqual([
      "Typo is in no verdict: it is of type Bug, and stands below no asset and no workload.",
      false,
      "Assets are of type User Story by the mapping.",
    ]);
  });

  it("is a candidate that is no workload", () => {
    expect(other(snapshot([feature(2, { title: "Empty" })]), 2)).toEqual([
      "Empty is not recognised as a workload: no User Story stands below it.",
      false,
      "Put an asset below it, or confirm it in the mapping.",
    ]);
  });

  it("is in the recycle bin, or could not be read", () => {
    const deleted = [{ id: 9, title: "Old VM", type: "User Story", deletedDate: null }];
    expect(other(snapshot([], { deleted }), 9)[0]).toBe("Old VM is in the recycle bin.");
    expect(other(snapshot([]), 9)[0]).toBe("Work item 9 could not be read.");
  });
});
