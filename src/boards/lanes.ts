import { whenAborted } from "./abort";
import { Cancelled } from "./errors";
import type { RetryPolicy } from "./retryPolicy";

/**
 * How many requests are under way at a time: at most `most`, fewer while Azure DevOps is slow or asks for less. Who waits
 * is let in in the order of asking.
 */
export class Lanes {
  private allowed: number;
  private busy = 0;
  private quick = 0;
  private lastNarrowed = Number.NEGATIVE_INFINITY;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly policy: RetryPolicy,
  ) {
    this.allowed = most;
  }

  /** How many requests may be under way now. */
  get width(): number {
    return this.allowed;
  }

  /**
   * Waits for a free lane. Each call that resolves is to be followed by one {@link leave}.
   *
   * @throws Cancelled when the signal is aborted while waiting
   */
  async enter(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new Cancelled();
    if (this.busy < this.allowed && this.waiting.length === 0) {
      this.busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const admit = (): void => {
        callOff();
        resolve();
      };
      const callOff = whenAborted(signal, () => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        reject(new Cancelled());
      });
      this.waiting.push(admit);
    });
  }

  /** Gives the lane back. */
  leave(): void {
    this.busy -= 1;
    this.admit();
  }

  /** Takes note of a call that was answered, by when it was sent and answered. */
  answered(sentAt: number, now: number): void {
    if (now - sentAt > this.policy.slowMs) {
      this.narrow(sentAt, now, this.allowed - 1);
      return;
    }
    this.quick += 1;
    if (this.quick >= this.policy.quickCallsToRecover && this.allowed < this.most) {
      this.quick = 0;
      this.allowed += 1;
      this.admit();
    }
  }

  /** Takes note of a call that was refused because there are too many of them. */
  throttled(sentAt: number, now: number): void {
    this.narrow(sentAt, now, Math.floor(this.allowed / 2));
  }

  private narrow(sentAt: number, now: number, to: number): void {
    this.quick = 0;
    // Calls that were under way together tell the same story: only one sent since the last change says something new.
    if (sentAt < this.lastNarrowed) return;
    this.lastNarrowed = now;
    this.allowed = Math.max(1, to);
  }

  private admit(): void {
    while (this.busy < this.allowed) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.busy += 1;
      next();
    }
  }
}
