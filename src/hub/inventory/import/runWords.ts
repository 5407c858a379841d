import { countsOfRun } from "../../../boards/inventory/outcomes";
import type { EntryOutcome, Run, RunState, RunSummary } from "../../../boards/inventory/stores";
import type { ItemPointer, RunEntry, RunPurpose } from "../../../domain/inventory/importPlan";
import { counted } from "../../../domain/text";
import type { WorkItemRef } from "../../../domain/workItem";

type Kind = EntryOutcome["kind"];

/** Kinds of outcomes: first what needs somebody's attention. */
export const OUTCOME_ORDER: readonly Kind[] = [
  "conflict",
  "refused",
  "failed",
  "kept",
  "waiting",
  "created",
  "updated",
  "linked",
  "present",
  "undone",
];

/** How an outcome is called, and how so many of them are. */
export const OUTCOME_WORDS: Readonly<Record<Kind, string>> = {
  conflict: "changed by somebody else",
  refused: "refused",
  failed: "failed",
  kept: "kept",
  waiting: "not written yet",
  created: "created",
  updated: "updated",
  linked: "linked",
  present: "there already",
  undone: "undone",
};

/** Outcomes that a person should look at. */
export const NEEDS_ATTENTION: ReadonlySet<Kind> = new Set(["conflict", "refused", "failed", "kept"]);

/** What a run is for. */
export const PURPOSE_WORDS: Readonly<Record<RunPurpose, string>> = {
  import: "Import",
  template: "Workload from a template",
  edit: "Edit of the inventory",
};

/** How a run stands. */
export const STATE_WORDS: Readonly<Record<RunState, string>> = {
  planned: "Not begun",
  running: "Begun, not ended",
  done: "Done",
  unfinished: "Unfinished",
  undoing: "Undo begun, not ended",
  undone: "Undone",
};

/** `412 created, 5 linked`: the outcomes that there are; empty where a run has no entries. */
export function countsText(counts: RunSummary["counts"]): string {
  return OUTCOME_ORDER.filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind].toLocaleString("en-US")} ${OUTCOME_WORDS[kind]}`)
    .join(", ");
}

/** What can be done with a run that nobody is busy with. */
export interface Offers {
  /** Null where nothing is left to write. */
  readonly goOn: "Go on" | "Retry failed" | "Write" | null;
  readonly undo: "Undo" | "Go on undoing" | "Undo the rest again" | null;
}

/** What is offered for a run, by how it stands. */
export function offersOf({ summary, entries, records }: Run): Offers {
  const counts = countsOfRun(entries);
  const open = counts.waiting + counts.failed + counts.conflict;
  switch (summary.state) {
    case "undoing":
      return { goOn: null, undo: "Go on undoing" };
    case "undone":
      return { goOn: null, undo: counts.kept > 0 ? "Undo the rest again" : null };
    case "planned":
      return { goOn: "Write", undo: null };
    case "running":
    case "unfinished":
    case "done": {
      const isEnded = summary.state === "done" || (counts.waiting === 0 && open > 0);
      const hasWritten = counts.created + counts.updated + counts.linked > 0 || records.length > 0;
      const goOn = isEnded ? (open > 0 ? "Retry failed" : null) : "Go on";
      return { goOn, undo: hasWritten ? "Undo" : null };
    }
  }
}

/** How many entries are not as they were to become, whatever the reason. */
export function leftOver({ waiting, conflict, refused, failed }: RunSummary["counts"]): number {
  return waiting + conflict + refused + failed;
}

/** How a run stands: one or two sentences. */
export function runSentence(run: Run): string {
  const { summary, entries, records } = run;
  const counts = countsOfRun(entries);
  const text = countsText(counts);
  const kept = `${counted(records.length, "record")} of the inventory`;
  switch (summary.state) {
    case "planned":
      return `Nothing of it is written yet: ${counted(entries.length, "entry", "entries")} and ${kept}.`;
    case "running":
      return `It was begun and has not ended: ${text === "" ? kept : text}. It may be under way in another window; going on here writes nothing twice.`;
    case "unfinished":
      return `Not all of it was written: ${text === "" ? kept : text}.`;
    case "done":
      if (leftOver(counts) > 0) return `It has ended, and not all of it could be written: ${text}.`;
      if (text === "") return `Written: ${kept}.`;
      return records.length === 0 ? `Written: ${text}.` : `Written: ${text}, ${kept}.`;
    case "undoing":
      return `Undoing it was begun and has not ended: ${text === "" ? kept : text}.`;
    case "undone":
      return counts.kept === 0
        ? `Undone: ${text === "" ? kept : text}.`
        : `Undone, but for ${counted(counts.kept, "thing")} that could not be taken back: ${text}.`;
  }
}

/** What an entry does, in one word. */
export const ENTRY_WORDS: Readonly<Record<RunEntry["kind"], string>> = {
  create: "Create",
  update: "Update",
  link: "Link",
};

/** Names what entries are about: by their keys, and by the ids of work items that are there. */
export interface EntryNames {
  /** What a work item is called that an entry points to. */
  readonly nameAt: (pointer: ItemPointer) => string;
  /** What an entry is called. */
  readonly nameOf: (entry: RunEntry) => string;
  /** The work item that an entry is about, once there is one. */
  readonly itemOf: (entry: RunEntry, outcome: EntryOutcome | null) => WorkItemRef | null;
}

/** Reads the names of a run's entries once. `titleOf` names work items that are there; null for those it does not know. */
export function entryNames(entries: readonly RunEntry[], titleOf: (id: number) => WorkItemRef | null): EntryNames {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const nameAt = (pointer: ItemPointer): string => {
    if ("id" in pointer) return titleOf(pointer.id)?.title ?? `Work item ${pointer.id}`;
    const entry = byKey.get(pointer.key);
    return entry === undefined || entry.kind === "link" ? pointer.key : nameOf(entry);
  };
  const nameOf = (entry: RunEntry): string => {
    switch (entry.kind) {
      case "create":
        return entry.item.title;
      case "update":
        return entry.edit.title ?? entry.item.title;
      case "link":
        return `${nameAt(entry.from)} needs ${nameAt(entry.to)}`;
    }
  };
  const itemOf = (entry: RunEntry, outcome: EntryOutcome | null): WorkItemRef | null => {
    if (entry.kind === "update") return { id: entry.item.id, title: nameOf(entry), type: entry.item.type };
    if (entry.kind === "link") return null;
    const id = outcome !== null && "id" in outcome ? outcome.id : null;
    return id === null ? null : { id, title: nameOf(entry), type: entry.item.type };
  };
  return { nameAt, nameOf, itemOf };
}
