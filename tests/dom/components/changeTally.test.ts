import type { EntryOutcome } from "../../../src/boards/carryOut";
import type { Tally } from "../../../src/components/change/state";
import { tallyAfter } from "../../../src/components/change/tally";
import type { Plan, PlannedEntry } from "../../../src/domain/change/change";
import type { WorkItemRef } from "../../../src/domain/workItem";

const ref = (id: number): WorkItemRef => ({ id, title: `Item ${id}`, type: "User Story" });
const entry = (id: number): PlannedEntry => ({ item: ref(id), from: "", to: "", writes: [], notes: [] });
const outcome = (id: number, kind: EntryOutcome["kind"]): EntryOutcome => ({ entry: entry(id), writes: [], kind });

function plan(changes: { entries?: number[]; refused?: number[]; unchanged?: number[] }): Plan {
  const { entries = [], refused = [], unchanged = [] } = changes;
  return {
    change: { kind: "release", release: "R1" },
    entries: entries.map(entry),
    refused: refused.map((id) => ({ item: ref(id), reason: "No." })),
    unchanged: unchanged.map(ref),
    effects: [],
  };
}

/** Where each item is listed. */
function places({ outcomes, refused, unchanged }: Tally): Record<number, string[]> {
  const all: Record<number, string[]> = {};
  const add = (id: number, place: string): void => {
    all[id] = [...(all[id] ?? []), place];
  };
  for (const { entry: one, kind } of outcomes) add(one.item.id, kind);
  for (const { item } of refused) add(item.id, "refused by the plan");
  for (const { id } of unchanged) add(id, "unchanged");
  return all;
}

describe("the tally of a first try", () => {
  it("is what was written, refused and left", () => {
    const tally = tallyAfter(null, plan({ entries: [1, 2], refused: [3], unchanged: [4] }), [
      outcome(1, "written"),
      outcome(2, "conflict"),
    ]);
    expect(places(tally)).toEqual({ 1: ["written"], 2: ["conflict"], 3: ["refused by the plan"], 4: ["unchanged"] });
  });
});

describe("the tally of a further try", () => {
  const before = tallyAfter(null, plan({ entries: [1, 2, 3, 4], refused: [5], unchanged: [6] }), [
    outcome(1, "written"),
    outcome(2, "conflict"),
    outcome(3, "conflict"),
    outcome(4, "notTried"),
  ]);

  it("has every item once, where it stands by now", () => {
    const after = tallyAfter(before, plan({ entries: [2], refused: [3], unchanged: [4] }), [outcome(2, "written")]);
    expect(places(after)).toEqual({
      1: ["written"],
      2: ["written"],
      3: ["refused by the plan"],
      4: ["unchanged"],
      5: ["refused by the plan"],
      6: ["unchanged"],
    });
  });

  it("counts what this session has written as written, also where the plan finds it as asked for", () => {
    expect(places(tallyAfter(before, plan({ unchanged: [1] }), []))[1]).toEqual(["written"]);
  });

  it("takes a later outcome of the same item for the truth", () => {
    expect(places(tallyAfter(before, plan({ entries: [1] }), [outcome(1, "conflict")]))[1]).toEqual(["conflict"]);
    expect(places(tallyAfter(before, plan({ refused: [1] }), []))[1]).toEqual(["refused by the plan"]);
    expect(places(tallyAfter(before, plan({ refused: [6], unchanged: [5] }), []))).toMatchObject({
      5: ["unchanged"],
      6: ["refused by the plan"],
    });
  });
});
