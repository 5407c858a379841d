import { assess } from "../../../src/domain/readiness/assess";
import type { ReleaseAssessment } from "../../../src/domain/readiness/report";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { ACCEPTED, asset, day, feature, NOW, policy, snapshot, STAGED } from "../../builders/estate";
import { checklist, mark } from "../../builders/evidence";
import { grown } from "../../builders/history";

const IN_A = ["release:A"];
const RELATED = "System.LinkTypes.Related";

/** Release A as it is judged. */
function releaseA(items: readonly WorkItem[], changes: Partial<Snapshot> = {}, mapping: Policy = policy()) {
  const found = assess(snapshot(items, changes), mapping, NOW).releases.find(({ name }) => name === "A");
  if (found === undefined) throw new Error("nothing names release A");
  return found;
}

function codes(release: ReleaseAssessment, gate: "staging" | "uat" | "promotion"): string[] {
  return release.gates[gate].blockers.filter(({ effect }) => effect !== "warns").map(({ code }) => code);
}

function related(source: number, target: number) {
  return { type: RELATED, source, target };
}

describe("What was not seen", () => {
  it("leaves evidence unknown where the history that would tell begins after it was given (E2)", () => {
    const made = asset(2, 1, { state: "Resolved", tags: [...IN_A, ...STAGED] });
    const { item, history } = grown(made, [
      { at: day("2026-03-01"), to: { state: "Active" } },
      { at: day("2026-04-01"), to: { state: "Resolved" } },
      { at: day("2026-05-01"), to: { effort: 3 } },
    ]);
    const items = [feature(1, { tags: IN_A }), item, mark(3, 1, ["gate:staging-tested"], day("2026-02-01"))];
    const withRevisionsFrom = (first: number) =>
      releaseA(items, { histories: [{ id: 2, revisions: history.revisions.slice(first - 1) }] });

    expect(codes(withRevisionsFrom(1), "uat")).toEqual(["EVIDENCE_STALE"]);
    expect(codes(withRevisionsFrom(3), "uat")).toEqual(["HISTORY_UNREAD"]);
    expect(codes(withRevisionsFrom(4), "uat")).toEqual(["HISTORY_UNREAD"]);
  });

  it("counts against what a link ties to it, whichever way round the link was read (V2, G1)", () => {
    const items = [feature(1, { tags: IN_A }), asset(2, 1, { state: "Resolved", tags: IN_A })];
    const mapping = policy({ blockingItems: { types: ["Issue"], tags: [], links: [RELATED] } });
    const losses: Snapshot["losses"] = [{ kind: "batch", ids: [9], message: "503", isBeside: true }];

    for (const link of [related(2, 9), related(9, 2)]) {
      const release = releaseA(items, { links: [link], losses }, mapping);
      expect(release.gates.staging.verdict).toBe("unknown");
      expect(codes(release, "staging")).toEqual(["ITEM_UNREADABLE"]);
    }
  });
});

describe("What a waiver does not name", () => {
  it("stays in the way beside more providers than are followed, which it does name (E4, L7)", () => {
    const behind = Array.from({ length: 9 }, (_, index) => asset(10 + index, 50, { tags: ["release:B"] }));
    const items = [
      feature(1, { tags: IN_A }),
      asset(100, 1, { state: "Resolved", tags: [...IN_A, ...ACCEPTED] }),
      feature(50, { tags: ["release:B"] }),
      ...behind,
      asset(30, 50, { tags: ["release:B", "strategy:retire"] }),
      mark(3, null, ["waiver:DEP_LATER_RELEASE", "until:2026-12-31"], day("2026-11-01")),
    ];
    const waitsFor = (id: number) => ({ type: "System.LinkTypes.Dependency-Reverse", source: 100, target: id });
    const links = [related(3, 100), waitsFor(30), ...behind.map(({ id }) => waitsFor(id))];

    const release = releaseA(items, { links });
    expect(release.gates.promotion.waived.length).toBeGreaterThan(0);
    expect(codes(release, "promotion")).toEqual(["EXCLUDED_NEEDED"]);
  });
});

describe("Promotion with a waiver of an asset's stage", () => {
  it("still asks that the gate before is ready or done (G3, L7)", () => {
    const items = [
      feature(1, { tags: IN_A }),
      asset(2, 1, { state: "Resolved", tags: IN_A }),
      mark(3, null, ["waiver:NOT_ACCEPTED", "until:2026-12-31"], day("2026-11-01")),
    ];
    const { gates } = releaseA(items, { links: [related(3, 2)] });
    expect([gates.uat.verdict, gates.promotion.verdict]).toEqual(["blocked", "blocked"]);
    expect(gates.promotion.blockers).toContainEqual(
      expect.objectContaining({ code: "NOT_STAGED", gate: "promotion", workItem: expect.objectContaining({ id: 2 }) }),
    );
  });

  it("names an asset once that is below what both gates ask, and not waived (D4)", () => {
    const items = [
      feature(1, { tags: IN_A }),
      asset(2, 1, { state: "Resolved", tags: IN_A }),
      asset(4, 1, { state: "Resolved", tags: IN_A }),
      mark(3, null, ["waiver:NOT_ACCEPTED", "until:2026-12-31"], day("2026-11-01")),
    ];
    const release = releaseA(items, { links: [related(3, 2)] });
    expect(codes(release, "promotion").sort()).toEqual(["NOT_ACCEPTED", "NOT_STAGED"]);
  });
});

describe("A release of a single step", () => {
  const mapping = (): Policy =>
    policy({
      ...checklist({ "change-approved": { scope: "release", isRequired: true } }),
      releases: { ...policy().releases, defaultModel: "single-step" },
    });
  const replicated = [feature(1, { tags: IN_A }), asset(2, 1, { state: "Resolved", tags: IN_A })];

  it("is not ready for promotion without what staging asks of the release itself (G3, G4, G5)", () => {
    const release = releaseA(replicated, {}, mapping());
    expect(codes(release, "staging")).toEqual(["EVIDENCE_MISSING"]);
    expect(release.gates.promotion.verdict).toBe("blocked");
    expect(codes(release, "promotion")).toEqual(["EVIDENCE_MISSING"]);
  });

  it("asks no more for that once staging is done (G6)", () => {
    const staged = [feature(1, { tags: IN_A }), asset(2, 1, { state: "Resolved", tags: [...IN_A, ...STAGED] })];
    const release = releaseA(staged, {}, mapping());
    expect([release.gates.staging.verdict, release.gates.promotion.verdict]).toEqual(["done", "ready"]);
  });

  it("takes a waiver of it at staging for one at promotion (E4)", () => {
    const waiver = mark(3, null, [...IN_A, "waiver:EVIDENCE_MISSING:staging", "until:2026-12-31"], day("2026-11-01"));
    const release = releaseA([...replicated, waiver], {}, mapping());
    expect([release.gates.staging.verdict, release.gates.promotion.verdict]).toEqual(["ready", "ready"]);
  });
});

describe("Workloads without a release that wait for each other", () => {
  it("are in no release together: promotion asks that each provider is promoted (G3, D2, L3)", () => {
    const accepted = { state: "Resolved", tags: ACCEPTED };
    const items = [feature(1), asset(2, 1, accepted), feature(5), asset(6, 5, accepted)];
    const waits = (source: number, target: number) => ({
      type: "System.LinkTypes.Dependency-Reverse",
      source,
      target,
    });
    const report = assess(snapshot(items, { links: [waits(2, 6), waits(6, 2)] }), policy(), NOW);
    expect(report.unplanned.map(({ gates }) => gates.promotion.verdict)).toEqual(["blocked", "blocked"]);
    expect(report.unplanned.map(({ gates }) => gates.staging.verdict)).toEqual(["done", "done"]);
  });
});

describe("Evidence that nobody has been asked for", () => {
  it("is named in the sentence, of a workload and of a release (E1)", () => {
    const replicated = [feature(1, { tags: IN_A }), asset(2, 1, { state: "Resolved", tags: IN_A })];
    const sentenceWith = (scope: "workload" | "release") =>
      releaseA(replicated, {}, policy(checklist({ "change-approved": { scope, isRequired: true, title: "Approval" } })))
        .sentence;
    for (const scope of ["workload", "release"] as const) {
      expect(sentenceWith(scope)).toContain("Approval: nobody has been asked for it yet");
    }
  });

  it("is asked for however many assets stand below the one that it covers (L8)", () => {
    const parts = Array.from({ length: 150_000 }, (_, index) =>
      asset(10 + index, 2, { state: "Resolved", tags: IN_A }),
    );
    const items = [feature(1, { tags: IN_A }), asset(2, 1, { state: "Resolved", tags: IN_A }), ...parts];
    const asked = mark(200_000, 2, ["gate:replication-verified"], null);
    expect(codes(releaseA([...items, asked]), "staging")).toEqual(["EVIDENCE_MISSING"]);
  });
});

describe("An asset around one whose state is not mapped (§9, M4)", () => {
  const waits = { type: "System.LinkTypes.Dependency-Reverse", source: 2, target: 6 };
  const onHold = (id: number, parent: number): WorkItem => asset(id, parent, { state: "On hold" });

  it("is unknown at each gate that it would stand at, done too, whatever release the nested one names", () => {
    const loose = (state: string, tags: readonly string[]) =>
      releaseA([asset(8, null, { state, tags: [...IN_A, ...tags] }), onHold(9, 8)]);
    const verdicts = (release: ReleaseAssessment) =>
      (["staging", "uat", "promotion"] as const).map((gate) => release.gates[gate].verdict);
    expect(verdicts(loose("Resolved", []))).toEqual(["unknown", "blocked", "blocked"]);
    expect(verdicts(loose("Resolved", STAGED))).toEqual(["unknown", "unknown", "blocked"]);
    expect(verdicts(loose("Active", []))).toEqual(["blocked", "blocked", "blocked"]);
    expect(loose("Resolved", []).gates.staging.blockers[0]).toMatchObject({
      code: "STATE_UNMAPPED",
      actual: "VM 9, which stands below it, is User Story in state On hold",
    });
  });

  it("is unknown as a provider, however far it is itself", () => {
    const consumer = [feature(1, { tags: IN_A }), asset(2, 1, { state: "Resolved" })];
    const provider = asset(6, null, { state: "Resolved", tags: [...ACCEPTED, "stage:promoted"] });
    const staging = (items: readonly WorkItem[]) => releaseA([...consumer, ...items], { links: [waits] }).gates.staging;
    expect(staging([provider]).verdict).toBe("ready");
    const { verdict, blockers } = staging([provider, onHold(7, 6)]);
    expect(verdict).toBe("unknown");
    expect(blockers).toMatchObject([
      { code: "DEP_UNMAPPED", workItem: { id: 6 }, actual: "User Story in state On hold" },
    ]);
  });
});
