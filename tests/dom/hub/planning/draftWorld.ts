import { TextEncoder } from "node:util";
import { carryOut } from "../../../../src/boards/carryOut";
import type { WriteOutcome } from "../../../../src/boards/writing";
import { createStore } from "../../../../src/components/store/store";
import { edited } from "../../../../src/domain/change/edit";
import type { ItemWrite } from "../../../../src/domain/change/change";
import type { Policy } from "../../../../src/domain/policy/policy";
import { assess } from "../../../../src/domain/readiness/assess";
import type { Snapshot } from "../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../src/domain/workItem";
import { createPlanningDraft } from "../../../../src/hub/planning/draft/draft";
import type { HubState, Ready } from "../../../../src/hub/store/state";
import { FIRST_VIEW, type View } from "../../../../src/hub/store/view";
import { NOW, policy } from "../../../builders/estate";

// The environment of these tests has none; policies are fingerprinted with it.
globalThis.TextEncoder ??= TextEncoder;

/** What the server makes of one write. `hold` is waited for before it answers. */
export interface Answer {
  readonly hold?: Promise<void>;
  readonly outcome?: WriteOutcome;
}

/** A server that holds work items and guards them by their revision, the hub that reads it, and a draft of plans on both. */
export function draftWorld(estate: Snapshot, rules: Policy = policy()) {
  let server = new Map(estate.workItems.map((item) => [item.id, item]));
  const answers = new Map<number, Answer[]>();
  const writes: ItemWrite[] = [];
  let refreshes = 0;
  let isReading = true;

  const readyFor = (snapshot: Snapshot): Ready => ({
    kind: "ready",
    report: assess(snapshot, rules, NOW),
    snapshot,
    stored: { policy: rules, etag: 1 },
    readAt: NOW,
    refreshing: null,
    refreshProblem: null,
  });
  const store = createStore<HubState>({
    data: readyFor(estate),
    view: FIRST_VIEW,
    mayWrite: true,
    pasts: new Map(),
  });
  const refresh = (): Promise<void> => {
    refreshes += 1;
    if (isReading) {
      const workItems = estate.workItems.flatMap(({ id }) => server.get(id) ?? []);
      store.set({ ...store.get(), data: readyFor({ ...estate, workItems }) });
    }
    return Promise.resolve();
  };
  const change = (id: number, changes: Partial<WorkItem>): void => {
    const item = server.get(id);
    if (item === undefined) throw new Error(`There is no work item ${id}.`);
    server = new Map(server).set(id, { ...item, ...changes, rev: item.rev + 1 });
  };

  async function writeOne(write: ItemWrite): Promise<WriteOutcome> {
    writes.push(write);
    const { id, rev } = write.item;
    const { hold, outcome } = answers.get(id)?.shift() ?? {};
    await hold;
    if (outcome !== undefined) return outcome;
    const item = server.get(id);
    if (item?.rev !== rev) return { kind: "conflict", message: "Ana changed it meanwhile." };
    server = new Map(server).set(id, edited(item, write.edit, NOW));
    return { kind: "written", rev: rev + 1 };
  }

  const draft = createPlanningDraft({
    hub: { get: store.get, subscribe: store.subscribe, refresh },
    effects: {
      carryOut: (entries, signal, onProgress) => carryOut(entries, writeOne, { signal, onProgress }),
      now: () => NOW,
    },
  });
  return {
    draft,
    hub: { get: store.get, subscribe: store.subscribe, refresh },
    /** Changes the view as a page does. */
    adjust: (changes: Partial<View>): void => {
      store.set({ ...store.get(), view: { ...store.get().view, ...changes } });
    },
    /** The work item as the server holds it. */
    item: (id: number): WorkItem | undefined => server.get(id),
    /** Somebody else changes a work item. */
    change,
    /** Somebody else deletes a work item. */
    remove: (id: number): void => {
      server = new Map(server);
      server.delete(id);
    },
    refresh,
    /** Whether refreshing reads anything, or fails. */
    setReading: (reads: boolean): void => {
      isReading = reads;
    },
    refreshes: () => refreshes,
    /** What the server says to the next write of a work item. */
    answer: (id: number, answer: Answer): void => {
      answers.set(id, [...(answers.get(id) ?? []), answer]);
    },
    writes,
  };
}
