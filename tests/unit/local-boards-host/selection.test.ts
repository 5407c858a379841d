import { Selection } from "../../../scripts/local-boards/host/list/selection";

const ROWS = [10, 20, 30, 40, 50];

function shown(rows: readonly number[] = ROWS): Selection {
  const selection = new Selection();
  selection.show(rows, false);
  return selection;
}

describe("a selection", () => {
  it("begins empty, with the keyboard at the first row", () => {
    const selection = shown();
    expect([selection.size, selection.current, selection.extent()]).toEqual([0, 10, "none"]);
  });

  it("is given in the order asked for, whatever the order of selecting", () => {
    const selection = shown();
    for (const id of [40, 10, 30]) selection.toggle(id);
    expect(selection.inOrder(ROWS)).toEqual([10, 30, 40]);
    expect(selection.inOrder([40, 30, 20])).toEqual([40, 30]);
  });

  it("lets a range grow and shrink, and keeps what was selected before it", () => {
    const selection = shown();
    selection.toggle(50);
    selection.toggle(20);
    selection.extendTo(40);
    expect(selection.inOrder(ROWS)).toEqual([20, 30, 40, 50]);
    selection.extendTo(30);
    expect(selection.inOrder(ROWS)).toEqual([20, 30, 50]);
    selection.extendTo(10);
    expect(selection.inOrder(ROWS)).toEqual([10, 20, 50]);
  });

  it("begins a range at the keyboard's row where nothing was selected yet", () => {
    const selection = shown();
    selection.goTo(20);
    selection.move(2, true);
    expect(selection.inOrder(ROWS)).toEqual([20, 30, 40]);
  });

  it("does not move beyond the ends", () => {
    const selection = shown();
    selection.move(-1, false);
    expect(selection.current).toBe(10);
    selection.move(99, false);
    expect(selection.current).toBe(50);
  });

  it("moves nowhere in an empty list", () => {
    const selection = shown([]);
    selection.move(1, false);
    selection.setAll(true);
    expect([selection.current, selection.size, selection.extent()]).toEqual([null, 0, "none"]);
  });

  it("keeps what is not shown any more, or drops it, as it is told", () => {
    const kept = shown();
    kept.setAll(true);
    kept.show([60, 70], true);
    expect([kept.size, kept.extent(), kept.current]).toEqual([5, "none", 60]);
    kept.show([20], false);
    expect(kept.inOrder([...ROWS, 60])).toEqual([20]);
  });

  it("selects and clears what is shown, and leaves the rest", () => {
    const selection = shown();
    selection.toggle(10);
    selection.show([60, 70], true);
    selection.setAll(true);
    expect([selection.extent(), selection.size]).toEqual(["all", 3]);
    selection.setAll(false);
    expect(selection.inOrder([10, 60, 70])).toEqual([10]);
  });

  it("tells of every change", () => {
    const selection = shown();
    let told = 0;
    selection.onChange(() => (told += 1));
    selection.only(20);
    selection.toggle(30);
    selection.clear();
    expect(told).toBe(3);
  });
});
