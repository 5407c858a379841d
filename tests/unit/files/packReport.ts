import type { EvidenceStatus, Gate, Report, WaivedBlocker } from "../../../src/domain/readiness/report";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, NOW } from "../../builders/estate";
import { blocker, reportOf } from "../../builders/report";

export const HOSTILE = "<img src=x onerror=alert(1)> | [x](javascript:alert(1)) @all #7 `*_";

export const KIM = { id: "u1", displayName: "Kim", uniqueName: "kim@example.com", imageUrl: null };
export const ANA = { id: "u2", displayName: "Ana <b>", uniqueName: "ana@example.com", imageUrl: null };

/** A release R1 with two workloads, one of which is behind; and one asset of a hostile title. */
export const ITEMS: readonly WorkItem[] = [
  feature(1, { title: "Payroll", tags: ["release:R1"] }),
  asset(2, 1, {
    title: "SQL-04",
    tags: ["release:R1"],
    state: "Active",
    assignedTo: ANA,
    stateChangeDate: day("2026-11-17"),
  }),
  asset(3, 1, { title: HOSTILE, tags: ["release:R1"], state: "On hold" }),
  feature(4, { title: "HR", tags: ["release:R1"] }),
  asset(5, 4, { title: "WEB-11", tags: ["release:R1"], state: "Resolved" }),
  feature(6, { title: "Archive" }),
  asset(7, 6, { title: "FS-02" }),
];

export const EVIDENCE: EvidenceStatus = {
  id: "signoff",
  title: "Business sign-off",
  attests: "signOff",
  state: "given",
  covers: { id: 1, title: "Payroll", type: "Feature" },
  item: { id: 40, title: "Sign-off of Payroll", type: "Task" },
  by: KIM,
  at: day("2026-11-20"),
  until: null,
  reason: "closed by Kim",
};

export const WAIVED: WaivedBlocker = {
  blocker: blocker(8, { gate: "uat", code: "DEP_BEHIND" }),
  waiver: {
    item: { id: 50, title: "DNS comes with the next wave", type: "Task" },
    grantedBy: KIM,
    grantedAt: day("2026-11-19"),
    until: "2026-12-01",
  },
};

/** The engine's report on {@link ITEMS}, with evidence, a waiver at two gates, and a decision. */
export function packReport(changes: Partial<Report> = {}): Report {
  const report = reportOf(ITEMS);
  return {
    ...report,
    releases: report.releases.map((release) => ({
      ...release,
      decisions: [{ item: { id: 60, title: "No-go of R1", type: "Task" }, isGo: false, by: KIM, at: NOW }],
      gates: {
        ...release.gates,
        uat: { ...release.gates.uat, waived: [WAIVED], evidence: [EVIDENCE] },
        promotion: { ...release.gates.promotion, waived: [at("promotion")] },
      },
    })),
    ...changes,
  };
}

function at(gate: Gate): WaivedBlocker {
  return { ...WAIVED, blocker: { ...WAIVED.blocker, gate } };
}
