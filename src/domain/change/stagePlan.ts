import { type Asset, isInScope, type PlacedWorkload, refOf } from "../backlog/model";
import { append } from "../group";
import { compileSignal } from "../readiness/assetStage";
import type { AssetReading } from "../readiness/assetStages";
import { STAGE_NAMES } from "../readiness/blockers";
import { isOnLadder, rankOf, type AssetStage, type Stage } from "../readiness/stage";
import { counted } from "../text";
import type { WorkItem } from "../workItem";
import type { ItemWrite, PlannedEntry, Refusal } from "./change";
import { type Drafts, refusal } from "./draft";
import { withWrites, writesOf } from "./edit";
import type { NewStates } from "./recording";
import { named, type Scene, sceneOf } from "./scene";
import { stageRefusals } from "./stageRefusal";
import { phaseLookup, type Way, wayFinder } from "./stageWays";

/** An asset that is to be moved, with what is written for it alone and what it shares with its workload. */
interface Move {
  readonly reading: AssetReading;
  /** Null where the assets nested below it hold it back, and it moves with them. */
  readonly way: Way | null;
  readonly own: readonly ItemWrite[];
  readonly phases: readonly ItemWrite[];
}

/**
 * Plans to move assets onto a rung. How a rung is recorded is found by trying on the engine, and so is what the whole plan
 * comes to: what would not stand where it is to, or would move somebody else's asset, is refused (M4, M5, §9).
 */
export function planStage(scene: Scene, assets: readonly Asset[], target: Stage): Drafts {
  const refused: Refusal[] = [];
  const unchanged: WorkItem[] = [];
  const readings: AssetReading[] = [];
  for (const { item } of assets) {
    const reading = scene.readings.get(item.id);
    if (reading === undefined || !isInScope(reading.asset)) {
      refused.push(
        refusal(item, `It is out of scope (${reading?.offLadderReason ?? "excluded"}) and has no stage to move.`),
      );
    } else if (reading.stage === target) unchanged.push(item);
    else readings.push(reading);
  }
  const found = findMoves(scene, readings, target);
  refused.push(...found.refused);
  const { moves, reasons } = confirmed(scene, found.moves, target, new Set(assets.map(({ item }) => item.id)));
  for (const [{ reading }, reason] of reasons) refused.push(refusal(reading.asset.item, reason));
  return { entries: entriesOf(moves, target), refused, unchanged };
}

/** The cheapest way for each asset. Ways of its own come before phases, which move a whole workload. */
function findMoves(
  { snapshot, policy, backlog, now }: Scene,
  readings: readonly AssetReading[],
  target: Stage,
): { moves: Move[]; refused: Refusal[] } {
  const finder = wayFinder(snapshot.types, policy, backlog.states, target, now);
  const reasonAgainst = stageRefusals(snapshot.types, policy, backlog.states, target);
  const phasesOf = phaseLookup(policy.signals.map(compileSignal));
  const settled = new Map<PlacedWorkload, { states: NewStates; writes: readonly ItemWrite[] }>();
  const moves: Move[] = [];
  const refused: Refusal[] = [];

  for (const reading of readings) {
    const { asset, own, heldBy, placed } = reading;
    if (heldBy !== null && isOnLadder(own.stage) && rankOf(own.stage) >= rankOf(target)) {
      if (isOnLadder(reading.stage) && rankOf(reading.stage) < rankOf(target)) {
        moves.push({ reading, way: null, own: [], phases: [] });
        continue;
      }
    }
    let way = finder.own(reading);
    let phases: readonly ItemWrite[] = [];
    if (way === null && placed !== null) {
      const known = settled.get(placed);
      way = finder.byPhases(reading, known?.states ?? null);
      if (way !== null && way.phases.size > 0) {
        phases = known?.writes ?? stateWrites(way.phases);
        settled.set(placed, { states: way.phases, writes: phases });
      }
    }
    if (way === null) refused.push(refusal(asset.item, reasonAgainst(reading, phasesOf(placed))));
    else moves.push({ reading, way, own: ownWrites(asset.item, way), phases });
  }
  return { moves, refused };
}

function ownWrites(item: WorkItem, { edit, tasks }: Way): ItemWrite[] {
  return [...stateWrites(tasks), ...(edit === null ? [] : [{ item, edit }])];
}

function stateWrites(states: NewStates): ItemWrite[] {
  return [...states].map(([item, state]) => ({ item, edit: { state } }));
}

/**
 * Those of the moves that the engine reads as they are meant once all of them are made, and why the others are refused. What
 * is refused takes its writes along, so that it is tried again until it is stable.
 */
function confirmed(
  scene: Scene,
  planned: readonly Move[],
  target: Stage,
  asked: ReadonlySet<number>,
): { moves: readonly Move[]; reasons: ReadonlyMap<Move, string> } {
  const reasons = new Map<Move, string>();
  let moves = planned;
  for (;;) {
    const failed = failuresOf(scene, moves, target, asked);
    if (failed.size === 0) return { moves, reasons };
    for (const [move, reason] of failed) reasons.set(move, reason);
    moves = moves.filter((move) => !failed.has(move));
  }
}

function failuresOf(
  scene: Scene,
  moves: readonly Move[],
  target: Stage,
  asked: ReadonlySet<number>,
): ReadonlyMap<Move, string> {
  const failed = new Map<Move, string>();
  if (moves.length === 0) return failed;
  const after = sceneOf(withWrites(scene.snapshot, allWrites(moves), scene.now), scene.policy, scene.now).readings;
  const moving = new Set(moves.map(({ reading }) => reading.asset.item.id));

  for (const move of moves) {
    const { id } = move.reading.asset.item;
    const reading = after.get(id);
    if (reading?.stage !== target) failed.set(move, wrongStage(reading, target));
  }
  const bystanders = new Map<PlacedWorkload | null, WorkItem[]>();
  for (const id of new Set([...scene.readings.keys(), ...after.keys()])) {
    if (moving.has(id)) continue;
    const [before, reading] = [scene.readings.get(id), after.get(id)];
    // What stands around an asset follows it by definition (§9); what an asset is by itself, nobody else may change.
    if (before?.own.stage === reading?.own.stage) continue;
    const { asset } = before ?? reading ?? {};
    if (asset !== undefined) append(bystanders, before?.placed ?? null, asset.item);
  }
  for (const [placed, items] of bystanders) {
    const ofWorkload = moves.filter(({ reading }) => reading.placed === placed);
    const byPhases = ofWorkload.filter(({ phases }) => phases.length > 0);
    for (const move of byPhases) failed.set(move, wholeWorkload(move, items, target, asked));
    if (byPhases.length > 0) continue;
    for (const move of ofWorkload.length > 0 ? ofWorkload : moves) {
      failed.set(move, `It would move ${items.map(named).join(", ")} too.`);
    }
  }
  return failed;
}

function wrongStage(reading: AssetReading | undefined, target: Stage): string {
  if (reading === undefined) return "It would no longer be an asset by the mapping.";
  if (reading.heldBy !== null && reading.own.stage === target) {
    return `${named(reading.heldBy)}, which stands below it, would be no further than ${nameOf(reading.stage)}: move it along.`;
  }
  return `By the mapping it would be ${nameOf(reading.stage)} afterwards, together with what else is asked for.`;
}

function wholeWorkload(
  { phases }: Move,
  bystanders: readonly WorkItem[],
  target: Stage,
  asked: ReadonlySet<number>,
): string {
  const [first, ...others] = bystanders;
  const who = first === undefined || others.length > 0 ? counted(bystanders.length, "asset") : named(first);
  const are = others.length > 0 ? "are" : "is";
  const why = bystanders.some(({ id }) => asked.has(id)) ? `${are} not moved along` : `${are} not selected`;
  return `${STAGE_NAMES[target]} is recorded for the whole workload by changing ${phaseNames(phases)}: it would move ${who} that ${why}.`;
}

function phaseNames(phases: readonly ItemWrite[]): string {
  return phases.map(({ item }) => `"${item.title}" (#${item.id})`).join(" and ");
}

function nameOf(stage: AssetStage): string {
  return isOnLadder(stage) ? STAGE_NAMES[stage] : stage;
}

function allWrites(moves: readonly Move[]): ItemWrite[] {
  return writesOf(moves.map(({ own, phases }) => ({ writes: [...own, ...phases] })));
}

function entriesOf(moves: readonly Move[], target: Stage): PlannedEntry[] {
  return moves.map(({ reading, own, phases }) => ({
    item: refOf(reading.asset.item),
    from: nameOf(reading.stage),
    to: STAGE_NAMES[target],
    writes: [...own, ...phases],
    notes: [],
  }));
}
