import { whenAborted } from "../../boards/abort";
import { carryOut } from "../../boards/carryOut";
import { Cancelled } from "../../boards/errors";
import type { ItemAccess } from "../../boards/itemAccess";
import type { Neighbourhood } from "../../boards/neighbourhood";
import { looksAtType } from "../../boards/selection";
import { DESCRIPTION_FIELD, FIELD_NAMES } from "../../boards/workItemFields";
import type { ChangeEffects, ReadingProgress } from "../../components/change/state";
import { messageOf } from "../../components/store/messageOf";
import { createStore, type Store } from "../../components/store/store";
import type { Change } from "../../domain/change/change";
import type { Policy } from "../../domain/policy/policy";
import type { standingOf } from "../../domain/readiness/standing";
import { lostIdsOf, type Snapshot } from "../../domain/snapshot";
import { fold } from "../../domain/text";
import type { Instant, WorkItem, WorkItemRef } from "../../domain/workItem";
import type { Changes } from "../../extension/changes";
import type { FormEvent, FormEvents, FormReading, OpenItem, WorkItemForm } from "../../extension/workItemForm";
import { COVERED, formWriter, refusalText } from "./formWriter";
import type { FormState, Mapping, Ready } from "./state";
import { fieldsToWatch, formEditOf, newWorkItem, readingOf, unsavedNames, withChanges, withUnsaved } from "./unsaved";

/** See {@link FormPageEffects.engine}. */
export interface Engine {
  readonly standingOf: typeof standingOf;
}

/** What the page does in the world. */
export interface FormPageEffects extends ItemAccess {
  /** The name of the project that the page around the form belongs to. */
  readonly projectName: string;
  readonly events: FormEvents;
  readonly form: WorkItemForm;
  readonly changes: Changes;
  /**
   * The snapshot with the histories that its verdicts hang on (E2); `onUnfinished` is told before any is read. Rejects with
   * `Cancelled` when aborted.
   */
  withHistory(snapshot: Snapshot, policy: Policy, signal: AbortSignal, onUnfinished: () => void): Promise<Snapshot>;
  /** What says where a work item stands: most of the page's code, which comes while Azure DevOps is asked. */
  engine(): Promise<Engine>;
  /** Told whenever the window of the page is gone back to. */
  onReturn(listener: () => void): void;
  /** The clock of this computer. */
  now(): Instant;
}

/** The page in the form without its looks: a state, and what a person can do to it. */
export interface FormPage extends Pick<Store<FormState>, "get" | "subscribe"> {
  /** Begins to listen to the form. To be called once. */
  start(): void;
  /** Reads again; what is there stays until the new is. */
  refresh(): Promise<void>;
  /** Reads again what may have changed in Azure Boards: the form itself too, where nothing is unsaved in it. */
  reload(): Promise<void>;
  /** Ends a reading that is under way; what was read before it stays. */
  stop(): void;
  /** Changes the mapping of the work item in its form. Saving is left to the person. */
  map(change: Change): Promise<void>;
  /** To be told when a link of this page is followed: coming back is worth a reading then. */
  leave(): void;
  /** Opens a work item above this one; reads again once it is closed. */
  openWorkItem(id: number): Promise<void>;
  /** What a change of this work item does: what becomes of itself goes into the form, the rest to Azure Boards. */
  changeEffects(): ChangeEffects;
  /** Keys of releases and workloads, to choose from. */
  releaseKeys(): Promise<readonly string[]>;
  workloads(): Promise<readonly WorkItemRef[]>;
}

/** All that was read of the work item in the form. */
interface Known {
  readonly policy: Policy;
  /** For a new work item, that item alone. */
  readonly neighbourhood: Neighbourhood;
  readonly readAt: Instant;
  /** As saved (HTML); empty where there is none, or the form could not be asked. */
  readonly description: string;
}

/** Makes the page; nothing happens before `start`. */
export function createFormPage(effects: FormPageEffects): FormPage {
  const { form, changes } = effects;
  const store = createStore<FormState>({ kind: "starting" });

  /** The work item of the form; null before one was named and after it has gone. */
  let item: OpenItem | null = null;
  let known: Known | null = null;
  let engine: Engine | null = null;
  /** Whether this reader may change the item: not before it is known. Asked once an item. */
  let mayWrite = false;
  let asking: AbortController | null = null;
  /** What the form says; null where it could not be asked. */
  let reading: FormReading | null = null;
  /** Ends with the reading that it belongs to. What comes for another is too late. */
  let underWay: AbortController | null = null;
  /** How often the form told of a change; an answer from before the last one is not the newest. */
  let told = 0;
  /** Whether the person changed anything since the form was saved: then closing it may have saved it. */
  let isTouched = false;
  /** Whether what stood unsaved was saved since it was read. */
  let isSaved = false;
  /** Whether something was opened from here, so that coming back is worth a reading. */
  let hasLeft = false;
  /** Parents that were asked for because the form names them, so that each is asked for once. */
  let askedParents = new Set<number>();
  /** Changes of the mapping that are on their way into the form. */
  let queue: Promise<void> = Promise.resolve();
  let busy = false;
  let refusal: string | null = null;

  function become(next: OpenItem | null): void {
    underWay?.abort();
    underWay = null;
    asking?.abort();
    asking = null;
    item = next;
    known = null;
    mayWrite = next !== null && next.isNew && !next.isReadOnly;
    reading = null;
    isTouched = false;
    isSaved = false;
    hasLeft = false;
    askedParents = new Set();
    busy = false;
    refusal = null;
    if (next === null) store.set({ kind: "starting" });
    else {
      store.set({ kind: "loading", item: next, progress: null });
      void read();
    }
  }

  /** What the form holds once it is done telling of changes. Null where another form stands above this one. */
  async function readForm(own: OpenItem, policy: Policy): Promise<FormReading | null> {
    for (;;) {
      const before = told;
      const answer = await form.read(own, fieldsToWatch(policy));
      if (before === told) return answer;
    }
  }

  function showProgress(progress: ReadingProgress | null): void {
    const state = store.get();
    if (state.kind === "ready") {
      store.set({ ...state, refreshing: progress ?? { read: 0, expected: 0 }, problem: null });
    } else if (item !== null) store.set({ kind: "loading", item, progress });
  }

  /** Runs one reading at a time; a newer one ends the one before it. */
  async function read(): Promise<void> {
    if (item === null) return;
    underWay?.abort();
    const mine = new AbortController();
    underWay = mine;
    const own = item;
    showProgress(null);
    try {
      const next = await orStopped(load(own, mine), mine.signal);
      if (underWay === mine && next === null) await orStopped(addHistory(own, mine), mine.signal);
      if (underWay !== mine) return;
      underWay = null;
      if (next !== null) {
        known = null;
        store.set(next);
      } else show();
    } catch (thrown) {
      if (underWay !== mine) return;
      underWay = null;
      const state = store.get();
      const isStopped = thrown instanceof Cancelled;
      const message = messageOf(thrown);
      store.set(
        state.kind === "ready"
          ? { ...state, refreshing: null, problem: isStopped ? null : message }
          : { kind: "failed", item: own, message: isStopped ? "Reading was stopped." : message },
      );
    }
  }

  /** Reads everything about an item into `known` and `reading`. Gives what is to be shown where nothing is to be judged. */
  async function load(own: OpenItem, mine: AbortController): Promise<FormState | null> {
    const { signal } = mine;
    const isLate = (): boolean => underWay !== mine;
    const readAt = effects.now();
    const first = await form.read(own, [FIELD_NAMES.type, FIELD_NAMES.title, TEAM_PROJECT, DESCRIPTION_FIELD]);
    const project = first?.current[TEAM_PROJECT] ?? null;
    if (typeof project === "string" && fold(project) !== fold(effects.projectName)) {
      return { kind: "elsewhere", item: own, project };
    }
    if (isLate()) return null;
    const stored = await effects.policies.load();
    if (stored === null) return { kind: "noPolicy", item: own };
    engine = await effects.engine();
    const { policy } = stored;
    const type = first === null ? null : String(first.current[FIELD_NAMES.type] ?? "");
    if (type !== null && !looksAtType(policy, type)) return { kind: "aside", item: own, type };
    if (isLate()) return null;

    const title = first === null ? null : String(first.saved[FIELD_NAMES.title] ?? "");
    if (own.isNew) {
      const neighbourhood = await effects.readNeighbourhood(policy, [], false, signal, () => undefined);
      const answer = await readForm(own, policy);
      if (isLate()) return null;
      reading = answer;
      known = { policy, neighbourhood, readAt, description: "" };
      return null;
    }
    const around = effects.readNeighbourhood(policy, [own.id, ...askedParents], true, signal, (progress) => {
      if (!isLate()) showProgress(progress);
    });
    // Where the work item stands is shown without waiting for that.
    if (title !== null) void askPermission(own, title);
    const neighbourhood = await around;
    if (isLate()) return null;
    const saved = itemOf(neighbourhood, own.id);
    // Without it nothing is known, and what was read before is more than that; unless it is gone for good.
    if (saved === undefined && !isDeleted(neighbourhood.snapshot, own.id)) {
      throw new Error(missingText(neighbourhood.snapshot, own.id));
    }
    // Another form stands above this one, and did not let it say its title.
    if (title === null && saved !== undefined) void askPermission(own, saved.title);
    const answer = await readForm(own, policy);
    if (isLate()) return null;
    reading = answer;
    isSaved = false;
    known = { policy, neighbourhood, readAt, description: String(first?.saved[DESCRIPTION_FIELD] ?? "") };
    return null;
  }

  /** Where a verdict hangs on the past, shows what can be said already and reads the rest (E2). */
  async function addHistory(own: OpenItem, mine: AbortController): Promise<void> {
    const knew = known;
    if (own.isNew || knew === null) return;
    const { policy, neighbourhood } = knew;
    const snapshot = await effects.withHistory(neighbourhood.snapshot, policy, mine.signal, () => {
      if (underWay !== mine) return;
      show();
      showProgress(null);
    });
    if (known === knew) known = { ...knew, neighbourhood: { ...neighbourhood, snapshot } };
  }

  /** Where it can't be told, a write that is refused says why. */
  async function askPermission(own: OpenItem, title: string): Promise<void> {
    if (own.isReadOnly || asking !== null) return;
    const mine = new AbortController();
    asking = mine;
    let answer: boolean | null;
    try {
      answer = await effects.mayWrite({ id: own.id, title }, mine.signal);
    } catch (thrown) {
      if (!(thrown instanceof Cancelled)) throw thrown;
      return;
    }
    if (asking !== mine) return;
    mayWrite = answer !== false;
    show();
  }

  /** Shows what is known of the item in the form, with what the form says laid over it. */
  function show(): void {
    if (item === null || known === null || engine === null) return;
    const { policy, neighbourhood, readAt, description } = known;
    const { snapshot, linked } = neighbourhood;
    if (item.isNew) {
      const workItem = newItem(item, known);
      if (workItem === null) {
        store.set({ kind: "failed", item, message: COVERED });
        return;
      }
      const around = { ...snapshot, workItems: [workItem] };
      store.set({ kind: "new", item, mapping: mappingOf(workItem, around, policy) });
      return;
    }
    const { id } = item;
    const workItem = itemOf(neighbourhood, id);
    if (workItem === undefined) {
      store.set({ kind: "failed", item, message: missingText(snapshot, id) });
      return;
    }
    const values = reading ?? readingOf(workItem);
    const laidOver = withUnsaved(snapshot, id, values, snapshot.asOf);
    const unsaved = unsavedNames(values, workItem);
    const saved = engine.standingOf(snapshot, linked, policy, id, snapshot.asOf);
    const ready: Ready = {
      kind: "ready",
      item,
      saved,
      shown: unsaved.length === 0 ? saved : engine.standingOf(laidOver, linked, policy, id, snapshot.asOf),
      unsaved,
      isSaved,
      mapping: mappingOf(itemOf({ snapshot: laidOver }, id) ?? workItem, laidOver, policy),
      description,
      readAt,
      asOf: snapshot.asOf,
      refreshing: null,
      problem: null,
    };
    const before = store.get();
    const isReading = underWay !== null && before.kind === "ready";
    store.set(isReading ? { ...ready, refreshing: before.refreshing } : ready);
    if (values.parent !== workItem.parent) followParent(values.parent, snapshot);
  }

  function mappingOf(workItem: WorkItem, snapshot: Snapshot, policy: Policy): Mapping {
    return { workItem, snapshot, policy, mayWrite, isBusy: busy, refusal };
  }

  /** The form may name a parent that was not read: what is around that one belongs to the verdict too. */
  function followParent(parent: number | null, snapshot: Snapshot): void {
    if (parent === null || askedParents.has(parent)) return;
    if (snapshot.workItems.some(({ id }) => id === parent)) return;
    askedParents.add(parent);
    void read();
  }

  /** Asks the form for its values. Those of another item are not taken. */
  async function askForm(): Promise<void> {
    const [own, knew] = [item, known];
    if (own === null || knew === null) return;
    try {
      const answer = await readForm(own, knew.policy);
      if (item !== own || known === null || answer === null) return;
      reading = answer;
      show();
    } catch (thrown) {
      if (item === own) fail(messageOf(thrown));
    }
  }

  function fail(message: string): void {
    const state = store.get();
    if (state.kind === "ready") store.set({ ...state, problem: message });
    else if (item !== null) store.set({ kind: "failed", item, message });
  }

  /** The form shows a work item. Some hosts tell of a first saving in this way too. */
  function turnTo(next: OpenItem): void {
    const left = item;
    if (left !== null && isTouched && !left.isNew) changes.announce([left.id]);
    if (left?.isNew === true && !next.isNew) changes.announce([next.id]);
    const isSame = left !== null && left.id === next.id && !left.isNew && !next.isNew;
    if (!isSame || known === null) {
      become(next);
      return;
    }
    item = next;
    isTouched = false;
    void read();
  }

  function hear(event: FormEvent): void {
    if (event.kind === "loaded") {
      turnTo(event.item);
      return;
    }
    if (item === null) return;
    // A new work item has its number from the first saving on.
    if (event.kind === "saved" && item.isNew && event.id > 0) {
      changes.announce([event.id]);
      become({ ...item, id: event.id, isNew: false });
      return;
    }
    if (event.id !== item.id) return;
    switch (event.kind) {
      case "changed":
        isTouched = true;
        told++;
        follow((values) => withChanges(values, event.fields));
        void askForm();
        return;
      case "reset":
        isTouched = false;
        told++;
        follow((values, saved) => ({ ...values, current: values.saved, parent: saved.parent }));
        void askForm();
        return;
      case "saved":
        isTouched = false;
        isSaved = true;
        show();
        changes.announce([event.id]);
        void read();
        return;
      case "refreshed":
        isTouched = false;
        void read();
        return;
      case "unloaded":
        // Closing a form by saving it tells of the closing alone.
        if (isTouched && !item.isNew) changes.announce([item.id]);
        become(null);
        return;
    }
  }

  /** Takes over what the form tells before it can be asked. */
  function follow(change: (values: FormReading, saved: WorkItem) => FormReading): void {
    if (item === null || known === null) return;
    const saved = item.isNew ? newItem(item, known) : itemOf(known.neighbourhood, item.id);
    if (saved === null || saved === undefined) return;
    reading = change(reading ?? readingOf(saved), saved);
    show();
  }

  function newItem(own: OpenItem, { policy, neighbourhood }: Known): WorkItem | null {
    return reading === null ? null : newWorkItem(own, reading, policy, neighbourhood.snapshot.asOf);
  }

  function setMapping(change: { readonly busy: boolean; readonly refusal: string | null }): void {
    ({ busy, refusal } = change);
    const state = store.get();
    if (state.kind === "ready" || state.kind === "new") {
      store.set({ ...state, mapping: { ...state.mapping, isBusy: busy, refusal } });
    }
  }

  /** One change after the other: each is planned on what the one before it left in the form. */
  function map(change: Change): Promise<void> {
    const own = item;
    const mapped = queue.then(() => (own === null || item !== own ? undefined : mapOne(own, change)));
    queue = mapped;
    return mapped;
  }

  async function mapOne(own: OpenItem, change: Change): Promise<void> {
    if (known === null || !mayWrite) return;
    setMapping({ busy: true, refusal: null });
    let said: string | null;
    try {
      said = await write(own, change);
    } catch (thrown) {
      said = messageOf(thrown);
    }
    if (item !== own) return;
    setMapping({ busy: false, refusal: said });
    await askForm();
  }

  /** Plans on what the form holds right now, and puts it into the form. Gives why not; null once it is in. */
  async function write(own: OpenItem, change: Change): Promise<string | null> {
    const knew = known;
    if (knew === null) return null;
    // Loaded when it is first needed: most who open a form change nothing here. Before the form is asked: what somebody
    // changes in it while this loads is part of the plan.
    const { planOf } = await import("../../domain/change/plan");
    const answer = await readForm(own, knew.policy);
    if (item !== own) return null;
    if (answer === null) return COVERED;
    reading = answer;
    show();
    const state = store.get();
    if (state.kind !== "ready" && state.kind !== "new") return null;
    const { snapshot, policy } = state.mapping;
    const plan = planOf(snapshot, policy, [own.id], change, snapshot.asOf);
    const [refused] = plan.refused;
    if (refused !== undefined) return refused.reason;
    for (const { item: target, edit } of plan.entries.flatMap(({ writes }) => writes)) {
      if (target.id !== own.id) return `This would change ${target.type} ${target.id} too. Change it in the hub.`;
      const said = refusalText(await form.write(own, formEditOf(edit)));
      if (said !== null) return said;
    }
    return null;
  }

  async function openWorkItem(id: number): Promise<void> {
    const own = item;
    hasLeft = true;
    try {
      await form.openWorkItem(id);
    } catch (thrown) {
      if (item === own) fail(messageOf(thrown));
      return;
    }
    if (item === own) await comeBack();
  }

  async function comeBack(): Promise<void> {
    if (!hasLeft) return;
    hasLeft = false;
    await read();
  }

  function changeEffects(): ChangeEffects {
    const own = item;
    if (own === null || known === null) throw new Error("There is nothing to change before the work item was read.");
    const { policy } = known;
    const writerFor = (isBulk: boolean) => formWriter(own, form, effects.writer(isBulk));
    return {
      async readNeighbourhood(ids, signal, onProgress) {
        const answer = await readForm(own, policy);
        if (answer === null) throw new Error(COVERED);
        const saved = known === null ? undefined : itemOf(known.neighbourhood, own.id);
        // The workload of a new parent says by which model and phases the item is moved.
        const { parent } = answer;
        const isNewParent = parent !== null && parent !== saved?.parent && !ids.includes(parent);
        const around = isNewParent ? [...ids, parent] : ids;
        const { snapshot } = await effects.readNeighbourhood(policy, around, false, signal, onProgress);
        return { snapshot: withUnsaved(snapshot, own.id, answer, snapshot.asOf), policy };
      },
      carryOut: (entries, signal, onProgress) =>
        carryOut(entries, writerFor(entries.length > 1), { signal, onProgress }),
      releaseNames: releaseKeys,
      workloads: () => effects.workloads(policy),
      now: effects.now,
      onWritten(ids) {
        const others = ids.filter((id) => id !== own.id);
        if (others.length > 0) changes.announce(others);
        if (item !== own) return;
        void (others.length > 0 ? read() : askForm());
      },
    };
  }

  async function releaseKeys(): Promise<readonly string[]> {
    return known === null ? [] : effects.releaseKeys(known.policy, known.neighbourhood.snapshot.iterations);
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    start() {
      effects.events.listen(hear);
      effects.onReturn(() => {
        void comeBack();
      });
      changes.onAnnounced((ids) => {
        const isNear = (id: number): boolean =>
          known !== null &&
          (itemOf(known.neighbourhood, id) !== undefined ||
            known.neighbourhood.linked?.workItems.some((one) => one.id === id) === true);
        if (ids.some(isNear)) void read();
      });
    },
    refresh: read,
    async reload() {
      const state = store.get();
      try {
        if ("item" in state) await form.reload(state.item);
      } finally {
        await read();
      }
    },
    stop() {
      underWay?.abort();
    },
    map,
    leave() {
      hasLeft = true;
    },
    openWorkItem,
    changeEffects,
    releaseKeys,
    workloads: async () => (known === null ? [] : effects.workloads(known.policy)),
  };
}

/** Stopping answers at once, also while something is waited for that can't be cancelled. */
function orStopped<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    whenAborted(signal, () => {
      reject(new Cancelled());
    });
    reading.then(resolve, reject);
  });
}

const TEAM_PROJECT = "System.TeamProject";

function itemOf({ snapshot }: Pick<Neighbourhood, "snapshot">, id: number): WorkItem | undefined {
  return snapshot.workItems.find((one) => one.id === id);
}

function isDeleted({ deleted }: Snapshot, id: number): boolean {
  return deleted.some((one) => one.id === id);
}

function missingText(snapshot: Snapshot, id: number): string {
  if (isDeleted(snapshot, id)) return "This work item is in the recycle bin.";
  const lost = snapshot.losses.find((loss) => lostIdsOf(loss).includes(id));
  return lost?.message ?? "Azure DevOps did not show this work item.";
}
