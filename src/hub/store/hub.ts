import { Cancelled } from "../../boards/errors";
import { Conflict, InvalidStoredPolicy, type PolicyStore, type StoredPolicy } from "../../boards/policyStore";
import type { Judged } from "../../boards/judged";
import type { Progress } from "../../boards/readSnapshot";
import { createStore, type Store } from "../../components/store/store";
import type { Policy } from "../../domain/policy/policy";
import type { Chosen } from "../../domain/policy/proposal";
import type { Snapshot } from "../../domain/snapshot";
import type { Report } from "../../domain/readiness/report";
import type { Day, Instant, WorkItemRef } from "../../domain/workItem";
import type { RecordRequest } from "../../domain/record/request";
import type { PanelAction } from "../../extension/changePanel";
import type { Changes } from "../../extension/changes";
import type { Navigation } from "../../extension/navigation";
import { createPasts, pastDayOf, type ReadPast, todayOf, wantedDays } from "./past";
import type { PastReport } from "./pastReport";
import { problemOf } from "./problem";
import type { previewOf, proposalOf } from "./proposing";
import type { HubState, Loading, Purpose, Ready } from "./state";
import { FIRST_VIEW, hashOf, type View, viewOf } from "./view";

/** What a proposal takes; loaded when there is one to make. */
export interface ProposingPart {
  readonly proposalOf: typeof proposalOf;
  readonly previewOf: typeof previewOf;
}

/** What the hub does in the world. */
export interface HubEffects {
  /** Reads the project; all of it where there is no policy yet. Rejects with {@link Cancelled} when aborted. */
  readSnapshot(policy: Policy | null, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Snapshot>;
  /**
   * Judges a snapshot, reading the histories that a verdict hangs on (E2); tells of what it can say before those are there.
   * Rejects with {@link Cancelled} when aborted.
   */
  judge(
    snapshot: Snapshot,
    policy: Policy,
    signal: AbortSignal,
    onUnfinished: (judged: Judged, items: number) => void,
  ): Promise<Judged>;
  loadProposing(): Promise<ProposingPart>;
  /** Reads the project as it was; with today's mapping (T3). */
  readonly readPast: ReadPast;
  readonly policies: PolicyStore;
  /** Whether this reader may change the work item; null where it can't be told. */
  mayWrite(item: WorkItemRef): Promise<boolean | null>;
  /** Opens the panel that changes work items, or says what is in their way. Resolves when it is closed. */
  openPanel(ids: readonly number[], action: PanelAction): Promise<void>;
  /** Opens the panel that records evidence, waivers, approvals and decisions. Resolves when it is closed. */
  openRecordPanel(request: RecordRequest): Promise<void>;
  readonly changes: Pick<Changes, "isHearing" | "onAnnounced">;
  /** The clock of this computer; ages are told by it, and no verdict is. */
  now(): Instant;
  readonly navigation: Pick<Navigation, "read" | "push" | "replace" | "onChanged">;
}

/** The hub without its looks: a state, and what a person can do to it. */
export interface Hub extends Pick<Store<HubState>, "get" | "subscribe"> {
  /** Opens what the address names and reads the project. To be called once. Resolves when that is done. */
  start(): Promise<void>;
  /** Reads again; a report that is there stays until the new one is. Histories that a verdict hangs on come after that. */
  refresh(): Promise<void>;
  /** Reads again the past days that are looked at and could not be read, or not whole. */
  retryPast(): void;
  /** The report of a day that is over, which is read where it is not there. Rejects with an error that says why there is none. */
  readDay(day: Day): Promise<Report>;
  /** Ends the reading under way; a report that is there stays. */
  cancel(): void;
  /** Reads the whole project and proposes a mapping. */
  proposeMapping(): Promise<void>;
  /** Takes other choices; shows what they would say today. */
  choose(chosen: Partial<Chosen>): void;
  /** Stores the chosen mapping, and reads the project with it. */
  confirm(): Promise<void>;
  /** Leaves the proposal; nothing of it is stored. Shows the report from before, or reads again where there was none. */
  discard(): Promise<void>;
  /** Opens the panel for work items, and reads again if it changed any. Resolves when all that is done. */
  change(ids: readonly number[], action: PanelAction): Promise<void>;
  /** Opens the panel that records something, and reads again if it did. Resolves when all that is done. */
  record(request: RecordRequest): Promise<void>;
  /** Opens a view as a new entry of the history. */
  open(change: Partial<View>): void;
  /** Changes the view in place: for typing into a filter. */
  adjust(change: Partial<View>): void;
}

/** Makes the hub; nothing happens before `start`. */
export function createHub(effects: HubEffects): Hub {
  const store = createStore<HubState>({
    data: { kind: "starting" },
    view: FIRST_VIEW,
    mayWrite: null,
    pasts: new Map(),
  });
  let reading: AbortController | null = null;
  let proposing: ProposingPart | null = null;
  let isPermissionAsked = false;
  let permission: boolean | null = null;
  const pasts = createPasts(effects, () => {
    store.set({ ...store.get(), pasts: pasts.get() });
  });

  /** Sets what the past depends on, and has the days read that are looked at now. */
  const setState = (change: Partial<Pick<HubState, "data" | "view">>): void => {
    const next = { ...store.get(), ...change };
    store.set({ ...next, mayWrite: isInPast(next) ? false : permission });
    lookBack();
  };
  /** Days that are asked for by themselves, whatever is looked at. */
  const askedDays = new Set<Day>();
  const lookBack = (): void => {
    const { data, view } = store.get();
    if (data.kind === "ready") pasts.want([...wantedDays({ data, view }), ...askedDays], data.stored.policy);
  };
  const setData = (data: HubState["data"]): void => {
    setState({ data });
  };
  const setView = (view: View): void => {
    setState({ view });
  };

  /** Puts the progress where it is looked at: on the page, or beside the report that stays. */
  const showLoading = (loading: Loading): void => {
    const { data } = store.get();
    setData(data.kind === "ready" ? { ...data, refreshing: loading, refreshProblem: null } : loading);
  };

  /** Runs one reading at a time; a newer one ends the one before it, whose outcome nobody sees any more. */
  async function read(purpose: Purpose, run: (reader: Reader) => Promise<HubState["data"]>): Promise<void> {
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    showLoading({ kind: "loading", purpose, progress: null });
    const reader: Reader = {
      read: (policy) =>
        effects.readSnapshot(policy, mine.signal, (progress) => {
          if (reading === mine) showLoading({ kind: "loading", purpose, progress });
        }),
      judge: (snapshot, policy, onUnfinished) => effects.judge(snapshot, policy, mine.signal, onUnfinished),
      show: (data) => {
        if (reading !== mine) return;
        setData(data);
        void askPermission(data);
      },
    };
    // Not everything that is waited for can be cancelled, and nobody waits for it any longer.
    const cancelled = new Promise<never>((_, reject) => {
      mine.signal.addEventListener("abort", () => {
        reject(new Cancelled());
      });
    });
    try {
      const next = await Promise.race([run(reader), cancelled]);
      if (reading === mine) setData(next);
      void askPermission(next);
    } catch (thrown) {
      if (reading === mine) setData(afterFailure(thrown));
    } finally {
      if (reading === mine) reading = null;
    }
  }

  /** Asked once, with any work item: the server has the last word on each. Where it can't be told, a refused write says why. */
  async function askPermission(data: HubState["data"]): Promise<void> {
    const item =
      data.kind === "ready" ? anyItem(data.report) : data.kind === "proposing" ? data.snapshot.workItems[0] : null;
    if (item === null || item === undefined || isPermissionAsked) return;
    isPermissionAsked = true;
    permission = (await effects.mayWrite(item)) ?? true;
    setState({});
  }

  function afterFailure(thrown: unknown): HubState["data"] {
    const { data } = store.get();
    const isCancelled = thrown instanceof Cancelled;
    if (data.kind === "ready") {
      return { ...data, refreshing: null, refreshProblem: isCancelled ? null : problemOf(thrown) };
    }
    if (isCancelled) return { kind: "stopped" };
    const isMapping = thrown instanceof InvalidStoredPolicy;
    return { kind: "failed", problem: problemOf(thrown, isMapping), replaces: isMapping ? thrown : null };
  }

  async function report(stored: StoredPolicy, { read: readWith, judge, show }: Reader): Promise<HubState["data"]> {
    const readAt = effects.now();
    const snapshot = await readWith(stored.policy);
    const ready = (judged: Judged, refreshing: Ready["refreshing"]): Ready => {
      return { kind: "ready", ...judged, stored, readAt, refreshing, refreshProblem: null };
    };
    const judged = await judge(snapshot, stored.policy, (unfinished, items) => {
      show(ready(unfinished, { kind: "loading", purpose: "history", items }));
    });
    return ready(judged, null);
  }

  async function proposal(
    replaces: Pick<StoredPolicy, "etag"> | null,
    before: Ready | null,
    reader: Reader,
  ): Promise<HubState["data"]> {
    const [part, snapshot] = await Promise.all([effects.loadProposing(), reader.read(null)]);
    proposing = part;
    return {
      kind: "proposing",
      ...part.proposalOf(snapshot, before?.stored.policy ?? null),
      replaces,
      before,
      isSaving: false,
      problem: null,
    };
  }

  const refresh = (): Promise<void> =>
    read("report", async (reader) => {
      const stored = await effects.policies.load();
      return stored === null ? proposal(null, null, reader) : report(stored, reader);
    });

  /** Shows another view. A proposal stands on the mapping's view, and is left with it. */
  const goTo = (view: View): void => {
    const { data, view: left } = store.get();
    setView(view);
    if (left.subject.kind !== "mapping" || view.subject.kind === "mapping") return;
    if (data.kind === "proposing" && data.replaces !== null) void discard();
    if (data.kind === "ready" && data.refreshing?.purpose === "proposal") reading?.abort();
  };

  async function discard(): Promise<void> {
    const { data } = store.get();
    if (data.kind !== "proposing" || data.isSaving) return;
    if (data.before === null) await refresh();
    else setData(data.before);
  }

  const open = (change: Partial<View>): void => {
    const view = { ...store.get().view, ...change };
    goTo(view);
    effects.navigation.push(hashOf(view));
  };

  /** Whether anything was changed while a panel was open; yes where that can't be heard. */
  async function during(open: () => Promise<void>): Promise<boolean> {
    let isChanged = !effects.changes.isHearing;
    const stop = effects.changes.onAnnounced(() => {
      isChanged = true;
    });
    try {
      await open();
    } finally {
      stop();
    }
    return isChanged;
  }

  return {
    get: store.get,
    subscribe: store.subscribe,

    async start() {
      effects.navigation.onChanged((hash) => {
        // The host tells of our own changes too.
        if (hash !== hashOf(store.get().view)) goTo(viewOf(hash));
      });
      setView(viewOf(await effects.navigation.read()));
      await refresh();
    },
    refresh,
    retryPast() {
      pasts.forgetBroken();
      lookBack();
    },
    async readDay(day) {
      askedDays.add(day);
      try {
        lookBack();
        const past = await new Promise<PastReport | undefined>((resolve) => {
          const look = (): void => {
            const found = pasts.get().get(day);
            if (found?.kind === "reading") return;
            stop();
            resolve(found);
          };
          const stop = store.subscribe(look);
          look();
        });
        if (past?.kind === "ready") return past.report;
        throw new Error(past?.kind === "failed" ? past.problem.message : "The reading of that day was ended.");
      } finally {
        askedDays.delete(day);
      }
    },
    cancel() {
      reading?.abort();
    },
    proposeMapping: () => {
      const { data } = store.get();
      if (data.kind === "ready") {
        const before = { ...data, refreshing: null, refreshProblem: null };
        return read("proposal", (reader) => proposal(data.stored, before, reader));
      }
      const replaces = data.kind === "failed" ? data.replaces : null;
      return read("proposal", (reader) => proposal(replaces, null, reader));
    },
    choose(change) {
      const { data } = store.get();
      if (data.kind !== "proposing" || data.isSaving || proposing === null) return;
      const chosen = { ...data.chosen, ...change };
      setData({ ...data, chosen, preview: proposing.previewOf(data.snapshot, data.proposal, chosen), problem: null });
    },
    async confirm() {
      const { data } = store.get();
      if (data.kind !== "proposing" || data.isSaving || data.preview === null) return;
      const saving = { ...data, isSaving: true, problem: null };
      setData(saving);
      let stored: StoredPolicy;
      try {
        stored = await effects.policies.save(data.preview.policy, data.replaces);
      } catch (thrown) {
        // After a conflict the mapping in use is another than the one before.
        const before = thrown instanceof Conflict ? null : data.before;
        setData({ ...saving, before, isSaving: false, problem: problemOf(thrown) });
        return;
      }
      if (store.get().view.subject.kind === "mapping") open({ subject: { kind: "releases" } });
      // Read anew: what the proposal was made from holds less than a verdict needs (links, the policy's fields).
      await read("report", (reader) => report(stored, reader));
    },
    discard,
    async change(ids, action) {
      const isChanged = await during(() => effects.openPanel(ids, action));
      if (isChanged && action !== "why") await refresh();
    },
    async record(request) {
      if (await during(() => effects.openRecordPanel(request))) await refresh();
    },
    open,
    adjust(change) {
      // A part is led to once.
      const view = { ...store.get().view, part: null, ...change };
      setView(view);
      effects.navigation.replace(hashOf(view));
    },
  };
}

function isInPast({ data, view }: Pick<HubState, "data" | "view">): boolean {
  return data.kind === "ready" && pastDayOf(view, todayOf(data.report)) !== null;
}

function anyItem({ releases, unplanned, looseAssets, candidates }: Report): WorkItemRef | null {
  const workloads = [...releases.flatMap((release) => release.workloads), ...unplanned];
  const assets = [...workloads.flatMap((workload) => workload.assets), ...looseAssets];
  return assets[0]?.item ?? candidates[0]?.item ?? null;
}

/** One reading. What comes after a newer one began is not shown. */
interface Reader {
  readonly read: (policy: Policy | null) => Promise<Snapshot>;
  readonly judge: (
    snapshot: Snapshot,
    policy: Policy,
    onUnfinished: (judged: Judged, items: number) => void,
  ) => Promise<Judged>;
  /** Shows what is there already, while the reading goes on. */
  readonly show: (data: Ready) => void;
}
