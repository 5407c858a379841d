/** @jest-environment node */
import { Cancelled } from "../../../../src/boards/errors";
import type { Snapshot } from "../../../../src/domain/snapshot";
import type { Standing } from "../../../../src/domain/readiness/standing";
import { mark } from "../../../builders/evidence";
import { asset, feature, NOW, policy, snapshot } from "../../../builders/estate";
import { grown } from "../../../builders/history";
import { formWorld, LOADED, lastReading, settled, stateOf } from "../support/formWorld";

const DAY = 86_400_000;
/** Replicated ten days ago, proven five days ago; only its owner has changed since, but by dates it might have dropped. */
const { item: SQL, history } = grown(
  asset(2, 1, { title: "SQL-04", state: "Active", createdDate: NOW - 20 * DAY, children: [4] }),
  [
    { at: NOW - 10 * DAY, to: { state: "Resolved" } },
    { at: NOW - 2 * DAY, to: { effort: 5 } },
  ],
);
const PROOF = mark(4, 2, ["gate:replication-verified"], NOW - 5 * DAY);
const PROJECT = snapshot([feature(1, { title: "Payroll", children: [2] }), SQL, PROOF]);

interface HistoryReading {
  readonly signal: AbortSignal;
  readonly snapshot: Snapshot;
  readonly succeed: (snapshot: Snapshot) => void;
}

/** A form whose verdict hangs on histories, which the test answers when it wants to. */
async function waiting() {
  const histories: HistoryReading[] = [];
  const world = formWorld({
    items: PROJECT.workItems,
    policy: policy({ signals: [{ kind: "tag", stage: "Staged", tag: "stage:staged" }] }),
    withHistory: (read, _policy, signal, onUnfinished) => {
      onUnfinished();
      return new Promise((succeed, fail) => {
        histories.push({ signal, snapshot: read, succeed });
        signal.addEventListener("abort", () => {
          fail(new Cancelled());
        });
      });
    },
  });
  world.page.start();
  world.tell({ kind: "loaded", item: LOADED });
  await settled();
  lastReading(world).succeed(PROJECT);
  await settled();
  return { world, histories };
}

function staging(standing: Standing): string | undefined {
  if (standing.kind !== "asset") throw new Error(`It is ${standing.kind}.`);
  return standing.workload?.gates.staging.verdict;
}

describe("a verdict in the form that hangs on the past (E2)", () => {
  it("is unknown until the histories are there, which are read while it is on screen", async () => {
    const { world, histories } = await waiting();
    const first = stateOf(world.page, "ready");
    expect(staging(first.shown)).toBe("unknown");
    expect(first.refreshing).not.toBeNull();
    expect(histories.map(({ snapshot: read }) => read)).toEqual([PROJECT]);
    histories[0]?.succeed({ ...PROJECT, histories: [history] });
    await settled();
    const then = stateOf(world.page, "ready");
    expect(staging(then.shown)).toBe("ready");
    expect(then).toMatchObject({ refreshing: null, problem: null, readAt: first.readAt });
  });

  it("stays unknown where the person stops the reading", async () => {
    const { world, histories } = await waiting();
    world.page.stop();
    await settled();
    expect(histories[0]?.signal.aborted).toBe(true);
    const state = stateOf(world.page, "ready");
    expect(staging(state.shown)).toBe("unknown");
    expect(state).toMatchObject({ refreshing: null, problem: null });
  });

  it("is not told of by histories that come after a newer reading began", async () => {
    const { world, histories } = await waiting();
    void world.page.refresh();
    await settled();
    expect(histories[0]?.signal.aborted).toBe(true);
    histories[0]?.succeed({ ...PROJECT, histories: [history] });
    await settled();
    expect(staging(stateOf(world.page, "ready").shown)).toBe("unknown");
  });

  it("is not asked after for a work item that was never saved", async () => {
    const asked: number[] = [];
    const world = formWorld({
      items: PROJECT.workItems,
      withHistory: (read) => {
        asked.push(read.workItems.length);
        return Promise.resolve(read);
      },
    });
    world.page.start();
    world.tell({ kind: "loaded", item: { ...LOADED, isNew: true } });
    await settled();
    lastReading(world).succeed(snapshot([]));
    await settled();
    stateOf(world.page, "new");
    expect(asked).toEqual([]);
  });
});
