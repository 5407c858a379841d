/** What plans are made from, read from the local Azure Boards, over HTTP. */
import { systemClock } from "../../../src/boards/clock";
import { Cancelled } from "../../../src/boards/errors";
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { readWorld } from "../../../src/boards/planning/readWorld";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import { createWriter } from "../../../src/boards/writing";
import { commitmentTagOf } from "../../../src/domain/planning/velocity/commitment";
import type { PlanningWorld } from "../../../src/domain/planning/world";
import type { Policy } from "../../../src/domain/policy/policy";
import { isComplete, policyFrom, propose } from "../../../src/domain/policy/proposal";
import { assess } from "../../../src/domain/readiness/assess";
import type { Snapshot } from "../../../src/domain/snapshot";
import { ESTATE, noEffort, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const reader = { id: ESTATE.users[0]!.id, displayName: "Reader" };

async function proposed(): Promise<Policy> {
  const first = await readSnapshot(sample.transport(), { project: PROJECT, policy: null, reader });
  const proposal = propose(first);
  if (!isComplete(proposal)) throw new Error("The sample gives no complete proposal.");
  return policyFrom(first, proposal, proposal.chosen);
}

function snapshotOf(policy: Policy): Promise<Snapshot> {
  return readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
}

function worldOf(
  snapshot: Snapshot,
  policy: Policy,
  changes: Partial<Parameters<typeof readWorld>[1]> = {},
): Promise<PlanningWorld> {
  return readWorld(sample.transport(), {
    snapshot,
    policy,
    report: assess(snapshot, policy, snapshot.asOf),
    cache: createMemoryHistory(),
    clock: systemClock,
    signal: new AbortController().signal,
    ...changes,
  });
}

describe("the world of the sample's plans", () => {
  it("has each team with its iterations, the past of each asset, and a record of each iteration that has begun", async () => {
    const policy = await proposed();
    const world = await worldOf(await snapshotOf(policy), policy);
    expect(world.gaps).toEqual([]);
    expect(world.teams.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Finance team", "Logistics team", "Payroll team", "Platform team", "Retail team"]),
    );
    const assets = world.report.releases.flatMap(({ workloads }) => workloads.flatMap((one) => one.assets));
    const known = new Set(world.tracks.map(({ id }) => id));
    expect(assets.filter(({ item }) => !known.has(item.id))).toEqual([]);
    const payroll = world.records.filter(({ team }) => team === "Payroll team");
    expect(payroll.map(({ name, isOver }) => [name, isOver])).toEqual(
      Array.from({ length: 10 }, (_, index) => [`Sprint ${index + 1}`, index < 9]),
    );
    expect(payroll.reduce((sum, { delivered }) => sum + delivered.items, 0)).toBeGreaterThan(0);
  });

  it("keeps each number of an iteration that is over, whatever is moved, tagged or taken out of a release today", async () => {
    const policy = await proposed();
    const before = await worldOf(await snapshotOf(policy), policy);
    const past = before.records.filter(({ isOver }) => isOver);
    const touched = past.flatMap(({ delivered, committed }) => [
      ...delivered.ids.slice(0, 1),
      ...committed.ids.slice(0, 1),
    ]);
    const items = before.snapshot.workItems.filter(({ id }) => touched.includes(id));
    expect(items.length).toBeGreaterThan(5);
    const [sprint] = before.teams[0]!.iterations;
    const write = createWriter(sample.transport(), { isQuiet: true, effortField: noEffort });
    const tag = commitmentTagOf(policy.planning.commitmentTag, sprint!.path, before.now);
    for (const item of items) {
      const edit = { iterationPath: sprint!.path, tags: [tag], priority: 1 };
      expect(await write({ item, edit })).toMatchObject({ kind: "written" });
    }
    const after = await worldOf(await snapshotOf(policy), policy);
    expect(after.records.filter(({ isOver }) => isOver)).toEqual(past);
  });

  it("says what could not be read, and has the rest", async () => {
    const policy = await proposed();
    const snapshot = await snapshotOf(policy);
    const broken = { kind: "status", status: 500 } as const;
    sample.fail(
      { route: "reporting/workitemrevisions", action: broken },
      { route: "teamfieldvalues", nth: 1, action: broken },
    );
    const world = await worldOf(snapshot, policy);
    expect(world.gaps.join("\n")).toMatch(/history of the project's work items could not be read to its end/);
    expect(world.gaps).toHaveLength(2);
    expect(world.teams.length).toBeGreaterThan(3);
    expect(world.tracks.every(({ from }) => Number.isFinite(from) || from === -Infinity)).toBe(true);
  });

  it("tells how far it is, and ends when it is called off", async () => {
    const policy = await proposed();
    const snapshot = await snapshotOf(policy);
    const told: string[] = [];
    await worldOf(snapshot, policy, { onProgress: (sentence) => told.push(sentence) });
    expect(told.at(-1)).toMatch(/^Reading the history of the project: [\d,]+ revisions…$/);
    const stop = new AbortController();
    const reading = worldOf(snapshot, policy, {
      signal: stop.signal,
      onProgress: () => {
        stop.abort();
      },
    });
    await expect(reading).rejects.toBeInstanceOf(Cancelled);
  });
});
