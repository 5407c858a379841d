import { Cancelled } from "../../boards/errors";
import { Conflict, InvalidStoredPolicy, type PolicyStore, type StoredPolicy } from "../../boards/policyStore";
import type { Progress } from "../../boards/readSnapshot";
import { messageOf } from "../../components/store/messageOf";
import { createStore, type Store } from "../../components/store/store";
import { parsePolicy, type PolicyProblem } from "../../domain/policy/parse";
import type { Policy } from "../../domain/policy/policy";
import { readingPolicy } from "../../domain/policy/readingPolicy";
import {
  changedSections,
  mergeOf,
  POLICY_SECTIONS,
  type PolicyMerge,
  type SectionId,
  withSections,
} from "../../domain/policy/sections";
import type { Snapshot } from "../../domain/snapshot";
import type { WorkItemRef } from "../../domain/workItem";
import type { Navigation } from "../../extension/navigation";
import { importedFrom } from "./document";
import type { assess, reportEffect } from "./judging";
import type { ConflictState, PageId, Ready, SettingsState } from "./state";

/** What a mapping says of a project, and what a change of it changes. */
export interface Judging {
  readonly assess: typeof assess;
  readonly reportEffect: typeof reportEffect;
}

/** What the settings do in the world. */
export interface SettingsEffects {
  /** Reads the project. Rejects with {@link Cancelled} when aborted. */
  readSnapshot(policy: Policy, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Snapshot>;
  /** Brings the engine, which is needed once the project was read. */
  loadJudging(): Promise<Judging>;
  readonly policies: PolicyStore;
  /** Whether this reader may change the work item; null where it can't be told. */
  mayWrite(item: WorkItemRef): Promise<boolean | null>;
  /** Calls back after so many milliseconds; returns what calls it off. */
  later(callback: () => void, milliseconds: number): () => void;
  readonly navigation: Pick<Navigation, "read" | "push" | "onChanged">;
}

/** The settings without their looks: a state, and what a person can do to it. */
export interface Settings extends Pick<Store<SettingsState>, "get" | "subscribe"> {
  /** Reads the stored policy, and the project with it. To be called once, and again after a failure. */
  start(): Promise<void>;
  open(page: PageId): void;
  /** Takes another draft. Its effect follows as soon as nothing was changed for a moment. */
  edit(draft: Policy): void;
  /** Goes back to what is stored. */
  discard(): void;
  /** Works out the effect again after a failed reading. */
  retry(): void;
  /** Takes a document as the draft; returns every problem of one that is no policy, and leaves the draft then. */
  import(text: string): readonly PolicyProblem[];
  /** Stores the draft. Does nothing unless its effect is on screen. */
  save(): Promise<void>;
  /** After a conflict: the others' policy, with this draft's sections `mine` in it. Nothing is stored by this. */
  resolve(mine: readonly SectionId[]): void;
}

/** How long nothing is typed before the effect is worked out: at 20,000 assets that takes a second. */
export const QUIET_MS = 500;

/** Makes the settings; nothing happens before `start`. */
export function createSettings(effects: SettingsEffects): Settings {
  const store = createStore<SettingsState>({ data: { kind: "starting" }, mayWrite: null, page: "assets" });
  let callOff: () => void = () => undefined;
  let reading: AbortController | null = null;
  /** What the snapshot was read with. */
  let readWith: Policy | null = null;
  let isListening = false;

  const set = (change: Partial<SettingsState>): void => {
    store.set({ ...store.get(), ...change });
  };
  const ready = (): Ready | null => {
    const { data } = store.get();
    return data.kind === "ready" ? data : null;
  };
  const update = (change: Partial<Ready>): void => {
    const data = ready();
    if (data !== null) set({ data: { ...data, ...change } });
  };

  /** Reads with a policy; a newer reading ends the one before it. */
  async function read(policy: Policy, onProgress: (progress: Progress) => void): Promise<Snapshot> {
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    const snapshot = await effects.readSnapshot(policy, mine.signal, (progress) => {
      if (reading === mine) onProgress(progress);
    });
    if (reading !== mine) throw new Cancelled();
    readWith = policy;
    void askPermission(snapshot);
    return snapshot;
  }

  async function askPermission(snapshot: Snapshot): Promise<void> {
    const [item] = snapshot.workItems;
    if (store.get().mayWrite !== null || item === undefined) return;
    // Where it can't be told, a refused write says why.
    const mayWrite = await effects.mayWrite(item).catch(() => null);
    set({ mayWrite: mayWrite ?? true });
  }

  async function load(): Promise<void> {
    set({ data: { kind: "loading", progress: null } });
    try {
      const stored = await effects.policies.load();
      if (stored === null) {
        set({ data: emptySettings(null, null) });
        return;
      }
      const snapshot = await read(stored.policy, (progress) => {
        set({ data: { kind: "loading", progress } });
      });
      const { assess } = await effects.loadJudging();
      set({
        data: {
          ...emptySettings(stored, null),
          base: stored.policy,
          draft: stored.policy,
          snapshot,
          before: assess(snapshot, stored.policy, snapshot.asOf),
        },
      });
    } catch (thrown) {
      set({
        data:
          thrown instanceof InvalidStoredPolicy
            ? emptySettings(thrown, thrown.message)
            : { kind: "failed", message: messageOf(thrown) },
      });
    }
  }

  /** Takes a draft, and works out its effect once nothing more is changed. */
  function take(draft: Policy, change: Partial<Ready> = {}): void {
    const data = ready();
    if (data === null) return;
    callOff();
    reading?.abort();
    reading = null;
    const parsed = parsePolicy(draft);
    const problems = parsed.ok ? [] : parsed.problems;
    const base = change.base ?? data.base;
    const isChanged = base === null || changedSections(base, draft).length > 0;
    update({ ...change, draft, problems, isSaved: false, effect: { kind: isChanged ? "waiting" : "unchanged" } });
    if (!isChanged) return;
    callOff = effects.later(() => {
      if (parsed.ok) void work(parsed.policy);
      else update({ effect: { kind: "invalid" } });
    }, QUIET_MS);
  }

  /** Works out the effect of a policy; ends without a word where a newer draft took its place. */
  async function work(policy: Policy): Promise<void> {
    const data = ready();
    if (data === null) return;
    const { base } = data;
    try {
      const { assess, reportEffect } = await effects.loadJudging();
      const snapshot = await snapshotFor(base, policy);
      const before = base === null ? null : (ready()?.before ?? assess(snapshot, base, snapshot.asOf));
      const report = assess(snapshot, policy, snapshot.asOf);
      const effect = before === null ? null : reportEffect(before, report);
      update({ snapshot, before, effect: { kind: "shown", effect, report, policy } });
    } catch (thrown) {
      if (!(thrown instanceof Cancelled)) update({ effect: { kind: "failed", message: messageOf(thrown) } });
    }
  }

  /** A snapshot that was read with all that both policies look at. */
  async function snapshotFor(base: Policy | null, policy: Policy): Promise<Snapshot> {
    const known = readWith ?? base ?? policy;
    const wanted = readingPolicy(base === null ? known : readingPolicy(known, base), policy);
    const snapshot = ready()?.snapshot ?? null;
    if (snapshot !== null && wanted === readWith) return snapshot;
    update({ effect: { kind: "reading", progress: null } });
    const found = await read(wanted, (progress) => {
      update({ effect: { kind: "reading", progress } });
    });
    // What was judged on the snapshot before is not to be compared with this one.
    update({ snapshot: found, before: null });
    return found;
  }

  async function conflictNow(base: Policy | null, mine: Policy): Promise<ConflictState | string> {
    try {
      const theirs = await effects.policies.load();
      if (theirs === null) return "The mapping was deleted meanwhile. Export yours, reload this page, and import it.";
      return { theirs, merge: base === null ? apartOf(theirs.policy, mine) : mergeOf(base, theirs.policy, mine) };
    } catch (thrown) {
      return `The mapping was changed by somebody else meanwhile, and theirs can't be shown. ${messageOf(thrown)}`;
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,

    async start() {
      if (!isListening) {
        isListening = true;
        effects.navigation.onChanged((hash) => {
          set({ page: pageOf(hash) });
        });
        set({ page: pageOf(await effects.navigation.read()) });
      }
      await load();
    },
    open(page) {
      if (store.get().page === page) return;
      set({ page });
      effects.navigation.push(hashOf(page));
    },
    edit(draft) {
      if (ready()?.isSaving === false) take(draft);
    },
    discard() {
      const data = ready();
      if (data === null || data.isSaving) return;
      if (data.base !== null) take(data.base, { saveProblem: null });
      else {
        callOff();
        update({ draft: null, problems: [], effect: { kind: "unchanged" }, saveProblem: null });
      }
    },
    retry() {
      const data = ready();
      if (data?.draft != null) take(data.draft);
    },
    import(text) {
      const parsed = importedFrom(text);
      if (!parsed.ok) return parsed.problems;
      if (ready()?.isSaving === false) take(parsed.policy);
      return [];
    },
    async save() {
      const data = ready();
      if (data === null || data.isSaving || data.conflict !== null || data.effect.kind !== "shown") return;
      const { policy, report } = data.effect;
      update({ isSaving: true, saveProblem: null });
      try {
        const stored: StoredPolicy = await effects.policies.save(policy, data.replaces);
        update({
          isSaving: false,
          isSaved: true,
          replaces: stored,
          base: stored.policy,
          draft: stored.policy,
          broken: null,
          before: report,
          effect: { kind: "unchanged" },
        });
      } catch (thrown) {
        const conflict = thrown instanceof Conflict ? await conflictNow(data.base, policy) : messageOf(thrown);
        update(
          typeof conflict === "string" ? { isSaving: false, saveProblem: conflict } : { isSaving: false, conflict },
        );
      }
    },
    resolve(mine) {
      const data = ready();
      if (data === null || data.conflict === null || data.draft === null) return;
      const { theirs } = data.conflict;
      take(withSections(theirs.policy, data.draft, mine), {
        replaces: theirs,
        base: theirs.policy,
        before: null,
        conflict: null,
        saveProblem: null,
      });
    },
  };
}

/** Two policies that were made from none: wherever they differ a person chooses. */
function apartOf(theirs: Policy, mine: Policy): PolicyMerge {
  return { theirs: [], mine: [], same: [], both: changedSections(theirs, mine) };
}

function emptySettings(replaces: Ready["replaces"], broken: string | null): Ready {
  return {
    kind: "ready",
    replaces,
    base: null,
    broken,
    draft: null,
    problems: [],
    snapshot: null,
    before: null,
    effect: { kind: "unchanged" },
    isSaving: false,
    isSaved: false,
    saveProblem: null,
    conflict: null,
  };
}

/** The hash of a page's address. */
export function hashOf(page: PageId): string {
  return `section=${page}`;
}

/** The page that a hash names; the first one where it names none. */
export function pageOf(hash: string): PageId {
  const named = new URLSearchParams(hash).get("section");
  if (named === "document") return named;
  return POLICY_SECTIONS.find(({ id }) => id === named)?.id ?? "assets";
}
