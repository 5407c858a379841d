/** @jest-environment node */
import { Cancelled } from "../../../../src/boards/errors";
import { Conflict, InvalidStoredPolicy, type StoredPolicy } from "../../../../src/boards/policyStore";
import type { Judged } from "../../../../src/boards/judged";
import { assess } from "../../../../src/domain/readiness/assess";
import type { RecordRequest } from "../../../../src/domain/record/request";
import type { Policy } from "../../../../src/domain/policy/policy";
import type { Snapshot } from "../../../../src/domain/snapshot";
import { createHub, type Hub, type HubEffects } from "../../../../src/hub/store/hub";
import * as proposing from "../../../../src/hub/store/proposing";
import { shownReport } from "../../../../src/hub/store/past";
import { asset, feature, NOW, policy, snapshot } from "../../../builders/estate";

const PROJECT = snapshot([feature(1), asset(2, 1, { state: "Resolved" }), asset(3, 1, { state: "Active" })]);
const STORED: StoredPolicy = { policy: policy(), etag: 4 };

/** A reading that the test answers when it wants to. */
interface Reading {
  readonly policy: Policy | null;
  readonly signal: AbortSignal;
  readonly progress: Parameters<HubEffects["readSnapshot"]>[2];
  readonly succeed: (snapshot: Snapshot) => void;
  readonly fail: (thrown: unknown) => void;
}

/** A reading of the histories that a verdict hangs on. */
interface HistoryReading {
  readonly signal: AbortSignal;
  readonly succeed: (judged: Judged) => void;
}

/** A reading of a day that is over. */
interface PastReading extends Pick<Reading, "signal" | "succeed" | "fail"> {
  readonly asOf: number;
  readonly policy: Policy;
}

/** A panel that the test closes when it wants to. */
interface Panel {
  readonly ids: readonly number[];
  readonly action: string;
  readonly close: () => void;
}

interface Given {
  readonly load?: () => Promise<StoredPolicy | null>;
  readonly hash?: string;
  readonly mayWrite?: () => Promise<boolean | null>;
  readonly isHearing?: boolean;
  /** How many histories each reading needs; none where it is absent. */
  readonly histories?: number;
}

/** A world in which nothing is answered unless the test says so. */
function world(given: Given = {}) {
  const permissions: number[] = [];
  const panels: Panel[] = [];
  const records: { readonly request: RecordRequest; readonly close: () => void }[] = [];
  const listening = new Set<(ids: readonly number[]) => void>();
  const readings: Reading[] = [];
  const pastReadings: PastReading[] = [];
  const historyReadings: HistoryReading[] = [];
  const saves: { policy: Policy; replaces: unknown }[] = [];
  const hashes: string[] = [];
  let save: () => Promise<StoredPolicy> = () => Promise.reject(new Error("The test allows no save."));
  let tellHash: (hash: string) => void = () => {
    throw new Error("Nobody listens to the address.");
  };
  let clock = NOW;
  const effects: HubEffects = {
    readSnapshot: (asked, signal, progress) =>
      new Promise((succeed, fail) => {
        readings.push({ policy: asked, signal, progress, succeed, fail });
        signal.addEventListener("abort", () => {
          fail(new Cancelled());
        });
      }),
    loadProposing: () => Promise.resolve(proposing),
    judge: (read, asked, signal, onUnfinished) => {
      const judged = { snapshot: read, report: assess(read, asked, read.asOf) };
      if (given.histories === undefined) return Promise.resolve(judged);
      onUnfinished(judged, given.histories);
      return new Promise((succeed, fail) => {
        historyReadings.push({ signal, succeed });
        signal.addEventListener("abort", () => {
          fail(new Cancelled());
        });
      });
    },
    readPast: (asOf, asked, signal) =>
      new Promise((succeed, fail) => {
        pastReadings.push({ asOf, policy: asked, signal, succeed, fail });
        signal.addEventListener("abort", () => {
          fail(new Cancelled());
        });
      }),
    policies: {
      load: given.load ?? (() => Promise.resolve(STORED)),
      save: (stored, replaces) => {
        saves.push({ policy: stored, replaces });
        return save();
      },
    },
    mayWrite: (item) => {
      permissions.push(item.id);
      return given.mayWrite?.() ?? Promise.resolve(true);
    },
    openPanel: (ids, action) =>
      new Promise((close) => {
        panels.push({ ids, action, close });
      }),
    openRecordPanel: (request) =>
      new Promise((close) => {
        records.push({ request, close });
      }),
    changes: {
      isHearing: given.isHearing ?? true,
      onAnnounced: (listener) => {
        listening.add(listener);
        return () => {
          listening.delete(listener);
        };
      },
    },
    now: () => clock,
    navigation: {
      read: () => Promise.resolve(given.hash ?? ""),
      push: (hash) => hashes.push(`push ${hash}`),
      replace: (hash) => hashes.push(`replace ${hash}`),
      onChanged: (listener) => {
        tellHash = listener;
        return () => undefined;
      },
    },
  };
  return {
    hub: createHub(effects),
    readings,
    pastReadings,
    historyReadings,
    saves,
    hashes,
    permissions,
    panels,
    records,
    announce: (ids: readonly number[]) => {
      for (const listener of listening) listener(ids);
    },
    listeners: () => listening.size,
    hostSays: (hash: string) => {
      tellHash(hash);
    },
    advance: (ms: number) => {
      clock += ms;
    },
    answerSave: (answer: () => Promise<StoredPolicy>) => {
      save = answer;
    },
  };
}

/** Lets everything that is already answered happen. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function data<K extends string>(hub: Hub, kind: K) {
  const { data: found } = hub.get();
  if (found.kind !== kind) throw new Error(`The hub is ${found.kind}, not ${kind}.`);
  return found as Extract<typeof found, { kind: K }>;
}

function last<T>(list: readonly T[]): T {
  const found = list.at(-1);
  if (found === undefined) throw new Error("The list is empty.");
  return found;
}

async function ready(given: Parameters<typeof world>[0] = {}) {
  const made = world(given);
  const started = made.hub.start();
  await settled();
  last(made.readings).succeed(PROJECT);
  await started;
  return made;
}

describe("the hub with a stored mapping", () => {
  it("opens what the address names, then reads with the mapping, telling how far it is", async () => {
    const { hub, readings } = world({ hash: "release=R1&tab=assets" });
    expect(hub.get().data.kind).toBe("starting");
    void hub.start();
    await settled();
    expect(hub.get().view).toMatchObject({ subject: { kind: "release", release: "R1" }, tab: "assets" });
    expect(data(hub, "loading").progress).toBeNull();
    expect(last(readings).policy).toBe(STORED.policy);
    last(readings).progress({ phase: "items", read: 3, expected: 9 });
    expect(data(hub, "loading").progress).toEqual({ phase: "items", read: 3, expected: 9 });
  });

  it("judges what was read by Azure DevOps' own time, and tells its age by this computer's from when the reading began", async () => {
    const { hub, readings, advance } = world();
    const started = hub.start();
    await settled();
    advance(7_000);
    last(readings).succeed({ ...PROJECT, asOf: NOW - 60_000 });
    await started;
    const { report, readAt } = data(hub, "ready");
    expect(report.now).toBe(NOW - 60_000);
    expect(readAt).toBe(NOW);
    expect(report.unplanned.map(({ title }) => title)).toEqual(["Workload 1"]);
  });

  it("keeps the old report on screen until the new one is there", async () => {
    const { hub, readings } = await ready();
    const before = data(hub, "ready").report;
    const refreshed = hub.refresh();
    await settled();
    last(readings).progress({ phase: "listing", read: 1, expected: 3 });
    expect(data(hub, "ready")).toMatchObject({ refreshing: { progress: { read: 1, expected: 3 } } });
    expect(data(hub, "ready").report).toBe(before);
    last(readings).succeed(snapshot([feature(1), asset(2, 1)]));
    await refreshed;
    expect(data(hub, "ready").report).not.toBe(before);
    expect(data(hub, "ready").refreshing).toBeNull();
  });

  it("keeps the old report where refreshing fails, and says why", async () => {
    const { hub, readings } = await ready();
    const before = data(hub, "ready").report;
    const refreshed = hub.refresh();
    await settled();
    last(readings).fail({ message: "TF400733: blocked" });
    await refreshed;
    expect(data(hub, "ready").report).toBe(before);
    expect(data(hub, "ready").refreshProblem?.message).toBe("TF400733: blocked");
  });

  it("keeps the old report where refreshing is cancelled, and calls that no problem", async () => {
    const { hub, readings } = await ready();
    const refreshed = hub.refresh();
    await settled();
    hub.cancel();
    await refreshed;
    expect(last(readings).signal.aborted).toBe(true);
    expect(data(hub, "ready")).toMatchObject({ refreshing: null, refreshProblem: null });
  });

  it("ends an older reading when a newer one begins, and never shows it", async () => {
    const { hub, readings } = await ready();
    void hub.refresh();
    await settled();
    const older = last(readings);
    const newer = hub.refresh();
    await settled();
    expect(older.signal.aborted).toBe(true);
    older.progress({ phase: "items", read: 99, expected: 99 });
    expect(data(hub, "ready").refreshing).toMatchObject({ purpose: "report", progress: null });
    last(readings).succeed(PROJECT);
    await newer;
    expect(readings).toHaveLength(3);
  });

  it("stops where the first reading is cancelled, and can read again", async () => {
    const { hub, readings } = world();
    const started = hub.start();
    await settled();
    hub.cancel();
    await started;
    expect(hub.get().data.kind).toBe("stopped");
    void hub.refresh();
    await settled();
    expect(readings).toHaveLength(2);
  });

  it("stops at once where what is waited for can't be cancelled, and never shows what comes of it", async () => {
    let answer: (stored: StoredPolicy) => void = () => undefined;
    const { hub, readings } = world({ load: () => new Promise((resolve) => (answer = resolve)) });
    const started = hub.start();
    await settled();
    hub.cancel();
    await started;
    expect(hub.get().data.kind).toBe("stopped");
    answer(STORED);
    await settled();
    readings.forEach((reading) => {
      reading.succeed(PROJECT);
    });
    await settled();
    expect(hub.get().data.kind).toBe("stopped");
  });

  it("fails with the reason where nothing could be read", async () => {
    const { hub, readings } = world();
    const started = hub.start();
    await settled();
    last(readings).fail(new Error("No metadata"));
    await started;
    expect(data(hub, "failed").problem).toEqual({ message: "No metadata", isMapping: false });
  });

  it("reads a mapping that was changed by someone else before it refreshes", async () => {
    let stored = STORED;
    const { hub, readings } = await ready({ load: () => Promise.resolve(stored) });
    stored = { policy: policy({ notDoneReasons: ["Paused"] }), etag: 5 };
    void hub.refresh();
    await settled();
    expect(last(readings).policy).toBe(stored.policy);
  });
});

describe("the hub whose stored mapping can't be used", () => {
  const load = () => Promise.reject(new InvalidStoredPolicy([{ path: "assets.types", message: "missing" }], 8));

  it("names the place and reads nothing", async () => {
    const { hub, readings } = world({ load });
    await hub.start();
    const { problem } = data(hub, "failed");
    expect(problem.isMapping).toBe(true);
    expect(problem.message).toContain("assets.types: missing");
    expect(readings).toHaveLength(0);
  });

  it("lets a newly confirmed one take the place of that very version", async () => {
    const { hub, readings, saves, answerSave } = world({ load });
    await hub.start();
    const proposed = hub.proposeMapping();
    await settled();
    last(readings).succeed(PROJECT);
    await proposed;
    answerSave(() => Promise.resolve({ ...STORED, etag: 9 }));
    void hub.confirm();
    await settled();
    expect(saves).toMatchObject([{ replaces: { etag: 8 } }]);
  });
});

describe("a first visit", () => {
  async function proposing() {
    const made = world({ load: () => Promise.resolve(null) });
    const started = made.hub.start();
    await settled();
    last(made.readings).succeed(PROJECT);
    await started;
    return made;
  }

  it("reads the whole project and proposes a mapping with what it would say, storing nothing", async () => {
    const { hub, readings, saves } = await proposing();
    expect(last(readings).policy).toBeNull();
    const { chosen, preview, replaces } = data(hub, "proposing");
    expect(chosen.preset).toBe("agile");
    expect(preview?.report.unplanned).toHaveLength(1);
    expect(replaces).toBeNull();
    expect(saves).toHaveLength(0);
  });

  it("shows what another choice would say", async () => {
    const { hub, saves } = await proposing();
    hub.choose({ assetRule: "asset-tag" });
    expect(data(hub, "proposing").preview?.report.unplanned).toHaveLength(0);
    hub.choose({ assetRule: "every-item" });
    expect(data(hub, "proposing").preview?.report.unplanned).toHaveLength(1);
    expect(saves).toHaveLength(0);
  });

  it("stores what is confirmed and reads anew with it", async () => {
    const { hub, readings, saves, answerSave } = await proposing();
    const expected = data(hub, "proposing").preview?.policy;
    answerSave(() => Promise.resolve(STORED));
    const confirmed = hub.confirm();
    await settled();
    expect(saves).toEqual([{ policy: expected, replaces: null }]);
    expect(readings).toHaveLength(2);
    expect(last(readings).policy).toBe(STORED.policy);
    last(readings).succeed(PROJECT);
    await confirmed;
    expect(data(hub, "ready").stored).toBe(STORED);
  });

  it("keeps the choices where storing fails, and says why", async () => {
    const { hub, answerSave } = await proposing();
    hub.choose({ assetRule: "every-item" });
    answerSave(() => Promise.reject(new Conflict()));
    await hub.confirm();
    const { problem, isSaving, chosen } = data(hub, "proposing");
    expect(problem?.message).toContain("somebody else");
    expect(isSaving).toBe(false);
    expect(chosen.assetRule).toBe("every-item");
  });

  it("stores once however often confirm is pressed", async () => {
    const { hub, saves, answerSave } = await proposing();
    answerSave(() => new Promise(() => undefined));
    void hub.confirm();
    void hub.confirm();
    await settled();
    expect(saves).toHaveLength(1);
  });

  it("can't be confirmed where the project has nothing to choose from", async () => {
    const { hub, readings, saves } = world({ load: () => Promise.resolve(null) });
    const started = hub.start();
    await settled();
    last(readings).succeed(snapshot([], { types: [] }));
    await started;
    expect(data(hub, "proposing").preview).toBeNull();
    await hub.confirm();
    expect(saves).toHaveLength(0);
  });
});

describe("a new proposal", () => {
  /** A report on screen, and the proposal of a new mapping begun from the mapping's view. */
  async function proposingAgain(changes: Parameters<typeof ready>[0] = {}) {
    const made = await ready(changes);
    const before = data(made.hub, "ready");
    made.hub.open({ subject: { kind: "mapping" } });
    const proposed = made.hub.proposeMapping();
    await settled();
    return { ...made, before, proposed };
  }

  async function proposedAgain(changes: Parameters<typeof ready>[0] = {}) {
    const made = await proposingAgain(changes);
    last(made.readings).succeed(PROJECT);
    await made.proposed;
    expect(made.hub.get().data.kind).toBe("proposing");
    return made;
  }

  it("gives way to the report from before when it is discarded, without reading again", async () => {
    const { hub, readings, before } = await proposedAgain();
    const count = readings.length;
    await hub.discard();
    expect(data(hub, "ready")).toEqual(before);
    expect(readings).toHaveLength(count);
  });

  it("is left with the view that it stands on, by a link or by back", async () => {
    const { hub, hostSays, before } = await proposedAgain();
    hostSays("");
    expect(data(hub, "ready")).toEqual(before);
  });

  it("is not made any more once the view was left while it was being read", async () => {
    const { hub, readings, proposed } = await proposingAgain();
    hub.open({ subject: { kind: "releases" } });
    expect(last(readings).signal.aborted).toBe(true);
    await proposed;
    expect(data(hub, "ready").refreshing).toBeNull();
  });

  it("is discarded for a fresh reading where somebody else stored another mapping meanwhile", async () => {
    const { hub, readings, answerSave } = await proposedAgain();
    answerSave(() => Promise.reject(new Conflict()));
    await hub.confirm();
    const count = readings.length;
    void hub.discard();
    await settled();
    expect(readings).toHaveLength(count + 1);
  });
});

describe("a proposal in place of a mapping that can't be used", () => {
  it("names that version again after it was cancelled and begun anew", async () => {
    const load = () => Promise.reject(new InvalidStoredPolicy([{ path: "assets.types", message: "missing" }], 8));
    const { hub, readings, saves, answerSave } = world({ load });
    await hub.start();
    void hub.proposeMapping();
    await settled();
    hub.cancel();
    await settled();
    expect(hub.get().data.kind).toBe("stopped");
    await hub.refresh();
    expect(data(hub, "failed").problem.isMapping).toBe(true);
    const proposed = hub.proposeMapping();
    await settled();
    last(readings).succeed(PROJECT);
    await proposed;
    answerSave(() => Promise.resolve({ ...STORED, etag: 9 }));
    void hub.confirm();
    await settled();
    expect(saves).toMatchObject([{ replaces: { etag: 8 } }]);
  });
});

describe("the address", () => {
  it("gets an entry for each view that is opened, and none for a filter that is typed", async () => {
    const { hub, hashes } = await ready();
    hub.open({ subject: { kind: "release", release: "R 1" } });
    hub.adjust({ filter: { text: "sq", area: "" } });
    expect(hashes).toEqual(["push release=R%201", "replace release=R%201&find=sq"]);
  });

  it("leads to a part once: what is adjusted afterwards stays where it is", async () => {
    const { hub, hashes } = await ready();
    hub.open({ part: "unread" });
    hub.adjust({ filter: { text: "sq", area: "" } });
    expect(hashes).toEqual(["push part=unread", "replace find=sq"]);
  });

  it("opens the view that back leads to", async () => {
    const { hub, hostSays } = await ready();
    hub.open({ subject: { kind: "mapping" } });
    hostSays("");
    expect(hub.get().view.subject).toEqual({ kind: "releases" });
  });

  it("does not listen to the echo of its own change", async () => {
    const { hub, hostSays } = await ready();
    hub.open({ subject: { kind: "release", release: "R1" } });
    const { view } = hub.get();
    hostSays("release=R1");
    expect(hub.get().view).toBe(view);
  });
});

describe("whether a reader may change work items", () => {
  it("is asked once, with a work item of the report", async () => {
    const { hub, permissions, readings } = await ready();
    await settled();
    expect(hub.get().mayWrite).toBe(true);
    const refreshed = hub.refresh();
    await settled();
    last(readings).succeed(PROJECT);
    await refreshed;
    expect(permissions).toEqual([2]);
  });

  it("is not known before the answer, and then what Azure DevOps says", async () => {
    let answer: (mayWrite: boolean) => void = () => undefined;
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const { hub } = await ready({ mayWrite: () => asked });
    expect(hub.get().mayWrite).toBeNull();
    answer(false);
    await settled();
    expect(hub.get().mayWrite).toBe(false);
  });

  it("is taken for granted where it can't be told: a refused write says why", async () => {
    const { hub } = await ready({ mayWrite: () => Promise.resolve(null) });
    await settled();
    expect(hub.get().mayWrite).toBe(true);
  });
});

describe("histories that a verdict hangs on (E2)", () => {
  async function waiting() {
    const made = world({ histories: 12 });
    const started = made.hub.start();
    await settled();
    last(made.readings).succeed(PROJECT);
    await settled();
    return { ...made, started };
  }

  it("are read while the first report is on screen, which the finished one takes the place of", async () => {
    const { hub, historyReadings, started, permissions } = await waiting();
    const first = data(hub, "ready");
    expect(first.refreshing).toEqual({ kind: "loading", purpose: "history", items: 12 });
    expect(first.snapshot).toBe(PROJECT);
    expect(permissions).toHaveLength(1);
    const snapshotAfter = { ...PROJECT, histories: [{ id: 2, revisions: [] }] };
    last(historyReadings).succeed({ snapshot: snapshotAfter, report: assess(snapshotAfter, STORED.policy, NOW) });
    await started;
    expect(data(hub, "ready")).toMatchObject({ refreshing: null, readAt: first.readAt, snapshot: snapshotAfter });
    expect(data(hub, "ready").report).not.toBe(first.report);
  });

  it("are left where the reader cancels: the first report stays", async () => {
    const { hub, historyReadings, started } = await waiting();
    const { report } = data(hub, "ready");
    hub.cancel();
    await started;
    expect(last(historyReadings).signal.aborted).toBe(true);
    expect(data(hub, "ready")).toMatchObject({ refreshing: null, refreshProblem: null });
    expect(data(hub, "ready").report).toBe(report);
  });

  it("are left for a refresh, and what comes of them is not shown any more", async () => {
    const { hub, historyReadings, readings } = await waiting();
    const { report } = data(hub, "ready");
    const older = last(historyReadings);
    void hub.refresh();
    await settled();
    expect(older.signal.aborted).toBe(true);
    older.succeed({ snapshot: snapshot([]), report: assess(snapshot([]), STORED.policy, NOW) });
    await settled();
    expect(data(hub, "ready").report).toBe(report);
    expect(data(hub, "ready").refreshing).toMatchObject({ purpose: "report" });
    last(readings).succeed(PROJECT);
    await settled();
    expect(historyReadings).toHaveLength(2);
    expect(data(hub, "ready").refreshing).toMatchObject({ purpose: "history" });
  });
});

describe("changing work items", () => {
  it("opens the panel, and reads again once it is closed, where it changed any", async () => {
    const { hub, panels, readings, announce, listeners } = await ready();
    const changed = hub.change([2, 3], "stage");
    expect(panels).toMatchObject([{ ids: [2, 3], action: "stage" }]);
    announce([2]);
    await settled();
    expect(readings).toHaveLength(1);
    last(panels).close();
    await settled();
    expect(readings).toHaveLength(2);
    last(readings).succeed(PROJECT);
    await changed;
    expect(listeners()).toBe(0);
  });

  it("reads nothing where the panel changed nothing", async () => {
    const { hub, panels, readings } = await ready();
    const changed = hub.change([2], "release");
    last(panels).close();
    await changed;
    expect(readings).toHaveLength(1);
  });

  it("reads again in any case where it can't hear of changes, unless the panel only says what is in the way", async () => {
    const { hub, panels, readings } = await ready({ isHearing: false });
    const why = hub.change([2], "why");
    last(panels).close();
    await why;
    expect(readings).toHaveLength(1);
    void hub.change([2], "stage");
    last(panels).close();
    await settled();
    expect(readings).toHaveLength(2);
  });
});

describe("recording evidence, waivers and decisions", () => {
  it("opens the panel, and reads again once it is closed, where anything was recorded", async () => {
    const { hub, records, readings, announce } = await ready();
    const request = { kind: "approve", workItem: 7 } as const;
    const first = hub.record(request);
    expect(records).toMatchObject([{ request }]);
    last(records).close();
    await first;
    expect(readings).toHaveLength(1);
    const second = hub.record(request);
    announce([7]);
    last(records).close();
    await settled();
    expect(readings).toHaveLength(2);
    last(readings).succeed(PROJECT);
    await second;
  });
});

describe("the past", () => {
  const MONDAY = "2026-11-16";
  const endOf = (day: string): number => Date.parse(`${day}T23:59:59.999Z`);
  const THEN = { ...PROJECT, asOf: endOf(MONDAY) };
  const stateOf = (hub: Hub, asOf: string) => hub.get().pasts.get(asOf);

  it("gives the report of a day that nobody looks at, reading it once however often it is asked for", async () => {
    const { hub, pastReadings } = await ready();
    const reports = Promise.all([hub.readDay(MONDAY), hub.readDay(MONDAY)]);
    expect(pastReadings).toMatchObject([{ asOf: endOf(MONDAY), policy: STORED.policy }]);
    last(pastReadings).succeed(THEN);
    expect((await reports).map(({ asOf }) => asOf)).toEqual([THEN.asOf, THEN.asOf]);
    expect(hub.get().view.asOf).toBeNull();
  });

  it("says why there is no report of a day that could not be read", async () => {
    const { hub, pastReadings } = await ready();
    const asked = hub.readDay(MONDAY);
    last(pastReadings).fail(new Error("Azure Boards is away."));
    await expect(asked).rejects.toThrow("Azure Boards is away.");
  });

  it("is read as of the end of the day (UTC), and judged with today's mapping (T3)", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: MONDAY });
    expect(pastReadings).toMatchObject([{ asOf: endOf(MONDAY), policy: STORED.policy }]);
    expect(shownReport(hub.get())).toBeNull();
    last(pastReadings).succeed(THEN);
    await settled();
    expect(shownReport(hub.get())).toMatchObject({ now: endOf(MONDAY), policy: data(hub, "ready").report.policy });
  });

  it("stands in the address, and is opened by it", async () => {
    const { hub, hashes, pastReadings } = await ready({ hash: `asOf=${MONDAY}` });
    expect(pastReadings).toHaveLength(1);
    hub.open({ asOf: null });
    expect(last(hashes)).toBe("push ");
    expect(shownReport(hub.get())).toBe(data(hub, "ready").report);
  });

  it("is read once however often one goes back and forth", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: MONDAY });
    last(pastReadings).succeed(THEN);
    await settled();
    hub.open({ asOf: null });
    hub.open({ asOf: MONDAY });
    hub.open({ tab: "assets" });
    expect(pastReadings).toHaveLength(1);
    expect(shownReport(hub.get())?.now).toBe(endOf(MONDAY));
  });

  it("begins yesterday: today is now, and is read anew with each refresh", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: "2026-11-23" });
    hub.open({ asOf: "2031-01-01" });
    expect(pastReadings).toHaveLength(0);
    expect(shownReport(hub.get())).toBe(data(hub, "ready").report);
  });

  it("has no mapping of its own: its view is today's", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: MONDAY, subject: { kind: "mapping" } });
    expect(pastReadings).toHaveLength(0);
    expect(hub.get().mayWrite).toBe(true);
  });

  it("offers no writing", async () => {
    const { hub } = await ready();
    expect(hub.get().mayWrite).toBe(true);
    hub.open({ asOf: MONDAY });
    expect(hub.get().mayWrite).toBe(false);
    hub.open({ asOf: null });
    expect(hub.get().mayWrite).toBe(true);
  });

  it("is judged again, from a new reading, with a new mapping", async () => {
    let stored = STORED;
    const { hub, readings, pastReadings } = await ready({ load: () => Promise.resolve(stored) });
    hub.open({ asOf: MONDAY });
    last(pastReadings).succeed(THEN);
    await settled();
    stored = { policy: policy({ notDoneReasons: ["Paused"] }), etag: 5 };
    const refreshed = hub.refresh();
    await settled();
    last(readings).succeed(PROJECT);
    await refreshed;
    expect(pastReadings).toHaveLength(2);
    expect(last(pastReadings).policy).toBe(stored.policy);
  });

  it("that failed is read again when it is asked for again, and when one comes back to it", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: MONDAY });
    last(pastReadings).fail(new Error("TF51011: no such time"));
    await settled();
    expect(stateOf(hub, MONDAY)).toEqual({
      kind: "failed",
      problem: { message: "TF51011: no such time", isMapping: false },
    });
    expect(shownReport(hub.get())).toBeNull();
    hub.retryPast();
    expect(pastReadings).toHaveLength(2);
    last(pastReadings).fail(new Error("again"));
    await settled();
    hub.open({ asOf: null });
    hub.open({ asOf: MONDAY });
    expect(pastReadings).toHaveLength(3);
  });

  it("that lost something is shown, and is not kept (V2)", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: MONDAY });
    last(pastReadings).succeed({ ...THEN, losses: [{ kind: "query", message: "500" }] });
    await settled();
    expect(shownReport(hub.get())?.complete).toBe(false);
    hub.open({ asOf: null });
    hub.open({ asOf: MONDAY });
    expect(pastReadings).toHaveLength(2);
  });

  it("that nobody looks at any more is not read to its end", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ asOf: MONDAY });
    hub.open({ asOf: "2026-11-10" });
    expect(pastReadings[0]?.signal.aborted).toBe(true);
    await settled();
    expect([...hub.get().pasts.keys()]).toEqual(["2026-11-10"]);
  });

  it("is kept for the days that were read last, not for all", async () => {
    const { hub, pastReadings } = await ready();
    for (const day of ["01", "02", "03", "04", "05", "06", "07"]) {
      hub.open({ asOf: `2026-11-${day}` });
      last(pastReadings).succeed(THEN);
      await settled();
    }
    expect([...hub.get().pasts.keys()].map((day) => day.slice(-2))).toEqual(["03", "04", "05", "06", "07"]);
  });

  it("of a week ago is read for the changes, and no sooner", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ subject: { kind: "release", release: "R1" } });
    expect(pastReadings).toHaveLength(0);
    hub.open({ tab: "changes" });
    expect(pastReadings).toMatchObject([{ asOf: endOf("2026-11-16") }]);
    hub.open({ since: "2026-11-01", asOf: "2026-11-10" });
    expect(pastReadings.slice(1)).toMatchObject([{ asOf: endOf("2026-11-10") }, { asOf: endOf("2026-11-01") }]);
  });

  it("is compared with nothing that lies after it", async () => {
    const { hub, pastReadings } = await ready();
    hub.open({ tab: "changes", since: "2026-11-20", asOf: "2026-11-10" });
    hub.open({ tab: "changes", since: "2026-11-23", asOf: null });
    expect(pastReadings.map(({ asOf }) => asOf)).toEqual([endOf("2026-11-10")]);
  });
});
