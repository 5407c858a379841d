import { type EntryOutcome, takeBack } from "../../boards/carryOut";
import { Cancelled } from "../../boards/errors";
import type { Change, PlannedEntry } from "../../domain/change/change";
import { planOf } from "../../domain/change/plan";
import type { Instant } from "../../domain/workItem";
import { messageOf } from "../store/messageOf";
import { createStore } from "../store/store";
import type {
  ChangeEffects,
  ChangeKind,
  ChangeRequest,
  ChangeSession,
  ChangeState,
  Done,
  Neighbours,
  Offer,
  ReadingPurpose,
  Step,
} from "./state";
import { brokenOff, hasWritten, isWritten, remainderOf, tallyAfter, touchedIds } from "./tally";

/** How long what was read to choose from is also good enough to plan with, in milliseconds. */
const FRESH = 60_000;

/** Makes a session; nothing happens before `start`. */
export function createChangeSession(effects: ChangeEffects, request: ChangeRequest): ChangeSession {
  const { ids, kinds, change: given = null } = request;
  const purpose: ReadingPurpose = given === null ? "choices" : "plan";
  const store = createStore<ChangeState>({
    draft: { kind: given?.kind ?? kinds[0], change: given },
    neighbours: null,
    releases: { kind: "notAsked" },
    workloads: { kind: "notAsked" },
    step: { kind: "reading", purpose, progress: null },
  });
  const remembered = new Map<ChangeKind, ChangeState["draft"]>();

  /**
   * The reading or writing under way: no other begins before it has ended, if only by being cancelled. What an older one
   * says then comes too late.
   */
  let underWay: AbortController | null = null;
  let isStarted = false;
  let readAt: Instant = 0;
  /** The reading that `retry` repeats. */
  let lastReading: () => Promise<void> = () => read("choices", ids);
  /** Outcomes of each try, oldest first, and what they come to. */
  let tries: readonly (readonly EntryOutcome[])[] = [];
  let settled: Done | null = null;

  const set = (change: Partial<ChangeState>): void => {
    store.set({ ...store.get(), ...change });
  };
  const setStep = (step: Step): void => {
    set({ step });
    if (step.kind === "choosing") void readOffers();
  };

  /** Where a person is who goes no further. */
  function home(): Step {
    if (settled !== null) return settled;
    return store.get().neighbours === null ? { kind: "stopped" } : { kind: "choosing" };
  }

  /** Reads the items of `wanted` to choose or to plan for them. */
  async function read(purpose: ReadingPurpose, wanted: readonly number[]): Promise<void> {
    const mine = new AbortController();
    underWay = mine;
    lastReading = () => read(purpose, wanted);
    setStep({ kind: "reading", purpose, progress: null });
    // Not everything that is waited for can be cancelled, and nobody waits for it any longer.
    const cancelled = new Promise<never>((_, reject) => {
      mine.signal.addEventListener("abort", () => {
        reject(new Cancelled());
      });
    });
    try {
      const startedAt = effects.now();
      const reading = effects.readNeighbourhood(withWorkload(wanted), mine.signal, (progress) => {
        if (underWay === mine) setStep({ kind: "reading", purpose, progress });
      });
      const neighbours = await Promise.race([reading, cancelled]);
      const next = purpose === "plan" ? planned(neighbours, wanted) : ({ kind: "choosing" } as const);
      readAt = startedAt;
      set({ neighbours });
      setStep(next);
    } catch (thrown) {
      setStep(thrown instanceof Cancelled ? home() : { kind: "failed", purpose, message: messageOf(thrown) });
    } finally {
      underWay = null;
    }
  }

  /** The workload that things are to be put below is judged before and after, too. */
  function withWorkload(wanted: readonly number[]): readonly number[] {
    const { change } = store.get().draft;
    const workload = change?.kind === "workload" ? change.workload : null;
    return workload === null || wanted.includes(workload.id) ? wanted : [...wanted, workload.id];
  }

  function planned({ snapshot, policy }: Neighbours, wanted: readonly number[]): Step {
    const { change } = store.get().draft;
    if (change === null) return { kind: "choosing" };
    const plan = planOf(snapshot, policy, wanted, change, snapshot.asOf);
    return { kind: "preview", plan, asOf: snapshot.asOf, isRetry: settled !== null };
  }

  /** Whether what was read to choose from serves to plan with. */
  function canPlan({ snapshot }: Neighbours): boolean {
    const known = new Set(snapshot.workItems.map(({ id }) => id));
    const isKnown = withWorkload([]).every((id) => known.has(id));
    return isKnown && effects.now() - readAt < FRESH;
  }

  async function preview(): Promise<void> {
    const { step, draft, neighbours } = store.get();
    if (step.kind !== "choosing" || draft.change === null) return;
    if (neighbours === null || !canPlan(neighbours)) return read("plan", ids);
    lastReading = () => read("plan", ids);
    try {
      setStep(planned(neighbours, ids));
    } catch (thrown) {
      setStep({ kind: "failed", purpose: "plan", message: messageOf(thrown) });
    }
  }

  /** Writes, and says of each entry what became of it, whatever happens. */
  async function write(
    entries: readonly PlannedEntry[],
    show: (progress: { done: number; all: number; isStopping: boolean }) => Step,
  ): Promise<readonly EntryOutcome[]> {
    const mine = new AbortController();
    underWay = mine;
    setStep(show({ done: 0, all: entries.length, isStopping: false }));
    let outcomes: readonly EntryOutcome[];
    try {
      outcomes = await effects.carryOut(entries, mine.signal, (done, all) => {
        if (underWay === mine) setStep(show({ done, all, isStopping: mine.signal.aborted }));
      });
    } catch (thrown) {
      outcomes = brokenOff(entries, messageOf(thrown));
    }
    underWay = null;
    const touched = touchedIds(outcomes);
    if (touched.length > 0) effects.onWritten(touched);
    return outcomes;
  }

  async function apply(): Promise<void> {
    const { step } = store.get();
    if (step.kind !== "preview" || step.plan.entries.length === 0) return;
    const { plan } = step;
    const outcomes = await write(plan.entries, (progress) => ({ kind: "writing", plan, ...progress }));
    tries = [...tries, outcomes];
    const tally = tallyAfter(settled, plan, outcomes);
    settled = {
      kind: "done",
      change: plan.change,
      ...tally,
      canUndo: tries.some((all) => all.some(hasWritten)),
      canRetry: !tally.outcomes.every(isWritten),
    };
    setStep(settled);
  }

  async function undo(): Promise<void> {
    const { step } = store.get();
    if (step.kind !== "done" || !step.canUndo) return;
    // What was written last is taken back first.
    await takingBack(step.change, takeBack([...tries].reverse().flat(), effects.now()), []);
  }

  async function takingBack(
    change: Change,
    entries: readonly PlannedEntry[],
    before: readonly EntryOutcome[],
  ): Promise<void> {
    const outcomes = await write(entries, (progress) => ({ kind: "undoing", ...progress }));
    setStep({ kind: "undone", change, outcomes: [...before, ...outcomes], canRetry: outcomes.some(mayTryAgain) });
  }

  /** Reads the list that the draft is chosen from; each once, unless it failed. */
  async function readOffers(): Promise<void> {
    const { kind } = store.get().draft;
    if (kind === "release") {
      await readOffer(effects.releaseNames, store.get().releases, (releases) => {
        set({ releases });
      });
    }
    if (kind === "workload") {
      await readOffer(effects.workloads, store.get().workloads, (workloads) => {
        set({ workloads });
      });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    request,
    async start() {
      if (isStarted) return;
      isStarted = true;
      await read(purpose, ids);
    },
    choose(change) {
      const { step, draft } = store.get();
      if (step.kind !== "choosing") return;
      set({ draft: { kind: change?.kind ?? draft.kind, change } });
    },
    chooseKind(kind) {
      const { step, draft } = store.get();
      if (step.kind !== "choosing" || draft.kind === kind) return;
      remembered.set(draft.kind, draft);
      set({ draft: remembered.get(kind) ?? { kind, change: null } });
      void readOffers();
    },
    readOffers,
    preview,
    cancel() {
      const { step } = store.get();
      underWay?.abort();
      if (step.kind === "writing" || step.kind === "undoing") setStep({ ...step, isStopping: true });
    },
    back() {
      const { step } = store.get();
      if (step.kind === "preview" || step.kind === "failed") setStep(home());
    },
    apply,
    async retry() {
      const { step } = store.get();
      if (step.kind === "failed" || step.kind === "stopped" || step.kind === "preview") return lastReading();
      if (step.kind === "done" && step.canRetry) {
        const left = step.outcomes.filter((outcome) => !isWritten(outcome));
        return read(
          "plan",
          left.map(({ entry }) => entry.item.id),
        );
      }
      if (step.kind === "undone" && step.canRetry) {
        const left = step.outcomes.filter(mayTryAgain);
        return takingBack(
          step.change,
          left.map(remainderOf),
          step.outcomes.filter((outcome) => !left.includes(outcome)),
        );
      }
      return undefined;
    },
    undo,
  };
}

async function readOffer<T>(
  read: () => Promise<readonly T[]>,
  now: Offer<T>,
  set: (offer: Offer<T>) => void,
): Promise<void> {
  if (now.kind === "ready" || now.kind === "reading") return;
  set({ kind: "reading" });
  try {
    set({ kind: "ready", items: await read() });
  } catch (thrown) {
    set({ kind: "failed", message: messageOf(thrown) });
  }
}

/** Nothing is known to stand in the way of it: it was not its turn, or no answer came. */
function mayTryAgain({ kind }: EntryOutcome): boolean {
  return kind === "notTried" || kind === "failed";
}
