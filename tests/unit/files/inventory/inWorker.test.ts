import { createFileReader, type ReadingWorker } from "../../../../src/files/inventory/inWorker";
import type { ReadRequest } from "../../../../src/files/inventory/sheetReading";
import type { WorkerMessage } from "../../../../src/files/inventory/workerMessages";

const REQUEST: ReadRequest = { files: [{ name: "a.csv", data: new ArrayBuffer(3) }], mappings: [] };
const cancelled = new Error("cancelled");

/** A worker that says what a test lets it say. */
class FakeWorker implements ReadingWorker {
  readonly asked: ReadRequest[] = [];
  ended = 0;
  onmessage: ReadingWorker["onmessage"] = null;
  onerror: ReadingWorker["onerror"] = null;
  postMessage(request: ReadRequest): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.ended += 1;
  }
  says(data: WorkerMessage): void {
    this.onmessage?.({ data });
  }
}

/** A reading that has begun. */
async function begun(signal = new AbortController().signal) {
  const worker = new FakeWorker();
  const progress: unknown[] = [];
  const read = createFileReader(
    () => Promise.resolve(worker),
    () => cancelled,
  );
  const reading = read(REQUEST, signal, (each) => progress.push(each));
  // Who awaits it later must not be too late for its failure.
  reading.catch(() => undefined);
  await Promise.resolve();
  await Promise.resolve();
  return { worker, reading, progress };
}

describe("reading files in a worker", () => {
  it("gives what the worker reads, tells how far it is, and ends it", async () => {
    const { worker, reading, progress } = await begun();
    expect(worker.asked).toEqual([REQUEST]);
    worker.says({ kind: "progress", progress: { file: "a.csv", rows: 7 } });
    expect([progress, worker.ended]).toEqual([[{ file: "a.csv", rows: 7 }], 0]);
    worker.says({ kind: "read", readings: [] });
    expect(await reading).toEqual([]);
    expect(worker.ended).toBe(1);
  });

  it("ends the worker when it is cancelled, and says that it was", async () => {
    const stop = new AbortController();
    const { worker, reading } = await begun(stop.signal);
    stop.abort();
    await expect(reading).rejects.toBe(cancelled);
    expect(worker.ended).toBe(1);
  });

  it("starts none where it was cancelled before", async () => {
    const start = jest.fn();
    await expect(createFileReader(start, () => cancelled)(REQUEST, AbortSignal.abort(), () => undefined)).rejects.toBe(
      cancelled,
    );
    expect(start).not.toHaveBeenCalled();
  });

  it("ends the worker also where it was cancelled while the worker started", async () => {
    const stop = new AbortController();
    const worker = new FakeWorker();
    const start = (): Promise<ReadingWorker> => {
      stop.abort();
      return Promise.resolve(worker);
    };
    await expect(createFileReader(start, () => cancelled)(REQUEST, stop.signal, () => undefined)).rejects.toBe(
      cancelled,
    );
    expect(worker.ended).toBe(1);
  });

  it.each<[string, (worker: FakeWorker) => void, string]>([
    ["fails", (worker) => worker.says({ kind: "failed", message: "no memory" }), " (no memory)"],
    ["dies", (worker) => worker.onerror?.({ message: "gone" }), " (gone)"],
    ["dies without a word", (worker) => worker.onerror?.({}), ""],
  ])("says what to do where the worker %s", async (_what, happen, cause) => {
    const { worker, reading } = await begun();
    happen(worker);
    await expect(reading).rejects.toThrow(
      `Reading the files stopped before the end${cause}. Try them one at a time; save large workbooks as CSV UTF-8.`,
    );
    expect(worker.ended).toBe(1);
  });
});
