import { type Release, releaseId } from "../backlog/releases";
import { once } from "../once";
import type { Finding } from "./blockers";
import { floorsOf, gateAssessment, type GateDetail, minimumOf, verdictOf } from "./gates";
import { byGate, type JudgedWorkload, type Judging } from "./judge";
import { ledgerOf, mergeBlockers } from "./ledger";
import { freezeFindings, planFindings } from "./release";
import type { Blocker, Gate, GateAssessment, ReleaseAssessment, Verdict } from "./report";
import { sentenceOf } from "./sentence";
import { sumOf } from "./share";
import { waivedOut } from "./waived";
import type { GateReasons } from "./workload";
import { emptyScope, skippedEvidence } from "./workloadFindings";

/** A release is the minimum over its workloads and its own checks (G5). */
export function judgeRelease(
  judging: Judging,
  release: Release,
  position: number,
  workloads: readonly JudgedWorkload[],
): ReleaseAssessment {
  const id = releaseId(release.key);
  const assessments = workloads.map(({ assessment }) => assessment);
  const gates = releaseGates(judging, release, workloads);
  // A release has each workload once, hence each asset.
  const share = sumOf(assessments.map((workload) => workload.share));
  const sentence = once(() => sentenceOf(gates, share));
  return {
    key: release.key,
    name: release.name,
    position,
    model: release.model,
    targetDate: release.targetDate,
    freezes: release.freezes,
    gates,
    workloads: assessments,
    decisions: judging.evidence.decisions(id),
    share,
    get sentence() {
      return sentence();
    },
  };
}

function releaseGates(
  { evidence, againstReleases, snapshot, now }: Judging,
  release: Release,
  workloads: readonly JudgedWorkload[],
): Record<Gate, GateAssessment> {
  const id = releaseId(release.key);
  // What the gate before asks of the release itself and does not have: promotion asks for it too (G3, G4).
  let before: readonly Finding[] = [];
  return byGate((gate) => {
    const ofWorkloads = workloads.map(({ gates }) => gates[gate]);
    const lowest = minimumOf(ofWorkloads.map(({ verdict }) => verdict));
    const isOutside = floorsOf(release.model, gate) === null;
    if (isOutside) return gateAssessment(gate, "n/a", NO_DETAIL);
    const statuses = evidence.releaseStatuses(gate, id);
    const assessment = (verdict: Verdict, own: () => Pick<GateReasons, "ledger" | "waived">): GateAssessment =>
      gateAssessment(gate, verdict, {
        reasons: () => {
          const { ledger, waived } = own();
          const each = ofWorkloads.map(({ reasons }) => reasons());
          return {
            blockers: [...ledger.blockers, ...mergeBlockers(each.map(ownOf))],
            waived: [...waived, ...each.flatMap((judged) => judged.waived)],
          };
        },
        evidence: () => [...statuses, ...ofWorkloads.flatMap((judged) => judged.evidence)],
      });

    const isPassed = lowest === "done" || (lowest === "n/a" && workloads.length > 0);
    if (isPassed && againstReleases[gate].length === 0) {
      before = [];
      // Done or not asked, a gate asks nothing more (G6); what it was passed without is told.
      return assessment(lowest, () => ({
        ledger: ledgerOf(lowest === "done" ? skippedEvidence(gate, statuses, null) : []),
        waived: [],
      }));
    }
    const warnings = (): Finding[] => {
      const assets = workloads.map(({ staged }) => staged);
      return planFindings(gate, release, assets, snapshot.iterations, now);
    };
    const { open: found, waived } = waivedOut(
      [
        ...againstReleases[gate],
        ...(workloads.length === 0 ? [emptyScope(gate, 0, null)] : []),
        ...evidence.findingsOf(statuses, gate, null),
        ...freezeFindings(gate, release, now),
        // Waivers are asked about all of it at once.
        ...(evidence.hasWaivers ? warnings() : []),
      ],
      evidence,
      id,
    );
    // With a stage below what promotion asks, the workloads say that much themselves.
    const isBeforeAsked = gate === "promotion" && (release.model === "single-step" || lowest === "ready");
    const ofBefore = isBeforeAsked ? before.map((finding) => ({ ...finding, gate })) : [];
    before = found.filter(({ evidence: id }) => id !== undefined);
    return assessment(minimumOf([lowest, verdictOf([...found, ...ofBefore])]), () => ({
      ledger: ledgerOf([...found, ...(evidence.hasWaivers ? [] : warnings()), ...ofBefore]),
      waived,
    }));
  });
}

/** A workload's own blockers, without those that count against its release or everything. */
function ownOf({ ledger: { blockers }, own }: GateReasons): readonly Blocker[] {
  return own === blockers.length ? blockers : blockers.slice(0, own);
}

const NO_DETAIL: GateDetail = { reasons: () => ({ blockers: [], waived: [] }), evidence: () => [] };
