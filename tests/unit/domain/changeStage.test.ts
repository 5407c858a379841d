import type { Plan, PlannedEntry } from "../../../src/domain/change/change";
import { fieldChangesOf } from "../../../src/domain/change/describe";
import { inverseOf, withWrites, writesOf } from "../../../src/domain/change/edit";
import { planOf } from "../../../src/domain/change/plan";
import type { Policy, PresetId, Signal } from "../../../src/domain/policy/policy";
import { presetOf } from "../../../src/domain/policy/presets";
import { assess } from "../../../src/domain/readiness/assess";
import type { AssetStage, Stage } from "../../../src/domain/readiness/stage";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import {
  ACCEPTED,
  asset,
  day,
  feature,
  frameworkAsset,
  frameworkPolicy,
  NOW,
  policy,
  PROCESS_TYPES,
  presetPolicy,
  PROMOTED,
  snapshot,
  STAGED,
  task,
  workItem,
} from "../../builders/estate";

/** Plans to move onto a rung and checks what holds for every plan: each entry is read as it says, and nobody else moves. */
function plan(read: Snapshot, ids: readonly number[], stage: Stage, mapping: Policy = policy()): Plan {
  const found = planOf(read, mapping, ids, { kind: "stage", stage }, NOW);
  const [before, after] = [stages(read, mapping), stages(withWrites(read, writesOf(found.entries), NOW), mapping)];
  const moved = new Set(found.entries.map(({ item }) => item.id));
  for (const { item } of found.entries) expect([item.id, after.get(item.id)]).toEqual([item.id, stage]);
  for (const { id } of found.unchanged) expect([id, before.get(id)]).toEqual([id, stage]);
  for (const { item } of found.refused) {
    if (!moved.has(item.id)) expect([item.id, after.get(item.id)]).toEqual([item.id, before.get(item.id)]);
  }
  return found;
}

function stages(read: Snapshot, mapping: Policy): Map<number, AssetStage> {
  const { releases, unplanned, looseAssets } = assess(read, mapping, NOW);
  const workloads = [...releases.flatMap((release) => release.workloads), ...unplanned];
  return new Map(
    [...looseAssets, ...workloads.flatMap(({ assets }) => assets)].map(({ item, stage }) => [item.id, stage]),
  );
}

/** What is written for an entry, as the preview says it: `#2 State: New → Resolved`. */
function written({ entries }: Pick<Plan, "entries">): string[] {
  return writesOf(entries).flatMap((write) =>
    fieldChangesOf(write).map(({ name, before, after }) =>
      name === "Tags"
        ? `#${write.item.id} ${[before, after].filter((text) => text !== "").join(" ")}`
        : `#${write.item.id} ${name}: ${before} → ${after}`,
    ),
  );
}

const estate = (...items: WorkItem[]) => snapshot([feature(1, { title: "Payroll" }), ...items]);
const reasons = ({ refused }: Plan) => refused.map(({ item, reason }) => `#${item.id} ${reason}`);
const notesOf = ({ entries }: Plan) => entries.flatMap(({ notes }) => notes);
const only = ({ entries }: Plan): PlannedEntry => {
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) throw new Error(`${entries.length} entries`);
  return entry;
};

describe("M10: what each preset writes for a rung", () => {
  const tags = (count: number) => [...STAGED, "stage:accepted", "stage:promoted"].slice(0, count);
  const plus = (count: number) =>
    tags(count)
      .map((tag) => `+ ${tag}`)
      .join(", ");
  const cases: [PresetId, string, Partial<Record<Stage, string>>][] = [
    ["agile", "New", { Replicating: "Active", Replicated: "Resolved" }],
    ["scrum", "New", { Assessed: "Approved", Replicating: "Committed", Replicated: "Done" }],
    ["cmmi", "Proposed", { Replicating: "Active", Replicated: "Resolved" }],
    ["basic", "To Do", { Replicating: "Doing", Replicated: "Done" }],
  ];
  describe.each(cases)("%s", (id, first, states) => {
    const mapping = presetPolicy(id);
    const { assetType, workloadType } = presetOf(id);
    const read = (changes: Partial<WorkItem>) =>
      snapshot(
        [
          feature(1, { type: workloadType, state: first }),
          asset(2, 1, { type: assetType, state: first, ...changes }),
          asset(3, 1, { type: assetType, state: first }),
        ],
        { types: PROCESS_TYPES[id] },
      );

    it.each(Object.entries(states) as [Stage, string][])("%s is state %s", (stage, state) => {
      expect(written(plan(read({}), [2], stage, mapping))).toEqual([`#2 State: ${first} → ${state}`]);
    });

    it.each([
      ["Staged", 1],
      ["Accepted", 2],
      ["Promoted", 3],
    ] as const)("%s is the state of Replicated and %i tags", (stage, count) => {
      expect(written(plan(read({}), [2], stage, mapping))).toEqual([
        `#2 State: ${first} → ${states.Replicated}`,
        `#2 ${plus(count)}`,
      ]);
    });

    it("goes back by taking away the tags above, and keeps the state where it can", () => {
      const promoted = read({ state: states.Replicated ?? "", tags: PROMOTED });
      expect(written(plan(promoted, [2], "Staged", mapping))).toEqual(["#2 − stage:accepted, − stage:promoted"]);
      expect(written(plan(promoted, [2], "Pending", mapping))).toEqual([
        `#2 State: ${states.Replicated} → ${first}`,
        "#2 − stage:staged, − stage:accepted, − stage:promoted",
      ]);
    });

    it("says which rungs nothing of it records", () => {
      const missing = (["Assessed", "InTest"] as const).filter((stage) => states[stage as "Assessed"] === undefined);
      for (const stage of missing) {
        const name = stage === "InTest" ? "In test" : stage;
        expect(reasons(plan(read({}), [2], stage, mapping))).toEqual([`#2 The mapping has no way to record ${name}.`]);
      }
    });
  });

  it("takes the state that comes first in the workflow of several that are as cheap", () => {
    expect(written(plan(estate(asset(2, 1)), [2], "Replicated"))).toEqual(["#2 State: New → Resolved"]);
  });

  it("keeps the state that it has where that one serves", () => {
    expect(written(plan(estate(asset(2, 1, { state: "Closed" })), [2], "Staged"))).toEqual(["#2 + stage:staged"]);
  });

  it("gives a state that is mapped to an asset in one that is not", () => {
    const found = plan(estate(asset(2, 1, { state: "On hold" })), [2], "Replicating");
    expect(written(found)).toEqual(["#2 State: On hold → Active"]);
    expect(only(found)).toMatchObject({ from: "Unknown", to: "Replicating" });
  });

  it("keeps the state rather than one that comes earlier in the workflow", () => {
    const mapping = policy({
      stateTable: [
        { type: "User Story", state: "Active", stage: "Replicated" },
        { type: "User Story", state: "Resolved", stage: "Replicating" },
      ],
      signals: [{ kind: "tag", stage: "Replicated", tag: "copied" }],
    });
    expect(written(plan(estate(asset(2, 1, { state: "Resolved" })), [2], "Replicated", mapping))).toEqual([
      "#2 + copied",
    ]);
  });

  it("gives no state of category Removed, whatever the table says of it", () => {
    const mapping = policy({
      stateTable: [{ type: "User Story", state: "Removed", stage: "Replicating" }],
      signals: [],
    });
    expect(reasons(plan(estate(asset(2, 1)), [2], "Replicating", mapping))).toEqual([
      "#2 The mapping has no way to record Replicating.",
    ]);
  });

  it("does not add a tag that is there", () => {
    const { writes } = only(plan(estate(asset(2, 1, { state: "Resolved", tags: STAGED })), [2], "Accepted"));
    expect(writes[0]?.edit.tags).toEqual(["kind:vm", "stage:staged", "stage:accepted"]);
  });

  it("keeps other tags, their order and their spelling", () => {
    const read = estate(asset(2, 1, { state: "Resolved", tags: ["Zebra", "STAGE:Accepted", "release:A"] }));
    const { writes } = only(plan(read, [2], "Staged"));
    expect(writes[0]?.edit.tags).toEqual(["kind:vm", "Zebra", "release:A", "stage:staged"]);
  });
});

describe("framework template: stages live in tasks", () => {
  const mapping = frameworkPolicy();
  const one = (states: Parameters<typeof frameworkAsset>[2], ...more: WorkItem[]) =>
    estate(...frameworkAsset(10, 1, states), ...more);

  it.each<[Stage, string[]]>([
    ["Assessed", ["#11 State: New → Closed"]],
    ["Replicating", ["#12 State: New → Active"]],
    ["Replicated", ["#12 State: New → Closed"]],
    ["Staged", ["#12 State: New → Closed", "#13 State: New → Closed"]],
  ])("%s is recorded in the tasks, and the story stays as it is", (stage, expected) => {
    expect(written(plan(one(["New", "New", "New"]), [10], stage, mapping))).toEqual(expected);
  });

  it.each<[Stage, string[]]>([
    ["Replicated", ["#13 State: Closed → Active"]],
    ["Replicating", ["#13 State: Closed → Active", "#12 State: Closed → Active"]],
    ["Assessed", ["#13 State: Closed → Active", "#12 State: Closed → New"]],
    ["Pending", ["#13 State: Closed → Active", "#12 State: Closed → New", "#11 State: Closed → Active"]],
  ])("moves back to %s by reopening tasks", (stage, expected) => {
    const found = plan(one(["Closed", "Closed", "Closed"]), [10], stage, mapping);
    expect(written(found).sort()).toEqual(expected.sort());
  });

  it("closes every Migrate of several, and starts one", () => {
    const read = one(["New", "New", "New"], task(20, 10, "migrate "));
    expect(written(plan(read, [10], "Replicated", mapping))).toEqual([
      "#12 State: New → Closed",
      "#20 State: New → Closed",
    ]);
    expect(written(plan(read, [10], "Replicating", mapping))).toEqual(["#12 State: New → Active"]);
  });

  it("leaves alone a Migrate that was removed or cut", () => {
    const read = one(
      ["New", "New", "New"],
      task(20, 10, "Migrate", { state: "Removed" }),
      task(21, 10, "Migrate", { state: "Closed", reason: "Cut" }),
    );
    const { writes } = only(plan(read, [10], "Replicated", mapping));
    expect(writes.map(({ item, edit }) => [item.id, edit])).toEqual([[12, { state: "Closed" }]]);
  });

  it("leaves open tasks of a rung above that is not reached, and closed ones too", () => {
    const read = one(["Closed", "Closed", "Closed"], task(20, 10, "Document configuration"));
    expect(written(plan(read, [10], "Replicating", mapping))).toEqual(["#12 State: Closed → Active"]);
  });

  it("says which task is missing, and for which rung", () => {
    const without = (title: string) =>
      snapshot(one(["New", "New", "New"]).workItems.filter((item) => item.title !== title));
    expect(reasons(plan(without("Migrate"), [10], "Replicated", mapping))).toEqual([
      "#10 It has no child task named Migrate.",
    ]);
    expect(reasons(plan(without("Document configuration"), [10], "Staged", mapping))).toEqual([
      "#10 It has no child task named Document configuration.",
    ]);
    expect(reasons(plan(without("Migrate"), [10], "Staged", mapping))).toEqual([
      "#10 Staged needs Replicated first. It has no child task named Migrate.",
    ]);
  });

  it("says that a task's type has no state for it", () => {
    const types = PROCESS_TYPES.agile.map((type) =>
      type.name === "Task" ? { ...type, states: [{ name: "New", category: "Proposed" as const }] } : type,
    );
    const read = { ...one(["New", "New", "New"]), types };
    expect(reasons(plan(read, [10], "Replicated", mapping))).toEqual([
      "#10 Task has no state that counts as finished.",
    ]);
    expect(reasons(plan(read, [10], "Replicating", mapping))).toEqual([
      "#10 Task has no state that counts as started.",
    ]);
  });
});

describe("phases move a whole workload", () => {
  const mapping = frameworkPolicy();
  const staged = ["Closed", "Closed", "Closed"] as const;
  const test = (state = "New", changes: Partial<WorkItem> = {}) => [
    workItem(50, { title: "Test workload", parent: 1 }),
    task(51, 50, "Manual test with power users", { state, ...changes }),
    task(52, 50, "Promotion"),
  ];
  const two = (...more: WorkItem[]) =>
    estate(...frameworkAsset(10, 1, staged), ...frameworkAsset(20, 1, staged), ...more);

  it("closes the phase where every asset that it would raise is asked for", () => {
    const found = plan(two(...test()), [10, 20], "Accepted", mapping);
    expect(written(found)).toEqual(["#51 State: New → Closed"]);
    expect(found.entries.map(({ item }) => item.id)).toEqual([10, 20]);
    expect(found.entries[0]?.writes[0]).toBe(found.entries[1]?.writes[0]);
    expect(notesOf(found)).toContain(
      'Closes "Manual test with power users" (#51), which counts for the whole workload.',
    );
  });

  it("takes the workload for its assets", () => {
    expect(plan(two(...test()), [1], "Accepted", mapping).entries.map(({ item }) => item.id)).toEqual([10, 20]);
  });

  it("is refused where it would move an asset that is not selected", () => {
    const found = plan(two(...test()), [10], "Accepted", mapping);
    expect(found.entries).toEqual([]);
    expect(reasons(found)).toEqual([
      '#10 Accepted is recorded for the whole workload by closing "Manual test with power users" (#51): it would move VM 20 (#20), which is not selected.',
    ]);
  });

  it("V2: is refused where assets of the workload may be hidden", () => {
    const read = two(...test());
    const lost = {
      ...read,
      workItems: read.workItems.map((item) => (item.id === 1 ? { ...item, children: [10, 20, 50, 77] } : item)),
      losses: [{ kind: "item" as const, id: 77, message: "TF401232" }],
    };
    expect(reasons(plan(lost, [1], "Accepted", mapping))[0]).toBe(
      '#10 Accepted is recorded for the whole workload by closing "Manual test with power users" (#51): 1 item of it could not be read, so that nobody can say what it would move.',
    );
    expect(plan(lost, [1], "Replicated", mapping).refused).toEqual([]);
    const page = { ...read, losses: [{ kind: "query" as const, message: "503" }] };
    expect(reasons(plan(page, [1], "Accepted", mapping))[0]).toMatch(/: part of the data could not be read, so that/);
  });

  it("says of a bystander that was asked for that it does not move along", () => {
    const read = estate(
      ...frameworkAsset(10, 1, staged),
      ...frameworkAsset(20, 1, staged),
      ...frameworkAsset(30, 20).filter(({ title }) => title !== "Migrate"),
      ...test(),
    );
    expect(reasons(plan(read, [1], "Accepted", mapping))).toContain(
      '#10 Accepted is recorded for the whole workload by closing "Manual test with power users" (#51): it would move VM 20 (#20), which is not moved along.',
    );
  });

  it("counts the assets that it would move where there are several", () => {
    const read = two(...frameworkAsset(30, 1, staged), ...test());
    expect(reasons(plan(read, [10], "Accepted", mapping))[0]).toMatch(
      /it would move 2 assets that are not selected\.$/,
    );
  });

  it("does not mind an asset that it would not move: one that has not come so far, or is out of scope", () => {
    const read = estate(
      ...frameworkAsset(10, 1, staged),
      ...frameworkAsset(20, 1, ["Closed", "Active", "New"]),
      ...frameworkAsset(30, 1, staged, { state: "Removed" }),
      ...test(),
    );
    expect(written(plan(read, [10], "Accepted", mapping))).toEqual(["#51 State: New → Closed"]);
  });

  it("starts it for In test, and reopens it to go back", () => {
    expect(written(plan(two(...test()), [1], "InTest", mapping))).toEqual(["#51 State: New → Active"]);
    const closed = test("Closed", { closedDate: day("2026-06-01"), stateChangeDate: day("2026-06-01") });
    const back = plan(two(...closed), [1], "InTest", mapping);
    expect(written(back)).toEqual(["#51 State: Closed → Active"]);
    expect(notesOf(back)).toContain("It moves back from Accepted.");
    expect(notesOf(back)).toContain(
      'Reopens "Manual test with power users" (#51), which counts for the whole workload.',
    );
    expect(written(plan(two(...closed), [1], "Staged", mapping))).toEqual(["#51 State: Closed → New"]);
    expect(reasons(plan(two(...closed), [20], "Staged", mapping))[0]).toMatch(/by reopening "Manual test/);
  });

  it("closes it after the tasks of all that move by it, so that it covers them", () => {
    const read = estate(
      ...frameworkAsset(10, 1, ["Closed", "Closed", "New"]),
      ...frameworkAsset(20, 1, ["Closed", "Closed", "New"]),
      ...test(),
    );
    const found = plan(read, [1], "Accepted", mapping);
    const ids = found.entries.map(({ writes }) => writes.map(({ item }) => item.id));
    expect(ids).toEqual([
      [13, 23, 51],
      [13, 23, 51],
    ]);
    expect(notesOf(found)).toContain("This records Staged too.");
  });

  it("reopens it before the tasks, so that taking back in the reverse order covers them again", () => {
    const closed = test("Closed", { closedDate: day("2026-06-01"), stateChangeDate: day("2026-06-01") });
    const found = plan(two(...closed), [1], "Replicated", mapping);
    expect(found.entries[0]?.writes.map(({ item }) => item.id)).toEqual([51, 13, 23]);
  });

  it("closes the lower phase first, and reopens the higher one first", () => {
    const up = plan(two(...test()), [1], "Promoted", mapping);
    expect(up.entries[0]?.writes.map(({ item }) => item.id)).toEqual([51, 52]);
    const through = two(...test()).workItems.map((item) =>
      item.id > 50 ? { ...item, state: "Closed", stateChangeDate: day("2026-06-01") } : item,
    );
    const down = plan(snapshot(through), [1], "Staged", mapping);
    expect(down.entries[0]?.writes.map(({ item }) => item.id)).toEqual([52, 51]);
  });

  it("says that the phase is missing, or that there is no workload", () => {
    expect(reasons(plan(two(), [1], "Accepted", mapping))[0]).toBe(
      "#10 Its workload Payroll has no item named Manual test with power users.",
    );
    expect(reasons(plan(estate(...frameworkAsset(10, null, staged)), [10], "Accepted", mapping))).toEqual([
      "#10 Accepted is recorded by a phase of its workload, and it is in none.",
    ]);
  });

  it("says that a phase was closed too early to cover it", () => {
    const closed = test("Closed", { closedDate: day("2025-06-01"), stateChangeDate: day("2025-06-01") });
    expect(reasons(plan(two(...closed), [10], "Accepted", mapping))).toEqual([
      "#10 Manual test with power users (#51) was finished before it had come that far: reopen it first, and move to Accepted then.",
    ]);
  });

  it("warns where undoing would cover an asset that the phase did not cover before", () => {
    const closed = test("Closed", { closedDate: day("2026-06-01"), stateChangeDate: day("2026-06-01") });
    const late = frameworkAsset(20, 1, staged).map((item) => ({ ...item, stateChangeDate: day("2026-07-01") }));
    const read = estate(...frameworkAsset(10, 1, staged), ...late, ...closed);
    const found = plan(read, [10], "Staged", mapping);
    expect(written(found)).toEqual(["#51 State: Closed → New"]);
    expect(notesOf(found)).toContain("Undo would move VM 20 (#20) too: a phase counts by the day it was closed.");
  });

  it("leaves a phase closed that raises nothing here", () => {
    const early = two(...test()).workItems.map((item) =>
      item.id === 52 ? { ...item, state: "Closed", stateChangeDate: day("2025-06-01") } : item,
    );
    expect(written(plan(snapshot(early), [1], "InTest", mapping))).toEqual(["#51 State: New → Active"]);
  });

  it("agrees on the phases of a workload, whichever asset comes first", () => {
    const tagged = frameworkPolicy({
      signals: [...mapping.signals, { kind: "tag", stage: "Accepted", tag: "stage:accepted" }],
    });
    const promoted = two(...test()).workItems.map((item) => {
      if (item.id === 52) return { ...item, state: "Closed", stateChangeDate: day("2026-06-01") };
      return item.id === 10 ? { ...item, tags: ["stage:accepted"] } : item;
    });
    for (const ids of [
      [10, 20],
      [20, 10],
    ]) {
      const found = plan(snapshot(promoted), ids, "InTest", tagged);
      expect(found.refused).toEqual([]);
      expect(written(found)).toEqual(["#52 State: Closed → Active", "#10 − stage:accepted", "#51 State: New → Active"]);
    }
  });

  it("prefers what is the asset's own where the mapping has both", () => {
    const both = frameworkPolicy({
      signals: [...mapping.signals, { kind: "tag", stage: "Accepted", tag: "stage:accepted" }],
    });
    expect(written(plan(two(...test()), [10], "Accepted", both))).toEqual(["#10 + stage:accepted"]);
  });
});

describe("M5: milestones, by the model of the release that owns the workload", () => {
  const release = (model: "staged" | "single-step") =>
    policy({
      releases: {
        source: { kind: "tag", prefix: "release:" },
        assetsFollowWorkload: true,
        defaultModel: "staged",
        settings: [{ key: "A", model }],
      },
    });
  const read = snapshot([feature(1, { tags: ["release:A"] }), asset(2, 1)]);

  it("records Staged and Accepted on the way to Promoted", () => {
    const found = plan(read, [2], "Promoted", release("staged"));
    expect(written(found)).toContain("#2 + stage:staged, + stage:accepted, + stage:promoted");
    expect(notesOf(found)).toEqual(["This records Replicated, Staged and Accepted too."]);
  });

  it("records neither in a single-step release", () => {
    expect(written(plan(read, [2], "Promoted", release("single-step")))).toEqual([
      "#2 State: New → Resolved",
      "#2 + stage:promoted",
    ]);
  });

  it("goes by the first of its releases for an asset without a workload", () => {
    const both = { ...release("staged").releases, settings: [{ key: "B", model: "single-step" as const }] };
    const orphan = snapshot([asset(2, null, { state: "Resolved", tags: ["release:A", "release:B"] })]);
    expect(written(plan(orphan, [2], "Promoted", policy({ releases: both })))).toEqual([
      "#2 + stage:staged, + stage:accepted, + stage:promoted",
    ]);
  });

  it("does not go beyond the max of a row: it leaves that state", () => {
    const stateTable = policy().stateTable.map((row) =>
      row.state === "Closed" ? { ...row, max: "Replicated" as const } : row,
    );
    const rolledBack = estate(asset(2, 1, { state: "Closed" }));
    expect(written(plan(rolledBack, [2], "Staged", policy({ stateTable })))).toEqual([
      "#2 State: Closed → Resolved",
      "#2 + stage:staged",
    ]);
  });

  it("leaves no gap behind that was not there: what is above goes away", () => {
    const gap = estate(asset(2, 1, { state: "Resolved", tags: ["stage:accepted"] }));
    expect(written(plan(gap, [2], "Staged"))).toEqual(["#2 − stage:accepted + stage:staged"]);
  });
});

describe("what signals can be switched", () => {
  const signals = (...more: Signal[]) => policy({ signals: [...policy().signals, ...more] });
  const inTest = (signal: Signal) => signals(signal);
  const replicated = (changes: Partial<WorkItem> = {}) =>
    estate(asset(2, 1, { state: "Resolved", tags: STAGED, ...changes }));

  it("sets a field to the first value that says one thing, and clears it", () => {
    const mapping = inTest({ kind: "field", stage: "InTest", field: "Custom.Stage", values: ["test*", "Testing"] });
    expect(written(plan(replicated(), [2], "InTest", mapping))).toEqual(["#2 Custom.Stage:  → Testing"]);
    const testing = replicated({ fields: { "Custom.Stage": "test 1" } });
    expect(written(plan(testing, [2], "Staged", mapping))).toEqual(["#2 Custom.Stage: test 1 → "]);
  });

  it("takes the value of a field that says all rungs up to the wanted one, and none above", () => {
    const mapping = policy({
      signals: (["Staged", "Accepted", "Promoted"] as const).map((stage, index, all) => ({
        kind: "field",
        stage,
        field: "Custom.Stage",
        values: all.slice(index),
      })),
    });
    const read = (stage: string | null) =>
      estate(asset(2, 1, { state: "Resolved", fields: { "Custom.Stage": stage } }));
    expect(written(plan(read(null), [2], "Accepted", mapping))).toEqual(["#2 Custom.Stage:  → Accepted"]);
    expect(written(plan(read("Promoted"), [2], "Staged", mapping))).toEqual(["#2 Custom.Stage: Promoted → Staged"]);
  });

  it.each<[string, Signal, string]>([
    [
      "a tag with *",
      { kind: "tag", stage: "InTest", tag: "test:*" },
      "In test is read from any tag like test:*: set the one you mean on the item.",
    ],
    [
      "a field with *",
      { kind: "field", stage: "InTest", field: "Custom.Test", values: ["run *"] },
      "In test is read from any value like run * of Custom.Test: set the one you mean on the item.",
    ],
    [
      "a board column",
      { kind: "boardColumn", stage: "InTest", columns: ["Testing"] },
      "In test is read from the board column Testing: move its card on the board.",
    ],
  ])("refuses %s, which nobody can write for sure", (_, signal, reason) => {
    expect(reasons(plan(replicated(), [2], "InTest", inTest(signal)))).toEqual([`#2 ${reason}`]);
  });

  it("says what is missing, not what one of several signals can't", () => {
    const mapping = policy({
      signals: [
        { kind: "boardColumn", stage: "Staged", columns: ["Staging"] },
        ...policy().signals,
        { kind: "phaseItem", stage: "InTest", titles: ["Test"], when: "started" },
      ],
    });
    expect(reasons(plan(estate(asset(2, 1)), [2], "InTest", mapping))).toEqual([
      "#2 Its workload Payroll has no item named Test.",
    ]);
  });

  it("takes away every tag that a pattern above matches", () => {
    const mapping = inTest({ kind: "tag", stage: "InTest", tag: "test:*" });
    const read = replicated({ tags: [...STAGED, "test:1", "Test:2"] });
    expect(written(plan(read, [2], "Staged", mapping))).toEqual(["#2 − test:1, − Test:2"]);
  });

  it("can't move a card back on the board", () => {
    const mapping = inTest({ kind: "boardColumn", stage: "InTest", columns: ["Testing"] });
    expect(reasons(plan(replicated({ boardColumn: "Testing" }), [2], "Staged", mapping))).toEqual([
      "#2 Its board column Testing records In test: move its card on the board.",
    ]);
  });

  it("writes as few items as it can: a tag rather than two tasks", () => {
    const mapping = frameworkPolicy({
      signals: [...frameworkPolicy().signals, { kind: "tag", stage: "Replicated", tag: "stage:replicated" }],
    });
    const read = estate(...frameworkAsset(10, 1), task(20, 10, "Migrate"));
    expect(written(plan(read, [10], "Replicated", mapping))).toEqual(["#10 + stage:replicated"]);
  });

  it("writes few items before few values: three tags rather than a task and a tag", () => {
    const mapping = frameworkPolicy({
      signals: [
        ...(["Replicated", "Staged"] as const).flatMap((stage): Signal[] => [
          { kind: "childTask", stage, titles: ["Migrate"], when: "finished" },
          { kind: "tag", stage, tag: `is:${stage}` },
        ]),
        { kind: "tag", stage: "Accepted", tag: "is:Accepted" },
      ],
    });
    expect(written(plan(estate(...frameworkAsset(10, 1)), [10], "Accepted", mapping))).toEqual([
      "#10 + is:Replicated, + is:Staged, + is:Accepted",
    ]);
  });

  it("takes what has a date rather than a tag, where a phase that was closed before would leave it open", () => {
    const mapping = frameworkPolicy({
      signals: [{ kind: "tag", stage: "Staged", tag: "stage:staged" }, ...frameworkPolicy().signals],
    });
    const read = estate(
      ...frameworkAsset(10, 1, ["Closed", "Closed", "New"]),
      task(51, 1, "Manual test with power users", { state: "Closed", stateChangeDate: day("2026-02-01") }),
    );
    expect(written(plan(read, [10], "Staged", mapping))).toEqual(["#13 State: New → Closed"]);
  });

  it("starts a task that may be started where another of the activity may not", () => {
    const mapping = frameworkPolicy({
      signals: [
        { kind: "childTask", stage: "Assessed", titles: ["Assess", "Migrate"], when: "started" },
        { kind: "childTask", stage: "Staged", titles: ["Assess"], when: "started" },
      ],
    });
    const read = estate(...frameworkAsset(10, 1, ["Active", "New", "New"]));
    expect(written(plan(read, [10], "Assessed", mapping))).toEqual([
      "#11 State: Active → New",
      "#12 State: New → Active",
    ]);
  });
});

describe("what is asked for", () => {
  it("is in exactly one list, once, however often it is named", () => {
    const read = estate(
      asset(2, 1),
      asset(3, 1, { state: "Resolved" }),
      asset(4, 1, { state: "Removed" }),
      workItem(5, { title: "Odd", parent: 1 }),
      task(6, 2, "Copy"),
    );
    const found = plan(read, [2, 1, 2, 3, 4, 5, 6, 99], "Replicated");
    expect(found.entries.map(({ item }) => item.id)).toEqual([2]);
    expect(found.unchanged).toEqual([{ id: 3, title: "VM 3", type: "User Story" }]);
    expect(reasons(found).sort()).toEqual([
      "#4 It is out of scope (Removed) and has no stage to move.",
      "#5 It is neither an asset nor a workload by the mapping.",
      "#6 It is neither an asset nor a workload by the mapping.",
      "#99 It could not be read.",
    ]);
  });

  it("leaves out of a workload what is out of its scope", () => {
    const found = plan(estate(asset(2, 1), asset(4, 1, { tags: ["strategy:retain"] })), [1], "Replicated");
    expect([found.entries.length, found.refused.length]).toEqual([1, 0]);
  });

  it("says of an excluded asset why it is out of scope", () => {
    const read = estate(asset(2, 1, { tags: ["strategy:retain"] }), asset(3, 1, { state: "Closed", reason: "Cut" }));
    expect(reasons(plan(read, [2, 3], "Replicated"))).toEqual([
      "#2 It is out of scope (retain) and has no stage to move.",
      "#3 It is out of scope (Cut) and has no stage to move.",
    ]);
  });

  it("says of a workload without assets in scope that there is nothing to move", () => {
    const read = estate(asset(4, 1, { state: "Removed" }));
    expect(reasons(plan(read, [1], "Replicated"))).toEqual(["#1 It is a workload without assets in scope."]);
  });

  it("says that an item is in the recycle bin", () => {
    const deleted = [{ id: 9, title: "Old VM", type: "User Story", deletedDate: null }];
    const { refused } = plan({ ...estate(asset(2, 1)), deleted }, [9], "Replicated");
    expect(refused).toEqual([
      { item: { id: 9, title: "Old VM", type: "User Story" }, reason: "It is in the recycle bin." },
    ]);
  });

  it("moves an asset without workload and release too", () => {
    expect(written(plan(estate(asset(2, null)), [2], "Replicating"))).toEqual(["#2 State: New → Active"]);
  });
});

describe("§9: assets nested below one another", () => {
  const nested = (outer: Partial<WorkItem>, inner: Partial<WorkItem>) => estate(asset(2, 1, outer), asset(3, 2, inner));

  it("refuses one that is held lower by an asset below it which does not move along, and names that one", () => {
    expect(reasons(plan(nested({}, {}), [2], "Replicated"))).toEqual([
      "#2 VM 3 (#3), which stands below it, would be no further than Pending: move it along.",
    ]);
  });

  it("says so too of one that would stand further by itself", () => {
    const further = nested({ state: "Resolved", tags: STAGED }, {});
    expect(reasons(plan(further, [2], "Replicated"))).toEqual([
      "#2 VM 3 (#3), which stands below it, would be no further than Pending: move it along.",
    ]);
  });

  it("moves both together", () => {
    const found = plan(nested({}, {}), [2, 3], "Replicated");
    expect(written(found)).toEqual(["#2 State: New → Resolved", "#3 State: New → Resolved"]);
  });

  it("writes nothing to the one around where only the one below it holds it back", () => {
    const found = plan(nested({ state: "Resolved", tags: STAGED }, {}), [2, 3], "Staged");
    expect(written(found)).toEqual(["#3 State: New → Resolved", "#3 + stage:staged"]);
    expect(found.entries.find(({ item }) => item.id === 2)).toMatchObject({
      from: "Pending",
      to: "Staged",
      writes: [{ item: { id: 3 } }],
      notes: ["It moves along with what stands below it: VM 3 (#3)."],
    });
  });

  it("moves back the one around by itself where it would stand further without the one below", () => {
    const further = nested({ state: "Resolved", tags: PROMOTED }, { state: "Resolved", tags: STAGED });
    const found = plan(further, [2], "Replicated");
    expect(written(found)).toEqual(["#2 − stage:staged, − stage:accepted, − stage:promoted"]);
    expect(only(found)).toMatchObject({ from: "Staged", to: "Replicated" });
  });

  it("says of the one below that the one around follows", () => {
    expect(notesOf(plan(nested({ state: "Resolved" }, { state: "Active" }), [3], "Replicated"))).toEqual([
      "VM 2 (#2), which it stands below, follows to Replicated.",
    ]);
  });

  it("says nothing of one around that stays where it is", () => {
    expect(notesOf(plan(nested({}, {}), [3], "Replicated"))).toEqual([]);
  });

  it("refuses all that depend on one that is refused", () => {
    const read = estate(...frameworkAsset(10, 1), ...frameworkAsset(20, 10).filter(({ title }) => title !== "Migrate"));
    expect(reasons(plan(read, [10, 20], "Replicated", frameworkPolicy())).sort()).toEqual([
      "#10 VM 20 (#20), which stands below it, would be no further than Pending: move it along.",
      "#20 It has no child task named Migrate.",
    ]);
  });
});

describe("effects", () => {
  it("are the gates whose verdict or counts change, and no other", () => {
    const read = snapshot([
      feature(1, { title: "Payroll", tags: ["release:A"] }),
      asset(2, 1, { state: "Active" }),
      feature(5, { title: "Intranet", tags: ["release:A"] }),
      asset(6, 5),
    ]);
    const { effects } = plan(read, [2], "Replicated");
    const none = { blocks: 0, unknown: 0, warns: 0 };
    expect(effects).toEqual([
      {
        title: "Payroll",
        gate: "staging",
        before: { verdict: "blocked", counts: { ...none, blocks: 1 } },
        after: { verdict: "ready", counts: none },
      },
    ]);
  });

  it("are not told of where a gate only loses a warning", () => {
    const warned = estate(asset(2, 1, { tags: ["stage:accepted"] }));
    const { effects, entries } = plan(warned, [2], "Replicating");
    expect(entries).toHaveLength(1);
    expect(effects).toEqual([]);
  });

  it("are none where nothing is written", () => {
    expect(plan(estate(asset(2, 1)), [2], "Pending").effects).toEqual([]);
  });
});

describe("undo", () => {
  it("takes back exactly what was written", () => {
    const read = estate(asset(2, 1, { state: "Closed", tags: ["b", ...ACCEPTED, "a"] }));
    const found = plan(read, [2], "Pending");
    const after = withWrites(read, writesOf(found.entries), NOW);
    const back = writesOf(found.entries).map((write) => ({
      item: after.workItems.find(({ id }) => id === write.item.id) ?? write.item,
      edit: inverseOf(write),
    }));
    const undone = withWrites(after, back, NOW).workItems.find(({ id }) => id === 2);
    expect(undone).toMatchObject({ state: "Closed", tags: ["kind:vm", "b", ...ACCEPTED, "a"] });
  });
});
