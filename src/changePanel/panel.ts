import { carryOut } from "../boards/carryOut";
import { carryOutRecord } from "../boards/carryOutRecord";
import { Cancelled } from "../boards/errors";
import type { ItemAccess } from "../boards/itemAccess";
import type { Neighbourhood } from "../boards/neighbourhood";
import type { RecordAccess } from "../boards/recordAccess";
import type { ChangeEffects, ChangeKind, ChangeSession, ReadingProgress } from "../components/change/state";
import { messageOf } from "../components/store/messageOf";
import { createStore, type Store } from "../components/store/store";
import type { Policy } from "../domain/policy/policy";
import { type RecordRequest, workItemsOf } from "../domain/record/request";
import type { Instant } from "../domain/workItem";
import type { PanelAction } from "../extension/changePanel";
import type { PanelSubject } from "../extension/panel";
import type { RecordEffects, RecordSession } from "./record/session";

/** What the panel does in the world. */
export interface PanelEffects extends ItemAccess, RecordAccess {
  /** The clock of this computer. */
  now(): Instant;
  /** Tells the other pages what was written. */
  announce(ids: readonly number[]): void;
}

/** What the panel was opened for, read. */
export type PanelState =
  | { readonly kind: "reading"; readonly progress: ReadingProgress | null }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly message: string }
  /** Nobody has confirmed a mapping of this project. */
  | { readonly kind: "noMapping" }
  | { readonly kind: "change"; readonly session: ChangeSession }
  | { readonly kind: "record"; readonly session: RecordSession }
  /** The reader may record nothing here. */
  | { readonly kind: "mayNotRecord" }
  | Why;

/** Where the work items stand. */
export interface Why {
  readonly kind: "why";
  readonly ids: readonly number[];
  readonly policy: Policy;
  readonly neighbourhood: Neighbourhood;
  /** Whether this is shown because the reader may change nothing, and asked to. */
  readonly isReadOnly: boolean;
}

/** The panel without its looks. */
export interface Panel extends Pick<Store<PanelState>, "get" | "subscribe"> {
  /** Reads what the panel was opened for; again when called again. */
  open(): Promise<void>;
  /** Ends the reading under way. */
  cancel(): void;
}

/** What may be chosen in a panel that is opened for a change. */
const KINDS: Readonly<Record<Exclude<PanelAction, "why">, readonly [ChangeKind, ...ChangeKind[]]>> = {
  stage: ["stage"],
  release: ["release"],
  iteration: ["iteration"],
  change: ["stage", "release", "iteration", "workload", "assetKind", "strategy", "asset"],
};

/** Makes the panel; nothing happens before `open`. */
export function createPanel(effects: PanelEffects, subject: PanelSubject): Panel {
  const store = createStore<PanelState>({ kind: "reading", progress: null });
  /** The newest reading; what an older one finds is too late. */
  let underWay: AbortController | null = null;

  async function find(
    { signal }: AbortController,
    onProgress: (progress: ReadingProgress) => void,
  ): Promise<PanelState> {
    const stored = await effects.policies.load();
    if (stored === null) return { kind: "noMapping" };
    const { policy } = stored;
    if (subject.kind === "record") return recordState(effects, policy, subject.request, signal, onProgress);
    const { ids, action } = subject;
    const read = (withLinked: boolean) => effects.readNeighbourhood(policy, ids, withLinked, signal, onProgress);
    if (action === "why") {
      return { kind: "why", ids, policy, neighbourhood: await read(true), isReadOnly: false };
    }
    // What plans and writes comes while the work items do: the page is there sooner without it.
    const [neighbourhood, { createChangeSession }] = await Promise.all([
      read(false),
      import("../components/change/session"),
    ]);
    const asked = neighbourhood.snapshot.workItems.find(({ id }) => ids.includes(id));
    // One answer speaks for all: who may write some of them only, is told so of the others when they are written.
    if (asked !== undefined && (await effects.mayWrite(asked, signal)) === false) {
      return { kind: "why", ids, policy, neighbourhood: await read(true), isReadOnly: true };
    }
    const session = createChangeSession(changeEffects(effects, policy, neighbourhood), { ids, kinds: KINDS[action] });
    return { kind: "change", session };
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    async open() {
      underWay?.abort();
      const mine = new AbortController();
      underWay = mine;
      store.set({ kind: "reading", progress: null });
      const cancelled = new Promise<never>((_, reject) => {
        mine.signal.addEventListener("abort", () => {
          reject(new Cancelled());
        });
      });
      let next: PanelState;
      try {
        const onProgress = (progress: ReadingProgress): void => {
          if (underWay === mine) store.set({ kind: "reading", progress });
        };
        next = await Promise.race([find(mine, onProgress), cancelled]);
      } catch (thrown) {
        next = thrown instanceof Cancelled ? { kind: "stopped" } : { kind: "failed", message: messageOf(thrown) };
      }
      if (underWay !== mine) return;
      underWay = null;
      store.set(next);
    },
    cancel() {
      underWay?.abort();
    },
  };
}

/** Reads what a record is about, and for a release's evidence the items that there are already. */
async function recordState(
  effects: PanelEffects,
  policy: Policy,
  request: RecordRequest,
  signal: AbortSignal,
  onProgress: (progress: ReadingProgress) => void,
): Promise<PanelState> {
  const [session, found] = await Promise.all([
    import("./record/session"),
    effects.releaseEvidence(policy, request, signal),
  ]);
  const asked = workItemsOf(request);
  const ids = [...new Set([...asked, ...found])];
  const { snapshot } = await effects.readNeighbourhood(policy, ids, false, signal, onProgress);
  // What is not made yet can't be asked about: where nothing is there, Azure DevOps says so when it is written.
  const item = snapshot.workItems.find(({ id }) => ids.includes(id));
  if (item !== undefined && (await effects.mayWrite(item, signal)) === false) return { kind: "mayNotRecord" };
  return { kind: "record", session: session.createRecordSession(recordEffects(effects), snapshot, policy, request) };
}

function recordEffects(effects: PanelEffects): RecordEffects {
  return {
    carryOut(entries, since, before) {
      const isBulk = entries.length > 1;
      const writers = { create: effects.creator(isBulk), writeOne: effects.writer(isBulk) };
      return carryOutRecord(entries, writers, since, before);
    },
    takeBack: (entries) => carryOut(entries, effects.writer(entries.length > 1)),
    recycle: effects.recycle,
    now: effects.now,
    onWritten: effects.announce,
  };
}

/** What was read when the panel was opened is what the session begins with. */
function changeEffects(effects: PanelEffects, policy: Policy, first: Neighbourhood): ChangeEffects {
  let atHand: Neighbourhood | null = first;
  return {
    async readNeighbourhood(ids, signal, onProgress) {
      const { snapshot } = atHand ?? (await effects.readNeighbourhood(policy, ids, false, signal, onProgress));
      atHand = null;
      return { snapshot, policy };
    },
    carryOut: (entries, signal, onProgress) =>
      carryOut(entries, effects.writer(entries.length > 1), { signal, onProgress }),
    releaseNames: () => effects.releaseKeys(policy, first.snapshot.iterations),
    workloads: () => effects.workloads(policy),
    now: effects.now,
    onWritten: effects.announce,
  };
}
