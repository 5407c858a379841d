import type { Clock } from "../../../src/boards/clock";
import { Cancelled } from "../../../src/boards/errors";
import { inSlices } from "../../../src/boards/slices";

/** A clock that moves with the work, and notes when the page had its turn. */
function workingClock(): { readonly clock: Clock; readonly work: (ms: number) => void; readonly turns: number[] } {
  let time = 0;
  const turns: number[] = [];
  const clock: Clock = {
    now: () => time,
    sleep: (ms, signal) => {
      if (signal?.aborted) return Promise.reject(new Cancelled());
      turns.push(time);
      time += ms;
      return Promise.resolve();
    },
  };
  return { clock, work: (ms) => (time += ms), turns };
}

describe("work in slices", () => {
  it("is done on each item once, in their order", async () => {
    const { clock, work } = workingClock();
    const done = await inSlices(
      [1, 2, 3],
      (item) => {
        work(15);
        return item * 10;
      },
      clock,
    );
    expect(done).toEqual([10, 20, 30]);
  });

  it("gives the page its turn as soon as a slice is over, and not before", async () => {
    const { clock, work, turns } = workingClock();
    await inSlices([8, 8, 8, 8, 25, 1], work, clock);
    expect(turns).toEqual([24, 57]);
  });

  it("ends between two slices once it is aborted", async () => {
    const { clock, work } = workingClock();
    const stop = new AbortController();
    const items: number[] = [];
    const working = inSlices(
      [1, 2, 3],
      (item) => {
        items.push(item);
        work(30);
        stop.abort();
      },
      clock,
      stop.signal,
    );
    await expect(working).rejects.toBeInstanceOf(Cancelled);
    expect(items).toEqual([1]);
  });

  it("ends with what the work throws", async () => {
    const { clock } = workingClock();
    const failing = inSlices(
      [1],
      () => {
        throw new RangeError("no such asset");
      },
      clock,
    );
    await expect(failing).rejects.toThrow("no such asset");
  });
});
