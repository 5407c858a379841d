import { createPastSnapshots, type PastRequest } from "../../../src/boards/pastSnapshots";
import type { Loss } from "../../../src/domain/snapshot";
import { NOW, policy, snapshot } from "../../builders/estate";
import { PROJECT } from "./support/fakeBoards";
import { transportTo } from "./support/reading";

const DAY = 86_400_000;

function past(losses: readonly Loss[] = []) {
  const reads: number[] = [];
  const transport = transportTo(() => Promise.reject(new Error("Nothing is to be sent.")));
  const snapshots = createPastSnapshots(transport, (_, { asOf }) => {
    reads.push(asOf);
    return Promise.resolve(snapshot([], { asOf, losses }));
  });
  const read = (changes: Partial<PastRequest> = {}) =>
    snapshots.read({
      project: PROJECT,
      policy: policy(),
      reader: { id: "r", displayName: "R" },
      asOf: NOW,
      ...changes,
    });
  return { reads, read };
}

describe("snapshots of past times", () => {
  it("are read once: the past does not change (T1)", async () => {
    const { reads, read } = past();
    const first = await read();
    expect(await read()).toBe(first);
    expect(reads).toEqual([NOW]);
  });

  it("serve every policy that looks at the same things (T3)", async () => {
    const { reads, read } = past();
    await read();
    await read({ policy: policy({ notDoneReasons: [] }) });
    expect(reads).toHaveLength(1);
  });

  it.each<[string, Partial<PastRequest>]>([
    ["another time", { asOf: NOW - 1 }],
    ["another project", { project: { id: "p2", name: "Other" } }],
    ["another reader", { reader: { id: "s", displayName: "S" } }],
    ["no policy", { policy: null }],
    ["other fields", { policy: policy({ assetKind: { kind: "field", field: "Custom.Kind" } }) }],
    ["other links", { policy: policy({ dependencies: { serves: ["Custom.Serves"], soft: [] } }) }],
    ["other types", { policy: policy({ uatDefects: { types: ["Test Case"], tags: [], links: [] } }) }],
  ])("are read anew for %s", async (_, changes) => {
    const { reads, read } = past();
    await read();
    await read(changes);
    expect(reads).toHaveLength(2);
  });

  it("in which something failed are not kept, and those that lack what this reader may not see are", async () => {
    const failed = past([{ kind: "links", message: "No." }]);
    await failed.read();
    await failed.read();
    expect(failed.reads).toHaveLength(2);
    const hidden = past([{ kind: "item", id: 1, message: "Not shown." }]);
    await hidden.read();
    await hidden.read();
    expect(hidden.reads).toHaveLength(1);
  });

  it("are dropped when many newer ones were used since", async () => {
    const { reads, read } = past();
    for (const days of [0, 1, 2, 3, 4, 5, 0, 6, 0, 1]) await read({ asOf: NOW - days * DAY });
    expect(reads.map((asOf) => (NOW - asOf) / DAY)).toEqual([0, 1, 2, 3, 4, 5, 6, 1]);
  });
});
