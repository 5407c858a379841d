import { itemAt } from "../../../src/domain/history/past";
import { snapshotAt } from "../../../src/domain/history/snapshotAt";
import { assess } from "../../../src/domain/readiness/assess";
import { asset, day, feature, NOW, policy, snapshot } from "../../builders/estate";
import { grown } from "../../builders/history";

const KIM = { id: "k", displayName: "Kim", uniqueName: "kim@contoso.com", imageUrl: null };

const closed = grown(asset(2, 1), [
  { at: day("2026-02-01"), to: { state: "Active", iterationPath: "Contoso\\R1" } },
  { at: day("2026-03-01"), to: { state: "Closed", tags: ["kind:vm", "stage:staged"] } },
  { at: day("2026-04-01"), to: { effort: 5 } },
  { at: day("2026-05-01"), to: { state: "Active" } },
]);

describe("T4: an item as one of its revisions left it", () => {
  const then = (date: string) => itemAt(closed.item, closed.history.revisions, day(date));

  it("is none before it was made", () => expect(then("2026-01-04")).toBeNull());

  it("has the fields of the last revision up to the time", () => {
    expect(then("2026-02-28")).toMatchObject({ rev: 2, state: "Active", iterationPath: "Contoso\\R1", effort: null });
    expect(then("2026-04-01")).toMatchObject({ rev: 4, state: "Closed", effort: 5 });
  });

  it("has been in its state since the revision that brought it there", () =>
    expect(then("2026-04-15")).toMatchObject({ stateChangeDate: day("2026-03-01"), changedDate: day("2026-04-01") }));

  it("does not say who closed what was opened again since", () =>
    expect(then("2026-04-15")).toMatchObject({ closedDate: null, closedBy: null }));

  it("keeps date and person of a closing that still stands", () => {
    const { item, history } = grown(asset(3, 1), [
      { at: day("2026-02-01"), to: { state: "Closed" } },
      { at: day("2026-03-01"), to: { effort: 1 } },
    ]);
    expect(itemAt({ ...item, closedBy: KIM }, history.revisions, day("2026-02-15"))).toMatchObject({
      closedDate: day("2026-02-01"),
      closedBy: KIM,
      effort: null,
    });
  });

  it("is the item itself since its last change, with its links", () =>
    expect(itemAt({ ...closed.item, children: [7] }, closed.history.revisions, NOW)?.children).toEqual([7]));

  it("takes what stands unsaved in a form for one change more, which undoes none before it", () => {
    const draft = { ...closed.item, state: "Closed", changedDate: NOW };
    const then = (time: number) => itemAt(draft, closed.history.revisions, time)?.state;
    expect([then(day("2026-04-15")), then(day("2026-05-02")), then(NOW)]).toEqual(["Closed", "Active", "Closed"]);
  });

  it("leaves out revisions that are newer than the item as it was read", () => {
    const older = { ...closed.item, rev: 4, state: "Closed", effort: 5, changedDate: day("2026-04-01") };
    expect(itemAt(older, closed.history.revisions, NOW)?.state).toBe("Closed");
  });
});

describe("T4: a snapshot as of a time", () => {
  const bin = { id: 9, title: "VM 9", type: "User Story", deletedDate: day("2026-06-01") };
  const nine = grown(asset(9, 1), [{ at: day("2026-02-01"), to: { state: "Resolved" } }]);
  const now = snapshot([feature(1), closed.item, asset(5, 1, { createdDate: day("2026-07-01") })], {
    histories: [closed.history, nine.history],
    deleted: [bin],
  });

  it("has each item as it was, and none that was not made yet", () => {
    const then = snapshotAt(now, day("2026-03-15"));
    expect(then.asOf).toBe(day("2026-03-15"));
    expect(then.workItems.map(({ id, state }) => [id, state])).toEqual([
      [1, "New"],
      [2, "Closed"],
      [9, "Resolved"],
    ]);
    expect(then.histories.find(({ id }) => id === 2)?.revisions).toHaveLength(3);
    expect(then.losses).toEqual([]);
  });

  it("has in the recycle bin what was there by then", () => {
    expect(snapshotAt(now, day("2026-03-15")).deleted).toEqual([]);
    expect(snapshotAt(now, day("2026-06-01")).deleted).toEqual([bin]);
    expect(snapshotAt(now, day("2026-01-01")).workItems).toEqual([]);
  });

  it("loses what was deleted since and whose history begins too late to tell whether it was there", () => {
    const late = { ...nine.history, revisions: nine.history.revisions.slice(1) };
    const then = snapshotAt(snapshot([], { histories: [late], deleted: [bin] }), day("2026-01-10"));
    expect(then.losses).toMatchObject([{ kind: "batch", ids: [9] }]);
  });

  it("loses what changed since and has no history: the verdict is unknown, never guessed (V2)", () => {
    const changed = asset(2, 1, { state: "Resolved", changedDate: day("2026-04-01") });
    const then = snapshotAt(snapshot([feature(1), changed], { deleted: [bin] }), day("2026-03-15"));
    expect(then.workItems.map(({ id }) => id)).toEqual([1]);
    expect(then.losses).toEqual([
      { kind: "batch", ids: [2, 9], message: "changed after 2026-03-15, and its history is not there" },
    ]);
    const confirmed = policy({ workloads: { types: ["Feature"], confirmed: [1], splits: [] } });
    expect(assess(then, confirmed, then.asOf).unplanned[0]?.gates.staging.verdict).toBe("unknown");
  });

  it("is the same snapshot at its own time, but for histories (T4)", () => {
    const { workItems, losses } = snapshotAt(now, NOW);
    expect(workItems).toEqual([feature(1), closed.item, asset(5, 1, { createdDate: day("2026-07-01") })]);
    expect(losses).toEqual([]);
  });
});
