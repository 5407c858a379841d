/** @jest-environment node */
import type { EvidenceState, EvidenceStatus, WaivedBlocker } from "../../../src/domain/readiness/report";
import { waiverOfEvidence } from "../../../src/domain/evidence/waiverOfEvidence";
import { signOffCount } from "../../../src/hub/signOffs/given";
import { asset, feature, NOW } from "../../builders/estate";
import { blocker, reportOf } from "../../builders/report";

const PAYROLL = { id: 1, title: "Payroll", type: "Feature" };

function status(state: EvidenceState, changes: Partial<EvidenceStatus> = {}): EvidenceStatus {
  const none = { item: null, by: null, at: null, until: null, reason: "" };
  return {
    id: "change-approved",
    title: "Change approved",
    attests: "signOff",
    state,
    covers: PAYROLL,
    ...none,
    ...changes,
  };
}

function waived(changes: Partial<WaivedBlocker["blocker"]>): WaivedBlocker {
  return {
    blocker: blocker(99, { code: "SIGNOFF_MISSING", evidence: "change-approved", ...changes }),
    waiver: {
      item: { id: 7, title: "Go without", type: "Task" },
      grantedBy: null,
      grantedAt: NOW,
      until: "2026-12-01",
    },
  };
}

describe("the count of sign-offs", () => {
  const { gates } = reportOf([feature(1), asset(2, 1)]).unplanned[0]!;

  it("is of what is given and counts, over all gates", () => {
    const staging = { ...gates.staging, evidence: [status("given"), status("stale"), status("unproven")] };
    const promotion = { ...gates.promotion, evidence: [status("given"), status("self"), status("missing")] };
    expect(signOffCount({ ...gates, staging, promotion })).toBe("2/6");
  });

  it("is none where no gate asks for any (E1)", () => {
    expect(signOffCount(gates)).toBeNull();
  });
});

describe("the waiver beside a piece of evidence (E4)", () => {
  it("is the one for the same evidence of the same workload", () => {
    expect(waiverOfEvidence(status("missing"), [waived({ workItem: null, workload: PAYROLL })])?.item.id).toBe(7);
    expect(waiverOfEvidence(status("missing", { id: "rollback-rehearsed" }), [waived({})])).toBeNull();
    const other = { id: 5, title: "Archive", type: "Feature" };
    expect(waiverOfEvidence(status("missing"), [waived({ workItem: null, workload: other })])).toBeNull();
  });

  it("is none of an asset's for its workload", () => {
    const ofAsset = waived({
      path: [
        { id: 99, title: "Task", type: "Task" },
        { id: 2, title: "VM 2", type: "User Story" },
      ],
    });
    expect(waiverOfEvidence(status("missing"), [ofAsset])).toBeNull();
    expect(
      waiverOfEvidence(status("missing", { covers: { id: 2, title: "VM 2", type: "User Story" } }), [ofAsset]),
    ).not.toBeNull();
  });

  it("is a release's own only where it stands against no workload", () => {
    expect(waiverOfEvidence(status("missing", { covers: null }), [waived({ workload: PAYROLL })])).toBeNull();
    expect(waiverOfEvidence(status("missing", { covers: null }), [waived({ workload: null })])).not.toBeNull();
  });
});
