import { whenAborted } from "../../../../src/boards/abort";
import type { Clock } from "../../../../src/boards/clock";
import { Cancelled } from "../../../../src/boards/errors";

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * A clock whose time passes only when everybody waits: once nothing else is left to do, it jumps to the next sleeper.
 * It begins at 0.
 */
export class VirtualClock implements Clock {
  private time = 0;
  private sleepers: Sleeper[] = [];
  private ticking = false;

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new Cancelled());
        return;
      }
      const sleeper = { wakeAt: this.time + ms, wake: resolve };
      this.sleepers.push(sleeper);
      whenAborted(signal, () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(new Cancelled());
      });
      this.tick();
    });
  }

  private tick(): void {
    if (this.ticking || this.sleepers.length === 0) return;
    this.ticking = true;
    setImmediate(() => {
      this.ticking = false;
      this.sleepers.sort((a, b) => a.wakeAt - b.wakeAt);
      const next = this.sleepers.shift();
      if (next !== undefined) {
        this.time = Math.max(this.time, next.wakeAt);
        next.wake();
      }
      this.tick();
    });
  }
}
