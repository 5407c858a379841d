import { isInScope, refOf, type Workload } from "../backlog/model";
import type { IsTold } from "../dependencies/dependencies";
import type { WorkItemRef } from "../workItem";
import { addAssetFindings, stageCodeOf, type Subject, subjectOf } from "./assetFindings";
import type { StagedAsset } from "./assetStage";
import { effectOf, type Finding } from "./blockers";
import { floorsOf, verdictOf } from "./gates";
import { type Ledger, ledgerOf, ToldRoots } from "./ledger";
import type { BlockerCode, EvidenceStatus, Gate, GateFloors, Verdict, WaivedBlocker } from "./report";
import { isAtLeast } from "./stage";
import { waivedOut } from "./waived";
import type { WorkloadContext } from "./workloadContext";
import {
  emptyScope,
  holdingFinding,
  lossFindings,
  skippedEvidence,
  unmappedFinding,
  unseenFindings,
} from "./workloadFindings";

/** One gate of a workload with what led to its verdict. */
export interface WorkloadGate {
  readonly verdict: Verdict;
  /** What is in the way, the workload's own first; of a gate that is done, what only warns. */
  readonly ledger: Ledger;
  /** How many of the ledger's entries are the workload's own; those after them count against its release or everything. */
  readonly own: number;
  readonly waived: readonly WaivedBlocker[];
  readonly evidence: readonly EvidenceStatus[];
}

const NOTHING: Omit<WorkloadGate, "verdict"> = { ledger: { blockers: [] }, own: 0, waived: [], evidence: [] };

/** A workload as its gates look at it. */
interface Judged {
  readonly workload: Workload;
  readonly reference: WorkItemRef | null;
  readonly staged: readonly StagedAsset[];
  /** Its assets in scope. */
  readonly subjects: readonly Subject[];
  readonly context: WorkloadContext;
}

/** A gate, and what is open there as the rules found it: promotion asks for the gate before it (G3, G4). */
interface OpenGate {
  readonly judged: WorkloadGate;
  readonly open: readonly Finding[];
}

/** Judges the gates of a workload in their order (G1–G4, G6, V1–V3). */
export function workloadGates(
  workload: Workload,
  staged: readonly StagedAsset[],
  context: WorkloadContext,
): Record<Gate, WorkloadGate> {
  const reference = workload.item === null ? null : refOf(workload.item);
  const subjects: Subject[] = [];
  for (const one of staged) if (isInScope(one.asset)) subjects.push(subjectOf(one, context));
  const judged: Judged = { workload, reference, staged, subjects, context };
  const staging = openGate("staging", judged, null);
  const uat = openGate("uat", judged, null);
  // Without UAT staging stands before promotion (G3, G4).
  const before = context.model === "single-step" ? staging : uat;
  const promotion = openGate("promotion", judged, before);
  return { staging: staging.judged, uat: uat.judged, promotion: promotion.judged };
}

function openGate(gate: Gate, judged: Judged, before: OpenGate | null): OpenGate {
  const { workload, reference, staged, subjects, context } = judged;
  const floors = floorsOf(context.model, gate);
  if (floors === null) return closed("n/a");

  const lost = lossFindings(gate, workload.lost, reference);
  const general = context.general(gate);
  const isWhole = lost.length === 0 && general.length === 0 && context.unmapped.length === 0;
  const evidence = context.evidence.statuses(gate, workload);
  const isDone = ({ staged: { asset, stage, unmapped } }: Subject): boolean =>
    isAtLeast(stage, floors.done) &&
    unmapped === null &&
    (gate !== "promotion" || context.dependencies.arePromoted(asset.item.id));
  if (subjects.length > 0 && isWhole && subjects.every(isDone)) {
    const ledger = ledgerOf(skippedEvidence(gate, evidence, reference));
    return closed("done", { ledger, own: ledger.blockers.length, evidence });
  }
  const isRetired = staged.length > 0 && staged.every(({ asset }) => asset.isRetiredOrRetained);
  if (isRetired && isWhole) return closed("n/a");

  const found = lost;
  if (subjects.length === 0 && !isRetired) found.push(emptyScope(gate, staged.length, reference));
  addAll(found, unseenFindings(gate, workload.item, null, reference, context.besideLost));
  for (const record of context.unmapped) found.push(unmappedFinding(gate, record, reference));
  const told = addFindingsOfAssets(found, gate, judged, floors);
  for (const holding of workload.holding) {
    if (holding.kind === "blocking" || gate === "promotion") found.push(holdingFinding(gate, holding, reference));
  }
  addAll(found, context.evidence.findingsOf(evidence, gate, reference));

  const { open, waived } = waivedOut(found, context.evidence, context.owner?.id ?? null);
  // Where UAT is asked, promotion asks for no less than it does, unless a waiver stands for an asset's stage (G3, L7).
  const isBeforeAsked =
    context.model === "single-step" || waived.some(({ blocker }) => blocker.code === "NOT_ACCEPTED");
  const own = before === null || !isBeforeAsked ? open : withThoseBefore(open, before, gate);
  const others = [...general, ...context.ofRelease(gate)];
  const ledger = ledgerOf(others.length === 0 ? own : [...own, ...others], told);
  // Others name no root, so that none of them stands for another or is stood for.
  const ownLength = ledger.blockers.length - others.length;
  return { judged: { verdict: verdictOf(ledger.blockers), ledger, own: ownLength, waived, evidence }, open };
}

function addAll(found: Finding[], more: readonly Finding[]): void {
  for (const finding of more) found.push(finding);
}

/** A gate that asks nothing more. */
function closed(verdict: Verdict, detail: Partial<WorkloadGate> = {}): OpenGate {
  return { judged: { ...NOTHING, ...detail, verdict }, open: [] };
}

/**
 * Adds what stands in the way of each asset: its own stage, then what it waits for. Roots that this ledger names anyway are
 * given back, unless a waiver or the next gate asks for each finding by itself.
 */
function addFindingsOfAssets(
  found: Finding[],
  gate: Gate,
  { workload, reference, subjects, context }: Judged,
  floors: GateFloors,
): ToldRoots | null {
  const { dependencies, besideLost, evidence, model } = context;
  const isEachAsked = evidence.hasWaivers || model === "single-step";
  let told: ToldRoots | null = null;
  const isTold: IsTold = (root, code, effect, asset, reading) => {
    if (isEachAsked) return false;
    told ??= new ToldRoots();
    const isHere = reading?.placed?.workload === workload && reading.model === model;
    return told.note(code, effect, root, asset, isHere ? stageCodeOf(reading, floors.ready) : null);
  };
  for (const subject of subjects) {
    const { item } = subject.staged.asset;
    if (besideLost.size > 0) addAll(found, unseenFindings(gate, item, item, reference, besideLost));
    addAssetFindings(found, gate, subject, floors, reference, context);
    if (subject.node !== undefined) dependencies.addFindings(found, gate, subject.node, reference, isTold);
  }
  return told;
}

const STAGE_CODES: ReadonlySet<BlockerCode> = new Set<BlockerCode>(["NOT_REPLICATED", "NOT_STAGED", "NOT_ACCEPTED"]);

/** What the gate before leaves open is in the way of this one too (G3), unless it is there by itself. */
function withThoseBefore(open: readonly Finding[], before: OpenGate, gate: Gate): readonly Finding[] {
  const { verdict } = before.judged;
  if (verdict !== "blocked" && verdict !== "unknown") return open;
  const keyOf = ({ code, workItem, asset, evidence }: Finding): string =>
    `${code} ${workItem?.id ?? ""} ${asset?.id ?? ""} ${evidence ?? ""}`;
  const known = new Set(open.map(keyOf));
  const behind = new Set(
    open.flatMap(({ code, asset }) => (asset !== null && STAGE_CODES.has(code) ? [asset.id] : [])),
  );
  // An asset that is below what this gate asks says so once.
  const isSaid = (finding: Finding): boolean =>
    known.has(keyOf(finding)) || (STAGE_CODES.has(finding.code) && behind.has(finding.asset?.id ?? NaN));
  const added = before.open.filter((finding) => effectOf(finding) !== "warns" && !isSaid(finding));
  return [...open, ...added.map((finding) => ({ ...finding, gate }))];
}
