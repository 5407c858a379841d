import { type Blocker, type GateAssessments, GATES, type Report, type WaivedBlocker } from "../domain/readiness/report";
import { CAUSES } from "../domain/readiness/words";
import { GATE_NAMES } from "../domain/readiness/blockers";
import type { Instant } from "../domain/workItem";
import { type Cell, csvOf } from "./csv";
import { ageInDays, isoTime } from "./format";

const HEAD: readonly Cell[] = [
  "Release",
  "Gate",
  "Effect",
  "Code",
  "Cause",
  "Work item",
  "Type",
  "Title",
  "Workloads",
  "Holds back",
  "Evidence",
  "Is",
  "Must be",
  "Since",
  "Since is",
  "Age in days",
  "Owner",
  "Frees assets",
  "Frees workloads",
  "What to do",
  "Waived until",
  "Waiver",
];

/**
 * The blockers of one release as CSV, or those of all releases and unplanned workloads; what is waived stands among them
 * with the effect `waived`. Times are ISO 8601 in UTC.
 *
 * @param release the release's key; null for everything
 * @throws RangeError for a release that the report does not have
 */
export function blockersCsv(report: Report, release: string | null): string {
  const releases = report.releases.filter(({ key }) => release === null || key === release);
  if (release !== null && releases.length === 0) throw new RangeError(`The report has no release "${release}".`);
  const unplanned = release === null ? report.unplanned : [];
  return csvOf([
    HEAD,
    ...releases.flatMap(({ name, gates }) => linesOf(name, gates, report.now)),
    ...unplanned.flatMap(({ gates }) => linesOf(null, gates, report.now)),
  ]);
}

function linesOf(release: string | null, gates: GateAssessments, now: Instant): (readonly Cell[])[] {
  return GATES.flatMap((gate) => [
    ...gates[gate].blockers.map((blocker) => lineOf(release, blocker, null, now)),
    ...gates[gate].waived.map(({ blocker, waiver }) => lineOf(release, blocker, waiver, now)),
  ]);
}

function lineOf(
  release: string | null,
  blocker: Blocker,
  waiver: WaivedBlocker["waiver"] | null,
  now: Instant,
): readonly Cell[] {
  const { code, effect, gate, workItem, workload, otherWorkloads, path, evidence, since, owner, frees } = blocker;
  const workloads = workload === null ? [] : [workload, ...otherWorkloads];
  return [
    release,
    GATE_NAMES[gate],
    waiver === null ? effect : "waived",
    code,
    CAUSES[code],
    workItem?.id ?? null,
    workItem?.type ?? null,
    workItem?.title ?? null,
    workloads.map(({ title }) => title).join("; "),
    path
      .slice(1)
      .map(({ id, title }) => `${id} ${title}`)
      .join(" < "),
    evidence,
    blocker.actual,
    blocker.expected,
    since.date === null ? null : isoTime(since.date),
    since.basis,
    since.date === null ? null : ageInDays(since.date, now),
    owner?.displayName ?? null,
    frees.assets,
    frees.workloads,
    blocker.fix,
    waiver?.until ?? null,
    waiver?.item.id ?? null,
  ];
}
