import { type HoldingItem, isInScope, refOf, type Workload } from "../backlog/model";
import type { LostIds } from "../backlog/losses";
import type { PromotionModel } from "../policy/policy";
import { counted } from "../text";
import type { WorkItemRef } from "../workItem";
import type { StagedAsset } from "./assetStage";
import { BEHIND, type Finding, SINCE_UNKNOWN, STAGE_NAMES } from "./blockers";
import { floorsOf, verdictOf } from "./gates";
import type { BlockerCode, Gate, GateFloors, Since, Verdict } from "./report";
import { isAtLeast, isOnLadder, rankOf } from "./stage";

/** One gate of a workload before its blockers are written out. */
export interface WorkloadGate {
  readonly verdict: Verdict;
  /** What is in its own way; what counts against everything or its release is not among it. */
  readonly findings: readonly Finding[];
}

/** What is asked of a workload besides its own assets. */
export interface WorkloadContext {
  readonly model: PromotionModel;
  /** Folded key of the release that owns it; null while it is unplanned. */
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** The name of a release by its folded key. */
  readonly nameOf: (release: string) => string;
  /** What was lost and counts against everything: pages and items that nobody names (V2). It takes back done and n/a. */
  readonly general: (gate: Gate) => readonly Finding[];
  /** What holds back the release it is judged under (G3). It is not asked of what is done or n/a. */
  readonly ofRelease: (gate: Gate) => readonly Finding[];
}

/** Judges one gate of a workload (G1–G4, V1–V3). */
export function workloadGate(
  gate: Gate,
  workload: Workload,
  staged: readonly StagedAsset[],
  context: WorkloadContext,
): WorkloadGate {
  const floors = floorsOf(context.model, gate);
  if (floors === null) return { verdict: "n/a", findings: [] };

  const reference = workload.item === null ? null : refOf(workload.item);
  const inScope = staged.filter(({ asset }) => isInScope(asset));
  const lost = lossFindings(gate, workload.lost, reference);
  const general = context.general(gate);
  const isWhole = lost.length === 0 && general.length === 0;
  if (inScope.length > 0 && isWhole && inScope.every(({ stage }) => isAtLeast(stage, floors.done))) {
    return { verdict: "done", findings: [] };
  }
  const isRetired = staged.length > 0 && staged.every(({ asset }) => asset.isRetiredOrRetained);
  if (isRetired && isWhole) return { verdict: "n/a", findings: [] };

  const findings = [
    ...lost,
    ...(inScope.length === 0 && !isRetired ? [emptyScope(gate, staged.length, reference)] : []),
    ...inScope.flatMap((asset) => assetFindings(gate, asset, refOf(asset.asset.item), floors, reference, context)),
    ...workload.holding.flatMap((holding) => holdingFindings(gate, holding, reference)),
  ];
  return { verdict: verdictOf([...findings, ...general, ...context.ofRelease(gate)]), findings };
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
  reference: WorkItemRef,
  floors: GateFloors,
  workload: WorkItemRef | null,
  { owner, nameOf }: WorkloadContext,
): Finding[] {
  const { asset, stage, since } = staged;
  const { item } = asset;
  const findings: Finding[] = [];
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
  } else if (!isAtLeast(stage, floors.ready)) {
    const needed = STAGE_NAMES[floors.ready];
    if (staged.possible !== null && rankOf(staged.possible) >= rankOf(floors.ready)) {
      const actual = `${STAGE_NAMES[stage]}, or further: dates can't tell`;
      add("HISTORY_UNREAD", needed, actual, since, `Record on the item itself that it is ${needed}.`);
    } else {
      const what = staged.heldBy === null ? "it" : `${staged.heldBy.title}, which stands below it,`;
      add(BEHIND[floors.ready] ?? "NOT_REPLICATED", needed, STAGE_NAMES[stage], since, `Bring ${what} to ${needed}.`);
    }
  }
  if (owner !== null && !asset.claims.includes(owner.id)) {
    add(
      "SCOPE_SPLIT",
      `release ${owner.name}, as the rest of its workload`,
      asset.claims.length === 0 ? "no release" : `release ${asset.claims.map(nameOf).join(", ")}`,
      SINCE_UNKNOWN,
      `Put it into ${owner.name}, or move it to a workload of its own.`,
    );
  }
  for (const gap of staged.gaps) {
    add(
      "STAGE_GAP",
      `${STAGE_NAMES[gap.needs]} before ${STAGE_NAMES[gap.stage]}`,
      isOnLadder(stage) ? STAGE_NAMES[stage] : stage,
      SINCE_UNKNOWN,
      `Record ${STAGE_NAMES[gap.needs]}, or take back ${STAGE_NAMES[gap.stage]}.`,
    );
  }
  return findings;
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

function lossFindings(gate: Gate, { unreadable, unread }: LostIds, workload: WorkItemRef | null): Finding[] {
  const items: Finding[] = unreadable.map((id) => ({
    ...noItem(gate, workload),
    code: "ITEM_UNREADABLE",
    workItem: { id, title: `Work item ${id}`, type: "Work item" },
    expected: "an item that can be read",
    actual: "named, but not readable",
    fix: "Ask for permission to its area, or remove the link that names it.",
  }));
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
