import type { Instant } from "../../workItem";

/** What a commitment's tag says. */
export interface CommitmentTag {
  /** The iteration's path below the root of the project, with `\` between its names; empty for the root itself. */
  readonly below: string;
  /** When somebody committed, to the minute. */
  readonly at: Instant;
}

const MINUTE = 60_000;
const CODES: Readonly<Record<string, string>> = { "%": "%25", ",": "%2C", ";": "%3B" };
const MEANINGS = new Map(Object.entries(CODES).map(([character, code]) => [code, character]));

/**
 * The tag with which a commitment to an iteration is kept on work items: `<prefix>Sprint 5@2026-11-09T08:00Z`. The path is
 * given as work items carry it; in the tag it begins below the project, its names parted by `/`. What would end a tag is
 * written as `%2C` and `%3B`, and `%` as `%25`.
 *
 * @param at  UTC; seconds are left out
 * @throws RangeError when `at` is no time
 */
export function commitmentTagOf(prefix: string, iterationPath: string, at: Instant): string {
  if (!Number.isFinite(at)) throw new RangeError(`A commitment to ${iterationPath} at no time: give an instant.`);
  const names = belowProject(iterationPath).replaceAll("\\", "/");
  const text = names.replace(/[%,;]/g, (character) => CODES[character] ?? character);
  return `${prefix}${text}@${new Date(at).toISOString().slice(0, 16)}Z`;
}

/** Reads such a tag; null for any other. Case counts in none of its parts, as Azure DevOps keeps a tag's first spelling. */
export function parseCommitmentTag(prefix: string, tag: string): CommitmentTag | null {
  if (!tag.toLowerCase().startsWith(prefix.toLowerCase())) return null;
  const parts = /^(.*)@(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})Z$/i.exec(tag.slice(prefix.length));
  const [, path, day, time] = parts ?? [];
  if (path === undefined || day === undefined || time === undefined) return null;
  const at = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 16) !== `${day}T${time}`) return null;
  const names = path.replace(/%(25|2c|3b)/gi, (code) => MEANINGS.get(code.toUpperCase()) ?? code);
  return { below: names.replaceAll("/", "\\"), at: Math.floor(at / MINUTE) * MINUTE };
}

/** An iteration's path below the root of its project; empty for the root. */
export function belowProject(iterationPath: string): string {
  const root = iterationPath.indexOf("\\");
  return root < 0 ? "" : iterationPath.slice(root + 1);
}
