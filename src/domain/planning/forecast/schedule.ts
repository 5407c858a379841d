import type { Capacity } from "./capacity";
import type { Network } from "./network";
import { BEYOND, HORIZON } from "./workdays";

/**
 * Works out, trial after trial, on which day each release has all its work done.
 *
 * Each team works through its queue in order. What has to wait lets the work behind it go first, and the team keeps room for
 * it: nothing is forecast earlier because something before it waits. So a unit that can start after day r is finished when
 * the team has done, counted from any day up to r on which a unit of its queue could start, all units up to it that could not
 * start before that day. Each of these is no earlier when there is more work, another dependency or less velocity, and so is
 * the latest of them. Work starts on the day after that on which what it waits for is finished.
 */
export interface Schedule {
  /**
   * Runs one trial.
   *
   * @param sizes  of each unit
   * @param days  takes the day of each release (days as in `Workdays`; 0 where nothing remains); `BEYOND` where
   *   it is not done within the horizon, or never
   */
  run(trial: number, sizes: Float64Array, days: Int32Array): void;
}

/** How many units of a queue are looked at together. */
const BLOCK = 16;

/** The schedule of a network. A team without a capacity finishes nothing. */
export function scheduleOf(network: Network, capacities: readonly (Capacity | null)[]): Schedule {
  const { units, edges, waitsFor } = network;
  const size = waitsFor.length;
  const { order, teamBlocks, blockStarts, blockOf } = blocksOf(network);
  const blocks = blockStarts.length - 1;
  const teamOf = Int32Array.from({ length: size }, (_, node) => units[node]?.team ?? -1);
  const releaseOf = Int32Array.from(units, ({ release }) => release);

  const pending = new Int32Array(size);
  const canStart = new Uint8Array(size);
  const readyAfter = new Int32Array(size);
  /** The most that its team must have done, counted from the start, when a unit is finished; without its block's peak. */
  const needed = new Float64Array(size);
  const finished = new Int32Array(size);
  /** The size of what is open in a block, and the most that was to be done before it, since it last changed. */
  const openIn = new Float64Array(blocks);
  const peak = new Float64Array(blocks);
  const isDue = new Uint8Array(blocks);
  /** The order without what has been put on its day: what is open in a block, from its start on, and where that ends. */
  const open = order.slice();
  const openEnds = new Int32Array(blocks);
  /** Each team's first block in which anything is open. */
  const firstOpen = new Int32Array(capacities.length);
  /** What becomes ready with a day, as chains of nodes. */
  const readyOn = new Int32Array(HORIZON + 1).fill(-1);
  const nextReady = new Int32Array(size);
  const isTouched = new Uint8Array(capacities.length);
  let waiting = 0;

  function ready(node: number): void {
    const day = readyAfter[node] ?? 0;
    nextReady[node] = readyOn[day] ?? -1;
    readyOn[day] = node;
    waiting++;
  }

  function finish(node: number, day: number): void {
    if (day > HORIZON) return;
    finished[node] = day;
    const end = edges.starts[node + 1] ?? 0;
    for (let at = edges.starts[node] ?? 0; at < end; at++) {
      const target = edges.targets[at] ?? 0;
      if (day > (readyAfter[target] ?? 0)) readyAfter[target] = day;
      const left = (pending[target] ?? 0) - 1;
      pending[target] = left;
      if (left === 0) ready(target);
    }
  }

  /** Starts what a team can start after a day; what it cannot is counted, because room is kept for it. */
  function start(team: number, day: number, sizes: Float64Array): void {
    const capacity = capacities[team];
    if (capacity == null) return;
    let before = capacity.doneBy(day);
    const end = teamBlocks[team + 1] ?? 0;
    let first = firstOpen[team] ?? 0;
    while (first < end && openEnds[first] === blockStarts[first]) first++;
    firstOpen[team] = first;
    for (let block = first; block < end; block++) {
      if (before > (peak[block] ?? 0)) peak[block] = before;
      before += openIn[block] ?? 0;
      if (isDue[block] === 1) startIn(block, day, capacity, sizes);
    }
  }

  /** Starts what can start in a block. Only then does each of its units learn of the peaks since the last time. */
  function startIn(block: number, day: number, capacity: Capacity, sizes: Float64Array): void {
    let sum = peak[block] ?? 0;
    let left = 0;
    const start = blockStarts[block] ?? 0;
    const end = openEnds[block] ?? 0;
    let kept = start;
    for (let at = start; at < end; at++) {
      const node = open[at] ?? 0;
      const own = sizes[node] ?? 0;
      sum += own;
      if (sum > (needed[node] ?? 0)) needed[node] = sum;
      if (canStart[node] === 0) {
        left += own;
        open[kept++] = node;
      } else finish(node, Math.max(capacity.dayOf(needed[node] ?? 0), own > 0 ? day + 1 : day));
    }
    openEnds[block] = kept;
    openIn[block] = left;
    peak[block] = 0;
    isDue[block] = 0;
  }

  function begin(sizes: Float64Array): void {
    pending.set(waitsFor);
    canStart.fill(0);
    readyAfter.fill(0);
    needed.fill(0);
    finished.fill(BEYOND);
    peak.fill(0);
    isDue.fill(0);
    open.set(order);
    openEnds.set(blockStarts.subarray(1));
    firstOpen.set(teamBlocks.subarray(0, firstOpen.length));
    for (let block = 0; block < blocks; block++) {
      let sum = 0;
      for (let at = blockStarts[block] ?? 0; at < (blockStarts[block + 1] ?? 0); at++)
        sum += sizes[order[at] ?? 0] ?? 0;
      openIn[block] = sum;
    }
    for (let node = 0; node < size; node++) if (waitsFor[node] === 0) ready(node);
  }

  /** Takes what becomes ready with a day: a whole is finished with its last part, a unit can start. */
  function takeReady(day: number): void {
    let node = readyOn[day] ?? -1;
    readyOn[day] = -1;
    while (node !== -1) {
      const next = nextReady[node] ?? -1;
      const team = teamOf[node] ?? -1;
      waiting--;
      if (team === -1) finish(node, day);
      else {
        canStart[node] = 1;
        isDue[blockOf[node] ?? 0] = 1;
        isTouched[team] = 1;
      }
      node = next;
    }
  }

  return {
    run(trial, sizes, days) {
      for (const capacity of capacities) capacity?.begin(trial);
      begin(sizes);
      for (let day = 0; waiting > 0 && day <= HORIZON; day++) {
        // Finishing what takes no time makes more ready on the same day.
        while (readyOn[day] !== -1) {
          takeReady(day);
          for (let team = 0; team < isTouched.length; team++) {
            if (isTouched[team] === 0) continue;
            isTouched[team] = 0;
            start(team, day, sizes);
          }
        }
      }
      days.fill(0);
      for (let unit = 0; unit < releaseOf.length; unit++) {
        const release = releaseOf[unit] ?? 0;
        if ((finished[unit] ?? 0) > (days[release] ?? 0)) days[release] = finished[unit] ?? 0;
      }
    },
  };
}

/** All queues behind each other, cut into blocks. */
interface Blocks {
  readonly order: Int32Array;
  /** The first block of each team, and the number of blocks. */
  readonly teamBlocks: Int32Array;
  /** Where each block starts in the order, and the order's length. */
  readonly blockStarts: Int32Array;
  /** By unit. */
  readonly blockOf: Int32Array;
}

function blocksOf({ queues, units }: Network): Blocks {
  const order: number[] = [];
  const teamBlocks: number[] = [];
  const blockStarts: number[] = [];
  const blockOf = new Int32Array(units.length);
  for (const queue of queues) {
    teamBlocks.push(blockStarts.length);
    for (const [at, unit] of queue.entries()) {
      if (at % BLOCK === 0) blockStarts.push(order.length);
      blockOf[unit] = blockStarts.length - 1;
      order.push(unit);
    }
  }
  teamBlocks.push(blockStarts.length);
  blockStarts.push(order.length);
  return {
    order: Int32Array.from(order),
    teamBlocks: Int32Array.from(teamBlocks),
    blockStarts: Int32Array.from(blockStarts),
    blockOf,
  };
}
