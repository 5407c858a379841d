import { besidesFinding } from "../../../src/domain/evidence/waivers";
import { effectOf, type Finding } from "../../../src/domain/readiness/blockers";
import type { Link, Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, NOW, STAGED } from "../../builders/estate";
import { evidenceIn, finding, mark, person } from "../../builders/evidence";
import { grown } from "../../builders/history";

const GRANTED = day("2026-10-01");
const RELEASE = "release:A";
const behind = asset(2, 1);
const other = asset(4, 1);
const workload = { id: 1, title: "Workload 1", type: "Feature" };
const notReplicated = finding("NOT_REPLICATED", { workItem: behind, workload, asset: behind });

function related(source: number, target: number): Link {
  return { type: "System.LinkTypes.Related", source, target };
}

function waiver(tags: readonly string[], changes: Partial<WorkItem> = {}, id = 3): WorkItem {
  return mark(id, null, ["until:2026-12-31", ...tags], GRANTED, changes);
}

function inWorld(items: readonly WorkItem[], links: readonly Link[], changes: Partial<Snapshot> = {}) {
  const all = [feature(1, { tags: [RELEASE] }), behind, other, ...items];
  const unique = new Map(all.map((item) => [item.id, item]));
  return evidenceIn([...unique.values()], { links, ...changes }).evidence;
}

/** What a waiver linked to the asset says of a finding. */
function waived(item: WorkItem, of: Finding = notReplicated, links: readonly Link[] = [related(3, 2)]) {
  return inWorld([item], links).waive(of, { releaseId: "a" });
}

describe("E4: when a waiver is granted", () => {
  it("is once it is closed by another than its creator", () =>
    expect(waived(waiver(["waiver:NOT_REPLICATED"]))).toEqual({
      kind: "waived",
      waiver: {
        item: { id: 3, title: "Item 3", type: "Task" },
        grantedBy: person("Bob"),
        grantedAt: GRANTED,
        until: "2026-12-31",
      },
    }));

  it.each<[string, Partial<WorkItem>]>([
    ["open", { state: "New", closedDate: null }],
    ["closed as not done (M6)", { reason: "Rejected" }],
    ["closed by its creator", { closedBy: person("Ann") }],
    ["closed by nobody knows whom", { closedBy: null }],
    ["made by nobody knows whom", { createdBy: null }],
    ["closed in the future (§9)", { closedDate: NOW + 6 * 60 * 1000 }],
    ["without a last day", { tags: ["waiver:NOT_REPLICATED"] }],
    ["until a day that there is not", { tags: ["waiver:NOT_REPLICATED", "until:2026-02-30"] }],
    ["of a type that evidence does not have", { type: "Bug" }],
  ])("is not while it is %s", (_, changes) => expect(waived(waiver(["waiver:NOT_REPLICATED"], changes))).toBeNull());

  it("says of one that is closed and grants nothing why", () => {
    const items = [
      waiver(["waiver:NOT_REPLICATED"], { closedBy: person("Ann") }, 13),
      waiver(["waiver:NOT_RELICATED"], {}, 14),
      waiver(["waiver:STATE_UNMAPPED"], {}, 15),
      mark(16, null, ["waiver:FREEZE", "until:soon"], GRANTED),
    ];
    expect(inWorld(items, []).unrecognised).toMatchObject([
      { item: { id: 13 }, reason: "a waiver closed by who made it, which grants nothing" },
      { item: { id: 14 }, reason: "a waiver of NOT_RELICATED, which is no code of a blocker" },
      { item: { id: 15 }, reason: "a waiver of STATE_UNMAPPED, which cannot be waived" },
      { item: { id: 16 }, reason: 'a waiver until "soon", which is no day such as 2026-12-31' },
    ]);
  });

  it.each(["EMPTY_SCOPE", "READ_PARTIAL", "ITEM_UNREADABLE", "STATE_UNMAPPED", "WAIVER_EXPIRED"] as const)(
    "never is for %s",
    (code) => expect(waived(waiver([`waiver:${code}`]), { ...notReplicated, code })).toBeNull(),
  );
});

describe("E4, L7: what a waiver names", () => {
  it("is one code", () =>
    expect(waived(waiver(["waiver:NOT_REPLICATED"]), { ...notReplicated, code: "NOT_STAGED" })).toBeNull());

  it("is a gate, where it says one", () => {
    const uatOnly = waiver(["Waiver:not_replicated:UAT"]);
    expect(waived(uatOnly)).toBeNull();
    expect(waived(uatOnly, { ...notReplicated, gate: "uat" })?.kind).toBe("waived");
  });

  it("is a piece of evidence, where it says one", () => {
    const item = waiver(["waiver:SIGNOFF_MISSING:operations-accepted"]);
    const missing = (evidence: string) => finding("SIGNOFF_MISSING", { workload, evidence });
    expect(waived(item, missing("Operations-accepted"), [related(1, 3)])?.kind).toBe("waived");
    expect(waived(item, missing("business-accepted"), [related(1, 3)])).toBeNull();
  });

  it("is the asset that it is linked to, whichever way round the link came", () => {
    const item = waiver(["waiver:NOT_REPLICATED"]);
    expect(waived(item, notReplicated, [related(2, 3), related(3, 2)])?.kind).toBe("waived");
    expect(waived(item, notReplicated, [related(3, 4)])).toBeNull();
    expect(waived(item, notReplicated, [related(3, 1)])).toBeNull();
    expect(waived(item, notReplicated, [{ ...related(3, 2), type: "System.LinkTypes.Dependency-Reverse" }])).toBeNull();
  });

  it("is an open item by a link to that item too", () => {
    const open = finding("BLOCKER_OPEN", {
      workItem: { id: 9, title: "Firewall", type: "Issue" },
      workload,
      asset: behind,
    });
    expect(waived(waiver(["waiver:BLOCKER_OPEN"]), open, [related(3, 9)])?.kind).toBe("waived");
    expect(waived(waiver(["waiver:DEP_BEHIND"]), { ...open, code: "DEP_BEHIND" }, [related(3, 9)])).toBeNull();
  });

  it("is a release's own by the name of the release, and nothing of its workloads", () => {
    const freeze = finding("FREEZE", { gate: "promotion" });
    const item = waiver(["waiver:FREEZE", RELEASE]);
    expect(waived(item, freeze, [])?.kind).toBe("waived");
    expect(inWorld([item], []).waive(freeze, { releaseId: "b" })).toBeNull();
    expect(inWorld([item], []).waive(freeze, { releaseId: null })).toBeNull();
    expect(waived(item, { ...freeze, workload }, [])).toBeNull();
  });
});

describe("E4: when a waiver dies", () => {
  const until = (date: string) => waived(mark(3, null, ["waiver:NOT_REPLICATED", `until:${date}`], GRANTED));

  it("does at the end of its last day", () => {
    expect(until("2026-11-23")?.kind).toBe("waived");
    expect(until("2026-11-22")).toMatchObject({
      kind: "expired",
      until: "2026-11-22",
      reason: "its last day was 2026-11-22",
      since: { date: day("2026-11-23") },
    });
  });

  it("is over in the moment in which that day is", () => {
    const item = mark(3, null, ["waiver:NOT_REPLICATED", "until:2026-11-22"], GRANTED);
    const at = (now: number) =>
      evidenceIn([feature(1), behind, item], { links: [related(3, 2)] }, undefined, now).evidence.waive(notReplicated, {
        releaseId: null,
      })?.kind;
    expect([at(day("2026-11-23") - 1), at(day("2026-11-23"))]).toEqual(["waived", "expired"]);
  });

  it("does on the first of two last days", () =>
    expect(waived(waiver(["waiver:NOT_REPLICATED", "until:2026-11-01"]))?.kind).toBe("expired"));

  const dropped = grown(asset(2, 1), [
    { at: day("2026-02-01"), to: { state: "Resolved" } },
    { at: day("2026-11-01"), to: { state: "Active" } },
  ]);

  it("does when the stage of what it covers drops", () => {
    const evidence = inWorld([dropped.item, waiver(["waiver:NOT_REPLICATED"])], [related(3, 2)], {
      histories: [dropped.history],
    });
    expect(evidence.waive(notReplicated, { releaseId: null })).toMatchObject({
      kind: "expired",
      reason: "VM 2 dropped from Replicated to Replicating on 2026-11-01, after it",
      since: { date: day("2026-11-01") },
    });
    expect(evidence.historyNeeded).toEqual([]);
  });

  it("covers all assets of a workload, and all of a release", () => {
    const of = (code: "EVIDENCE_MISSING" | "FREEZE", changes: Partial<Finding>) =>
      inWorld([dropped.item, waiver([`waiver:${code}`, RELEASE])], [related(3, 1)], {
        histories: [dropped.history],
      }).waive(finding(code, changes), { releaseId: "A" })?.kind;
    expect(of("EVIDENCE_MISSING", { workload })).toBe("expired");
    expect(of("FREEZE", {})).toBe("expired");
  });

  it("waives nothing while that stands in a history that was not read", () => {
    const evidence = inWorld([dropped.item, waiver(["waiver:NOT_REPLICATED"])], [related(3, 2)]);
    const result = evidence.waive(notReplicated, { releaseId: null });
    expect(result?.kind).toBe("unproven");
    expect(evidence.historyNeeded).toEqual([2]);
    expect(besidesFinding(notReplicated, result)).toMatchObject({ code: "HISTORY_UNREAD", asset: { id: 2 } });
  });

  it("gives way to another one that is in force, and to the one that ended last where none is", () => {
    const over = (id: number, last: string) => mark(id, null, ["waiver:NOT_REPLICATED", `until:${last}`], GRANTED);
    const ended = [over(3, "2026-11-01"), over(5, "2026-11-20")];
    const links = [related(3, 2), related(5, 2), related(6, 2)];
    const releaseId = null;
    expect(inWorld(ended, links).waive(notReplicated, { releaseId })).toMatchObject({ until: "2026-11-20" });
    expect(inWorld([...ended, over(6, "2026-11-30")], links).waive(notReplicated, { releaseId })?.kind).toBe("waived");
  });

  it("gives way to a shorter one that was granted after the drop", () => {
    const again = mark(5, null, ["waiver:NOT_REPLICATED", "until:2026-11-30"], day("2026-11-02"));
    const links = [related(3, 2), related(5, 2)];
    const evidence = inWorld([dropped.item, waiver(["waiver:NOT_REPLICATED"]), again], links, {
      histories: [dropped.history],
    });
    expect(evidence.waive(notReplicated, { releaseId: null })).toMatchObject({ waiver: { item: { id: 5 } } });
  });

  it("stands beside the blocker that it no longer covers, and weighs what that weighs", () => {
    const item = mark(3, null, ["waiver:NOT_REPLICATED", "until:2026-11-22"], GRANTED, { assignedTo: person("Cid") });
    const result = waived(item);
    const beside = besidesFinding(notReplicated, result);
    expect(beside).toMatchObject({
      code: "WAIVER_EXPIRED",
      gate: "staging",
      workItem: { id: 3 },
      workload: { id: 1 },
      asset: { id: 2 },
      actual: "its last day was 2026-11-22",
      owner: { displayName: "Cid" },
    });
    const warning: Finding = { ...notReplicated, effect: "warns" };
    expect([notReplicated, warning].map((of) => effectOf(besidesFinding(of, result) ?? of))).toEqual([
      "blocks",
      "warns",
    ]);
  });

  it("stands beside nothing that it covers, or does not name", () => {
    expect(besidesFinding(notReplicated, null)).toBeNull();
    expect(besidesFinding(notReplicated, waived(waiver(["waiver:NOT_REPLICATED"])))).toBeNull();
  });

  it("does not when the stage rises", () => {
    const risen = grown(asset(2, 1), [
      { at: day("2026-10-05"), to: { state: "Resolved", tags: ["kind:vm", ...STAGED] } },
    ]);
    const evidence = inWorld([risen.item, waiver(["waiver:NOT_REPLICATED"])], [related(3, 2)], {
      histories: [risen.history],
    });
    expect(evidence.waive(notReplicated, { releaseId: null })?.kind).toBe("waived");
  });
});
