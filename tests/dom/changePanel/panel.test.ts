/** @jest-environment node */
import { Cancelled } from "../../../src/boards/errors";
import type { Neighbourhood } from "../../../src/boards/neighbourhood";
import { createPanel, type Panel, type PanelEffects, type PanelState } from "../../../src/changePanel/panel";
import type { PanelAction } from "../../../src/extension/changePanel";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";

const NEIGHBOURHOOD: Neighbourhood = {
  snapshot: snapshot([feature(1), asset(11, 1, { title: "SQL-04", state: "Active" })]),
  linked: null,
};

interface World {
  readonly effects: PanelEffects;
  /** What was asked of the world, in order. */
  readonly asked: string[];
}

/** A world that answers as told; what it was not told to expect fails. */
function world(changes: Partial<PanelEffects> = {}): World {
  const asked: string[] = [];
  const unexpected = (what: string) => (): never => {
    throw new Error(`${what} was not expected.`);
  };
  const effects: PanelEffects = {
    policies: { load: async () => ({ policy: policy(), etag: 1 }) },
    async readNeighbourhood(_policy, ids, withLinked, _signal, onProgress) {
      asked.push(`read ${ids.join(",")}${withLinked ? " with linked" : ""}`);
      onProgress({ read: 1, expected: 2 });
      return NEIGHBOURHOOD;
    },
    async mayWrite({ id, title }) {
      asked.push(`may write ${id} ${title}`);
      return true;
    },
    writer: unexpected("A write"),
    releaseKeys: unexpected("Reading releases"),
    workloads: unexpected("Reading workloads"),
    releaseEvidence: unexpected("Looking for evidence"),
    creator: unexpected("Making work items"),
    recycle: unexpected("Recycling"),
    now: () => NOW,
    announce: unexpected("An announcement"),
    ...changes,
  };
  return { effects, asked };
}

async function opened(effects: PanelEffects, action: PanelAction, ids = [11]): Promise<Panel> {
  const panel = createPanel(effects, { kind: "change", ids, action });
  await panel.open();
  return panel;
}

function state<K extends PanelState["kind"]>(panel: Panel, kind: K): Extract<PanelState, { kind: K }> {
  const now = panel.get();
  if (now.kind !== kind) throw new Error(`The panel is at ${JSON.stringify(now)}`);
  return now as Extract<PanelState, { kind: K }>;
}

describe("a panel opened for a change", () => {
  it.each<[PanelAction, readonly string[]]>([
    ["stage", ["stage"]],
    ["release", ["release"]],
    ["iteration", ["iteration"]],
    ["change", ["stage", "release", "iteration", "workload", "assetKind", "strategy", "asset"]],
  ])("%s offers %s", async (action, kinds) => {
    const { effects } = world();
    const { session } = state(await opened(effects, action), "change");
    expect(session.request).toEqual({ ids: [11], kinds });
  });

  it("asks whether the reader may write one of them, and begins with what was read for that", async () => {
    const { effects, asked } = world();
    const { session } = state(await opened(effects, "stage"), "change");
    expect(asked).toEqual(["read 11", "may write 11 SQL-04"]);
    await session.start();
    expect(session.get().step.kind).toBe("choosing");
    expect(asked).toHaveLength(2);
  });

  it("reads anew whenever something is to be planned later", async () => {
    const { effects, asked } = world();
    const { session } = state(await opened(effects, "stage"), "change");
    await session.start();
    session.choose({ kind: "stage", stage: "Replicated" });
    await session.preview();
    await session.retry();
    expect(asked.filter((one) => one === "read 11")).toHaveLength(2);
  });

  it("goes on where it can't be told who may write: Azure DevOps says so when it is written", async () => {
    const { effects } = world({ mayWrite: async () => null });
    state(await opened(effects, "stage"), "change");
  });

  it("shows where things stand instead to a reader who may not write", async () => {
    const { effects, asked } = world({ mayWrite: async () => false });
    const why = state(await opened(effects, "stage"), "why");
    expect(why).toMatchObject({ ids: [11], isReadOnly: true });
    expect(asked).toEqual(["read 11", "read 11 with linked"]);
  });

  it("asks nobody where none of the items could be read", async () => {
    const { effects, asked } = world();
    state(await opened(effects, "stage", [77]), "change");
    expect(asked).toEqual(["read 77"]);
  });

  it("writes, tells the other pages, and offers the releases and workloads of the mapping", async () => {
    const announced: (readonly number[])[] = [];
    const bulk: boolean[] = [];
    const { effects } = world({
      writer:
        (isBulk) =>
        async ({ item }) => {
          bulk.push(isBulk);
          return { kind: "written", rev: item.rev + 1 };
        },
      releaseKeys: async (_policy, iterations) => [`R of ${iterations.length}`],
      workloads: async () => [{ id: 1, title: "Payroll", type: "Feature" }],
      announce: (ids) => announced.push(ids),
    });
    const { session } = state(await opened(effects, "change"), "change");
    await session.start();
    session.choose({ kind: "stage", stage: "Replicated" });
    await session.preview();
    await session.apply();
    expect(session.get().step).toMatchObject({ kind: "done", canUndo: true });
    expect(announced).toEqual([[11]]);
    expect(bulk).toEqual([false]);
    const other = state(await opened(effects, "change"), "change").session;
    await other.start();
    other.chooseKind("release");
    await other.readOffers();
    other.chooseKind("workload");
    await other.readOffers();
    await Promise.resolve();
    expect(other.get()).toMatchObject({
      releases: { kind: "ready", items: ["R of 1"] },
      workloads: { kind: "ready", items: [{ id: 1 }] },
    });
  });
});

describe("a panel opened to say why", () => {
  it("reads what links name too, and asks for no permission", async () => {
    const { effects, asked } = world();
    const why = state(await opened(effects, "why"), "why");
    expect(why).toMatchObject({ ids: [11], neighbourhood: NEIGHBOURHOOD, isReadOnly: false });
    expect(asked).toEqual(["read 11 with linked"]);
  });
});

describe("opening", () => {
  it("says that there is no mapping, and reads nothing then", async () => {
    const { effects, asked } = world({ policies: { load: async () => null } });
    state(await opened(effects, "stage"), "noMapping");
    expect(asked).toEqual([]);
  });

  it("says why it failed, and can be tried again", async () => {
    let isDown = true;
    const { effects } = world({
      policies: {
        async load() {
          if (isDown) throw new Error("The stored mapping can't be used.");
          return { policy: policy(), etag: 1 };
        },
      },
    });
    const panel = await opened(effects, "why");
    expect(state(panel, "failed").message).toBe("The stored mapping can't be used.");
    isDown = false;
    await panel.open();
    state(panel, "why");
  });

  it("says how far it is", async () => {
    const { effects } = world();
    const panel = createPanel(effects, { kind: "change", ids: [11], action: "why" });
    const seen: PanelState[] = [];
    panel.subscribe(() => seen.push(panel.get()));
    await panel.open();
    expect(seen.slice(0, 2)).toEqual([
      { kind: "reading", progress: null },
      { kind: "reading", progress: { read: 1, expected: 2 } },
    ]);
  });

  it("can be stopped, whatever is waited for", async () => {
    const { effects } = world({ policies: { load: () => new Promise(() => undefined) } });
    const panel = createPanel(effects, { kind: "change", ids: [11], action: "why" });
    const opening = panel.open();
    panel.cancel();
    await opening;
    state(panel, "stopped");
  });

  it("drops what comes too late", async () => {
    let answer = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let isFirst = true;
    const { effects } = world({
      async readNeighbourhood(_policy, _ids, _withLinked, _signal, onProgress) {
        if (!isFirst) return NEIGHBOURHOOD;
        isFirst = false;
        await late;
        onProgress({ read: 7, expected: 7 });
        throw new Cancelled();
      },
    });
    const panel = createPanel(effects, { kind: "change", ids: [11], action: "why" });
    const seen: string[] = [];
    panel.subscribe(() => seen.push(panel.get().kind));
    const first = panel.open();
    const second = panel.open();
    await second;
    expect(seen).not.toContain("stopped");
    const shown = state(panel, "why");
    answer();
    await first;
    await new Promise(process.nextTick);
    expect(panel.get()).toBe(shown);
  });
});
