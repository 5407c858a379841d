import { waiverOfEvidence } from "../domain/evidence/waiverOfEvidence";
import { byCause, type CauseGroup } from "../domain/readiness/causes";
import {
  type Decision,
  type EvidenceStatus,
  type Gate,
  type GateAssessment,
  GATES,
  type ReleaseAssessment,
  type Report,
  type Verdict,
  type WaivedBlocker,
  type Waiver,
} from "../domain/readiness/report";
import { nextGateOf } from "../domain/readiness/sentence";
import type { Freeze, PromotionModel } from "../domain/policy/policy";
import type { Day, Instant } from "../domain/workItem";

/** A verdict with what is counted behind it. */
export type PackVerdict = Pick<GateAssessment, "verdict" | "counts">;

/** A release or workload with the verdict of each gate that the model asks. */
export interface PackRow {
  readonly title: string;
  readonly isRelease: boolean;
  readonly verdicts: readonly PackVerdict[];
}

/** A waiver in force with all that it covers. */
export interface PackWaiver {
  readonly waiver: Waiver;
  readonly covers: readonly WaivedBlocker["blocker"][];
}

/** Evidence with the gate that asks for it. */
export interface PackEvidence {
  readonly gate: Gate;
  readonly status: EvidenceStatus;
  /** What stands in for it (E4); null where nothing does. */
  readonly waiver: Waiver | null;
}

/** All that a go/no-go meeting needs of one release on paper; the page, the print and the Markdown say the same. */
export interface Pack {
  readonly project: string;
  readonly release: {
    readonly key: string;
    readonly name: string;
    readonly position: number;
    readonly targetDate: Day | null;
    readonly model: PromotionModel;
    readonly freezes: readonly Freeze[];
  };
  readonly sentence: string;
  /** The gate that is decided on. */
  readonly gate: Gate;
  readonly verdict: Verdict;
  /** The gates of the model, in order; the columns of the verdicts. */
  readonly gates: readonly Gate[];
  readonly rows: readonly PackRow[];
  readonly decisions: readonly Decision[];
  readonly waivers: readonly PackWaiver[];
  readonly evidence: readonly PackEvidence[];
  /** What is in the way of the gate, by cause, and what only warns. */
  readonly causes: readonly CauseGroup[];
  readonly data: Pick<
    Report,
    "asOf" | "now" | "complete" | "losses" | "workItemCount" | "reader" | "policy" | "labels"
  >;
  /** Whether the report is of a day that is over, judged with today's mapping (T3). */
  readonly isPast: boolean;
  readonly generatedAt: Instant;
}

/** What a pack is made with besides the report. */
export interface PackOptions {
  /** The release's key. */
  readonly release: string;
  /** The gate that is decided on; null for the next open one, the last one once all are passed. */
  readonly gate: Gate | null;
  readonly isPast: boolean;
  /** When it was made, by the clock of the computer that made it. */
  readonly generatedAt: Instant;
}

/**
 * Makes the pack of a release out of a report. It judges nothing: each verdict is the report's.
 *
 * @throws RangeError for a release that the report does not have
 */
export function packOf(report: Report, options: PackOptions): Pack {
  const release = report.releases.find(({ key }) => key === options.release);
  if (release === undefined) throw new RangeError(`The report has no release "${options.release}".`);
  const { key, name, position, targetDate, model, freezes, sentence, decisions } = release;
  const gate = options.gate ?? nextGateOf(release.gates) ?? "promotion";
  const gates = GATES.filter((asked) => model === "staged" || asked !== "uat");
  const { asOf, now, complete, losses, workItemCount, reader, policy, labels } = report;
  return {
    project: report.project.name,
    release: { key, name, position, targetDate, model, freezes },
    sentence,
    gate,
    verdict: release.gates[gate].verdict,
    gates,
    rows: rowsOf(release, gates),
    decisions,
    waivers: waiversOf(release),
    evidence: GATES.flatMap((asked) => evidenceOf(release.gates[asked])),
    causes: byCause(release.gates[gate].blockers),
    data: { asOf, now, complete, losses, workItemCount, reader, policy, labels },
    isPast: options.isPast,
    generatedAt: options.generatedAt,
  };
}

function evidenceOf({ gate, evidence, waived }: GateAssessment): PackEvidence[] {
  return evidence.map((status) => ({ gate, status, waiver: waiverOfEvidence(status, waived) }));
}

function rowsOf(release: ReleaseAssessment, gates: readonly Gate[]): PackRow[] {
  return [
    { title: release.name, isRelease: true, verdicts: gates.map((gate) => release.gates[gate]) },
    ...release.workloads.map((workload) => ({
      title: workload.title,
      isRelease: false,
      verdicts: gates.map((gate) => workload.gates[gate]),
    })),
  ];
}

/** Each waiver once, whatever it covers at how many gates; the one that ends first comes first. */
function waiversOf({ gates }: ReleaseAssessment): PackWaiver[] {
  const byItem = new Map<number, { waiver: Waiver; covers: WaivedBlocker["blocker"][] }>();
  for (const { blocker, waiver } of GATES.flatMap((gate) => gates[gate].waived)) {
    const found = byItem.get(waiver.item.id);
    if (found === undefined) byItem.set(waiver.item.id, { waiver, covers: [blocker] });
    else found.covers.push(blocker);
  }
  return [...byItem.values()].sort(
    (a, b) =>
      (a.waiver.until < b.waiver.until ? -1 : Number(a.waiver.until > b.waiver.until)) ||
      a.waiver.item.id - b.waiver.item.id,
  );
}
