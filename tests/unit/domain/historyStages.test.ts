import { backlogOf } from "../../../src/domain/backlog/backlog";
import { regressionFinding } from "../../../src/domain/history/regression";
import { StageHistory } from "../../../src/domain/history/stageHistory";
import type { Policy } from "../../../src/domain/policy/policy";
import { readingsOf } from "../../../src/domain/readiness/assetStages";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import {
  ACCEPTED,
  asset,
  day,
  feature,
  frameworkAsset,
  frameworkPolicy,
  policy,
  snapshot,
  STAGED,
  task,
} from "../../builders/estate";
import { grown } from "../../builders/history";

function historyOf(items: readonly WorkItem[], changes: Partial<Snapshot> = {}, mapping: Policy = policy()) {
  const read = snapshot([feature(1), ...items], changes);
  const backlog = backlogOf(read, mapping);
  return new StageHistory(read, backlog, mapping, readingsOf(backlog, mapping));
}

const KIND = "kind:vm";

describe("E2: whether a stage dropped, without history", () => {
  it("is known since the state changed, where no tag can raise that state", () => {
    const history = historyOf([
      asset(2, 1, { state: "Active", stateChangeDate: day("2026-03-01"), changedDate: day("2026-09-01") }),
    ]);
    expect(history.droppedSince(2, day("2026-03-01"))).toBeNull();
    expect(history.stageAt(2, day("2026-03-01"))).toBe("Replicating");
    expect(history.droppedSince(2, day("2026-02-28"))).toBe("unread");
    expect(history.stageAt(2, day("2026-02-28"))).toBe("unread");
    expect(history.unreadSince(2, day("2026-02-28"))).toEqual([2]);
  });

  it("is known only since the last change, where tags decide: one may have been taken off", () => {
    const history = historyOf([
      asset(2, 1, { state: "Resolved", stateChangeDate: day("2026-03-01"), changedDate: day("2026-09-01") }),
    ]);
    expect(history.droppedSince(2, day("2026-08-31"))).toBe("unread");
    expect(history.droppedSince(2, day("2026-09-01"))).toBeNull();
  });

  it("is known only since the last change, where the history was asked for and could not be read (V2)", () => {
    const item = asset(2, 1, { state: "Active", stateChangeDate: day("2026-03-01"), changedDate: day("2026-09-01") });
    const message = "no answer";
    for (const ids of [[2], null]) {
      const history = historyOf([item], { losses: [{ kind: "history", ids, message }] });
      expect(history.droppedSince(2, day("2026-08-31"))).toBe("unread");
    }
    const other = historyOf([item], { losses: [{ kind: "history", ids: [3], message }] });
    expect(other.droppedSince(2, day("2026-08-31"))).toBeNull();
  });

  it("is known only since the last change, where nothing says when the state changed", () => {
    const item = asset(2, 1, { state: "Active", stateChangeDate: null, changedDate: day("2026-09-01") });
    expect(historyOf([item]).droppedSince(2, day("2026-08-31"))).toBe("unread");
  });

  it("waits for the tasks and phases that decide, and for no others", () => {
    const phase = { parent: 1, type: "Task" } as const;
    const [story, ...tasks] = frameworkAsset(10, 1) as [WorkItem, ...WorkItem[]];
    const history = historyOf(
      [
        story,
        ...tasks.map((item) => ({ ...item, stateChangeDate: day(item.id === 12 ? "2026-05-01" : "2026-02-01") })),
        task(20, 10, "Buy cake", { stateChangeDate: day("2026-09-01") }),
        task(21, 1, "Manual test with power users", { ...phase, stateChangeDate: day("2026-06-01") }),
        task(22, 1, "Something else", { ...phase, stateChangeDate: day("2026-09-01") }),
      ],
      {},
      frameworkPolicy(),
    );
    expect(history.unreadSince(10, day("2026-03-01"))).toEqual([12, 21]);
    expect(history.unreadSince(10, day("2026-05-01"))).toEqual([21]);
    expect(history.droppedSince(10, day("2026-06-01"))).toBeNull();
  });

  it("is absent before it was made", () =>
    expect(historyOf([asset(2, 1, { createdDate: day("2026-05-01") })]).stageAt(2, day("2026-04-01"))).toBe("absent"));

  it("refuses work items that are no assets", () =>
    expect(() => historyOf([]).stageAt(1, day("2026-04-01"))).toThrow("work item 1 is no asset"));
});

describe("E2: whether a stage dropped, from revisions", () => {
  const { item, history: revisions } = grown(asset(2, 1), [
    { at: day("2026-02-01"), to: { state: "Resolved" } },
    { at: day("2026-03-01"), to: { tags: [KIND, ...STAGED] } },
    { at: day("2026-04-01"), to: { tags: [KIND] } },
    { at: day("2026-05-01"), to: { tags: [KIND, ...ACCEPTED] } },
  ]);
  const history = historyOf([item], { histories: [revisions] });

  it("finds a drop that was made good since", () => {
    const drop = { at: day("2026-04-01"), from: "Staged", to: "Replicated" };
    expect(history.droppedSince(2, day("2026-03-15"))).toEqual(drop);
    expect(history.droppedSince(2, day("2026-02-15"))).toEqual(drop);
  });

  it("finds none in a rise, and none before the time", () => {
    expect(history.droppedSince(2, day("2026-04-01"))).toBeNull();
    expect(history.droppedSince(2, day("2026-06-01"))).toBeNull();
  });

  it.each([
    ["2026-01-01", "absent"],
    ["2026-01-05", "Pending"],
    ["2026-02-01", "Replicated"],
    ["2026-03-31", "Staged"],
    ["2026-04-30", "Replicated"],
    ["2026-05-01", "Accepted"],
  ])("tells the stage of %s: %s", (date, stage) => expect(history.stageAt(2, day(date))).toBe(stage));

  it("takes a history that does not reach up to the item for none", () => {
    const short = historyOf([{ ...item, rev: item.rev + 1 }], { histories: [revisions] });
    expect(short.droppedSince(2, day("2026-03-15"))).toBe("unread");
  });

  it("takes a history that begins late for unknown before", () => {
    const late = historyOf([item], { histories: [{ id: 2, revisions: revisions.revisions.slice(2) }] });
    expect(late.stageAt(2, day("2026-02-15"))).toBe("unread");
    expect(late.stageAt(2, day("2026-03-01"))).toBe("Staged");
  });

  it("takes being out of scope or unmapped for a while for no drop, and what came out of it lower for one", () => {
    const through = (state: string, tags: readonly string[]) => {
      const made = asset(2, 1, { state: "Resolved", tags: STAGED });
      const { item: after, history: known } = grown(made, [
        { at: day("2026-02-01"), to: { state: "On hold" } },
        { at: day("2026-03-01"), to: { state: "Resolved", tags: [KIND, ...STAGED, "strategy:retire"] } },
        { at: day("2026-04-01"), to: { state, tags: [KIND, ...tags] } },
      ]);
      return historyOf([after], { histories: [known] }).droppedSince(2, day("2026-01-10"));
    };
    expect(through("Resolved", STAGED)).toBeNull();
    expect(through("Resolved", [])).toEqual({ at: day("2026-04-01"), from: "Staged", to: "Replicated" });
  });

  it("takes a rung that dates leave open for no drop (M5)", () => {
    const signals = [
      ...policy().signals.slice(0, 1),
      { kind: "phaseItem", stage: "Accepted", titles: ["Test"], when: "finished" } as const,
    ];
    const tested = grown(asset(2, 1, { state: "Resolved", tags: STAGED }), [
      { at: day("2026-03-01"), to: { effort: 1 } },
    ]);
    const phase = grown(task(3, 1, "Test"), [{ at: day("2026-02-01"), to: { state: "Closed" } }]);
    const histories = [tested.history, phase.history];
    const history = historyOf([tested.item, phase.item], { histories }, policy({ signals }));
    expect(history.stageAt(2, day("2026-02-01"))).toBe("Accepted");
    expect(history.stageAt(2, day("2026-03-01"))).toBe("Staged");
    expect(history.droppedSince(2, day("2026-02-01"))).toBeNull();
  });

  it("reads tasks as they were, below the asset that they stood below", () => {
    const [story, assess, ...others] = frameworkAsset(10, 1, ["Closed", "New", "New"]) as [WorkItem, ...WorkItem[]];
    const moved = grown({ ...(assess as WorkItem), state: "New" }, [
      { at: day("2026-02-01"), to: { state: "Closed" } },
      { at: day("2026-03-01"), to: { state: "Active" } },
      { at: day("2026-04-01"), to: { state: "Closed" } },
    ]);
    const past = historyOf([story, moved.item, ...others], { histories: [moved.history] }, frameworkPolicy());
    expect(past.stageAt(10, day("2026-02-15"))).toBe("Assessed");
    expect(past.droppedSince(10, day("2026-02-15"))).toEqual({
      at: day("2026-03-01"),
      from: "Assessed",
      to: "Pending",
    });

    const elsewhere = grown({ ...(assess as WorkItem), state: "Closed", parent: 99 }, [
      { at: day("2026-02-01"), to: { parent: 10 } },
    ]);
    const later = historyOf([story, elsewhere.item, ...others], { histories: [elsewhere.history] }, frameworkPolicy());
    expect(later.stageAt(10, day("2026-01-15"))).toBe("Pending");
    expect(later.stageAt(10, day("2026-02-01"))).toBe("Assessed");
  });
});

describe("E2: what stands unsaved in a form", () => {
  it("does not bring back what a drop made void", () => {
    const { item, history } = grown(asset(2, 1), [
      { at: day("2026-02-01"), to: { state: "Resolved" } },
      { at: day("2026-03-01"), to: { state: "Active" } },
    ]);
    const draft = { ...item, state: "Resolved", changedDate: day("2026-04-01") };
    expect(historyOf([draft], { histories: [history] }).droppedSince(2, day("2026-02-15"))).toMatchObject({
      at: day("2026-03-01"),
    });
  });
});

describe("§8 STAGE_REGRESSED", () => {
  const reopened = grown(
    asset(2, 1, { assignedTo: { id: "k", displayName: "Kim", uniqueName: "kim", imageUrl: null } }),
    [
      { at: day("2026-02-01"), to: { state: "Resolved", tags: [KIND, ...STAGED] } },
      { at: day("2026-03-01"), to: { state: "Active" } },
      { at: day("2026-04-01"), to: { effort: 3 } },
    ],
  );

  it("says from where and since when an asset is below what a gate asks", () => {
    const history = historyOf([reopened.item], { histories: [reopened.history] });
    const drop = { at: day("2026-03-01"), from: "Staged", to: "Replicating" } as const;
    expect(history.regression(2, "Replicated")).toEqual(drop);
    expect(history.regression(2, "Staged")).toEqual(drop);
    expect(history.regression(2, "Accepted")).toBeNull();
    expect(history.regression(2, "Replicating")).toBeNull();
  });

  it("says nothing without history", () => expect(historyOf([reopened.item]).regression(2, "Replicated")).toBeNull());

  it("says nothing of what went back and came again", () => {
    const again = grown(asset(2, 1), [
      { at: day("2026-02-01"), to: { state: "Resolved" } },
      { at: day("2026-03-01"), to: { state: "Active" } },
      { at: day("2026-04-01"), to: { state: "Resolved" } },
    ]);
    expect(historyOf([again.item], { histories: [again.history] }).regression(2, "Replicated")).toBeNull();
  });

  it("warns with the drop, its date and the assignee", () => {
    const drop = { at: day("2026-03-01"), from: "Staged", to: "Replicating" } as const;
    const held = { item: reopened.item } as Parameters<typeof regressionFinding>[1];
    expect(regressionFinding("uat", held, drop, null)).toMatchObject({
      code: "STAGE_REGRESSED",
      expected: "Staged, as it was",
      actual: "Replicating",
      since: { date: day("2026-03-01"), basis: "dropped from Staged to Replicating" },
      owner: { displayName: "Kim" },
    });
  });
});
