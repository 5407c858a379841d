import { type Asset, isInScope, type PlacedWorkload, refOf } from "../backlog/model";
import { backlogOf } from "../backlog/backlog";
import { append, groupBy } from "../group";
import { compileSignal } from "../readiness/assetStage";
import { type AssetReading, readingsOf } from "../readiness/assetStages";
import { STAGE_NAMES } from "../readiness/blockers";
import { isAtLeast, isOnLadder, rankOf, type Stage } from "../readiness/stage";
import type { Snapshot } from "../snapshot";
import { counted } from "../text";
import type { WorkItem } from "../workItem";
import type { ItemWrite, PlannedEntry, Refusal } from "./change";
import { type Drafts, refusal } from "./draft";
import { edited, inverseOf, withWrites, writesOf } from "./edit";
import { isReached, type NewStates, ofKind } from "./recording";
import { named, namedAll, nameOf, type Scene } from "./scene";
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

/** Stages by the id of an asset. */
type Readings = ReadonlyMap<number, AssetReading>;

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
      const reason = reading?.offLadderReason ?? "excluded";
      refused.push(refusal(item, `It is out of scope (${reason}) and has no stage to move.`));
    } else if (reading.stage === target) unchanged.push(item);
    else readings.push(reading);
  }
  const found = findMoves(scene, readings, target);
  refused.push(...found.refused);
  const { moves, reasons, after } = confirmed(scene, found.moves, target, new Set(assets.map(({ item }) => item.id)));
  for (const [{ reading }, reason] of reasons) refused.push(refusal(reading.asset.item, reason));
  return { entries: entriesOf(scene, moves, target, after), refused, unchanged };
}

/** The cheapest way for each asset. Ways of its own come before phases, which move a whole workload. */
function findMoves(
  scene: Scene,
  readings: readonly AssetReading[],
  target: Stage,
): { moves: Move[]; refused: Refusal[] } {
  const { snapshot, policy, backlog, now } = scene;
  const finder = wayFinder(snapshot.types, policy, backlog.states, target, now);
  const reasonAgainst = stageRefusals(snapshot.types, policy, backlog.states, target);
  const phasesOf = phaseLookup(policy.signals.map(compileSignal));
  const phases = new Map<PlacedWorkload, Map<number, ItemWrite>>();
  const found: { reading: AssetReading; way: Way | null }[] = [];
  const refused: Refusal[] = [];

  for (const reading of readings) {
    const { asset, placed } = reading;
    if (isHeldOnly(reading, target)) {
      found.push({ reading, way: null });
      continue;
    }
    const way = finder.own(reading) ?? finder.byPhases(reading);
    if (way === null) {
      refused.push(refusal(asset.item, reasonAgainst(reading, phasesOf(placed))));
      continue;
    }
    const unseen = way.phases.size > 0 && placed !== null ? unseenIn(scene, placed) : null;
    if (unseen !== null) {
      refused.push(refusal(asset.item, wholeWorkload(scene, target, stateWrites(way.phases), unseen)));
      continue;
    }
    found.push({ reading, way });
    if (placed === null) continue;
    const settled = phases.get(placed) ?? new Map<number, ItemWrite>();
    // One workload's phases are written once; that all its assets agree on them is found out with the whole plan.
    for (const write of stateWrites(way.phases)) settled.set(write.item.id, write);
    phases.set(placed, settled);
  }
  const moves = found.map(({ reading, way }): Move => {
    const isByPhase = way !== null && way.phases.size > 0 && reading.placed !== null;
    return {
      reading,
      way,
      own: way === null ? [] : ownWrites(reading.asset.item, way),
      phases: isByPhase ? [...(phases.get(reading.placed)?.values() ?? [])] : [],
    };
  });
  return { moves, refused };
}

/** That assets of a workload may be hidden (V2), so that nobody can say what its phases would move. */
function unseenIn({ backlog }: Scene, { workload: { lost } }: PlacedWorkload): string | null {
  const count = lost.unreadable.length + lost.unread.length;
  if (count === 0 && backlog.lostPages === 0) return null;
  const what = count === 0 ? "part of the data" : `${counted(count, "item")} of it`;
  return `${what} could not be read, so that nobody can say what it would move`;
}

/** Whether an asset has come far enough by itself, and only what is nested below it holds it back. */
function isHeldOnly({ stage, own, heldBy }: AssetReading, target: Stage): boolean {
  return heldBy !== null && isAtLeast(own.stage, target) && !isAtLeast(stage, target);
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
): { moves: readonly Move[]; reasons: ReadonlyMap<Move, string>; after: Readings } {
  const reasons = new Map<Move, string>();
  let moves = planned;
  for (;;) {
    const after = moves.length === 0 ? scene.readings : readingsAfter(scene, allWrites(moves));
    const failed = failuresOf(scene, after, moves, target, asked);
    if (failed.size === 0) return { moves, reasons, after };
    for (const [move, reason] of failed) reasons.set(move, reason);
    moves = moves.filter((move) => !failed.has(move));
  }
}

function readingsAfter({ snapshot, policy, now }: Scene, writes: readonly ItemWrite[]): Readings {
  return readingsOf(backlogOf(withWrites(snapshot, writes, now), policy), policy);
}

function failuresOf(
  scene: Scene,
  after: Readings,
  moves: readonly Move[],
  target: Stage,
  asked: ReadonlySet<number>,
): ReadonlyMap<Move, string> {
  const failed = new Map<Move, string>();

  for (const move of moves) {
    const { id } = move.reading.asset.item;
    const reading = after.get(id);
    if (reading?.stage !== target) failed.set(move, wrongStage(reading));
  }
  const moving = new Set(moves.map(({ reading }) => reading.asset.item.id));
  // What stands around an asset follows it by definition (§9); what an asset is by itself, nobody else may change.
  const bystanders = changedOwn(scene.readings, after).filter(({ asset }) => !moving.has(asset.item.id));
  const byWorkload = groupBy(bystanders, ({ placed }) => placed);
  for (const [placed, readings] of byWorkload) {
    const items = readings.map(({ asset }) => asset.item);
    const ofWorkload = moves.filter(({ reading }) => reading.placed === placed);
    const byPhases = ofWorkload.filter(({ phases }) => phases.length > 0);
    for (const move of byPhases)
      failed.set(move, wholeWorkload(scene, target, move.phases, bystandersText(items, asked)));
    if (byPhases.length > 0) continue;
    for (const move of ofWorkload.length > 0 ? ofWorkload : moves) {
      failed.set(move, `It would move ${namedAll(items)} too.`);
    }
  }
  return failed;
}

function wrongStage(reading: AssetReading | undefined): string {
  if (reading === undefined) return "It would no longer be an asset by the mapping.";
  if (reading.heldBy !== null) {
    return `${named(reading.heldBy)}, which stands below it, would be no further than ${nameOf(reading.stage)}: move it along.`;
  }
  return `By the mapping it would be ${nameOf(reading.stage)} afterwards, together with what else is asked for.`;
}

/** Assets that are another stage by themselves, as they were before. */
function changedOwn(before: Readings, after: Readings): AssetReading[] {
  return [...new Map([...after, ...before])].flatMap(([id, reading]) =>
    before.get(id)?.own.stage === after.get(id)?.own.stage ? [] : [reading],
  );
}

/** Why a phase is not written: it counts for the whole workload, and something speaks against that. */
function wholeWorkload(scene: Scene, target: Stage, phases: readonly ItemWrite[], against: string): string {
  const how = phases.map((write) => `${VERBS[progressOf(scene, write)].doing} ${quoted(write)}`).join(" and ");
  return `${STAGE_NAMES[target]} is recorded for the whole workload by ${how}: ${against}.`;
}

function bystandersText(bystanders: readonly WorkItem[], asked: ReadonlySet<number>): string {
  const [first, ...others] = bystanders;
  const are = bystanders.some(({ id }) => asked.has(id)) ? "not moved along" : "not selected";
  const who =
    first === undefined || others.length > 0
      ? `${counted(bystanders.length, "asset")} that are ${are}`
      : `${named(first)}, which is ${are}`;
  return `it would move ${who}`;
}

/** What a write does to the progress of a phase. */
type Progress = "close" | "start" | "reopen";

const VERBS: Readonly<Record<Progress, { readonly doing: string; readonly does: string }>> = {
  close: { doing: "closing", does: "Closes" },
  start: { doing: "starting", does: "Starts" },
  reopen: { doing: "reopening", does: "Reopens" },
};

function progressOf({ backlog: { states }, now }: Scene, { item, edit }: ItemWrite): Progress {
  const next = edited(item, edit, now);
  if (states.isFinished(next)) return "close";
  return states.isStarted(next) && !states.isStarted(item) ? "start" : "reopen";
}

function quoted({ item }: ItemWrite): string {
  return `"${item.title}" (#${item.id})`;
}

function allWrites(moves: readonly Move[]): ItemWrite[] {
  return writesOf(moves.map(({ own, phases }) => ({ writes: [...own, ...phases] })));
}

function entriesOf(scene: Scene, moves: readonly Move[], target: Stage, after: Readings): PlannedEntry[] {
  const writes = orderedWrites(scene, moves);
  const along = alongWith(scene, moves);
  const followers = followersOf(scene, moves, after);
  const undone = undoNotes(scene, moves);
  return moves.map((move) => {
    const { reading, way, phases } = move;
    const { item } = reading.asset;
    const carriers = way === null ? (along.get(item.id) ?? []) : [];
    const isBack = isOnLadder(reading.stage) && rankOf(reading.stage) > rankOf(target);
    const skipped = (way?.onTheWay ?? []).map((stage) => STAGE_NAMES[stage]);
    return {
      item: refOf(item),
      from: nameOf(reading.stage),
      to: STAGE_NAMES[target],
      writes:
        way === null
          ? writesOf(carriers.map((carrier) => ({ writes: writes.get(carrier) ?? [] })))
          : (writes.get(move) ?? []),
      notes: [
        ...(isBack ? [`It moves back from ${nameOf(reading.stage)}.`] : []),
        ...(skipped.length > 0 ? [`This records ${listed(skipped)} too.`] : []),
        ...(carriers.length > 0
          ? [
              `It moves along with what stands below it: ${namedAll(carriers.map((carrier) => carrier.reading.asset.item))}.`,
            ]
          : []),
        ...phases.map(
          (write) => `${VERBS[progressOf(scene, write)].does} ${quoted(write)}, which counts for the whole workload.`,
        ),
        ...(followers.get(move) ?? []).map(
          (around) => `${named(around.asset.item)}, which it stands below, follows to ${nameOf(around.stage)}.`,
        ),
        ...(undone.get(move) ?? []),
      ],
    };
  });
}

/** Writes in the order in which they are made, in three parts of which only the middle one is of assets alone. */
interface Parts {
  readonly first: readonly ItemWrite[];
  readonly own: readonly ItemWrite[];
  readonly last: readonly ItemWrite[];
}

/**
 * A phase covers what has come far enough by the day on which it is started or closed (M5). So it is started and closed after
 * all that moves by it, the lower rung first; and reset before, the higher rung first: then taking back in the reverse order
 * is in order too.
 */
function partsOf({ policy, backlog: { states }, now }: Scene, moves: readonly Move[]): Parts {
  const phases = writesOf(moves.map((move) => ({ writes: move.phases })));
  const signals = ofKind(policy.signals.map(compileSignal), "phaseItem");
  const covers = ({ item, edit }: ItemWrite) =>
    signals.some(
      ({ signal, matches }) => matches(item.title) && isReached([edited(item, edit, now)], signal.when, states),
    );
  const heightOf = ({ item }: ItemWrite) =>
    Math.max(...signals.filter(({ matches }) => matches(item.title)).map(({ signal }) => rankOf(signal.stage)));
  return {
    first: phases.filter((write) => !covers(write)).sort((a, b) => heightOf(b) - heightOf(a)),
    own: moves.flatMap(({ own }) => own),
    last: phases.filter(covers).sort((a, b) => heightOf(a) - heightOf(b)),
  };
}

/**
 * The writes of each move, in order. All moves of a workload whose phases are written have the same writes, so that one that
 * fails leaves the phase alone.
 */
function orderedWrites(scene: Scene, moves: readonly Move[]): ReadonlyMap<Move, readonly ItemWrite[]> {
  const ordered = new Map<Move, readonly ItemWrite[]>();
  for (const members of groupBy(moves, ({ reading }) => reading.placed).values()) {
    const { first, own, last } = partsOf(scene, members);
    const isShared = first.length + last.length > 0;
    const shared = [...first, ...own, ...last];
    for (const move of members) ordered.set(move, isShared ? shared : move.own);
  }
  return ordered;
}

/** The assets around an asset, nearest first. */
function assetsAround({ places }: Scene, id: number): number[] {
  const around: number[] = [];
  for (let up = places.of.get(id)?.asset ?? null; up !== null; up = places.of.get(up)?.asset ?? null) around.push(up);
  return around;
}

/** Moves by the asset that they take along because they held it back. */
function alongWith(scene: Scene, moves: readonly Move[]): ReadonlyMap<number, readonly Move[]> {
  const held = new Set(moves.filter(({ way }) => way === null).map(({ reading }) => reading.asset.item.id));
  const along = new Map<number, Move[]>();
  if (held.size === 0) return along;
  for (const move of moves) {
    if (move.way === null) continue;
    for (const id of assetsAround(scene, move.reading.asset.item.id)) if (held.has(id)) append(along, id, move);
  }
  return along;
}

/** Assets that were not asked for and stand elsewhere because something below them moves (§9), as they will be. */
function followersOf(
  scene: Scene,
  moves: readonly Move[],
  after: Readings,
): ReadonlyMap<Move, readonly AssetReading[]> {
  const moving = new Set(moves.map(({ reading }) => reading.asset.item.id));
  const followers = new Map<Move, AssetReading[]>();
  for (const move of moves) {
    for (const id of assetsAround(scene, move.reading.asset.item.id)) {
      const next = after.get(id);
      if (next === undefined || moving.has(id) || next.stage === scene.readings.get(id)?.stage) continue;
      append(followers, move, next);
    }
  }
  return followers;
}

/**
 * What taking the moves back would not restore: a phase covers what had come far enough when it was closed, and what is
 * written again has a new date (M5).
 */
function undoNotes(scene: Scene, moves: readonly Move[]): ReadonlyMap<Move, readonly string[]> {
  const notes = new Map<Move, string[]>();
  if (moves.length === 0 || !scene.policy.signals.some(({ kind }) => kind === "phaseItem")) return notes;
  const undone = readingsOf(backlogOf(takenBack(scene, partsOf(scene, moves)), scene.policy), scene.policy);
  const byAsset = new Map(moves.map((move) => [move.reading.asset.item.id, move]));
  const because = "a phase counts by the day it was closed";
  const stageIn = (readings: Readings, id: number) => nameOf(readings.get(id)?.own.stage ?? "Unknown");
  const others: AssetReading[] = [];
  for (const before of changedOwn(scene.readings, undone)) {
    const { id } = before.asset.item;
    const move = byAsset.get(id);
    if (move === undefined) others.push(before);
    else {
      const [to, from] = [stageIn(undone, id), stageIn(scene.readings, id)];
      append(notes, move, `Undo would bring it to ${to}, not to ${from}: ${because}.`);
    }
  }
  const byWorkload = groupBy(others, ({ placed }) => placed);
  for (const move of moves) {
    const moved = (byWorkload.get(move.reading.placed) ?? []).map(({ asset }) => asset.item);
    if (move.phases.length > 0 && moved.length > 0) {
      append(notes, move, `Undo would move ${namedAll(moved)} too: ${because}.`);
    }
  }
  return notes;
}

/** The snapshot once the writes are made and taken back again, each part a moment after the one before. */
function takenBack({ snapshot, now }: Scene, { first, own, last }: Parts): Snapshot {
  const parts = [first, own, last];
  const made = parts.reduce((read, writes, index) => withWrites(read, writes, now + index), snapshot);
  const back = (writes: readonly ItemWrite[]) =>
    writes.map((write) => ({ item: edited(write.item, write.edit, now), edit: inverseOf(write) }));
  return [...parts].reverse().reduce((read, writes, index) => {
    return withWrites(read, back(writes), now + parts.length + index);
  }, made);
}

function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), words.at(-1) ?? ""].filter((part) => part !== "").join(" and ");
}
