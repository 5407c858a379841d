import type { WorkItem } from "../domain/workItem";
import { floorsOf } from "../domain/readiness/gates";
import type {
  Gate,
  GateAssessments,
  ReleaseAssessment,
  Report,
  StageShare,
  WorkloadAssessment,
} from "../domain/readiness/report";
import { nextGateOf } from "../domain/readiness/sentence";
import type { Stage } from "../domain/readiness/stage";
import type { PromotionModel } from "../domain/policy/policy";
import { NO_WORKLOAD, type Subject } from "./store/view";

/** What has verdicts of its own and a view of its own: a release, or a workload in a release or unplanned. */
export interface Judged {
  readonly title: string;
  readonly release: ReleaseAssessment | null;
  /** The workload's work item; null for a release, and for assets without a workload. */
  readonly item: WorkItem | null;
  readonly isWorkload: boolean;
  readonly model: PromotionModel;
  readonly gates: GateAssessments;
  readonly share: StageShare;
  readonly sentence: string;
  readonly workloads: readonly WorkloadAssessment[];
}

/** Finds what a view names; null where today's report does not have it. */
export function judgedOf(report: Report, subject: Subject): Judged | null {
  if (subject.kind !== "release" && subject.kind !== "workload") return null;
  const release = report.releases.find(({ key }) => key === subject.release) ?? null;
  if (subject.kind === "release") {
    return release === null ? null : { ...release, title: release.name, release, item: null, isWorkload: false };
  }
  if (subject.release !== null && release === null) return null;
  const workload = (release?.workloads ?? report.unplanned).find((found) => workloadId(found) === subject.workload);
  return workload === undefined ? null : { ...workload, release, isWorkload: true, workloads: [workload] };
}

/** How a workload is named in addresses. */
export function workloadId(workload: WorkloadAssessment): number | typeof NO_WORKLOAD {
  return workload.item?.id ?? NO_WORKLOAD;
}

/** The gate that is looked at first: the next open one; the last one once all are passed. */
export function gateInSight(gates: GateAssessments): Gate {
  return nextGateOf(gates) ?? "promotion";
}

/** The rung that the next open gate asks of each asset; the top once all gates are passed. */
export function nextFloor(gates: GateAssessments, model: PromotionModel): Stage {
  const next = nextGateOf(gates);
  return (next === null ? null : floorsOf(model, next)?.ready) ?? "Promoted";
}
