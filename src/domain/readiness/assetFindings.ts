import { perState } from "../backlog/states";
import { type Asset, refOf } from "../backlog/model";
import { regressionFinding } from "../history/regression";
import type { WorkItemRef } from "../workItem";
import type { StagedAsset } from "./assetStage";
import { BEHIND, type Finding, SINCE_UNKNOWN, STAGE_NAMES } from "./blockers";
import type { BlockerCode, Gate, GateFloors } from "./report";
import { isAtLeast, isOnLadder, LADDER, rankOf, type Stage } from "./stage";
import type { OpenTask } from "./tasks";
import type { WorkloadContext } from "./workloadContext";

/** An asset in scope with what all gates of its workload see of it alike, looked up once. */
export interface Subject {
  readonly staged: StagedAsset;
  readonly workItem: WorkItemRef;
  /** Its node among the dependencies; undefined for one that waits for nothing. */
  readonly node: number | undefined;
  /** Whether it claims another release than the one that owns its workload, or none (M3). */
  readonly isSplit: boolean;
  readonly openTasks: readonly OpenTask[];
}

/** Looks at an asset in scope for all gates. */
export function subjectOf(staged: StagedAsset, node: Subject["node"], { owner, tasks }: WorkloadContext): Subject {
  const { asset } = staged;
  return {
    staged,
    workItem: refOf(asset.item),
    node,
    isSplit: isSplitFrom(owner, asset),
    openTasks: tasks.of(staged),
  };
}

/** Whether an asset claims another release than the one that owns its workload, or none (M3, SCOPE_SPLIT). */
export function isSplitFrom(owner: WorkloadContext["owner"], { claims }: Asset): boolean {
  return owner !== null && !claims.includes(owner.id);
}

/** The code of what an asset's own stage says at a gate that asks for a rung; null where it stands there or above. */
export function stageCodeOf({ stage, possible, unmapped }: StagedAsset, floor: Stage): BlockerCode | null {
  if (!isOnLadder(stage)) return "STATE_UNMAPPED";
  // What is behind by itself stays behind; what is not may be, for a part of it that has no stage (§9, L1).
  if (isAtLeast(stage, floor)) return unmapped === null ? null : "STATE_UNMAPPED";
  if (possible !== null && rankOf(possible) >= rankOf(floor)) return "HISTORY_UNREAD";
  return BEHIND[floor] ?? "NOT_REPLICATED";
}

/** Adds what stands in an asset's own way at a gate, all but what it waits for. */
export function addAssetFindings(
  found: Finding[],
  gate: Gate,
  subject: Subject,
  floors: GateFloors,
  workload: WorkItemRef | null,
  context: WorkloadContext,
): void {
  const { staged, isSplit, openTasks } = subject;
  const code = stageCodeOf(staged, floors.ready);
  // Nearly every asset has nothing in its way at the gates that it passed.
  if (code === null && !isSplit && openTasks.length === 0 && staged.gaps.length === 0) return;
  if (code !== null) found.push(stageFinding(code, gate, subject, floors.ready, workload));
  if (isSplit) found.push(splitFinding(gate, subject, workload, context));
  for (const gap of staged.gaps) {
    // It matters at the gate that asks for the stage which is missing.
    if (gap.needs === floors.ready) found.push(gapFinding(gate, subject, gap, workload));
  }
  const { asset, stage } = staged;
  const isBehind = code !== null && isOnLadder(stage);
  const drop = isBehind ? (context.history?.regression(asset.item.id, floors.ready) ?? null) : null;
  if (drop !== null) found.push(regressionFinding(gate, asset, drop, workload));
  for (const open of openTasks) found.push(openTask(gate, open, staged, workload, context.tasks.block));
}

/** Sentences that thousands of assets share are made once: they would be most of a report. */
const BRING = wordsByStage((stage) => `Bring it to ${STAGE_NAMES[stage]}.`);
const UNSURE = wordsByStage((stage) => `${STAGE_NAMES[stage]}, or further: dates can't tell`);
const GAPS = wordsByStage((stage) =>
  wordsByStage((needs) => ({
    expected: `${STAGE_NAMES[needs]} before ${STAGE_NAMES[stage]}`,
    fix: `Record ${STAGE_NAMES[needs]}, or take back ${STAGE_NAMES[stage]}.`,
  })),
);

function wordsByStage<T>(words: (stage: Stage) => T): Readonly<Record<Stage, T>> {
  return Object.fromEntries(LADDER.map((stage) => [stage, words(stage)])) as Record<Stage, T>;
}

/** What is said of assets in a state that is not mapped (M4), once for each state. */
const unmappedWords = perState((type, state) => ({
  expected: "a state that the mapping knows",
  actual: `${type} in state ${state}`,
  fix: `Map the state "${state}" of ${type} to a stage, or move the item to a mapped state.`,
}));

/** STATE_UNMAPPED, HISTORY_UNREAD, or that it is below the rung which is asked (§8). */
function stageFinding(
  code: BlockerCode,
  gate: Gate,
  { staged, workItem }: Subject,
  floor: Stage,
  workload: WorkItemRef | null,
): Finding {
  const { asset, since } = staged;
  const { item } = asset;
  const { expected, actual, fix } = stageWords(code, staged, floor);
  return { code, gate, workItem, workload, asset: item, expected, actual, since, owner: item.assignedTo, fix };
}

function stageWords(
  code: BlockerCode,
  { asset, stage, heldBy, unmapped }: StagedAsset,
  floor: Stage,
): Pick<Finding, "expected" | "actual" | "fix"> {
  const needed = STAGE_NAMES[floor];
  if (!isOnLadder(stage)) return unmappedWords(asset.item);
  if (code === "STATE_UNMAPPED" && unmapped !== null) {
    const { expected, actual, fix } = unmappedWords(unmapped);
    return { expected, actual: `${unmapped.title}, which stands below it, is ${actual}`, fix };
  }
  if (code === "HISTORY_UNREAD") {
    return { expected: needed, actual: UNSURE[stage], fix: `Record on the item itself that it is ${needed}.` };
  }
  const fix = heldBy === null ? BRING[floor] : `Bring ${heldBy.title}, which stands below it, to ${needed}.`;
  return { expected: needed, actual: STAGE_NAMES[stage], fix };
}

/** SCOPE_SPLIT (M3). */
function splitFinding(
  gate: Gate,
  { staged, workItem }: Subject,
  workload: WorkItemRef | null,
  { owner, nameOf }: WorkloadContext,
): Finding {
  const { item, claims } = staged.asset;
  return {
    code: "SCOPE_SPLIT",
    gate,
    workItem,
    workload,
    asset: item,
    expected: `release ${owner?.name ?? ""}, as the rest of its workload`,
    actual: claims.length === 0 ? "no release" : `release ${claims.map(nameOf).join(", ")}`,
    since: SINCE_UNKNOWN,
    owner: item.assignedTo,
    fix: `Put it into ${owner?.name ?? ""}, or move it to a workload of its own.`,
  };
}

/** STAGE_GAP (M5). */
function gapFinding(
  gate: Gate,
  { staged, workItem }: Subject,
  gap: StagedAsset["gaps"][number],
  workload: WorkItemRef | null,
): Finding {
  const { stage, asset } = staged;
  const { expected, fix } = GAPS[gap.stage][gap.needs];
  return {
    code: "STAGE_GAP",
    gate,
    workItem,
    workload,
    asset: asset.item,
    expected,
    actual: isOnLadder(stage) ? STAGE_NAMES[stage] : stage,
    since: SINCE_UNKNOWN,
    owner: asset.item.assignedTo,
    fix,
  };
}

/** TASKS_OPEN (§8). */
function openTask(
  gate: Gate,
  { task, stage: earlier }: OpenTask,
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
