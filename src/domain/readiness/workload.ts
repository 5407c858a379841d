import { type HoldingItem, isInScope, refOf, type Workload } from "../backlog/model";
import type { LostIds } from "../backlog/losses";
import type { Dependencies } from "../dependencies/dependencies";
import type { Evidence } from "../evidence/evidence";
import { regressionFinding } from "../history/regression";
import type { StageHistory } from "../history/stageHistory";
import type { PromotionModel } from "../policy/policy";
import type { InventoryRecord } from "../snapshot";
import { counted } from "../text";
import type { WorkItem, WorkItemRef } from "../workItem";
import type { StagedAsset } from "./assetStage";
import type { BesideLost } from "./beside";
import { BEHIND, effectOf, type Finding, SINCE_UNKNOWN, STAGE_NAMES } from "./blockers";
import { floorsOf, verdictOf } from "./gates";
import { type Ledger, ledgerOf } from "./ledger";
import type { BlockerCode, EvidenceStatus, Gate, GateFloors, Since, Verdict, WaivedBlocker } from "./report";
import { isAtLeast, isOnLadder, rankOf, type Stage } from "./stage";
import type { OpenTasks } from "./tasks";
import { waivedOut } from "./waived";

/** One gate of a workload with what led to its verdict. */
export interface WorkloadGate {
  readonly verdict: Verdict;
  /** What is in the way, the workload's own first; of a gate that is done, what only warns. */
  readonly ledger: Ledger;
  /** How many of the ledger's entries are the workload's own; those after them count against its release or everything. */
  readonly own: number;
  /** What is open as the rules found it: the next gate of a single-step release asks for it (G3, G4). */
  readonly open: readonly Finding[];
  readonly waived: readonly WaivedBlocker[];
  readonly evidence: readonly EvidenceStatus[];
}

/** What is asked of a workload besides its own assets. */
export interface WorkloadContext {
  readonly model: PromotionModel;
  /** Releases by their folded keys that its assets must claim (M3): the one that owns it, or that of its part; null while it is unplanned. */
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** The name of a release by its folded key. */
  readonly nameOf: (release: string) => string;
  /** What was lost and counts against everything: pages and items that nobody names (V2). It takes back done and n/a. */
  readonly general: (gate: Gate) => readonly Finding[];
  /** What holds back the release it is judged under (G3). It is not asked of what is done or n/a. */
  readonly ofRelease: (gate: Gate) => readonly Finding[];
  readonly dependencies: Dependencies;
  readonly evidence: Evidence;
  readonly tasks: OpenTasks;
  readonly besideLost: BesideLost;
  /** Stages in the past; null where no history was read. */
  readonly history: StageHistory | null;
  /** Inventory records in scope that name this workload and have no work item (M8). */
  readonly unmapped: readonly InventoryRecord[];
}

const NOTHING: Omit<WorkloadGate, "verdict"> = {
  ledger: { entries: [], blockers: [] },
  own: 0,
  open: [],
  waived: [],
  evidence: [],
};

/** Judges the gates of a workload in their order (G1–G4, G6, V1–V3). */
export function workloadGates(
  workload: Workload,
  staged: readonly StagedAsset[],
  context: WorkloadContext,
): Record<Gate, WorkloadGate> {
  const staging = workloadGate("staging", workload, staged, context, null);
  const uat = workloadGate("uat", workload, staged, context, null);
  // Where UAT is asked, promotion asks for no less than it does; without it staging stands before promotion (G3, G4).
  const before = context.model === "single-step" ? staging : null;
  return { staging, uat, promotion: workloadGate("promotion", workload, staged, context, before) };
}

function workloadGate(
  gate: Gate,
  workload: Workload,
  staged: readonly StagedAsset[],
  context: WorkloadContext,
  before: WorkloadGate | null,
): WorkloadGate {
  const floors = floorsOf(context.model, gate);
  if (floors === null) return { verdict: "n/a", ...NOTHING };

  const { dependencies } = context;
  const reference = workload.item === null ? null : refOf(workload.item);
  const inScope = staged.filter(({ asset }) => isInScope(asset));
  const lost = lossFindings(gate, workload.lost, reference);
  const general = context.general(gate);
  const isWhole = lost.length === 0 && general.length === 0 && context.unmapped.length === 0;
  const evidence = context.evidence.statuses(gate, workload);
  const isDone = ({ asset, stage }: StagedAsset): boolean =>
    isAtLeast(stage, floors.done) && (gate !== "promotion" || dependencies.arePromoted(asset.item.id));
  if (inScope.length > 0 && isWhole && inScope.every(isDone)) {
    const ledger = ledgerOf(skippedEvidence(gate, evidence, reference));
    return { verdict: "done", ...NOTHING, ledger, own: ledger.entries.length, evidence };
  }
  const isRetired = staged.length > 0 && staged.every(({ asset }) => asset.isRetiredOrRetained);
  if (isRetired && isWhole) return { verdict: "n/a", ...NOTHING };

  const found = [
    ...lost,
    ...(inScope.length === 0 && !isRetired ? [emptyScope(gate, staged.length, reference)] : []),
    ...unseenFindings(gate, workload.item, null, reference, context),
    ...context.unmapped.map((record) => unmappedFinding(gate, record, reference)),
    ...inScope.flatMap((asset) => assetFindings(gate, asset, floors, reference, context)),
    ...workload.holding.flatMap((holding) => holdingFindings(gate, holding, reference)),
    ...context.evidence.findingsOf(evidence, gate, reference),
  ];
  const { open, waived } = waivedOut(found, context.evidence, context.owner?.id ?? null);
  const own = before === null ? open : withThoseBefore(open, before, gate);
  const others = [...general, ...context.ofRelease(gate)];
  const all = others.length === 0 ? own : [...own, ...others];
  const ledger = ledgerOf(all);
  return {
    verdict: verdictOf(all),
    ledger,
    // Others name no root, so that none of them stands for another or is stood for.
    own: ledger.entries.length - others.length,
    open,
    waived,
    evidence,
  };
}

/** What the gate before leaves open is in the way of this one too (G3), unless it is there by itself. */
function withThoseBefore(open: readonly Finding[], before: WorkloadGate, gate: Gate): readonly Finding[] {
  if (before.verdict !== "blocked" && before.verdict !== "unknown") return open;
  const keyOf = ({ code, workItem, asset, evidence }: Finding): string =>
    `${code} ${workItem?.id ?? ""} ${asset?.id ?? ""} ${evidence ?? ""}`;
  const known = new Set(open.map(keyOf));
  const added = before.open.filter((finding) => effectOf(finding) !== "warns" && !known.has(keyOf(finding)));
  return [...open, ...added.map((finding) => ({ ...finding, gate }))];
}

/** What counts against everything that is judged (V2): failed pages, and ids that no workload names. */
export function generalFindings(gate: Gate, lost: LostIds, pages: number): Finding[] {
  const failedPages: Finding[] =
    pages === 0
      ? []
      : [
          {
            ...noItem(gate, null),
            code: "READ_PARTIAL",
            expected: "every page of the query",
            actual: `${counted(pages, "page")} could not be read`,
            fix: "Refresh; if it fails again, look at the error beside the age of the data.",
          },
        ];
  const items = lossFindings(gate, lost, null);
  if (lost.unreadable.length <= MOST_NAMED) return [...failedPages, ...items];
  const unnamed: Finding = {
    ...noItem(gate, null),
    code: "ITEM_UNREADABLE",
    expected: "items that can be read",
    actual: `${counted(lost.unreadable.length, "item")} are named, but not readable`,
    fix: "Ask for permission to their areas, or remove the links that name them.",
  };
  return [...failedPages, unnamed, ...items.slice(lost.unreadable.length)];
}

/**
 * How many lost items that count against everything are named one by one. Beyond it one reason stands for all: each release
 * and workload carries them, and so many by so many would not be linear (L8). The report's losses list every one.
 */
const MOST_NAMED = 20;

/** Nothing to judge: an empty scope is never ready (V2). */
export function emptyScope(gate: Gate, excluded: number, workload: WorkItemRef | null): Finding {
  return {
    ...noItem(gate, workload),
    code: "EMPTY_SCOPE",
    workItem: workload,
    expected: "at least one asset",
    actual: excluded === 0 ? "no assets" : `no assets in scope, ${counted(excluded, "excluded", "excluded")}`,
    fix: "Map the assets that belong to it, or take it out.",
  };
}

function assetFindings(
  gate: Gate,
  staged: StagedAsset,
  floors: GateFloors,
  workload: WorkItemRef | null,
  context: WorkloadContext,
): readonly Finding[] {
  const { owner, nameOf, dependencies, tasks, history } = context;
  const { asset, stage, since } = staged;
  const { item } = asset;
  const unseen = context.besideLost.size === 0 ? [] : unseenFindings(gate, item, item, workload, context);
  const waits = dependencies.findings(gate, item.id, workload);
  const open = tasks.of(staged);
  const isSplit = owner !== null && !asset.claims.includes(owner.id);
  const isBehind = !isAtLeast(stage, floors.ready);
  // Nearly every asset has nothing in its way at the gates that it passed.
  if (!isBehind && !isSplit && open.length === 0 && staged.gaps.length === 0 && unseen.length === 0) return waits;
  const reference = refOf(item);
  const findings: Finding[] = [...unseen];
  const add = (code: BlockerCode, expected: string, actual: string, from: Since, fix: string) =>
    findings.push({
      code,
      gate,
      workItem: reference,
      workload,
      asset: item,
      expected,
      actual,
      since: from,
      owner: item.assignedTo,
      fix,
    });

  if (!isOnLadder(stage)) {
    add(
      "STATE_UNMAPPED",
      "a state that the mapping knows",
      `${item.type} in state ${item.state}`,
      since,
      `Map the state "${item.state}" of ${item.type} to a stage, or move the item to a mapped state.`,
    );
  } else if (isBehind) {
    const needed = STAGE_NAMES[floors.ready];
    if (staged.possible !== null && rankOf(staged.possible) >= rankOf(floors.ready)) {
      const actual = `${STAGE_NAMES[stage]}, or further: dates can't tell`;
      add("HISTORY_UNREAD", needed, actual, since, `Record on the item itself that it is ${needed}.`);
    } else {
      const what = staged.heldBy === null ? "it" : `${staged.heldBy.title}, which stands below it,`;
      add(BEHIND[floors.ready] ?? "NOT_REPLICATED", needed, STAGE_NAMES[stage], since, `Bring ${what} to ${needed}.`);
    }
  }
  if (isSplit) {
    add(
      "SCOPE_SPLIT",
      `release ${owner.name}, as the rest of its workload`,
      asset.claims.length === 0 ? "no release" : `release ${asset.claims.map(nameOf).join(", ")}`,
      SINCE_UNKNOWN,
      `Put it into ${owner.name}, or move it to a workload of its own.`,
    );
  }
  for (const gap of staged.gaps) {
    // It matters at the gate that asks for the stage which is missing.
    if (gap.needs !== floors.ready) continue;
    add(
      "STAGE_GAP",
      `${STAGE_NAMES[gap.needs]} before ${STAGE_NAMES[gap.stage]}`,
      isOnLadder(stage) ? STAGE_NAMES[stage] : stage,
      SINCE_UNKNOWN,
      `Record ${STAGE_NAMES[gap.needs]}, or take back ${STAGE_NAMES[gap.stage]}.`,
    );
  }
  const drop = isBehind && isOnLadder(stage) ? (history?.regression(item.id, floors.ready) ?? null) : null;
  if (drop !== null) findings.push(regressionFinding(gate, asset, drop, workload));
  for (const { task, stage: earlier } of open)
    findings.push(openTask(gate, task, earlier, staged, workload, tasks.block));
  return waits.length === 0 ? findings : [...findings, ...waits];
}

/** TASKS_OPEN (§8). */
function openTask(
  gate: Gate,
  task: WorkItem,
  earlier: Stage,
  { asset, stage }: StagedAsset,
  workload: WorkItemRef | null,
  block: boolean,
): Finding {
  return {
    code: "TASKS_OPEN",
    ...(block ? { effect: "blocks" } : {}),
    gate,
    workItem: refOf(task),
    workload,
    asset: asset.item,
    expected: `closed by the time it is ${STAGE_NAMES[earlier]}`,
    actual: `${task.state}, and ${asset.item.title} is ${isOnLadder(stage) ? STAGE_NAMES[stage] : stage}`,
    since:
      asset.item.stateChangeDate === null
        ? SINCE_UNKNOWN
        : { date: asset.item.stateChangeDate, basis: `state changed to ${asset.item.state}` },
    owner: task.assignedTo ?? asset.item.assignedTo,
    fix: "Close the task if it is done; otherwise do it, or take the stage back.",
  };
}

/** ASSET_UNMAPPED (M8): nobody has mapped it, so no gate has looked at it. */
function unmappedFinding(gate: Gate, record: InventoryRecord, workload: WorkItemRef | null): Finding {
  return {
    ...noItem(gate, workload),
    code: "ASSET_UNMAPPED",
    workItem: workload,
    expected: "a work item",
    actual: `${record.name} (${record.key}) is in the inventory, and no work item is mapped to it`,
    fix: "Map it to a work item, or take it out of scope in the inventory.",
  };
}

/** GATE_SKIPPED (G6): what a gate that is done was passed without. */
export function skippedEvidence(
  gate: Gate,
  statuses: readonly EvidenceStatus[],
  workload: WorkItemRef | null,
): Finding[] {
  return statuses
    .filter(({ state }) => state !== "given" && state !== "unproven")
    .map(({ id, title, item, reason }) => ({
      ...noItem(gate, workload),
      code: "GATE_SKIPPED",
      workItem: item,
      evidence: id,
      expected: `${title} before the gate was passed`,
      actual: reason,
      fix: "Record it now, or note why the gate was passed without it.",
    }));
}

function holdingFindings(gate: Gate, { item, kind, asset }: HoldingItem, workload: WorkItemRef | null): Finding[] {
  if (kind === "defect" && gate !== "promotion") return [];
  return [
    {
      code: kind === "defect" ? "DEFECT_OPEN" : "BLOCKER_OPEN",
      gate,
      workItem: refOf(item),
      workload,
      asset,
      expected: "closed",
      actual: item.state,
      since: { date: item.stateChangeDate ?? item.createdDate, basis: `in state ${item.state}` },
      owner: item.assignedTo,
      fix: kind === "defect" ? "Fix the defect and close it." : "Resolve it and close it.",
    },
  ];
}

/** Items that a link ties to an asset or a workload and that can't be read: one of them may be an open blocking item (V2, G1). */
function unseenFindings(
  gate: Gate,
  item: WorkItem | null,
  asset: WorkItem | null,
  workload: WorkItemRef | null,
  { besideLost }: WorkloadContext,
): Finding[] {
  const ids = item === null ? undefined : besideLost.get(item.id);
  if (item === null || ids === undefined) return [];
  return ids.map((id) => ({ ...unreadable(gate, id, workload), asset, path: [unseenRef(id), refOf(item)] }));
}

function unseenRef(id: number): WorkItemRef {
  return { id, title: `Work item ${id}`, type: "Work item" };
}

function unreadable(gate: Gate, id: number, workload: WorkItemRef | null): Finding {
  return {
    ...noItem(gate, workload),
    code: "ITEM_UNREADABLE",
    workItem: unseenRef(id),
    expected: "an item that can be read",
    actual: "named, but not readable",
    fix: "Ask for permission to its area, or remove the link that names it.",
  };
}

function lossFindings(
  gate: Gate,
  { unreadable: unreadableIds, unread }: LostIds,
  workload: WorkItemRef | null,
): Finding[] {
  const items = unreadableIds.map((id) => unreadable(gate, id, workload));
  if (unread.length === 0) return items;
  const partial: Finding = {
    ...noItem(gate, workload),
    code: "READ_PARTIAL",
    expected: "every item that was found",
    actual: `${counted(unread.length, "item")} could not be read`,
    fix: "Refresh; if it fails again, look at the error beside the age of the data.",
  };
  return [...items, partial];
}

function noItem(gate: Gate, workload: WorkItemRef | null) {
  return { gate, workload, workItem: null, asset: null, since: SINCE_UNKNOWN, owner: null };
}
