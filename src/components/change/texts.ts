import type { EntryOutcome } from "../../boards/carryOut";
import { lastName } from "../../domain/change/describe";
import type { Change, Plan } from "../../domain/change/change";
import { counted } from "../../domain/text";
import type { Instant } from "../../domain/workItem";
import { countText } from "../numbers";
import { dayText } from "../time";
import { stageName } from "../wording";
import type { ChangeKind, Tally } from "./state";

/** How a kind of change is asked for. */
export const KIND_TITLES: Readonly<Record<ChangeKind, string>> = {
  stage: "Move to a stage",
  release: "Add to a release",
  iteration: "Assign to an iteration",
  workload: "Put into a workload",
  asset: "Make an asset, or not",
  assetKind: "Set the kind",
  strategy: "Set the strategy",
};

/** `moved to Staged`, after *will be* and *were*. */
function participle(change: Change, isOne: boolean): string {
  switch (change.kind) {
    case "stage":
      return `moved to ${stageName(change.stage)}`;
    case "asset":
      return change.isAsset ? `made ${isOne ? "an asset" : "assets"}` : "taken out of the assets";
    case "assetKind":
      return change.word === null ? "left without a kind" : `given the kind ${change.word}`;
    case "strategy":
      return change.word === null ? "left without a strategy" : `given the strategy ${change.word}`;
    case "release":
      return change.release === null ? "taken out of the release" : `added to release ${lastName(change.release)}`;
    case "iteration":
      return `assigned to iteration ${lastName(change.path)}`;
    case "workload":
      return change.workload === null
        ? "taken out of the workload"
        : `put into workload ${change.workload.title || `#${change.workload.id}`}`;
  }
}

/** `38 assets`: what a change is made to. */
export function thingsText(count: number, change: Change): string {
  const noun = change.kind === "stage" ? "asset" : "work item";
  return counted(count, noun);
}

/** `38 assets will be moved to Promoted; 1 can't be; 1 already is.` */
export function planSentence({ change, entries, refused, unchanged }: Plan): string {
  const sentence = sentenceOf(change, [
    { count: entries.length, verb: "will be" },
    { count: refused.length, verb: "can't be" },
    { count: unchanged.length, verb: unchanged.length === 1 ? "already is" : "already are", isAsAsked: true },
  ]);
  if (sentence === null) return "There is nothing to change.";
  return entries.length === 0 ? `Nothing will be written: ${sentence}` : sentence;
}

/** `38 assets were moved to Promoted; 2 were not; 1 could not be; 1 already was.` */
export function outcomeSentence(change: Change, { outcomes, refused, unchanged }: Tally): string {
  const written = outcomes.filter(({ kind }) => kind === "written").length;
  const rest = outcomes.length - written;
  const sentence = sentenceOf(change, [
    { count: written, verb: written === 1 ? "was" : "were" },
    { count: rest, verb: rest === 1 ? "was not" : "were not" },
    { count: refused.length, verb: "could not be" },
    { count: unchanged.length, verb: unchanged.length === 1 ? "already was" : "already were", isAsAsked: true },
  ]);
  return sentence ?? "Nothing was changed.";
}

interface Part {
  readonly count: number;
  readonly verb: string;
  /** Whether nothing is to be done for them. */
  readonly isAsAsked?: boolean;
}

/** The first part says what, and of what; the others only how many. Null where all are empty. */
function sentenceOf(change: Change, parts: readonly Part[]): string | null {
  const [first, ...others] = parts.filter(({ count }) => count > 0);
  if (first === undefined) return null;
  const what = first.isAsAsked === true ? "as asked for" : participle(change, first.count === 1);
  const texts = others.map(({ count, verb }) => `${countText(count)} ${verb}`);
  return `${[`${thingsText(first.count, change)} ${first.verb} ${what}`, ...texts].join("; ")}.`;
}

/** `38 assets are as before; 2 are not.` */
export function undoSentence(change: Change, outcomes: readonly EntryOutcome[]): string {
  const back = outcomes.filter(({ kind }) => kind === "written").length;
  const rest = outcomes.length - back;
  const are = (count: number) => (count === 1 ? "is" : "are");
  if (back === 0) return `${thingsText(rest, change)} could not be taken back.`;
  const first = `${thingsText(back, change)} ${are(back)} as before`;
  return rest === 0 ? `${first}.` : `${first}; ${countText(rest)} ${are(rest)} not.`;
}

/** What became of those that were not written, by the way it went. */
export const OUTCOME_TITLES: Readonly<Record<EntryOutcome["kind"], string>> = {
  written: "Written",
  conflict: "Changed meanwhile, left untouched",
  refused: "Refused by Azure DevOps",
  failed: "Not known to be written",
  notTried: "Not tried",
};

/** ` (12 Oct 2026 – 25 Oct 2026)`, behind an iteration's name; empty where it has no dates. Its days are in UTC. */
export function datesText(start: Instant | null, finish: Instant | null): string {
  if (start === null && finish === null) return "";
  const text = (instant: Instant | null) =>
    instant === null ? "" : dayText(new Date(instant).toISOString().slice(0, 10));
  return ` (${text(start)} – ${text(finish)})`;
}
