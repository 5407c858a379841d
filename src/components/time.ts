import type { Day, Instant } from "../domain/workItem";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Milliseconds of a day without a clock change. */
export const DAY = 24 * HOUR;

/** How long ago something was: `12 s ago`, `5 min ago`, `3 h ago`, `6 days ago`. What lies ahead is `just now`. */
export function agoOf(then: Instant, now: Instant): string {
  const age = now - then;
  if (age < SECOND) return "just now";
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)} h ago`;
  return `${Math.floor(age / DAY)} days ago`;
}

/** Date and time in the reader's locale and time zone. */
export function exactTime(instant: Instant): string {
  return new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** A day in the reader's locale, e.g. `12 Dec 2026`. A day has no time zone, so none moves it. */
export function dayText(day: Day): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" });
}

/** Whole days from the day of `now` (UTC) to `day`; negative once it is over. */
export function daysUntil(day: Day, now: Instant): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY) - Math.floor(now / DAY);
}

/** `in 20 days`, `tomorrow`, `today`, `3 days over`. */
export function daysLeftText(day: Day, now: Instant): string {
  const days = daysUntil(day, now);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days > 0) return `in ${days} days`;
  return days === -1 ? "1 day over" : `${-days} days over`;
}
