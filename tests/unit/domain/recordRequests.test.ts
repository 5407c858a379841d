import * as v from "valibot";
import { assess } from "../../../src/domain/readiness/assess";
import { requestsOf } from "../../../src/domain/record/blockerRequests";
import { decisionReport } from "../../../src/domain/record/decisionReport";
import { RECORD_REQUEST, releaseOf, workItemsOf } from "../../../src/domain/record/request";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";
import { blocker } from "../../builders/report";

const PAYROLL = { id: 1, title: "Payroll", type: "Feature" };
const SQL = { id: 11, title: "VM 11", type: "User Story" };

describe("what can be recorded about a blocker", () => {
  it("is a waiver for its gate, at the asset itself", () => {
    expect(requestsOf(blocker(11), "R1")).toEqual({
      evidence: null,
      waiver: { kind: "waiver", code: "NOT_REPLICATED", part: "staging", place: { kind: "workItem", id: 11 } },
    });
  });

  it("is for a dependency a waiver at the dependant (E4)", () => {
    const held = { id: 12, title: "WEB-11", type: "User Story" };
    const { waiver } = requestsOf(blocker(11, { code: "DEP_BEHIND", path: [SQL, held] }), "R1");
    expect(waiver?.place).toEqual({ kind: "workItem", id: 12 });
  });

  it("is for evidence the evidence itself, or a waiver of it alone", () => {
    const missing = blocker(11, { code: "SIGNOFF_MISSING", evidence: "accepted", workItem: null });
    const place = { kind: "workItem", id: 1 };
    expect(requestsOf(missing, "R1")).toEqual({
      evidence: { kind: "evidence", evidence: "accepted", place },
      waiver: { kind: "waiver", code: "SIGNOFF_MISSING", part: "accepted", place },
    });
  });

  it("is for a release's own check about the release, where there is one", () => {
    const freeze = blocker(11, { code: "FREEZE", workItem: null, workload: null });
    expect(requestsOf(freeze, "R1").waiver?.place).toEqual({ kind: "release", key: "R1" });
    expect(requestsOf(freeze, null)).toEqual({ evidence: null, waiver: null });
  });

  it("is nothing for what holds nothing back, and no waiver for what can't be waived (E4)", () => {
    expect(requestsOf(blocker(11, { code: "STAGE_GAP", effect: "warns" }), "R1")).toEqual({
      evidence: null,
      waiver: null,
    });
    expect(requestsOf(blocker(11, { code: "STATE_UNMAPPED", effect: "unknown" }), "R1").waiver).toBeNull();
  });
});

describe("a request", () => {
  it("comes through the host as plain JSON, whole", () => {
    const { waiver } = requestsOf(blocker(11), "R1");
    expect(v.parse(RECORD_REQUEST, JSON.parse(JSON.stringify(waiver)))).toEqual(waiver);
  });

  it("is understood without the members that are null, which vanish on their way through the host", () => {
    expect(v.parse(RECORD_REQUEST, { kind: "checklist", workItems: [1] })).toEqual({
      kind: "checklist",
      release: null,
      workItems: [1],
    });
  });

  it("names what is to be read", () => {
    const checklist = { kind: "checklist", release: "R1", workItems: [1, 2] } as const;
    expect([workItemsOf(checklist), releaseOf(checklist)]).toEqual([[1, 2], "R1"]);
    expect([workItemsOf({ kind: "approve", workItem: 7 }), releaseOf({ kind: "approve", workItem: 7 })]).toEqual([
      [7],
      null,
    ]);
    const evidence = { kind: "evidence", evidence: null, place: { kind: "release", key: "R1" } } as const;
    expect([workItemsOf(evidence), releaseOf(evidence)]).toEqual([[], "R1"]);
  });

  it.each([
    { kind: "waiver", code: "NO_CODE", part: null, place: { kind: "workItem", id: 1 } },
    { kind: "waiver", code: "FREEZE", part: null, place: { kind: "workItem", id: -1 } },
    { kind: "decision", release: "", report: [] },
    { kind: "checklist", release: null, workItems: ["1"] },
    { kind: "other" },
  ])("that is none is refused: %j", (request) => {
    expect(v.is(RECORD_REQUEST, request)).toBe(false);
  });
});

describe("the report in a decision (E5)", () => {
  const items = [
    feature(1, { title: "Payroll", tags: ["release:R1"] }),
    ...Array.from({ length: 60 }, (_, index) => asset(11 + index, 1, { state: "Active" })),
  ];
  const report = assess(snapshot(items), policy(), NOW);
  const sections = decisionReport(report, report.releases[0]!);
  const linesOf = (title: string) => sections.find((section) => section.title === title)?.lines ?? [];

  it("says the verdict of each gate, and of each workload", () => {
    expect(linesOf("Verdict")).toEqual(
      expect.arrayContaining([
        report.releases[0]!.sentence,
        expect.stringMatching(/^staging: blocked \(60 in the way\)$/),
      ]),
    );
    expect(linesOf("Workloads")).toEqual([expect.stringMatching(/^Payroll: staging blocked \(60 in the way\), UAT/)]);
  });

  it("names what is in the way, of more than forty the rest by its number", () => {
    const lines = linesOf("In the way");
    expect(lines[0]).toBe("staging: VM 11 (#11) in Payroll: Not replicated yet (is Replicating, must be Replicated)");
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toMatch(/^and \d+ more$/);
  });

  it("names what it rests on: the time, the reader and the mapping", () => {
    const text = linesOf("What it rests on").join("\n");
    expect(text).toContain("as of 2026-11-23 09:00 UTC, 61 work items, as Kim may see them");
    expect(text).toContain(report.policy.fingerprint);
  });

  it("has no part without a line", () => {
    expect(sections.map(({ title }) => title)).not.toContain("Waived");
    expect(sections.every(({ lines }) => lines.length > 0)).toBe(true);
  });

  it("names waivers with who granted them until when, and evidence with who gave it when", () => {
    const item = { id: 41, title: "W", type: "Task" };
    const by = { id: "u2", displayName: "Ana", uniqueName: "ana", imageUrl: null };
    const waiver = { item, grantedBy: by, grantedAt: NOW, until: "2026-12-07" };
    const status = { id: "accepted", title: "Accepted", attests: "signOff", state: "given", covers: PAYROLL } as const;
    const [release] = report.releases;
    const staging = {
      ...release!.gates.staging,
      waived: [{ blocker: blocker(11), waiver }],
      evidence: [{ ...status, item, by, at: NOW, until: null, reason: "" }],
    };
    const all = decisionReport(report, { ...release!, gates: { ...release!.gates, staging } }).flatMap(
      ({ lines }) => lines,
    );
    expect(all).toContainEqual(
      expect.stringMatching(/VM 11 .*: Not replicated yet .*; waived until 2026-12-07 by Ana \(#41\)$/),
    );
    expect(all).toContain("Accepted of Payroll: given by Ana on 2026-11-23 09:00 UTC (#41)");
  });

  it("says verdicts and evidence in the hub's words, with what stands in for evidence that is not given", () => {
    const [release] = report.releases;
    const waiver = { item: { id: 41, title: "W", type: "Task" }, grantedBy: null, grantedAt: NOW, until: "2026-12-07" };
    const status = { id: "accepted", title: "Accepted", attests: "signOff", covers: PAYROLL, item: null } as const;
    const more = { by: null, at: null, until: null, reason: "" };
    const staging = {
      ...release!.gates.staging,
      verdict: "done" as const,
      counts: { blocks: 0, unknown: 0, warns: 0 },
      waived: [{ blocker: blocker(1, { code: "SIGNOFF_MISSING", evidence: "accepted" }), waiver }],
      evidence: [
        { ...status, ...more, state: "missing" as const },
        { ...status, ...more, id: "other", title: "Other", state: "stale" as const },
      ],
    };
    const said = decisionReport(report, { ...release!, gates: { ...release!.gates, staging } });
    expect(said[0]?.lines).toContain("staging: passed");
    expect(said.find(({ title }) => title === "Evidence and sign-offs")?.lines).toEqual([
      "Accepted of Payroll: missing, waived until 2026-12-07 (#41)",
      "Other of Payroll: void",
    ]);
  });
});
