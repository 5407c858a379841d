import { type EntryOutcome, takeBack } from "../../boards/carryOut";
import type { RecordOutcome } from "../../boards/carryOutRecord";
import type { MadeItem, Recycling } from "../../boards/recycling";
import { messageOf } from "../../components/store/messageOf";
import { createStore, type Store } from "../../components/store/store";
import type { PlannedEntry } from "../../domain/change/change";
import type { Policy } from "../../domain/policy/policy";
import { type Gate, GATES } from "../../domain/readiness/report";
import { approvePlan } from "../../domain/record/approvePlan";
import { checklistPlan } from "../../domain/record/checklistPlan";
import { decisionPlan } from "../../domain/record/decisionPlan";
import { evidencePlan } from "../../domain/record/evidencePlan";
import type { RecordEntry, RecordPlan } from "../../domain/record/plan";
import type { RecordRequest } from "../../domain/record/request";
import { type RecordScene, recordScene } from "../../domain/record/scene";
import { usualUntil, waiverPlan } from "../../domain/record/waiverPlan";
import type { Snapshot } from "../../domain/snapshot";
import type { Day, Instant, WorkItem } from "../../domain/workItem";

/** What recording does in the world. */
export interface RecordEffects {
  /** Makes and closes; an outcome for each entry, in their order. Of what `before` has done nothing is done again. */
  carryOut(
    entries: readonly RecordEntry[],
    since: Instant,
    before: readonly RecordOutcome[],
  ): Promise<readonly RecordOutcome[]>;
  /** Makes the writes that open again what was closed. */
  takeBack(entries: readonly PlannedEntry[]): Promise<readonly EntryOutcome[]>;
  /** Moves what was made into the recycle bin; an outcome for each, in their order. */
  recycle(items: readonly MadeItem[]): Promise<readonly Recycling[]>;
  /** The clock of this computer. */
  now(): Instant;
  /** Told of what was written. */
  onWritten(ids: readonly number[]): void;
}

/** What a person chose and typed so far; each kind of record looks at its own part. */
export interface RecordDraft {
  readonly gates: readonly Gate[];
  /** Id of the evidence; null while none is chosen. */
  readonly evidence: string | null;
  readonly until: Day;
  readonly reason: string;
  readonly note: string;
  /** Null while nobody has decided. */
  readonly isGo: boolean | null;
}

/** Where a session is. */
export type RecordStep =
  | { readonly kind: "asking" }
  | { readonly kind: "writing" }
  | { readonly kind: "done"; readonly outcomes: readonly RecordOutcome[] }
  | { readonly kind: "undoing" }
  | Undone;

/** What became of an undo. */
export interface Undone {
  readonly kind: "undone";
  /** Of what had been closed. */
  readonly outcomes: readonly EntryOutcome[];
  /** Of what had been made and not closed. */
  readonly recycled: readonly { readonly item: WorkItem; readonly outcome: Recycling }[];
}

/** All that a session knows. */
export interface RecordState {
  readonly draft: RecordDraft;
  /** What the draft comes to; null while something is to be chosen first. */
  readonly plan: RecordPlan | null;
  /** Whether the person asked for what the plan refuses. */
  readonly isTried: boolean;
  readonly step: RecordStep;
}

/** Recording without its looks. What is called where it makes no sense does nothing. No method rejects. */
export interface RecordSession extends Pick<Store<RecordState>, "get" | "subscribe"> {
  readonly request: RecordRequest;
  readonly scene: RecordScene;
  /** Takes a part of the draft. */
  choose(change: Partial<RecordDraft>): void;
  /** Writes what the plan says. */
  apply(): Promise<void>;
  /** Does what is missing after a try: nothing is made twice. */
  retry(): Promise<void>;
  /**
   * Opens again what was closed, and moves what was made and not closed into the recycle bin; what somebody changed since
   * stays as it is. What was made and closed stays too, open: it was a record already.
   */
  undo(): Promise<void>;
}

/** Makes a session for what was read. */
export function createRecordSession(
  effects: RecordEffects,
  snapshot: Snapshot,
  policy: Policy,
  request: RecordRequest,
): RecordSession {
  const scene = recordScene(snapshot, policy, snapshot.asOf);
  const first: RecordDraft = {
    gates: GATES,
    evidence: request.kind === "evidence" ? request.evidence : null,
    until: usualUntil(snapshot.asOf),
    reason: "",
    note: "",
    isGo: null,
  };
  const store = createStore<RecordState>({
    draft: first,
    plan: planFor(scene, request, first),
    isTried: false,
    step: { kind: "asking" },
  });
  const set = (change: Partial<RecordState>): void => {
    store.set({ ...store.get(), ...change });
  };

  async function write(entries: readonly RecordEntry[], before: readonly RecordOutcome[]): Promise<void> {
    set({ step: { kind: "writing" } });
    let outcomes: readonly RecordOutcome[];
    try {
      outcomes = await effects.carryOut(entries, snapshot.asOf, before);
    } catch (thrown) {
      const outcome = { kind: "failed", message: messageOf(thrown) } as const;
      outcomes = entries.map((entry) => ({ entry, item: null, isMade: false, outcome, closing: null }));
    }
    set({ step: { kind: "done", outcomes } });
    const touched = outcomes.flatMap(({ item }) => (item === null ? [] : [item.id]));
    if (touched.length > 0) effects.onWritten(touched);
  }

  async function openAgain(entries: readonly PlannedEntry[]): Promise<readonly EntryOutcome[]> {
    if (entries.length === 0) return [];
    try {
      return await effects.takeBack(entries);
    } catch (thrown) {
      const failed = { kind: "failed", message: messageOf(thrown) } as const;
      return entries.map((entry) => ({
        entry,
        writes: entry.writes.map((one) => ({ write: one, outcome: failed })),
        kind: failed.kind,
      }));
    }
  }

  async function takeAway(made: readonly Made[]): Promise<Undone["recycled"]> {
    if (made.length === 0) return [];
    let outcomes: readonly Recycling[];
    try {
      outcomes = await effects.recycle(made.map(({ item, links }) => ({ id: item.id, rev: item.rev, links })));
    } catch (thrown) {
      const failed = { kind: "failed", message: messageOf(thrown) } as const;
      outcomes = made.map(() => failed);
    }
    return made.map(({ item }, index) => ({
      item,
      outcome: outcomes[index] ?? { kind: "failed", message: "It was not answered for." },
    }));
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    request,
    scene,
    choose(change) {
      const { step, draft } = store.get();
      if (step.kind !== "asking") return;
      const next = { ...draft, ...change };
      set({ draft: next, plan: planFor(scene, request, next), isTried: false });
    },
    async apply() {
      const { step, plan } = store.get();
      if (step.kind !== "asking" || plan === null) return;
      if (plan.entries.length === 0) {
        set({ isTried: true });
        return;
      }
      await write(plan.entries, []);
    },
    async retry() {
      const { step } = store.get();
      if (step.kind !== "done" || step.outcomes.every(isDone)) return;
      await write(
        step.outcomes.map(({ entry }) => entry),
        step.outcomes,
      );
    },
    async undo() {
      const { step } = store.get();
      if (step.kind !== "done") return;
      const entries = takeBack(closingsOf(step.outcomes), effects.now());
      const made = madeOf(step.outcomes);
      if (entries.length === 0 && made.length === 0) return;
      set({ step: { kind: "undoing" } });
      const [outcomes, recycled] = await Promise.all([openAgain(entries), takeAway(made)]);
      set({ step: { kind: "undone", outcomes, recycled } });
      effects.onWritten([...entries.map(({ item }) => item.id), ...made.map(({ item }) => item.id)]);
    },
  };
}

/** Whether all of an entry was done. */
export function isDone({ outcome }: RecordOutcome): boolean {
  return outcome.kind === "written";
}

/** How closing went, of what was closed. */
export function closingsOf(outcomes: readonly RecordOutcome[]): EntryOutcome[] {
  return outcomes.flatMap(({ closing }) => (closing?.kind === "written" ? [closing] : []));
}

/** What was made, and what it was linked to then. */
interface Made {
  readonly item: WorkItem;
  readonly links: readonly number[];
}

/** What was made and not closed. */
export function madeOf(outcomes: readonly RecordOutcome[]): Made[] {
  return outcomes.flatMap(({ entry: { source }, item, isMade, closing }) => {
    if (!isMade || item === null || source.kind !== "new" || closing?.kind === "written") return [];
    const { parent, related } = source.item;
    return [{ item, links: parent === null ? related : [parent, ...related] }];
  });
}

function planFor(scene: RecordScene, request: RecordRequest, draft: RecordDraft): RecordPlan | null {
  switch (request.kind) {
    case "checklist":
      return checklistPlan(scene, request, draft.gates);
    case "evidence":
      return draft.evidence === null ? null : evidencePlan(scene, draft.evidence, request.place, draft.note);
    case "waiver":
      return waiverPlan(scene, request, draft);
    case "approve":
      return approvePlan(scene, request.workItem);
    case "decision":
      return draft.isGo === null ? null : decisionPlan(scene, request, { isGo: draft.isGo, note: draft.note });
  }
}
