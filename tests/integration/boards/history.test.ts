/** Reading the histories of the sample's work items from the local Azure Boards, over HTTP (E2, T4). */
import { Cancelled } from "../../../src/boards/errors";
import { type HistoryRequest, readHistory } from "../../../src/boards/history";
import { createMemoryHistory, type HistoryCache } from "../../../src/boards/historyCache";
import type { ItemHistory } from "../../../src/domain/snapshot";
import { frameworkPolicy } from "../../builders/estate";
import { ESTATE, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const ours = ESTATE.workItems
  .filter(({ project, deleted }) => project === PROJECT.id && deleted === null)
  .sort((a, b) => a.id - b.id);
const abroad = ESTATE.workItems.filter(({ project }) => project !== PROJECT.id)[0]!;

function wanted(items: readonly (typeof ours)[number][]) {
  return items.map(({ id, changes }) => ({ id, rev: changes.at(-1)!.rev }));
}

function read(changes: Partial<HistoryRequest> = {}) {
  const cache = createMemoryHistory();
  return readHistory(sample.transport(), {
    project: PROJECT,
    policy: frameworkPolicy(),
    items: null,
    cache,
    ...changes,
  });
}

/** What the estate itself says of the histories of its work items. */
function stored(items: readonly (typeof ours)[number][]): unknown[] {
  return items.map(({ id, changes }) => {
    let fields: Record<string, unknown> = {};
    return [
      id,
      ...changes.map((change) => {
        fields = { ...fields, ...change.fields };
        return [change.rev, fields["System.State"], fields["System.IterationPath"], Date.parse(change.date)];
      }),
    ];
  });
}

function told(histories: readonly ItemHistory[]): unknown[] {
  return histories.map(({ id, revisions }) => [
    id,
    ...revisions.map(({ rev, state, iterationPath, changedDate }) => [rev, state, iterationPath, changedDate]),
  ]);
}

function requests(route: string): number {
  return sample.events.filter((event) => event.kind === "sent" && event.url.toLowerCase().includes(route)).length;
}

const few = ours.filter(({ changes }) => changes.length > 2).slice(0, 5);
const many = ours.filter(({ changes }) => changes.length > 1).slice(0, 60);

describe("the histories of a few work items", () => {
  it("are read one by one, each whole, with the tags of each revision", async () => {
    const { histories, losses } = await read({ items: wanted(few) });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored(few));
    expect([requests("/revisions"), requests("/reporting/")]).toEqual([few.length, 0]);
    const tags = new Map(few.map(({ id, changes }) => [id, String(changes[0]?.fields["System.Tags"] ?? "")]));
    for (const { id, revisions } of histories) expect(revisions[0]?.tags.join("; ")).toBe(tags.get(id));
  });

  it("end at the revision that is known, whatever came since", async () => {
    const [item] = wanted(few) as [{ id: number; rev: number }];
    const { histories } = await read({ items: [{ id: item.id, rev: item.rev - 1 }] });
    expect(histories[0]?.revisions.at(-1)?.rev).toBe(item.rev - 1);
  });

  it("are read of other projects too (D5)", async () => {
    const { histories } = await read({ items: wanted([abroad]) });
    expect(told(histories)).toEqual(stored([abroad]));
  });

  it("that could not be read are a loss that names them, and the others are there", async () => {
    const [first, second] = few as [(typeof few)[number], (typeof few)[number]];
    sample.fail({ route: `/${first.id}/revisions`, action: { kind: "status", status: 500 } });
    const { histories, losses } = await read({ items: wanted([first, second]) });
    expect(histories.map(({ id }) => id)).toEqual([second.id]);
    expect(losses).toMatchObject([{ kind: "history", ids: [first.id] }]);
  });

  it("that end before the known revision are a loss, not a shorter history", async () => {
    const [item] = wanted(few) as [{ id: number; rev: number }];
    const { histories, losses } = await read({ items: [{ id: item.id, rev: item.rev + 1 }] });
    expect(histories).toEqual([]);
    expect(losses).toEqual([
      { kind: "history", ids: [item.id], message: expect.stringContaining("was expected") as string },
    ]);
  });

  it("of none cost nothing", async () => {
    expect(await read({ items: [] })).toEqual({ histories: [], losses: [] });
    expect(sample.events).toEqual([]);
  });
});

describe("the histories of many work items", () => {
  it("are read from the stream of the project, and of those that it lacks one by one", async () => {
    const { histories, losses } = await read({ items: wanted([...many, abroad]) });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored([...many, abroad].sort((a, b) => a.id - b.id)));
    expect(requests("/reporting/")).toBeGreaterThan(1);
    expect(requests(`/${abroad.id}/revisions`)).toBe(1);
  });

  it("of all are those of everything in the project, deleted work items too", async () => {
    const { histories } = await read();
    const ids = new Set(histories.map(({ id }) => id));
    expect(ours.filter(({ id }) => !ids.has(id))).toEqual([]);
    const deleted = ESTATE.workItems.filter((item) => item.project === PROJECT.id && item.deleted !== null);
    expect(deleted.length).toBeGreaterThan(0);
    expect(deleted.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(told(histories.filter(({ id }) => many.some((item) => item.id === id)))).toEqual(stored(many));
  });

  it("are the same one by one and from the stream (T4)", async () => {
    const cache = createMemoryHistory();
    const single = await read({ items: wanted(few), cache });
    await read({ cache });
    expect(await read({ items: wanted(few), cache })).toEqual(single);
    expect(requests("/revisions")).toBe(few.length);
  });
});

describe("a stream that is in the cache", () => {
  it("is gone on with: only what is new is read", async () => {
    const cache = createMemoryHistory();
    await read({ cache });
    const [item] = few as [(typeof few)[number]];
    await sample.send("PATCH", `/_apis/wit/workitems/${item.id}`, {
      body: [{ op: "add", path: "/fields/System.Tags", value: "kind:vm; stage:staged" }],
      contentType: "application/json-patch+json",
    });
    const before = requests("/reporting/");
    const rev = item.changes.at(-1)!.rev + 1;
    const { histories } = await read({ items: [{ id: item.id, rev }], cache });
    expect(requests("/reporting/") - before).toBe(1);
    expect(histories[0]?.revisions.at(-1)).toMatchObject({ rev, tags: ["kind:vm", "stage:staged"] });
  });

  it("serves only those who look at the same fields", async () => {
    const cache = createMemoryHistory();
    await read({ cache });
    const pages = requests("/reporting/");
    const policy = frameworkPolicy({ assetKind: { kind: "field", field: "System.Description" } });
    await read({ cache, policy });
    expect(requests("/reporting/")).toBe(2 * pages);
  });

  it("is gone on with after a page that failed, which is a loss and gives no history that may be too short (V2)", async () => {
    const cache = createMemoryHistory();
    sample.fail({ route: "/reporting/", from: 2, action: { kind: "status", status: 500 } });
    const failed = await read({ items: wanted(many), cache });
    expect(failed.histories).toEqual([]);
    expect(failed.losses).toMatchObject([{ kind: "history", ids: many.map(({ id }) => id) }]);
    sample.fail();
    const before = requests("/reporting/");
    const { histories, losses } = await read({ items: wanted(many), cache });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored(many));
    const rest = requests("/reporting/") - before;
    await read({ items: wanted(many) });
    expect(requests("/reporting/") - before - rest).toBe(rest + 1);
  });

  it("that fails is no loss of what was read one by one, and of unnamed work items only where all were asked for", async () => {
    const cache = createMemoryHistory();
    await read({ cache });
    sample.fail({ route: "/reporting/", action: { kind: "status", status: 500 } });
    const { histories, losses } = await read({ items: wanted(few), cache });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored(few));
    expect((await read({ cache })).losses).toMatchObject([{ kind: "history", ids: null }]);
  });

  it("is left alone where more work items than usual may be read one by one", async () => {
    const { histories } = await read({ items: wanted(many), mostOneByOne: many.length });
    expect(told(histories)).toEqual(stored(many));
    expect(requests("/reporting/")).toBe(0);
  });

  it("is read from the beginning where the place to go on from is none any more", async () => {
    const cache = createMemoryHistory();
    const place = await placeOf(cache);
    await cache.clear(PROJECT.id);
    await cache.add(place, null, { revisions: [], token: "gone", isWhole: true });
    const { histories, losses } = await read({ items: wanted(many), cache });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored(many));
  });

  it("with a revision missing in between gives no history that leaves it out: that one is read by itself (E2, V2)", async () => {
    const kept = createMemoryHistory();
    const place = await placeOf(kept);
    const whole = (await kept.load(place))!;
    const [item] = few as [(typeof few)[number]];
    const gap = whole.revisions.filter(({ id, rev }) => id !== item.id || rev !== 2);
    const cache = createMemoryHistory();
    await cache.add(place, null, { ...whole, revisions: gap });
    const { histories, losses } = await read({ items: wanted(few), cache });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored(few));
    expect(requests(`/${item.id}/revisions`)).toBe(1);
  });

  it("that can't be kept or found costs time and nothing else", async () => {
    const no = () => Promise.reject(new Error("QuotaExceededError"));
    const { histories, losses } = await read({ items: wanted(many), cache: { load: no, add: no, clear: no } });
    expect(losses).toEqual([]);
    expect(told(histories)).toEqual(stored(many));
  });

  /** Where the reading keeps what it reads. */
  async function placeOf(cache: HistoryCache) {
    let place: Parameters<HistoryCache["add"]>[0] | null = null;
    await read({ cache: { ...cache, add: (where, ...rest) => ((place = where), cache.add(where, ...rest)) } });
    if (place === null) throw new Error("Nothing was kept.");
    return place as Parameters<HistoryCache["add"]>[0];
  }
});

describe("reading histories", () => {
  it("tells how many revisions were read", async () => {
    const counts: number[] = [];
    await read({ onProgress: (count) => counts.push(count) });
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(ours.length);
  });

  it("ends at once when it is cancelled", async () => {
    const controller = new AbortController();
    const reading = read({ signal: controller.signal, onProgress: (count) => count > 0 && controller.abort() });
    await expect(reading).rejects.toBeInstanceOf(Cancelled);
    expect(requests("/reporting/")).toBe(1);
  });
});
