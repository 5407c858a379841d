import { besideApart } from "../../../src/boards/itemReading";
import type { Loss } from "../../../src/domain/snapshot";

const isBeside = (id: number): boolean => id >= 10;

describe("losses beside the hierarchy (V2)", () => {
  it("are told apart from the others of their batch", () => {
    expect(besideApart([{ kind: "batch", ids: [1, 10, 2, 11], message: "No." }], isBeside)).toEqual([
      { kind: "batch", ids: [1, 2], message: "No." },
      { kind: "batch", ids: [10, 11], message: "No.", isBeside: true },
    ]);
  });

  it("are marked where they stand alone, and nothing else is", () => {
    const losses: Loss[] = [
      { kind: "item", id: 1, message: "a" },
      { kind: "item", id: 10, message: "b" },
      { kind: "batch", ids: [11], message: "c" },
      { kind: "query", message: "d" },
      { kind: "history", ids: [10], message: "e" },
    ];
    expect(besideApart(losses, isBeside)).toEqual([
      losses[0],
      { kind: "item", id: 10, message: "b", isBeside: true },
      { kind: "batch", ids: [11], message: "c", isBeside: true },
      losses[3],
      losses[4],
    ]);
  });
});
