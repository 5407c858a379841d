import { isInScope, refOf, type Workload } from "../backlog/model";
import type { IsTold } from "../dependencies/dependencies";
import { once } from "../once";
import type { WorkItemRef } from "../workItem";
import { addAssetFindings, stageCodeOf, type Subject, subjectOf } from "./assetFindings";
import { verdictOfAssets } from "./assetVerdicts";
import type { StagedAsset } from "./assetStage";
import { effectOf, type Finding } from "./blockers";
import { floorsOf, minimumOf, verdictOf } from "./gates";
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

/** One gate of a workload. */
export interface WorkloadGate {
  readonly verdict: Verdict;
  readonly evidence: readonly EvidenceStatus[];
  /** What led to the verdict: worked out when it is first asked for, and the same ever after. */
  readonly reasons: () => GateReasons;
}

/** What led to the verdict of a gate. */
export interface GateReasons {
  /** What is in the way, the workload's own first; of a gate that is done, what only warns. */
  readonly ledger: Ledger;
  /** How many of the ledger's entries are the workload's own; those after them count against its release or everything. */
  readonly own: number;
  readonly waived: readonly WaivedBlocker[];
  /** What is open as the rules found it, as far as promotion may ask for the gate before it (G3, G4); else nothing. */
  readonly open: readonly Finding[];
}

const NO_REASONS: GateReasons = { ledger: { blockers: [] }, own: 0, waived: [], open: [] };

/** A workload as its gates look at it. */
interface Judged {
  readonly workload: Workload;
  readonly reference: WorkItemRef | null;
  readonly staged: readonly StagedAsset[];
  /** Its assets in scope. */
  readonly inScope: readonly StagedAsset[];
  /** The node of each among the dependencies; undefined for one that waits for nothing. */
  readonly nodes: () => readonly (number | undefined)[];
  /** They, as the rules look at them. */
  readonly subjects: () => readonly Subject[];
  readonly context: WorkloadContext;
}

/** What stands in the way of a gate beside what its assets say. */
interface Besides {
  /** Told before the assets, and after them. */
  readonly first: readonly Finding[];
  readonly last: readonly Finding[];
  /** What counts against its release or everything. */
  readonly others: readonly Finding[];
}

/**
 * Judges the gates of a workload in their order (G1–G4, G6, V1–V3). The verdicts are there at once: most who look at fifty
 * thousand assets want no more, and the reasons of all of them take several times as long.
 */
export function workloadGates(
  workload: Workload,
  staged: readonly StagedAsset[],
  context: WorkloadContext,
): Record<Gate, WorkloadGate> {
  const reference = workload.item === null ? null : refOf(workload.item);
  const isAll = staged.every(({ asset }) => isInScope(asset));
  const inScope = isAll ? staged : staged.filter(({ asset }) => isInScope(asset));
  const nodes = once(() => {
    const dependencies = context.dependencies();
    return inScope.map(({ asset }) => dependencies.nodeOf(asset.item.id));
  });
  const subjects = once(() => inScope.map((one, index) => subjectOf(one, nodes()[index], context)));
  const judged: Judged = { workload, reference, staged, inScope, nodes, subjects, context };
  const staging = openGate("staging", judged, null);
  const uat = openGate("uat", judged, null);
  // Without UAT staging stands before promotion (G3, G4).
  const before = context.model === "single-step" ? staging : uat;
  return { staging, uat, promotion: openGate("promotion", judged, before) };
}

function openGate(gate: Gate, judged: Judged, before: WorkloadGate | null): WorkloadGate {
  const { workload, reference, staged, inScope, context } = judged;
  const floors = floorsOf(context.model, gate);
  if (floors === null) return notAsked;

  const first = lossFindings(gate, workload.lost, reference);
  const general = context.general(gate);
  const isWhole = first.length === 0 && general.length === 0 && context.unmapped.length === 0;
  const evidence = context.evidence.statuses(gate, workload);
  const isDone = ({ asset, stage, unmapped }: StagedAsset): boolean =>
    isAtLeast(stage, floors.done) &&
    unmapped === null &&
    (gate !== "promotion" || context.dependencies().arePromoted(asset.item.id));
  if (inScope.length > 0 && isWhole && inScope.every(isDone)) {
    return { verdict: "done", evidence, reasons: once(() => skipped(gate, evidence, reference)) };
  }
  const isRetired = staged.length > 0 && staged.every(({ asset }) => asset.isRetiredOrRetained);
  if (isRetired && isWhole) return notAsked;

  if (inScope.length === 0 && !isRetired) first.push(emptyScope(gate, staged.length, reference));
  addAll(first, unseenFindings(gate, workload.item, null, reference, context.besideLost));
  for (const record of context.unmapped) first.push(unmappedFinding(gate, record, reference));
  const last: Finding[] = [];
  for (const holding of workload.holding) {
    if (holding.kind === "blocking" || gate === "promotion") last.push(holdingFinding(gate, holding, reference));
  }
  addAll(last, context.evidence.findingsOf(evidence, gate, reference));
  const besides: Besides = { first, last, others: [...general, ...context.ofRelease(gate)] };

  const reasons = once(() => reasonsOf(gate, judged, floors, besides, before));
  const verdict = context.hasWaivers
    ? // Which finding is waived is known once it is made; and whether that takes a history is part of the report (E2).
      verdictOf(reasons().ledger.blockers)
    : verdictAtOnce(gate, judged, floors, besides, before);
  return { verdict, evidence, reasons };
}

/** A gate outside the model, or of a workload that has nothing to move (G4, G5). */
const notAsked: WorkloadGate = { verdict: "n/a", evidence: [], reasons: () => NO_REASONS };

/** What a gate that is done was passed without (G6). */
function skipped(gate: Gate, evidence: readonly EvidenceStatus[], reference: WorkItemRef | null): GateReasons {
  const ledger = ledgerOf(skippedEvidence(gate, evidence, reference));
  return { ...NO_REASONS, ledger, own: ledger.blockers.length };
}

/** The verdict that the reasons have, where nothing is waived: by their effects alone (V1, V3). */
function verdictAtOnce(
  gate: Gate,
  { inScope, nodes, context }: Judged,
  floors: GateFloors,
  { first, last, others }: Besides,
  before: WorkloadGate | null,
): Verdict {
  let verdict: Verdict = minimumOf([first, last, others].map(verdictOf));
  // What the gate before leaves open is in the way of promotion too; with UAT the assets' stages say that much (G3, G4).
  const isOpenBefore = before?.verdict === "blocked" || before?.verdict === "unknown";
  if (isOpenBefore && context.model === "single-step") verdict = minimumOf([verdict, before.verdict]);
  return verdict === "blocked"
    ? verdict
    : minimumOf([verdict, verdictOfAssets(gate, inScope, nodes, floors.ready, context)]);
}

function reasonsOf(
  gate: Gate,
  judged: Judged,
  floors: GateFloors,
  { first, last, others }: Besides,
  before: WorkloadGate | null,
): GateReasons {
  const { context } = judged;
  const found = [...first];
  const told = addFindingsOfAssets(found, gate, judged, floors);
  addAll(found, last);
  const { open, waived } = waivedOut(found, context.evidence, context.owner?.id ?? null);
  // Where UAT is asked, promotion asks for no less than it does, unless a waiver stands for an asset's stage (G3, L7).
  const isBeforeAsked =
    context.model === "single-step" || waived.some(({ blocker }) => blocker.code === "NOT_ACCEPTED");
  const own = before === null || !isBeforeAsked ? open : withThoseBefore(open, before, gate);
  const ledger = ledgerOf(others.length === 0 ? own : [...own, ...others], told);
  // Others name no root, so that none of them stands for another or is stood for.
  const ownLength = ledger.blockers.length - others.length;
  // Findings are several times what is made of them: nobody keeps those that no one asks for.
  const isAskedAfter = context.model === "single-step" || context.hasWaivers;
  return { ledger, own: ownLength, waived, open: isAskedAfter ? open : [] };
}

function addAll(found: Finding[], more: readonly Finding[]): void {
  for (const finding of more) found.push(finding);
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
  const { besideLost, hasWaivers, model } = context;
  const dependencies = context.dependencies();
  const isEachAsked = hasWaivers || model === "single-step";
  let told: ToldRoots | null = null;
  const isTold: IsTold = (root, code, effect, asset, reading) => {
    if (isEachAsked) return false;
    told ??= new ToldRoots();
    const isHere = reading?.placed?.workload === workload && reading.model === model;
    return told.note(code, effect, root, asset, isHere ? stageCodeOf(reading, floors.ready) : null);
  };
  for (const subject of subjects()) {
    const { item } = subject.staged.asset;
    if (besideLost.size > 0) addAll(found, unseenFindings(gate, item, item, reference, besideLost));
    addAssetFindings(found, gate, subject, floors, reference, context);
    if (subject.node !== undefined) dependencies.addFindings(found, gate, subject.node, reference, isTold);
  }
  return told;
}

const STAGE_CODES: ReadonlySet<BlockerCode> = new Set<BlockerCode>(["NOT_REPLICATED", "NOT_STAGED", "NOT_ACCEPTED"]);

/** What the gate before leaves open is in the way of this one too (G3), unless it is there by itself. */
function withThoseBefore(open: readonly Finding[], before: WorkloadGate, gate: Gate): readonly Finding[] {
  const { verdict } = before;
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
  const added = before.reasons().open.filter((finding) => effectOf(finding) !== "warns" && !isSaid(finding));
  return [...open, ...added.map((finding) => ({ ...finding, gate }))];
}
