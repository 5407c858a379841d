/** @jest-environment node */
import type { Blocker } from "../../../src/domain/readiness/report";
import { heldBack } from "../../../src/hub/heldBack";
import { choicesOf, keyOf, ledgerOf, nextUnblocked, passes, placesOf } from "../../../src/hub/ledger";
import { FIRST_LEDGER, type LedgerGrouping } from "../../../src/hub/store/ledgerView";
import { asset, feature } from "../../builders/estate";
import { blocker, reportOf } from "../../builders/report";

const ANA = { id: "a", displayName: "Ana", uniqueName: "ana@example.com", imageUrl: null };
const PAYROLL = { id: 1, title: "Payroll", type: "Feature" };
const ARCHIVE = { id: 5, title: "Archive", type: "Feature" };

function item(id: number) {
  return { id, title: `VM ${id}`, type: "User Story" };
}

/** What waits for `root` is held back by it. */
function behind(root: number, held: number, changes: Partial<Blocker> = {}): Blocker {
  return blocker(root, { code: "DEP_BEHIND", path: [item(root), item(held)], ...changes });
}

const REPORT = reportOf([
  feature(1, { title: "Payroll" }),
  asset(2, 1, { iterationPath: "Contoso\\Sprint 2" }),
  asset(3, 1, { iterationPath: "Contoso\\Sprint 10" }),
  feature(5, { title: "Archive" }),
  asset(6, 5, { iterationPath: "Contoso\\Sprint 2" }),
]);
const JUDGED = { workloads: REPORT.unplanned };
const PLACES = placesOf(JUDGED);

function shapeOf(blockers: readonly Blocker[], grouping: LedgerGrouping) {
  return ledgerOf(blockers, grouping, PLACES).map(({ title, blockers: lines }) => [
    title,
    lines.map(({ workItem }) => workItem?.id),
  ]);
}

describe("the ledger", () => {
  it("has first what frees most, a workload before any number of assets, then what is in the way longest (D4)", () => {
    const lines = [
      blocker(2, { frees: { assets: 9, workloads: 0 } }),
      blocker(3, { frees: { assets: 0, workloads: 1 } }),
      blocker(4, { frees: { assets: 0, workloads: 0 }, since: { date: 200, basis: "" } }),
      blocker(7, { frees: { assets: 0, workloads: 0 }, since: { date: null, basis: "" } }),
      blocker(6, { frees: { assets: 0, workloads: 0 }, since: { date: 100, basis: "" } }),
      blocker(8, { code: "SCOPE_SPLIT", frees: { assets: 0, workloads: 2 } }),
    ];
    expect(shapeOf(lines, "cause")).toEqual([
      ["Part of a workload is not in this release", [8]],
      ["Not replicated yet", [3, 2, 6, 4, 7]],
    ]);
    expect(ledgerOf(lines, "cause", PLACES)[1]?.frees).toEqual({ assets: 9, workloads: 1 });
  });

  it("stands by owner, by workload and by iteration as well", () => {
    const lines = [
      blocker(2, { owner: ANA }),
      blocker(3, { frees: { assets: 0, workloads: 0 } }),
      blocker(6, { workload: ARCHIVE, frees: { assets: 0, workloads: 0 } }),
      blocker(0, { code: "READ_PARTIAL", workItem: null, workload: null, frees: { assets: 0, workloads: 0 } }),
    ];
    expect(shapeOf(lines, "owner")).toEqual([
      ["Ana", [2]],
      ["Unassigned", [undefined, 3, 6]],
    ]);
    expect(shapeOf(lines, "workload")).toEqual([
      ["Payroll", [2, 3]],
      ["Archive", [6]],
      ["No workload", [undefined]],
    ]);
    expect(shapeOf(lines, "iteration")).toEqual([
      ["Contoso\\Sprint 2", [2, 6]],
      ["Contoso\\Sprint 10", [3]],
      ["No iteration", [undefined]],
    ]);
  });

  it("has a line that stands against several workloads under each of them", () => {
    expect(shapeOf([blocker(2, { otherWorkloads: [ARCHIVE] })], "workload")).toEqual([
      ["Archive", [2]],
      ["Payroll", [2]],
    ]);
  });

  it("takes the iteration of what is held back where what is in the way is no asset", () => {
    const bug = blocker(99, { code: "BLOCKER_OPEN", path: [item(99), item(3)] });
    expect(shapeOf([bug], "iteration")).toEqual([["Contoso\\Sprint 10", [99]]]);
  });

  it("says of a group the strongest effect in it", () => {
    const lines = [blocker(2, { effect: "unknown", owner: ANA }), blocker(3, { owner: ANA })];
    expect(ledgerOf(lines, "owner", PLACES).map(({ effect }) => effect)).toEqual(["blocks"]);
  });
});

describe("the ledger's filters", () => {
  const lines = [blocker(2, { owner: ANA, otherWorkloads: [ARCHIVE] }), blocker(3)];

  it("offer what the lines have, with their number, in the order of names", () => {
    expect(choicesOf(lines, "iteration", PLACES)).toEqual([
      { value: "Contoso\\Sprint 2", title: "Contoso\\Sprint 2", count: 1 },
      { value: "Contoso\\Sprint 10", title: "Contoso\\Sprint 10", count: 1 },
    ]);
    expect(choicesOf(lines, "workload", PLACES).map(({ value, count }) => [value, count])).toEqual([
      ["5", 1],
      ["1", 2],
    ]);
  });

  it.each([
    ["everything", {}, [2, 3]],
    ["an owner", { owner: "a" }, [2]],
    ["nobody", { owner: "none" }, [3]],
    ["a workload, the first or a further one", { workload: "5" }, [2]],
    ["an iteration", { iteration: "Contoso\\Sprint 10" }, [3]],
    ["an owner and an iteration that has none of theirs", { owner: "a", iteration: "Contoso\\Sprint 10" }, []],
  ])("leave the lines of %s", (_what, chosen, expected) => {
    const left = lines.filter((line) => passes(line, { ...FIRST_LEDGER, ...chosen }, PLACES));
    expect(left.map(({ workItem }) => workItem?.id)).toEqual(expected);
  });
});

describe("what a number of the ledger leads to", () => {
  it("is what the line holds back, with how much else is in the way of each: what is freed comes first (D4)", () => {
    const root = behind(9, 2, { workload: PAYROLL });
    const lines = [behind(9, 3), root, blocker(3), blocker(6, { workload: ARCHIVE })];
    const found = heldBack(lines, keyOf(root), JUDGED);
    expect(found?.assets.map(({ value, others }) => [value.item.id, others])).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect(found?.workloads.map(({ value, others }) => [value.title, others])).toEqual([["Payroll", 1]]);
  });

  it("is also what one root holds back besides (D4)", () => {
    const root = behind(9, 2, { alsoHolds: [3] });
    expect(heldBack([root], keyOf(root), JUDGED)?.assets.map(({ value }) => value.item.id)).toEqual([2, 3]);
  });

  it("counts no warning as something in the way", () => {
    const root = behind(9, 2);
    const found = heldBack([root, blocker(2, { code: "STAGE_GAP", effect: "warns" })], keyOf(root), JUDGED);
    expect(found?.assets.map(({ others }) => others)).toEqual([0]);
  });

  it("counts what stands against the release as such in the way of each of its workloads", () => {
    const root = behind(9, 2);
    const freeze = blocker(0, { code: "FREEZE", workItem: null, workload: null });
    expect(heldBack([root, freeze], keyOf(root), JUDGED)?.workloads.map(({ others }) => others)).toEqual([1]);
  });

  it("is nothing once the line was cleared", () => {
    expect(heldBack([blocker(2)], "DEP_BEHIND:9", JUDGED)).toBeNull();
  });
});

describe("the next unblocked assets", () => {
  function idsOf(lines: readonly Blocker[]) {
    return nextUnblocked(lines).map(({ workItem }) => workItem?.id);
  }

  it("are behind and held back by nothing but that; what frees most comes first", () => {
    expect(idsOf([blocker(2), blocker(3, { frees: { assets: 4, workloads: 0 } })])).toEqual([3, 2]);
  });

  it("are none that wait for another, that have an open blocking item, or whose workload has one", () => {
    const bug = blocker(98, { code: "BLOCKER_OPEN", path: [item(98), item(3)] });
    const ofWorkload = blocker(99, { code: "BLOCKER_OPEN", workload: ARCHIVE, path: [item(99), ARCHIVE] });
    const lines = [blocker(2), blocker(3), blocker(6, { workload: ARCHIVE }), behind(9, 2), bug, ofWorkload];
    expect(idsOf(lines)).toEqual([]);
  });

  it("are none that an asset's own line names besides: that one is the root, and they wait for it (D4)", () => {
    expect(idsOf([blocker(2, { alsoHolds: [3] }), blocker(3)])).toEqual([2]);
  });

  it("are also those of which the gate asks evidence: to move on they need none", () => {
    const proof = blocker(2, { code: "EVIDENCE_MISSING", evidence: "replication-proof" });
    expect(idsOf([blocker(2), proof])).toEqual([2]);
  });

  it("are not held back by what only warns (D3)", () => {
    expect(idsOf([blocker(2), behind(9, 2, { code: "DEP_LATER_RELEASE", effect: "warns" })])).toEqual([2]);
  });
});
