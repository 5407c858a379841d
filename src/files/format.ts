import type { Day, Instant } from "../domain/workItem";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_MS = 86_400_000;

/** A day as files say it, e.g. `12 Dec 2026`: whoever reads a file has another locale than who wrote it. */
export function dayText(day: Day): string {
  const [year, month, date] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month ?? ""} ${year ?? ""}`;
}

/** A time as files say it, with its time zone: `23 Nov 2026, 09:00 UTC`. */
export function timeText(instant: Instant): string {
  const iso = isoTime(instant);
  return `${dayText(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

/** A time as programs read it: ISO 8601 in UTC. */
export function isoTime(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Whole days between two times; what lies ahead is 0 days old. */
export function ageInDays(then: Instant, now: Instant): number {
  return Math.max(0, Math.floor((now - then) / DAY_MS));
}
