import { type EntryOutcome, takeBack } from "../../../boards/carryOut";
import { hasWritten, remainderOf } from "../../../components/change/tally";
import { createStore } from "../../../components/store/store";
import type { PlannedEntry } from "../../../domain/change/change";
import type { CommitmentEdit, PlanningEdit, PlanningEdits } from "../../../domain/planning/iteration/edits";
import { planEdits, withEdits } from "../../../domain/planning/iteration/planEdits";
import type { Team } from "../../../domain/planning/teams";
import type { Policy } from "../../../domain/policy/policy";
import type { Snapshot } from "../../../domain/snapshot";
import type { WorkItem } from "../../../domain/workItem";
import type { Hub } from "../../store/hub";
import type { PlanningEffects } from "../effects";
import { type Landed, landedOf, withLanded } from "./landed";
import { onlyIn } from "./places";
import { areSameEdits, type Bases, type Items, merged, rebased } from "./rebase";
import type { DraftState, DraftStep, PlanningDraft } from "./state";

/** How many edits can be taken back, one after the other. */
const REMEMBERED = 100;

/** What `takeBack` goes back to. */
type Moment = Pick<DraftState, "edits" | "commitment"> & { readonly bases: Bases };

/** What a draft does in the world, and what it follows. */
export interface DraftOptions {
  readonly effects: Pick<PlanningEffects, "carryOut" | "now">;
  readonly hub: Pick<Hub, "get" | "subscribe" | "refresh">;
  /** The teams as far as they are known: earlier commitments of an iteration are theirs. */
  readonly teams?: () => readonly Team[];
}

/** Makes an empty draft on the report that the hub shows, and follows the hub from then on. */
export function createPlanningDraft({ effects, hub, teams = () => [] }: DraftOptions): PlanningDraft {
  let bases: Bases = new Map();
  let moments: readonly Moment[] = [];
  let landed: Landed = new Map();
  let underWay: AbortController | null = null;
  let seen: { readonly snapshot: Snapshot; readonly policy: Policy } | null = null;
  /** The last reading with what was written since. */
  let real: Snapshot = NOTHING_READ;
  let items: Items = new Map();

  const store = createStore<DraftState>({
    edits: new Map(),
    commitment: null,
    planned: real,
    conflicts: new Map(),
    canTakeBack: false,
    step: { kind: "editing" },
  });

  const setStep = (step: DraftStep): void => {
    store.set({ ...store.get(), step });
  };
  const isBusy = (): boolean => underWay !== null;

  /** Takes over what is planned, with all that follows from it. */
  function settle(edits: PlanningEdits, commitment: CommitmentEdit | null, from: Bases): void {
    if (seen === null) return;
    const next = rebased(edits, from, items, seen.policy.releases);
    bases = next.bases;
    const state: DraftState = {
      ...store.get(),
      edits: next.edits,
      conflicts: next.conflicts,
      commitment,
      planned: next.edits.size === 0 ? real : withEdits(real, seen.policy, next.edits, effects.now()),
      canTakeBack: moments.length > 0,
    };
    // What is under review is always what would be written.
    store.set(state.step.kind === "reviewing" ? { ...state, step: reviewOf(state, seen.policy) } : state);
  }

  /** What is in conflict waits for a person's choice, and is in no plan. */
  function reviewOf({ edits, conflicts, commitment }: DraftState, policy: Policy): DraftStep {
    const clear = new Map([...edits].filter(([id]) => !conflicts.has(id)));
    return { kind: "reviewing", plan: planEdits(real, policy, clear, commitment, effects.now(), teams()) };
  }

  /** Changes the draft by hand, so that it can be taken back. Nothing is changed while it is being written. */
  function change(edits: PlanningEdits, commitment: CommitmentEdit | null, from: Bases): void {
    const before = store.get();
    if (seen === null || isBusy()) return;
    const next = rebased(edits, from, items, seen.policy.releases);
    const isSame =
      commitment === before.commitment &&
      areSameEdits(next.edits, before.edits) &&
      areSameEdits(next.conflicts, before.conflicts);
    if (isSame) return;
    moments = [...moments, { edits: before.edits, commitment: before.commitment, bases }].slice(-REMEMBERED);
    settle(edits, commitment, from);
  }

  function editEach(more: PlanningEdits): void {
    const { edits, commitment } = store.get();
    if (seen === null) return;
    const next = merged(edits, bases, more, items, seen.policy.releases);
    change(next.edits, commitment, next.bases);
  }

  /** Sets the draft against the report on screen, with what was written since it was read. */
  function catchUp(): void {
    const { data } = hub.get();
    if (data.kind === "ready") seen = { snapshot: data.snapshot, policy: data.stored.policy };
    if (seen === null) return;
    ({ snapshot: real, landed } = withLanded(seen.snapshot, landed));
    items = new Map(real.workItems.map((item): [number, WorkItem] => [item.id, item]));
    const { edits, commitment } = store.get();
    settle(edits, commitment, bases);
  }

  function follow(): void {
    const { data } = hub.get();
    if (data.kind !== "ready" || isBusy()) return;
    if (seen?.snapshot !== data.snapshot || seen.policy !== data.stored.policy) catchUp();
  }

  /** Makes writes, and shows how far they are. */
  async function carriedOut(kind: "writing" | "undoing", entries: readonly PlannedEntry[]): Promise<EntryOutcome[]> {
    const mine = new AbortController();
    underWay = mine;
    const show = (done: number, all: number): void => {
      setStep({ kind, done, all, isStopping: mine.signal.aborted });
    };
    show(0, entries.length);
    const outcomes = await effects.carryOut(entries, mine.signal, show);
    underWay = null;
    landed = new Map([...landed, ...landedOf(outcomes, effects.now())]);
    return [...outcomes];
  }

  /** Shows what came of it, and has read what is there by now. */
  function finish(step: DraftStep): void {
    setStep(step);
    catchUp();
    void hub.refresh();
  }

  hub.subscribe(follow);
  catchUp();
  return {
    get: store.get,
    subscribe: store.subscribe,
    edit(ids, edit) {
      editEach(new Map(ids.map((id) => [id, edit])));
    },
    editEach,
    leave(ids) {
      const { edits, commitment } = store.get();
      const gone = new Set(ids);
      change(new Map([...edits].filter(([id]) => !gone.has(id))), commitment, bases);
    },
    keepMine(ids) {
      const { edits, conflicts, commitment } = store.get();
      const from = new Map(bases);
      for (const id of ids) from.set(id, { ...bases.get(id), ...conflicts.get(id) });
      change(edits, commitment, from);
    },
    takeTheirs(ids) {
      const { edits, conflicts, commitment } = store.get();
      const next = new Map(edits);
      for (const id of ids) {
        const theirs = conflicts.get(id);
        const mine = edits.get(id);
        if (theirs === undefined || mine === undefined) continue;
        const rest = onlyIn(mine, (place) => theirs[place] === undefined);
        if (rest === null) next.delete(id);
        else next.set(id, rest);
      }
      change(next, commitment, bases);
    },
    takeBack() {
      const moment = moments.at(-1);
      if (moment === undefined || isBusy()) return;
      moments = moments.slice(0, -1);
      settle(moment.edits, moment.commitment, moment.bases);
    },
    clear() {
      change(new Map(), null, new Map());
    },
    commit(commitment) {
      change(store.get().edits, commitment, bases);
    },
    review() {
      if (seen !== null && !isBusy()) setStep(reviewOf(store.get(), seen.policy));
    },
    back() {
      if (!isBusy()) setStep({ kind: "editing" });
    },
    async write() {
      const { step } = store.get();
      if (step.kind !== "reviewing" || step.plan.entries.length === 0) return;
      const { plan } = step;
      const outcomes = await carriedOut("writing", plan.entries);
      store.set({ ...store.get(), ...leftAfter(store.get(), items, plan.unchanged, outcomes) });
      // What was written is taken back by undoing it, item by item.
      moments = [];
      finish({ kind: "done", outcomes, canUndo: outcomes.some(hasWritten) });
    },
    cancel() {
      const { step } = store.get();
      underWay?.abort();
      if (step.kind === "writing" || step.kind === "undoing") setStep({ ...step, isStopping: true });
    },
    async undo() {
      const { step } = store.get();
      if ((step.kind !== "done" && step.kind !== "undone") || !step.canUndo) return;
      const isRetry = step.kind === "undone";
      const left = isRetry ? step.outcomes.filter(mayTryAgain) : [];
      const entries = isRetry ? left.map(remainderOf) : takeBack(step.outcomes, effects.now());
      const settled = isRetry ? step.outcomes.filter((outcome) => !left.includes(outcome)) : [];
      const outcomes = [...settled, ...(await carriedOut("undoing", entries))];
      finish({ kind: "undone", outcomes, canUndo: outcomes.some(mayTryAgain) });
    },
  };
}

/**
 * What of a draft is still to be written. What goes into a release with its workload and was not written is planned by itself
 * from then on, as its workload may be there already.
 */
function leftAfter(
  { edits, commitment }: Pick<DraftState, "edits" | "commitment">,
  items: Items,
  unchanged: readonly { readonly id: number }[],
  outcomes: readonly EntryOutcome[],
): Pick<DraftState, "edits" | "commitment"> {
  const committed = new Set(commitment?.items);
  const left = new Map(edits);
  for (const { id } of unchanged) left.delete(id);
  let isCommitted = true;
  for (const { entry, kind } of outcomes) {
    const { id } = entry.item;
    const isLeft = kind !== "written";
    if (edits.has(id)) {
      if (!isLeft) left.delete(id);
      else if (committed.has(id)) isCommitted = false;
    } else if (isLeft) {
      const release = releaseAbove(id, edits, items);
      if (release !== undefined) left.set(id, { release });
      // Tags of commitments go as well as come: what nobody edited is written for them alone.
      if (release === undefined || committed.has(id)) isCommitted = false;
    }
  }
  return { edits: left, commitment: isCommitted ? null : commitment };
}

/** The release that is planned for the nearest edited work item above this one; undefined for none. */
function releaseAbove(id: number, edits: PlanningEdits, items: Items): PlanningEdit["release"] {
  const seen = new Set<number>();
  let above = items.get(id)?.parent ?? null;
  while (above !== null && !seen.has(above)) {
    const release = edits.get(above)?.release;
    if (release !== undefined) return release;
    seen.add(above);
    above = items.get(above)?.parent ?? null;
  }
  return undefined;
}

/** Nothing is known to stand in the way of it: it was not its turn, or no answer came. */
function mayTryAgain({ kind }: EntryOutcome): boolean {
  return kind === "notTried" || kind === "failed";
}

/** There is nothing to plan before a report is there. */
const NOTHING_READ: Snapshot = {
  asOf: 0,
  project: { id: "", name: "" },
  reader: { id: "", displayName: "" },
  types: [],
  iterations: [],
  workItems: [],
  deleted: [],
  links: [],
  histories: [],
  records: [],
  losses: [],
};
