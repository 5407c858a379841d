import { refOf } from "../backlog/model";
import { groupBy } from "../group";
import { type Blocker, type Gate, type GateAssessments, GATES, type Report } from "../readiness/report";
import type { WorkItemRef } from "../workItem";
import type { BlockerChange, ReleaseRef } from "./diff";
import { isOfReading, isTouchedByLoss, placeKey, refOfRelease } from "./places";

/** A ledger: a release's, which has its workloads' lines too, or an unplanned workload's. */
interface Ledger {
  readonly key: string;
  readonly release: ReleaseRef | null;
  /** The workload of an unplanned one's ledger: each of its lines is that workload's. */
  readonly owner: WorkItemRef | null;
  readonly gates: GateAssessments;
}

/** A ledger on one of the two sides; undefined where that report has no such release or workload. */
interface Side {
  readonly report: Report;
  readonly ledger: Ledger | undefined;
}

/** One blocker against one workload, or against a release as such. */
interface Line {
  readonly blocker: Blocker;
  readonly workload: WorkItemRef | null;
}

/**
 * The blockers that were opened and those that were cleared, ledger by ledger. A blocker is the same one for as long as its
 * code, gate, work item, evidence and workload are; what it says of its stage may be another.
 */
export function blockerChanges(before: Report, after: Report): { opened: BlockerChange[]; cleared: BlockerChange[] } {
  const [earlier, later] = [ledgersOf(before), ledgersOf(after)];
  const opened: BlockerChange[] = [];
  const cleared: BlockerChange[] = [];
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const was: Side = { report: before, ledger: earlier.get(key) };
    const is: Side = { report: after, ledger: later.get(key) };
    for (const gate of GATES) {
      const [from, to] = [linesOf(was.ledger, gate), linesOf(is.ledger, gate)];
      opened.push(...changesIn(is.ledger, surplus(to, from), isInDoubt(was, is, gate)));
      cleared.push(...changesIn(was.ledger, surplus(from, to), isInDoubt(is, was, gate)));
    }
  }
  return { opened, cleared };
}

function ledgersOf({ releases, unplanned }: Report): ReadonlyMap<string, Ledger> {
  const ledgers = [
    ...releases.map((release) => ({
      key: `release ${release.key}`,
      release: refOfRelease(release),
      owner: null,
      gates: release.gates,
    })),
    ...unplanned.map(({ item, gates }) => ({
      key: placeKey({ release: null, workload: item }),
      release: null,
      owner: item === null ? null : refOf(item),
      gates,
    })),
  ];
  return new Map(ledgers.map((ledger) => [ledger.key, ledger]));
}

/**
 * Whether a loss may be why a blocker is missing on one side and there on the other. A gate that is not asked has no
 * blockers; one that a loss made unknown has its warnings too.
 */
function isInDoubt(missing: Side, there: Side, gate: Gate): boolean {
  if (missing.ledger === undefined) return !missing.report.complete;
  const without = missing.ledger.gates[gate];
  if (isTouchedByLoss(without)) return true;
  return without.verdict === "n/a" && there.ledger !== undefined && isTouchedByLoss(there.ledger.gates[gate]);
}

function linesOf(ledger: Ledger | undefined, gate: Gate): ReadonlyMap<string, readonly Line[]> {
  const lines = (ledger?.gates[gate].blockers ?? []).flatMap((blocker): Line[] => {
    const workloads =
      blocker.workload === null ? [ledger?.owner ?? null] : [blocker.workload, ...blocker.otherWorkloads];
    return workloads.map((workload) => ({ blocker, workload }));
  });
  return groupBy(lines, identityOf);
}

function identityOf({ blocker: { code, gate, workItem, evidence }, workload }: Line): string {
  return JSON.stringify([code, gate, workItem?.id ?? null, evidence, workload?.id ?? null]);
}

/** The lines beyond those of the other side; where several are one by identity, those that say the same are the same. */
function surplus(lines: ReadonlyMap<string, readonly Line[]>, others: ReadonlyMap<string, readonly Line[]>): Line[] {
  return [...lines].flatMap(([identity, found]) => {
    const other = others.get(identity) ?? [];
    if (other.length >= found.length) return [];
    const said = new Set(other.map(({ blocker }) => blocker.actual));
    const sorted = [...found].sort(
      (a, b) =>
        Number(said.has(b.blocker.actual)) - Number(said.has(a.blocker.actual)) ||
        (a.blocker.actual < b.blocker.actual ? -1 : 1),
    );
    return sorted.slice(other.length);
  });
}

function changesIn(ledger: Ledger | undefined, lines: readonly Line[], isInDoubt: boolean): BlockerChange[] {
  return [...groupBy(lines, ({ blocker }) => blocker)].map(([blocker, found]) => ({
    blocker,
    release: ledger?.release ?? null,
    workloads: found.flatMap(({ workload }) => (workload === null ? [] : [workload])).sort((a, b) => a.id - b.id),
    // That something could be read is no change of the project.
    isUncertain: isInDoubt || isOfReading(blocker.code),
  }));
}
