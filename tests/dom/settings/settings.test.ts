/** @jest-environment node */
import { Cancelled } from "../../../src/boards/errors";
import { Conflict, InvalidStoredPolicy, type StoredPolicy } from "../../../src/boards/policyStore";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Snapshot } from "../../../src/domain/snapshot";
import * as judging from "../../../src/settings/store/judging";
import { createSettings, QUIET_MS, type Settings, type SettingsEffects } from "../../../src/settings/store/settings";
import { exportedText } from "../../../src/settings/store/document";
import type { Ready } from "../../../src/settings/store/state";
import { asset, feature, policy, snapshot } from "../../builders/estate";

const PROJECT = snapshot([feature(1, { tags: ["release:R1"] }), asset(2, 1, { state: "On hold" })]);
const STORED: StoredPolicy = { policy: policy(), etag: 4 };
const MAPPED = policy({
  stateTable: [...policy().stateTable, { type: "User Story", state: "On hold", stage: "Pending" }],
});

interface Given {
  readonly load?: () => Promise<StoredPolicy | null>;
  readonly save?: () => Promise<StoredPolicy>;
  readonly read?: (policy: Policy) => Promise<Snapshot>;
  readonly mayWrite?: () => Promise<boolean | null>;
  readonly hash?: string;
}

/** A world whose time the test moves; nothing may be saved unless it says so. */
function world(given: Given = {}) {
  const readings: { policy: Policy; signal: AbortSignal }[] = [];
  const saves: { policy: Policy; replaces: unknown }[] = [];
  const pushed: string[] = [];
  let waiting: { callback: () => void; at: number } | null = null;
  let clock = 0;
  let tellHash: (hash: string) => void = () => {
    throw new Error("Nobody listens to the address.");
  };
  const effects: SettingsEffects = {
    loadJudging: () => Promise.resolve(judging),
    readSnapshot: (asked, signal) => {
      readings.push({ policy: asked, signal });
      return given.read?.(asked) ?? Promise.resolve(PROJECT);
    },
    policies: {
      load: () => given.load?.() ?? Promise.resolve(STORED),
      save: (saved, replaces) => {
        saves.push({ policy: saved, replaces });
        return given.save?.() ?? Promise.reject(new Error("The test allows no save."));
      },
    },
    mayWrite: () => given.mayWrite?.() ?? Promise.resolve(true),
    later(callback, milliseconds) {
      const mine = { callback, at: clock + milliseconds };
      waiting = mine;
      return () => {
        if (waiting === mine) waiting = null;
      };
    },
    navigation: {
      read: () => Promise.resolve(given.hash ?? ""),
      push: (hash) => pushed.push(hash),
      onChanged: (listener) => {
        tellHash = listener;
        return () => undefined;
      },
    },
  };
  return {
    settings: createSettings(effects),
    readings,
    saves,
    pushed,
    hostSays: (hash: string) => {
      tellHash(hash);
    },
    /** Lets time pass, and what is due happen. */
    async pass(milliseconds: number) {
      clock += milliseconds;
      const due = waiting;
      if (due !== null && due.at <= clock) {
        waiting = null;
        due.callback();
      }
      await settled();
    },
  };
}

/** Lets everything that is already answered happen. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function ready(settings: Settings): Ready {
  const { data } = settings.get();
  if (data.kind !== "ready") throw new Error(`The settings are ${data.kind}.`);
  return data;
}

async function started(given: Given = {}) {
  const made = world(given);
  await made.settings.start();
  await settled();
  return made;
}

describe("an edit", () => {
  it("shows its effect once nothing was typed for a moment, and not before", async () => {
    const { settings, pass } = await started();
    settings.edit(MAPPED);
    expect(ready(settings).effect).toEqual({ kind: "waiting" });
    await pass(QUIET_MS - 1);
    settings.edit(MAPPED);
    await pass(QUIET_MS - 1);
    expect(ready(settings).effect).toEqual({ kind: "waiting" });
    await pass(1);
    const { effect } = ready(settings);
    expect(effect).toMatchObject({
      kind: "shown",
      effect: { stages: [{ from: "Unknown", to: "Pending", assets: [{ id: 2 }] }] },
    });
  });

  it("is not saved before its effect was shown", async () => {
    const { settings, saves, pass } = await started({ save: () => Promise.resolve({ policy: MAPPED, etag: 5 }) });
    settings.edit(MAPPED);
    await settings.save();
    expect(saves).toEqual([]);
    await pass(QUIET_MS);
    settings.edit(policy({ ...MAPPED, labels: { release: "Wave" } }));
    await settings.save();
    expect(saves).toEqual([]);
  });

  it("saves what its effect was shown for, over the version that it was made from", async () => {
    const { settings, saves, pass } = await started({ save: () => Promise.resolve({ policy: MAPPED, etag: 5 }) });
    settings.edit(MAPPED);
    await pass(QUIET_MS);
    await settings.save();
    expect(saves).toEqual([{ policy: MAPPED, replaces: STORED }]);
    expect(ready(settings)).toMatchObject({
      base: MAPPED,
      replaces: { etag: 5 },
      isSaved: true,
      effect: { kind: "unchanged" },
    });
  });

  it("that is no policy is kept as typed, with every problem at its place", async () => {
    const { settings, pass } = await started();
    const wrong = policy({ labels: { release: "" } });
    settings.edit(wrong);
    await pass(QUIET_MS);
    expect(ready(settings)).toMatchObject({
      draft: wrong,
      problems: [{ path: "labels.release", message: "must not be empty" }],
      effect: { kind: "invalid" },
    });
  });

  it("that says what is stored again is no change", async () => {
    const { settings } = await started();
    settings.edit(MAPPED);
    settings.edit(policy());
    expect(ready(settings).effect).toEqual({ kind: "unchanged" });
  });

  it("reads the project again where it looks at what was not read, and only then", async () => {
    const { settings, readings, pass } = await started();
    settings.edit(MAPPED);
    await pass(QUIET_MS);
    expect(readings).toHaveLength(1);
    const field = policy({ strategy: { kind: "field", field: "Custom.Strategy" } });
    settings.edit(field);
    await pass(QUIET_MS);
    expect(readings).toHaveLength(2);
    expect(readings[1]?.policy.assets.when).toContainEqual({ kind: "field", field: "Custom.Strategy", values: [] });
    settings.edit(MAPPED);
    await pass(QUIET_MS);
    expect(readings).toHaveLength(2);
    expect(ready(settings).effect.kind).toBe("shown");
  });

  it("ends a reading whose effect nobody waits for any more", async () => {
    const reads: ((snapshot: Snapshot) => void)[] = [];
    const made = world({
      read: () =>
        reads.length === 0
          ? (reads.push(() => undefined), Promise.resolve(PROJECT))
          : new Promise((done) => reads.push(done)),
    });
    await made.settings.start();
    made.settings.edit(policy({ strategy: { kind: "field", field: "Custom.A" } }));
    await made.pass(QUIET_MS);
    expect(ready(made.settings).effect.kind).toBe("reading");
    made.settings.edit(MAPPED);
    expect(made.readings[1]?.signal.aborted).toBe(true);
    reads[1]?.(PROJECT);
    await settled();
    expect(ready(made.settings).effect).toEqual({ kind: "waiting" });
  });

  it("can't be saved where its effect can't be read, and says why", async () => {
    let isFirst = true;
    const { settings, saves, pass } = await started({
      read: () => {
        if (!isFirst) return Promise.reject(new Error("Azure DevOps is busy."));
        isFirst = false;
        return Promise.resolve(PROJECT);
      },
    });
    settings.edit(policy({ strategy: { kind: "field", field: "Custom.A" } }));
    await pass(QUIET_MS);
    expect(ready(settings).effect).toEqual({ kind: "failed", message: "Azure DevOps is busy." });
    await settings.save();
    expect(saves).toEqual([]);
  });

  it("stays when saving fails", async () => {
    const { settings, pass } = await started({ save: () => Promise.reject(new Error("No network.")) });
    settings.edit(MAPPED);
    await pass(QUIET_MS);
    await settings.save();
    expect(ready(settings)).toMatchObject({ draft: MAPPED, isSaving: false, saveProblem: "No network." });
    expect(ready(settings).effect.kind).toBe("shown");
  });
});

describe("another administrator", () => {
  const theirs: StoredPolicy = { policy: policy({ labels: { release: "Cutover" } }), etag: 9 };

  async function conflict() {
    let loads = 0;
    let isTaken = true;
    const made = await started({
      load: () => Promise.resolve(++loads === 1 ? STORED : theirs),
      save: () => {
        if (isTaken) return Promise.reject(new Conflict());
        return Promise.resolve({ policy: MAPPED, etag: 10 });
      },
    });
    made.settings.edit(MAPPED);
    await made.pass(QUIET_MS);
    await made.settings.save();
    return {
      ...made,
      letSave: () => {
        isTaken = false;
      },
    };
  }

  it("is told of, with what each changed, and nothing is stored or lost", async () => {
    const { settings } = await conflict();
    expect(ready(settings)).toMatchObject({
      draft: MAPPED,
      conflict: { theirs, merge: { theirs: ["labels"], mine: ["stages"], both: [] } },
    });
  });

  it("can't be overwritten by saving again", async () => {
    const { settings, saves } = await conflict();
    await settings.save();
    expect(saves).toHaveLength(1);
  });

  it("keeps what they changed under what I changed; the effect is compared with theirs, then it is saved over theirs", async () => {
    const { settings, saves, pass, letSave } = await conflict();
    settings.resolve(["stages"]);
    const merged = { ...MAPPED, labels: { release: "Cutover" } };
    expect(ready(settings)).toMatchObject({ draft: merged, base: theirs.policy, conflict: null });
    await settings.save();
    expect(saves).toHaveLength(1);
    await pass(QUIET_MS);
    letSave();
    await settings.save();
    expect(saves[1]).toEqual({ policy: merged, replaces: theirs });
  });

  it("who stored the first mapping before I did leaves me the choice of every section in which they differ", async () => {
    let loads = 0;
    const { settings, pass } = await started({
      load: () => Promise.resolve(++loads === 1 ? null : theirs),
      save: () => Promise.reject(new Conflict()),
    });
    settings.import(exportedText(MAPPED));
    await pass(QUIET_MS);
    await settings.save();
    expect(ready(settings).conflict?.merge).toEqual({ theirs: [], mine: [], same: [], both: ["stages", "labels"] });
  });

  it("is taken over whole where I keep nothing", async () => {
    const { settings } = await conflict();
    settings.resolve([]);
    expect(ready(settings)).toMatchObject({
      draft: theirs.policy,
      replaces: { etag: 9 },
      effect: { kind: "unchanged" },
    });
  });
});

describe("a document", () => {
  it("becomes the draft, and its effect is shown before it is saved", async () => {
    const { settings, pass } = await started();
    expect(settings.import(`\uFEFF${exportedText(MAPPED)}`)).toEqual([]);
    expect(ready(settings).draft).toEqual(MAPPED);
    await pass(QUIET_MS);
    expect(ready(settings).effect.kind).toBe("shown");
  });

  it.each([
    ["{", /is not JSON/],
    ["[]", /./],
    ["x".repeat(2_000_001), /larger than 2 MB/],
  ])("that is none is refused, and the draft stays (%#)", async (text, message) => {
    const { settings } = await started();
    settings.edit(MAPPED);
    expect(settings.import(text)[0]?.message).toMatch(message);
    expect(ready(settings).draft).toEqual(MAPPED);
  });

  it("is the same text for the same policy, whatever the order of its keys", () => {
    const reversed = Object.fromEntries(Object.entries(MAPPED).reverse()) as unknown as Policy;
    expect(exportedText(reversed)).toBe(exportedText(MAPPED));
  });
});

describe("opening the settings", () => {
  it("reads nothing of the project where there is no mapping yet, and judges an imported one alone", async () => {
    const { settings, readings, saves, pass } = await started({
      load: () => Promise.resolve(null),
      save: () => Promise.resolve({ policy: MAPPED, etag: 1 }),
    });
    expect(readings).toEqual([]);
    settings.import(exportedText(MAPPED));
    await pass(QUIET_MS);
    expect(ready(settings).effect).toMatchObject({ kind: "shown", effect: null });
    await settings.save();
    expect(saves[0]?.replaces).toBeNull();
  });

  it("says why a stored mapping can't be used, and lets another take its place", async () => {
    const { settings } = await started({
      load: () => Promise.reject(new InvalidStoredPolicy([{ path: "labels", message: "is missing" }], 7)),
    });
    expect(ready(settings)).toMatchObject({ base: null, draft: null, replaces: { etag: 7 } });
    expect(ready(settings).broken).toContain("labels: is missing");
  });

  it("tells what failed, and reads again when asked", async () => {
    let isDown = true;
    const { settings } = await started({
      load: () => (isDown ? Promise.reject(new Error("No network.")) : Promise.resolve(STORED)),
    });
    expect(settings.get().data).toEqual({ kind: "failed", message: "No network." });
    isDown = false;
    await settings.start();
    expect(ready(settings).base).toEqual(STORED.policy);
  });

  it.each([
    [() => Promise.resolve(false), false],
    [() => Promise.resolve(null), true],
    [() => Promise.reject(new Cancelled()), true],
  ])("asks whether this reader may change anything (%#)", async (mayWrite, expected) => {
    const { settings } = await started({ mayWrite });
    expect(settings.get().mayWrite).toBe(expected);
  });

  it("opens the section that the address names, and gives each section one", async () => {
    const { settings, pushed, hostSays } = await started({ hash: "section=releases" });
    expect(settings.get().page).toBe("releases");
    settings.open("document");
    expect(pushed).toEqual(["section=document"]);
    hostSays("section=nowhere");
    expect(settings.get().page).toBe("assets");
  });
});
