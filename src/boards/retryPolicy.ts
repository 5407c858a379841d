/** When and how often a request is tried again. All durations in milliseconds. */
export interface RetryPolicy {
  /** How often a request is sent in all. */
  readonly attempts: number;
  /** First wait after 429 or 503, where the answer does not name one. */
  readonly throttledMs: number;
  /** First wait after a lost connection, 502, 504 or an answer that was cut off. */
  readonly brokenMs: number;
  /** By what each further wait grows. */
  readonly factor: number;
  /** No wait is longer, whatever was asked for; Azure DevOps counts usage over a sliding five minutes. */
  readonly longestMs: number;
  /** A call that takes longer is taken for one that Azure DevOps delays; fewer are then sent at a time. */
  readonly slowMs: number;
  /** After so many calls in a row that were not slow, one more is sent at a time. */
  readonly quickCallsToRecover: number;
}

/** The practice that Azure DevOps' rate limits ask for, without keeping a person waiting for long over a lost connection. */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 4,
  throttledMs: 5_000,
  brokenMs: 1_000,
  factor: 2,
  longestMs: 300_000,
  slowMs: 2_000,
  quickCallsToRecover: 8,
};

/** What made a try fail: Azure DevOps asked for less, or something broke on the way. */
export type Trouble = "throttled" | "broken";

/**
 * How long to wait before the next try, in milliseconds: exponential, and spread over the upper half so that many clients
 * don't come back at once.
 *
 * @param tries how many tries have failed so far, from 1
 * @param random a number from 0 up to 1
 */
export function waitBefore(policy: RetryPolicy, trouble: Trouble, tries: number, random: number): number {
  const first = trouble === "throttled" ? policy.throttledMs : policy.brokenMs;
  const full = Math.min(policy.longestMs, first * policy.factor ** (tries - 1));
  return Math.round(full * (0.5 + random / 2));
}

/** The wait that a `Retry-After` header asks for, in milliseconds (seconds or a date, RFC 9110 §10.2.3); null without one. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
