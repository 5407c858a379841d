/** @jest-environment node */
import { carryOut } from "../../../src/boards/carryOut";
import { carryOutRecord } from "../../../src/boards/carryOutRecord";
import type { CreateItems, Creation, CreationRequest } from "../../../src/boards/creating";
import type { MadeItem, Recycling } from "../../../src/boards/recycling";
import type { WriteOne } from "../../../src/boards/writing";
import { createPanel, type PanelEffects } from "../../../src/changePanel/panel";
import { createRecordSession, type RecordEffects, type RecordSession } from "../../../src/changePanel/record/session";
import type { NewItem } from "../../../src/domain/record/plan";
import type { RecordRequest } from "../../../src/domain/record/request";
import { asset, feature, NOW, policy, snapshot, workItem } from "../../builders/estate";

const SNAPSHOT = snapshot([
  feature(1, { title: "Payroll", tags: ["release:R1"] }),
  asset(11, 1, { title: "SQL-04", state: "Resolved" }),
]);
const EVIDENCE: RecordRequest = { kind: "evidence", evidence: "change-approved", place: { kind: "workItem", id: 1 } };
const CHECKLIST: RecordRequest = { kind: "checklist", release: null, workItems: [1] };
const WAIVER: RecordRequest = {
  kind: "waiver",
  code: "NOT_STAGED",
  part: "uat",
  place: { kind: "workItem", id: 11 },
};

function madeFrom({ type, title, tags, parent }: NewItem, id: number): Creation {
  return { kind: "created", item: workItem(id, { type, title, tags, parent }) };
}

/** A world that makes and writes as told; by default all that is asked for, under the ids 101, 102, … */
function world(
  given: {
    readonly create?: CreateItems;
    readonly writeOne?: WriteOne;
    readonly recycle?: (item: MadeItem) => Recycling;
  } = {},
) {
  const creations: CreationRequest[] = [];
  const written: number[][] = [];
  let next = 100;
  const create: CreateItems = async (request) => {
    creations.push(request);
    return given.create?.(request) ?? request.items.map((item) => madeFrom(item, ++next));
  };
  const writes: string[] = [];
  const writeOne: WriteOne = async (write) => {
    writes.push(`${write.item.id} ${write.item.state} → ${write.edit.state}`);
    return given.writeOne?.(write) ?? { kind: "written", rev: write.item.rev + 1 };
  };
  const recycled: MadeItem[] = [];
  const effects: RecordEffects = {
    carryOut: (entries, since, before) => carryOutRecord(entries, { create, writeOne }, since, before),
    takeBack: (entries) => carryOut(entries, writeOne),
    async recycle(items) {
      if (given.recycle === undefined) throw new Error("Recycling was not expected.");
      recycled.push(...items);
      return items.map(given.recycle);
    },
    now: () => NOW,
    onWritten: (ids) => {
      written.push([...ids]);
    },
  };
  return { effects, creations, written, writes, recycled };
}

const sessionFor = (effects: RecordEffects, request: RecordRequest): RecordSession =>
  createRecordSession(effects, SNAPSHOT, policy(), request);

function done(session: RecordSession) {
  const { step } = session.get();
  if (step.kind !== "done") throw new Error(`The session is at ${step.kind}.`);
  return step.outcomes;
}

describe("recording", () => {
  it("writes nothing before it is asked to, then makes, closes, and tells the other pages", async () => {
    const { effects, creations, writes, written } = world();
    const session = sessionFor(effects, EVIDENCE);
    expect(session.get().plan?.entries).toHaveLength(1);
    expect(creations).toEqual([]);
    await session.apply();
    expect(creations).toMatchObject([{ since: NOW, mayExist: false, items: [{ tags: ["gate:change-approved"] }] }]);
    expect(writes).toEqual(["101 New → Closed"]);
    expect(done(session)).toMatchObject([{ isMade: true, outcome: { kind: "written" } }]);
    expect(written).toEqual([[101]]);
  });

  it("asks for nothing that the plan refuses, and says so once it was tried", async () => {
    const { effects, creations } = world();
    const session = sessionFor(effects, WAIVER);
    await session.apply();
    expect(session.get()).toMatchObject({ isTried: true, step: { kind: "asking" } });
    session.choose({ reason: "The vendor ships later." });
    expect(session.get()).toMatchObject({ isTried: false, plan: { refused: [] }, draft: { until: "2026-12-07" } });
    await session.apply();
    expect(creations).toMatchObject([{ items: [{ related: [11] }] }]);
    expect(done(session)).toHaveLength(1);
  });

  it("comes to nothing while something is to be chosen", async () => {
    const { effects, creations } = world();
    const session = sessionFor(effects, { kind: "decision", release: "R1", report: [] });
    expect(session.get().plan).toBeNull();
    await session.apply();
    expect(creations).toEqual([]);
    session.choose({ isGo: false });
    expect(session.get().plan?.entries).toMatchObject([
      { source: { item: { tags: ["decision:no-go", "release:R1"] } } },
    ]);
  });

  it("follows the gates that are chosen", () => {
    const session = sessionFor(world().effects, CHECKLIST);
    const all = session.get().plan?.entries.length ?? 0;
    session.choose({ gates: ["staging"] });
    const staging = session.get().plan?.entries.length ?? 0;
    session.choose({ gates: [] });
    expect([staging > 0 && staging < all, session.get().plan?.entries.length]).toEqual([true, 0]);
  });
});

describe("what was not written", () => {
  it("is done by the next try: looked for first, and what was made is only closed", async () => {
    let tries = 0;
    const { effects, creations, writes } = world({
      writeOne: async ({ item }) =>
        ++tries === 1 ? { kind: "failed", message: "No answer." } : { kind: "written", rev: item.rev + 1 },
    });
    const session = sessionFor(effects, EVIDENCE);
    await session.apply();
    expect(done(session)).toMatchObject([{ isMade: true, outcome: { kind: "failed", message: "No answer." } }]);
    await session.retry();
    expect(done(session)).toMatchObject([{ isMade: true, outcome: { kind: "written" } }]);
    expect([creations.length, writes.length]).toEqual([1, 2]);
  });

  it("and may have been made, is looked for before it is made again", async () => {
    let tries = 0;
    const { effects, creations } = world({
      create: async ({ items }) =>
        items.map((item, index) =>
          ++tries === 1 ? { kind: "failed", message: "It may have been made." } : madeFrom(item, 200 + index),
        ),
    });
    const session = sessionFor(effects, CHECKLIST);
    await session.apply();
    const failed = done(session).filter(({ outcome }) => outcome.kind === "failed");
    expect(failed).toHaveLength(1);
    await session.retry();
    expect(creations[1]).toMatchObject({ mayExist: true, items: [failed[0]!.entry.source.item] });
    expect(done(session).every(({ outcome }) => outcome.kind === "written")).toBe(true);
  });

  it("is said of every entry where writing breaks off", async () => {
    const { effects } = world({ create: () => Promise.reject(new Error("Broken.")) });
    const session = sessionFor(effects, EVIDENCE);
    await session.apply();
    expect(done(session)).toMatchObject([{ item: null, outcome: { kind: "failed", message: "Broken." } }]);
  });
});

describe("undo", () => {
  const anyOthers = (count: number) => Array.from({ length: count }, () => ({ outcome: { kind: "recycled" } }));

  it("opens again what was closed; what was made stays", async () => {
    const { effects, writes, written } = world();
    const session = sessionFor(effects, EVIDENCE);
    await session.apply();
    await session.undo();
    expect(session.get().step).toMatchObject({ kind: "undone", outcomes: [{ kind: "written" }] });
    expect(writes).toEqual(["101 New → Closed", "101 Closed → New"]);
    expect(written).toEqual([[101], [101]]);
  });

  it("moves what was made and not closed into the recycle bin, as it was made: with its revision and links", async () => {
    const { effects, writes, written, recycled } = world({ recycle: () => ({ kind: "recycled" }) });
    const session = sessionFor(effects, CHECKLIST);
    session.choose({ gates: ["staging"] });
    await session.apply();
    const made = done(session).map(({ item }) => item!);
    await session.undo();
    expect(recycled).toEqual(made.map(({ id, rev, parent }) => ({ id, rev, links: [parent] })));
    expect(session.get().step).toEqual({
      kind: "undone",
      outcomes: [],
      recycled: made.map((item) => ({ item, outcome: { kind: "recycled" } })),
    });
    expect(writes).toEqual([]);
    expect(written[1]).toEqual(made.map(({ id }) => id));
  });

  it("says of each that stays why, also where recycling breaks off", async () => {
    const changed: Recycling = {
      kind: "changed",
      rev: 2,
      by: "Ana",
      when: NOW,
      message: "It was changed by Ana since.",
    };
    const { effects } = world({ recycle: ({ id }) => (id === 101 ? changed : { kind: "recycled" }) });
    const session = sessionFor(effects, CHECKLIST);
    await session.apply();
    await session.undo();
    expect(session.get().step).toMatchObject({ recycled: [{ item: { id: 101 }, outcome: changed }, ...anyOthers(8)] });

    const broken = sessionFor(world().effects, CHECKLIST);
    await broken.apply();
    await broken.undo();
    expect(broken.get().step).toMatchObject({
      recycled: Array.from({ length: 9 }, () => ({
        outcome: { kind: "failed", message: "Recycling was not expected." },
      })),
    });
  });

  it("takes away what was asked for and not approved yet, and never what was there before", async () => {
    const { effects, recycled } = world({ recycle: () => ({ kind: "recycled" }) });
    const session = sessionFor(effects, WAIVER);
    session.choose({ reason: "The vendor ships later." });
    await session.apply();
    await session.undo();
    expect(recycled).toEqual([{ id: 101, rev: 1, links: [11] }]);
  });

  it("is none where nothing was made", async () => {
    const { effects } = world({
      create: async ({ items }) => items.map(() => ({ kind: "refused", message: "No." })),
    });
    const session = sessionFor(effects, CHECKLIST);
    await session.apply();
    await session.undo();
    expect(session.get().step.kind).toBe("done");
  });
});

describe("a panel opened to record", () => {
  function panelWorld(changes: Partial<PanelEffects> = {}) {
    const asked: string[] = [];
    const unexpected = (what: string) => (): never => {
      throw new Error(`${what} was not expected.`);
    };
    const effects: PanelEffects = {
      policies: { load: async () => ({ policy: policy(), etag: 1 }) },
      async readNeighbourhood(_policy, ids) {
        asked.push(`read ${ids.join(",")}`);
        return { snapshot: SNAPSHOT, linked: null };
      },
      async mayWrite({ id }) {
        asked.push(`may write ${id}`);
        return true;
      },
      releaseEvidence: async () => [],
      writer: unexpected("A write"),
      creator: unexpected("Making work items"),
      recycle: unexpected("Recycling"),
      releaseKeys: unexpected("Reading releases"),
      workloads: unexpected("Reading workloads"),
      now: () => NOW,
      announce: unexpected("An announcement"),
      ...changes,
    };
    return { effects, asked };
  }
  const opened = async (effects: PanelEffects, request: RecordRequest) => {
    const panel = createPanel(effects, { kind: "record", request });
    await panel.open();
    return panel.get();
  };

  it("reads what it is about, and asks whether the reader may write there", async () => {
    const { effects, asked } = panelWorld();
    expect(await opened(effects, EVIDENCE)).toMatchObject({ kind: "record", session: { request: EVIDENCE } });
    expect(asked).toEqual(["read 1", "may write 1"]);
  });

  it("reads the evidence of a release that is there already, so that none is made twice", async () => {
    const { effects, asked } = panelWorld({ releaseEvidence: async () => [31, 1] });
    await opened(effects, { kind: "checklist", release: "R1", workItems: [1] });
    expect(asked[0]).toBe("read 1,31");
  });

  it("asks nobody where there is no work item yet: Azure DevOps says so when it is written", async () => {
    const { effects, asked } = panelWorld();
    const state = await opened(effects, { kind: "decision", release: "R1", report: [] });
    expect(state.kind).toBe("record");
    expect(asked).toEqual(["read "]);
  });

  it("records nothing for a reader who may not write", async () => {
    const { effects } = panelWorld({ mayWrite: async () => false });
    expect(await opened(effects, EVIDENCE)).toEqual({ kind: "mayNotRecord" });
  });

  it("makes and closes one with mails, and many without", async () => {
    const bulk: boolean[] = [];
    const { effects } = panelWorld({
      creator: (isBulk) => {
        bulk.push(isBulk);
        return async ({ items }) => items.map((item, index) => madeFrom(item, 100 + index));
      },
      writer: () => async (write) => ({ kind: "written", rev: write.item.rev + 1 }),
      announce: () => undefined,
    });
    for (const request of [EVIDENCE, CHECKLIST]) {
      const state = await opened(effects, request);
      if (state.kind === "record") await state.session.apply();
    }
    expect(bulk).toEqual([false, true]);
  });
});
